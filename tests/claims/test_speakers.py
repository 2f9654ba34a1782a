from __future__ import annotations

import time

import pytest

from claimx.annotation import Annotation, Attribution, Mention, Token
from claimx.claims.entities.table import entities_of
from claimx.claims.speakers.phrases import Reader
from claimx.claims.speakers.table import SpeakerTable, resolve_speakers
from tests.claims.articles import annotated, article

P, O, C, G, L = "PERSON", "ORG", "COUNTRY", "GROUP", "PLACE"  # noqa: E741


def table_of(annotation: Annotation, byline: str | None = None) -> SpeakerTable:
    return resolve_speakers(annotation, entities_of(annotation), article(annotation.text, byline=byline))


def names_of(annotation: Annotation) -> list[str | None]:
    table = table_of(annotation)
    return [None if one.speaker is None else table.speakers[one.speaker].name for one in table.by_attribution]


ONE = [
    ("Mayor Jane Doe", {"Jane Doe": P}, "Jane Doe"),
    ("Jane Doe, a doctor who lives in Leeds,", {"Jane Doe": P, "Leeds": L}, "Jane Doe"),
    ("The chief, Jane Doe,", {"Jane Doe": P}, "Jane Doe"),
    ("Secretary of State Jane Doe", {"Jane Doe": P}, "Jane Doe"),
    ("Agriculture and Food Minister Jane Doe", {"Jane Doe": P}, "Jane Doe"),
    ("A spokesman for Mayor Jane Doe", {"Jane Doe": P}, "Jane Doe spokesman"),
    ("Jane Doe’s campaign", {"Jane Doe": P}, "Jane Doe campaign"),
    ("The space agency, ORBA,", {"ORBA": O}, "ORBA"),
    ("The Orba news agency", {"Orba": O}, "Orba"),
    ("A group called Orba", {"Orba": O}, "Orba"),
    ("A senior administration official", {}, "senior administration official"),
    ("Two senior administration officials who asked for silence", {}, "senior administration officials"),
    ("Police in Leeds", {"Leeds": L}, "police in Leeds"),
    ("A new report by the Orba Institute", {"Orba Institute": O}, "Orba Institute report"),
    ("A poll conducted by Orba", {"Orba": O}, "Orba poll"),
    ("Jane Doe and Sen. Ann Roe", {"Jane Doe": P, "Ann Roe": P}, "Jane Doe and Ann Roe"),
    ("Jane Doe and her lawyers", {"Jane Doe": P}, "Jane Doe and her lawyers"),
    ("Norway, Chad and Peru", {"Norway": C, "Chad": C, "Peru": C}, "Norway and Chad and Peru"),
    ("Dutch, Thai and Greek envoys", {"Dutch": G, "Thai": G, "Greek": G}, "Dutch, Thai and Greek envoys"),
    ("Nobody", {}, None),
]


@pytest.mark.parametrize(("source", "names", "expected"), ONE)
def test_speakers_source_phrase_gives_the_name(source, names, expected):
    annotation = annotated(f"{source} said it hurts.", names, (source.rstrip(","), "said", "it hurts"))
    assert [expected] == names_of(annotation)


