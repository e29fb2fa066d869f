"""Fuzz the rule loader: any file in a pack is rules that compile or a clear error with its place."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["attrib.rules", "attrib.judge"]):
    from attrib.errors import RuleError, UsageError
    from attrib.judge import Selection, resolve_policy
    from attrib.rules.load import load_packs
    from attrib.rules.schema import KINDS

FOLDER = Path(tempfile.mkdtemp(prefix="attrib-fuzz-"))
LISTS = "id: verbs\ndescription: Some.\nentries: [say]\n"


def load(content: bytes) -> None:
    """Load bytes as the one rule file of a pack, beside a list of words."""
    given = atheris.FuzzedDataProvider(content)
    kind = given.PickValueInList(sorted(KINDS))
    for folder in ("lists", kind):
        (FOLDER / folder).mkdir(exist_ok=True)
    (FOLDER / "lists" / "words.yaml").write_text(LISTS)
    file = FOLDER / kind / "fuzzed.yaml"
    file.write_bytes(given.ConsumeBytes(given.remaining_bytes()))
    try:
        resolve_policy(load_packs([FOLDER]), Selection())
    except RuleError as error:
        assert error.code.startswith("A3"), error
        assert error.place is not None
    except UsageError as error:
        assert error.code == "A109", error  # The pack has no policy of that name.
    finally:
        file.unlink()
        if kind != "lists":
            (FOLDER / kind).rmdir()


if __name__ == "__main__":
    atheris.Setup(sys.argv, load)
    atheris.Fuzz()
