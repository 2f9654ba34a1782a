"""The files of a run: whatever moment it is killed at, they can be taken up again without loss or doubles."""

from __future__ import annotations

import gzip
import json
import random
import resource
import sqlite3
from functools import partial
from itertools import pairwise

import pytest

from claimx.batch.formats import BatchFormat, settled
from claimx.batch.forms import Renderers, form_at
from claimx.batch.ledger import Ledger
from claimx.batch.products import Maker
from claimx.batch.tasks import Failure, Task, digest_of
from claimx.errors import UsageError
from claimx.rendering import csv_table, json_lines
from tests.batch.stand_ins import StandInExtractor

MADE_BY = {"claimx": "1", "model": "m"}
RENDERERS = Renderers(
    json_lines.render, partial(csv_table.render, header=False), csv_table.head(), csv_table.rows, csv_table.COLUMNS
)
TEXTS = ["Anna says one.", "Boris says two.", "bad", "Anna says one.", "Clara says three.", "Dora says four."]
FILES = [BatchFormat.jsonl, BatchFormat.jsonl_gz, BatchFormat.csv]


def _item(text):
    if text == "bad":
        return Failure(text, "input", "bad is empty", digest_of(text))
    return Task(name=f"{text}.txt", id=text, digest=digest_of(text), form="record", text=text)


def _ledger(path, form, mode="new", made_by=MADE_BY):
    found = form_at(path, form, RENDERERS)
    return Ledger(path, found, mode=mode, made_by=made_by), Maker(StandInExtractor(), found.encode)


def _write(path, form, texts=TEXTS, mode="new", made_by=MADE_BY, *, finish=True):
    """Write what is not done yet; the number of inputs that were known, and of those that were added."""
    ledger, make = _ledger(path, form, mode, made_by)
    added = 0
    with ledger:
        for item in ledger.remaining(map(_item, texts)):
            ledger.add(item, item if isinstance(item, Failure) else make(item))
            added += 1
        if finish:
            ledger.finish()
    return ledger.known, added


def _paths(path):
    return [path, path.with_name(path.name + ".errors.jsonl"), path.with_name(path.name + ".journal")]


def _states(path, form):
    """The bytes of the three files after the beginning, and after each article."""
    ledger, make = _ledger(path, form)
    with ledger:
        yield [found.read_bytes() if found.exists() else b"" for found in _paths(path)]
        for item in map(_item, TEXTS):
            ledger.add(item, item if isinstance(item, Failure) else make(item))
            yield [found.read_bytes() if found.exists() else b"" for found in _paths(path)]


@pytest.mark.parametrize("form", FILES)
def test_ledger_resumes_at_any_moment(tmp_path, form):
    path = tmp_path / "whole"
    states = list(_states(path, form))
    chance = random.Random(7)  # noqa: S311 - chance with a seed
    torn = tmp_path / "torn"
    moments = 0
    for before, after in pairwise(states):
        grown = [(index, len(before[index]), len(after[index])) for index in range(3) if after[index] != before[index]]
        assert [2] == [index for index, *_ in grown if index == 2]
        for reached in range(len(grown)):
            _, start, end = grown[reached]
            for size in {start, end - 1, end, chance.randint(start, end)}:
                contents = list(before)
                for index, *_ in grown[:reached]:
                    contents[index] = after[index]
                index = grown[reached][0]
                contents[index] = after[index][:size]
                for file, content in zip(_paths(torn), contents, strict=True):
                    file.write_bytes(content)

                known, added = _write(torn, form, mode="resume")

                assert len(TEXTS) == known + added
                assert states[-1] == [file.read_bytes() for file in _paths(torn)]
                moments += 1
    assert moments > 40


def test_ledger_resumes_where_only_the_journal_was_begun(tmp_path):
    path = tmp_path / "out.jsonl"
    (tmp_path / "out.jsonl.journal").write_bytes(b'{"claimx": "1", "mo')

    assert (0, len(TEXTS)) == _write(path, BatchFormat.jsonl, mode="resume")
    assert (len(TEXTS), 0) == _write(path, BatchFormat.jsonl, mode="resume")