TAKEN_UP = [
    (
        "Mayor Jane Doe said it rained. She said the dam is safe. Doe added that it held.",
        {"Jane Doe": P, "Doe": P},
        [("Mayor Jane Doe", "said", "it rained"), ("She", "said@2", "the dam is safe"), ("Doe@2", "added", "it held")],
        ["Jane Doe", "Jane Doe", "Jane Doe"],
    ),
    (
        "Mr. Tom Roe met Mrs. Jane Doe in Leeds. She said it rained.",
        {"Tom Roe": P, "Jane Doe": P, "Leeds": L},
        [("She", "said", "it rained")],
        ["Jane Doe"],
    ),
    (
        "Finance Ministry spokesman Tom Roe said it rained. The spokesman said the dam is safe.",
        {"Finance Ministry": O, "Tom Roe": P},
        [("Finance Ministry spokesman Tom Roe", "said", "it rained"), ("The spokesman", "said@2", "the dam is safe")],
        ["Tom Roe", "Tom Roe"],
    ),
    (
        "Peruvian President Ana Paz met Thai Prime Minister Tom Roe. The Peruvian president said it rained.",
        {"Peruvian": G, "Ana Paz": P, "Thai": G, "Tom Roe": P},
        [("The Peruvian president", "said", "it rained")],
        ["Ana Paz"],
    ),
    (
        "The Orba Ministry opened a school. The ministry said it rained.",
        {"Orba Ministry": O},
        [("The ministry", "said", "it rained")],
        ["Orba Ministry"],
    ),
    (
        "A Leeds council report said it rained. The report found that the dam held.",
        {"Leeds": L},
        [("A Leeds council report", "said", "it rained"), ("The report", "found", "the dam held")],
        ["Leeds council report", "Leeds council report"],
    ),
    (
        "Military officials said it rained. They said the dam held.",
        {},
        [("Military officials", "said", "it rained"), ("They", "said@2", "the dam held")],
        ["military officials", "military officials"],
    ),
    (
        "Jane Doe, who said it rained, left.",
        {"Jane Doe": P},
        [("who", "said", "it rained")],
        ["Jane Doe"],
    ),
    (
        "Ann Roe, a farmer from Leeds who said it rained, left.",
        {"Ann Roe": P, "Leeds": L},
        [("who", "said", "it rained")],
        ["Ann Roe"],
    ),
    (
        "“I think it rained and we lost,” Jane Doe said.",
        {"Jane Doe": P},
        [("Jane Doe", "said", "“I think it rained and we lost,”"), ("I", "think", "it rained and we lost", 0)],
        ["Jane Doe", "Jane Doe"],
    ),
    (
        "Peru said it wants rain.",
        {"Peru": C},
        [("Peru", "said", "it wants rain"), ("it", "wants", "rain", 0)],
        ["Peru", "Peru"],
    ),
    (
        "A top Thai official said it rained. Tom Roe, the deputy mayor, said the dam held.",
        {"Thai": G, "Tom Roe": P},
        [("A top Thai official", "said", "it rained"), ("Tom Roe, the deputy mayor", "said@2", "the dam held")],
        ["Tom Roe", "Tom Roe"],
    ),
    (
        "Jane Doe said it rained, adding that the dam held.",
        {"Jane Doe": P},
        [("Jane Doe", "said", "it rained"), (None, "adding", "that the dam held")],
        ["Jane Doe", "Jane Doe"],
    ),
    (
        "“It rained,” Jane Doe said. “The dam held.”",
        {"Jane Doe": P},
        [("Jane Doe", "said", "“It rained,”"), (None, None, "“The dam held.”")],
        ["Jane Doe", "Jane Doe"],
    ),
    ("The raid is attributed to rebels.", {}, [(None, "is attributed to", "The raid")], [None]),
]


@pytest.mark.parametrize(("text", "names", "attributions", "expected"), TAKEN_UP)
def test_speakers_later_sources_take_up_earlier_ones(text, names, attributions, expected):
    assert expected == names_of(annotated(text, names, *attributions))


def test_speakers_namesakes_are_told_apart_by_title():
    annotation = annotated(
        "Mr. Tom Roe met Mrs. Ann Roe. Mrs. Roe said it rained.",
        {"Tom Roe": P, "Ann Roe": P, "Roe": P},
        ("Mrs. Roe", "said", "it rained"),
    )
    assert ["Ann Roe"] == names_of(annotation)


def test_speakers_capital_speaks_for_the_government_of_its_country():
    annotation = annotated(
        "Peru closed the border. Lima said it rained.", {"Peru": C, "Lima": L}, ("Lima", "said", "it rained")
    )
    speaker = table_of(annotation).speakers[0]
    country = next(entity for entity in entities_of(annotation).entities if entity.iso3 == "PER")
    assert ("Peru", "government", country.id) == (speaker.name, speaker.kind, speaker.represents)


