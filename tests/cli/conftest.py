from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from claimx.cli.app import app
from tests.cli import stand_ins

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def claimx(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """The command line in this process, in an empty folder, on stand-ins for the library."""
    for name, module in stand_ins.modules().items():
        monkeypatch.setitem(sys.modules, name, module)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()

    def invoke(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return runner.invoke(app, arguments, input=stdin, prog_name="claimx")

    return invoke


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with three articles and one empty file."""
    for name, text in {
        "one.txt": "Anna says “yes”.\n",
        "two.txt": "Boris says no.\n",
        "untitled.txt": "An untitled piece.\n",
        "empty.txt": "",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path
