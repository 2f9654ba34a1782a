"""An output that is an SQLite database: tables that refer to each other, and a full-text index of the claims."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA: Final = """
CREATE TABLE articles (
  article INTEGER PRIMARY KEY, id TEXT NOT NULL, path TEXT, title TEXT, byline TEXT, published TEXT, dateline TEXT,
  length INTEGER NOT NULL, sha256 TEXT NOT NULL, encoding TEXT NOT NULL, warnings TEXT, text TEXT NOT NULL
);
CREATE TABLE entities (
  entity INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, id TEXT NOT NULL,
  label TEXT NOT NULL, name TEXT NOT NULL, iso3 TEXT, value TEXT, mentions INTEGER NOT NULL
);
CREATE TABLE speakers (
  speaker INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, id TEXT NOT NULL,
  name TEXT NOT NULL, kind TEXT NOT NULL, role TEXT,
  represents INTEGER REFERENCES entities ON DELETE SET NULL, entity INTEGER REFERENCES entities ON DELETE SET NULL
);
CREATE TABLE claims (
  claim INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, id TEXT NOT NULL,
  type TEXT NOT NULL, directness TEXT NOT NULL, speaker INTEGER REFERENCES speakers ON DELETE SET NULL,
  relayed_by INTEGER REFERENCES speakers ON DELETE SET NULL, content TEXT, "start" INTEGER, "end" INTEGER,
  source TEXT, source_start INTEGER, source_end INTEGER, cue TEXT, cue_start INTEGER, cue_end INTEGER, lemma TEXT,
  polarity TEXT NOT NULL, certainty TEXT NOT NULL, writer_stance TEXT NOT NULL, addressee TEXT, target TEXT,
  parent INTEGER REFERENCES claims ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  confidence REAL NOT NULL, why TEXT
);
CREATE TABLE claim_entities (
  claim INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,
  entity INTEGER NOT NULL REFERENCES entities ON DELETE CASCADE,
  role TEXT NOT NULL, PRIMARY KEY (claim, entity, role)
) WITHOUT ROWID;
CREATE TABLE links (
  link INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, kind TEXT NOT NULL,
  "from" INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,
  "to" INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE, confidence REAL NOT NULL, why TEXT
);
CREATE INDEX entities_article ON entities (article);
CREATE INDEX entities_name ON entities (name);
CREATE INDEX speakers_article ON speakers (article);
CREATE INDEX speakers_name ON speakers (name);
CREATE INDEX speakers_represents ON speakers (represents);
CREATE INDEX speakers_entity ON speakers (entity);
CREATE INDEX claims_article ON claims (article);
CREATE INDEX claims_speaker ON claims (speaker);
CREATE INDEX claims_relayed_by ON claims (relayed_by);
CREATE INDEX claims_parent ON claims (parent);
CREATE INDEX claim_entities_entity ON claim_entities (entity);
CREATE INDEX links_article ON links (article);
CREATE INDEX links_from ON links ("from");
CREATE INDEX links_to ON links ("to");
CREATE VIRTUAL TABLE claims_fts USING fts5 (content, source, content='claims', content_rowid='claim');
CREATE TRIGGER claims_added AFTER INSERT ON claims BEGIN
  INSERT INTO claims_fts (rowid, content, source) VALUES (new.claim, new.content, new.source);
END;
CREATE TRIGGER claims_removed AFTER DELETE ON claims BEGIN
  INSERT INTO claims_fts (claims_fts, rowid, content, source) VALUES ('delete', old.claim, old.content, old.source);