def test_speakers_medium_that_quotes_is_the_relay():
    annotation = annotated(
        "“It rained,” Orba state television quoted Doe as claiming. Jane Doe left.",
        {"Jane Doe": P, "Doe": P, "Orba": O},
        ("Orba state television", "quoted", ["“It rained,”", "Doe as claiming"]),
    )
    table = table_of(annotation)
    (found,) = table.by_attribution
    assert ("Jane Doe", "Orba state television") == (
        table.speakers[found.speaker].name,
        table.speakers[found.relayed_by].name,
    )
    assert ["Orba state television"] == [span.text for span in table.speakers[found.relayed_by].mentions]


KINDS = [
    ("Jane Doe", {"Jane Doe": P}, "person"),
    ("Peru", {"Peru": C}, "government"),
    ("The Finance Ministry", {"Finance Ministry": O}, "government"),
    ("The Orba Institute", {"Orba Institute": O}, "organization"),
    ("The Orba Times", {"Orba Times": O}, "medium"),
    ("The Shining Greens", {"Shining Greens": G}, "group"),
    ("A court filing", {}, "document"),
    ("An army officer", {}, "unnamed"),
    ("Jane Doe and Ann Roe", {"Jane Doe": P, "Ann Roe": P}, "person"),
    ("Jane Doe and the Orba Times", {"Jane Doe": P, "Orba Times": O}, "group"),
]


@pytest.mark.parametrize(("source", "names", "expected"), KINDS)
def test_speakers_kind(source, names, expected):
    annotation = annotated(f"{source} said it rained.", names, (source, "said", "it rained"))
    assert [expected] == [speaker.kind for speaker in table_of(annotation).speakers]


def test_speakers_role_and_what_it_represents():
    annotation = annotated(
        "Foreign Ministry spokesperson Ali Paz said in Lima that it rained. Peru agreed. "
        "Tom Roe, the deputy Taliban spokesperson, said it snowed. Former President Ann Roe said it hailed.",
        {"Foreign Ministry": O, "Ali Paz": P, "Lima": L, "Peru": C, "Tom Roe": P, "Taliban": G, "Ann Roe": P},
        ("Foreign Ministry spokesperson Ali Paz", "said", "it rained"),
        ("Tom Roe, the deputy Taliban spokesperson", "said@2", "it snowed"),
        ("Former President Ann Roe", "said@3", "it hailed"),
    )
    names = {entity.id: entity.name for entity in entities_of(annotation).entities}
    expected = [
        ("Ali Paz", "Foreign Ministry spokesperson", "Peru"),
        ("Tom Roe", "deputy Taliban spokesperson", "Taliban"),
        ("Ann Roe", "former president", None),
    ]
    assert expected == [(one.name, one.role, names.get(one.represents)) for one in table_of(annotation).speakers]


def test_speakers_writer_is_the_byline_outside_quotations():
    annotation = annotated("I think it rained.", {}, ("I", "think", "it rained"))
    table = table_of(annotation, byline="Ann Roe")
    assert ["writer"] == names_of(annotation)
    assert ["Ann Roe"] == [speaker.name for speaker in table.speakers]


def test_speakers_are_numbered_by_first_mention_with_their_spans():
    annotation = annotated(
        "Jane Doe said it rained. Tom Roe said it snowed. She said it hailed.",
        {"Jane Doe": P, "Tom Roe": P},
        ("Jane Doe", "said", "it rained"),
        ("Tom Roe", "said@2", "it snowed"),
        ("She", "said@3", "it hailed"),
    )
    table = table_of(annotation)
    assert [("s1", ["Jane Doe", "She"]), ("s2", ["Tom Roe"])] == [
        (speaker.id, [span.text for span in speaker.mentions]) for speaker in table.speakers
    ]
    assert all(one.why and 0.0 < one.confidence <= 1.0 for one in table.by_attribution)


def test_speakers_none_tells_why():
    annotation = annotated("It was said that it rained.", {}, (None, "was said", "that it rained"))
    (found,) = table_of(annotation).by_attribution
    assert (None, None, 0.0, "the article names no source") == (
        found.speaker,
        found.relayed_by,
        found.confidence,
        found.why,
    )


