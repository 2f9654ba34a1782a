"""Mentions become entities: merged, named, given a country and a value. In the examples {name|LABEL} is a mention."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from claimx.annotation import Annotation, Attribution, Mention, Token
from claimx.claims.entities.table import entities_of
from claimx.schema import Money

WORDS = re.compile(r"['’]s\b|(?:[A-Z]\.)+|Mrs?\.|[\w-]+|[^\w\s]")
MARKED = re.compile(r"\{([^|}]*)\|([A-Z]+)\}")


def annotate(marked, *, source=None, cue=None, tree=()):
    """An annotation of a text with marked mentions; `tree` holds (word, label, head word), by first occurrence."""
    text, spans, at = "", [], 0
    for found in MARKED.finditer(marked):
        text += marked[at : found.start()]
        spans.append((len(text), len(text) + len(found[1]), found[2]))
        text += found[1]
        at = found.end()
    text += marked[at:]
    places = [(found.start(), found.end()) for found in WORDS.finditer(text)]
    places = split(places, {offset for start, end, _ in spans for offset in (start, end)})
    starts, ends = [start for start, _ in places], [end for _, end in places]
    words = [text[start:end] for start, end in places]
    heads = {words.index(word): (label, words.index(head)) for word, label, head in tree}
    tokens = tuple(
        Token(start, end, text[start:end], "", "", "", "", *heads.get(index, ("", index)))
        for index, (start, end) in enumerate(places)
    )

    def tokens_of(start, end):
        return starts.index(start), ends.index(end) + 1

    def phrase(words):
        return tokens_of(text.index(words), text.index(words) + len(words)) if words else None

    attribution = Attribution(phrase(source), phrase(cue), (), 0, 1.0)
    mentions = tuple(Mention(*tokens_of(start, end), label, 1.0) for start, end, label in spans)
    return Annotation(text, tokens, ((0, len(tokens)),), mentions, (), (attribution,) if source or cue else ())


def split(places, cuts):
    """The places, cut where a mention begins or ends within one."""
    out = []
    for start, end in places:
        inner = [start, *sorted(cut for cut in cuts if start < cut < end), end]
        out.extend((inner[at], inner[at + 1]) for at in range(len(inner) - 1))
    return out


def gathered(marked, **options):
    """(label, name, iso3, texts of the mentions) of each entity."""
    annotation = annotate(marked)
    return [
        (entity.label, entity.name, entity.iso3, tuple(mention.text for mention in entity.mentions))
        for entity in entities_of(annotation, **options).entities
    ]


def names(marked, **options):
    """The name of each mention's entity."""
    table = entities_of(annotate(marked), **options)
    return [table.entities[entity].name for entity in table.by_mention]


def test_entities_are_numbered_by_first_mention_and_point_at_their_words():
    annotation = annotate("{Nepal|COUNTRY} told {Bhutan|COUNTRY} that {Nepal|COUNTRY} agrees.")

    table = entities_of(annotation)

    assert ["e1", "e2"] == [entity.id for entity in table.entities]
    assert (0, 1, 0) == table.by_mention
    assert [["Nepal", "Nepal"], ["Bhutan"]] == [
        [annotation.text[mention.start : mention.end] for mention in entity.mentions] for entity in table.entities
    ]


def test_entities_of_no_mentions_are_none():
    table = entities_of(annotate("Nobody said anything."))

    assert ((), (), ()) == (table.entities, table.by_mention, table.corrections)


def test_entities_empty_mention_has_no_entity():
    annotation = annotate("{Nepal|COUNTRY} agrees.")
    broken = Annotation(annotation.text, annotation.tokens, (), (Mention(1, 1, "ORG", 1.0),), (), ())

    assert (None,) == entities_of(broken).by_mention


