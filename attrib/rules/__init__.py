"""Rule packs: reading, checking and expanding YAML documents, and compiling them to spaCy matchers."""
