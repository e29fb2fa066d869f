"""The only place where the stages are joined: settings and paths in, a report out."""

from __future__ import annotations

import logging
from functools import cached_property, partial
from itertools import groupby
from typing import TYPE_CHECKING, TypedDict, Unpack

from attrib import __version__
from attrib.config import Settings, Target
from attrib.report import Report, Story, StoryReport
from attrib.run import BATCH, Run, Unknown, Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from spacy.language import Language

    from attrib.cache import Cache
    from attrib.changes import Version
    from attrib.evaluate import View
    from attrib.evaluate.coverage import Coverage
    from attrib.evaluate.rule_examples import RuleTestResult
    from attrib.parse import ParsedStory
    from attrib.read import PageNames, Sidecar
    from attrib.read.sidecars import NewEntry
    from attrib.report import Established
    from attrib.rules.load import Rules

__all__ = [
    "Engine",
    "Engines",
    "How",
    "Settings",
    "Target",
    "check_bytes",
    "check_paths",
    "check_targets",
    "cover",
    "evaluate",
    "load_rules_for",
    "test_rules",
]


def load_rules_for(settings: Settings) -> Rules:
    """Return the rules of the shipped pack and of the packs in the settings; raises RuleError."""
    from attrib.rules.load import load_rules

    return load_rules(settings.rules)


class Engine:
    """All stages with one rule set, one pipeline and one policy; `pipelines` are those loaded already, by name."""

    def __init__(
        self, settings: Settings, rules: Rules | None = None, pipelines: dict[str | None, Language] | None = None
    ) -> None:
        from attrib.judge import resolve_policy

        self.settings = settings
        self._pipelines = pipelines if pipelines is not None else {}
        self.rules = rules if rules is not None else load_rules_for(settings)
        self.policy = resolve_policy(self.rules, settings.selection)

    def read(self, name: str | Path, raw: bytes, sidecar: Sidecar | None = None) -> Story:
        """Return the story in a file's bytes, with what the file of metadata beside it tells; raises InputError."""
        from attrib.read import Ignorable, read_story

        layout = tuple(self.rules.layout.values())
        return read_story(
            name, raw, layout, sidecar, names=self._page_names, known=Ignorable.of(self.rules.findings.values())
        )

    def read_file(self, path: Path) -> Story:
        """Return the story in a file, with what the file of metadata beside it tells; raises InputError."""
        from attrib.read import read_bytes, read_sidecar

        return self.read(path, read_bytes(path), read_sidecar(path))

    def check(self, stories: Iterable[Story]) -> Iterator[StoryReport]:
        """Yield the report of each story, in order."""
        for _, established in self.establish(stories):
            yield self.judged(established)

    def judged(self, established: Established, settings: Settings | None = None) -> StoryReport:
        """Return the report on what is established about a story, by the engine's settings or others of the same rules."""
        from attrib.judge import Reading, described, judge_story

        chosen, reading = settings or self.settings, Reading(established, self.rules)
        judgement = judge_story(reading, chosen.selection, today=chosen.today, ignores=chosen.ignores)
        return StoryReport(
            story=established.story,
            policy=chosen.policy,
            sentences=established.sentences,
            sources=described(reading),
            attributions=established.attributions,
            claims=established.claims,
            findings=judgement.findings,
            suppressed=judgement.suppressed,
            suppressions=judgement.suppressions,
        )

    def establish(self, stories: Iterable[Story]) -> Iterator[tuple[ParsedStory, Established]]:
        """Yield each story parsed and what is established about it before a policy judges it, in order."""
        yield from self._stages.establish(stories)

    @property
    def nlp(self) -> Language:
        """Return the pipeline, loaded when it is first asked for; raises PipelineError."""
        return self._stages.nlp

    @cached_property
    def _page_names(self) -> PageNames:
        from attrib.read import PageNames

        return PageNames.compile(self.rules)

    @cached_property
    def _stages(self) -> _Stages:
        from attrib.parse import load_pipeline

        name = self.settings.pipeline
        if name not in self._pipelines:
            self._pipelines[name] = load_pipeline(name)
        return _Stages(self.rules, self._pipelines[name])


class _Stages:
    def __init__(self, rules: Rules, nlp: Language) -> None:
        from attrib.extract import Extractor
        from attrib.ledger import Bookkeeper
        from attrib.parse import Reading
        from attrib.resolve import Resolver

        self.nlp = nlp
        self._reading = Reading.compile(rules)
        self._extractor = Extractor(rules, self.nlp.vocab)
        self._resolver = Resolver(rules, self.nlp)
        self._bookkeeper = Bookkeeper(rules, self.nlp)

    def establish(self, stories: Iterable[Story]) -> Iterator[tuple[ParsedStory, Established]]:
        from attrib.parse import parse_stories

        for parsed in parse_stories(self.nlp, stories, self._reading):
            extracted = self._extractor.extract(parsed)
            resolved = self._resolver.resolve(parsed, extracted.attributions)
            yield parsed, self._bookkeeper.establish(parsed, extracted, resolved)


