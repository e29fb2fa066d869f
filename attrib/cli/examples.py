"""What `--help` tells beside the options themselves. Each example is run by tests/cli/test_help.py.

Keys are commands as a person types them. In the examples, `story.txt`, `story.docx`, `stories/` and `newsroom/` (a pack of rules) are
the reader's own.
"""

from __future__ import annotations

from typing import Final

GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "What is read": (
        "--stdin-filename",
        "--since",
        "--exclude",
        "--force-exclude",
        "--respect-gitignore",
        "--show-files",
    ),
    "Settings": ("--config", "--isolated", "--rules", "--pipeline"),
    "Which findings": (
        "--policy",
        "--select",
        "--extend-select",
        "--ignore",
        "--no-ignores",
        "--baseline",
        "--rule",
        "--class",
        "--kind",
    ),
    "The report": (
        "--format",
        "--output",
        "--statistics",
        "--quiet",
        "--silent",
        "--verbose",
        "--level",
        "--author",
        "--date",
        "--color",
        "--by",
        "--top",
        "--errors",
    ),
    "When to fail": ("--strict", "--fail-on"),
    "Speed": ("--jobs", "--cache-dir", "--no-cache", "--watch"),
}
"""The options by what they are about, in the order in which `--help` has the groups."""

DEFAULTS: Final[dict[str, str]] = {"attrib ignores": "list"}
"""The command of a group that runs where none is named."""

