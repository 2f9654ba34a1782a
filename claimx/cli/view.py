"""How a report is shown to a reader: which part of it, width, colour, what is folded."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, NamedTuple

from claimx.cli.output import OutputFormat

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimx.schema import Report
    from claimx.selection import Selection

DEFAULT_WIDTH = 80


class View(NamedTuple):
    """The options of the terminal renderer."""

    width: int = DEFAULT_WIDTH
    color: bool = False
    plain: bool = False
    full: bool = False


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def wants_color(*, to_terminal: bool) -> bool:
    """Whether to colour: FORCE_COLOR and NO_COLOR first, then whether a terminal that can stands at the other end."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return to_terminal and os.environ.get("TERM") != "dumb"


def view_of(*, to_terminal: bool, width: int | None, color: bool, plain: bool, full: bool) -> View:
    """The view for this run: what the options say, and what the terminal and the environment say of themselves."""
    if width is None:
        width = shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns if to_terminal else DEFAULT_WIDTH
    return View(width, color and not plain and wants_color(to_terminal=to_terminal), plain, full)


def selected(report: Report, selection: Selection | None) -> Report:
    """The part of the report that is asked for; the whole of it where nothing is."""
    if selection is None:
        return report
    from claimx.selection import select

    return select(report, selection)


def rendered(report: Report, text: str, *, form: OutputFormat, view: View) -> str:
    """The report in the form asked for; only the terminal has a view."""
    from claimx.rendering.formats import Format, renderer_of

    render: Callable[..., str] = renderer_of(Format(form.value))
    return render(report, text, **view._asdict()) if form is OutputFormat.terminal else render(report, text)
