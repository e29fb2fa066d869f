"""The difference between two runs as a JSON object, in the schema `attrib.diff/1`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrib.evaluate.difference_tables import place_of, words_of
from attrib.evaluate.differences import tally

if TYPE_CHECKING:
    from attrib.evaluate.differences import Difference, Judged, StoryDifference
    from attrib.evaluate.runs import Run, RunStory
    from attrib.report import Attribution, Finding, Part, Sentence

SCHEMA: Final = "attrib.diff/1"


def difference_json(difference: Difference) -> dict[str, Any]:
    """Return the difference between two runs as a JSON object (schema `attrib.diff/1`)."""
    stories = difference.differing
    return {
        "schema": SCHEMA,
        "before": _run(difference.before),
        "after": _run(difference.after),
        "compared": len(difference.stories),
        "only_before": list(difference.only_before),
        "only_after": list(difference.only_after),
        "altered": list(difference.altered),
        "counts": {
            "attributions": dict(tally(one for story in stories for one in story.attributions)),
            "sentences": dict(tally(one for story in stories for one in story.sentences)),
            "findings": dict(tally(one for story in stories for one in story.findings)),
        },
        "stories": [_story(story) for story in stories],
    }


def _run(run: Run) -> dict[str, Any]:
    return {"name": run.name, "stories": len(run.stories), "policies": list(run.policies)}


def _story(story: StoryDifference) -> dict[str, Any]:
    return {
        "path": story.after.path,
        "sha256": story.after.sha256,
        "attributions": [_attribution(one, story) for one in story.attributions],
        "sentences": [_sentence(one, story) for one in story.sentences],
        "findings": [_finding(one, story) for one in story.findings],
    }


def _attribution(one: Judged[Attribution], story: StoryDifference) -> dict[str, Any]:
    def side(what: Attribution | None, run: RunStory) -> dict[str, Any] | None:
        if what is None:
            return None
        return {
            "rule": what.rule,
            "class": what.cue_class,
            "lemma": what.cue_lemma,
            "kind": what.kind,
            "source": _part(what.source),
            "cue": _part(what.cue),
            "content": _part(what.content),
            "resolved": run.name_of(what.ref),
            "expression": what.expression,
            "text": words_of(what, run, story),
        }

    sides = {"before": side(one.change.before, story.before), "after": side(one.change.after, story.after)}
    return {**_common(one, story, one.change.shown.cue.spans[0].start), **sides}


def _sentence(one: Judged[Sentence], story: StoryDifference) -> dict[str, Any]:
    def side(what: Sentence | None, run: RunStory) -> dict[str, Any] | None:
        if what is None:
            return None
        return {"status": what.status, "source": run.name_of(what.source), "carried": what.carried, "why": what.why}

    sides = {"before": side(one.change.before, story.before), "after": side(one.change.after, story.after)}
    return {**_common(one, story, one.change.shown.span.start), **sides}


def _finding(one: Judged[Finding], story: StoryDifference) -> dict[str, Any]:
    def side(what: Finding | None) -> dict[str, Any] | None:
        if what is None:
            return None
        span = [what.span.start, what.span.end]
        return {"rule": what.rule, "code": what.code, "level": what.level, "message": what.message, "span": span}

    sides = {"before": side(one.change.before), "after": side(one.change.after)}
    return {**_common(one, story, one.change.shown.span.start), **sides}


def _common(one: Judged[Any], story: StoryDifference, offset: int) -> dict[str, Any]:
    return {
        "place": place_of(story, offset),
        "turn": one.change.turn,
        "fields": list(one.change.fields),
        "gold": [one.before, one.after],
    }


def _part(part: Part | None) -> dict[str, Any] | None:
    return {"spans": [[span.start, span.end] for span in part.spans], "text": part.text} if part else None
