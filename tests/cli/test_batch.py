"""`claimx batch` as a process of its own: what it writes, what it says, and what becomes of it when it is stopped."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimx.batch.inputs import Inputs
from claimx.batch.products import Maker, Rendered
from claimx.batch.run import Outcome
from claimx.batch.tasks import Failure
from claimx.cli import batch as module
from claimx.cli.app import app
from claimx.cli.batch import BatchReport, Progress, duration
from claimx.rendering import json_lines
from tests.batch import stand_ins
from tests.batch.stand_ins import StandInExtractor

ROOT = Path(__file__).parent.parent.parent
ON_STAND_INS = (
    "import claimx.extractor; from tests.batch.stand_ins import StandInExtractor; "
    "claimx.extractor.Extractor = StandInExtractor; from claimx.cli import main; main()"
)
CLAIMX = [sys.executable, "-c", ON_STAND_INS, "batch"]
SLOW = ("--model", "0.02")  # seconds that the stand-in takes for an article


@pytest.fixture(autouse=True)
def _here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]))


@pytest.fixture
def run(monkeypatch):
    """The command line in this process; its workers are processes of their own."""
    # Not by its dotted name: `claimx.extractor` is the function once that was asked for.
    monkeypatch.setattr(import_module("claimx.extractor"), "Extractor", StandInExtractor)

    def invoke(*arguments):
        return CliRunner().invoke(app, ["batch", *arguments], prog_name="claimx")

    return invoke


def _run(*arguments, stdin=None):
    return subprocess.run([*CLAIMX, *arguments], input=stdin, capture_output=True, text=True, check=False, timeout=60)


def _names():
    return sorted(path.name for path in Path().iterdir())


def _folder(count=3):
    folder = Path("news")
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:03}.txt").write_text(f"Anna{number} says so.\n")
    return "news"


def _ids(path="out.jsonl"):
    return [json.loads(line)["article"]["id"] for line in Path(path).read_text().splitlines()]


def test_batch_writes_a_report_a_line_and_is_silent():
    result = _run(_folder(), "-o", "out.jsonl", "--jobs", "2")

    assert (0, "", "") == (result.returncode, result.stdout, result.stderr)
    assert ["000", "001", "002"] == _ids()
    assert ["news", "out.jsonl", "out.jsonl.journal"] == _names()


def test_batch_writes_everything_but_what_fails(run):
    folder = Path(_folder(2))
    (folder / "000b.txt").write_text("")
    (folder / "000c.txt").write_bytes(b"\x00\x01\x02" * 500)
    (folder / "000d.txt").write_text(stand_ins.BREAKS)
    (folder / "000e.txt").write_text(stand_ins.HANGS)
    (folder / "000f.txt").write_text(stand_ins.DIES)
    (folder / "002.jsonl").write_text('{"text": "Clara says so.", "id": "c"}\n{"text": \n{"body": "Dora"}\n')
    (folder / "003.pdf").write_text("x")

    result = run("news", "missing.txt", "-o", "out.jsonl", "-j", "2", "--timeout", "1")

    assert 3 == result.exit_code
    assert ["000", "001", "c"] == _ids()
    errors = [json.loads(line) for line in Path("out.jsonl.errors.jsonl").read_text().splitlines()]
    expected = [
        ("news/000b.txt", "input"), ("news/000c.txt", "input"), ("news/000d.txt", "bug"),
        ("news/000e.txt", "timeout"), ("news/000f.txt", "died"), ("news/002.jsonl:2", "input"),
        ("news/002.jsonl:3", "input"), ("missing.txt", "input"),
    ]  # fmt: skip
    assert expected == [(error["input"], error["kind"]) for error in errors]
    told = result.stderr.splitlines()
    assert [name for name, _ in expected] == [line.split(" ")[0].rstrip(":") for line in told[:-2]]
    assert "please open an issue" in told[2]
    assert [
        "claimx: files of other kinds were left out (.pdf 1).",
        "claimx: 3 of 11 articles done, 8 failed: see out.jsonl.errors.jsonl.",
    ] == told[-2:]


def test_batch_reads_json_lines_from_standard_input():
    result = _run(
        "-o", "out.csv", "--text-column", "body", "--id-column", "no", stdin='{"body": "Clara says.", "no": 7}\n'
    )

    assert (0, "") == (result.returncode, result.stderr)
    rows = list(csv.DictReader(io.StringIO(Path("out.csv").read_text())))
    assert [("7", "stdin:1", "c1"), ("7", "stdin:1", "c2")] == [
        (row["article"], row["path"], row["claim"]) for row in rows
    ]


def test_batch_goes_on_with_a_folder_that_grew(run):
    _folder()
    run("news", "-o", "news/out.db")
    Path("news/001b.txt").write_text("Boris says no.")

    result = run("news", "-o", "news/out.db", "--resume")

    assert (0, "claimx: 4 of 4 articles done, 3 of these before, 0 failed.\n") == (result.exit_code, result.stderr)
    with closing(sqlite3.connect("news/out.db")) as database:
        assert ["000", "001", "002", "001b"] == [
            name for (name,) in database.execute("SELECT id FROM articles ORDER BY article")
        ]


def test_batch_tells_of_failures_of_before_by_its_exit_code(run):
    _folder(1)
    Path("news/bad.txt").write_text("")
    first = run("news", "-o", "out.jsonl")
    again = run("news", "-o", "out.jsonl", "--resume")
    Path("news/bad.txt").write_text("Boris says no.")
    retried = run("news", "-o", "out.jsonl", "--resume", "--retry")

    assert [3, 3, 0] == [first.exit_code, again.exit_code, retried.exit_code]
    assert "claimx: 1 of 2 articles done, 2 of these before, 1 failed: see out.jsonl.errors.jsonl.\n" == again.stderr
    assert ["000", "bad"] == _ids()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["news", "-o", "there.jsonl"], 2, "there.jsonl exists already"),
        (["news", "-o", "missing/out.jsonl"], 2, "missing/out.jsonl: cannot be written (No such file or directory)"),
        (["news", "-o", "out"], 2, "out: nothing tells its format"),
        (["news", "-o", "-", "-f", "jsonl"], 2, "batch writes to a file"),
        (["news", "-o", "out.jsonl", "--resume", "--force"], 2, "give one of them"),
        (["news", "-o", "out.jsonl", "--retry"], 2, "--retry goes with --resume"),
        (["there.jsonl", "-o", "there.jsonl", "--force"], 2, "there.jsonl is an input"),
        (["news", "-o", "out.jsonl", "-e", "klingon"], 2, "there is no encoding 'klingon'"),
        (["news", "-o", "out.jsonl", "-m", "nowhere"], 4, "there is no pipeline 'nowhere'"),
        (["news", "-o", "out.jsonl", "-m", "deadly", "-j", "1"], 4, "the processes that do the work end as they start"),
    ],
)
def test_batch_refuses_in_one_sentence(run, arguments, code, told):
    _folder(1)
    Path("there.jsonl").write_text("precious")

    result = run(*arguments)

    assert (code, "") == (result.exit_code, result.stdout)
    assert 1 == len(result.stderr.splitlines())
    assert told in result.stderr
    assert "precious" == Path("there.jsonl").read_text()
    assert ["news", "there.jsonl"] == _names()


def _begun(*arguments):
    """A run in a group of its own that has written something."""
    process = subprocess.Popen(
        [*CLAIMX, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    journal = Path("out.journal")
    before = journal.stat().st_size if journal.exists() else 0
    until = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < until:
        if journal.exists() and journal.stat().st_size > max(before, 200):
            break
        time.sleep(0.01)
    return process


def _ended(group):
    """Whether all of a group of processes have ended, within five seconds."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def _expected(path):
    """The line of each article of a folder, as one process makes it."""
    make = Maker(StandInExtractor(), Rendered(json_lines.render))
    return [make(task).data for task in Inputs([path]).tasks() if task.weight]


