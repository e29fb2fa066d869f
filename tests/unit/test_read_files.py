"""Which files of a folder are stories."""

from __future__ import annotations

from attrib.read import find_stories


def test_a_folder_is_walked_for_stories_and_its_readme_is_none(tmp_path):
    """Text and Markdown are stories, hidden files and a folder's own README are not."""
    for name in ("b.txt", "a.md", "README.md", ".hidden.txt", "picture.png"):
        (tmp_path / name).write_text("Text.", encoding="utf-8")

    assert [path.name for path in find_stories([tmp_path])] == ["a.md", "b.txt"]


def test_a_readme_given_by_name_is_read(tmp_path):
    """What a person names is what is checked."""
    readme = tmp_path / "README.md"
    readme.write_text("Text.", encoding="utf-8")

    assert find_stories([readme]) == [readme]
