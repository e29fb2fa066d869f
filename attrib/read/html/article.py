"""Which runs of a page are its story: found as an editor would, by what the page says its parts are, else by their text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from attrib.read.html.density import LAYOUT_ROLES, PROSE, TAIL, densest, ends_sentence, is_mostly, sums, weight
from attrib.read.html.elements import HEADINGS
from attrib.read.layout import LayoutRule, find_line_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from attrib.read.html.names import PageNames
    from attrib.read.html.page import Element, Page, Run
    from attrib.read.passages import Shape

_ITEMS: Final = frozenset({"li", "dd", "dt"})
_CONTAINERS: Final = frozenset({"div", "section", "article", "td"})
_ASIDE: Final = frozenset({"nav", "aside", "dialog", "menu"})
"""Elements that never hold the story."""
_BESIDE: Final = _ASIDE | {"figure", "figcaption", "legend"}
_ASIDE_ROLES: Final = frozenset(
    {"navigation", "complementary", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "tooltip"}
)
_TABULAR: Final = frozenset({"th", "caption", "thead"})
"""Elements that only a table of figures has; others are taken for a way to lay out a page, as newsletters are."""
_CLOSED: Final = re.compile(r"[.!?…][\"'”’»)\]]*$")
"""How text in no element of `PROSE` ends; a label may end with a colon."""
_LONGEST_BYLINE: Final = 25
"""Words of a line that names the author, at most."""
_NAMED: Final = 3
"""Of how much of the running text, as a divisor, a part must hold that is the story's by its name alone."""


@dataclass(frozen=True, slots=True)
class _Place:
    """In what an element lies: the box, article, part of the story and main part around it or made by it, if any."""

    box: _Box | None = None
    article: Element | None = None
    part: Element | None = None
    main: Element | None = None
    table: _Box | None = None
    is_quoted: bool = False
    is_item: bool = False
    is_byline: bool = False


@dataclass(eq=False, slots=True)
class _Box:
    """Something that may stand beside the story; a firm one does so whatever it holds.

    `weight` is how much running text stands in it, `hides` whether it or one around it is shut.
    """

    outer: _Box | None
    is_firm: bool
    is_shut: bool
    is_header: bool = False
    weight: int = 0
    hides: bool = False


def find_article(page: Page, names: PageNames, layout: Sequence[LayoutRule]) -> list[tuple[Run, Shape]]:
    """Return the runs that are the story, in order, each with its shape; none where the page has no running text."""
    return _Finder(page, names, layout).article()