@pytest.mark.parametrize(("form", "kills", "seed"), [("jsonl", 2, 1), ("sqlite", 1, 2)])
def test_batch_goes_on_after_kill_9_without_loss_or_doubles(form, kills, seed):
    chance = random.Random(seed)  # noqa: S311 - chance with a seed
    _folder(60)
    Path("news/030b.txt").write_text("")
    arguments = ["news", "-o", "out", "-f", form, "--jobs", "2", "--resume", *SLOW]

    for _ in range(kills):
        process = _begun(*arguments)
        time.sleep(chance.uniform(0.0, 0.1))
        assert process.poll() is None
        process.kill()
        process.communicate()
        assert _ended(process.pid)
    last = _run(*arguments)

    assert 3 == last.returncode
    assert "of these before, 1 failed" in last.stderr
    assert 1 == len(Path("out.errors.jsonl").read_bytes().splitlines())
    expected = _expected("news")
    if form == "jsonl":
        assert b"".join(expected) == Path("out").read_bytes()
        return
    with closing(sqlite3.connect("out")) as database:
        found = database.execute("SELECT path FROM articles ORDER BY article").fetchall()
        claims = database.execute("SELECT article, id FROM claims ORDER BY claim").fetchall()
    assert [json.loads(line)["article"]["path"] for line in expected] == [path for (path,) in found]
    assert [(number, name) for number in range(1, 61) for name in ("c1", "c2")] == claims


