"""Loading the language pipeline: the one shipped with attrib, or another with Universal Dependencies labels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from attrib.errors import PipelineError

if TYPE_CHECKING:
    from spacy.language import Language

SHIPPED = Path(__file__).parent / "english"
"""The folder of the shipped English weights."""

NEEDED = {
    "tagger": "fine-grained tags",
    "parser": "dependencies",
    "lemmatizer": "lemmas",
    "ner": "names",
}
"""Components a pipeline must have, and what each gives."""

UD_RELATIONS = frozenset({"nsubj", "obj", "obl", "ccomp", "case", "mark"})
"""Relations every Universal Dependencies parser knows, and ClearNLP's (dobj, pobj, prep) lack."""


def load_pipeline(name: str | None = None) -> Language:
    """Return the spaCy pipeline `name` (a package or a folder), by default the one shipped with attrib.

    Raises PipelineError A401 if there is none, A402 if it lacks a component, A403 if it has other labels.
    """
    import spacy

    try:
        nlp = spacy.load(name if name is not None else SHIPPED)
    except (OSError, ValueError) as error:
        first = str(error).split("\n", maxsplit=1)[0]
        raise PipelineError(
            "A401",
            f"no pipeline could be loaded from {name or SHIPPED}: {first}",
            hint="leave out --pipeline to use the shipped one",
        ) from error
    if name is not None:
        check_pipeline(nlp, name)
    return nlp


def check_pipeline(nlp: Language, name: str) -> None:
    """Raise PipelineError unless the pipeline has the components and the labels that the rules rely on."""
    missing = [f"{component} ({gives})" for component, gives in NEEDED.items() if component not in nlp.pipe_names]
    if missing:
        raise PipelineError(
            "A402",
            f"the pipeline {name} lacks {', '.join(missing)}",
            hint=f"it has {', '.join(nlp.pipe_names) or 'no components'}",
        )
    absent = sorted(UD_RELATIONS - set(nlp.get_pipe("parser").labels))  # type: ignore[attr-defined]
    if absent:
        raise PipelineError(
            "A403",
            f"the parser of {name} does not use Universal Dependencies: it lacks {', '.join(absent)}",
            hint="spaCy's own English pipelines use other labels; train one on UD or use the shipped one",
        )
