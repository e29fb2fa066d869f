"""The elements of HTML by what they do to the text in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

VOID: Final = frozenset(
    [
        "area",
        "base",
        "basefont",
        "bgsound",
        "br",
        "col",
        "embed",
        "frame",
        "hr",
        "img",
        "input",
        "keygen",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
"""Elements that stand on lines of their own."""
UNREAD: Final = frozenset(
    [
        "applet",
        "audio",
        "button",
        "canvas",
        "datalist",
        "map",
        "math",
        "object",
        "option",
        "picture",
        "rp",
        "rt",
        "select",
        "svg",
        "template",
        "video",
        "xml",
    ]
)
"""Elements whose content is not running text, whatever it is; so is that of `RAW`."""
STRUCK: Final = frozenset({"del", "s", "strike"})
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
TRANSPARENT: Final = frozenset({"html", "head", "body"})
"""Elements that may be left out of any page, and stand in many where they should not: their tags change nothing."""
BARRIERS: Final = frozenset({"table", "td", "th", "caption", "object", "applet", "button", "template"})
"""Elements through which no end tag reaches, but those of a table's parts."""
ROWS: Final = frozenset({"tbody", "thead", "tfoot", "tr", "td", "th", "caption"})
ENDS_NO_PARAGRAPH: Final = ROWS | {"legend"}
ENDED_BY: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "td": (frozenset({"td", "th", "caption"}), frozenset({"table"})),
    "th": (frozenset({"td", "th", "caption"}), frozenset({"table"})),
    "tr": (frozenset({"td", "th", "tr", "caption"}), frozenset({"table"})),
    **{name: (ROWS, frozenset({"table"})) for name in ("tbody", "thead", "tfoot")},
}
"""Which open elements a start tag ends, if no element of the second set was opened in them."""