END;
"""
VERSION: Final = 1
"""`PRAGMA user_version` of a file with these tables."""

ARTICLE_COLUMNS = ("id", "path", "title", "byline", "published", "dateline", "length", "sha256", "encoding")
CLAIM_COLUMNS = ("id", "type", "directness", "polarity", "certainty", "writer_stance", "confidence")


class SqliteFile:
    """A database to which each report is added in one transaction; its size is the number of the last article."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self._database: sqlite3.Connection | None = None

    @property
    def database(self) -> sqlite3.Connection:
        """The open database."""
        if self._database is None:
            self._database = sqlite3.connect(self.path, isolation_level=None)
            self._database.execute("PRAGMA foreign_keys = ON")
        return self._database

    def open(self) -> None:
        """Open the database, and create what it lacks."""
        database = self.database
        # Enough for a process that is killed; the disk waits for its turn.
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        if database.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            database.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
        self.size = database.execute("SELECT coalesce(max(article), 0) FROM articles").fetchone()[0]

    def cut(self, size: int) -> None:
        """Take off the articles after that number."""
        self.database.execute("DELETE FROM articles WHERE article > ?", (size,))
        self.size = size

    def write(self, data: bytes) -> None:
        """Add one report, as `claimx.batch.products.Whole` encodes it."""
        whole = json.loads(data)
        with self.database as database:
            database.execute("BEGIN")
            _add(database, self.size + 1, whole["report"], whole["text"])
        self.size += 1

    def finish(self) -> None:
        """Make one file of it."""
        self.database.execute("PRAGMA optimize")
        self.database.execute("PRAGMA journal_mode = DELETE")

    def close(self) -> None:
        """Close the database."""
        if self._database is not None:
            with closing(self._database):
                self._database = None


def _add(database: sqlite3.Connection, number: int, report: dict[str, Any], text: str) -> None:
    article = report["article"]
    about = {name: article[name] for name in ARTICLE_COLUMNS}
    about |= {"article": number, "warnings": _joined(report["warnings"], "\n"), "text": text}
    _insert(database, "articles", about)
    entities: dict[str, int] = {}
    for entity in report["entities"]:
        row = {name: entity[name] for name in ("id", "label", "name", "iso3")}
        value = None if entity["value"] is None else json.dumps(entity["value"], ensure_ascii=False)
        row |= {"article": number, "value": value, "mentions": len(entity["mentions"])}
        entities[entity["id"]] = _insert(database, "entities", row)
    speakers: dict[str, int] = {}
    for speaker in report["speakers"]:
        row = {name: speaker[name] for name in ("id", "name", "kind", "role")}
        row |= {name: entities.get(speaker[name]) for name in ("represents", "entity")}
        speakers[speaker["id"]] = _insert(database, "speakers", {"article": number, **row})
    claims = _add_claims(database, number, report["claims"], entities, speakers)
    for link in report["links"]:
        ends = {name: claims[link[name]] for name in ("from", "to")}
        row = {name: link[name] for name in ("kind", "confidence", "why")}
        _insert(database, "links", {"article": number, **row, **ends})


def _add_claims(
    database: sqlite3.Connection,
    article: int,
    claims: list[dict[str, Any]],
    entities: dict[str, int],
    speakers: dict[str, int],
) -> dict[str, int]:
    first = database.execute("SELECT coalesce(max(claim), 0) + 1 FROM claims").fetchone()[0]
    keys = {claim["id"]: first + index for index, claim in enumerate(claims)}
    for claim in claims:
        key = keys[claim["id"]]
        pieces = claim["content"]
        row: dict[str, Any] = {name: claim[name] for name in CLAIM_COLUMNS}
        row |= {"claim": key, "article": article, "parent": keys.get(claim["parent"])}
        row |= {name: speakers.get(claim[name]) for name in ("speaker", "relayed_by")}
        row |= {"content": _joined((" ".join(piece["text"].split()) for piece in pieces), " … ")}
        row |= {"start": pieces[0]["start"] if pieces else None, "end": pieces[-1]["end"] if pieces else None}
        for name in ("source", "cue"):
            span = claim[name] or {}
            row |= {name: span.get("text"), f"{name}_start": span.get("start"), f"{name}_end": span.get("end")}
        row |= {"lemma": (claim["cue"] or {}).get("lemma"), "why": _joined(claim["why"], "; ")}
        row |= {name: (claim[name] or {}).get("text") for name in ("addressee", "target")}
        _insert(database, "claims", row)
        for column, role in (("entities", "entity"), ("amounts", "amount"), ("times", "time")):
            found = dict.fromkeys(entities[id_] for id_ in claim[column] if id_ in entities)
            for entity in found:
                _insert(database, "claim_entities", {"claim": key, "entity": entity, "role": role})
    return keys


def _insert(database: sqlite3.Connection, table: str, row: dict[str, Any]) -> int:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    found = database.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))  # noqa: S608
    return int(found.lastrowid or 0)


def _joined(parts: Any, mark: str) -> str | None:
    return mark.join(parts) or None
