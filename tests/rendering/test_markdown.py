from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from claimx.rendering.markdown import literal, render
from tests.rendering.reports import EMPTY, HOSTILE, HOSTILE_WORDS, REPORT

OPENING = """\
# Pakistan says Afghan-based ‘terrorists’ increasingly use US arms for cross-border attacks

by Admin · 2025-01-30 · samples/pakistan-us-arms.txt · 19 claims, 1 contested, 1 unanswered

## Contested

- `c2` **accusation** **Pakistan**: that militants are using modern weapons left behind by the United States \
military for cross-border terrorism (¶4 312–420)
  - `c8` **denied by** **Hamdullah Fitrat** · deputy Taliban spokesperson · Taliban: that the military hardware \
in question has been acquired by terrorist organizations and is being utilized in attacks against Pakistani \
territory (¶9 1307–1451)
  - `c9` **contradicted by** **Hamdullah Fitrat** · deputy Taliban spokesperson · Taliban: “All weapons and \
military equipment are safely stored and maintained to prevent any potential misuse,” (¶10 1454–1556) · unsure (55%)
"""


def texts(markdown: str) -> list[str]:
    """The text of each block as a reader sees it, code spans included."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    return ["".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline"]


def test_markdown_opens_with_what_is_contested():
    assert render(REPORT).startswith(OPENING)


@pytest.mark.parametrize(
    "line",
    [
        "| Shafqat Ali Khan | Foreign Ministry spokesperson · Pakistan | 4 | 4 |",
        (
            "- Sums of money: about \\$7 billion (USD 7,000,000,000), "
            "billions of dollars a year (billions of USD per year)"
        ),
        (
            "- `c4` **statement** **Shafqat Ali Khan** · Foreign Ministry spokesperson · Pakistan: “The proofs are "
            "regularly provided,” (¶6 700–736) · quoted"
        ),
    ],
)
def test_markdown_shows(line: str):
    assert line in render(REPORT).splitlines()


@pytest.mark.parametrize(
    "words",
    [
        *(words for words in HOSTILE_WORDS if "\x1b" not in words and "\u2028" not in words),
        "- a", "+ a", "1. a", "12) a", "# a", "> a", "[a](b)", "![a](b)", "[a]: b", "<https://a.b>", "`a`", "a\\",
        "~~a~~", "a | b", "**a**", "__a__", "***", "---", "&lt;", "http://a.b/c_d_e", "@somebody",
    ],
)  # fmt: skip
def test_markdown_literal_reads_as_written(words: str):
    assert [words] == texts(f"- {literal(words)}\n")


def test_markdown_hostile_words_become_no_elements():
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(render(HOSTILE))

    assert [tag for tag in ("<script", "<img", "<b>", "<em>s", "<a ") if tag in html] == []
    assert "[/bold] [the mayor] lied [sic]" in html


def test_markdown_has_no_control_characters():
    assert [] == [char for char in render(HOSTILE) if ord(char) < 32 and char != "\n"]


def test_markdown_says_that_nothing_was_found():
    assert "No claims were found in this article." in render(EMPTY)
    assert "## Contested" not in render(EMPTY)
