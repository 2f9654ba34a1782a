import textwrap
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.reading.paragraphs import split_paragraphs

WRAPPED = """\
The ministry said on Thursday that it had given the neighbours enough
proof of its claims, and that more would follow within the week if
anybody asked.
The spokesman denied this in the evening. "We know of no such proof,"
he said.
   A second official, who was not named, said the same thing to the
\freporters.
- First the weapons.
- Then the money and the many other things that they had promised to
  give back.
"""


def texts(text):
    return [text[start:end] for start, end in split_paragraphs(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\r\n ", []),
        ("One.", ["One."]),
        ("  One. \n\n\n Two.\n", ["One.", "Two."]),
        ("One.\r\n\r\nTwo.\r\n", ["One.", "Two."]),
        ("One.\rTwo.", ["One.", "Two."]),
        ("One.\n\u00a0\nTwo.\u00a0", ["One.", "Two."]),
        ("One.\n\u200b\ufeff\nTwo.", ["One.", "Two."]),
        ("One.\fTwo.\u2028Three.\u2029Four.\x85Five.", ["One.", "Two.", "Three.", "Four.", "Five."]),
        ("by Admin\nMinister says so\n\nHe said so.", ["by Admin", "Minister says so", "He said so."]),
        ("A headline\nMore of it\n" + "Text. " * 30, ["A headline", "More of it", ("Text. " * 30).strip()]),
        ("• one\n• two", ["• one", "• two"]),
        ("word " * 1000, [("word " * 1000).strip()]),
    ],
)  # fmt: skip
def test_paragraphs_split(text, expected):
    assert expected == texts(text)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_paragraphs_hard_wrapped_are_joined(newline):
    joined = [" ".join(paragraph.split()) for paragraph in texts(WRAPPED.replace("\n", newline))]

    assert joined == [
        (
            "The ministry said on Thursday that it had given the neighbours enough proof of its claims, and that more "
            "would follow within the week if anybody asked."
        ),
        'The spokesman denied this in the evening. "We know of no such proof," he said.',
        "A second official, who was not named, said the same thing to the reporters.",
        "- First the weapons.",
        "- Then the money and the many other things that they had promised to give back.",
    ]


def test_paragraphs_hard_wrapped_keep_the_title_apart():
    text = "Minister denies report\nBy Jane Doe\n" + WRAPPED

    assert texts(text)[:2] == ["Minister denies report", "By Jane Doe"]


@pytest.mark.parametrize("width", [45, 66, 72, 90])
def test_paragraphs_hard_wrapped_without_empty_lines(width):
    paragraphs = [
        f"The {name} said on Thursday that the border would stay closed until the talks have ended, and that nobody "
        f"should hope for more. The {name} {'did not say why it was so. ' * count}And that was all"
        for count, name in enumerate(["minister", "driver", "guard", "mayor", "trader"])
    ]
    paragraphs = [f"{paragraph}{' of it' * (len(paragraph) % 3)}." for paragraph in paragraphs]
    wrapped = [textwrap.wrap(paragraph, width) for paragraph in paragraphs]
    text = "\n".join("\n".join(lines) for lines in wrapped)

    # A paragraph whose last line is full cannot be told from the next one.
    expected = [p for p, lines in zip(paragraphs, wrapped, strict=True) if len(lines[-1]) + 4 < width]
    found = [" ".join(paragraph.split()) for paragraph in texts(text)]
    assert len(expected) > 2
    assert found[: len(expected)] == expected


ANY_TEXT = st.text() | st.text(alphabet="aA .\"'\n\r\t\f\u00a0\u2028\u2029\u200b-•1)")


@settings(max_examples=200)
@given(ANY_TEXT)
def test_paragraphs_cover_all_that_is_visible(text):
    spans = split_paragraphs(text)

    inside = [text[start:end] for start, end in spans]
    outside = "".join(text[a:b] for (_, a), (b, _) in zip([(0, 0), *spans], [*spans, (len(text), 0)], strict=True))
    assert all(paragraph and paragraph == paragraph.strip() for paragraph in inside)
    assert (
        outside.strip("\u200b\u200c\u200d\u2060\ufeff").isspace()
        or not outside.translate(dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))).strip()
    )
    assert list(spans) == sorted(spans)


@pytest.mark.parametrize(
    "text",
    ["word " * 200_000, "A short line of it\n" * 100_000, "\n" * 1_000_000, " \n" * 300_000, "- a\n" * 100_000],
)
def test_paragraphs_linear(text):
    started = time.process_time()
    split_paragraphs(text)

    assert time.process_time() - started < 5
