import pytest

from claimx.reading.credits import closing_credits, front_credits
from claimx.reading.kinds import mark
from claimx.reading.paragraphs import split_paragraphs

TITLE = "Minister denies border report"
BODY = "The minister said on Thursday that the border would stay closed until the talks have ended."
OTHER = "Traders who wait at the gate told reporters that they had heard nothing of it for a week."
STAMP = "Jan. 30, 2025"


def front_kinds(*lines):
    text = "\n".join([TITLE, *lines, "", BODY, "", OTHER])
    blocks = mark(text, split_paragraphs(text))
    return [block.kind for block in blocks[1 : 1 + len(lines)]]


def last_kinds(*lines, prose=(BODY, OTHER, BODY)):
    text = "\n\n".join([TITLE, *prose, *lines])
    blocks = mark(text, split_paragraphs(text))
    return [block.kind for block in blocks[-len(lines) :]]


@pytest.mark.parametrize(
    "lines",
    [
        ["Jane Doe", "Health correspondent"],
        ["Jane Doe", "Senior political correspondent", STAMP],
        ["Jane Doe and John Roe", "Science reporters"],
        ["Ludwig van der Meer", "Editor, The Harbour Herald"],
        ["José Ángel Ñu", "Bureau chief in Lisbon"],
        ["Jane Doe", "Health correspondent", "John Roe", "World affairs editor"],
        ["By Jane Doe", "Staff writer, The Harbour Herald", STAMP],
        ["By Jane Doe", "Southern News Network"],
        ["THE HARBOUR HERALD", "By Jane Doe"],
        ["The Times of Upton Post", "Words: Jane Doe. Pictures: John Roe"],
        ["By Jane Doe", "Correspondent", "Harbour News Agency", STAMP],
    ],
)
def test_credits_above_the_article(lines):
    assert ["byline"] * len(lines) == front_kinds(*lines)


@pytest.mark.parametrize(
    "lines",
    [
        ["Jane Doe"],
        ["Health correspondent"],
        ["THE HARBOUR HERALD"],
        ["Jane Doe", "A health correspondent asked why."],
        ["Jane Doe", "John Roe"],
        ["Doe", "Health correspondent"],
        ["What happened", "Health correspondent"],
    ],
)
def test_credits_alone_are_none(lines):
    assert "byline" not in front_kinds(*lines)


def test_credits_below_the_first_prose_are_none():
    text = f"{TITLE}\n\n{BODY}\n\nJane Doe\n\nHealth correspondent\n\n{OTHER}"

    assert [block.kind for block in mark(text, split_paragraphs(text))] == ["title", *["body"] * 4]


@pytest.mark.parametrize(
    ("likes", "kinds", "expected"),
    [
        (["Jane Doe", "Health correspondent"], [None, None], ()),
        (["Minister out", "Jane Doe", "Health correspondent"], [None, None, None], (1, 2)),
        (["Minister out", "by X", "Health correspondent"], [None, "byline", None], (2,)),
        (["Minister out", "by X", "Health correspondent"], [None, "byline", "caption"], ()),
        (["Minister out", "Harbour Herald", "by X", "Harbour Press"], [None, None, "byline", None], (1, 3)),
        ([], [], ()),
    ],
)
def test_credits_front_indices(likes, kinds, expected):
    assert expected == front_credits(likes, kinds, len(likes))


@pytest.mark.parametrize(
    "line",
    [
        "*The Harbour Herald paid for the travel of the delegation.*",
        "_Jane Doe writes a column on harbours. Her [book](https://example.com/a_b) is out in May._",
        "Reuters",
        "(AFP, dpa)",
        "— AP",
        "With files from The Canadian Press",
        "Contributing: Jane Doe and John Roe, Harbour News",
        "Doe reported from Lisbon.",
        "Doe reported from Lisbon; Roe, from Upton, Md.",
        "Jane Doe contributed.",
        "Translated by Jane Doe.",
        "Translated from the Spanish by Jane Doe",
        "(h/t Harbour Herald)",
        "Twitter: @janedoe",
        "Email: jane.doe@example.com",
        "Jane Doe is a health correspondent at The Harbour Herald.",
        "Jane Doe is senior foreign editor of the Herald. Follow her on X: @janedoe",
    ],
)
def test_credits_at_the_end(line):
    assert last_kinds(line) == ["note"]
    assert last_kinds(line, "Source Link") == ["note", "boilerplate"]
    assert last_kinds(line, OTHER)[0] == "body"  # prose comes after


@pytest.mark.parametrize(
    "line",
    [
        "“*We will be back,*” he said.",
        "*“We will be back,” the minister said.*",
        "*Nobody* was hurt, and *nobody* was paid.",
        "**Nobody was hurt**",
        "* Nobody was hurt.",
        "Jane Doe is the mayor of Upton.",
        "Jane Doe is the editor who denied it.",
        "Doe reported a loss.",
        "Reuters declined to comment.",
        "Jane Doe contributed a million dollars to the campaign.",
        "A spokesman did not reply.",
    ],
)
def test_credits_last_sentence_is_body(line):
    assert last_kinds(line) == ["body"]


def test_credits_at_the_end_of_a_scrap_are_none():
    assert last_kinds("*It was cold.*", prose=(BODY,)) == ["body"]


def test_credits_closing_are_few():
    likes = ["Title", "Reuters", "AFP", "AP", "dpa", "UPI"]

    assert closing_credits(likes, likes, [None] * 6) == (2, 3, 4, 5)
    assert closing_credits(likes, likes, ["title", None, None, "note", "boilerplate", None]) == (1, 2, 5)
    assert closing_credits([], [], []) == ()
