import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.reading.files import article_from_text
from claimx.reading.markdown import read_markdown

PAGE = """\
---
title: "Minister denies"
author: Jane Doe
date: 2025-01-30
---

# Minister denies report #

*By John Roe*

## Background

He said **no** on Thursday, and
[the spokesman](https://example.com/a) agreed with all of it.

> “We deny it,” he
> said.

- one item
- two
  goes on

```python
x = "# no title"

y = 2
```

![A guard](guard.png)

Under a line
------------

<!-- a remark -->
The end of it came soon, the minister told his people on Friday.

***

[Leave a comment](https://example.com/c)
"""


def kinds(text):
    return [(block.kind, text[block.start : block.end]) for block in read_markdown(text).blocks]


def test_markdown_page():
    assert kinds(PAGE) == [
        ("boilerplate", PAGE[: PAGE.index("\n\n#")]),
        ("title", "Minister denies report"),
        ("byline", "*By John Roe*"),
        ("body", "Background"),
        ("body", "He said **no** on Thursday, and\n[the spokesman](https://example.com/a) agreed with all of it."),
        ("body", "“We deny it,” he\n> said."),
        ("body", "- one item"),
        ("body", "- two\n  goes on"),
        ("boilerplate", '```python\nx = "# no title"\n\ny = 2\n```'),
        ("caption", "![A guard](guard.png)"),
        ("body", "Under a line"),
        ("boilerplate", "------------"),
        ("boilerplate", "<!-- a remark -->"),
        ("body", "The end of it came soon, the minister told his people on Friday."),
        ("boilerplate", "***"),
        ("boilerplate", "[Leave a comment](https://example.com/c)"),
    ]


def test_markdown_front_matter_counts_more_than_the_text():
    article = article_from_text(PAGE, markdown=True)

    assert (article.title, article.byline, article.published) == ("Minister denies", "Jane Doe", "2025-01-30")
    assert article.text == PAGE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("# One\n# Two\nText is here.", [("title", "One"), ("body", "Two"), ("body", "Text is here.")]),
        ("One\n===\r\n\r\nText is here.", [("title", "One"), ("boilerplate", "==="), ("body", "Text is here.")]),
        ("#hashtag is no heading.", [("body", "#hashtag is no heading.")]),
        ("#\n\nText.", [("body", "Text.")]),
        ("---\nno field\n***\n", [("boilerplate", "---"), ("body", "no field"), ("boilerplate", "***")]),
        ("```\nnever closed\n\nat all", [("boilerplate", "```\nnever closed\n\nat all")]),
        ("Text.\n>\n> Quoted.", [("body", "Text."), ("body", "Quoted.")]),
    ],
)  # fmt: skip
def test_markdown_parts(text, expected):
    assert expected == kinds(text)


@settings(max_examples=150, deadline=None)
@given(st.text() | st.text(alphabet="#>-*`=~ \n\r[]()!a.|_+:"))
def test_markdown_blocks_lose_marks_only(text):
    blocks = read_markdown(text).blocks

    ends = [0, *(block.end for block in blocks)]
    assert all(end <= block.start < block.end for end, block in zip(ends, blocks, strict=False))
    outside = "".join(text[end : block.start] for end, block in zip(ends, blocks, strict=False)) + text[ends[-1] :]
    assert set(outside) <= set("#>") or set("".join(outside.split())) <= set("#>\u200b\u200c\u200d\u2060\ufeff")
