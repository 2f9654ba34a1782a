"""A report as one line of JSON, for files that hold many."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimx.schema import Report


def render(report: Report, text: str = "") -> str:  # noqa: ARG001 - every renderer takes the text
    """The report as one line of JSON, with one line feed at the end."""
    line = json.dumps(report.model_dump(mode="json", by_alias=True), ensure_ascii=False, separators=(",", ":"))
    # JSON allows these two raw, but readers that split with str.splitlines would cut the line there.
    return line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085") + "\n"
