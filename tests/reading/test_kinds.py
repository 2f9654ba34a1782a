import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.reading.kinds import mark
from claimx.reading.paragraphs import split_paragraphs

TITLE = "Minister denies border report"
BODY = "The minister said on Thursday that the border would stay closed until the talks have ended."
OTHER = "Traders who wait at the gate told reporters that they had heard nothing of it for a week."
LONG = [BODY, OTHER, BODY, OTHER, BODY, OTHER]
WAITING = "A driver said: “By the time we arrived the gate was shut.”"


def kinds(*paragraphs):
    text = "\n\n".join(paragraphs)
    return [(block.kind, text[block.start : block.end]) for block in mark(text, split_paragraphs(text))]


def kind_in_head(paragraph):
    return next(kind for kind, text in kinds(TITLE, paragraph, BODY, OTHER) if text == paragraph)


def kind_in_body(paragraph):
    return next(kind for kind, text in kinds(TITLE, *LONG, paragraph, *LONG) if text == paragraph)


@pytest.mark.parametrize(
    "line",
    [
        "by Admin", "By Jane Doe", "BY JANE DOE AND JOHN ROE", "By Jane Doe, Staff Writer", "By José Ángel, CNN",
        "By Ayesha O’Neill and John O'Neill", "By The Associated Press", "Staff Reporter", "From our correspondent",
        "By Ali bin Hassan in Kabul and Jane Doe in Islamabad", "By Jane Doe | Jan. 30, 2025", "Jane Doe, Staff Writer",
        "Written by Jane Doe", "By: Jane Doe", "jane.doe@example.com", "@janedoe", "Jane Doe @janedoe", "Reuters",
        "Published: 30 January 2025", "Updated 2:30 PM EST, Thu January 30, 2025", "3 min read", "2 hours ago",
        "*By Jane Doe*", "Author: Jane Doe", "Jane Doe, Associated Press",
        "By Jane Doe, John Roe and correspondents in Kabul", "By Jane Doe and agencies", "By Jane Doe with wires",
        "By Jane Doe and our correspondents in Kabul and Herat | Jan. 30, 2025", "By Jane Doe and others",
        "Words: Jane Doe", "Words: Jane Doe. Pictures: John Roe", "Pictures: John Roe | Words: Jane Doe",
        "Story: Jane Doe and Ann Poe, Photos: John Roe/Graphic: Reuters", "Jane Doe, Health correspondent",
    ],
)  # fmt: skip
def test_kinds_byline(line):
    assert kind_in_head(line) == "byline"


@pytest.mark.parametrize(
    "line",
    [
        "By the time we arrived the gate was shut.",
        "“By the time we arrived the gate was shut,” he said.",
        "By Friday, Kabul had fallen.",
        "Closed Gates, Angry Drivers, Rude Staff, No Food.",
        "By Thursday the talks were over, and nobody had won.",
        "By and large, nothing happened.",
        "From Kabul to Kandahar, nobody was paid.",
        "Reuters reported that the gate was shut.",
        "Updated figures were given on January 30, 2025.",
        "Reporting by the New York Times has shown that the gate was open.",
        "Khan contributed to the report of the committee, officials said.",
        "The report was produced for the ministry by a panel of five.",
        "Sources: Minister will go on Friday, and others will follow him out.",
        "Related charges were dropped.",
        "Comments by the minister were not welcome.",
        "Share prices fell.",
        "Read the bill, he said.",
        "Sign up for health insurance rose by a tenth.",
        "Photos of the scene show a crater.",
        "Photos: we saw none, and nobody showed us any?",
        "Subscribe to no theory, he said.",
        "Copyright law was changed in 2025, the ministry said.",
        "Newsletters were found in his flat.",
        "He uses cookies.",
        "WASHINGTON is watching, he said.",
        "Follow the money, he said.",
        "Follow our example, the minister said, and the news will be good.",
        "For more than a year, follow-up visits were cancelled.",
        "For the latest count, see the ministry’s table, he said.",
        "For more on that, call “the man at the gate”.",
        "Do you have a story? Yes, he said, call it that.",
        "Have you been there? Nobody answered us.",
        "Are you going? “Call me at 5551234,” he told us.",
        "Contact us, the minister said.",
        "Contact with the ship was lost.",
        "Get in touch with reality, he told them.",
        "Read the full report here, he told them.",
        "Pictured as a hero, he fled.",
        "Words: that is all we have.",
        "Words matter, he said.",
        "Text John Roe a message.",
        "More in this section of the border than elsewhere.",
        "Also in this issue is a plan.",
        "Map: he said he had none, and nobody knew the source.",
        "[Nobody was hurt.]",
        "Names have been changed by the ministry, he said.",
    ],
)
def test_kinds_prose_is_body(line):
    assert kind_in_head(line) == "body"
    assert kind_in_body(line) == "body"