def test_ledger_does_again_what_the_disk_did_not_keep(tmp_path):
    path, whole = tmp_path / "out.jsonl", tmp_path / "whole.jsonl"
    _write(path, BatchFormat.jsonl)
    _write(whole, BatchFormat.jsonl)
    path.write_bytes(path.read_bytes()[:2000])

    assert (1, 5) == _write(path, BatchFormat.jsonl, mode="resume")
    assert [file.read_bytes() for file in _paths(whole)] == [file.read_bytes() for file in _paths(path)]


@pytest.mark.parametrize("form", [BatchFormat.sqlite, BatchFormat.parquet])
@pytest.mark.parametrize("count", [0, 1, 3, 5])
def test_ledger_resumes_tables(tmp_path, form, count):
    if form is BatchFormat.parquet:
        pytest.importorskip("pyarrow")
    path, whole = tmp_path / "out", tmp_path / "whole"
    _write(whole, form)
    _write(path, form, TEXTS[:count], finish=False)
    journal = _paths(path)[2]
    if count:  # as if it was killed before the journal had the last one
        journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:-1]))

    known, added = _write(path, form, mode="resume")

    assert (max(count - 1, 0), len(TEXTS) - max(count - 1, 0)) == (known, added)
    assert _table(whole, form) == _table(path, form)
    assert _paths(whole)[1].read_bytes() == _paths(path)[1].read_bytes()


def _table(path, form):
    if form is BatchFormat.sqlite:
        database = sqlite3.connect(path)
        try:
            database.execute("INSERT INTO claims_fts (claims_fts) VALUES ('integrity-check')")
            tables = ("articles", "entities", "speakers", "claims", "claim_entities", "links")
            rows = {table: database.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in tables}  # noqa: S608
            found = database.execute("SELECT rowid FROM claims_fts WHERE claims_fts MATCH 'says'").fetchall()
            return rows, found, database.execute("PRAGMA foreign_key_check").fetchall()
        finally:
            database.close()
    from pyarrow.parquet import read_table

    return read_table(path).to_pylist(), read_table(path.with_name(f"{path.name}.articles")).to_pylist()


def test_ledger_knows_contents_as_often_as_they_were_done(tmp_path):
    path = tmp_path / "out.jsonl"
    _write(path, BatchFormat.jsonl, ["Anna.", "Boris."])

    assert (1, 2) == _write(path, BatchFormat.jsonl, ["New.", "Anna.", "Anna."], mode="resume")
    assert ["Anna.", "Boris.", "New.", "Anna."] == [
        json.loads(line)["article"]["id"] for line in path.read_text().splitlines()
    ]


def test_ledger_tries_failures_again_when_asked(tmp_path):
    path = tmp_path / "out.jsonl"
    _write(path, BatchFormat.jsonl, ["bad", "Anna.", "bad"])
    errors, journal = _paths(path)[1:]
    assert 2 == len(errors.read_bytes().splitlines())

    assert (3, 0) == _write(path, BatchFormat.jsonl, ["bad", "Anna.", "bad"], mode="resume")
    assert (1, 1) == _write(path, BatchFormat.jsonl, ["bad", "Anna."], mode="retry")
    assert 1 == len(errors.read_bytes().splitlines())
    assert (2, 1) == _write(path, BatchFormat.jsonl, ["bad", "Anna.", "Boris."], mode="resume")
    assert [b"d", b"f", b"d"] == [line[:1] for line in journal.read_bytes().splitlines()[1:]]
    assert 2 == len(path.read_bytes().splitlines())


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.errors.jsonl", "out.jsonl.journal"])
def test_ledger_overwrites_nothing_unasked(tmp_path, name):
    (tmp_path / name).write_text("precious")

    with pytest.raises(UsageError, match=rf"{name} exists already: go on with --resume, start anew with --force"):
        _write(tmp_path / "out.jsonl", BatchFormat.jsonl)

    assert ["precious"] == [file.read_text() for file in tmp_path.iterdir()]


def test_ledger_replaces_when_forced(tmp_path):
    path = tmp_path / "out.jsonl"
    _write(path, BatchFormat.jsonl)

    assert (0, 1) == _write(path, BatchFormat.jsonl, ["Anna."], mode="force")
    assert 1 == len(path.read_bytes().splitlines())
    assert ["out.jsonl", "out.jsonl.journal"] == sorted(file.name for file in tmp_path.iterdir())


