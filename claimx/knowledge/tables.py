"""The rows of the packaged tables. What the columns hold is told in `README.md` beside them."""

from __future__ import annotations

import csv
from importlib.resources import files
from itertools import chain
from typing import NamedTuple

from claimx.knowledge.spelling import filed, folded

ROW_NOTES = 2
"""Every row ends with its source and its licence, which no look-up needs."""


class Row(NamedTuple):
    """A row: its cells as written, and the same cells in the loose form of `spelling`."""

    cells: list[str]
    loose: list[str]

    def keys(self, *columns: int) -> chain[str]:
        """The keys under which the names in these columns are filed."""
        return chain.from_iterable(
            filed(alias, form)
            for column in columns
            if self.cells[column]
            for alias, form in zip(self.cells[column].split("|"), self.loose[column].split("|"), strict=True)
        )


def rows(table: str) -> list[Row]:
    """The rows of a table in file order, without the header and without source and licence."""
    text = files("claimx.knowledge").joinpath(f"{table}.csv").read_text("utf-8")
    # The file is folded as a whole: one pass over each name would take longer than all the rest of loading.
    cells = csv.reader(text.splitlines())
    loose = csv.reader(folded(text).splitlines())
    next(cells), next(loose)
    return [Row(row[:-ROW_NOTES], form) for row, form in zip(cells, loose, strict=True)]


def items(cell: str) -> tuple[str, ...]:
    """The items of a cell that holds a list."""
    return tuple(cell.split("|")) if cell else ()