def test_speakers_reader_survives_marks_only():
    annotation = annotated("“ ” , said it.", {}, (None, "said", "it"))
    assert () == Reader(annotation).read(0, 3)


def test_speakers_time_is_linear_in_one_long_sentence():
    size = 3000
    words = ["Doe", "said", "rain", ","] * size
    starts = [4 * place + place for place in range(len(words))]
    text = "".join(f"{word:<5}" for word in words)
    tokens = tuple(
        Token(start, start + len(word), word, "", "", "", "", "", place)
        for place, (start, word) in enumerate(zip(starts, words, strict=True))
    )
    annotation = Annotation(
        text=text,
        tokens=tokens,
        sentences=((0, len(tokens)),),
        mentions=tuple(Mention(4 * at, 4 * at + 1, P, 1.0) for at in range(size)),
        quotations=(),
        attributions=tuple(
            Attribution((4 * at, 4 * at + 1), (4 * at + 1, 4 * at + 2), ((4 * at + 2, 4 * at + 3),), 0, 1.0)
            for at in range(size)
        ),
    )
    entities = entities_of(annotation)
    began = time.process_time()
    table = resolve_speakers(annotation, entities, article(text))
    assert ["Doe"] == [speaker.name for speaker in table.speakers]
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("The authority", "Orba Dam Authority"),
        ("The agency", "Orba Dam Authority"),  # takes up a body of any kind
        ("The company", "company"),  # the name says that it is none
        ("The transport ministry", "transport ministry"),  # the noun says which
    ],
)
def test_speakers_a_noun_takes_up_a_body_that_it_fits(source, expected):
    text = f"The Orba Dam Authority closed the dam. {source} said it rained."
    annotation = annotated(text, {"Orba Dam Authority": O}, (source, "said", "it rained"))
    assert [expected] == names_of(annotation)


def test_speakers_agency_that_signs_the_article_is_not_taken_up():
    text = "Orba News Agency\n\nThe agency said it rained."
    annotation = annotated(text, {"Orba News Agency": O}, ("The agency", "said", "it rained"))
    table = resolve_speakers(annotation, entities_of(annotation), article(text, byline="Orba News Agency"))
    assert ["agency"] == [speaker.name for speaker in table.speakers]


def test_speakers_unnamed_source_described_since_goes_before_a_person_of_the_role():
    annotation = annotated(
        "Jane Doe, an official, said it rained. A dam official said it held. The official said it would.",
        {"Jane Doe": P},
        ("Jane Doe, an official,", "said", "it rained"),
        ("A dam official", "said@2", "it held"),
        ("The official", "said@3", "it would"),
    )
    assert ["Jane Doe", "dam official", "dam official"] == names_of(annotation)


def test_speakers_participle_takes_the_subject_of_its_main_clause():
    words = ["A", "dam", "court", "closed", "it", ",", "saying", "it", "rained", "."]
    heads, deps = [2, 2, 3, 3, 3, 6, 3, 8, 6, 3], [
        "det", "compound", "nsubj", "root", "obj", "punct", "advcl", "nsubj", "ccomp", "punct",
    ]  # fmt: skip
    starts = [sum(len(word) + 1 for word in words[:place]) for place in range(len(words))]
    tokens = tuple(
        Token(start, start + len(word), word, word, "NOUN" if dep == "nsubj" else "X", "", "", dep, head)
        for start, word, dep, head in zip(starts, words, deps, heads, strict=True)
    )
    said = Attribution(None, (6, 7), ((7, 9),), 0, 0.9)
    annotation = Annotation(" ".join(words), tokens, ((0, 10),), (), (), (said,))
    assert ["dam court"] == names_of(annotation)


def test_speakers_two_who_are_new_are_nobody_named_before():
    annotation = annotated(
        "Jane Doe met Tom Roe. It rained, two officials said.",
        {"Jane Doe": P, "Tom Roe": P},
        ("two officials", "said", "It rained"),
    )
    assert ["officials"] == names_of(annotation)