def test_kinds_byline_is_above_the_article_only():
    assert kind_in_body("By Jane Doe") == "body"


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("caption", "FILE - A guard at the gate, Jan. 4, 2025."),
        ("caption", "FILE PHOTO: A guard stands at the gate. He is not named."),
        ("caption", "A guard waits at the gate. (AP Photo/Jane Doe)"),
        ("caption", "A guard waits at the gate. (Photo by Jane Doe/Getty Images)"),
        ("caption", "A guard waits (Jane Doe/Reuters)"),
        ("caption", "A guard at the gate [File: Jane Doe/Reuters]"),
        ("caption", "Photo: Jane Doe / Reuters"),
        ("caption", "Image credit: Jane Doe"),
        ("caption", "Jane Doe/Getty Images"),
        ("caption", "Image caption: A guard at the gate"),
        ("caption", "[Photo: A guard waits at the gate. He is not named. Jane Doe/HNA]"),
        ("caption", "[Photo 3: A guard waits at the gate]"),
        ("caption", "(Picture: Jane Doe)"),
        ("caption", "[VIDEO]"),
        ("caption", "Pictured: The gate at night."),
        ("caption", "Pictured above: The gate at night. Drivers say it is dark."),
        ("caption", "Pictured, from left: Jane Doe, Ann Poe and John Roe."),
        ("caption", "Main image: The gate at night."),
        ("caption", "Map: The border and the two gates. Source: Ministry of Roads"),
        ("caption", "Chart 2: Traffic at the gate, in lorries a day. Sources: customs office; Harbour Herald research"),
        ("caption", "Graphic: Jane Doe"),
        ("caption", "Infographic: How the gate is opened"),
        ("note", "Words: Jane Doe. Pictures: John Roe"),
        ("note", "Some names have been changed to protect the drivers."),
        ("note", "Associated Press writers Jane Doe in Kabul and John Roe contributed to this report."),
        ("note", "Jane Doe contributed reporting."),
        ("note", "(Reporting by Jane Doe in Kabul; Additional reporting by John Roe; Editing by Ann Poe)"),
        ("note", "Reporting by Jane Doe; Editing by Ann Poe"),
        ("note", "Correction: An earlier version of this article misspelled a name."),
        ("note", "Editor’s note: This article is part of a series."),
        ("note", "Editor's note: This article is part of a series."),
        ("note", "This story has been updated with a comment."),
        ("note", "An earlier version of this story had the wrong day."),
        ("boilerplate", "READ MORE: Traders count their losses"),
        ("boilerplate", "Also read: Traders count their losses"),
        ("boilerplate", "Read more: Traders count their losses"),
        ("boilerplate", "Advertisement"),
        ("boilerplate", "Share Tweet Email Print"),
        ("boilerplate", "Facebook | Twitter | WhatsApp"),
        ("boilerplate", "Share this article"),
        ("boilerplate", "Sign up for our newsletter to get the news first."),
        ("boilerplate", "Skip to main content"),
        ("boilerplate", "Home > World > Asia"),
        ("boilerplate", "https://example.com/a"),
        ("boilerplate", "* * *"),
        ("boilerplate", "You may also like"),
        ("boilerplate", "For the latest on the border, follow HNA Live."),
        ("boilerplate", "For more, go to example.com/border."),
        ("boilerplate", "Follow @harbourherald and @janedoe for updates"),
        ("boilerplate", "Follow Harbour News for the latest from the border."),
        ("boilerplate", "Follow our live blog for updates"),
        ("boilerplate", "Find us on Facebook"),
        ("boilerplate", "Like us on Facebook and tell your friends"),
        ("boilerplate", "• Do you have a story about the gate? Email gate@example.org"),
        ("boilerplate", "Have you been affected by the closure? Get in touch."),
        ("boilerplate", "Got a tip? Call our newsroom on 555 0100."),
        ("boilerplate", "Contact the reporter at jane.doe@example.com"),
        ("boilerplate", "To contact Jane Doe on this story: jane@example.com"),
        ("boilerplate", "Share your story"),
        ("boilerplate", "More in this section: Gates · Roads · Letters"),
        ("boilerplate", "Also in this series | The drivers who wait"),
        ("boilerplate", "Read the rest of the story here."),
        ("boilerplate", "Read the full story at The Harbour Herald."),
        ("boilerplate", "More"),
        ("byline", "January 30, 2025, 10:45 a.m."),
    ],
)
def test_kinds_of_single_lines(kind, line):
    assert kind_in_body(line) == kind


