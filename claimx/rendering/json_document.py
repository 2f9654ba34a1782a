"""A report as one indented JSON object, keys in the order of the schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimx.schema import Report


def render(report: Report, text: str = "", *, indent: int = 2) -> str:  # noqa: ARG001 - every renderer takes the text
    """The report as indented JSON, non-ASCII characters as they are, with one line feed at the end."""
    return json.dumps(report.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=indent) + "\n"
