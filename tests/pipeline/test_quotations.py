import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.annotation import Quotation
from claimx.pipeline.marks import SHAPES, Lean, find_marks
from claimx.pipeline.quotations import find_quotations, mark_states, warnings_of


def paragraphs(text):
    return [found.span() for found in re.finditer(r"\S(?:.*\S)?", text)]


def found_in(text):
    """Each quotation as text: its pieces, with > before it for each one around it and … after an unclosed one."""
    return [
        ">" * quotation.depth
        + "¶".join(text[start:end] for start, end in quotation.pieces)
        + ("" if quotation.closed else " UNCLOSED")
        for quotation in find_quotations(text, paragraphs(text))
    ]


PAIRS = [
    ("“We go,” she said.", ["“We go,”"]),
    ('"We go," she said. "They stay."', ['"We go,"', '"They stay."']),
    ("‘We go,’ she said.", ["‘We go,’"]),
    ("'We go,' she said.", ["'We go,'"]),
    ("« Nous partons », dit-elle.", ["« Nous partons »"]),
    ("»Wir gehen«, sagte sie.", ["»Wir gehen«"]),
    ("„Wir gehen“, sagte sie.", ["„Wir gehen“"]),
    ("„Idziemy”, said she.", ["„Idziemy”"]),
    ("”Vi går”, sade hon.", ["”Vi går”"]),
    ("‹ Oui › and ‹non›.", ["‹ Oui ›", "‹non›"]),
    ("``We go,'' she said.", ["``We go,''"]),
    ("''We go,'' she said. ''Now.''", ["''We go,''", "''Now.''"]),
    ("‘‘We go,’’ she said.", ["‘‘We go,’’"]),
    ("`We go,' she said.", ["`We go,'"]),
    ('“We go," she said, and "they stay,” he said.', ['“We go,"', '"they stay,”']),
    ('He wrote "it was [sic] a (very) good day."', ['"it was [sic] a (very) good day."']),
    ('The "first" and "second" rounds.', ['"first"', '"second"']),
    ("No marks at all.", []),
    ("", []),
]

APOSTROPHES = [
    "We don't know and they don’t care.",
    "The militants' weapons and the students’ books.",
    "'Tis the season, ’twas the night; it was the '90s and the ’80s.",
    "The class of '08 met the class of ’12.",
    "Rock 'n' roll, rock ’n’ roll, rock ‘n’ roll.",
    "He is 6'2\" tall and the pipe is 12\" wide, 6' long.",
    "He is 6’2” tall and the pipe is 12” wide.",
    "It is five o'clock and they are goin' home, y'all.",
    "The U.S.'s role and (WHO)'s and Dallas' mayor.",
    "Tell 'em about the ol' days.",
    "The boss's son, James's and Jones' houses.",
    "The bosses' sons. The dogs' home, the cats' home.",
    "L'Oréal and O’Neill and Qur'an.",
    "5′ 11″ and 40° 26′ 46″.",
]

APOSTROPHES_INSIDE = [
    ("'The militants' weapons are gone,' he said.", ["'The militants' weapons are gone,'"]),
    ("‘The militants’ weapons are gone,’ he said.", ["‘The militants’ weapons are gone,’"]),
    ("He called them 'vipers' and burned the students' books.", ["'vipers'"]),
    ("They were ‘vipers’ and ‘cowards’ to the boys’ father.", ["‘vipers’", "‘cowards’"]),
    ("'I don't know 'em,' he said.", ["'I don't know 'em,'"]),
    ("‘I’m goin’ home,’ he said.", ["‘I’m goin’ home,’"]),
    ('"He is 6\'2" tall," she said.', ['"He is 6\'2" tall,"']),
    ('He wrote "in 2010" and "in 2011" on it.', ['"in 2010"', '"in 2011"']),
    ('"Till the \'90s," he said.', ['"Till the \'90s,"']),
    ("“We liked rock ‘n’ roll,” he said.", ["“We liked rock ‘n’ roll,”"]),
    ("'He is 6' tall and thin,' she said.", ["'He is 6' tall and thin,'"]),
]

