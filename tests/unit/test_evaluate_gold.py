"""Reading gold: three formats, each placed in its story, and refused where it does not fit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from attrib.errors import AttribError, InputError, UsageError
from attrib.evaluate import View, evaluate, written
from attrib.evaluate.find import find_gold
from attrib.evaluate.gold import GoldAttribution, GoldFinding, GoldSentence
from attrib.read import read_bytes, read_story
from attrib.report import Span

from .evaluate_builders import attribution_of, finding_at, report_on, sentence_of

CASES = Path(__file__).parents[1] / "cases" / "evaluate"


def golds(folder, layout=()):
    """Return for each story of a folder its name, its text and its gold."""
    for file in find_gold(folder):
        story = read_story(file.story, read_bytes(file.story), layout)
        yield file.story.name, story.text, file.read(story)


def words(text, spans):
    return [text[span.start : span.end] for span in spans]


def roles(text, attribution: GoldAttribution):
    return [words(text, spans) for spans in (attribution.source, attribution.cue, attribution.content)]


def test_own_gold_is_placed_in_a_plain_story(layout):
    name, text, gold = next(golds(CASES / "own", layout))
    assert name == "ferry.txt"
    assert words(text, [one.span for one in gold.sentences]) == [
        "Ferry stays in port – officials",
        "By Orla Venn",
        "HARTWELL (Herald) -",
        "The ferry will stay in port, the\nharbour office said.",
        "“The door leaks,” said Orla Venn, who\nruns the yard.",
        "“It leaked in May.”",
        "It is the oldest ferry on the lake.",
    ]
    assert gold.sentences[0].statuses == ("vague", "anonymous")
    assert gold.sentences[3].sources == ("the harbour office",)
    assert [roles(text, one) for one in gold.attributions] == [
        [["officials"], ["–"], ["Ferry stays in port"]],
        [["the\nharbour office"], ["said"], ["The ferry will stay in port"]],
        [["Orla Venn, who\nruns the yard"], ["said"], ["“The door leaks,”", "“It leaked in May.”"]],
    ]
    headline, last = gold.findings
    assert (headline.rule, words(text, [headline.span])) == ("anonymous-headline", ["officials"])
    assert last == GoldFinding("unattributed-claim", gold.sentences[-1].span)


def test_own_gold_leaves_markup_out():
    _, text, gold = list(golds(CASES / "own"))[1]
    assert gold.sentences == (
        GoldSentence(Span(2, text.index("*\n")), ("plain",), ()),
        GoldSentence(Span(text.index("The **mill"), text.index("\n", 20)), ("anonymous",), ("she",)),
    )
    assert [roles(text, one) for one in gold.attributions] == [
        [["she"], ["said"], ["The **mill** will [close in May"]],
    ]
    assert gold.findings == ()


def test_the_occurrence_of_a_cue_is_the_one_nearest_its_content_and_source(tmp_path):
    text = "“Yes,” said Orla Venn. Nobody said more. The clerk, too, said the door leaks."
    (tmp_path / "story.txt").write_text(text)
    attributions = [{"source": "The clerk", "cue": "said", "content": "the door leaks"}]
    (tmp_path / "story.gold.yml").write_text(yaml.safe_dump({"story": "story.txt", "attributions": attributions}))
    [(_, _, gold)] = golds(tmp_path)
    assert gold.attributions[0].cue == (Span(text.rindex("said"), text.rindex("said") + 4),)
    assert (gold.sentences, gold.findings) == (None, None)


def test_brat_stand_off_beside_a_folder_of_texts_takes_the_first_annotator():
    [(name, text, gold)] = golds(CASES / "brat")
    assert (name, gold.path.name) == ("mill.txt", "mill_ann.ann")
    assert [roles(text, one) for one in gold.attributions] == [
        [["A clerk"], ["said"], ["the mill would close"]],
        [[], ["is expected"], ["It", "to reopen"]],
    ]
    assert gold.sentences is None


def test_brat_text_broken_over_two_lines_may_go_on_with_any_letter(tmp_path):
    for part in ("text", "attributions"):
        (tmp_path / part).mkdir()
    (tmp_path / "text/mill.txt").write_text("A clerk said it.\n\nThe mill shut.")
    lines = [
        "T1\tCue 8 12\tsaid",
        "T2\tContent 13 32\tit.",
        "",
        "The mill shut.",
        "E1\tAttribution:T1 Cue:T1 Content:T2",
    ]
    (tmp_path / "attributions/mill_ann.ann").write_text("\n".join(lines))
    [(_, text, gold)] = golds(tmp_path)
    assert [roles(text, one) for one in gold.attributions] == [[[], ["said"], ["it.\n\nThe mill shut."]]]


def test_brat_stand_off_beside_its_story_may_number_its_roles():
    [(name, text, gold)] = golds(CASES / "beside")
    assert name == "clerk.txt"
    assert [roles(text, one) for one in gold.attributions] == [[["A clerk"], ["said"], ["the mill would", "close"]]]


def test_ledger_gold_has_the_labels_of_its_annotators():
    [(_, text, gold)] = golds(CASES / "ledger")
    assert [(one.statuses, one.sources) for one in gold.sentences] == [
        (("plain", "plain"), ("-",)),
        (("anonymous", "anonymous"), ("A clerk",)),
        (("plain", "unattributed"), ("-",)),
    ]
    assert [one.is_agreed for one in gold.sentences] == [True, True, False]
    assert words(text, [gold.sentences[1].span]) == ["A clerk said the mill would close."]


def refused():
    for case in yaml.safe_load((CASES / "refused.yaml").read_text(encoding="utf-8")):
        yield pytest.param(case, id=f"{case['name']}{case['ending']}")


@pytest.mark.parametrize("case", list(refused()))
def test_gold_that_does_not_fit_is_refused_at_its_place(case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("story.txt").write_text("The mayor said the bridge is safe.\n\nIt was built in 1911.\n")
    Path(f"story{case['ending']}").write_text(case["gold"], encoding="utf-8")
    with pytest.raises(InputError) as caught:
        list(golds(Path()))
    assert (str(caught.value), caught.value.hint) == (case["says"], case["hint"])


@pytest.mark.parametrize(
    ("files", "kind", "says"),
    [
        ([], UsageError, "A110 the folder holds no gold"),
        (["story.txt"], UsageError, "A110 the folder holds no gold"),
        (["story.gold.yml"], InputError, "A212 there is gold, but not its story"),
        (["text/story.txt", "attributions/other_ann.ann"], InputError, "A212 there is gold, but not its story"),
        (["story.txt", "story.ann", "story.gold.yml"], InputError, "A212 a second gold for"),
    ],
)
def test_a_folder_without_stories_and_their_gold_is_refused(files, kind, says, tmp_path):
    for name in files:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    with pytest.raises(kind) as caught:
        find_gold(tmp_path)
    assert f"{caught.value.code} {caught.value.message}".startswith(says)


def test_a_path_that_is_no_folder_is_refused(tmp_path):
    for path in (tmp_path / "nowhere", CASES / "own" / "ferry.txt"):
        with pytest.raises(UsageError) as caught:
            find_gold(path)
        assert caught.value.code == "A101"


def test_hidden_folders_are_passed_over(tmp_path):
    (tmp_path / ".old").mkdir()
    (tmp_path / ".old" / "story.gold.yml").touch()
    with pytest.raises(AttribError, match="A110"):
        find_gold(tmp_path)


class Reporter:
    """A double of the engine whose reports repeat the gold of the ferry story, but for its headline."""

    def __init__(self, layout):
        self.layout = layout

    def read(self, name, raw, sidecar=None):
        return read_story(name, raw, self.layout, sidecar)

    def check(self, stories):
        for story in stories:
            file = next(file for file in find_gold(Path(story.path).parent) if str(file.story) == story.path)
            gold = file.read(story)
            yield report_on(
                story,
                sentences=[sentence_of(one.span, one.statuses[0], None) for one in gold.sentences[1:]],
                attributions=[attribution_of(story.text, one) for one in gold.attributions[1:]],
                findings=[finding_at(story.text, "will", "agentless-forecast")],
            )


def test_the_report_for_people(golden, layout):
    evaluation = evaluate(CASES / "own", Reporter(layout))
    text = written(evaluation, "default", view=View(errors=2)).replace(str(CASES), "cases").replace("\\", "/")
    golden("evaluate/own.report.txt", text)


def test_the_report_for_machines(layout):
    evaluation = evaluate(CASES / "own", Reporter(layout))
    report = json.loads(written(evaluation, "strict", form="json", view=View(errors=1)))
    assert list(report) == [
        "schema",
        "policy",
        "stories",
        "words",
        "attributions",
        "frames",
        "classes",
        "kinds",
        "lemmas",
        "missed_cues",
        "ledger",
        "findings",
        "levels",
        "errors_and_warnings_per_1000_words",
        "mistakes",
    ]
    assert (report["schema"], report["policy"], report["stories"]) == ("attrib.eval/1", "strict", 2)
    assert report["attributions"]["recall_by_type"] == {"direct": 1.0, "indirect": 0.3333}
    assert {kind: len(found) for kind, found in report["mistakes"].items()} == {
        "attributions": 1,
        "sentences": 1,
        "findings": 1,
    }
