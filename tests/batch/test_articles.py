"""Tasks read: text files, records, web pages, Parquet tables."""

from __future__ import annotations

import sys

import pytest

from claimx.batch import tasks as module
from claimx.batch import web_pages
from claimx.batch.identity import model_identity
from claimx.batch.inputs import Inputs
from claimx.batch.tasks import Failure, Task, article_of
from claimx.errors import InputError

PAGE = """<!doctype html><html><head><title>Minister denies bridge report | Daily Example</title>
<meta name="author" content="Ann Poe"><meta property="article:published_time" content="2024-05-03T10:00:00Z"></head>
<body><nav><a href="/">Home</a><a href="/sport">Sport</a></nav><article><h1>Minister denies bridge report</h1>
<p>The transport minister, Carla Ruiz, denied on Friday that the bridge over the Olan was unsafe, as reported.</p>
<p>“The bridge is safe,” Ruiz told reporters. “We inspected it in March and found nothing to worry about.”</p>
<p>The engineers' union said that two pillars had cracks, and demanded that the bridge be closed.</p></article>
<footer>Copyright Daily Example</footer></body></html>"""


def test_article_of_a_record_has_what_its_columns_say():
    text = "Old title\n\nAnna said on Monday that the bridge was safe and that it would stay open.\n"
    task = Task("a.csv:2", "7", b"", "record", text=text, title="New", published="2024-05-03", warnings=("odd",))

    article = article_of(task)

    assert (text, "7", "a.csv:2", "New", "2024-05-03") == (
        article.text, article.id, article.path, article.title, article.published,
    )  # fmt: skip
    assert "odd" == article.warnings[0]


def test_article_of_a_file_is_read_as_by_extract(tmp_path):
    (tmp_path / "a.md").write_text("# Title\n\nAnna says so.\n")
    (task,) = Inputs([str(tmp_path / "a.md")]).tasks()

    article = article_of(task)

    assert ("a", "Title", str(tmp_path / "a.md")) == (article.id, article.title, article.path)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (bytes(range(256)) * 50, "binary data"),
        (b"%PDF-1.4 \x00", "PDF"),
        (b"x" * 1_000_001, "has more than 1,000,000 characters, no single article: divide it"),
    ],
    ids=["empty", "binary", "pdf", "long line"],
)
def test_article_that_cannot_be_used_says_why(tmp_path, content, told):
    (tmp_path / "a.txt").write_bytes(content)
    (task,) = Inputs([str(tmp_path / "a.txt")]).tasks()

    with pytest.raises(InputError, match=told):
        article_of(task)


def test_article_that_must_be_too_long_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "read_article", None)
    (tmp_path / "a.txt").write_bytes(b"x" * 4_000_004)
    (task,) = Inputs([str(tmp_path / "a.txt")]).tasks()

    with pytest.raises(InputError, match=r"a\.txt has more than 1,000,000 characters"):
        article_of(task)


def test_record_that_is_too_long_is_not_read(monkeypatch):
    monkeypatch.setattr(module, "article_from_text", None)

    with pytest.raises(InputError, match=r"a\.csv:2 has more than 1,000,000 characters"):
        article_of(Task("a.csv:2", "7", b"", "record", text="x" * 1_000_001))


def test_page_keeps_title_author_and_date(tmp_path):
    pytest.importorskip("trafilatura")
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (task,) = Inputs([str(tmp_path / "page.html")]).tasks()

    article = article_of(task)

    assert ("page", "Minister denies bridge report", "Ann Poe", "2024-05-03") == (
        article.id, article.title, article.byline, article.published,
    )  # fmt: skip
    assert ["title", "body", "body", "body"] == [block.kind for block in article.blocks]
    assert "Minister denies bridge report" == article.text[article.blocks[0].start : article.blocks[0].end]
    assert web_pages.EXTRACTED in article.warnings


def test_page_without_an_article_says_so(tmp_path):
    pytest.importorskip("trafilatura")
    (tmp_path / "page.html").write_text("<html><body></body></html>", encoding="utf-8")
    (task,) = Inputs([str(tmp_path / "page.html")]).tasks()

    with pytest.raises(InputError, match="holds no text that looks like an article"):
        article_of(task)


def test_page_without_its_package_names_the_command(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")

    (failure,) = Inputs([str(tmp_path / "page.html")]).tasks()

    assert isinstance(failure, Failure)
    assert failure.message.endswith(
        "page.html cannot be read: web pages need one more package: pip install 'claimx[html]'"
    )
    with pytest.raises(InputError, match="pip install"):
        web_pages.read_page(tmp_path / "page.html", id="page")


def test_parquet_rows_are_tasks(tmp_path):
    pa = pytest.importorskip("pyarrow")
    import datetime as dt

    import pyarrow.parquet as pq

    columns = {
        "text": ["Anna says so.", None, "Boris."],
        "id": [1, 2, None],
        "date": [dt.date(2024, 5, 3), None, None],
        "other": [1, 2, 3],
    }
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table(columns), path)

    first, second, third = Inputs([str(path)]).tasks()

    assert ("1", "2024-05-03", f"{path}:1") == (first.id, first.published, first.name)
    assert isinstance(second, Failure)
    assert ("a:3", "Boris.") == (third.id, third.text)


@pytest.mark.parametrize("content", [b"", b"PAR1 not PAR1"])
def test_parquet_that_is_damaged_cannot_be_read(tmp_path, content):
    pytest.importorskip("pyarrow")
    (tmp_path / "a.parquet").write_bytes(content)

    (failure,) = Inputs([str(tmp_path / "a.parquet")]).tasks()

    assert "a.parquet cannot be read (" in failure.message


def test_parquet_without_its_package_names_the_command_too(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "a.parquet").write_bytes(b"PAR1")

    (failure,) = Inputs([str(tmp_path / "a.parquet")]).tasks()

    assert failure.message.endswith("pip install 'claimx[parquet]'")


def test_model_identity_changes_with_any_file(tmp_path):
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "meta.json").write_text("{}")
    first = model_identity(str(tmp_path / "m"))
    (tmp_path / "m" / "meta.json").write_text("[]")

    assert first.startswith("m ")
    assert first != model_identity(str(tmp_path / "m"))
    assert model_identity("pytest") == f"pytest {pytest.__version__}"
    assert model_identity("no-such-model") == "no-such-model missing"


def test_longest_is_what_the_pipeline_takes():
    from spacy.lang.en import English

    assert English().max_length == module.LONGEST