NESTED = [
    ("“He said ‘no’ to me,” she said.", ["“He said ‘no’ to me,”", ">‘no’"]),
    ("\"He said 'no' to me,\" she said.", ["\"He said 'no' to me,\"", ">'no'"]),
    ("‘He said “no” to me,’ she said.", ["‘He said “no” to me,’", ">“no”"]),
    ("'He said \"no\" to me,' she said.", ["'He said \"no\" to me,'", '>"no"']),
    ('"He said "no" to me," she said.', ['"He said "no" to me,"', '>"no"']),
    ("\"'Yes,' she told me.\"", ["\"'Yes,' she told me.\"", ">'Yes,'"]),
    ("“She told me, ‘Yes.’”", ["“She told me, ‘Yes.’”", ">‘Yes.’"]),
    (
        "“He said ‘they call it “hell” here’ to me,” she said.",
        ["“He said ‘they call it “hell” here’ to me,”", ">‘they call it “hell” here’", ">>“hell”"],
    ),
    ('"He spoke of “hope” to me," she said.', ['"He spoke of “hope” to me,"', ">“hope”"]),
    ("“ ‘Yes,’ she told me. ”", ["“ ‘Yes,’ she told me. ”", ">‘Yes,’"]),
    ("« Il dit “non” »", ["« Il dit “non” »", ">“non”"]),
]

UNTIDY = [
    ('" We go , " the minister said.', ['" We go , "']),
    ("“ We go , ” the minister said.", ["“ We go , ”"]),
    ("' We go, ' the minister said.", ["' We go, '"]),
    ('"We go "he said.', ['"We go "']),
    ('He said," we go " and left.', ['" we go "']),
    ('He said,"we go" and left.', ['"we go"']),
    ("He said,“we go” and left.", ["“we go”"]),
    ('"Yes,"he said.', ['"Yes,"']),
    ('He went—"we go"—and left.', ['"we go"']),
    ('"We go—" he said. "They—"', ['"We go—"', '"They—"']),
    ('He left ("we go") at once ["now"].', ['"we go"', '"now"']),
    ('He said: "…and so it was"... She left.', ['"…and so it was"']),
    ("“We go,“ he said.", ["“We go,“"]),
    ("”We go,” he said.", ["”We go,”"]),
    ("”We go,“ he said.", ["”We go,“"]),
    ("’We go,’ he said.", ["’We go,’"]),
    ("“We go,' he said. “They stay.”", ["“We go,' he said. UNCLOSED", "“They stay.”"]),
    ("“We go,' he said.", ["“We go,'"]),
    ("‘We go.” He left.", ["‘We go.”"]),
    ("We go,” he said. “They stay.”", ["“They stay.”"]),
    ("» Read more\n\n» And more", []),
    ('\u202a"We go," he said.', ['"We go,"']),
    ('"" and “” and " "', []),
]

PARAGRAPHS = [
    ("“One.\n\n“Two.\n\n“Three,” he said.", ["“One.¶“Two.¶“Three,”"]),
    ('He said: "One.\n\n"Two," he said. "Three."', ['"One.¶"Two,"', '"Three."']),
    ("'One.\n\n'Two,' he said.", ["'One.¶'Two,'"]),
    ("‘One.\n\n‘Two,’ he said.", ["‘One.¶‘Two,’"]),
    ("“‘One.\n\n“‘Two,’ she told me.”", ["“‘One.¶“‘Two,’ she told me.”", ">‘One.¶‘Two,’"]),
    ("« Un.\n\n» Deux », dit-il.", ["« Un. UNCLOSED"]),
    ("« Un.\n\n»Deux », dit-il.", ["« Un.¶»Deux »"]),
    ("“One.\n\nTwo.\n\n“Three,” he said.", ["“One. UNCLOSED", "“Three,”"]),
    ("“One.\n\n“Two.", ["“One.¶“Two. UNCLOSED"]),
    ('"One.\n\nTwo.', ['"One. UNCLOSED']),
    ("'One.\n\nTwo.", []),
    ("‘One.\n\nTwo.", ["‘One. UNCLOSED"]),
    ("“He called it ‘hell,” she said.", ["“He called it ‘hell,”", ">‘hell, UNCLOSED"]),
    ('"It is a \'hell," she said.', ['"It is a \'hell,"']),
    ("“We go, he said. “They stay.”", ["“We go, he said. UNCLOSED", "“They stay.”"]),
    ("“One,” he said. “Two.\n\n“Three ‘and’ four.”", ["“One,”", "“Two.¶“Three ‘and’ four.”", ">‘and’"]),
]