@pytest.mark.parametrize(("marked", "expected"), [
    ("{United States|COUNTRY} … {U.S.|COUNTRY} … {US|COUNTRY} … {America|COUNTRY}",
     [("COUNTRY", "United States", "USA")]),
    ("{U.S.|COUNTRY} … {U.S.|COUNTRY}", [("COUNTRY", "United States", "USA")]),
    ("{Burma|COUNTRY} … {Burma|COUNTRY}", [("COUNTRY", "Burma", "MMR")]),
    ("{Burma|COUNTRY} … {Myanmar|COUNTRY}", [("COUNTRY", "Myanmar", "MMR")]),
    ("{Pakistan|COUNTRY} … {Pakistani|GROUP} … {Pakistanis|GROUP}",
     [("COUNTRY", "Pakistan", "PAK"), ("GROUP", "Pakistanis", "PAK")]),
    ("{Taliban|GROUP} … {Pakistani Taliban|GROUP} … {TTP|GROUP}",
     [("GROUP", "Taliban", "AFG"), ("GROUP", "Tehrik-i-Taliban Pakistan", "PAK")]),
    ("{Tehreek-e-Taliban Pakistan|GROUP} … {TTP|ORG}", [("GROUP", "Tehrik-i-Taliban Pakistan", "PAK")]),
    ("{al-Qaida|GROUP} … {Al Qaeda|GROUP}", [("GROUP", "al-Qaida", None)]),
    ("{Kyiv|PLACE} … {Kiev|PLACE} … {KYIV|PLACE}", [("PLACE", "Kyiv", "UKR")]),
    ("{U.N.|ORG} … {United Nations|ORG}", [("ORG", "United Nations", None)]),
    ("{Soviet Union|COUNTRY} … {USSR|COUNTRY}", [("COUNTRY", "Soviet Union", "SUN")]),
    ("{Democrats|GROUP} … {Democratic|GROUP}", [("GROUP", "Democrats", "USA")]),
    ("{Republic of Congo|COUNTRY} … {Congo|COUNTRY}", [("COUNTRY", "Republic of Congo", "COG")]),
    ("{Congo|COUNTRY}", [("COUNTRY", "Congo", "COD")]),
    ("{North Korea|COUNTRY} … {Korean|GROUP}", [("COUNTRY", "North Korea", "PRK"), ("GROUP", "Korean", "PRK")]),
    ("{Georgia|COUNTRY}", [("COUNTRY", "Georgia", "GEO")]),
    ("{Georgia|PLACE}", [("PLACE", "Georgia", "USA")]),
    ("{The Hague|PLACE}", [("PLACE", "The Hague", "NLD")]),
    ("{Atlantis|COUNTRY}", [("COUNTRY", "Atlantis", None)]),
    ("{Vatican|ORG}", [("ORG", "Vatican", "VAT")]),
])  # fmt: skip
def test_entities_tables_merge_and_name(marked, expected):
    found = [(label, name, iso3) for label, name, iso3, _ in gathered(marked)]

    assert expected == found


@pytest.mark.parametrize(("marked", "expected"), [
    ("{Rural Water Board|ORG} ({RWB|ORG}) met. The {RWB|ORG} agreed.", ["Rural Water Board"] * 3),
    ("The {Rural Water Board|ORG} met. Later {RWB|ORG} agreed.", ["Rural Water Board"] * 2),
    ("{WHO|ORG} is the {Western Hat Organisation|ORG}.", ["World Health Organization", "Western Hat Organisation"]),
    ("The {Western Hat Organisation|ORG} ({WHO|ORG}) met. {WHO|ORG} agreed.", ["Western Hat Organisation"] * 3),
    ("{Department of Defense|ORG} … {Defense Department|ORG} … {Pentagon|ORG}", ["Department of Defense"] * 3),
    ("{Ministry of Tourism|ORG} … {Tourism Ministry|ORG}", ["Ministry of Tourism"] * 2),
    ("{Afghan Mines Ministry|ORG} … {Mines Ministry|ORG}", ["Afghan Mines Ministry"] * 2),
    ("{Kestrel Airlines|ORG} … {Kestrel|ORG}", ["Kestrel Airlines"] * 2),
    ("{Kestrel Airlines|ORG} … {Kestrel Bank|ORG} … {Kestrel|ORG}", ["Kestrel Airlines", "Kestrel Bank", "Kestrel"]),
])  # fmt: skip
def test_entities_bodies_merge_by_abbreviation_and_shortening(marked, expected):
    assert expected == names(marked)