class _Finder:
    def __init__(self, page: Page, names: PageNames, layout: Sequence[LayoutRule]) -> None:
        self._page = page
        self._names = names
        self._layout = layout
        self._boxes: list[_Box] = []
        self._places: dict[Element, _Place] = {}
        for element in page.elements:
            self._places[element] = self._place(element)
        self._open_boxes()
        self._shown = self._unboxed()
        self._title = self._find_title()
        self._shown = self._unboxed()
        if not self._tells():
            # What looks like boxes is all there is.
            for box in self._boxes:
                box.is_shut = box.is_firm
            self._shown = self._unboxed()

    def _tells(self) -> bool:
        """Say whether what is shown has anything to read: of a page running text, of a piece of one anything."""
        return any(map(weight, self._shown)) if self._page.whole else bool(self._shown)

    def _place(self, element: Element) -> _Place:
        """Return in what an element lies; that of its parent is known."""
        outer = self._places[element.parent] if element.parent is not None else _Place()
        name, attributes = element.name, element.attributes
        role = attributes.get("role", "").strip().lower()
        is_table = name == "table" and role not in LAYOUT_ROLES
        box, table = outer.box, None if name == "table" else outer.table
        if is_table or self._is_box(element, role, outer):
            firm = name in _ASIDE or role in _ASIDE_ROLES or (outer.box is not None and outer.box.is_firm)
            is_header = name == "header" or role == "banner"
            box = _Box(outer.box, firm, not is_table or self._names.is_box(attributes), is_header)
            self._boxes.append(box)
            table = box if is_table else table
        if name in _TABULAR and outer.table is not None:
            outer.table.is_shut = outer.table.is_firm = True
        return _Place(
            box=box,
            article=element if "article" in (name, role) else outer.article,
            part=element if self._is_part(element) else outer.part,
            main=element if "main" in (name, role) else outer.main,
            table=table,
            is_quoted=outer.is_quoted or name == "blockquote",
            is_item=outer.is_item or name in _ITEMS,
            is_byline=outer.is_byline or name == "address" or self._is_by(attributes),
        )

    def _is_part(self, element: Element) -> bool:
        if _is_body(element):
            return True
        return element.name in _CONTAINERS and self._names.is_story(element.attributes)

    def _is_box(self, element: Element, role: str, outer: _Place) -> bool:
        """Say whether an element stands beside the story, by its kind or its name, unless it turns out to hold it."""
        name, in_story = element.name, outer.article is not None or outer.main is not None
        if name in _BESIDE or role in _ASIDE_ROLES:
            return True
        if name == "footer":
            return not outer.is_quoted
        if name == "header" or role == "banner":
            return not in_story or self._names.is_box(element.attributes)
        if name in {"article", "main"} and outer.article is None:
            return False
        return self._names.is_box(element.attributes)

    def _is_by(self, attributes: Mapping[str, str]) -> bool:
        by = "author" in attributes.get("rel", "").lower().split() or attributes.get("itemprop", "").lower() == "author"
        return by or self._names.is_byline(attributes)

    def _find_title(self) -> Run | None:
        """Return the first heading of the first rank, one in an article before others; the page's own name is a link.

        A header that it stands in is opened.
        """
        found = [
            run
            for run in self._page.runs
            if run.element.name == "h1" and not is_mostly(run.linked, run) and self._is_open(run)
        ]
        title = min(found, key=lambda run: (self._rank(run), run.number), default=None)
        if title is not None and (box := self._places[title.element].box) is not None:
            box.is_shut = False
        return title

    def _is_open(self, run: Run) -> bool:
        """Say whether a run stands in nothing that is shut, a header apart."""
        box = self._places[run.element].box
        if box is not None and box.is_header and not box.is_firm:
            box = box.outer
        return box is None or not box.hides

    def _rank(self, run: Run) -> int:
        place = self._places[run.element]
        return 0 if place.article is not None else 1 if place.main is not None else 2

    def _open_boxes(self) -> None:
        """Open what looks like a box and holds most of the text, the main part or the text of the story."""
        for run in self._page.runs:
            if (box := self._places[run.element].box) is not None:
                box.weight += weight(run)
        for box in reversed(self._boxes):
            if box.outer is not None:
                box.outer.weight += box.weight
        most = sum(map(weight, self._page.runs)) / 2
        opened = {box for box in self._boxes if not box.is_firm and box.weight > most}
        for element in self._page.elements:
            around = self._places[element].box if element.name == "main" or _is_body(element) else None
            while around is not None and around not in opened and not around.is_firm:
                opened.add(around)
                around = around.outer
        for box in opened:
            box.is_shut = False

    def _unboxed(self) -> list[Run]:
        for box in self._boxes:
            box.hides = box.is_shut or (box.outer is not None and box.outer.hides)
        return [run for run in self._page.runs if self._is_shown(run)]

    def _is_shown(self, run: Run) -> bool:
        box = self._places[run.element].box
        return (box is None or not box.hides) and run.passage.text.lower() not in self._names.furniture

    # Where the story lies

    def article(self) -> list[tuple[Run, Shape]]:
        """Return the runs that are the story, each with its shape."""
        if not self._page.whole and not any(self._places[run.element].article for run in self._shown):
            return [(run, self._shape(run)) for run in self._shown if run.element.name != "td" or weight(run)]
        body = self._body()
        first = next((run.number for run in body if weight(run)), None)
        if first is None:
            return self._brief()
        title = self._title if self._title is not None and self._title.number < first else None
        inside = {run.number for run in body}
        article = self._places[body[0].element].article
        kept: list[tuple[Run, Shape]] = []
        for run in self._shown:
            shape = self._shape(run)
            if run.number < first:
                is_kept = self._opens(run, shape, title, article, inside)
            elif run.number in inside:
                is_kept = self._goes_on(run, shape)
            else:
                is_kept = self._places[run.element].article is article is not None and self._is_layout(run)
            if is_kept:
                kept.append((run, shape))
        while kept and kept[-1][1] == "heading" and kept[-1][0] is not title:
            kept.pop()
        return kept

    def _brief(self) -> list[tuple[Run, Shape]]:
        """Return all paragraphs of a page that has none of any length, if there is a sentence among them."""
        if any(map(weight, self._shown)):
            return []
        runs = [run for run in self._shown if run.element.name in PROSE and not is_mostly(run.linked, run)]
        said = any(run.element.name == "p" and ends_sentence(run) for run in runs)
        return [(run, self._shape(run)) for run in runs if said]

    def _opens(self, run: Run, shape: Shape, title: Run | None, article: Element | None, inside: Iterable[int]) -> bool:
        """Say whether a run before the first paragraph is the story's: headline, what stands below it, who wrote it."""
        if run is title:
            return True
        if title is None and run.number not in inside:
            return False
        if title is not None and (
            run.number < title.number or self._places[run.element].article not in (None, article)
        ):
            return False
        if (is_mostly(run.linked, run) and shape != "byline") or is_mostly(run.timed, run):
            return False
        if run.number in inside and run.element.name == "p" and (self._places[run.element].part or ends_sentence(run)):
            return True
        return shape in ("heading", "byline") or weight(run) > 0 or self._is_layout(run)

    def _goes_on(self, run: Run, shape: Shape) -> bool:
        """Say whether a run from the first paragraph on is the story's, and no link, time or label between."""
        if is_mostly(run.linked, run) or is_mostly(run.timed, run):
            return False
        is_text = run.element.name in PROSE or _CLOSED.search(run.passage.text[-TAIL:]) is not None
        return is_text or shape == "byline" or weight(run) > 0 or self._is_layout(run)

    def _is_layout(self, run: Run) -> bool:
        return find_line_rule(run.passage.text, self._layout) is not None

    def _shape(self, run: Run) -> Shape:
        place, text = self._places[run.element], run.passage.text
        if run.element.name in HEADINGS:
            return "heading"
        is_by = place.is_byline or any(map(self._is_by, run.marks))
        if is_by and len(text.split()) <= _LONGEST_BYLINE and not ends_sentence(run):
            return "byline"
        return "item" if place.is_item else "text"

    def _body(self) -> list[Run]:
        """Return the runs of the element, or the several, that hold the text of the story."""
        articles, teasers = self._articles()
        runs = [run for run in self._shown if self._places[run.element].article not in teasers]
        part = self._best_part(runs)
        named = [run for run in runs if part is not None and self._is_in(run, part)]
        # Cards that lead to other stories may be named as the story's text is.
        if part is not None and (_is_body(part) or _NAMED * sum(map(weight, named)) >= sum(map(weight, runs))):
            return named
        weights = sums(runs, lambda run: self._places[run.element].article)
        weights.pop(None, None)
        if weights:
            best = max(weights, key=lambda one: (weights[one], -one.first if one is not None else 0))
            whole = sum(weights.values())
            if weights[best] * 2 >= whole or (self._title is not None and best is not None and best.holds(self._title)):
                return [run for run in runs if self._places[run.element].article is best]
            return [run for run in runs if self._places[run.element].article is not None]
        if teasers and len(teasers) == len(articles) and self._title is None:
            return []
        weights = sums(runs, lambda run: self._places[run.element].main)
        weights.pop(None, None)
        best = max(weights, key=lambda one: weights[one], default=None) or densest(runs)
        return [run for run in runs if best is not None and best.holds(run)]

    def _articles(self) -> tuple[set[Element], set[Element | None]]:
        """Return the articles of the page and, of several, those whose headings are links: they lead to other pages."""
        headings: dict[Element, list[bool]] = defaultdict(list)
        found: set[Element] = set()
        for run in self._shown:
            article = self._places[run.element].article
            if article is not None:
                found.add(article)
            if article is not None and run.element.name in HEADINGS:
                headings[article].append(run.element.name != "h1" and is_mostly(run.linked, run))
        several = len(found) > 1
        return found, {one for one, linked in headings.items() if several and all(linked)}

    def _best_part(self, runs: Sequence[Run]) -> Element | None:
        weights = sums(runs, lambda run: self._places[run.element].part)
        for element in reversed(self._page.elements):
            if element in weights and element.parent is not None:
                outer = self._places[element.parent].part
                if outer is not None:
                    weights[outer] += weights[element]
        weights.pop(None, None)
        return max(weights, key=lambda one: (one is not None and _is_body(one), weights[one]), default=None)

    def _is_in(self, run: Run, part: Element) -> bool:
        """Say whether a run stands in a part of the story, or in another one of the same article."""
        if part.holds(run):
            return True
        place, own = self._places[run.element], self._places[part]
        if place.part is None or _is_body(place.part) != _is_body(part):
            return False
        return place.article is own.article if own.article is not None else place.part.parent is part.parent


def _is_body(element: Element) -> bool:
    return "articlebody" in element.attributes.get("itemprop", "").lower().split()
