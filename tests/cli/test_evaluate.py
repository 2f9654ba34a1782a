from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

import claimx.evaluation.predictions
from claimx.cli.app import app
from tests.evaluation.samples import FULL, GOOD, WORSE, write
from tests.evaluation.test_predictions import EXPECTED, TEXT, _report


@pytest.fixture
def evaluate(monkeypatch, tmp_path):
    """`claimx evaluate` in an empty folder; in the place of the pipeline stands a function that gives GOOD."""
    asked = []

    def predicted(articles, *, model=None, given_spans=False, threads=1):
        asked.append((model, given_spans, threads))
        return (GOOD for _ in articles)

    monkeypatch.setattr(claimx.evaluation.predictions, "predicted", predicted)
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments):
        return CliRunner().invoke(app, ["evaluate", *arguments], prog_name="claimx")

    invoke.asked = asked
    return invoke


@pytest.fixture
def gold(tmp_path):
    return str(write(tmp_path / "gold.jsonl", FULL, {**FULL, "id": "again"}))


def test_evaluate_prints_a_table(evaluate, gold):
    result = evaluate(gold, "--limit", "1")

    assert (0, "") == (result.exit_code, result.stderr)
    assert "gold.jsonl: full, 1 articles" == result.stdout.splitlines()[0]
    assert ["speaker", "accuracy", "100.0", "2", "2", "2"] in [line.split() for line in result.stdout.splitlines()]
    assert "confused" not in result.stdout


def test_evaluate_breaks_down_by_type(evaluate, gold):
    assert "types most often confused" in evaluate(gold, "--by-type").stdout


def test_evaluate_prints_json_for_every_file(evaluate, gold):
    first, second = json.loads(evaluate(gold, gold, "--json", "--model", "trial").stdout)

    assert first == second
    assert 0.66667 == first["figures"]["attributions"]["value"]
    assert [("trial", False, 1)] * 2 == evaluate.asked


def test_evaluate_scores_saved_reports_without_the_model(evaluate, tmp_path):
    attributions = [
        {"source": list(a.source), "cue": list(a.cue), "content": list(a.content)} for a in EXPECTED.attributions
    ]
    path = write(tmp_path / "g.jsonl", {"id": "x", "text": TEXT, "attributions": attributions})
    (tmp_path / "reports.jsonl").write_text(_report().model_dump_json(by_alias=True) + "\n", encoding="utf-8")

    result = evaluate(str(path), "--compare", "reports.jsonl", "--json")

    assert 0 == result.exit_code
    assert 1.0 == json.loads(result.stdout)[0]["figures"]["attributions"]["value"]
    assert [] == evaluate.asked


@pytest.mark.parametrize("named", ["texts", "gold"])
def test_evaluate_finds_the_articles_of_labels(evaluate, tmp_path, gold, named):
    labels = [{"i": i, "type": "claim", "speaker": None} for i in range(3)]
    path = str(write(tmp_path / "labels.jsonl", {"id": "harbour", "labels": labels, "links": []}))

    result = evaluate(path, "--texts", gold, "--json") if named == "texts" else evaluate(path, gold, "--json")

    assert 0 == result.exit_code
    assert ("claims", 0.0) == (
        (first := json.loads(result.stdout)[0])["kind"],
        first["figures"]["claim_type"]["value"],
    )


def test_evaluate_tells_of_a_line_that_is_wrong(evaluate, tmp_path):
    path = write(tmp_path / "gold.jsonl", FULL, {"id": "a"})

    result = evaluate(str(path))

    assert (3, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith("claimx: ")
    assert "gold.jsonl, line 2: it is not an object with" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Name a gold file, or give --gate."),
        (["g", "--update"], "--update goes with --gate, and --allow-regression with --update."),
        (["--gate", "--allow-regression"], "--update goes with --gate, and --allow-regression with --update."),
        (["--gate", "a", "b"], "--gate takes one folder, and none of the options that change what is measured."),
        (["--gate", "--outer"], "--gate takes one folder, and none of the options that change what is measured."),
        (
            ["g", "--compare", "r", "--given-spans"],
            "--compare scores saved reports: --given-spans and --model have no meaning with it.",
        ),
    ],
)
def test_evaluate_refuses_options_that_do_not_go_together(evaluate, arguments, told):
    result = evaluate(*arguments)

    assert (2, f"claimx: {told}\n") == (result.exit_code, result.stderr)


def test_evaluate_refuses_texts_without_labels(evaluate, gold):
    assert (2, "claimx: --texts goes with a file of claim labels, and there is none.\n") == (
        (result := evaluate(gold, "--texts", gold)).exit_code,
        result.stderr,
    )


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "tests" / "gold"
    folder.mkdir(parents=True)
    write(folder / "articles.jsonl", FULL)
    return folder


def test_gate_ends_with_0_where_the_floors_hold_and_1_where_one_falls(evaluate, folder, monkeypatch):
    assert 3 == evaluate("--gate").exit_code
    assert 0 == evaluate("--gate", "--update").exit_code
    held = evaluate("--gate", str(folder))
    monkeypatch.setattr(claimx.evaluation.predictions, "predicted", lambda *_, **__: [WORSE])
    fallen = evaluate("--gate")

    assert (0, 1) == (held.exit_code, fallen.exit_code)
    assert held.stdout.endswith("\nAll floors hold.\n")
    assert "FALLEN" in fallen.stdout
    assert 2 == evaluate("--gate", "--update").exit_code
    assert 0 == evaluate("--gate", "--update", "--allow-regression").exit_code


def test_gate_prints_json(evaluate, folder):
    evaluate("--gate", "--update", str(folder))

    data = json.loads(evaluate("--gate", "--json").stdout)

    assert (True, True, []) == (data["passed"], data["same_gold"], data["changes"])
    assert {"floor": 0.99, "now": 1.0} == data["figures"]["links"]
