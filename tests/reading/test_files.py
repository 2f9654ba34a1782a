import io
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.errors import InputError
from claimx.reading import files
from claimx.reading.files import article_from_text, read_article, read_stdin

SAMPLE = Path(__file__).parents[2] / "samples" / "pakistan-us-arms.txt"
BODY = "The minister said on Thursday that the border would stay closed until the talks have ended."


def test_files_sample():
    article = read_article(SAMPLE)

    title = "Pakistan says Afghan-based ‘terrorists’ increasingly use US arms for cross-border attacks"
    assert (article.id, article.path, article.encoding) == ("pakistan-us-arms", str(SAMPLE), "utf-8")
    assert (article.title, article.byline, article.published, article.dateline) == (title, "Admin", None, None)
    assert article.warnings == ()
    assert article.text == SAMPLE.read_bytes().decode()
    kinds = [block.kind for block in article.blocks]
    assert kinds == ["title", "byline", "title", *["body"] * 16, *["boilerplate"] * 4]
    texts = [article.text[block.start : block.end] for block in article.blocks]
    assert texts[-4:-1] == ["Source Link", "You may also like", "Leave a Comment"]
    assert article.text.endswith(texts[-1])


@pytest.mark.parametrize(
    ("name", "byline", "published", "kinds"),
    [
        (
            "border-batken-clash.txt",
            "Daniyar Osmonov, Helen Marsh and correspondents in Dushanbe",
            "2023-09-22",
            "title byline byline dateline | caption boilerplate",
        ),
        (
            "company-solvent-leak.txt",
            "Agnieszka Sowa and Tom Brandreth",
            "2025-05-06",
            "title byline dateline | note",
        ),
        ("council-footbridge.txt", "Bethan Pryce", None, "title byline byline | caption boilerplate"),
        (
            "court-flood-fund.txt",
            "Carla Whitcomb",
            "2024-03-14",
            "title byline byline byline dateline | note boilerplate",
        ),
        ("election-arequipa.txt", "MATEO LLOSA", None, "title title byline dateline |"),
        ("festival-film-pulled.md", "Rosa Lindqvist", "2024-08-30", "boilerplate title byline | note"),
        (
            "flood-quang-tri.txt",
            "Phan Thu Hà and Gregor Lind",
            None,
            "title byline byline dateline | caption | boilerplate",
        ),
        ("health-sleep-tablet.txt", "Priya Raman", "2025-02-11", "title title byline byline byline | boilerplate"),
        ("pakistan-us-arms.txt", "Admin", None, "title byline title | boilerplate boilerplate boilerplate boilerplate"),
    ],
)
def test_files_samples(name, byline, published, kinds):
    article = read_article(SAMPLE.with_name(name))

    found = ["|" if block.kind == "body" else block.kind for block in article.blocks]
    found = [kind for index, kind in enumerate(found) if kind != "|" or found[index - 1] != "|"]
    assert (article.byline, article.published, article.warnings) == (byline, published, ())
    assert " ".join(found) == kinds