@pytest.mark.parametrize(
    "last",
    [
        "Source Link", "You may also like", "You might also like:", "Leave a Comment", "Leave a Reply", "3 Comments",
        "Comments (3)", "This website uses cookies. By staying you accept them.", "We use cookies", "© 2025 Gazette",
        "Copyright 2025 The Associated Press. All rights reserved.", "Related Articles", "Trending now", "Tags: a, b",
        "More from World", "Subscribe to our newsletter", "Most Read", "Filed under: Asia",
        "More in this section: a, b",
    ],
)  # fmt: skip
def test_kinds_tail_is_cut(last):
    found = kinds(TITLE, *LONG, last, "Ten cats that look like ministers", "Click")

    assert [kind for kind, _ in found] == ["title", *["body"] * 6, *["boilerplate"] * 3]


def test_kinds_tail_after_comments_may_be_prose():
    found = kinds(TITLE, *LONG, "Leave a Comment", BODY, OTHER)

    assert [kind for kind, _ in found][-3:] == ["boilerplate"] * 3


def test_kinds_tail_of_links_is_not_cut_where_prose_follows():
    found = kinds(TITLE, *LONG, "Related", BODY, OTHER)

    assert [kind for kind, _ in found][-3:] == ["boilerplate", "body", "body"]


def test_kinds_tail_is_not_cut_early():
    found = kinds(TITLE, BODY, "You may also like", *LONG)

    assert [kind for kind, _ in found][1:] == ["body", "boilerplate", *["body"] * 6]


def test_kinds_notes_stay_notes_in_the_tail():
    found = kinds(TITLE, *LONG, "Source Link", "Jane Doe contributed reporting.", "Home")

    assert [kind for kind, _ in found][-3:] == ["boilerplate", "note", "boilerplate"]


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        "“We deny it,” minister says",
        "Did the minister know?",
        "Minister Visits the U.S.",
        "Minister Denies That the Border Is Closed.",
        "Obama on Climate: The Trends Are ‘Terrifying.’",
        "WATCH: Minister denies that the border is closed",
        "Minister denies border report | Daily Gazette",
    ],
)
def test_kinds_title(title):
    assert kinds(title, BODY, OTHER)[0] == ("title", title)