EXAMPLES: Final[dict[str, dict[str, str]]] = {
    "attrib": {
        "attrib check story.txt": "What an editor would write in the margin of a story",
        "attrib ledger story.txt": "Who stands behind each of its sentences",
        "attrib explain anonymity-unexplained": "What a finding is about, and what it rests on",
    },
    "attrib init": {
        "attrib init --no-input": "A configuration with comments in this folder",
        "attrib init stories --hook --workflow github": "And a hook for pre-commit and a workflow, without questions",
        "attrib init --workflow gitlab": "And the job for GitLab CI, printed",
    },
    "attrib check": {
        "attrib check story.txt": "The margin notes on one story",
        "attrib check stories/ --strict": "A folder; exit with 1 on warnings as well as errors",
        "attrib check story.txt --policy strict --ignore VERB": "A stricter policy, without its findings on verbs of saying",
        "attrib check story.txt --select ANON,unattributed-claim": "Only findings on anonymous sources, and one more",
        "attrib check stories/ --since main": "Only what was written on this branch",
        "attrib check - --stdin-filename story.md < story.txt": "A story on standard input, read as Markdown",
        "attrib check stories/ --format json > report.json": "A report for programs",
        "attrib check stories/ --jobs 0": "Many stories, with as many processes as there are processor cores",
        "attrib check stories/ -o sarif:attrib.sarif -o junit:attrib.xml": "Two reports for CI",
    },
    "attrib ledger": {
        "attrib ledger story.txt": "The story sentence by sentence, with who stands behind each",
    },
    "attrib sources": {
        "attrib sources story.txt": "Whom the story cites, and how well they are identified",
    },
    "attrib annotate": {
        "attrib annotate story.docx -o reviewed.docx": "A copy with each finding as a comment in the margin",
        "attrib annotate story.docx -o errors.docx --level error": "Only the errors",
    },
    "attrib ignores": {
        "attrib ignores stories/": "Everything that stories ask not to be told",
    },
    "attrib ignores list": {
        "attrib ignores stories/": "Where, which, why, until when, and what it comes to",
        "attrib ignores stories/ --format json": "The same for programs",
    },
    "attrib ignores add": {
        'attrib ignores add story.txt:3 all-anonymous --reason "the desk knows them"': "By the place and id in a report",
    },
    "attrib baseline": {
        "attrib baseline write stories/": "What the stories have now is known",
        "attrib check stories/ --baseline .attrib-baseline.json": "Only what is new",
    },
    "attrib baseline write": {
        "attrib baseline write stories/": "What the stories have now is known",
        "attrib baseline write stories/ --policy strict": "What they have under another policy",
    },
    "attrib baseline prune": {
        "attrib baseline prune stories/": "What has been mended is forgotten",
    },
    "attrib baseline list": {
        "attrib baseline list": "Story, finding, and some of its words",
    },
    "attrib cache": {
        "attrib cache where": "Where answers are kept",
        "attrib cache clean": "All of them removed",
    },
    "attrib cache where": {
        "attrib cache where": "The folder, and how much is in it",
    },
    "attrib cache clean": {
        "attrib cache clean": "The next run works everything out again",
    },
    "attrib explain": {
        "attrib explain anonymity-unexplained": "By id, as a report gives it",
        "attrib explain ANON-01": "By code",
        "attrib explain sources/roles": "By kind and id",
    },
    "attrib eval": {
        "attrib eval gold/": "How often attrib is right on stories whose answers are known",
        "attrib eval gold/ --errors 3 --class speech": "Three mistakes of each sort with cues of speech",
        "attrib eval gold/ --before run.jsonl": "What changed since a recorded run",
    },
    "attrib diff": {
        "attrib diff run.jsonl later.jsonl": "Two runs recorded with check --format jsonl, before and after a change of rules",
    },
    "attrib rules": {
        "attrib rules list --kind findings": "Everything that can be reported",
        "attrib rules test --rules newsroom": "Whether all examples hold with your own pack",
    },
    "attrib rules list": {
        "attrib rules list --kind findings": "Everything that can be reported",
        "attrib rules list --rules newsroom": "The shipped rules and those of a pack",
    },
    "attrib rules show": {
        "attrib rules show anonymity-unexplained": "A rule as it is written",
    },
    "attrib rules test": {
        "attrib rules test anonymity-unexplained": "The examples of one rule",
        "attrib rules test --rules newsroom": "All examples, with a pack beside the shipped rules",
    },
    "attrib rules coverage": {
        "attrib rules coverage stories/": "Which rules fire on a folder of stories, and how often",
        "attrib rules coverage stories/ --never": "Those that never do",
    },
    "attrib policy": {
        "attrib policy list": "The policies, and what each rests on",
        "attrib policy diff default strict": "What one reports and the other does not",
    },
    "attrib policy list": {
        "attrib policy list": "The policies, and what each rests on",
        "attrib policy list --rules newsroom": "With those of a pack",
    },
    "attrib policy show": {
        "attrib policy show strict": "What a policy says of each finding",
    },
    "attrib policy diff": {
        "attrib policy diff default strict": "What one reports and the other does not",
    },
    "attrib config": {
        "attrib config show story.txt": "The settings in force for a story, and where they come from",
        "attrib config check": "Everything that is wrong with the configuration file in force here",
    },
    "attrib config show": {
        "attrib config show story.txt": "The settings in force for a story, and where they come from",
        "attrib config show stories/ --format json": "Those for a folder, for programs",
    },
    "attrib config check": {
        "attrib config check": "Everything that is wrong with the configuration file in force here",
    },
    "attrib config schema": {
        "attrib config schema > attrib.schema.json": "For editors that complete and check YAML",
    },
    "attrib completion": {
        "attrib completion bash > ~/.local/share/bash-completion/completions/attrib": "For bash",
        "attrib completion zsh > ~/.zfunc/_attrib": "For zsh, with ~/.zfunc in fpath before compinit",
        "attrib completion fish > ~/.config/fish/completions/attrib.fish": "For fish",
        "attrib completion powershell >> $PROFILE": "For PowerShell",
    },
}
"""Command lines by the command whose help shows them, each with what it gives."""

_DONE: Final = {"0": "the job was done", "2": "it could not be done; standard error says why"}
_FOUND: Final = {
    "0": "nothing at or above the fail level, which is error unless you say otherwise",
    "1": "findings at or above it, whatever the format",
    "2": "the job could not be done; standard error says why",
}
_DIFFER: Final = {"0": "no difference", "1": "some", "2": _DONE["2"]}