def test_ledger_does_not_resume_what_it_did_not_begin(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text("precious")

    with pytest.raises(UsageError, match="has no journal"):
        _write(path, BatchFormat.jsonl, mode="resume")
    _paths(path)[2].write_text("7\n")
    with pytest.raises(UsageError, match="no journal of claimx"):
        _write(path, BatchFormat.jsonl, mode="resume")

    assert "precious" == path.read_text()


def test_ledger_does_not_resume_with_another_model(tmp_path):
    path = tmp_path / "out.jsonl"
    _write(path, BatchFormat.jsonl)
    before = path.read_bytes()

    with pytest.raises(UsageError, match=r"\(model was m, is n\)"):
        _write(path, BatchFormat.jsonl, mode="resume", made_by=MADE_BY | {"model": "n"})

    assert before == path.read_bytes()


def test_ledger_keeps_a_second_run_away(tmp_path):
    path = tmp_path / "out.jsonl"
    ledger, _ = _ledger(path, BatchFormat.jsonl)
    with ledger, pytest.raises(UsageError, match="another run is writing this output"):
        _write(path, BatchFormat.jsonl, mode="resume")


def test_ledger_leaves_no_files_of_a_run_without_results(tmp_path):
    ledger, _ = _ledger(tmp_path / "out.csv", BatchFormat.csv)
    with pytest.raises(ZeroDivisionError), ledger:
        raise ZeroDivisionError

    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("place", ["missing/out.jsonl", "file/out.jsonl"])
@pytest.mark.parametrize("mode", ["new", "force", "resume"])
def test_ledger_says_that_a_place_cannot_be_written(tmp_path, place, mode):
    (tmp_path / "file").touch()

    with pytest.raises(UsageError, match=r"out\.jsonl: cannot be written \(\w.*\); choose another place"):
        _write(tmp_path / place, BatchFormat.jsonl, mode=mode)


def test_ledger_says_that_a_folder_is_no_file(tmp_path):
    with pytest.raises(UsageError, match="is a folder: name a file"):
        _write(tmp_path, BatchFormat.jsonl, mode="force")


@pytest.mark.parametrize("form", [*FILES, BatchFormat.sqlite])
def test_ledger_says_that_the_disk_is_full_and_goes_on_later(tmp_path, form):
    path, whole = tmp_path / "out", tmp_path / "whole"
    texts = [f"Anna says {'a lot ' * 500}{n}." for n in range(60)]
    _write(whole, form, texts)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (whole.stat().st_size // 2, hard))
    try:
        with pytest.raises(UsageError, match=r"cannot be written \(.*\); make room.*--resume goes on"):
            _write(path, form, texts)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    known, added = _write(path, form, texts, mode="resume")

    assert known > 1
    assert len(texts) == known + added
    if form is BatchFormat.sqlite:
        assert _table(whole, form) == _table(path, form)
    else:
        assert whole.read_bytes() == path.read_bytes()


def test_ledger_packs_lines_that_gzip_reads(tmp_path):
    _write(tmp_path / "out.jsonl", BatchFormat.jsonl)
    _write(tmp_path / "out.jsonl.gz", BatchFormat.jsonl_gz)

    assert (tmp_path / "out.jsonl").read_bytes() == gzip.decompress((tmp_path / "out.jsonl.gz").read_bytes())


def test_ledger_writes_the_csv_of_the_renderer(tmp_path):
    path = tmp_path / "out.csv"
    _write(path, BatchFormat.csv, ["=1+1 says so."])

    head, first, second = path.read_text(encoding="utf-8").splitlines()
    assert csv_table.head() == head + "\n"
    assert ",'=1+1 says so.," in first
    assert "c2" in second


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.jsonl", "jsonl"), ("a.NDJSON", "jsonl"), ("a.jsonl.gz", "jsonl.gz"), ("a.csv", "csv"),
        ("a.parquet", "parquet"), ("a.db", "sqlite"), ("a.sqlite", "sqlite"),
    ],
)  # fmt: skip
def test_format_is_told_by_the_name(tmp_path, name, form):
    assert form == settled(BatchFormat.auto, tmp_path / name).value
    assert BatchFormat.csv is settled(BatchFormat.csv, tmp_path / name)


@pytest.mark.parametrize("name", ["a", "a.txt", "a.gz", "a.csv.gz", ".jsonl"])
def test_format_that_no_name_tells_must_be_given(tmp_path, name):
    with pytest.raises(UsageError, match="nothing tells its format"):
        settled(BatchFormat.auto, tmp_path / name)