@pytest.mark.parametrize(
    "first",
    [
        BODY,
        "The dog barked.",
        "“We deny it,” he said.",
        "“Did you know?”",
        "The minister arrived in a black car, waved, said nothing. Then he left for the airport with his wife",
        "He said:",
        "https://example.com/minister?denies=the report",
    ],
)
def test_kinds_first_sentence_is_no_title(first):
    assert kinds(first, BODY, OTHER)[0][0] != "title"


def test_kinds_single_line_is_body():
    assert kinds(TITLE) == [("body", TITLE)]


@pytest.mark.parametrize("again", [TITLE, TITLE.upper(), "Minister denies border report | Gazette", TITLE + "."])
def test_kinds_title_repeated_after_the_byline(again):
    found = kinds(TITLE, "by Admin", again, BODY, TITLE + " and more of it is said here.")

    assert [kind for kind, _ in found] == ["title", "byline", "title", "body", "body"]


def test_kinds_title_apostrophes_are_equal():
    found = kinds("Minister: ‘No’ isn’t ‘yes’", "by Admin", "Minister: 'No' isn't 'yes'", BODY)

    assert [kind for kind, _ in found] == ["title", "byline", "title", "body"]


def test_kinds_standfirst_is_title():
    found = kinds(
        TITLE, "Crossing shut for third day as talks stall, traders say", BODY, "A heading in the text", OTHER
    )

    assert [kind for kind, _ in found] == ["title", "title", "body", "body", "body"]


def test_kinds_verse_has_no_title():
    assert {kind for kind, _ in kinds("the rain", "falls on", "the gate")} == {"body"}


def test_kinds_dateline_is_a_block_of_its_own():
    found = kinds(TITLE, "KABUL, Afghanistan (AP) — " + BODY, OTHER)

    assert found[1:] == [("dateline", "KABUL, Afghanistan (AP) —"), ("body", BODY), ("body", OTHER)]


def test_kinds_dateline_may_be_a_paragraph():
    assert kinds(TITLE, "ISLAMABAD —", BODY)[1:] == [("dateline", "ISLAMABAD —"), ("body", BODY)]


def test_kinds_dateline_with_colon_is_no_speaker():
    assert kinds(TITLE, "ISLAMABAD: " + BODY)[1] == ("dateline", "ISLAMABAD:")
    lines = ["DOE: I did not say it.", "ROE: You said it.", "DOE: I never did.", "ROE: You did."]
    assert kinds("An interview", *lines)[1:] == [("body", line) for line in lines]


def test_kinds_weak_dateline_only_at_the_beginning():
    assert kinds(TITLE, BODY, OTHER, "OPEN GATES - " + BODY)[-1] == ("body", "OPEN GATES - " + BODY)
    assert kinds(TITLE, BODY, OTHER, "PARIS (AP) — " + BODY)[-2] == ("dateline", "PARIS (AP) —")


def test_kinds_known_are_kept():
    text = "a\n\nBody of it is here."
    blocks = mark(text, split_paragraphs(text), known={0: "caption"})

    assert [block.kind for block in blocks] == ["caption", "body"]


PIECES = st.sampled_from(
    [TITLE, "by Admin", "By Jane Doe", "KABUL (AP) — ", "ROME — x", "Source Link", "Related", "READ MORE: x", "“", "”",
     "'", ".", "\n", "\n\n", "\r\n", " ", "\u00a0", "Jan. 30, 2025", "(AP Photo/x)", "___", BODY, "é", "İ", "ǅ", "\x00"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.text() | st.lists(PIECES).map("".join))
def test_kinds_blocks_cover_all_paragraphs_in_order(text):
    spans = split_paragraphs(text)
    blocks = mark(text, spans)

    ends = [0, *(block.end for block in blocks)]
    assert all(end <= block.start < block.end for end, block in zip(ends, blocks, strict=False))
    covered = "".join(text[block.start : block.end] for block in blocks)
    assert "".join(covered.split()) == "".join("".join(text[start:end] for start, end in spans).split())
