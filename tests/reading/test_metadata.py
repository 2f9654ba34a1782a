import pytest

from claimx.reading.files import article_from_text
from claimx.reading.metadata import Metadata

BODY = "The minister said on Thursday that the border would stay closed until the talks have ended."


def metadata(*paragraphs):
    article = article_from_text("\n\n".join(paragraphs))
    return Metadata(article.title, article.byline, article.published, article.dateline)


@pytest.mark.parametrize(
    ("first", "title"),
    [
        (["Minister denies report"], "Minister denies report"),
        (["Minister denies report | Daily Gazette"], "Minister denies report"),
        (["Minister denies report - BBC News"], "Minister denies report"),
        (["Minister denies report - Daily Gazette"], "Minister denies report - Daily Gazette"),
        (["Minister denies report - Daily Gazette", "Minister denies report"], "Minister denies report"),
        (["World", "Minister denies report on border"], "Minister denies report on border"),
        ([BODY], None),
    ],
)
def test_metadata_title(first, title):
    assert title == metadata(*first, BODY).title


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("by Admin", "Admin"),
        ("By Jane Doe", "Jane Doe"),
        ("By Jane Doe.", "Jane Doe"),
        ("By Jane Doe Jr.", "Jane Doe Jr."),
        ("By JANE DOE and JOHN ROE", "JANE DOE and JOHN ROE"),
        ("By Jane Doe, Staff Writer", "Jane Doe"),
        ("By Jane Doe | Jan. 30, 2025", "Jane Doe"),
        ("By Jane Doe, January 30, 2025", "Jane Doe"),
        ("Written by José Ángel", "José Ángel"),
        ("*By Jane Doe*", "Jane Doe"),
        ("Staff Reporter", "Staff Reporter"),
        ("By Jane Doe, John Roe and correspondents in Kabul", "Jane Doe, John Roe and correspondents in Kabul"),
        ("Words: Jane Doe. Pictures: John Roe", "Jane Doe"),
        ("Pictures: John Roe | Words: Jane Doe and Ann Poe", "Jane Doe and Ann Poe"),
        ("Words: Jane Doe", "Jane Doe"),
        ("Jane Doe, Health correspondent", "Jane Doe"),
        ("Jane Doe\nHealth correspondent\nTue 4 Feb 2025 06.30 GMT", "Jane Doe"),
        ("THE HARBOUR HERALD\nWords: Jane Doe. Pictures: John Roe", "Jane Doe"),
        ("Reuters\nBy Jane Doe", "Jane Doe"),
        ("Reuters", "Reuters"),
        ("By Jane Post\nStaff writer, The Harbour Herald", "Jane Post"),
        ("Jan. 30, 2025", None),
        ("3 min read", None),
        ("@janedoe", None),
    ],
)
def test_metadata_byline(line, byline):
    assert byline == metadata("Minister denies report", line, BODY).byline


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        (["Published: 30 January 2025"], "2025-01-30"),
        (["Updated: Feb. 1, 2025", "Published: Jan. 30, 2025"], "2025-01-30"),
        (["Updated: Feb. 1, 2025"], "2025-02-01"),
        (["By Jane Doe | Jan. 30, 2025"], "2025-01-30"),
        (["KABUL, Jan. 30, 2025 (Reuters) - " + BODY], "2025-01-30"),
        (["KABUL, Jan. 30 (Reuters) - " + BODY], None),
        (["03/04/2025"], None),
        (["Jane Doe\nHealth correspondent\nTue 4 Feb 2025 06.30 GMT"], "2025-02-04"),
        ([BODY, BODY, "January 30, 2025"], None),
        ([BODY, BODY, "Published January 30, 2025"], "2025-01-30"),
    ],
)
def test_metadata_published(lines, published):
    assert published == metadata("Minister denies report", *lines, BODY).published


@pytest.mark.parametrize(
    ("start", "place"),
    [
        ("KABUL, Afghanistan (AP) — ", "KABUL, Afghanistan"),
        ("KABUL, Jan. 30 (Reuters) - ", "KABUL"),
        ("ISLAMABAD: ", "ISLAMABAD"),
        ("ISLAMABAD —\n\n", "ISLAMABAD"),
        ("(Reuters) - ", None),
        ("", None),
    ],
)
def test_metadata_dateline(start, place):
    assert place == metadata("Minister denies report", start + BODY).dateline
