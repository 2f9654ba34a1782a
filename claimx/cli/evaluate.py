"""`claimx evaluate`: how good the answers are, on gold; and the gate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimx.cli.options import ModelOption
from claimx.cli.output import Sink
from claimx.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimx.evaluation.gate import GateResult
    from claimx.evaluation.gold import GoldFile
    from claimx.evaluation.records import GoldArticle, Prediction
    from claimx.evaluation.scoring import Evaluation

GOLD_FOLDER = Path("tests/gold")


def evaluate_cli(
    gold: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="GOLD",
            help="Gold files (JSON lines, .gz too); docs/evaluation.md has their formats. With --gate, a folder.",
            show_default=False,
        ),
    ] = None,
    model: ModelOption = None,
    compare: Annotated[
        Path | None,
        typer.Option("--compare", metavar="REPORTS", help="Score these saved reports; the model is not used."),
    ] = None,
    texts: Annotated[
        Path | None,
        typer.Option("--texts", metavar="FILE", help="The gold file that holds the articles of claim labels."),
    ] = None,
    given_spans: Annotated[
        bool,
        typer.Option("--given-spans", help="Give the gold's attributions; judge types, speakers and links alone."),
    ] = False,
    outer: Annotated[
        bool, typer.Option("--outer", help="Look only at attributions that stand in no other's content.")
    ] = False,
    by_type: Annotated[
        bool, typer.Option("--by-type", help="Break the figures down by label, claim type, kind of link, confidence.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help="Only the first N articles of each file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON; it has every figure and breakdown.")] = False,
    gate: Annotated[
        bool, typer.Option("--gate", help="Hold the figures on our own gold against their floors; exit 1 if any falls.")
    ] = False,
    update: Annotated[bool, typer.Option("--update", help="With --gate: set the floors. They only rise.")] = False,
    allow_regression: Annotated[
        bool, typer.Option("--allow-regression", help="With --update: lower floors too.")
    ] = False,
) -> None:
    """Measure how good the answers are, on articles annotated by hand.

    \b
    Examples:
      claimx evaluate dev.jsonl.gz
      claimx evaluate dev.jsonl.gz --by-type --json
      claimx evaluate labels.jsonl --texts dev.jsonl.gz --given-spans
      claimx evaluate dev.jsonl --compare reports.jsonl
      claimx evaluate --gate
      claimx evaluate --gate --update
    """
    if (update and not gate) or (allow_regression and not update):
        raise UsageError("--update goes with --gate, and --allow-regression with --update.")
    if gate:
        given = (compare, texts, limit, given_spans or None, outer or None, by_type or None)
        if len(gold or ()) > 1 or any(option is not None for option in given):
            raise UsageError("--gate takes one folder, and none of the options that change what is measured.")
        folder = gold[0] if gold else GOLD_FOLDER
        result = evaluate_gate(folder, model=model, update=update, allow_regression=allow_regression)
        _print_gate(result, as_json=as_json)
        raise typer.Exit(0 if result.passed else 1)
    if not gold:
        raise UsageError("Name a gold file, or give --gate.")
    if compare is not None and (given_spans or model is not None):
        raise UsageError("--compare scores saved reports: --given-spans and --model have no meaning with it.")
    evaluations = evaluate(
        gold, model=model, compare=compare, texts=texts, given_spans=given_spans, outer=outer, limit=limit
    )
    _print(evaluations, as_json=as_json, by_type=by_type)


def evaluate(
    paths: Sequence[Path],
    *,
    model: str | None = None,
    compare: Path | None = None,
    texts: Path | None = None,
    given_spans: bool = False,
    outer: bool = False,
    limit: int | None = None,
) -> Iterator[Evaluation]:
    """The evaluation of each gold file, in order; all are read before the first is measured."""
    from claimx.evaluation.predictions import of_reports, predicted
    from claimx.evaluation.scoring import score

    files = _read_gold(paths, texts, limit)
    reports = None
    if compare is not None:
        from claimx.cli.saved import read_reports

        reports = read_reports(str(compare))
    for file in files:
        predictions = (
            of_reports(file.articles, reports)
            if reports is not None
            else predicted(file.articles, model=model, given_spans=given_spans)
        )
        yield score(file, predictions, outer=outer, given_spans=given_spans)


def evaluate_gate(
    folder: Path, *, model: str | None = None, update: bool = False, allow_regression: bool = False
) -> GateResult:
    """What the gate finds on the gold in a folder; with `update` the floors are set first."""
    from claimx.evaluation import gate, predictions, scoring

    gold = gate.read_folder(folder)
    found: list[Prediction] = list(predictions.predicted(gold.articles, model=model))
    evaluation = scoring.score(gold, found)
    if update:
        return gate.update(folder, gold, found, evaluation, allow_regression=allow_regression)
    return gate.check(folder, gold, found, evaluation)


def _read_gold(paths: Sequence[Path], texts: Path | None, limit: int | None) -> list[GoldFile]:
    """The gold files; labels find their articles in the file of texts, or in the other files."""
    from claimx.evaluation.gold import kind_of_file, read_gold, read_texts

    kinds = [kind_of_file(path) for path in paths]
    known: dict[str, GoldArticle] = {}
    if "claims" in kinds:
        for path in [path for path, kind in zip(paths, kinds, strict=True) if kind != "claims"]:
            known |= read_texts(path)
        if texts is not None:
            known |= read_texts(texts)
    elif texts is not None:
        raise UsageError("--texts goes with a file of claim labels, and there is none.")
    return [read_gold(path, texts=known, limit=limit) for path in paths]


def _print(evaluations: Iterator[Evaluation], *, as_json: bool, by_type: bool) -> None:
    from claimx.evaluation.tables import evaluation_table

    with Sink(None) as sink:
        if as_json:
            sink.write(_json([evaluation.as_data() for evaluation in evaluations]))
            return
        for number, evaluation in enumerate(evaluations):
            sink.write(("\n" if number else "") + evaluation_table(evaluation, by_type=by_type))


def _print_gate(result: GateResult, *, as_json: bool) -> None:
    from claimx.evaluation.tables import gate_table

    with Sink(None) as sink:
        if not as_json:
            sink.write(gate_table(result))
            return
        sink.write(
            _json(
                {
                    "passed": result.passed,
                    "same_gold": result.same_gold,
                    "figures": {row.name: {"floor": row.floor, "now": row.now} for row in result.rows},
                    "changes": [change._asdict() for change in result.changes],
                }
            )
        )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
