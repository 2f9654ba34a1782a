"""The command line on the real reading and the real renderers; only the model has a stand-in."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimx.cli.app import app
from claimx.cli.output import OutputFormat
from tests.cli import stand_ins

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "pakistan-us-arms.txt"
FORMATS = [form.value for form in OutputFormat if form is not OutputFormat.auto]


@pytest.fixture
def claimx(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "claimx.extractor", stand_ins.extract_module())
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(app, arguments, prog_name="claimx")


@pytest.mark.parametrize("form", FORMATS)
def test_extract_and_show_write_the_same_bytes_each_time(claimx, form):
    first = claimx("extract", str(SAMPLE), "--format", form)
    claimx("extract", str(SAMPLE), "-o", "saved.json")
    shown = claimx("show", "saved.json", "--format", form)

    assert (0, "") == (first.exit_code, first.stderr)
    assert first.stdout_bytes == claimx("extract", str(SAMPLE), "--format", form).stdout_bytes
    assert first.stdout_bytes == shown.stdout_bytes
    assert first.stdout.endswith("\n")


@pytest.mark.parametrize("form", sorted({*FORMATS} - {"html"}))
def test_extract_writes_several_articles_in_every_form_that_holds_them(claimx, form):
    one = claimx("extract", str(SAMPLE), "--format", form)
    two = claimx("extract", str(SAMPLE), str(SAMPLE), "--format", form)

    assert 0 == two.exit_code
    assert len(one.stdout) < len(two.stdout)


@pytest.mark.parametrize("form", ["json", "jsonld"])
def test_extract_writes_several_articles_as_one_json_document(claimx, form):
    one = json.loads(claimx("extract", str(SAMPLE), "--format", form).stdout)
    two = json.loads(claimx("extract", str(SAMPLE), str(SAMPLE), "--format", form).stdout)

    assert [one, one] == two


def test_extract_writes_several_articles_as_one_table(claimx):
    one = list(csv.reader(io.StringIO(claimx("extract", str(SAMPLE), "--format", "csv").stdout, newline="")))
    two = list(
        csv.reader(io.StringIO(claimx("extract", str(SAMPLE), str(SAMPLE), "--format", "csv").stdout, newline=""))
    )

    assert [*one, *one[1:]] == two
