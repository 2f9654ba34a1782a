from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.rendering.html_index import INDEX, Entry, entry_of, page_name, render
from tests.rendering.reports import EMPTY, HOSTILE, REPORT

ENTRIES = (
    Entry("bridge.html", "The bridge", "news/bridge.txt", "2024-05-02", {"denial": 1, "statement": 12}, 1, ()),
    Entry("b&w 100%.html", "<b>Bold</b>", None, None, {"no_comment": 2}, 0, ('says "<i>"', "has no title")),
)


class Table(HTMLParser):
    """The cells of the index by their rows, and every tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.in_cell = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
            self.in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self.in_cell = False

    def handle_data(self, data: str) -> None:
        if self.in_cell:
            self.rows[-1][-1] += data


def test_html_index_tells_of_each_article_in_a_row():
    assert [
        ["Article", "Date", "Claims", "Contested", "statement", "denial", "no comment", "Warnings"],
        ["The bridgenews/bridge.txt", "2024-05-02", "13", "1", "12", "1", "", ""],
        ['<b>Bold</b>2 warningssays "<i>"has no title', "", "2", "", "", "", "2", "2"],
    ] == Table(render(ENTRIES)).rows


def test_html_index_gives_the_values_to_sort_by():
    tags = Table(render(ENTRIES)).tags

    assert [
        ["The bridge", "2024-05-02", "13", "1", "12", "1", "0", "0"],
        ["<b>Bold</b>", "", "2", "0", "0", "0", "2", "2"],
    ] == [[attrs["data-v"] for _, attrs in tags if "data-v" in attrs][at : at + 8] for at in (0, 8)]


def test_html_index_links_to_the_pages_beside_it():
    links = [attrs["href"] for tag, attrs in Table(render(ENTRIES)).tags if tag == "a"]

    assert ["#index", "bridge.html", "b%26w%20100%25.html"] == links


def test_html_index_counts_what_a_report_holds():
    entry = entry_of(REPORT, "sample.html")

    assert ("sample.html", "samples/pakistan-us-arms.txt") == (entry.page, entry.path)
    assert len(REPORT.claims) == sum(entry.types.values())
    assert 1 == entry.types["denial"]
    assert 1 == entry.contested


def test_html_index_policy_allows_its_own_style_and_script_alone():
    html = render(ENTRIES)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in (style, script)]

    assert (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    ) == policy


def test_html_index_hostile_words_become_no_elements():
    reports = (HOSTILE, EMPTY)
    table = Table(render([entry_of(report, f"{number}.html") for number, report in enumerate(reports)]))
    tags = [tag for tag, _ in table.tags]

    assert 1 == tags.count("script")
    assert set() == {"img", "link", "iframe", "object", "base"} & set(tags)
    assert [] == [name for _, attrs in table.tags for name in attrs if name.startswith("on") or name == "style"]


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("bridge", "bridge.html"),
        ("Zoë’s café", "Zoë-s-café.html"),
        ("news/2024/bridge", "news-2024-bridge.html"),
        ("../../etc/passwd", "etc-passwd.html"),
        ("..", "article.html"),
        ("", "article.html"),
        ("C:\\temp\\a", "C-temp-a.html"),
        (".hidden", "hidden.html"),
        ("con", "article-con.html"),
        ("Nul.2024", "article-Nul.2024.html"),
        ("index", "index-2.html"),
        ("INDEX", "INDEX-2.html"),
        ("a\0b\nc", "a-b-c.html"),
        ("<script>", "script.html"),
        ("\udc80", "article.html"),
        ("long" * 100, "long" * 25 + ".html"),
    ],
)
def test_html_index_names_a_page_plainly(name, page):
    assert page == page_name(name, ())


def test_html_index_numbers_names_that_are_taken_in_any_case():
    assert "Bridge-3.html" == page_name("Bridge", {"bridge.html", "bridge-2.html"})


@given(st.lists(st.text(max_size=12) | st.sampled_from(["a", "A", "index", "a-2", "é", "e\u0301"]), max_size=12))
@settings(max_examples=150, deadline=None)
def test_html_index_names_are_distinct_files_of_one_folder(names):
    taken: set[str] = set()
    for name in names:
        page = page_name(name, taken)

        assert page.casefold() not in {*taken, INDEX}
        assert re.fullmatch(r"[^\W-][\w.-]*\.html|_[\w.-]*\.html", page)
        taken.add(page.casefold())
