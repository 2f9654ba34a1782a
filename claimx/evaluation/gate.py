"""The gate: the figures on our own gold may not fall below their floors, and the floors only rise.

A folder of gold holds `*.jsonl` files of the full kind, `floors.json` with the floors and the digest of the gold
that they were measured on, and `outcome.json` with what became of each item then.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from hashlib import sha256
from os import getpid
from typing import TYPE_CHECKING, Any, NamedTuple

from claimx.errors import InputError, UsageError
from claimx.evaluation.gold import GoldFile, read_gold
from claimx.evaluation.outcomes import Change, Outcome, changes, outcome

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from claimx.evaluation.records import GoldArticle, Prediction
    from claimx.evaluation.scoring import Evaluation

FLOORS, OUTCOME = "floors.json", "outcome.json"
MARGIN = 0.01
"""How far below the measured figure a floor is set: processors round the encoder's integers differently."""
GATED = (
    "attributions",
    "content",
    "attributions_outer",
    "content_outer",
    "source_exact",
    "cue_exact",
    "content_exact",
    "claims",
    "claim_type",
    "claim_type_macro",
    "speaker",
    "links",
    "denies",
    "entities",
    "names",
)
"""The figures that the gate holds, as far as the gold allows them."""


@dataclass(frozen=True, slots=True)
class Floors:
    """The floors by figure, and the digest of the gold that they were measured on."""

    digest: str
    floors: dict[str, float]


class Row(NamedTuple):
    """One figure of the gate; `floor` is None for a new figure, `now` for one that is no longer measured."""

    name: str
    floor: float | None
    now: float | None

    @property
    def holds(self) -> bool:
        """Whether the figure has not fallen below its floor."""
        return self.floor is None or (self.now is not None and self.now >= self.floor)


