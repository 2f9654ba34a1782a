"""The documentation: its links lead somewhere, it tells of every field and type, and its examples run."""

from __future__ import annotations

import contextlib
import io
import re
import struct
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from claimx.knowledge.cues import load_cues
from claimx.schema import CLAIM_TYPES, json_schema

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [
        *ROOT.glob("*.md"),
        *(page for part in ("docs", "models", "samples", "claimx", "tests") for page in (ROOT / part).rglob("*.md")),
    ]
    if not path.name.startswith("festival")  # an article, whose links are part of the story
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^( *```).*?^ *```$|`[^`\n]*`|<!--.*?-->", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def anchors(text: str) -> set[str]:
    """The anchors that a reader's browser finds: each heading in small letters, words joined by hyphens."""
    words = (re.sub(r"[^\w\s-]", "", heading.lower()) for heading in HEADING.findall(CODE.sub("", text)))
    return {heading.strip().replace(" ", "-") for heading in words} | set(re.findall(r'id="([^"]+)"', text))


@pytest.mark.parametrize("page", PAGES)
def test_docs_links_lead_somewhere(page):
    broken = []
    for target in LINK.findall(CODE.sub("", text_of(page))):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, anchor = target.partition("#")
        linked = (ROOT / page).parent / path if path else ROOT / page
        is_found = linked.exists() and linked.resolve().is_relative_to(ROOT)
        if not is_found or (anchor and anchor not in anchors(linked.read_text(encoding="utf-8"))):
            broken.append(target)

    assert [] == broken


def test_docs_index_lists_every_page():
    listed = set(LINK.findall(text_of("docs/README.md")))

    assert {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"} == listed


@pytest.fixture
def excerpts(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    monkeypatch.delitem(sys.modules, "excerpts", raising=False)
    import excerpts

    return excerpts


def test_docs_tell_what_every_field_holds(excerpts):
    schema = json_schema()
    records = {"Report": schema} | {name: part for name, part in schema["$defs"].items() if "properties" in part}
    silent = [
        f"{record}.{name}"
        for record, part in records.items()
        for name, field in part["properties"].items()
        if not excerpts.words_of(record, name, field)
    ]
    known = {f"{record}.{name}" for record, part in records.items() for name in part["properties"]}

    assert [] == silent
    assert set() == set(excerpts.NOTES) - known
    assert set(records) == set(re.findall(r"^### (\w+)$", text_of("docs/report.md"), re.MULTILINE))


def type_rows() -> list[list[str]]:
    rows = re.findall(r"^\| `(\w+)` \|(.*)\|$", text_of("docs/claim-types.md"), re.MULTILINE)
    return [[name, *(cell.strip() for cell in rest.split("|"))] for name, rest in rows]


def test_docs_tell_of_every_claim_type_in_its_order():
    assert list(CLAIM_TYPES) == [row[0] for row in type_rows()]


@pytest.mark.parametrize("row", type_rows(), ids=lambda row: row[0])
def test_docs_name_cues_that_the_lexicon_has(row):
    name, _, cues, _ = row
    unknown = [
        cue for cue in cues.split(", ") if name not in {found.type for found in load_cues().matches(cue.split(), 0)}
    ]

    assert [] == unknown


@pytest.mark.parametrize("name", ["page.png", "terminal.svg"])
def test_docs_pictures_are_light(name):
    assert 1_000 < (ROOT / "docs" / "images" / name).stat().st_size < 150_000


def test_docs_picture_of_the_page_is_as_wide_as_the_readme():
    header = (ROOT / "docs" / "images" / "page.png").read_bytes()[:24]

    assert b"\x89PNG\r\n\x1a\n" == header[:8]
    assert struct.unpack(">I", header[16:20])[0] in range(800, 1600)


def test_docs_picture_of_the_terminal_loads_nothing():
    svg = text_of("docs/images/terminal.svg")

    assert [] == re.findall(r"@font-face|@import|<script|<image|href=|url\((?!#)", svg)


@pytest.mark.model
@pytest.mark.parametrize("number", [0, 1], ids=["python", "spacy"])
def test_docs_examples_of_the_readme_run(number):
    example = re.findall(r"^```python\n(.*?)^```$", text_of("README.md"), re.MULTILINE | re.DOTALL)[number]
    if "spacy" in example and not entry_points(group="spacy_factories", name="claimx"):
        pytest.skip("claimx is not installed, so that spaCy does not know the component")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(example, "README.md", "exec"), {})  # noqa: S102

    assert ["statement the mayor “The bridge is safe,”", "statement"][number] == printed.getvalue().strip()
