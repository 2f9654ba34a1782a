"""What only a process of its own shows: streams, signals, terminals, start-up."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli import stand_ins

ROOT = Path(__file__).parent.parent.parent
ON_STAND_INS = "import sys; from tests.cli import stand_ins; sys.modules.update(stand_ins.modules()); "
CLAIMX = [sys.executable, "-c", ON_STAND_INS + "from claimx.cli import main; main()"]
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}},
    "PYTHONPATH": str(ROOT),
    "TERM": "xterm-256color",
}


def _run(
    *arguments: str, cwd: Path, stdin: bytes | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*CLAIMX, *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        check=False,
        env={**ENVIRONMENT, **environment},
    )


def _modules_after(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sorted(sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=ENVIRONMENT)
    return set(result.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "statement",
    [
        "import claimx.cli",
        "from claimx.cli.app import app; app(['--version'], standalone_mode=False)",
        "from claimx.cli.app import app; app(['--help'], standalone_mode=False)",
    ],
)
def test_cli_starts_without_the_heavy_packages(statement):
    assert set() == {"spacy", "onnxruntime", "numpy", "pydantic", "rich"} & _modules_after(statement)


def test_cli_helps_on_a_verb_without_the_heavy_packages():
    # Typer itself may read bounded numbers with pydantic.
    statement = "from claimx.cli.app import app; app(['extract', '--help'], standalone_mode=False)"

    assert set() == {"spacy", "onnxruntime", "numpy", "rich"} & _modules_after(statement)


def test_package_runs_as_a_module(tmp_path):
    result = subprocess.run(
        [sys.executable, "-m", "claimx", "--version"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env=ENVIRONMENT,
    )

    assert (0, "") == (result.returncode, result.stderr)
    assert result.stdout.startswith("claimx ")


def test_extract_writes_utf8_whatever_the_locale(articles):
    result = _run("extract", "one.txt", cwd=articles, LC_ALL="C", PYTHONIOENCODING="ascii")

    assert (0, b"") == (result.returncode, result.stderr)
    assert "Anna says “yes”.\n" == json.loads(result.stdout.decode("utf-8"))["claims"][0]["content"][0]["text"]


def test_extract_ends_quietly_when_its_reader_does(tmp_path):
    (tmp_path / "long.txt").write_text("Anna says no. " * 100_000, encoding="utf-8")
    with subprocess.Popen(
        [*CLAIMX, "extract", *["long.txt"] * 3],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    ) as process:
        process.stdout.read(10)
        process.stdout.close()
        stderr = process.stderr.read()

    assert (0, b"") == (process.returncode, stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_extract_says_that_the_disk_is_full(articles):
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [*CLAIMX, "extract", "one.txt"],
            cwd=articles,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env=ENVIRONMENT,
        )

    assert 2 == result.returncode
    assert b"standard output: cannot be written (No space left on device)" in result.stderr
    assert b"Traceback" not in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="the shell of POSIX")
def test_extract_says_that_standard_output_is_closed(articles):
    command = shlex.join([*CLAIMX, "extract", "one.txt"]) + " >&-"
    result = subprocess.run(["/bin/sh", "-c", command], cwd=articles, capture_output=True, check=False, env=ENVIRONMENT)

    assert (2, 1) == (result.returncode, len(result.stderr.splitlines()))
    assert b"standard output: cannot be written (it is closed)" in result.stderr


def test_extract_ends_with_130_when_interrupted(articles):
    (articles / "key.txt").write_text(stand_ins.INTERRUPT, encoding="utf-8")
    before = sorted(articles.iterdir())

    result = _run("extract", "one.txt", "key.txt", "two.txt", "-o", "report.jsonl", cwd=articles)

    assert (130, b"", b"") == (result.returncode, result.stdout, result.stderr)
    assert before == sorted(articles.iterdir())


def test_main_shows_a_bug_and_how_to_report_it(tmp_path):
    code = "from claimx.cli import main, doctor; doctor.doctor = None; main()"
    result = subprocess.run(
        [sys.executable, "-c", code, "doctor"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env=ENVIRONMENT,
    )

    assert (1, "") == (result.returncode, result.stdout)
    assert "Traceback" in result.stderr
    assert "open an issue" in result.stderr.splitlines()[-1]


pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")


def _on_terminal(*arguments: str, cwd: Path) -> tuple[int, str, str]:
    """The exit code, what stands on the terminal, and standard error, of a run with a terminal in front."""
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [*CLAIMX, *arguments], cwd=cwd, stdin=follower, stdout=follower, stderr=subprocess.PIPE, env=ENVIRONMENT
    ) as process:
        os.close(follower)
        seen = b""
        while True:
            try:
                block = os.read(leader, 1 << 16)
            except OSError:  # Linux says EIO where the other end is closed
                break
            if not block:
                break
            seen += block
        stderr = process.stderr.read()
    os.close(leader)
    return process.returncode, seen.decode("utf-8"), stderr.decode("utf-8")


def test_extract_without_a_path_on_a_terminal_helps_and_ends_with_2(tmp_path):
    code, seen, stderr = _on_terminal("extract", cwd=tmp_path)

    assert (2, "") == (code, seen)
    assert "Usage: claimx extract" in stderr


def test_extract_shows_the_terminal_form_on_a_terminal(articles):
    code, seen, stderr = _on_terminal("extract", "two.txt", cwd=articles)

    assert (0, "") == (code, stderr)
    assert seen.startswith("terminal: Boris says no. {")
    assert "'color': True" in seen
