from __future__ import annotations

import json

import pytest

from claimx.errors import InputError, UsageError
from claimx.evaluation import gate
from claimx.evaluation.gate import Row
from claimx.evaluation.scoring import score
from claimx.evaluation.tables import gate_table
from tests.evaluation.samples import FULL, GOOD, WORSE, write


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "articles.jsonl", FULL)
    return tmp_path


def _run(act, folder, prediction, **options):
    gold = gate.read_folder(folder)
    return act(folder, gold, [prediction], score(gold, [prediction]), **options)


def _floors(folder):
    return json.loads((folder / "floors.json").read_text(encoding="utf-8"))["floors"]


def test_gate_sets_floors_a_little_below_the_figures(folder):
    result = _run(gate.update, folder, GOOD)

    assert result.passed
    assert (0.656, 0.99, 0.49) == tuple(_floors(folder)[name] for name in ("attributions", "speaker", "claim_type"))
    assert "calibration_error" not in _floors(folder)
    assert ["articles.jsonl", "floors.json", "outcome.json"] == sorted(path.name for path in folder.iterdir())


def test_gate_passes_on_what_it_was_set_on_and_says_what_changed(folder):
    _run(gate.update, folder, GOOD)

    same, worse = _run(gate.check, folder, GOOD), _run(gate.check, folder, WORSE)

    assert (True, ()) == (same.passed, same.changes)
    assert "All floors hold." in gate_table(same)
    assert not worse.passed
    assert ["attribution 1 64-81 fog has closed it", "link 0 denies 1", "attribution 64-67 fog"] == [
        change.item for change in worse.changes
    ]
    told = gate_table(worse)
    assert "  harbour: link 0 denies 1: found → missed\n" in told
    assert "links F1" in told.partition("Fallen below the floor: ")[2]


def test_gate_tells_of_gold_that_has_changed(folder):
    _run(gate.update, folder, GOOD)
    write(folder / "more.jsonl", {**FULL, "id": "again"})

    gold = gate.read_folder(folder)
    result = gate.check(folder, gold, [GOOD, GOOD], score(gold, [GOOD, GOOD]))

    assert (False, False) == (result.same_gold, result.passed)
    assert all(row.holds for row in result.rows)
    assert "The gold is not the one" in gate_table(result)


def test_gate_refuses_to_lower_floors_and_writes_nothing(folder):
    _run(gate.update, folder, GOOD)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    with pytest.raises(UsageError) as failure:
        _run(gate.update, folder, WORSE)

    told = str(failure.value)
    assert told.startswith("Floors would be lowered: attributions (65.6 → 50.0), content (65.6 → 50.0), ")
    assert told.endswith("Mend it, or add --allow-regression and say why.")
    assert before == {path.name: path.read_bytes() for path in folder.iterdir()}


def test_gate_lowers_floors_where_that_is_allowed_and_no_others(folder):
    _run(gate.update, folder, GOOD)
    before = _floors(folder)

    assert _run(gate.update, folder, WORSE, allow_regression=True).passed

    assert (0.49, 0.99) == (_floors(folder)["attributions"], _floors(folder)["claim_type"])
    assert before["names"] == _floors(folder)["names"]


def test_gate_keeps_a_floor_that_the_margin_would_lower(folder):
    _run(gate.update, folder, GOOD)
    path = folder / "floors.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["floors"]["names"] = 0.995
    path.write_text(json.dumps(data), encoding="utf-8")

    _run(gate.update, folder, GOOD)

    assert 0.995 == _floors(folder)["names"]


def test_gate_does_not_forget_a_figure_that_is_no_longer_measured(folder):
    _run(gate.update, folder, GOOD)
    write(folder / "articles.jsonl", {**FULL, "links": []})

    rows = {row.name: row for row in _run(gate.check, folder, GOOD).rows}

    assert (Row("links", 0.99, None), False) == (rows["links"], rows["links"].holds)
    with pytest.raises(UsageError, match=r"links \(99\.0 → not measured\)"):
        _run(gate.update, folder, GOOD)


def test_gate_without_floors_says_how_to_set_them(folder):
    with pytest.raises(InputError, match="does not exist: set the floors with `claimx evaluate --gate --update`"):
        _run(gate.check, folder, GOOD)


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"digest": "x"}', '{"digest": "x", "floors": {"links": "high"}}', '{"floors": {}}']
)
def test_gate_tells_of_damaged_floors(folder, content):
    (folder / "floors.json").write_text(content, encoding="utf-8")

    with pytest.raises(InputError, match="is damaged"):
        _run(gate.check, folder, GOOD)


def test_gate_wants_a_folder_with_full_gold(tmp_path):
    with pytest.raises(InputError, match="is no folder with gold"):
        gate.read_folder(tmp_path / "nowhere")
    with pytest.raises(InputError, match="holds no gold"):
        gate.read_folder(tmp_path)
    path = write(tmp_path / "a.jsonl", {"id": "a", "text": "b", "entities": []})
    with pytest.raises(InputError, match=r"a\.jsonl holds entities: the gate wants"):
        gate.read_folder(tmp_path)
    write(path, FULL)
    write(tmp_path / "b.jsonl", FULL)
    with pytest.raises(InputError, match="two articles with the id 'harbour'"):
        gate.read_folder(tmp_path)


def test_digest_depends_on_names_and_bytes(folder):
    first = gate.digest_of(folder)
    (folder / "floors.json").write_text("{}", encoding="utf-8")
    same = gate.digest_of(folder)
    (folder / "articles.jsonl").rename(folder / "other.jsonl")

    assert first == same
    assert first != gate.digest_of(folder)
