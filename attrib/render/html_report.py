"""A self-contained page: each story tinted by who stands behind it, findings in the margin, the table of sources."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING

from attrib.render.page import page_of
from attrib.render.terminal import WIDTH, safe

if TYPE_CHECKING:
    from jinja2 import Template

    from attrib.report import Report


def render(report: Report, *, color: bool = False, width: int = WIDTH) -> str:
    """Return the run as one page of HTML that needs nothing else: no script, no other address, no date."""
    del color, width
    return _template().render(page=page_of(report))


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    style = Markup(_file("story_page.css"))  # noqa: S704  the package's own file
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_seen,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["style"] = style
    made.globals["style_digest"] = b64encode(sha256(style.encode()).digest()).decode()
    return made.from_string(_file("story_page.html.j2"))


def _file(name: str) -> str:
    return resources.files("attrib.render").joinpath(name).read_text(encoding="utf-8")


def _seen(value: object) -> object:
    """Return what the template is about to print, without controls and marks of direction where it is plain text."""
    return safe(value) if type(value) is str else value
