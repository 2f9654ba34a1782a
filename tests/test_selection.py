from __future__ import annotations

import pytest

from claimx.claims.summary import summarize
from claimx.schema import Report, Speaker
from claimx.selection import Selection, select
from tests.cli.stand_ins import article_of, claim_of, link_of, quotation_of, report_of
from tests.rendering.reports import EMPTY, HOSTILE, REPORT


@pytest.fixture
def nested() -> Report:
    """Three claims one inside the other, sure to 0.9, 0.5 and 0.8, of three speakers."""
    claims = (
        claim_of("c1", speaker="s1", confidence=0.9),
        claim_of("c2", speaker="s2", confidence=0.5, parent="c1", relayed_by="s1"),
        claim_of("c3", speaker="s3", confidence=0.8, parent="c2"),
    )
    links = (link_of("c1", "c2"), link_of("c2", "c3"), link_of("c3", "c1", confidence=0.6))
    return report_of(article_of("A says B says C.")).model_copy(
        update={
            "speakers": tuple(Speaker(id=f"s{n}", name=f"S{n}", kind="person", mentions=()) for n in (1, 2, 3)),
            "claims": claims,
            "quotations": (
                quotation_of("q1", claim="c1", speaker="s1"),
                quotation_of("q2", claim="c2", speaker="s2"),
                quotation_of("q3", claim=None, speaker=None),
            ),
            "links": links,
            "summary": summarize(claims, links),
        }
    )


def _ids(report: Report) -> list[str]:
    return [claim.id for claim in report.claims]


@pytest.mark.parametrize("selection", [Selection(), Selection(min_confidence=0.5), Selection(speakers=("S",))])
def test_selection_that_every_claim_fits_changes_nothing(nested, selection):
    assert nested == select(nested, selection)


@pytest.mark.parametrize(
    ("minimum", "claims", "speakers", "links", "quotations", "contested"),
    [
        (0.6, [("c1", None), ("c3", "c1")], ["s1", "s3"], [("c3", "c1")], [("c1", "s1"), ("c1", "s1")], ["c1"]),
        (0.7, [("c1", None), ("c3", "c1")], ["s1", "s3"], [], [("c1", "s1"), ("c1", "s1")], []),
        (0.85, [("c1", None)], ["s1"], [], [("c1", "s1"), ("c1", "s1")], []),
        (1.0, [], [], [], [], []),
    ],
)
def test_selection_by_confidence_leaves_out_what_falls_with_a_claim(
    nested, minimum, claims, speakers, links, quotations, contested
):
    left = select(nested, Selection(min_confidence=minimum))

    assert claims == [(claim.id, claim.parent) for claim in left.claims]
    assert speakers == [speaker.id for speaker in left.speakers]
    assert links == [(link.from_, link.to) for link in left.links]
    assert [*quotations, (None, None)] == [(quotation.claim, quotation.speaker) for quotation in left.quotations]
    assert nested.sentences == left.sentences
    assert contested == [contest.claim for contest in left.summary.contested]


def test_selection_by_confidence_calls_uncontested_what_no_sure_link_contests(nested):
    left = select(nested, Selection(min_confidence=0.7))

    assert [("s1", ("c1",)), ("s3", ("c3",))] == [(one.speaker, one.claims) for one in left.summary.uncontested]


@pytest.mark.parametrize(
    ("selection", "claims"),
    [
        (Selection(types=frozenset({"denial"})), ["c8"]),
        (Selection(types=frozenset({"denial", "no_comment"})), ["c8", "c18"]),
        (Selection(speakers=("khan",)), ["c3", "c4", "c5", "c6"]),
        (Selection(speakers=("SPOKESPERSON",)), ["c3", "c4", "c5", "c6", "c8", "c9"]),
        (Selection(speakers=("fitrat", "regional")), ["c8", "c9", "c12"]),
        (Selection(speakers=("nobody of that name",)), []),
        (Selection(direct_only=True), ["c4", "c5", "c9", "c17"]),
        (Selection(direct_only=True, speakers=("khan",), types=frozenset({"accusation"})), ["c5"]),
        (Selection(about=("TTP",)), ["c10", "c11"]),  # by another name of the entity
        (Selection(about=("$7 billion",)), ["c13"]),
        (Selection(about=("thursday",)), ["c1", "c8"]),
        (Selection(about=("Militants",)), ["c1", "c2", "c12"]),  # a plural is its singular
        (Selection(about=("weapons left behind",)), ["c1", "c2"]),
        (Selection(about=("eapons",)), []),  # whole words only
        (Selection(about=("behind left",)), []),
        (Selection(about=("biden",)), ["c15"]),
        (Selection(about=("spoils", "biden")), ["c15", "c19"]),
        (Selection(about=("…",)), []),
        (Selection(about=("Trump's assertions",)), ["c18"]),
    ],
)
def test_selection_keeps_the_claims_asked_for(selection, claims):
    assert claims == _ids(select(REPORT, selection))


def test_selection_keeps_a_contest_with_what_is_left_of_it():
    left = select(REPORT, Selection(types=frozenset({"accusation", "denial"})))

    (contest,) = left.summary.contested
    assert ("c2", ("c8",), ()) == (contest.claim, contest.denied_by, contest.contradicted_by)


def test_selection_never_calls_uncontested_what_is_disputed_outside_it():
    left = select(REPORT, Selection(types=frozenset({"accusation"})))

    assert () == left.summary.contested
    assert ["c11", "c5", "c10"] == [claim for one in left.summary.uncontested for claim in one.claims]
    assert {"c2", "c5", "c10", "c11", "c15"} == set(_ids(left))


def test_selection_keeps_quotations_of_nobody_and_of_the_claims_kept():
    left = select(REPORT, Selection(speakers=("taliban officials",)))

    assert [("q1", None), ("q6", "c19")] == [(one.id, one.claim) for one in left.quotations]
    assert ["s8"] == [speaker.id for speaker in left.speakers]


@pytest.mark.parametrize("report", [REPORT, HOSTILE, EMPTY], ids=["sample", "hostile", "empty"])
@pytest.mark.parametrize(
    "selection",
    [
        Selection(types=frozenset({"statement", "claim"})),
        Selection(about=("weapons", "tick")),
        Selection(min_confidence=0.9),
        Selection(speakers=("a",), direct_only=True),
    ],
)
def test_selection_leaves_no_id_that_leads_nowhere(report, selection):
    left = select(report, selection)

    claims, speakers = set(_ids(left)), {speaker.id for speaker in left.speakers}
    told = {end for link in left.links for end in (link.from_, link.to)}
    told |= {one.claim for one in left.quotations} | {claim.parent for claim in left.claims}
    for contest in left.summary.contested:
        told |= {contest.claim, *contest.denied_by, *contest.contradicted_by, *contest.corroborated_by, *contest.silent}
    told |= {claim for one in left.summary.uncontested for claim in one.claims}
    assert told <= claims | {None}
    voices = {voice for claim in left.claims for voice in (claim.speaker, claim.relayed_by)}
    assert voices | {one.speaker for one in left.quotations} <= speakers | {None}
    assert Report.model_validate(left.model_dump(by_alias=True)) == left


def test_selection_ends_in_a_circle_of_parents():
    claims = tuple(
        claim.model_copy(update={"parent": parent})
        for claim, parent in zip(REPORT.claims[:3], ("c2", "c1", "c2"), strict=True)
    )
    report = REPORT.model_copy(update={"claims": claims, "links": ()})

    (claim,) = select(report, Selection(speakers=("khan",))).claims
    assert ("c3", None) == (claim.id, claim.parent)
