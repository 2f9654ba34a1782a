from __future__ import annotations

import json

import pytest

from claimx.cli.saved import quoted_text, read_reports
from claimx.errors import InputError
from tests.cli.stand_ins import StandInExtractor, article_of, report_of
from tests.rendering.reports import REPORT

pytestmark = pytest.mark.usefixtures("articles")


def test_show_writes_a_saved_report_as_it_was(claimx):
    saved = claimx("extract", "one.txt").stdout
    StandInExtractor.made.clear()

    result = claimx("show", "-", stdin=saved)

    assert (0, saved, "") == (result.exit_code, result.stdout, result.stderr)
    assert [] == StandInExtractor.made


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_show_reads_what_extract_writes_for_several_articles(claimx, form):
    saved = claimx("extract", "one.txt", "two.txt", "--format", form).stdout

    result = claimx("show", "-", "--format", form, stdin=saved)

    assert (0, saved) == (result.exit_code, result.stdout)


def test_show_reads_a_page_whose_text_is_unchanged(claimx):
    claimx("extract", "one.txt", "-o", "report.json")

    result = claimx("show", "report.json", "--format", "html")

    assert (0, "html: Anna says “yes”.\n", "") == (result.exit_code, result.stdout, result.stderr)


def test_show_keeps_the_claims_that_are_asked_for(claimx):
    claimx("extract", "one.txt", "two.txt", "-o", "reports.jsonl")

    result = claimx("show", "reports.jsonl", "--speaker", "boris", "--format", "jsonl")

    assert [0, 1] == [len(json.loads(line)["claims"]) for line in result.stdout.splitlines()]
    assert (0, "") == (result.exit_code, result.stderr)


def test_show_says_that_nothing_fits(claimx):
    claimx("extract", "one.txt", "-o", "report.json")

    result = claimx("show", "report.json", "--type", "denial", "--format", "json")

    assert [] == json.loads(result.stdout)["claims"]
    assert (0, "one.txt: no claim in it fits the selection.\n") == (result.exit_code, result.stderr)


def test_show_writes_a_folder_of_pages(claimx, articles):
    claimx("extract", "one.txt", "two.txt", "-o", "reports.jsonl")

    result = claimx("show", "reports.jsonl", "-f", "html", "-o", "pages")

    assert (0, "", "") == (result.exit_code, result.stdout, result.stderr)
    pages = {page.read_text(encoding="utf-8") for page in (articles / "pages").iterdir() if page.name != "index.html"}
    assert {"html: Anna says “yes”.\n", "html: Boris says no.\n"} == pages


def test_show_takes_a_page_of_a_part_from_the_words_of_the_whole(claimx, articles):
    claimx("extract", "one.txt", "-o", "report.json")
    (articles / "one.txt").unlink()

    assert "html: Anna says “yes”.\n" == claimx("show", "report.json", "-f", "html", "--type", "denial").stdout


def test_show_does_with_the_quoted_words_where_the_text_has_changed(claimx, articles):
    claimx("extract", "one.txt", "-o", "report.json")
    (articles / "one.txt").write_text("Something else.", encoding="utf-8")

    result = claimx("show", "report.json", "--format", "html")

    assert (0, "html: Anna says “yes”.\n") == (result.exit_code, result.stdout)
    assert "one.txt: has changed since it was reported on; only what the report quotes is shown.\n" == result.stderr


def test_show_does_with_the_quoted_words_where_the_text_is_gone(claimx, articles):
    claimx("extract", "one.txt", "-o", "report.json")
    (articles / "one.txt").unlink()

    assert "html: Anna says “yes”.\n" == claimx("show", "report.json", "--format", "html").stdout


def test_show_takes_the_article_from_elsewhere(claimx, articles):
    claimx("extract", "one.txt", "-o", "report.json")
    (articles / "one.txt").rename(articles / "moved.txt")

    result = claimx("show", "report.json", "--format", "html", "--article", "moved.txt")

    assert (0, "html: Anna says “yes”.\n", "") == (result.exit_code, result.stdout, result.stderr)


def test_show_fails_where_the_article_given_is_missing(claimx):
    claimx("extract", "one.txt", "-o", "report.json")

    result = claimx("show", "report.json", "--format", "html", "--article", "nowhere.txt")

    assert (3, "") == (result.exit_code, result.stdout)
    assert "nowhere.txt" in result.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "it is empty"),
        ("[]", "it is empty"),
        ("{", "Expecting property name"),
        ("[" * 100_000, "is not a report"),
        ("7", "is not a report of this version"),
        ('{"schema_version": "9.0"}', "is not a report of this version"),
    ],
)
def test_show_says_in_a_sentence_what_is_not_a_report(claimx, articles, text, message):
    (articles / "bad.json").write_text(text, encoding="utf-8")

    result = claimx("show", "bad.json")

    assert (3, "") == (result.exit_code, result.stdout)
    assert 1 == len(result.stderr.splitlines())
    assert message in result.stderr
    assert "bad.json" in result.stderr


def test_read_reports_fails_on_a_missing_file(tmp_path):
    with pytest.raises(InputError, match=r"cannot be read \(No such file or directory\)"):
        read_reports(str(tmp_path / "missing.json"))


def test_read_reports_sums_up_what_was_saved_without_a_summary(tmp_path):
    data = REPORT.model_dump(mode="json", by_alias=True)
    del data["summary"]
    (tmp_path / "old.json").write_text(json.dumps(data), encoding="utf-8")

    assert [REPORT] == read_reports(str(tmp_path / "old.json"))


def test_read_reports_takes_line_separators_inside_strings(tmp_path):
    report = report_of(article_of("Anna says\u2028no."))
    line = json.dumps(report.model_dump(mode="json", by_alias=True), ensure_ascii=False)
    (tmp_path / "reports.jsonl").write_text(f"{line}\n{line}\n", encoding="utf-8")

    assert [report, report] == read_reports(str(tmp_path / "reports.jsonl"))


def test_quoted_text_keeps_every_offset():
    text = "Anna says “yes” to all."
    report = report_of(article_of(text))
    bare = report.model_copy(update={"claims": ()})

    assert text == quoted_text(report)
    assert "Anna" + " " * (len(text) - 4) == quoted_text(bare)
