"""The project's own gold: NAME.gold.yml beside NAME.txt or NAME.md, as corpus/README.md describes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, ValidationError

from attrib.errors import InputError, Place, RuleError
from attrib.evaluate.gold import Gold, GoldAttribution, GoldFinding, GoldSentence
from attrib.evaluate.placing import Reading, Run, gap, nearest, read_through
from attrib.report import Status
from attrib.rules.located import Mapping, RuleFile, read_documents
from attrib.rules.problems import explain
from attrib.rules.values import listed

if TYPE_CHECKING:
    from attrib.report import Story


Words: TypeAlias = Annotated[str, Field(strict=True, pattern=r"\S")]
Statuses: TypeAlias = Annotated[tuple[Status, ...], BeforeValidator(listed), Field(min_length=1)]
Pieces: TypeAlias = Annotated[tuple[Words, ...], BeforeValidator(listed)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Sentence(_Model):
    text: Words
    status: Statuses
    source: Words | None = None
    carried: StrictBool = False


class _Attribution(_Model):
    source: Words | None = None
    cue: Words
    content: Pieces = ()
    resolved: Words | None = None


class _Finding(_Model):
    rule: Words
    at: Words


class _File(_Model):
    story: Words
    sentences: tuple[_Sentence, ...] | None = None
    attributions: tuple[_Attribution, ...] | None = None
    findings: tuple[_Finding, ...] | None = None


_UNREACHABLE: Final = 1_000_000
_ELSEWHERE: Final = "copy the words from the story, quotation marks included, and keep the order of the story"


def read_own_gold(path: Path, raw: bytes, story: Story) -> Gold:
    """Return the gold in a file's bytes, placed in its story.

    Raises InputError A210 where the file cannot be read as gold, A211 where its words are not in the story.
    """
    document = _load(path, raw)
    try:
        file = _File.model_validate(document)
    except ValidationError as error:
        raise _as_input(explain(error, document, _File)) from None
    if file.story != Path(story.path).name:
        message = f"the gold is for `{file.story}`, but lies beside {story.path}"
        raise InputError("A210", message, place=document.value_place("story"))
    placer = _Placer(document, read_through(story), story.path)
    return Gold(
        path,
        placer.sentences(file.sentences) if file.sentences is not None else None,
        placer.attributions(file.attributions) if file.attributions is not None else None,
        placer.findings(file.findings) if file.findings is not None else None,
    )


def _load(path: Path, raw: bytes) -> Mapping:
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff")
        documents = list(read_documents(RuleFile(str(path), text)))
    except UnicodeDecodeError as error:
        raise InputError("A210", f"the gold is not UTF-8 at byte {error.start}", place=Place(str(path))) from None
    except RuleError as error:
        raise _as_input(error) from None
    if len(documents) != 1:
        raise InputError("A210", f"gold is one YAML document, and here are {len(documents)}", place=Place(str(path)))
    return documents[0].content


def _as_input(error: RuleError) -> InputError:
    return InputError("A210", error.message, place=error.place, hint=error.hint)


class _Placer:
    """Finds the words of a gold file in its story, in order; what is not there is an error at its line."""

    def __init__(self, document: Mapping, reading: Reading, story: str) -> None:
        self._document = document
        self._reading = reading
        self._story = story

    def sentences(self, entries: tuple[_Sentence, ...]) -> tuple[GoldSentence, ...]:
        """Return the sentences; they must be all of the story."""
        placed: list[GoldSentence] = []
        end = 0
        for at, entry in enumerate(entries):
            run = self._next(entry.text, end, self._place("sentences", at, "text"))
            self._all_told(end, run[0], "before this", self._place("sentences", at, "text"))
            sources = (entry.source,) if entry.source else ()
            placed.append(GoldSentence(self._reading.span(run), entry.status, sources))
            end = run[1]
        self._all_told(end, len(self._reading.text), "at the end", self._document.value_place("sentences"))
        return tuple(placed)

    def attributions(self, entries: tuple[_Attribution, ...]) -> tuple[GoldAttribution, ...]:
        """Return the attributions, each at the occurrence of its cue that lies nearest its content and its source."""
        placed: list[GoldAttribution] = []
        end = 0
        for at, entry in enumerate(entries):
            sources = self._runs(entry.source, at, "source")
            first = self._runs(entry.content[0] if entry.content else None, at, "content")
            cues = self._reading.runs(entry.cue, end)
            if not cues:
                raise self._not_there(entry.cue, self._place("attributions", at, "cue"), behind=end)
            cue = min(cues, key=lambda run: _distance(run, first) + _distance(run, sources))
            end = cue[1]
            content = self._pieces(entry.content, cue, at)
            outside = [run for run in sources if all(gap(run, piece) >= 0 for piece in content)]
            source = nearest(outside or sources, cue)
            placed.append(
                GoldAttribution(
                    (self._reading.span(source),) if source else (),
                    (self._reading.span(cue),),
                    tuple(self._reading.span(run) for run in sorted(content)),
                )
            )
        return tuple(placed)

    def findings(self, entries: tuple[_Finding, ...]) -> tuple[GoldFinding, ...]:
        """Return the findings, each at or behind the place of the one before it."""
        placed: list[GoldFinding] = []
        start = 0
        for at, entry in enumerate(entries):
            run = self._next(entry.at, start, self._place("findings", at, "at"))
            placed.append(GoldFinding(entry.rule, self._reading.span(run)))
            start = run[0]
        return tuple(placed)

    def _pieces(self, content: tuple[str, ...], cue: Run, at: int) -> list[Run]:
        """Return where the pieces of a content stand: the first nearest the cue, the others behind one another."""
        placed: list[Run] = []
        place = self._place("attributions", at, "content")
        for words in content:
            if not placed:
                run = nearest(self._reading.runs(words), cue)
            else:
                run = next((run for run in self._reading.runs(words, placed[-1][1]) if gap(run, cue) >= 0), None)
            if run is None:
                raise self._not_there(words, place, behind=placed[-1][1] if placed else 0)
            placed.append(run)
        return placed

    def _runs(self, words: str | None, at: int, key: str) -> list[Run]:
        if words is None:
            return []
        runs = self._reading.runs(words)
        if not runs:
            raise self._not_there(words, self._place("attributions", at, key), behind=0)
        return runs

    def _next(self, words: str, start: int, place: Place) -> Run:
        runs = self._reading.runs(words, start)
        if not runs:
            raise self._not_there(words, place, behind=start)
        return runs[0]

    def _all_told(self, start: int, end: int, where: str, place: Place) -> None:
        if self._reading.says_something(start, end):
            left = self._reading.text[start:end].strip()
            raise InputError(
                "A211",
                f"words of {self._story} are left out {where}: “{_short(left)}”",
                place=place,
                hint="the sentences are all of the story, headline, bylines and credits included",
            )

    def _not_there(self, words: str, place: Place, *, behind: int) -> InputError:
        where = "not in the story"
        if behind and self._reading.runs(words):
            where = f"not in the story behind “{_short(self._reading.text[:behind].strip()[-40:])}”"
        return InputError("A211", f"“{_short(words)}” is {where} ({self._story})", place=place, hint=_ELSEWHERE)

    def _place(self, section: str, at: int, key: str) -> Place:
        entry: Mapping = self._document[section][at]
        return entry.value_place(key) if key in entry else entry.place()


def _distance(cue: Run, runs: list[Run]) -> int:
    """Return how far the nearest of some runs is from a cue; 0 where there are none to look for."""
    if not runs:
        return 0
    run = nearest(runs, cue)
    return gap(run, cue) if run else _UNREACHABLE


def _short(text: str, longest: int = 60) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
