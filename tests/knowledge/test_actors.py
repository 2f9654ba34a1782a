"""The actor tables: complete, well-formed, without silent double owners, and found by the names that news use."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from claimx.knowledge.actors import actors, actors_in, candidates, find_actor, owners
from claimx.knowledge.ambiguity import ambiguities, ambiguity
from claimx.knowledge.countries import (
    countries,
    countries_in,
    country,
    country_of_demonym,
    demonyms,
    names,
    place,
    places,
    prepositions,
)
from claimx.knowledge.currencies import (
    currencies,
    currency,
    currency_of_country,
    currency_words,
    signs,
    subunit_words,
)
from claimx.knowledge.tables import rows

TABLES = ("ambiguous", "countries", "currencies", "groups", "igos", "institutions", "metonymy", "places")


def table(name):
    text = files("claimx.knowledge").joinpath(f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize("name", TABLES)
def test_tables_every_row_has_source_and_licence(name):
    found = table(name)

    assert found
    assert [] == [row for row in found if not row["source"] or not row["licence"] or None in row]


@pytest.mark.parametrize("name", TABLES)
def test_tables_sources_and_licences_are_explained(name):
    readme = files("claimx.knowledge").joinpath("README.md").read_text("utf-8")

    assert [] == [
        row for row in table(name) if f"`{row['source']}`" not in readme or f"`{row['licence']}`" not in readme
    ]
    assert f"`{name}.csv`" in readme


@pytest.mark.parametrize("name", TABLES)
def test_tables_cells_are_trimmed_and_lists_have_no_empty_or_double_items(name):
    cells = [cell for row in table(name) for cell in row.values()]

    assert [] == [cell for cell in cells if cell != cell.strip() or "  " in cell]
    lists = [cell.split("|") for cell in cells if "|" in cell]
    assert [] == [items for items in lists if "" in items or len(set(items)) != len(items)]


def test_tables_stay_small():
    assert 150_000 > sum(len(files("claimx.knowledge").joinpath(f"{name}.csv").read_bytes()) for name in TABLES)


def test_tables_rows_leave_out_header_and_notes():
    first = rows("metonymy")[0]

    assert ["in", "locative"] == first.cells
    assert ["in"] == list(first.keys(0))


def test_countries_hold_the_iso_codes():
    current = [held for held in countries().values() if held.status != "former"]

    assert 250 == len(current)
    assert 250 == len({held.iso2 for held in current})
    assert [] == [held.iso3 for held in countries().values() if not (held.iso3.isupper() and len(held.iso3) == 3)]
    assert [] == [held.iso2 for held in countries().values() if not (held.iso2.isupper() and len(held.iso2) == 2)]
    assert {"state", "territory", "former"} == {held.status for held in countries().values()}


def test_countries_states_have_people():
    assert [] == [
        held.name
        for held in countries().values()
        if held.status == "state" and not held.adjectives and held.iso3 != "VAT"
    ]


def test_tables_refer_to_known_countries():
    codes = {row["iso3"] for name in ("institutions", "groups", "places") for row in table(name)}
    codes |= {code for row in table("currencies") for code in row["iso3"].split("|")}

    assert set() == codes - set(countries()) - {""}


@pytest.mark.parametrize(
    ("name", "sectors"),
    [
        ("institutions", {"GOV", "MIL", "LEG", "JUD", "SPY", "COP", "BNK", "PTY"}),
        ("groups", {"armed", "party", "religion", "people"}),
    ],
)
def test_tables_sectors_are_known_and_ids_unique(name, sectors):
    found = table(name)

    assert sectors == {row["sector"] for row in found}
    assert len(found) == len({row["id"] for row in found})


def test_institutions_seats_are_among_their_names():
    assert [] == [
        row["id"]
        for row in table("institutions")
        for seat in row["seats"].split("|")
        if seat and seat not in (row["name"], *row["aliases"].split("|"))
    ]


def test_ambiguity_every_actor_name_with_two_owners_is_listed():
    assert {} == {key: held for key, held in owners().items() if len(held) > 1 and key not in ambiguities()}


def test_ambiguity_every_demonym_and_place_with_two_countries_is_listed():
    claims: dict[str, set[str]] = {}
    for row in rows("countries"):
        for key in row.keys(5, 6):
            claims.setdefault(f"people {key}", set()).add(row.cells[1])
        for key in row.keys(7, 8):
            claims.setdefault(f"place {key}", set()).add(row.cells[1])
    for row in rows("places"):
        for key in row.keys(0, 1):
            claims.setdefault(f"place {key}", set()).add(row.cells[2])

    assert [] == [name for name, held in claims.items() if len(held) > 1 and name.split(" ", 1)[1] not in ambiguities()]


def test_ambiguity_no_demonym_is_an_actor():
    assert set() == {key for key in demonyms() if key in owners() and key not in names()}


def test_ambiguity_lists_all_owners_and_defaults_are_among_them():
    listed = [(note, owner) for note in ambiguities().values() for owner in note.owners]

    assert [] == [note.alias for note in ambiguities().values() if note.default and note.default not in note.owners]
    assert [] == [(note.alias, owner) for note, owner in listed if owner not in actors() and ":" not in owner]
    assert [] == [
        (note.alias, owner)
        for note, owner in listed
        if owner.split(":")[0] in {"inst", "group", "igo"} and owner not in actors()
    ]
    assert [] == [
        (note.alias, owner)
        for key, note in ambiguities().items()
        for owner in owners().get(key, ())
        if owner not in note.owners
    ]
    assert [] == [note.alias for note in ambiguities().values() if not note.ground]


@pytest.mark.parametrize(("name", "expected"), [
    ("Pakistan", "PAK"),
    ("PAKISTAN", "PAK"),
    ("Pakistan's", "PAK"),
    ("Pakistan’s", "PAK"),
    ("the Netherlands", "NLD"),
    ("U.S.", "USA"),
    ("US", "USA"),
    ("U.S.A.", "USA"),
    ("United States'", "USA"),
    ("us", None),
    ("Us", None),
    ("UAE", "ARE"),
    ("Burma", "MMR"),
    ("Côte d’Ivoire", "CIV"),
    ("Cote d'Ivoire", "CIV"),
    ("Turkey", "TUR"),
    ("turkey", None),
    ("Guinea", "GIN"),
    ("Guinea-Bissau", "GNB"),
    ("Congo", "COD"),
    ("Republic of Congo", "COG"),
    ("Korea", None),
    ("Niger", "NER"),
    ("Nigeria", "NGA"),
    ("the Pakistani Taliban's", "group:ttp"),
    ("Tehreek-e-Taliban Pakistan", "group:ttp"),
    ("Tehrik-i-Taliban Pakistan", "group:ttp"),
    ("TTP", "group:ttp"),
    ("Taliban", "group:taliban"),
    ("Afghan Taliban", "group:taliban"),
    ("Taliban fighters", None),
    ("ISIS", "group:is"),
    ("Daesh", "group:is"),
    ("IS", "group:is"),
    ("Is", None),
    ("is", None),
    ("ISIS-K", "group:iskp"),
    ("al Qaeda", "group:alqaida"),
    ("Al-Qaida", "group:alqaida"),
    ("Hizbollah", "group:hezbollah"),
    ("Ansar Allah", "group:houthis"),
    ("WHO", "igo:who"),
    ("Who", None),
    ("UN", "igo:un"),
    ("U.N.", "igo:un"),
    ("the Kremlin", "inst:rus-kremlin"),
    ("No. 10", "inst:gbr-pm"),
    ("Élysée", "inst:fra-presidency"),
    ("Elysee Palace", "inst:fra-presidency"),
    ("Defense Department", "inst:usa-defense"),
    ("Pentagon", "inst:usa-defense"),
    ("ISI", "inst:pak-isi"),
    ("Labor Party", None),
    ("", None),
    ("'s", None),
    ("the", None),
])  # fmt: skip
def test_actors_find(name, expected):
    found = find_actor(name)

    assert expected == (found.id if found else None)


def test_actors_records_tell_kind_country_and_sector():
    assert ("institution", "PAK", "SPY") == find_actor("Inter-Services Intelligence")[2:5]
    assert ("igo", None, None) == find_actor("NATO")[2:5]
    assert ("group", "PAK", "armed") == find_actor("TTP")[2:5]
    assert ("country", "PAK", None) == find_actor("Pakistan")[2:5]


def test_actors_candidates_begin_with_the_default():
    assert ["COD", "COG"] == [actor.id for actor in candidates("Congo")]
    assert ["KOR", "PRK"] == [actor.id for actor in candidates("Korea")]


def test_actors_in_a_phrase_take_the_longest_name():
    found = actors_in("a Pakistani Taliban commander, the U.N. Security Council and Iran")

    assert ["group:ttp", "igo:unsc", "IRN"] == [actor.id for actor in found]


@pytest.mark.parametrize(("word", "expected"), [
    ("Pakistani", "PAK"),
    ("Pakistanis", "PAK"),
    ("Britons", "GBR"),
    ("Dutch", "NLD"),
    ("Nigerien", "NER"),
    ("Nigerian", "NGA"),
    ("South Korean", "KOR"),
    ("Korean", None),
    ("Dominican", "DOM"),
    ("Congolese", "COD"),
    ("Guinean", "GIN"),
    ("polish", None),
    ("Polish", "POL"),
    ("Pakistan", None),
])  # fmt: skip
def test_countries_of_demonyms(word, expected):
    found = country_of_demonym(word)

    assert expected == (found.iso3 if found else None)


@pytest.mark.parametrize(("name", "expected"), [
    ("Islamabad", ("PAK", True)),
    ("Kiev", ("UKR", True)),
    ("Washington", ("USA", True)),
    ("The Hague", ("NLD", True)),
    ("Karachi", ("PAK", False)),
    ("Nuuk", ("GRL", False)),
    ("Hyderabad", None),
    ("San Jose", None),
    ("Nowhereville", None),
])  # fmt: skip
def test_countries_of_places(name, expected):
    found = place(name)

    assert expected == (found[1:] if found else None)


def test_countries_places_spell_a_capital_in_one_way():
    assert places()["kiev"] == places()["kyiv"]


def test_countries_in_a_name():
    assert ["USA", "KOR"] == [held.iso3 for held in countries_in("U.S. Embassy in South Korea")]
    assert ["GNB"] == [held.iso3 for held in countries_in("Bank of Guinea-Bissau")]


def test_countries_give_names_and_former_states():
    assert "United States" == country("America").name
    assert "former" == country("USSR").status


def test_countries_prepositions_are_of_three_kinds():
    assert ("locative", "agent", "bilateral") == tuple(prepositions()[word] for word in ("in", "by", "between"))


def test_currencies_codes_are_well_formed():
    assert [] == [code for code in currencies() if not (code.isupper() and len(code) == 3)]
    assert 150 < len(currencies())


def test_currencies_signs_give_the_usual_one_first():
    assert ["USD", "CAD", "AUD"] == [held.code for held in signs()["$"]][:3]
    assert {"INR", "PKR", "LKR", "NPR"} <= {held.code for held in signs()["Rs"]}
    assert ["GBP"] == [held.code for held in signs()["£"]][:1]


def test_currencies_words():
    assert "JPY" == currency_words()["yen"][0].code
    assert ["PKR"] == [held.code for held in currency_words()["pakistani rupees"]]
    assert "PKR" in {held.code for held in subunit_words()["paise"]}
    assert currency("EUR").name == "euro"
    assert currency("eur") is None


@pytest.mark.parametrize(
    ("iso3", "code"), [("PAK", "PKR"), ("FRA", "EUR"), ("BTN", "BTN"), ("SEN", "XOF"), ("ATA", None)]
)
def test_currencies_of_countries(iso3, code):
    found = currency_of_country(iso3)

    assert code == (found.code if found else None)


def test_currencies_every_state_has_one():
    assert [] == [
        held.iso3 for held in countries().values() if held.status == "state" and not currency_of_country(held.iso3)
    ]


def test_ambiguity_of_a_plain_name_is_none():
    assert ambiguity("Pakistan") is None
    assert ambiguity("Georgia").default == "GEO"
