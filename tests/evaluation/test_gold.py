from __future__ import annotations

import gzip
import json

import pytest

from claimx.errors import InputError
from claimx.evaluation.gold import read_gold, read_texts
from claimx.evaluation.records import Attributed, EntitySpan, GoldArticle, LinkSpan, SyntaxToken
from tests.evaluation.samples import FULL, write

ATTRIBUTION = {"source": [[0, 9]], "cue": [[10, 16]], "content": [[17, 43]]}
TEXT = FULL["text"]


NEITHER = "an object with `id`, `text` and `attributions`, `entities` or `tokens`, or with `id` and `labels`."


def _record(**fields):
    return {"id": "a", "text": TEXT, **fields}


def _said(**fields):
    return _record(attributions=[{**ATTRIBUTION, **fields}])


def _linked(**link):
    return _record(entities=[], attributions=[ATTRIBUTION], links=[link])


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_gold_of_everything_is_read(tmp_path, suffix):
    path = tmp_path / f"gold{suffix}"
    line = json.dumps(FULL) + "\n\n"
    path.write_bytes(gzip.compress(line.encode()) if suffix.endswith("gz") else line.encode())

    gold = read_gold(path)

    assert (f"gold{suffix}", "full") == (gold.name, gold.kind)
    (article,) = gold.articles
    assert article.typed
    assert (EntitySpan(55, 58, "PERSON"),) == article.entities
    assert (LinkSpan(0, 1, "denies"), LinkSpan(1, 0, "contradicts", sure=False)) == article.links
    assert (
        Attributed(((0, 9),), ((10, 16),), ((17, 43),), claim_type="denial", speaker="mayor") == article.attributions[0]
    )
    assert (False, 0) == (article.attributions[2].outer, article.attributions[2].parent)


def test_gold_of_one_layer_leaves_the_others_open(tmp_path):
    attributions = read_gold(write(tmp_path / "a.jsonl", _record(attributions=[{**ATTRIBUTION, "type": "direct"}])))
    entities = read_gold(write(tmp_path / "e.jsonl", _record(entities=[], ignore=[[0, 9]])))

    assert "attributions" == attributions.kind
    assert "direct" == attributions.articles[0].attributions[0].directness
    assert not attributions.articles[0].typed
    assert ("entities", GoldArticle("a", TEXT, entities=(), ignored=((0, 9),))) == (entities.kind, entities.articles[0])


def test_gold_of_syntax_is_read(tmp_path):
    gold = read_gold(
        write(
            tmp_path / "s.jsonl",
            _record(
                tokens=[[0, 3, "DET", "DT", "the", 1, "det", "", 1], [4, 9, "NOUN", "NN", "mayor", 1, "root", "", 0]]
            ),
        )
    )

    assert "syntax" == gold.kind
    assert SyntaxToken(0, 3, "DET", "DT", "the", 1, "det", "", starts_sentence=True) == gold.articles[0].tokens[0]


def test_labels_go_to_the_attributions_of_another_file(tmp_path):
    texts = read_texts(write(tmp_path / "a.jsonl", _record(attributions=[ATTRIBUTION])))
    label = {"i": 0, "type": "denial", "also": ["refusal"], "speaker": None, "speaker_also": ["mayor", None]}
    path = write(tmp_path / "l.jsonl", {"id": "a", "labels": [label], "links": []})

    gold = read_gold(path, texts=texts)

    assert "claims" == gold.kind
    (article,) = gold.articles
    (labelled,) = article.attributions
    assert ("denial", ("refusal",)) == (labelled.claim_type, labelled.also)
    assert (None, ("mayor", None)) == (labelled.speaker, labelled.speaker_also)
    assert (True, ()) == (article.typed, article.links)