def test_entities_bodies_of_two_countries_are_two():
    found = gathered(
        "{Nepal|COUNTRY}'s {Mines Ministry|ORG} and the {Bhutanese|GROUP} {Mines Ministry|ORG} met. "
        "The {Mines Ministry|ORG} agreed."
    )

    assert [("Mines Ministry", "NPL", 1), ("Mines Ministry", "BTN", 2)] == [
        (name, iso3, len(texts)) for label, name, iso3, texts in found if label == "ORG"
    ]


@pytest.mark.parametrize(("marked", "expected"), [
    ("{U.S. Embassy|FACILITY}", "USA"),
    ("{University of Kabul|ORG}", "AFG"),
    ("{State Department|ORG}", "USA"),
    ("{Nepal|COUNTRY} and {Kestrel Bank|ORG}", None),
    ("{Inter American Kestrel Club|ORG}", None),
    ("{France|COUNTRY}'s {Senate|ORG}", "FRA"),
    ("{Senate|ORG}", "USA"),
    ("{Kandahar province|PLACE}", "AFG"),
    ("{Nowhereville|PLACE}, {Sudan|COUNTRY}, on Monday", "SDN"),
    ("{Nowhereville|PLACE}, {Texas|PLACE}.", "USA"),
    ("{Nowhereville|PLACE}, {Sudan|COUNTRY} and {Chad|COUNTRY}", None),
    ("{Kashmir|PLACE}", None),
])  # fmt: skip
def test_entities_bodies_and_places_have_their_country(marked, expected):
    found = {name: iso3 for label, name, iso3, _ in gathered(marked) if label in {"ORG", "FACILITY", "PLACE"}}

    assert expected == next(iso3 for name, iso3 in found.items() if name != "Texas")


@pytest.mark.parametrize(("marked", "expected"), [
    ("{Shafqat Ali Khan|PERSON} … {Khan|PERSON}", ["Shafqat Ali Khan"] * 2),
    ("{Khan|PERSON} … {Shafqat Ali Khan|PERSON} … {Khan|PERSON}", ["Shafqat Ali Khan"] * 3),
    ("{Ana Reyes|PERSON} … {Ben Reyes|PERSON}", ["Ana Reyes", "Ben Reyes"]),
    ("{Ana Reyes|PERSON} … {Zed Reyes|PERSON} … {Reyes|PERSON}", ["Ana Reyes", "Zed Reyes", "Zed Reyes"]),
    ("Mayor {Ana Reyes|PERSON} … Judge {Zed Reyes|PERSON} … Mayor {Reyes|PERSON}",
     ["Ana Reyes", "Zed Reyes", "Ana Reyes"]),
    ("{John Reyes|PERSON} … {Mary Reyes|PERSON} … Mr. {Reyes|PERSON}", ["John Reyes", "Mary Reyes", "John Reyes"]),
    ("{John Reyes|PERSON} … Mrs. {Reyes|PERSON}", ["John Reyes", "Reyes"]),
    ("{Ana B. Reyes|PERSON} … {Ana Reyes|PERSON}", ["Ana B. Reyes"] * 2),
    ("{Ana Reyes|PERSON}'s … {REYES|PERSON}", ["Ana Reyes"] * 2),
    ("{Ed Reyes Jr.|PERSON} … {Ed Reyes III|PERSON}", ["Ed Reyes Jr.", "Ed Reyes III"]),
    ("{Osama bin Laden|PERSON} … {bin Laden|PERSON}", ["Osama bin Laden"] * 2),
    ("{Abu Musab al-Zarqawi|PERSON} … {Zarqawi|PERSON}", ["Abu Musab al-Zarqawi"] * 2),
    ("{Kim Jong Il|PERSON} … {Kim|PERSON}", ["Kim Jong Il"] * 2),
    ("{José Reyes|PERSON} … {Jose Reyes|PERSON}", ["José Reyes"] * 2),
])  # fmt: skip
def test_entities_persons_merge_by_surname(marked, expected):
    assert expected == names(marked)