@dataclass(frozen=True, slots=True)
class GateResult:
    """What the gate found: a row for each figure, whether the gold is the one measured, and what changed since."""

    rows: tuple[Row, ...]
    same_gold: bool
    changes: tuple[Change, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether all floors hold, on the same gold."""
        return self.same_gold and all(row.holds for row in self.rows)


def gold_files(folder: Path) -> tuple[Path, ...]:
    """The gold files of a folder, by name."""
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder with gold: run the gate in a checkout, or name the folder.")
    files = tuple(sorted(folder.glob("*.jsonl")))
    if not files:
        raise InputError(f"{folder} holds no gold: put files of JSON lines (*.jsonl) there.")
    return files


def read_folder(folder: Path) -> GoldFile:
    """All articles of the gold files of a folder, as one."""
    articles: list[GoldArticle] = []
    for path in gold_files(folder):
        file = read_gold(path)
        if file.kind != "full":
            raise InputError(f"{path} holds {file.kind}: the gate wants articles with entities and attributions.")
        articles += file.articles
    names = [article.id for article in articles]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"{folder} has two articles with the id {twice!r}: give every article its own.")
    return GoldFile(str(folder), "full", tuple(articles))


def digest_of(folder: Path) -> str:
    """A digest of the names and bytes of the gold files."""
    whole = sha256()
    for path in gold_files(folder):
        whole.update(f"{path.name}\n{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def read_floors(folder: Path) -> Floors | None:
    """The floors of a folder; None where none have been set."""
    data = _read(folder / FLOORS)
    if data is None:
        return None
    floors = data.get("floors")
    if (
        not isinstance(data.get("digest"), str)
        or not isinstance(floors, dict)
        or not all(type(floor) in (int, float) and 0 <= floor <= 1 for floor in floors.values())
    ):
        raise InputError(
            f'{folder / FLOORS} is damaged: it is not {{"digest": …, "floors": {{figure: number from 0 to 1}}}}.'
        )
    return Floors(data["digest"], {name: float(floor) for name, floor in floors.items()})


def check(folder: Path, gold: GoldFile, predictions: Sequence[Prediction], evaluation: Evaluation) -> GateResult:
    """Whether the figures of an evaluation of the folder's gold hold their floors."""
    floors = read_floors(folder)
    if floors is None:
        raise InputError(f"{folder / FLOORS} does not exist: set the floors with `claimx evaluate --gate --update`.")
    return GateResult(
        rows=rows_of(floors.floors, measured(evaluation)),
        same_gold=floors.digest == digest_of(folder),
        changes=_changes(folder, outcomes_of(gold, predictions)),
    )


def update(
    folder: Path,
    gold: GoldFile,
    predictions: Sequence[Prediction],
    evaluation: Evaluation,
    *,
    allow_regression: bool = False,
) -> GateResult:
    """Set the floors from an evaluation, and return what they are now.

    A floor is set a little below its figure and never lowered. Where a figure has fallen below its floor, or is no
    longer measured, UsageError is raised and nothing is written, unless `allow_regression`.
    """
    held = read_floors(folder)
    before = held.floors if held is not None else {}
    now = measured(evaluation)
    fallen = [row for row in rows_of(before, now) if not row.holds]
    if fallen and not allow_regression:
        names = ", ".join(f"{row.name} ({_percent(row.floor)} → {_percent(row.now)})" for row in fallen)
        raise UsageError(f"Floors would be lowered: {names}. Mend it, or add --allow-regression and say why.")
    lowered = {row.name for row in fallen}
    floors = {
        name: _floor(value) if name in lowered else max(_floor(value), before.get(name, 0.0))
        for name, value in now.items()
    }
    outcomes = outcomes_of(gold, predictions)
    changed = _changes(folder, outcomes)
    _write(folder / OUTCOME, outcomes)
    _write(folder / FLOORS, {"digest": digest_of(folder), "floors": floors})
    return GateResult(rows_of(floors, now), same_gold=True, changes=changed)


def measured(evaluation: Evaluation) -> dict[str, float]:
    """The figures that the gate holds, as far as they were measured."""
    found = {name: evaluation.figure(name) for name in GATED}
    return {name: figure.value for name, figure in found.items() if figure is not None}


def rows_of(floors: dict[str, float], now: dict[str, float]) -> tuple[Row, ...]:
    """One row for each figure that has a floor or was measured, in the order of `GATED`."""
    names = [name for name in GATED if name in floors or name in now]
    names += [name for name in floors if name not in GATED]
    return tuple(Row(name, floors.get(name), now.get(name)) for name in names)


def outcomes_of(gold: GoldFile, predictions: Sequence[Prediction]) -> dict[str, Outcome]:
    """What became of each item of each article."""
    return {
        article.id: outcome(article, prediction) for article, prediction in zip(gold.articles, predictions, strict=True)
    }


def _changes(folder: Path, now: dict[str, Outcome]) -> tuple[Change, ...]:
    """What has changed since the floors were set; nothing where no outcome was kept."""
    before = _read(folder / OUTCOME)
    return () if before is None else tuple(changes(before, now))


def _floor(value: float) -> float:
    """The floor for a figure: the margin below it, rounded down to three places."""
    return max(0.0, math.floor(round((value - MARGIN) * 1000, 6)) / 1000)


def _percent(value: float | None) -> str:
    return "not measured" if value is None else f"{100 * value:.1f}"


def _read(path: Path) -> dict[str, Any] | None:
    """The object in a JSON file; None where there is no file."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"{path} is damaged ({error}): restore it, or set it anew with --update.") from None
    if not isinstance(data, dict):
        raise InputError(f"{path} is damaged: it is no JSON object; restore it, or set it anew with --update.")
    return data


def _write(path: Path, data: dict[str, Any]) -> None:
    """Write a JSON file, whole or not at all."""
    part = path.with_name(f".{path.name}.{getpid()}.part")
    try:
        part.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror or error}): choose another folder.") from None
    finally:
        part.unlink(missing_ok=True)
