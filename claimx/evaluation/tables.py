"""Evaluations and the gate as plain text: columns, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimx.evaluation.figures import Figure
    from claimx.evaluation.gate import GateResult
    from claimx.evaluation.scoring import Evaluation

TITLES = {
    "attributions": "attribution F1",
    "content": "content F1",
    "attributions_outer": "attribution F1, outer level",
    "content_outer": "content F1, outer level",
    "source_exact": "exact source F1",
    "cue_exact": "exact cue F1",
    "content_exact": "exact content F1",
    "direct_recall": "recall, direct content",
    "indirect_recall": "recall, indirect content",
    "mixed_recall": "recall, mixed content",
    "calibration_error": "calibration error",
    "claims": "whole claims F1",
    "claim_type": "claim type accuracy",
    "claim_type_claimed": "… where something is claimed",
    "claim_type_macro": "claim type macro-F1",
    "speaker": "speaker accuracy",
    "links": "links F1",
    "denies": "links F1, denials alone",
    "entities": "entities F1, all labels",
    "names": "entities F1, names",
    "las": "LAS",
    "uas": "UAS",
    "upos": "UPOS",
    "xpos": "XPOS",
    "morph": "morphology",
    "lemma": "lemmas",
    "sentences": "sentence starts F1",
}
HEAD = ("", "", "95 %", "prec.", "recall", "right", "found", "gold")
CHANGES = 60
"""How many changes are told one by one."""


def title(name: str) -> str:
    """The name of a figure for a reader."""
    return TITLES.get(name, name)


def evaluation_table(evaluation: Evaluation, *, by_type: bool = False) -> str:
    """The figures in percent, one a line; with `by_type` the breakdowns too."""
    spans = ", on given attributions" if evaluation.given_spans else ""
    lines = [f"{evaluation.name}: {evaluation.kind}, {evaluation.articles} articles{spans}", ""]
    lines += aligned([HEAD, *map(_cells, evaluation.figures)])
    if by_type and evaluation.by_type:
        lines += ["", *aligned([HEAD, *map(_cells, evaluation.by_type)])]
    if by_type and evaluation.confusion:
        lines += ["", "types most often confused (gold, predicted):"]
        wrong = [row for row in evaluation.confusion if row[0] != row[1]][:12]
        lines += aligned([(f"{gold} → {found}", str(count)) for gold, found, count in wrong])
    if by_type and evaluation.reliability:
        lines += ["", "confidence of attributions:"]
        head = ("", "found", "sure", "right")
        rows = [
            (f"{row.low:.1f}-{row.high:.1f}", str(row.members), _percent(row.confidence), _percent(row.accuracy))
            for row in evaluation.reliability
        ]
        lines += aligned([head, *rows])
    return "\n".join(lines) + "\n"


def gate_table(result: GateResult) -> str:
    """The floors and the figures, what changed since the floors were set, and the verdict."""
    lines = aligned(
        [
            ("", "floor", "now", ""),
            *(
                (title(row.name), _percent(row.floor), _percent(row.now), "" if row.holds else "FALLEN")
                for row in result.rows
            ),
        ]
    )
    if result.changes:
        lines += ["", f"{len(result.changes)} items have another outcome than when the floors were set:"]
        lines += [f"  {change}" for change in result.changes[:CHANGES]]
        if len(result.changes) > CHANGES:
            lines.append(f"  … and {len(result.changes) - CHANGES} more")
    fallen = [title(row.name) for row in result.rows if not row.holds]
    lines.append("")
    if not result.same_gold:
        lines.append("The gold is not the one that the floors were measured on; set them with --update.")
    if fallen:
        lines.append(f"Fallen below the floor: {', '.join(fallen)}.")
    if result.passed:
        lines.append("All floors hold.")
    return "\n".join(lines) + "\n"


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows in columns, the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [_line(row, widths) for row in rows]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells: Iterator[str] = (
        cell.rjust(width) if at else cell.ljust(width) for at, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join(cells).rstrip()


def _cells(figure: Figure) -> tuple[str, ...]:
    bounds = "" if figure.low is None or figure.high is None else f"{_percent(figure.low)}-{_percent(figure.high)}"
    rates: Iterable[str] = ("", "")
    numbers: Iterable[str] = ("", "", "")
    if figure.counts is not None:
        counts = figure.counts
        numbers = (str(counts.right), "" if figure.kind == "recall" else str(counts.predicted), str(counts.gold))
        if figure.kind == "f1":
            rates = (_percent(counts.precision), _percent(counts.recall))
    return (title(figure.name), _percent(figure.value), bounds, *rates, *numbers)


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f}"
