"""Tags and relations of the language pipeline that more than one place asks for."""

TENSED = frozenset({"VBD", "VBZ", "VBP"})
"""Tags of verbs in the past or present tense."""
FINITE = TENSED | {"MD"}
"""Tags of the verb that makes a clause a sentence, modals included."""
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj"})
"""Relations of a verb's subject."""
