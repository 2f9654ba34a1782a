from __future__ import annotations

from pathlib import Path

import pytest

from claimx.cli.output import OutputFormat, is_folder, settled_format
from claimx.errors import UsageError
from tests.cli import stand_ins

pytestmark = pytest.mark.usefixtures("articles")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_output_writes_a_page_for_each_article_and_an_index(claimx, tmp_path):
    result = claimx("extract", "one.txt", "two.txt", "--format", "html", "-o", "pages/")

    assert (0, "", "") == (result.exit_code, result.stdout, result.stderr)
    pages = [path for path in (tmp_path / "pages").iterdir() if path.name != "index.html"]
    assert ["html: Anna says “yes”.\n", "html: Boris says no.\n"] == sorted(map(read, pages))
    index = read(tmp_path / "pages" / "index.html")
    assert index.index('href="') < index.index("one.txt") < index.index("two.txt")
    assert 3 == index.count("href=")


def test_output_numbers_articles_of_one_name(claimx, articles):
    (articles / "old").mkdir()
    (articles / "old" / "One.txt").write_text("Carl agrees.", encoding="utf-8")

    claimx("extract", "one.txt", "old/One.txt", "one.txt", "-f", "html", "-o", "pages")

    assert 4 == len(names(articles / "pages"))


def test_output_leaves_a_failed_input_out_of_the_index(claimx, tmp_path):
    result = claimx("extract", "one.txt", "missing.txt", "-f", "html", "-o", "pages/")

    assert 3 == result.exit_code
    assert 2 == len(names(tmp_path / "pages"))


def test_output_writes_no_index_of_a_run_that_breaks(claimx, articles):
    (articles / "damage.txt").write_text(stand_ins.MODEL_DAMAGE, encoding="utf-8")

    result = claimx("extract", "one.txt", "damage.txt", "-f", "html", "-o", "pages/")

    assert 4 == result.exit_code
    assert 1 == len(names(articles / "pages"))
    assert "index.html" not in names(articles / "pages")


def test_output_goes_into_a_folder_that_is_there(claimx, articles):
    (articles / "pages.v1").mkdir()

    result = claimx("extract", "one.txt", "-f", "html", "-o", "pages.v1")

    assert 0 == result.exit_code
    assert "index.html" in names(articles / "pages.v1")
    assert 2 == len(names(articles / "pages.v1"))


@pytest.mark.parametrize("output", ["pages.html", "-", None])
def test_output_of_several_pages_needs_a_folder(claimx, articles, output):
    result = claimx("extract", "one.txt", "two.txt", "-f", "html", *(["-o", output] if output else []))

    assert (2, "") == (result.exit_code, result.stdout)
    assert "name a folder with --output" in result.stderr
    assert ["empty.txt", "one.txt", "two.txt", "untitled.txt"] == names(articles)


def test_output_says_when_a_folder_cannot_be_made(claimx):
    result = claimx("extract", "one.txt", "two.txt", "-f", "html", "-o", "one.txt/pages")

    assert 2 == result.exit_code
    assert "cannot be written" in result.stderr


@pytest.mark.parametrize(
    ("output", "many", "expected"),
    [
        ("pages", True, True),
        ("pages", False, True),
        ("pages.2024", True, True),
        ("pages.2024", False, False),
        ("page.html", True, False),
        ("page.HTM", False, False),
        ("one.txt", True, False),
        ("-", True, False),
        (None, True, False),
    ],
)
def test_output_knows_a_folder(articles, monkeypatch, output, many, expected):
    monkeypatch.chdir(articles)

    assert expected is is_folder(output and Path(output), form=OutputFormat.html, many=many)


def test_output_is_a_folder_for_pages_alone(tmp_path):
    assert False is is_folder(tmp_path, form=OutputFormat.csv, many=True)


def test_output_folder_is_refused_to_a_verb_that_writes_one_file(tmp_path):
    with pytest.raises(UsageError, match="give one"):
        settled_format(OutputFormat.html, output=tmp_path, on_terminal=False, many=True)