@pytest.mark.parametrize(
    ("text", "expected"), [*PAIRS, *((text, []) for text in APOSTROPHES), *APOSTROPHES_INSIDE, *NESTED, *UNTIDY]
)
def test_quotations_pairs_marks(text, expected):
    assert expected == found_in(text)


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS)
def test_quotations_go_on_over_paragraphs(text, expected):
    assert expected == found_in(text)


KINDS = [
    ("Robert “Bobby” Smith left.", "nickname"),
    ('Juan ("Chico") Ortega left.', "nickname"),
    ("General John J. 'Jack' Brown left.", "nickname"),
    ("Then Ann “The Iron Lady” Hill left.", "nickname"),
    ("The “Big” Apple is large.", "scare"),
    ("The mayor’s “Clean” Monday is here.", "scare"),
    ("Town Hall's Great ‘Unity’ Meeting Set For Next Week", "scare"),
    ("She read “The Art of War” on the train.", "title"),
    ("She read the novel “Jaws” on the train.", "title"),
    ("She sang songs such as “Who Are You?” on stage.", "title"),
    ("Her memoir, ‘A River,’ sold well.", "title"),
    ("A film called “Rain” won.", "title"),
    ("“The Art of War,” he said.", "speech"),
    ("The “woke” people left.", "scare"),
    ("They are 'deeply concerned' about it.", "scare"),
    ("The “expert” said nothing new.", "scare"),
    ("It was the old, “classic” way.", "scare"),
    ("He said “no” to it.", "speech"),
    ("He said, “no way” to it.", "speech"),
    ("The answer: “no”", "speech"),
    ("“No”, he said.", "speech"),
    ("“No” was all. “No,” he went on.", "speech"),
    ("“Never” she said.", "speech"),
    ("It was “I do” again.", "speech"),
    ("It was “can't be” again.", "speech"),
    ("It was “over.”", "speech"),
    ("It was “over?” again.", "speech"),
    ("They were “ready to go out there today” again.", "speech"),
    ("“We go on and on,” he said.", "speech"),
    ("It was “…” again.", "speech"),
]


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_quotations_tell_kinds_by_form(text, expected):
    assert expected == find_quotations(text, [(0, len(text))])[-1].kind


def test_quotations_ignore_text_outside_the_blocks():
    text = "“Title”\n\n“We go,” he said."
    assert (Quotation(((9, 17),), "speech"),) == find_quotations(text, [(9, len(text))])


def test_quotations_survive_odd_blocks():
    text = "“We go,” he said."
    assert (Quotation(((0, 8),), "speech"),) == find_quotations(text, [(20, 30), (5, 99), (-3, 12), (4, 2)])


def test_quotations_warn_of_unclosed_ones():
    text = "“Yes,” he said. “We go\non."
    quotations = find_quotations(text, [(0, len(text))])
    assert ("The quotation that opens at offset 16 is never closed: “We go on.",) == warnings_of(quotations, text)


def starts_of(text):
    return [found.start() for found in re.finditer(r"``|''|\w+(?:’\w+)?|[^\w\s]", text)]