def test_entities_persons_of_one_surname_the_one_most_spoken_of_keeps_it():
    found = names(
        "{Ana Reyes|PERSON} … {Reyes|PERSON} … {Reyes|PERSON} … her cousin {Zed Reyes|PERSON} … {Reyes|PERSON}"
    )

    assert ["Ana Reyes", "Ana Reyes", "Ana Reyes", "Zed Reyes", "Ana Reyes"] == found


def test_entities_persons_titles_can_be_given():
    marked = "{Ana Reyes|PERSON} … {Zed Reyes|PERSON} … {Reyes|PERSON}"

    assert "Ana Reyes" == names(marked, titles={0: "mayor", 2: "mayor"})[2]


@pytest.mark.parametrize(("marked", "expected"), [
    ("{Nepal|ORG}", ("ORG", "COUNTRY")),
    ("{Hezbollah|PERSON}", ("PERSON", "GROUP")),
    ("{Boko Haram|ORG}", ("ORG", "GROUP")),
    ("{Nepali|PLACE}", ("PLACE", "GROUP")),
    ("{NATO|PERSON}", ("PERSON", "ORG")),
    ("{Kathmandu|COUNTRY}", ("COUNTRY", "PLACE")),
])  # fmt: skip
def test_entities_labels_are_corrected_by_closed_lists(marked, expected):
    table = entities_of(annotate(marked))

    assert [expected] == [(one.given, one.label) for one in table.corrections]
    assert expected[1] == table.entities[0].label
    assert "in the tables" in table.corrections[0].reason


@pytest.mark.parametrize(
    "marked",
    ["{Jordan|PERSON}", "{Georgia|ORG}", "{Chad|PERSON}", "{Hong Kong|PLACE}", "{Kremlin|FACILITY}", "{Nepali|PERSON}"],
)
def test_entities_labels_stay_where_the_name_is_ambiguous_or_fits(marked):
    table = entities_of(annotate(marked))

    assert () == table.corrections
    assert MARKED.fullmatch(marked)[2] == table.entities[0].label


SAID = (("Islamabad", "nsubj", "said"),)


