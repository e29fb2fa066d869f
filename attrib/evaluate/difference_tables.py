"""The difference between two runs as lines for people: counts first, then each change with its place and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from attrib.evaluate.differences import Judged, StoryDifference, tally
from attrib.evaluate.marked import marked
from attrib.evaluate.pairing import TURNS
from attrib.evaluate.placing import collapsed

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from attrib.evaluate.attributions import Role
    from attrib.evaluate.differences import Difference, Verdict
    from attrib.evaluate.runs import RunStory
    from attrib.report import Attribution, Finding, Sentence, Span

T = TypeVar("T")

NARROW, WIDE = 14, 30
LONGEST: Final = 160
"""How many characters of a sentence are shown."""
_EXACT: Final = "right, word for word"


def render_difference(difference: Difference) -> str:
    """Return the difference between two runs as lines of text."""
    lines = [*head_lines(difference), "", *count_lines(difference), *change_lines(difference)]
    return "\n".join(lines) + "\n"


def head_lines(difference: Difference) -> Iterator[str]:
    """Yield what was compared with what, and which stories could not be."""
    for word, run in (("before", difference.before), ("after", difference.after)):
        yield f"{word:<8}{run.name}: {len(run.stories)} stories, policy {', '.join(run.policies)}"
    for what, paths in (
        ("only before", difference.only_before),
        ("only after", difference.only_after),
        ("not compared, since their text changed", difference.altered),
    ):
        if paths:
            yield f"{what}: {', '.join(paths)}"
    absent = [story for story in difference.differing if story.story is None]
    if absent:
        yield f"{len(absent)} stories are no longer at their path as they were read: places are offsets where no run has lines"


def count_lines(difference: Difference) -> Iterator[str]:
    """Yield how much two runs say differently: of each sort of thing, of each frame and of each finding."""
    stories = difference.differing
    yield f"{len(difference.stories)} stories compared, {len(stories)} differ"
    if not stories:
        return
    attributions = [one for story in stories for one in story.attributions]
    sentences = [one for story in stories for one in story.sentences]
    findings = [one for story in stories for one in story.findings]
    rows = {"attributions": tally(attributions), "sentences": tally(sentences), "findings": tally(findings)}
    yield from _table(
        "", rows, _columns("right" if difference.judged else None), judged=difference.judged, width=NARROW
    )
    for name, count in rows.items():
        fields = {field.removeprefix("changed "): n for field, n in count.items() if field.startswith("changed ")}
        if fields:
            told = sorted(fields.items(), key=lambda item: (-item[1], item[0]))
            yield f"{name} changed in: " + ", ".join(f"{field} {n}" for field, n in told)
    if attributions:
        yield ""
        columns = _columns("right" if "attributions" in difference.judged else None)
        yield from _table("Frames", _by(attributions, lambda one: one.rule), columns)
    if findings:
        yield ""
        columns = _columns("expected" if "findings" in difference.judged else None)
        yield from _table("Findings", _by(findings, lambda one: one.rule), columns)


def change_lines(difference: Difference) -> Iterator[str]:
    """Yield each change with its place and its words, story by story; each story is introduced by an empty line."""
    for story in difference.differing:
        yield ""
        blocks = [
            *((one.change.shown.cue.spans[0].start, _attribution(one, story)) for one in story.attributions),
            *((one.change.shown.span.start, _sentence(one, story)) for one in story.sentences),
            *((one.change.shown.span.start, _finding(one, story)) for one in story.findings),
        ]
        for at, lines in sorted(blocks, key=lambda block: block[0]):
            first, *others = lines
            yield f"{place_of(story, at)}: {first}"
            yield from (f"    {line}" for line in others)


def place_of(story: StoryDifference, offset: int) -> str:
    """Return `path:line:column`, or `path@offset` where the story's text is not at hand and no run tells its lines."""
    path = story.after.path
    if story.story is not None:
        line, column = story.story.line_and_column(offset)
    else:
        known = story.after.places.get(offset) or story.before.places.get(offset)
        if known is None:
            return f"{path}@{offset}"
        line, column = known
    return f"{path}:{line}:{column}"


def words_of(one: Attribution, run: RunStory, story: StoryDifference, around: Iterable[Span] = ()) -> str:
    """Return an attribution in its sentence, or its parts alone where the story's text is not at hand."""
    source = one.source.spans if one.source else ()
    roles: Mapping[Role, Sequence[Span]] = {"source": source, "cue": one.cue.spans, "content": one.content.spans}
    if story.story is not None:
        return marked(story.story, [sentence.span for sentence in run.sentences], roles, around=around)
    parts = (("source", one.source), ("cue", one.cue), ("content", one.content))
    return " ".join(f"{name}[{part.text}]" for name, part in parts if part is not None and part.text)


