"""The formats a report is shown in, and the renderer of each; importing this module brings in no renderer."""

from __future__ import annotations

from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from claimx.schema import Report


class Renderer(Protocol):
    """A function that shows one report; `text` is the article's decoded text."""

    def __call__(self, report: Report, text: str, /) -> str:
        """The report as a string that ends in one line feed."""
        ...


class Format(str, Enum):
    """The formats a report is shown in."""

    json = "json"
    jsonl = "jsonl"
    terminal = "terminal"
    html = "html"
    markdown = "markdown"
    csv = "csv"
    jsonld = "jsonld"

    @property
    def needs_text(self) -> bool:
        """True where the renderer reads the article's text; the others do with the report alone."""
        return self is Format.html


_MODULES = {
    Format.json: "json_document",
    Format.jsonl: "json_lines",
    Format.terminal: "terminal",
    Format.html: "html_page",
    Format.markdown: "markdown",
    Format.csv: "csv_table",
    Format.jsonld: "linked_data",
}


def renderer_of(format_: Format) -> Renderer:
    """The function that renders this format; its module is imported on the first call."""
    renderer: Renderer = import_module(f"claimx.rendering.{_MODULES[format_]}").render
    return renderer
