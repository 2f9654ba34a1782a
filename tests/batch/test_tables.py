"""What stands in the tables: SQLite and Parquet."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest

from claimx.batch import parquet_file
from claimx.batch.parquet_file import ParquetFile
from claimx.batch.products import Flat, Whole, Zipped
from claimx.batch.sqlite_file import SqliteFile
from claimx.errors import UsageError
from claimx.reading.files import article_from_text
from claimx.rendering import csv_table
from tests.batch.stand_ins import report_of

TEXTS = ["Anna says one.\n", "Boris \x00 says “two”.\n", "Clara says three.\n"]


def _fill(file, encode):
    file.open()
    file.cut(0)
    for text in TEXTS:
        report = report_of(article_from_text(text, id=text.split()[0], path=f"{text.split()[0]}.txt"))
        file.write(encode(report, text))
    file.finish()
    file.close()


@pytest.fixture
def database(tmp_path):
    _fill(SqliteFile(tmp_path / "out.db"), Whole())
    assert ["out.db"] == [path.name for path in tmp_path.iterdir()]
    with closing(sqlite3.connect(tmp_path / "out.db")) as found:
        yield found


def test_sqlite_claims_refer_to_who_made_them_where(database):
    rows = database.execute(
        """SELECT a.id, a.path, s.name, e.iso3, c.id, c.type, p.id, c.lemma, c.why,
                  substr(a.text, c."start" + 1, c."end" - c."start")
           FROM claims c JOIN articles a USING (article) JOIN speakers s ON s.speaker = c.speaker
           JOIN entities e ON e.entity = s.represents LEFT JOIN claims p ON p.claim = c.parent
           WHERE a.id = 'Anna' ORDER BY c.claim"""
    ).fetchall()

    assert [
        ("Anna", "Anna.txt", "Anna", "FRE", "c1", "statement", "c2", "say", "cue; rule", "Anna says one.\n"),
        ("Anna", "Anna.txt", "Anna", "FRE", "c2", "denial", None, None, None, None),
    ] == rows


def test_sqlite_links_and_entities_refer_to_claims(database):
    links = database.execute(
        """SELECT a.id, l.kind, f.id, t.id, l.why FROM links l JOIN articles a USING (article)
           JOIN claims f ON f.claim = l."from" JOIN claims t ON t.claim = l."to" ORDER BY link"""
    ).fetchall()
    entities = database.execute(
        "SELECT c.id, e.name, role FROM claim_entities JOIN claims c USING (claim) JOIN entities e USING (entity)"
    ).fetchall()

    assert [(name, "denies", "c2", "c1", "says no") for name in ("Anna", "Boris", "Clara")] == links
    assert [("c1", "Freedonia", "entity")] * 3 == entities


def test_sqlite_index_finds_words_and_follows_what_is_taken_off(database):
    def found(words):
        query = "SELECT c.article, c.id FROM claims_fts f JOIN claims c ON c.claim = f.rowid WHERE claims_fts MATCH ?"
        return database.execute(query, (words,)).fetchall()

    assert [(2, "c1")] == found("content: two")
    database.execute("PRAGMA foreign_keys = ON")
    database.execute("DELETE FROM articles WHERE article > 1")

    assert ([], [(1, "c1")]) == (found("two"), found("content: one"))
    assert [(2,), (1,)] == [
        database.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
        for table in ("claims", "links")
    ]


def test_parquet_tables_keep_their_schema_and_join_on_the_path(tmp_path, monkeypatch):
    pq = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr(parquet_file, "CLAIMS", 4)
    path = tmp_path / "out.parquet"
    _fill(ParquetFile(path, columns=csv_table.COLUMNS), Zipped(Flat(csv_table.rows)))

    claims, articles = pq.read_table(path), pq.read_table(tmp_path / "out.articles.parquet")

    assert list(csv_table.COLUMNS) == claims.column_names
    assert {
        "int64": ["start", "end", "paragraph", "source_start", "source_end", "cue_start", "cue_end"],
        "double": ["confidence"],
    } == {kind: [field.name for field in claims.schema if str(field.type) == kind] for kind in ("int64", "double")}
    assert [
        "id: string", "path: string", "title: string", "byline: string", "published: string", "dateline: string",
        "length: int64", "sha256: string", "encoding: string", "claims: int64", "warnings: list<string>",
        "text: string",
    ] == [re.sub("<.*: ", "<", f"{field.name}: {field.type}") for field in articles.schema]  # fmt: skip
    assert TEXTS == articles.column("text").to_pylist()
    assert [path for path in articles.column("path").to_pylist() for _ in range(2)] == claims.column("path").to_pylist()
    assert [0.9, 0.5] * 3 == claims.column("confidence").to_pylist()


def test_parquet_without_its_package_names_the_command(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)

    with pytest.raises(UsageError, match=r"pip install 'claimx\[parquet\]'"):
        ParquetFile(tmp_path / "out.parquet", columns=csv_table.COLUMNS)