def test_files_text_is_kept_exactly(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffOne “line”.\r\n\r\nTwo.\rThree.\n".encode())

    article = read_article(str(path), id="mine")

    assert article.text == "One “line”.\r\n\r\nTwo.\rThree.\n"
    assert (article.id, article.path, article.encoding) == ("mine", str(path), "utf-8-sig")


def test_files_encoding_is_forced(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("Café is closed.".encode("mac_roman"))

    assert read_article(path, encoding="mac_roman").text == "Café is closed."


def test_files_markdown_by_suffix(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(f"# Minister denies\n\n{BODY}\n", encoding="utf-8")

    article = read_article(path)

    assert [article.text[block.start : block.end] for block in article.blocks] == ["Minister denies", BODY]


def test_files_stdin():
    article = read_stdin(io.BytesIO(BODY.encode()))

    assert (article.id, article.path, article.text) == ("stdin", None, BODY)


@pytest.mark.parametrize(
    ("name", "data", "part"),
    [
        ("a.txt", b"", "a.txt is empty: give a file that holds the text"),
        ("a.txt", b" \n\xc2\xa0\r\n", "a.txt is empty"),
        ("a.html", b"<p>x", "a.html is a web page, which cannot be read: save the page as text"),
        ("a.HTM", b"<p>x", "save the page as text"),
        ("a.txt", b"<!DOCTYPE html><p>x", "a.txt holds a web page (HTML)"),
        ("a.pdf", b"%PDF-1.7", "a.pdf is a PDF file, which cannot be read: convert it to text first"),
        ("a.txt", b"%PDF-1.7", "a.txt: this is a PDF file, not text"),
        ("a.docx", b"PK", "save it as plain text"),
        ("a.jsonl", b"{}", "a.jsonl is a table of records"),
        ("a", b"a\x00\x01\x02", "a: this is binary data"),
    ],
)
def test_files_refused(tmp_path, name, data, part):
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(InputError) as caught:
        read_article(path)

    assert part in str(caught.value)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_files_missing(tmp_path):
    with pytest.raises(InputError, match="does not exist: check the name"):
        read_article(tmp_path / "none.txt")


def test_files_folder(tmp_path):
    with pytest.raises(InputError, match="is a folder: name the files in it"):
        read_article(tmp_path)


def test_files_path_with_nul():
    with pytest.raises(InputError, match="cannot be opened"):
        read_article("a\x00b")


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (PermissionError(13, "Permission denied"), "may not be read: give yourself permission"),
        (OSError(5, "Input/output error"), "cannot be opened (Input/output error): check the path"),
    ],
)
def test_files_system_errors(monkeypatch, error, part):
    def refuse(*_arguments):
        raise error

    monkeypatch.setattr(Path, "open", refuse)

    with pytest.raises(InputError) as caught:
        read_article(SAMPLE)

    assert part in str(caught.value)


def test_files_too_large(monkeypatch, tmp_path):
    monkeypatch.setattr(files, "LARGEST", 10)
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 11)

    with pytest.raises(InputError, match="larger than 50 MB"):
        read_article(path)


def test_files_warnings_of_boilerplate_and_encoding():
    tail = "You may also like\n\n" + "Ten cats that look like ministers\n\n" * 10
    article = article_from_text(f"Minister denies\n\n{BODY}\n\n{tail}")
    mojibake = read_stdin(io.BytesIO(f"â€œ{BODY}".encode()))

    assert article.warnings == (
        "77 % of the text looks like page furniture and is read past: check the paragraphs' kinds",
    )
    assert len(mojibake.warnings) == 1
    assert "cp1252" in mojibake.warnings[0]


def test_files_warning_without_body():
    assert article_from_text("Share\n\nTweet").warnings[-1] == "no paragraph looks like the body of an article"


def test_files_published_by_the_user_counts_more():
    text = f"Minister denies\n\nJan. 30, 2025\n\n{BODY}"

    assert article_from_text(text).published == "2025-01-30"
    assert article_from_text(text, published="2024-12-01").published == "2024-12-01"


@settings(max_examples=100, deadline=None)
@given(st.text(), st.booleans())
def test_files_any_text_is_read(text, markdown):
    article = article_from_text(text, markdown=markdown)

    assert article.text == text
    assert all(text[block.start : block.end].strip() for block in article.blocks)


@settings(max_examples=100, deadline=None)
@given(st.binary())
def test_files_any_bytes_are_read_or_refused(data):
    try:
        text = read_stdin(io.BytesIO(data)).text
    except InputError:
        text = "refused"

    assert text.encode()  # no lone surrogates


@pytest.mark.parametrize(
    "text",
    [
        "word " * 200_000,
        '"' * 100_000,
        "Share " * 150_000,
        ("Share " * 100 + "x\n") * 1000,
        ("Reporting by " + "Ab " * 200 + "x\n") * 500,
        ("(" * 150 + ")\n") * 1000,
        ("Words: " + "Ab. Photos: Ab " * 45 + "x\n") * 250,
        ("Map: " + "source: " * 85 + "?\n") * 250,
        ("Are you " + "a@b. " * 130 + "?\n") * 250,
        ("Contact at " + "at, " * 160 + "@\n") * 250,
        "*a*\n\n" * 5_000,
        "KABUL " * 100_000,
        ("Jan. 30, 2025 " * 10 + "\n") * 1000,
        "He said it was so.\n" * 20_000,
        "[a](" * 100_000,
        "> " * 100_000,
    ],
)
@pytest.mark.parametrize("markdown", [False, True])
def test_files_linear(text, markdown):
    started = time.process_time()
    article_from_text(text, markdown=markdown)

    assert time.process_time() - started < 5
