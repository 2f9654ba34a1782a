from __future__ import annotations

import pytest

from claimx.claims.summary import summarize
from claimx.schema import Claim, Contest, Link, SpeakerClaims, Summary


def claims(**speakers: str | None) -> list[Claim]:
    """A claim of each speaker, in text order."""
    return [
        Claim(
            id=id_, type="statement", directness="indirect", speaker=speaker, source=None, cue=None, content=(),
            polarity="affirmed", certainty="certain", writer_stance="neutral", sentence="n1", confidence=1, why=(),
        )
        for id_, speaker in speakers.items()
    ]  # fmt: skip


def links(*lines: str) -> list[Link]:
    """The links of lines such as "c2 denies c1"."""
    return [
        Link(kind=kind, from_=start, to=end, confidence=1, why="x") for start, kind, end in (s.split() for s in lines)
    ]


SPOKEN = claims(c1="s1", c2="s2", c3=None, c4="s1", c5="s3")


@pytest.mark.parametrize(
    ("found", "contested", "uncontested"),
    [
        ([], [], [("s1", "c1 c4"), ("s2", "c2"), ("s3", "c5"), (None, "c3")]),
        (["c2 denies c1"], [Contest(claim="c1", denied_by=("c2",))], [("s1", "c4"), ("s3", "c5"), (None, "c3")]),
        (
            ["c5 no_response c1", "c4 contradicts c2"],
            [Contest(claim="c2", contradicted_by=("c4",)), Contest(claim="c1", silent=("c5",))],
            [(None, "c3")],
        ),
        (
            ["c5 denies c1", "c2 denies c1", "c2 denies c1", "c3 corroborates c1", "c1 corroborates c4"],
            [Contest(claim="c1", denied_by=("c2", "c5"), corroborated_by=("c3", "c4"))],
            [],
        ),
        (
            ["c2 denies c1", "c5 no_response c1"],
            [Contest(claim="c1", denied_by=("c2",), silent=("c5",))],
            [("s1", "c4"), (None, "c3")],
        ),
        (["c3 corroborates c1"], [], [("s1", "c1 c4"), ("s2", "c2"), ("s3", "c5"), (None, "c3")]),
        (
            ["c2 denies c1", "c1 denies c2"],
            [Contest(claim="c1", denied_by=("c2",)), Contest(claim="c2", denied_by=("c1",))],
            [("s1", "c4"), ("s3", "c5"), (None, "c3")],
        ),
        (["c9 denies c1", "c2 denies c9"], [], [("s1", "c1 c4"), ("s2", "c2"), ("s3", "c5"), (None, "c3")]),
    ],
)
def test_summary_tells_the_disputed_from_the_rest(found, contested, uncontested):
    rest = tuple(SpeakerClaims(speaker=speaker, claims=tuple(ids.split())) for speaker, ids in uncontested)

    assert Summary(contested=tuple(contested), uncontested=rest) == summarize(SPOKEN, links(*found))


def test_summary_of_nothing_is_empty():
    assert Summary() == summarize([], links("c1 denies c2"))