def test_gold_is_cut_at_the_limit_and_not_read_further(tmp_path):
    path = tmp_path / "g.jsonl"
    path.write_text(json.dumps(_record(entities=[])) + "\nnot JSON\n", encoding="utf-8")

    assert 1 == len(read_gold(path, limit=1).articles)


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ([], f"it is not {NEITHER}"),
        ({"id": "a", "text": "b"}, f"it is not {NEITHER}"),
        ({"id": "a", "entities": []}, "the article has no `text`; give it as a string."),
        ({"id": 7, "text": "b", "entities": []}, "the article has no `id`; give it as a string."),
        (_record(attributions={}), "the `attributions` of the article is not a list."),
        (
            _said(content=[[17, 99]]),
            f"the content of attribution 0 goes from 17 to 99, in a text of {len(TEXT)} code points; correct it.",
        ),
        (
            _said(cue=[[16, 10]]),
            f"the cue of attribution 0 goes from 16 to 10, in a text of {len(TEXT)} code points; correct it.",
        ),
        (_said(cue=[10, 16]), "the cue of attribution 0 has no start and end in code points, but 10."),
        (_said(source="mayor"), "the source of attribution 0 is not a list of [start, end]."),
        (_said(**{"in": 1}), "attribution 0 has `in` 1; give the index of one of the 1 attributions."),
        (_said(**{"in": 0}), "attribution 0 stands inside itself; correct its `in`."),
        (_said(type="quoted"), "attribution 0 has the type 'quoted'; use one of direct, indirect, mixed."),
        (_said(claim_type="lie"), "attribution 0 has the claim type 'lie', which is none of the 17 nor `none`."),
        (_said(also=["lie"]), "attribution 0 has the claim type 'lie', which is none of the 17 nor `none`."),
        (_said(speaker=""), "attribution 0 has the speaker ''; give a name, or null where the article gives none."),
        (_said(speaker_also="Ann"), "attribution 0 has a `speaker_also` that is not a list of names."),
        (_record(attributions=["x"]), "attribution 0 is not an object with `source`, `cue` and `content`."),
        (_record(entities=[{"start": 0, "end": 3}]), "entity 0 has no `label`; give it as a string."),
        (
            _record(entities=[{"start": 0, "end": True, "label": "ORG"}]),
            "entity 0 has no start and end in code points, but [0, True].",
        ),
        (
            _linked(**{"from": 0, "to": 1, "kind": "denies"}),
            "link 0 has `to` 1; give the index of one of the 1 attributions.",
        ),
        (
            _linked(**{"from": 0, "to": 0, "kind": "echoes"}),
            "link 0 has the kind 'echoes'; use one of denies, contradicts, corroborates, no_response.",
        ),
        (
            _record(tokens=[[0, 3, "DET"]]),
            (
                "token 0 is not a list of nine values: "
                "start, end, UPOS, XPOS, lemma, head, relation, features, starts sentence."
            ),
        ),
        (
            _record(tokens=[[0, 3, "DET", "DT", "the", 1, "det", "", 1]]),
            "token 0 has the head 1; give the index of a token, its own where it is the root.",
        ),
        (
            _record(tokens=[[0, 3, "DET", "DT", "the", 0, "det", "", 1], [2, 4, "DET", "DT", "the", 0, "det", "", 1]]),
            "token 1 begins before token 0 ends; put them into the order of the text.",
        ),
        (
            {"id": "b", "labels": []},
            "it labels the attributions of 'b', which no other file holds; give the file with its text as well.",
        ),
        ({"id": "t", "labels": []}, "attribution 0 of 't' has no label; give it one."),
        (
            {"id": "t", "labels": [{"i": 1, "type": "claim"}]},
            "label 0 has `i` 1; give the index of one of the 1 attributions.",
        ),
        ({"id": "t", "labels": [{"i": 0}]}, "label 0 has the claim type None, which is none of the 17 nor `none`."),
        (
            {"id": "t", "labels": [{"i": 0, "type": "claim"}, {"i": 0, "type": "claim"}]},
            "label 1: attribution 0 has a label already; keep one.",
        ),
    ],
)
def test_gold_that_breaks_the_format_is_told_with_its_line(tmp_path, record, told):
    texts = {"t": GoldArticle("t", TEXT, attributions=(Attributed((), (), ((0, 3),)),))}
    path = tmp_path / "gold.jsonl"
    path.write_text("\n" + json.dumps(record) + "\n", encoding="utf-8")

    with pytest.raises(InputError) as failure:
        read_gold(path, texts=texts)

    assert f"{path}, line 2: {told}" == str(failure.value)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([" nothing"], "line 1: it is not JSON (Expecting value, at character 1)."),
        (
            [_record(entities=[]), _record(tokens=[])],
            "line 2: it holds syntax, the lines before it entities; put them into files of their own.",
        ),
        (
            [_record(entities=[]), _record(entities=[])],
            "line 2: the id 'a' has been used before; give every article its own.",
        ),
    ],
)
def test_gold_whose_lines_do_not_go_together_is_told(tmp_path, lines, told):
    path = tmp_path / "gold.jsonl"
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines))

    with pytest.raises(InputError) as failure:
        read_gold(path)

    assert f"{path}, {told}" == str(failure.value)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.jsonl", None, "does not exist: check the name and the folder."),
        ("a.jsonl", b"\n \n", f"holds no gold: give a file of JSON lines, each {NEITHER}"),
        ("a.jsonl", b"\xff\xfe", "is not UTF-8 text: give a file of JSON lines."),
        ("a.jsonl.gz", b"plain", "is a damaged gzip file: fetch it again."),
        ("a.jsonl.gz", gzip.compress(b"{}" * 99)[:-9], "is a damaged gzip file: fetch it again."),
    ],
)
def test_gold_that_is_no_text_is_told(tmp_path, name, data, told):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)

    with pytest.raises(InputError) as failure:
        read_gold(path)

    assert f"{path} {told}" == str(failure.value)