EXIT_CODES: Final[dict[str, dict[str, str]]] = {
    "attrib": _FOUND | {"130": "interrupted"},
    "attrib init": _DONE,
    "attrib check": _FOUND,
    "attrib ledger": _DONE,
    "attrib sources": _DONE,
    "attrib annotate": {"0": "the copy is written, whatever was found", "2": _DONE["2"]},
    "attrib explain": _DONE,
    "attrib eval": {"0": "the job was done, whatever the figures", "2": _DONE["2"]},
    "attrib diff": _DIFFER,
    "attrib rules list": _DONE,
    "attrib rules show": _DONE,
    "attrib rules test": {"0": "every example holds", "1": "one does not", "2": _DONE["2"]},
    "attrib rules coverage": _DONE,
    "attrib policy list": _DONE,
    "attrib policy show": _DONE,
    "attrib policy diff": _DIFFER,
    "attrib ignores": _DONE,
    "attrib ignores list": _DONE,
    "attrib ignores add": _DONE,
    "attrib baseline write": _DONE,
    "attrib baseline prune": _DONE,
    "attrib baseline list": _DONE,
    "attrib config show": _DONE,
    "attrib config check": {"0": "nothing is wrong", "2": "something is; standard error says what"},
    "attrib config schema": _DONE,
    "attrib completion": _DONE,
    "attrib cache where": _DONE,
    "attrib cache clean": _DONE,
}

_COLOUR: Final = {
    "NO_COLOR": "if set, no colour",
    "FORCE_COLOR": "if set, colour even where nobody looks",
    "TERM": "if dumb, no colour",
}
_SET_BY_CI: Final = {
    "ATTRIB_CONFIG": "as --config",
    "ATTRIB_FORMAT": "as --format",
    "ATTRIB_CACHE_DIR": "as --cache-dir",
    "ATTRIB_NO_CACHE": "if 1, as --no-cache",
}
ENVIRONMENT: Final[dict[str, dict[str, str]]] = {"attrib": _COLOUR | _SET_BY_CI, "attrib check": _COLOUR | _SET_BY_CI}

PAGES: Final[dict[str, tuple[str, ...]]] = {
    "attrib": ("docs/index.md",),
    "attrib init": ("docs/configuration.md", "docs/integrations.md"),
    "attrib check": (
        "docs/configuration.md",
        "docs/errors.md",
        "docs/rules.md",
        "docs/policies.md",
        "docs/integrations.md",
    ),
    "attrib ledger": ("docs/terms.md",),
    "attrib sources": ("docs/terms.md",),
    "attrib annotate": ("docs/documents.md",),
    "attrib ignores": ("docs/suppressions.md",),
    "attrib ignores list": ("docs/suppressions.md",),
    "attrib ignores add": ("docs/suppressions.md",),
    "attrib baseline": ("docs/suppressions.md",),
    "attrib baseline write": ("docs/suppressions.md",),
    "attrib baseline prune": ("docs/suppressions.md",),
    "attrib baseline list": ("docs/suppressions.md",),
    "attrib explain": ("docs/rules.md",),
    "attrib eval": ("docs/changing-rules.md", "docs/accuracy.md"),
    "attrib diff": ("docs/changing-rules.md",),
    "attrib rules": ("docs/rule-files.md",),
    "attrib rules list": ("docs/rules.md",),
    "attrib rules show": ("docs/rule-files.md",),
    "attrib rules test": ("docs/rule-files.md",),
    "attrib rules coverage": ("docs/changing-rules.md",),
    "attrib cache": ("docs/speed.md",),
    "attrib cache where": ("docs/speed.md",),
    "attrib cache clean": ("docs/speed.md",),
    "attrib policy": ("docs/policies.md",),
    "attrib policy list": ("docs/policies.md",),
    "attrib policy show": ("docs/policies.md", "docs/levels.md"),
    "attrib policy diff": ("docs/policies.md",),
    "attrib config": ("docs/configuration.md",),
    "attrib config show": ("docs/configuration.md",),
    "attrib config check": ("docs/configuration.md", "docs/errors.md"),
    "attrib config schema": ("docs/configuration.md",),
    "attrib completion": ("docs/integrations.md",),
}
"""Where to read on, in the project's documentation."""