STATES = [
    ("He said “no ‘way’ out” again.", [0, 0, 2, 1, 2, 1, 2, 1, 2, 0, 0]),
    ("``No,'' he", [2, 1, 1, 2, 0]),
    ("It’s the boys’ “own”", [0, 0, 0, 0, 2, 1, 2]),
    ("“One.\n\n“Two” he", [2, 1, 1, 2, 1, 2, 0]),
    ("“One.\n\nTwo", [2, 1, 1, 0]),
    ("No marks", [0, 0]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), STATES)
def test_quotations_give_each_token_its_state(text, expected):
    assert expected == mark_states(find_quotations(text, paragraphs(text)), starts_of(text))


def test_quotations_states_without_quotations_are_outside():
    assert [0, 0] == mark_states((), [0, 4])


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ('"a" "b"', [Lean.OPEN, Lean.CLOSE, Lean.OPEN, Lean.CLOSE]),
        (' " ', [Lean.EITHER]),
        ("‘a’ don’t", [Lean.OPEN, Lean.CLOSE]),
        ("'tis", [Lean.EITHER]),
    ],
)
def test_marks_lean_by_their_surroundings(text, leans):
    assert leans == [mark.lean for mark in find_marks(text, 0, len(text))]


untidy_texts = st.lists(
    st.sampled_from(
        [*SHAPES, " ", " ", "a", "Bob", "s", "6", ", ", ". ", "\n\n", "—", "(", "'s ", "said ", "'90s", "\u202a"]
    )
).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(untidy_texts, st.text(max_size=60)))
def test_quotations_hold_together_on_any_text(text):
    blocks = paragraphs(text)
    quotations = find_quotations(text, blocks)
    assert find_quotations(text, blocks) == quotations
    assert len(warnings_of(quotations, text)) == sum(not quotation.closed for quotation in quotations)
    around = []
    for quotation in quotations:
        for start, end in quotation.pieces:
            assert start < end
            assert any(first <= start and end <= last for first, last in blocks)
            assert not text[end - 1].isspace()
        assert all(before[1] <= after[0] for before, after in pairwise(quotation.pieces))
        while around and around[-1].end <= quotation.start:
            around.pop()
        assert quotation.depth == len(around)
        assert not around or (around[-1].start < quotation.start and quotation.end <= around[-1].end)
        around.append(quotation)
    states = mark_states(quotations, range(len(text)))
    assert len(states) == len(text)
    assert all(states[quotation.start] == 2 for quotation in quotations)
    assert all(states[quotation.end - 1] == 2 for quotation in quotations if quotation.closed)


@settings(max_examples=50, deadline=None)
@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=5),
)
def test_quotations_never_raise_on_any_blocks(text, blocks):
    quotations = find_quotations(text, blocks)
    assert all(0 <= quotation.start < quotation.end <= len(text) for quotation in quotations)


MANY = 20_000
SECONDS = 5
FLOODS = {
    "straight": '"' * MANY,
    "hundred thousand": '"a b" ' * 50_000,
    "nested": "“" * (MANY // 2) + "a" + "”" * (MANY // 2),
    "words": '"a b" ' * (MANY // 2),
    "openings": "“a " * MANY,
    "possessives": "s' " * MANY,
    "singles": "'a " * MANY,
    "alternating": "“‘" * (MANY // 2),
    "interleaved": "“" + "‘a " * (MANY // 4) + "“b” " * (MANY // 4) + "’" * (MANY // 4) + "”",
    "paragraphs": "“a\n\n" * MANY,
    "spaces": '"' + " " * MANY + '"' * MANY,
}


@pytest.mark.parametrize("flood", FLOODS)
def test_quotations_take_linear_time(flood):
    # A second is enough for 100,000 marks on a free machine; quadratic work takes minutes even for 20,000.
    text = FLOODS[flood]
    blocks = paragraphs(text)
    starts = range(0, len(text), 4)
    begun = time.process_time()
    mark_states(find_quotations(text, blocks), starts)
    assert time.process_time() - begun < SECONDS
