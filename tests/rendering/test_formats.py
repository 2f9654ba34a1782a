from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from claimx.rendering.formats import Format, renderer_of
from tests.rendering.reports import EMPTY, EMPTY_TEXT, HOSTILE, HOSTILE_TEXT, REPORT, TEXT

if TYPE_CHECKING:
    from claimx.schema import Report


@pytest.mark.parametrize(("report", "text"), [(REPORT, TEXT), (HOSTILE, HOSTILE_TEXT), (EMPTY, EMPTY_TEXT)])
@pytest.mark.parametrize("format_", Format)
def test_formats_each_has_a_renderer_that_gives_whole_lines(format_: Format, report: Report, text: str):
    rendered = renderer_of(format_)(report, text)

    assert rendered.endswith("\n")
    assert not rendered.endswith("\n\n")
    assert renderer_of(format_)(report, text) == rendered


@pytest.mark.parametrize("format_", [format_ for format_ in Format if not format_.needs_text])
def test_formats_that_need_no_text_do_without(format_: Format):
    render = renderer_of(format_)

    assert render(REPORT, TEXT) == render(REPORT, "")


def test_formats_bring_in_no_renderer():
    code = "import sys, claimx.rendering.formats; print(sorted({'rich', 'pydantic', 'spacy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