def _by(several: Iterable[Judged[T]], name: Callable[[T], str]) -> dict[str, Counter[str]]:
    groups: dict[str, list[Judged[T]]] = {}
    for one in several:
        groups.setdefault(name(one.change.shown), []).append(one)
    return {name: tally(some) for name, some in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))}


def _columns(right: str | None) -> dict[str, str]:
    """Return the headings of a table of changes by what they count; `right` is the word for what gold has, if it is asked."""
    if right is None:
        return {turn: turn for turn in TURNS}
    return {
        "gained": "gained",
        "gained right": right,
        "lost": "lost",
        "lost right": right,
        "changed": "changed",
        "better": "better",
        "worse": "worse",
    }


def _table(
    heading: str,
    rows: Mapping[str, Counter[str]],
    columns: Mapping[str, str],
    *,
    judged: Collection[str] | None = None,
    width: int = WIDE,
) -> Iterator[str]:
    """Yield a table of changes; of rows that are not among the `judged`, what gold would say is left open."""
    yield f"{heading:{width}}" + "".join(f"{column:>10}" for column in columns.values())
    for name, count in rows.items():
        told = (count[column] if column in TURNS or judged is None or name in judged else "-" for column in columns)
        yield f"{name:{width}}" + "".join(f"{cell:>10}" for cell in told)


def _attribution(one: Judged[Attribution], story: StoryDifference) -> list[str]:
    change = one.change
    shown = change.shown
    about = f"({shown.cue_class}, {shown.cue_lemma})"
    if change.before is None or change.after is None:
        run = story.after if change.before is None else story.before
        return [f"{change.turn} {shown.rule} {about}{_verdict(one)}", words_of(shown, run, story)]
    rule = _turned(change.before.rule, change.after.rule)
    around = [span for side in (change.before, change.after) for span in side.content.spans]
    lines = [f"changed {', '.join(change.fields)}: {rule} {about}{_verdict(one)}"]
    told = [
        words_of(change.before, story.before, story, around),
        words_of(change.after, story.after, story, around),
    ]
    if told[0] == told[1]:
        lines.append(told[0])
    else:
        lines += [f"before {told[0]}", f"after  {told[1]}"]
    lines += [f"{name}: {was} → {now}" for name, was, now in _unseen(change.before, change.after, story)]
    return lines


def _unseen(before: Attribution, after: Attribution, story: StoryDifference) -> Iterator[tuple[str, str, str]]:
    """Yield what changed of an attribution that its marked words do not show."""
    names = [run.name_of(one.ref) or "nobody" for one, run in ((before, story.before), (after, story.after))]
    for name, was, now in (
        ("resolved", *names),
        ("class", before.cue_class, after.cue_class),
        ("lemma", before.cue_lemma, after.cue_lemma),
        ("kind", before.kind, after.kind),
        ("expression", str(before.expression).lower(), str(after.expression).lower()),
    ):
        if was != now:
            yield name, was, now


def _sentence(one: Judged[Sentence], story: StoryDifference) -> list[str]:
    change = one.change
    assert change.before is not None
    assert change.after is not None
    was = _stands(change.before, story.before)
    now = _stands(change.after, story.after)
    lines = [f"sentence {was} → {now}{_verdict(one)}"]
    if story.story is not None:
        words = story.story.words(change.after.span)
        lines.append(words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…")
    return lines


def _stands(one: Sentence, run: RunStory) -> str:
    name = run.name_of(one.source)
    return f"{one.status} ({name})" if name else one.status


def _finding(one: Judged[Finding], story: StoryDifference) -> list[str]:
    change = one.change
    shown = change.shown
    turn = f"changed {', '.join(change.fields)}:" if change.turn == "changed" else change.turn
    lines = [f"{turn} {shown.level}[{shown.code} {shown.rule}] {collapsed(shown.message)}{_verdict(one)}"]
    if change.before is not None and change.after is not None and change.before.message != change.after.message:
        lines.append(f"before: {collapsed(change.before.message)}")
    if story.story is not None:
        run = story.before if change.after is None else story.after
        lines.append(marked(story.story, [one.span for one in run.sentences], {}, place=shown.span))
    return lines


def _verdict(one: Judged[T]) -> str:
    """Return what gold says of a change in brackets, or nothing where it says nothing."""
    was, now = _said(one.before), _said(one.after)
    turn = one.change.turn
    if turn == "gained":
        return f" [{now}]" if now else ""
    if turn == "lost":
        return f" [was {was}]" if was else ""
    return f" [{_turned(was or 'not expected', now or 'not expected')}]" if was or now else ""


def _said(verdict: Verdict | None) -> str:
    return _EXACT if verdict == "exact" else verdict or ""


def _turned(was: str, now: str) -> str:
    return was if was == now else f"{was} → {now}"
