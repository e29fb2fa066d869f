"""Sources and reporting verbs for training sentences: noun phrases of the treebanks and made ones, as phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.parse.recipe.trees import Node, Phrase, cut, join, lowered, mark, subtree, top

if TYPE_CHECKING:
    from random import Random

    from spacy.tokens import Doc, Token

    from attrib.parse.recipe.names import NameMaker

MEMORY = 4000
"""So many phrases of a kind are kept; later ones take the place of random earlier ones."""

LONGEST_SOURCE = 12
LONGEST_CLAUSE = 14
REMEMBERED_SHARE = 0.45
PAST_SHARE = 0.75
OCCASION_SHARE = 0.25

ROLES = {
    "spokesman", "spokeswoman", "spokesperson", "official", "analyst", "professor", "director", "lawyer", "economist",
    "researcher", "scientist", "minister", "senator", "mayor", "governor", "officer", "resident", "witness", "expert",
    "adviser", "aide", "critic", "leader", "chairman", "chairwoman", "president", "secretary", "teacher", "doctor",
    "engineer", "farmer", "neighbor", "detective", "prosecutor", "coach", "author", "founder", "manager", "diplomat",
    "lawmaker", "candidate", "strategist", "pollster", "student", "nurse", "sheriff", "commissioner", "source",
}  # fmt: skip
FIELDS = [
    "police", "campaign", "government", "company", "state", "university", "hospital", "union", "trade", "school",
    "security", "health", "party", "finance", "court", "council", "intelligence", "opposition", "city", "energy",
]  # fmt: skip
QUALITIES = ["senior", "former", "local", "federal", "political", "chief", "independent", "retired", "military"]
TITLES = ["Mr.", "Ms.", "Dr.", "Mayor", "Sen.", "Gov.", "President", "Professor", "Judge", "Rep.", "Secretary", "Gen."]
FINDINGS = ["report", "poll", "study", "survey", "document", "statement", "memo", "paper", "letter", "lawsuit"]
GROUPS = ["officials", "police", "analysts", "experts", "witnesses", "critics", "researchers", "lawyers", "residents"]

PAST = {
    "said": 60, "added": 4, "warned": 3, "argued": 3, "insisted": 2, "claimed": 3, "noted": 3, "announced": 3,
    "explained": 2, "declared": 1, "stated": 2, "wrote": 4, "acknowledged": 2, "predicted": 2, "suggested": 2,
    "reported": 3, "concluded": 1, "confirmed": 2, "testified": 1, "alleged": 1, "recalled": 1, "complained": 1,
    "admitted": 1, "believed": 1, "estimated": 1, "tweeted": 1, "replied": 1, "maintained": 1, "contended": 1,
}  # fmt: skip
PRESENT = {
    "says": 30, "adds": 2, "warns": 4, "argues": 3, "insists": 2, "claims": 4, "notes": 3, "explains": 2, "writes": 3,
    "predicts": 2, "suggests": 4, "reports": 3, "confirms": 1, "believes": 2, "thinks": 2, "estimates": 1,
    "acknowledges": 1, "states": 1,
}  # fmt: skip
FOUND = {"shows": 5, "finds": 4, "says": 5, "suggests": 4, "warns": 2, "reveals": 2, "claims": 2, "indicates": 1}
WHERE = [
    ("in", "a", "statement"), ("in", "an", "interview"), ("at", "the", "meeting"), ("in", "a", "speech"),
    ("at", "a", "conference"), ("in", "an", "email"), ("after", "the", "hearing"), ("in", "a", "letter"),
    ("during", "the", "debate"), ("in", "the", "report"), ("on", "the", "program"), ("before", "the", "vote"),
]  # fmt: skip
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
ADDRESSED = ["reporters", "lawmakers", "investigators", "supporters", "colleagues", "voters"]

SINGULAR = "Mood=Ind|Number=Sing|Person=3|Tense={}|VerbForm=Fin"
PLURAL = "Mood=Ind|Number=Plur|Person=3|Tense={}|VerbForm=Fin"


def noun(form: str, *, plural: bool = False) -> Phrase:
    """Return a common noun."""
    return (Node(form, "NNS" if plural else "NN", "NOUN", f"Number={'Plur' if plural else 'Sing'}", "", 0),)


def name(form: str) -> Phrase:
    """Return a proper noun of one word, or of several that hang flat from the first."""
    return tuple(
        Node(word, "NNP", "PROPN", "Number=Sing", "flat" if at else "", 0) for at, word in enumerate(form.split())
    )


def determiner(form: str) -> Phrase:
    """Return an article."""
    return (Node(form, "DT", "DET", f"Definite={'Def' if form == 'the' else 'Ind'}|PronType=Art", "det", 0),)


def preposition(form: str) -> Phrase:
    """Return a preposition that marks a noun."""
    return (Node(form, "IN", "ADP", "", "case", 0),)


def finite(form: str, *, plural: bool) -> Phrase:
    """Return a finite verb in the third person: past in -d or listed as such, otherwise present."""
    if form not in PRESENT and form not in FOUND:
        return (Node(form, "VBD", "VERB", (PLURAL if plural else SINGULAR).format("Past"), "", 0),)
    if plural:
        return (Node(form.removesuffix("s"), "VBP", "VERB", PLURAL.format("Pres"), "", 0),)
    return (Node(form, "VBZ", "VERB", SINGULAR.format("Pres"), "", 0),)


def is_plural(source: Phrase) -> bool:
    """Tell whether a verb after this subject stands in the plural."""
    highest = top(source)
    head = source[highest]
    joined = any(node.dep == "conj" and node.head == highest for node in source)
    return joined or "Number=Plur" in head.morph or head.tag in ("NNS", "NNPS") or head.form == "police"


class Sources:
    """Gives noun phrases to stand for who says something: remembered from the documents seen, or made."""

    def __init__(self, chance: Random, maker: NameMaker) -> None:
        self.chance = chance
        self.maker = maker
        self.phrases: list[Phrase] = []
        self.things: list[Phrase] = []
        self.clauses: list[Phrase] = []

    def learn(self, doc: Doc) -> None:
        """Remember the subjects that can speak, the nouns after prepositions, and what can be said of somebody."""
        for token in doc:
            if token.dep_ == "nsubj" and _can_speak(token):
                self._keep(self.phrases, _noun_phrase(token))
            elif token.dep_ == "nmod" and token.pos_ in ("NOUN", "PROPN"):
                self._keep(self.things, _noun_phrase(token))
            elif token.dep_ == "ROOT" and token.pos_ == "VERB":
                self._keep(self.clauses, _said_of_somebody(token))

    def _keep(self, memory: list[Phrase], phrase: Phrase | None) -> None:
        if phrase is None:
            return
        if len(memory) < MEMORY:
            memory.append(phrase)
        else:
            memory[self.chance.randrange(MEMORY)] = phrase

    def some(self) -> Phrase:
        """Return a source: some of them remembered, some made."""
        if self.phrases and self.chance.random() < REMEMBERED_SHARE:
            return self.chance.choice(self.phrases)
        makers = (
            self._named,
            self._named,
            self._titled,
            self._identified,
            self._role,
            self._role_with_name,
            self._group,
        )
        return self.chance.choice(makers)()

    def finding(self) -> Phrase:
        """Return a document or count that says something: "a new poll of the city", "study" (as headlines have it)."""
        found = noun(self.chance.choice(FINDINGS))
        if self.chance.random() < 0.4:
            return found
        parts: list[tuple[Phrase, int | None, str]] = [
            (determiner(self.chance.choice(("the", "a"))), 1, "det"),
            (found, None, ""),
        ]
        if self.things and self.chance.random() < 0.4:
            parts.append((self._after("of"), 1, "nmod"))
        return join(*parts)

    def _named(self) -> Phrase:
        return name(self.maker.name("PER", ("", "")))

    def _titled(self) -> Phrase:
        title = name(self.chance.choice(TITLES))
        return join(
            (title, 1, "nmod:desc"), (name(self.maker.name("PER", ("",) * self.chance.choice((1, 2)))), None, "")
        )

    def _group(self) -> Phrase:
        group = noun(self.chance.choice(GROUPS), plural=True)
        if self.chance.random() < 0.5:
            return group
        return join((noun(self.chance.choice(FIELDS)), 1, "compound"), (group, None, ""))

    def _role(self) -> Phrase:
        article = self.chance.choice(("a", "the"))
        parts: list[tuple[Phrase, int | None, str]] = [(self._bare_role(), None, "")]
        if self.chance.random() < 0.5:
            parts.append((self._after(self.chance.choice(("for", "at", "with", "of"))), 0, "nmod"))
        role = join(*parts)
        if article == "a" and role[0].form[0] in "aeiou":
            article = "an"
        return join((determiner(article), 1, "det"), (role, None, ""))

    def _bare_role(self) -> Phrase:
        role = noun(self.chance.choice(sorted(ROLES)))
        if self.chance.random() < 0.35:
            role = join((noun(self.chance.choice(FIELDS)), 1, "compound"), (role, None, ""))
        if self.chance.random() < 0.35:
            quality = Node(self.chance.choice(QUALITIES), "JJ", "ADJ", "Degree=Pos", "amod", 0)
            role = join(((quality,), 1, "amod"), (role, None, ""))
        return role

    def _after(self, word: str) -> Phrase:
        thing = self.chance.choice(self.things) if self.things else name(self.maker.name("ORG", ("",)))
        if thing[0].pos == "ADP":
            return thing
        return join((preposition(word), 1, "case"), (thing, None, ""))

    def _identified(self) -> Phrase:
        """Return a name and, between commas, who it is: "Ann Lee, a spokeswoman for the ministry,"."""
        person = self._titled() if self.chance.random() < 0.2 else self._named()
        if self.clauses and self.chance.random() < 0.3:
            identity = join(
                (mark(","), 1, "punct"), (self.chance.choice(self.clauses), None, ""), (mark(","), 1, "punct")
            )
            return join((person, None, ""), (identity, 0, "acl:relcl"))
        role = self._role() if self.chance.random() < 0.8 else self._bare_role()
        identity = join((mark(","), 1, "punct"), (role, None, ""), (mark(","), 1, "punct"))
        return join((person, None, ""), (identity, 0, "appos"))

    def _role_with_name(self) -> Phrase:
        """Return a role before a name, as a description of it or with the name between commas."""
        if self.chance.random() < 0.5:
            return join((self._bare_role(), 1, "nmod:desc"), (self._named(), None, ""))
        identity = join((mark(","), 1, "punct"), (self._named(), None, ""), (mark(","), 1, "punct"))
        return join((self._role(), None, ""), (identity, 0, "appos"))


def saying(chance: Random, source: Phrase, *, told: bool = False, finding: bool = False) -> Phrase:
    """Return a reporting verb that agrees with the source, with an addressed person, a day or an occasion after it."""
    plural = is_plural(source)
    forms = PAST if chance.random() < PAST_SHARE else PRESENT
    if finding:
        forms = FOUND
    form = "told" if told else chance.choices(list(forms), list(forms.values()))[0]
    parts: list[tuple[Phrase, int | None, str]] = [(finite(form, plural=plural), None, "")]
    if told:
        parts.append((noun(chance.choice(ADDRESSED), plural=True), 0, "iobj"))
    if chance.random() < OCCASION_SHARE:
        parts.append(_when_and_where(chance))
    return join(*parts)


def _when_and_where(chance: Random) -> tuple[Phrase, int, str]:
    if chance.random() < 0.4:
        day = name(chance.choice(DAYS))
        return (day, 0, "obl:unmarked")
    if chance.random() < 0.3:
        return (join((preposition("on"), 1, "case"), (name(chance.choice(DAYS)), None, "")), 0, "obl")
    word, article, place = chance.choice(WHERE)
    return (join((preposition(word), 2, "case"), (determiner(article), 2, "det"), (noun(place), None, "")), 0, "obl")


def _can_speak(token: Token) -> bool:
    if token.pos_ == "PROPN" or token.ent_type_ in ("PER", "ORG"):
        return True
    return token.pos_ == "NOUN" and (token.head.lemma_ in ("say", "tell", "warn", "argue") or token.lemma_ in ROLES)


def _noun_phrase(token: Token) -> Phrase | None:
    phrase = subtree(token)
    if phrase is None or len(phrase) > LONGEST_SOURCE or any(node.form in '"“”():;--–—' for node in phrase):
        return None
    return None if phrase[0].pos == "PUNCT" or phrase[-1].pos == "PUNCT" else lowered(phrase)


def _said_of_somebody(verb: Token) -> Phrase | None:
    """Return a short clause with "who" for its subject, None where the sentence does not give one."""
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None or subject.i != verb.sent.start or subject.n_lefts + subject.n_rights:
        return None
    tokens = [token for token in verb.sent if token.i > subject.i]
    if tokens[-1].is_punct:
        tokens.pop()
    if not 2 < len(tokens) <= LONGEST_CLAUSE or any(token.is_punct for token in tokens):
        return None
    if "Number=Plur" in str(subject.morph) or subject.lower_ in ("i", "you", "it", "that", "this"):
        return None
    if any(token.dep_ in ("parataxis", "ccomp", "discourse") for token in tokens):
        return None
    who = (Node("who", "WP", "PRON", "PronType=Rel", "nsubj", 0),)
    return join((who, 1, "nsubj"), (cut(tokens), None, ""))
