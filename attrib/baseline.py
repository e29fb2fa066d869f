"""The baseline: findings that are known already, so that only new ones count."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attrib.errors import Place, UsageError
from attrib.read import bytes_of_file
from attrib.report import FINGERPRINTS, Suppressed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from attrib.report import Finding, Report, Story, StoryReport

SCHEMA: Final = "attrib.baseline/1"
DEFAULT: Final = Path(".attrib-baseline.json")
"""What the file is called where nobody says."""
_SHOWN: Final = 60
"""How many characters of the words at a finding's place an entry shows at most."""


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """A finding that is known: its story's path seen from the file's folder, with `/`, and some of its words for people."""

    path: str
    rule: str
    fingerprint: str
    text: str = ""


class Merged(NamedTuple):
    """The entries of a baseline after a run, and how many were added, dropped and moved to a story's new path."""

    entries: tuple[Known, ...]
    added: int = 0
    dropped: int = 0
    moved: int = 0


def read_baseline(path: Path) -> tuple[Known, ...]:
    """Return the entries of a baseline.

    Raises UsageError A140 where there is none, A141 where it is none that attrib has written, A142 where its fingerprints
    are made by another recipe.
    """
    shape = _shape(path)
    version = shape.get("fingerprints")
    if version != FINGERPRINTS:
        message = f"the baseline's fingerprints are of version {version}, and these are of version {FINGERPRINTS}"
        hint = "record it anew: attrib baseline write"
        raise UsageError("A142", message, place=Place(str(path)), hint=hint)
    return tuple(_entry(path, one) for one in shape["findings"])


def is_outdated(path: Path) -> bool:
    """Return whether a file is a baseline by another recipe; raises UsageError A140 and A141 as `read_baseline` does."""
    return _shape(path).get("fingerprints") != FINGERPRINTS


def written(entries: Iterable[Known]) -> str:
    """Return the text of a baseline: JSON, sorted, with one entry a line."""
    lines = [
        json.dumps(
            {"path": one.path, "rule": one.rule, "fingerprint": one.fingerprint, "text": one.text}, ensure_ascii=False
        )
        for one in sorted(set(entries))
    ]
    body = "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"
    return f'{{"schema": {json.dumps(SCHEMA)}, "fingerprints": {FINGERPRINTS}, "findings": {body}}}\n'


def without_known(report: Report, entries: Iterable[Known], file: Path) -> Report:
    """Return a report in which the findings that a baseline knows are among those that are hidden."""
    matches = _Matches(report, entries, file)
    return replace(report, stories=tuple(_sifted(story, matches.of(story)) for story in report.stories))


def recorded(report: Report, entries: Iterable[Known], file: Path) -> Merged:
    """Return a baseline with all findings of a report; of stories that are not in it, what was known stays known."""
    before = tuple(entries)
    checked = {_path(story.story, file) for story in report.stories}
    now = {_known(finding, story, file) for story in report.stories for finding in story.findings}
    gone = _Matches(report, before, file).gone
    kept = {one for one in before if one.path not in checked and one.path not in gone}
    old = {(one.path, one.rule, one.fingerprint) for one in before}
    new = {(one.path, one.rule, one.fingerprint) for one in (*kept, *now)}
    return Merged(tuple(sorted(kept | now)), added=len(new - old), dropped=len(old - new))


def pruned(report: Report, entries: Iterable[Known], file: Path) -> Merged:
    """Return a baseline without what no longer occurs; what the run did not look at stays.

    What a story knew under an old path that is gone moves to its new path.
    """
    before = tuple(entries)
    matches = _Matches(report, before, file)
    looked_for = {kind.rule for kind in report.kinds}
    checked = {_path(story.story, file) for story in report.stories}
    kept = {
        one
        for one in before
        if one.path not in matches.gone and (one.path not in checked or one.rule not in looked_for)
    }
    moved = 0
    for story in report.stories:
        known = matches.of(story)
        for finding in story.findings:
            if (one := known.get((finding.rule, finding.fingerprint))) is not None:
                path = _path(story.story, file)
                moved += one.path != path
                kept.add(replace(one, path=path))
    return Merged(tuple(sorted(kept)), dropped=len(set(before)) - len(kept), moved=moved)


