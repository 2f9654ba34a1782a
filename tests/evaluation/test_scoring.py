from __future__ import annotations

import json

import pytest

from claimx.evaluation.gold import GoldFile, read_gold
from claimx.evaluation.outcomes import changes, outcome
from claimx.evaluation.records import EntitySpan, GoldArticle, Prediction, SyntaxToken
from claimx.evaluation.scoring import score
from claimx.evaluation.tables import aligned, evaluation_table
from tests.evaluation.samples import FULL, GOOD, WORSE, write


@pytest.fixture
def gold(tmp_path):
    return read_gold(write(tmp_path / "gold.jsonl", FULL, {**FULL, "id": "again"}))


def _values(evaluation):
    return {figure.name: round(figure.value, 4) for figure in evaluation.figures}


def test_score_of_everything(gold):
    # Of each article's three attributions two are found, source and all; Ann's content is 12 of 14 letters.
    # Of the three predicted, one is extra. Mayor: all right; Ann: the type is wrong.
    evaluation = score(gold, [GOOD, GOOD])

    assert {
        "attributions": round(2 / 3, 4),
        "content": round(2 / 3, 4),
        "source_exact": 0.5,
        "cue_exact": 1.0,
        "content_exact": round(2 / 6, 4),
        "attributions_outer": 1.0,
        "content_outer": 1.0,
        "calibration_error": round((0.1 + 0.2 + 0.3) / 3, 4),
        "claim_type": 0.5,
        "claim_type_macro": 0.5,
        "speaker": 1.0,
        "claims": round(1 / 3, 4),
        "links": 1.0,
        "denies": 1.0,
        "entities": round(2 / 3, 4),
        "names": 1.0,
    } == _values(evaluation)
    assert (("denial", "denial", 2), ("statement", "report", 2)) == evaluation.confusion


def test_score_of_the_outer_level_leaves_the_inner_one_out(gold):
    values = _values(score(gold, [GOOD, GOOD], outer=True))

    assert (1.0, 0.5) == (values["attributions"], values["claims"])
    assert "attributions_outer" not in values


def test_score_on_given_spans_judges_what_is_made_of_them(gold):
    given = Prediction(attributions=gold.articles[0].attributions, links=GOOD.links)

    values = _values(score(gold, [given, given], given_spans=True))

    assert {"claim_type": 1.0, "claim_type_macro": 1.0, "speaker": 1.0, "links": 1.0, "denies": 1.0} == values


def test_score_wants_a_prediction_for_each_article(gold):
    with pytest.raises(ValueError, match="shorter"):
        score(gold, [GOOD])


def test_score_of_syntax_without_tokens_has_sentence_starts_alone():
    token = SyntaxToken(0, 3, "X", "X", "fog", 0, "root", "", starts_sentence=True)
    gold = GoldFile("s", "syntax", (GoldArticle("a", "fog", tokens=(token,)),))

    assert {"sentences": 1.0} == _values(score(gold, [Prediction(sentence_starts=(0,))]))
    parsed = score(gold, [Prediction(sentence_starts=(0,), tokens=(token._replace(dep="dep"),))])
    assert (0.0, 1.0) == (parsed.figure("las").value, parsed.figure("uas").value)
    assert parsed.figure("content") is None


def test_score_of_entities_of_another_corpus():
    article = GoldArticle("a", "Ann in Oslo", entities=(EntitySpan(7, 11, "GPE"),))

    values = _values(score(GoldFile("e", "entities", (article,)), [Prediction(entities=(EntitySpan(7, 11, "PLACE"),))]))

    assert {"entities": 1.0, "names": 1.0} == values


def test_evaluation_is_plain_data(gold):
    data = json.loads(json.dumps(score(gold, [GOOD, WORSE]).as_data()))

    assert ("gold.jsonl", "full", 2, False) == (data["gold"], data["kind"], data["articles"], data["given_spans"])
    assert {"kind": "f1", "value": 0.6, "low": 0.5, "high": 0.66667} == {
        key: data["figures"]["attributions"][key] for key in ("kind", "value", "low", "high")
    }
    assert ["denial", "denial", 2] in data["confusion"]


def test_table_is_aligned(gold):
    lines = evaluation_table(score(gold, [GOOD, GOOD]), by_type=True).splitlines()

    assert "gold.jsonl: full, 2 articles" == lines[0]
    assert ["attribution", "F1", "66.7", "66.7-66.7", "66.7", "66.7", "4", "6", "6"] == lines[3].split()
    assert any(line.startswith("statement → report") for line in lines)
    assert ["a    b", "ccc  d"] == aligned([("a", "b"), ("ccc", "d")])


def test_outcome_tells_of_every_item(gold):
    assert {
        "attribution 0 17-43 that the harbour is closed": "found; type denial; speaker Mayor",
        "attribution 1 64-81 fog has closed it": "found; type report, not statement; speaker Ann",
        "attribution 2 26-43 harbour is closed": "missed",
        "attribution 64-67 fog": "not in the gold",
        "link 0 denies 1": "found",
        "link 1 contradicts 0": "missed",
        "entity 55-58 Ann PERSON": "found",
        "entity 26-33 harbour FACILITY": "not in the gold",
    } == outcome(gold.articles[0], GOOD)


def test_changes_tell_what_moved(gold):
    article = gold.articles[0]

    told = [str(change) for change in changes({"a": outcome(article, GOOD)}, {"a": outcome(article, WORSE)})]

    assert [
        "a: attribution 1 64-81 fog has closed it: found; type report, not statement; speaker Ann → missed",
        "a: link 0 denies 1: found → missed",
        "a: attribution 64-67 fog: not in the gold → -",
    ] == told