def test_batch_interrupted_says_how_to_go_on():
    _folder(80)
    process = _begun("news", "-o", "out", "-f", "jsonl", *SLOW)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=20)

    assert 130 == process.returncode
    assert re.fullmatch(r"claimx: stopped after \d+ articles: --resume goes on from there\.\n", told)
    assert _ended(process.pid)


def test_batch_report_sums_up():
    report = BatchReport(done=1200, failed=1, known=1000, errors=Path("o.errors.jsonl"))

    assert "1,200 of 1,201 articles done, 1,000 of these before, 1 failed: see o.errors.jsonl." == str(report)
    assert 3 == report.exit_code
    assert ("2 of 2 articles done, 0 failed.", 0) == (
        str(report._replace(done=2, failed=0, known=0)),
        report._replace(failed=0).exit_code,
    )


class _Terminal(io.StringIO):
    def isatty(self):
        return True


class _Ledger:
    known, known_weight = 10, 100


def test_progress_is_drawn_on_a_terminal_alone(monkeypatch):
    screen, now = _Terminal(), [100.0]
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    progress = Progress(_Ledger(), total=1000)

    now[0] += 10
    progress.show(Outcome("a", 100))
    progress.show(Outcome("b", 100, failure=Failure("b", "input", "b is empty")))
    now[0] += 10
    progress.show(Outcome("c", 100))
    progress.clear()

    assert [
        "", "\x1b[K11 articles · 0.1/s · 1 min 20 s left", "\x1b[Kb is empty\n",
        "\x1b[K13 articles · 0.1/s · 40 s left · 1 failed", "\x1b[K",
    ] == screen.getvalue().split("\r")  # fmt: skip


def test_progress_elsewhere_tells_failures_alone(monkeypatch):
    screen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(module, "REDRAWN", 0.0)
    progress = Progress(_Ledger(), total=None)

    progress.show(Outcome("a", 1))
    progress.show(Outcome("b", 1, failure=Failure("b", "input", "b is empty")))
    progress.clear()

    assert "b is empty\n" == screen.getvalue()
    assert (1, 1) == (progress.done, progress.failed)


@pytest.mark.parametrize(
    ("seconds", "told"), [(0, "0 s"), (59.4, "59 s"), (61, "1 min 1 s"), (3599.7, "1 h 0 min"), (90_000, "25 h 0 min")]
)
def test_duration_has_two_units(seconds, told):
    assert told == duration(seconds)


ARTICLES = (
    "The mayor said on Monday that the bridge was safe. “We inspected it in March,” she told reporters.",
    "Police denied that officers had fired on the crowd. The union demanded an inquiry.",
    "The company said it would repay the loan by June. Analysts warned that it could not.",
    "“Nobody was hurt,” the hospital's director said. Two nurses disputed this.",
    "The ministry declined to comment. A spokesman for the rebels claimed responsibility for the attack.",
    "Economists expect prices to fall. The bank said it was too early to tell.",
)


@pytest.mark.model
def test_batch_with_the_model_says_what_extract_says():
    from claimx.extractor import Extractor

    extract = Extractor().extract
    Path("a.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in ARTICLES))
    command = [sys.executable, "-m", "claimx", "batch", "a.jsonl", "-o", "out.jsonl", "-j", "1"]

    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)

    assert (0, "") == (result.returncode, result.stderr)
    reports = [json.loads(line) for line in Path("out.jsonl").read_text().splitlines()]
    expected = [extract(text).model_dump(mode="json", by_alias=True) for text in ARTICLES]
    assert [report["claims"] for report in expected] == [report["claims"] for report in reports]
    assert all(report["claims"] for report in reports)
    assert [f"a.jsonl:{number}" for number in range(1, 7)] == [report["article"]["path"] for report in reports]