class _Matches:
    """Which entries of a baseline are about which story of a run."""

    def __init__(self, report: Report, entries: Iterable[Known], file: Path) -> None:
        self._file = file
        self._by_path: Mapping[str, dict[tuple[str, str], Known]] = defaultdict(dict)
        for one in sorted(entries):
            self._by_path[one.path].setdefault((one.rule, one.fingerprint), one)
        checked = {_path(story.story, file) for story in report.stories}
        self.gone = frozenset(path for path in self._by_path if path not in checked and not _is_there(path, file))
        """The paths of stories that are neither in the run nor in their place."""
        self._renamed = self._pair(report)

    def of(self, story: StoryReport) -> Mapping[tuple[str, str], Known]:
        """Return the entries about a story, by rule and fingerprint: under its path, or the one it had."""
        path = _path(story.story, self._file)
        return self._by_path.get(self._renamed.get(path, path), {})

    def _pair(self, report: Report) -> dict[str, str]:
        """Return the old paths of stories that the baseline does not know: of those that are gone, the most alike.

        The words at a finding's place count too: what is said of a story as a whole has one fingerprint in all stories.
        """
        new = {_path(story.story, self._file): story for story in report.stories} if self.gone else {}
        found = {
            path: {_evidence(_known(one, story, self._file)) for one in story.findings}
            for path, story in new.items()
            if path not in self._by_path
        }
        known = {old: {_evidence(one) for one in self._by_path[old].values()} for old in self.gone}
        alike = sorted(
            (-len(mine & its), path, old) for path, mine in found.items() for old, its in known.items() if mine & its
        )
        pairs: dict[str, str] = {}
        for _, path, old in alike:
            if path not in pairs and old not in pairs.values():
                pairs[path] = old
        return pairs


def _sifted(report: StoryReport, known: Mapping[tuple[str, str], Known]) -> StoryReport:
    if not known:
        return report
    new = tuple(one for one in report.findings if (one.rule, one.fingerprint) not in known)
    old = tuple(Suppressed(one, "baseline") for one in report.findings if (one.rule, one.fingerprint) in known)
    return replace(report, findings=new, suppressed=(*report.suppressed, *old))


def _known(finding: Finding, report: StoryReport, file: Path) -> Known:
    span = finding.span
    words = report.story.words(span) or " ".join(report.story.text[span.start : span.end].split())
    shown = words if len(words) <= _SHOWN else words[:_SHOWN].rstrip() + " …"
    return Known(_path(report.story, file), finding.rule, finding.fingerprint, shown)


def _evidence(one: Known) -> tuple[str, str, str]:
    return one.rule, one.fingerprint, one.text


def _path(story: Story, file: Path) -> str:
    """Return a story's path as seen from the folder of the baseline, or the whole path where they share none.

    Links to folders are followed, so that it does not matter by which way story and baseline are named.
    """
    whole = os.path.join(os.path.realpath(os.path.dirname(story.path)), os.path.basename(story.path))  # noqa: PTH118, PTH119, PTH120
    try:
        return Path(os.path.relpath(whole, os.path.realpath(file.parent))).as_posix()
    except ValueError:
        return Path(whole).as_posix()


def _is_there(path: str, file: Path) -> bool:
    return os.path.lexists(file.parent / path)


def _shape(path: Path) -> dict[str, Any]:
    if not os.path.lexists(path):
        hint = "attrib baseline write records the findings of today"
        raise UsageError("A140", "there is no such baseline", place=Place(str(path)), hint=hint)
    try:
        shape = json.loads(bytes_of_file(path).decode("utf-8-sig"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError("A141", f"the baseline cannot be read: {reason}", place=Place(str(path))) from error
    except (ValueError, RecursionError) as error:
        line, column = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (None, None)
        place = Place(str(path), line, column)
        hint = "resolve what a merge has left in it, or record it anew"
        raise UsageError("A141", "the baseline is not JSON", place=place, hint=hint) from error
    if not isinstance(shape, dict) or shape.get("schema") != SCHEMA or not isinstance(shape.get("findings"), list):
        message = f"the file is no baseline: it does not say `{SCHEMA}`"
        raise UsageError("A141", message, place=Place(str(path)), hint="attrib baseline write makes one")
    return shape


def _entry(path: Path, value: object) -> Known:
    if isinstance(value, dict) and value.keys() <= {"path", "rule", "fingerprint", "text"}:
        told = {key: one for key, one in value.items() if isinstance(one, str)}
        if len(told) == len(value) and {"path", "rule", "fingerprint"} <= told.keys():
            return Known(**told)
    message = f"the baseline has an entry that is none: {json.dumps(value, ensure_ascii=False)[:_SHOWN]}"
    raise UsageError("A141", message, place=Place(str(path)), hint="record it anew: attrib baseline write")