class Engines:
    """An engine for each set of rules and each pipeline that settings name; a pipeline is loaded once."""

    def __init__(self) -> None:
        self._engines: dict[tuple[object, ...], Engine] = {}
        self._pipelines: dict[str | None, Language] = {}

    def of(self, settings: Settings) -> Engine:
        """Return the engine for some settings; raises RuleError, and UsageError for settings that cannot be followed."""
        key = (settings.rules, settings.pipeline)
        if key not in self._engines:
            self._engines[key] = Engine(settings, pipelines=self._pipelines)
        return self._engines[key]

    def check(self, stories: Work) -> Iterator[StoryReport]:
        """Yield the report on each story, in order; those with the same engine are parsed together."""
        for first in range(0, len(stories), BATCH):
            batch = stories[first : first + BATCH]
            for engine, several in groupby(batch, key=lambda pair: self.of(pair[1])):
                group = list(several)
                established = engine.establish(story for story, _ in group)
                for (_, one), (_, chosen) in zip(established, group, strict=True):
                    yield engine.judged(one, chosen)

    def forget_changed(self) -> None:
        """Forget the engines whose rules have changed since they were read."""
        from attrib.rules.folders import digest_of_folders, shipped_pack

        for key, engine in list(self._engines.items()):
            if digest_of_folders([shipped_pack(), *engine.settings.rules]) != engine.rules.digest:
                del self._engines[key]


def check_paths(paths: Sequence[Path], settings: Settings, **how: Unpack[How]) -> Report:
    """Return the report on files and folders, in the order of the paths, all with the same settings.

    Raises AttribError before anything is lost. How it is done changes nothing in the report.
    """
    from attrib.read import find_stories

    return check_targets([Target(path, settings) for path in find_stories(paths)], settings, **how)


def check_targets(targets: Sequence[Target], settings: Settings, **how: Unpack[How]) -> Report:
    """Return the report on stories, each with settings of its own; `settings` give the report's policy.

    The report's kinds are all that was looked for in any story. Raises as `check_paths` does.
    """
    run = Run(how.get("engines") or Engines(), how.get("cache"), how.get("jobs", 1), _start_checking)
    progress = how.get("progress")
    several = dict.fromkeys(target.settings for target in targets) or {settings: None}
    kinds = {kind.rule: kind for one in reversed(several) for kind in run.kinds(one)}
    stories = [run.look_up(target) for target in targets]
    unknown = [one for one in stories if isinstance(one, Unknown)]
    if how.get("cache") is not None:
        logging.getLogger(__name__).info("not known from the cache: %d of %d stories", len(unknown), len(stories))
    reports: list[StoryReport] = []
    for report in run.check(unknown):
        reports.append(report)
        if progress is not None:
            progress(len(stories) - len(unknown) + len(reports), len(stories))
    checked = iter(reports)
    in_order = (next(checked) if isinstance(one, Unknown) else one for one in stories)
    return Report(__version__, settings.policy, tuple(in_order), tuple(kinds.values()))


class How(TypedDict, total=False):
    """How stories are checked: what changes the time it takes and not the report.

    `progress` is told how many of how many stories are done. What `cache` knows is not worked out again. `jobs` is how
    many processes work where there is work for them, 0 one a processor core. `engines` are those of an earlier run.
    """

    progress: Callable[[int, int], None] | None
    cache: Cache | None
    jobs: int
    engines: Engines


def _start_checking() -> Callable[[Work], list[StoryReport]]:
    """Return what checks stories in a process of its own."""
    engines = Engines()
    return lambda stories: list(engines.check(stories))


def check_bytes(name: str, raw: bytes, settings: Settings, sidecar: Sidecar | None = None) -> Report:
    """Return the report on one story given as bytes; its name says how to read it, the sidecar tells more."""
    from attrib.judge import kinds_of

    engine = Engine(settings)
    kinds = kinds_of(engine.rules, settings.selection)
    return Report(__version__, settings.policy, tuple(engine.check([engine.read(name, raw, sidecar)])), kinds)


def only_changed(report: Report, before: Sequence[Version | None], settings: Settings) -> Report:
    """Return a report with only the findings in what changed; `before` is each story's file as it was, None if new."""
    from attrib import changes
    from attrib.read import PageNames, read_story

    rules = load_rules_for(settings)
    about_story = {rule.id for rule in rules.findings.values() if rule.on == "story"}
    read = partial(read_story, layout=tuple(rules.layout.values()), names=PageNames.compile(rules))
    return changes.only_changed(report, before, read, about_story)


def ignored(path: Path, settings: Settings, entry: NewEntry) -> Sidecar:
    """Return the file beside a story as it must be for a finding not to be reported; raises UsageError A144."""
    from attrib.read import read_bytes
    from attrib.read.sidecars import added

    engine, raw = Engine(settings), read_bytes(path)
    return added(path, entry, lambda sidecar: engine.read(path, raw, sidecar))


def evaluate(
    folder: Path,
    settings: Settings,
    *,
    form: str = "text",
    view: View | None = None,
    before: Path | None = None,
    compare: str | None = None,
) -> str:
    """Return how far the reports on a folder's stories agree with its gold, as text or JSON, as a view asks.

    With `before`, a recorded run, what changed since then stands below. With `compare` "textacy", what textacy's finder
    of direct quotations reaches on the same parse does.
    """
    from attrib import evaluate as stage

    run = stage.read_run(before) if before is not None else None
    engine = Engine(settings)
    evaluation = stage.evaluate(folder, engine)
    against = stage.hold_against(evaluation, run) if run is not None else None
    comparison = stage.compare_with_textacy(folder, engine) if compare is not None else None
    return stage.written(evaluation, settings.policy, form=form, view=view, against=against, comparison=comparison)


def cover(folder: Path, settings: Settings, *, progress: Callable[[int, int], None] | None = None) -> Coverage:
    """Return which rules fire on the stories under a folder, and how right they are where gold lies beside them."""
    from attrib.evaluate.coverage import cover as count

    return count(folder, Engine(settings), progress)


def test_rules(settings: Settings, ids: Sequence[str]) -> list[RuleTestResult]:
    """Return the outcome of each example of the rules with these ids, of all rules without any; raises AttribError."""
    from attrib.evaluate.rule_examples import run_examples

    return run_examples(Engine(settings), ids)
