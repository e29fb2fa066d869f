"""What earlier runs established, kept so that a story that has not changed is answered without reading the rules.

An answer is kept under all it rests on: the story's bytes and its sidecar's, the rules, the pipeline, the settings, the
program. Nothing is looked up by path or by time, so a story may be moved or touched. What cannot be read back as it was
written is no answer.
"""

from __future__ import annotations

from attrib.cache.folder import Folder
from attrib.cache.shelf import Cache, Shelf, Slot

__all__ = ["Cache", "Folder", "Shelf", "Slot"]
