"""docs/formats.md: one run in each format."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from samples import chosen, run

from attrib.render import WRITERS

COMMAND: Final = "attrib check corpus/coast-railway.txt --select anonymity-unexplained"
LANGUAGES: Final = {
    "sarif": "json",
    "gitlab": "json",
    "rdjsonl": "json",
    "junit": "xml",
    "checkstyle": "xml",
    "markdown": "markdown",
}


def sample(argument: str) -> str:
    """Return what a format makes of the run: `NAME`, with lines as `output` takes them; for sarif also `NAME result`."""
    name, _, kept = argument.partition(" ")
    text = _reports()[name]
    if kept == "result":
        text = json.dumps(json.loads(text)["runs"][0]["results"][0], ensure_ascii=False, indent=1)
        kept = ""
    lines = chosen(text.splitlines(), kept)
    return "\n".join([f"```{LANGUAGES.get(name, 'text')}", *lines, "```", ""])


@cache
def _reports() -> dict[str, str]:
    with TemporaryDirectory() as folder:
        run(" ".join([COMMAND, *(f"-o {name}:{folder}/{name}" for name in WRITERS)]))
        return {name: Path(folder, name).read_bytes().decode() for name in WRITERS}
