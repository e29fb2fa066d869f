"""Report a plain statement or question as newspapers do: who says it, with what verb, in what order, in which marks.

Trees follow what the treebanks do most: content under its verb is `ccomp` wherever it stands, a source and verb set into
a content are `parataxis`, marks around a content hang from its top.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from attrib.parse.recipe.marks import comma, headline, quoted, scare, set_into, stop, unclosed
from attrib.parse.recipe.sources import FOUND, PRESENT, Sources, finite, is_plural, saying
from attrib.parse.recipe.trees import Node, Phrase, breaks, insert, join, lowered, mark, raised, without

if TYPE_CHECKING:
    from random import Random

    from attrib.parse.recipe.names import NameMaker

T = TypeVar("T")

PRONOUNS = {"he": "Gender=Masc|Number=Sing", "she": "Gender=Fem|Number=Sing", "they": "Number=Plur"}
PRONOUN_SHARE = 0.15
QUOTED_IN_PART = 0.2


class Reporter:
    """Sets contents under sources and verbs; the same random state gives the same sentences."""

    def __init__(self, chance: Random, maker: NameMaker) -> None:
        self.chance = chance
        self.maker = maker
        self.sources = Sources(chance, maker)

    def report(self, content: Phrase) -> Phrase:
        """Return a sentence that reports a content."""
        return self._pick({
            self.quoted_then_said: 20, self.content_then_said: 18, self.said_then_content: 22,
            self.said_then_quoted: 8, self.interrupted: 14, self.finding: 6, self.according: 6,
        })(content)  # fmt: skip

    def report_both(self, content: Phrase, more: Phrase) -> list[Phrase]:
        """Return what reports two statements that follow each other, in one sentence or in two."""
        style = self._pick({"one sentence": 4, "said between": 3, "said last": 3})
        if style == "one sentence":
            return [self.two_contents(content, more)]
        if style == "said between":
            return [self.quoted_then_said(content), raised(quoted(more, "."))]
        opened = join((mark("“"), 1, "punct"), (content, None, ""), (mark("."), 1, "punct"))
        closed = join((more, None, ""), (mark(","), 0, "punct"), (mark("”"), 0, "punct"))
        return [raised(opened), stop(self._clause(closed))]

    def ask(self, question: Phrase) -> Phrase:
        """Return a question between marks, with who asks it before or after."""
        source = self._source()
        verb = finite(self._pick({"asked": 5, "said": 2, "says": 1, "wondered": 1}), plural=is_plural(source))
        asked = quoted(question, "?")
        if self.chance.random() < 0.5:
            return stop(join((asked, 2, "ccomp"), (source, 2, "nsubj"), (verb, None, "")))
        speech = join((mark(self.chance.choice((",", ":"))), 1, "punct"), (asked, None, ""))
        return raised(join((source, 1, "nsubj"), (verb, None, ""), (speech, 1, "ccomp")))

    def headline(self, content: Phrase) -> Phrase:
        """Return the content as a headline: alone, or with who says or shows it before or after."""
        inner = headline(content)
        if self.chance.random() < 0.35:
            return inner
        finding = self.chance.random() < 0.5
        who = self.sources.finding() if finding else unclosed(self.sources.some())
        verb = finite(self._pick(FOUND if finding else PRESENT), plural=is_plural(who))
        if self.chance.random() < 0.6:
            return headline(join((who, 1, "nsubj"), (verb, None, ""), (lowered(inner), 1, "ccomp")))
        return headline(join((comma(inner), 2, "ccomp"), (who, 2, "nsubj"), (verb, None, "")))

    def _pick(self, weights: dict[T, int]) -> T:
        return self.chance.choices(list(weights), list(weights.values()))[0]

    def _source(self) -> Phrase:
        if self.chance.random() < PRONOUN_SHARE:
            form = self._pick({"he": 2, "she": 2, "they": 1})
            return (Node(form, "PRP", "PRON", f"Case=Nom|{PRONOUNS[form]}|Person=3|PronType=Prs", "", 0),)
        return self.sources.some()

    def _said(self, source: Phrase, *, told: bool = False) -> Phrase:
        return saying(self.chance, source, told=told or self.chance.random() < 0.1)

    def _clause(self, content: Phrase) -> Phrase:
        """Return "SOURCE said" or "said SOURCE", content first."""
        source = self._source()
        if source[0].pos != "PRON" and self.chance.random() < 0.35:
            plural = is_plural(source)
            verb = finite(self._pick({"said": 6, "says": 3, "added": 1, "wrote": 1}), plural=plural)
            return join((content, 1, "ccomp"), (verb, None, ""), (source, 1, "nsubj"))
        return join((content, 2, "ccomp"), (source, 2, "nsubj"), (self._said(source), None, ""))

    def quoted_then_said(self, content: Phrase) -> Phrase:
        """Return `“CONTENT,” SOURCE said.`."""
        return stop(self._clause(quoted(content, ",")))

    def content_then_said(self, content: Phrase) -> Phrase:
        """Return `CONTENT, SOURCE said.`."""
        return stop(self._clause(comma(self._partly_quoted(content))))

    def said_then_content(self, content: Phrase) -> Phrase:
        """Return `SOURCE said (that) CONTENT.`."""
        source = self._source()
        said = self._said(source)
        return stop(join((source, 1, "nsubj"), (said, None, ""), (self._under(content), 1, "ccomp")))

    def _under(self, content: Phrase) -> Phrase:
        """Return the content as it stands after its verb, with "that" or without."""
        inner = self._partly_quoted(lowered(content))
        if self.chance.random() < 0.5:
            return inner
        return insert(inner, 0, (Node("that", "IN", "SCONJ", "", "mark", 0),), "mark")

    def said_then_quoted(self, content: Phrase) -> Phrase:
        """Return `SOURCE said: “CONTENT.”`."""
        source = self._source()
        said = self._said(source)
        before = mark(self.chance.choice((",", ":")))
        speech = join((before, 1, "punct"), (quoted(content, "."), None, ""))
        return raised(join((source, 1, "nsubj"), (said, None, ""), (speech, 1, "ccomp")))

    def interrupted(self, content: Phrase) -> Phrase:
        """Set source and verb into the content, after a comma of its own if there is one."""
        places = [at for at in breaks(content) if 2 <= at <= len(content) - 2]
        after_comma = [at for at in places if content[at - 1].form == ","]
        if not places:
            return self.content_then_said(content)
        at = self.chance.choice(after_comma or places)
        if after_comma:
            content, at = without(content, {at - 1}), at - 1
        source = self._source()
        verb = finite(self._pick({"said": 5, "says": 2, "added": 1}), plural=is_plural(source))
        if source[0].pos != "PRON" and self.chance.random() < 0.25:
            clause = join((verb, None, ""), (unclosed(source), 0, "nsubj"))
        else:
            clause = join((source, 1, "nsubj"), (verb, None, ""))
        if self.chance.random() < 0.4:
            return stop(set_into(content, at, clause, ",", ","))
        out = set_into(content, at, clause, ",”", ",“")
        out = insert(out, 0, mark("“"), "punct")
        for one in (".", "”"):
            out = insert(out, len(out), mark(one), "punct")
        return raised(out)

    def finding(self, content: Phrase) -> Phrase:
        """Return "The poll shows ..."."""
        who = self.sources.finding()
        said = saying(self.chance, who, finding=True)
        return stop(join((who, 1, "nsubj"), (said, None, ""), (self._under(content), 1, "ccomp")))

    def according(self, content: Phrase) -> Phrase:
        """Return "CONTENT, according to SOURCE." or the same the other way round."""
        according = (
            Node("according", "VBG", "VERB", "ExtPos=ADP|Tense=Pres|VerbForm=Part", "case", 0),
            Node("to", "IN", "ADP", "", "fixed", 0),
        )
        source = self.sources.finding() if self.chance.random() < 0.4 else self.sources.some()
        to_source = join((according, 1, "case"), (source, None, ""))
        if self.chance.random() < 0.6:
            return stop(join((content, None, ""), (mark(","), 2, "punct"), (to_source, 0, "obl")))
        opening = raised(unclosed(to_source))
        return stop(join((opening, 2, "obl"), (mark(","), 0, "punct"), (lowered(content), None, "")))

    def two_contents(self, content: Phrase, more: Phrase) -> Phrase:
        """Return "X said A and that B", "X said A, adding that B" or "X said A, but Y said B"."""
        source = self._source()
        said = self._said(source)
        that = (Node("that", "IN", "SCONJ", "", "mark", 0),)
        first, second = self._under(content), insert(lowered(more), 0, that, "mark")
        style = self.chance.choice(("and", "adding", "but"))
        if style == "and":
            conj = join(((Node("and", "CC", "CCONJ", "", "cc", 0),), 1, "cc"), (second, None, ""))
            first = join((first, None, ""), (conj, 0, "conj"))
            return stop(join((source, 1, "nsubj"), (said, None, ""), (first, 1, "ccomp")))
        head = join((source, 1, "nsubj"), (said, None, ""), (first, 1, "ccomp"), (mark(","), 1, "punct"))
        if style == "adding":
            form = self.chance.choice(("adding", "saying", "noting", "arguing", "warning"))
            verb = (Node(form, "VBG", "VERB", "Tense=Pres|VerbForm=Part", "", 0),)
            return stop(join((head, None, ""), (join((verb, None, ""), (second, 0, "ccomp")), 0, "advcl")))
        other = self._source()
        rest = join(
            ((Node("but", "CC", "CCONJ", "", "cc", 0),), 2, "cc"),
            (other, 2, "nsubj"),
            (self._said(other), None, ""),
            (self._under(more), 2, "ccomp"),
        )
        return stop(join((head, None, ""), (rest, 0, "conj")))

    def _partly_quoted(self, content: Phrase) -> Phrase:
        return scare(content, self.chance) if self.chance.random() < QUOTED_IN_PART else content