@pytest.mark.parametrize(("marked", "options", "expected"), [
    ("{Islamabad|PLACE} said no.", {"source": "Islamabad", "cue": "said", "tree": SAID}, True),
    ("{Islamabad|PLACE} said no.", {"source": "Islamabad", "cue": "said"}, True),
    ("{Islamabad|PLACE} said no.", {"cue": "said", "tree": SAID}, True),
    ("{Islamabad|PLACE} said no.", {"tree": SAID}, False),
    ("Police in {Islamabad|PLACE} said no.",
     {"source": "Police in Islamabad", "cue": "said",
      "tree": (("Police", "nsubj", "said"), ("Islamabad", "nmod", "Police"), ("in", "case", "Islamabad"))}, False),
    ("{Islamabad|PLACE} police said no.",
     {"source": "Islamabad police", "cue": "said",
      "tree": (("police", "nsubj", "said"), ("Islamabad", "compound", "police"))}, False),
    ("The plan was rejected by {Islamabad|PLACE}.",
     {"source": "Islamabad", "cue": "rejected",
      "tree": (("Islamabad", "obl", "rejected"), ("by", "case", "Islamabad"))}, True),
    ("{Islamabad|PLACE}'s denial came late.",
     {"cue": "denial", "tree": (("Islamabad", "nmod:poss", "denial"),)}, True),
    ("Talks between {Islamabad|PLACE} and {Kabul|PLACE} failed.",
     {"tree": (("Islamabad", "nmod", "Talks"), ("between", "case", "Islamabad"), ("Kabul", "conj", "Islamabad"))},
     True),
    ("{Kabul|PLACE} and {Islamabad|PLACE} said no.",
     {"source": "Kabul and Islamabad", "cue": "said",
      "tree": (("Kabul", "nsubj", "said"), ("Islamabad", "conj", "Kabul"))}, True),
    ("The {Kremlin|ORG} said no.",
     {"source": "The Kremlin", "cue": "said", "tree": (("Kremlin", "nsubj", "said"),)}, True),
    ("{Karachi|PLACE} said no.", {"source": "Karachi", "cue": "said", "tree": (("Karachi", "nsubj", "said"),)}, False),
    ("{Nuuk|PLACE} said no.", {"source": "Nuuk", "cue": "said", "tree": (("Nuuk", "nsubj", "said"),)}, False),
    ("{Washington|PERSON} said no.", {"source": "Washington", "cue": "said"}, False),
    ("{Pakistan|COUNTRY} said no.", {"source": "Pakistan", "cue": "said"}, False),
])  # fmt: skip
def test_entities_capitals_and_seats_stand_for_governments(marked, options, expected):
    table = entities_of(annotate(marked, **options))

    stands = {mention.stands_for for entity in table.entities for mention in entity.mentions}
    assert {"government" if expected else None} == stands


def test_entities_amounts_and_times_are_one_per_text_and_have_the_values_given():
    asked = []

    def value_of(text, label, start):
        asked.append((text, label, start))
        return Money(amount=5.0) if label == "MONEY" else None

    annotation = annotate("{$5|MONEY} on {Monday|DATE} and {$5|MONEY} in {Nepal|COUNTRY} by {monday|DATE}.")
    table = entities_of(annotation, value_of=value_of)

    assert [("$5", Money(amount=5.0)), ("Monday", None), ("Nepal", None)] == [
        (entity.name, entity.value) for entity in table.entities
    ]
    assert (0, 1, 0, 2, 1) == table.by_mention
    assert [("$5", "MONEY", 0), ("Monday", "DATE", 6)] == asked


def test_entities_many_namesakes_take_linear_time():
    marked = " ".join(f"{{A{number} Reyes|PERSON}}" for number in range(3000))

    assert 3000 == len(entities_of(annotate_fast(marked)).entities)


def annotate_fast(marked):
    """An annotation of a text that is nothing but mentions of two words."""
    tokens, mentions, text = [], [], []
    at = 0
    for found in MARKED.finditer(marked):
        mentions.append(Mention(len(tokens), len(tokens) + 2, found[2], 1.0))
        for word in found[1].split():
            tokens.append(Token(at, at + len(word), word, "", "", "", "", "", len(tokens)))
            text.append(word)
            at += len(word) + 1
    return Annotation(" ".join(text), tuple(tokens), ((0, len(tokens)),), tuple(mentions), (), ())


def test_entities_take_an_unsure_name_for_the_surname_of_a_person():
    annotation = annotate("{Mira Holt|PERSON} spoke. Radio quoted {Holt|ORG} as saying so; {Holt|ORG} was sold.")
    unsure = [
        mention if index != 1 else replace(mention, confidence=0.6) for index, mention in enumerate(annotation.mentions)
    ]

    table = entities_of(replace(annotation, mentions=tuple(unsure)))

    assert ["PERSON", "ORG"] == [entity.label for entity in table.entities]
    assert (0, 0, 1) == table.by_mention
    assert ["'Holt' is the surname of a person whom the article names in full"] == [c.reason for c in table.corrections]
