"""What `attrib init` writes for a folder of stories: a configuration, a hook, and jobs for two hosts."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib import metadata, resources
from typing import Final

from attrib.errors import UsageError

_URL: Final = re.compile(r"(?:https?://|ssh://|git@|file://|/)[\w.@:/+~%-]+")
_ON_GITHUB: Final = re.compile(r"(?:https://|ssh://git@|git@)github\.com[/:]([\w.-]+/[\w.-]+?)(?:\.git)?/?")


@dataclass(frozen=True, slots=True)
class Origin:
    """A repository from which hooks and jobs take attrib, and the tag or commit of it that they are pinned to."""

    url: str
    revision: str

    @property
    def action(self) -> str | None:
        """Return the name by which GitHub's workflows use the repository, None where it is not there."""
        found = _ON_GITHUB.fullmatch(self.url)
        return found[1] if found else None


def find_origin(url: str | None, version: str) -> Origin | None:
    """Return the repository with this address at a version, or else the one that attrib was installed from, if from any.

    Raises UsageError A133 for an address that is none.
    """
    if url is None:
        return _installed_from()
    if not _URL.fullmatch(url):
        raise UsageError("A133", f"{url!r} is no address of a repository", hint="--origin https://github.com/…/attrib")
    return Origin(url, f"v{version}")


def _installed_from() -> Origin | None:
    """Return what pip has noted (https://packaging.python.org/en/latest/specifications/direct-url/)."""
    try:
        noted = json.loads(metadata.distribution("attrib").read_text("direct_url.json") or "{}")
        url, vcs = noted["url"], noted["vcs_info"]
        return Origin(url, vcs.get("requested_revision") or vcs["commit_id"]) if _URL.fullmatch(url) else None
    except (metadata.PackageNotFoundError, ValueError, KeyError):
        return None


@dataclass(frozen=True, slots=True)
class Starters:
    """Texts that start somebody off with a version of attrib, from a repository or (None) from where it is installed."""

    version: str
    origin: Origin | None = None

    @property
    def configuration(self) -> str:
        """Return a configuration that changes nothing, with comments on everything that it could say."""
        return resources.files("attrib.config").joinpath("example.attrib.yml").read_text(encoding="utf-8")

    @property
    def hook(self) -> str:
        """Return an entry of `.pre-commit-config.yaml`; without an origin, it runs the attrib that is installed."""
        return self._filled("hook.yml" if self.origin else "hook-local.yml")

    @property
    def hooks(self) -> str:
        """Return a whole `.pre-commit-config.yaml`."""
        return f"# Hooks of https://pre-commit.com: `pre-commit install` once in each clone.\nrepos:\n{self.hook}"

    @property
    def github(self) -> str:
        """Return a workflow of GitHub Actions, which uses the repository as an action where it is on GitHub."""
        as_action = self.origin is not None and self.origin.action is not None
        steps = self._filled("github-action.yml" if as_action else "github-package.yml")
        return self._filled("github.yml").replace("@STEPS@\n", steps)

    @property
    def gitlab(self) -> str:
        """Return a job of GitLab CI."""
        return self._filled("gitlab.yml")

    def _filled(self, template: str) -> str:
        text = resources.files("attrib.config").joinpath("templates", f"{template}.in").read_text(encoding="utf-8")
        words = {"VERSION": self.version, "PACKAGE": f"attrib=={self.version}"}
        if self.origin is not None:
            url, revision = self.origin.url, self.origin.revision
            words |= {"ORIGIN": url, "REVISION": revision, "PACKAGE": f"attrib @ git+{url}@{revision}"}
            words["ACTION"] = self.origin.action or ""
        for name, word in words.items():
            text = text.replace(f"@{name}@", word)
        return text
