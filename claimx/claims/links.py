"""How the claims of an article answer one another: who denies, contradicts, corroborates whom, who gives no answer.

Each pair of claims by different sides, near enough, gets signals (words in common weighted by their rarity in the
article, an anaphor such as "the allegations", whether the one names the other's speaker, order and nearness). A
log-linear score over the signals, one table of weights a kind of link, decides; a claim answers at most one other of
each kind. Where a denied proposition stands in the denial alone there is no link: without a sign of it elsewhere a pair
is not even looked at.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from claimx.claims.types.frames import lemma_of
from claimx.claims.types.needs import PLACES
from claimx.knowledge.cues import load_cues

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimx.annotation import Annotation
    from claimx.claims.types.frames import Wording
    from claimx.claims.types.judgement import Judgement
    from claimx.schema import ClaimType, LinkKind, Polarity

_REACH_BACK, _REACH_ON = 40, 12
"""How many claims before and after a claim may be the one that it answers."""
_TELLING_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
_SHORT = 3
"""A content of so few telling words is likely to stand for another."""
_WORDS = 60
"""How many words of a content are compared."""


@dataclass(frozen=True, slots=True)
class ClaimEvidence:
    """What linking needs to know of one claim; `parent` is the index of the claim inside whose content it stands.

    `speaker` is the resolved name (None where nobody is named), `party` the name of the party that he speaks for;
    `lemmas` are the telling words of the content, `opening` its first words as they stand, `head` the words of its head
    or of its subject, all in lower case.
    `contrast` tells that the sentence sets itself off from what went before ("But …", "… , however").
    """

    type: ClaimType
    speaker: str | None
    party: str | None
    lemmas: tuple[str, ...]
    opening: tuple[str, ...]
    head: tuple[str, ...]
    entities: frozenset[str]
    cue: tuple[str, ...]
    source: tuple[str, ...]
    target: tuple[str, ...]
    sentence: int
    paragraph: int
    polarity: Polarity
    contrast: bool = False
    parent: int | None = None


class LinkFound(NamedTuple):
    """A link between two claims, as indices into the sequence given: the first answers the second."""

    kind: LinkKind
    source_index: int
    target_index: int
    confidence: float
    why: str


def evidence_of(  # noqa: PLR0913
    annotation: Annotation,
    index: int,
    wording: Wording,
    judgement: Judgement,
    *,
    speaker: str | None,
    party: str | None = None,
    entities: frozenset[str] = frozenset(),
    target: tuple[int, int] | None = None,
    sentence: int = 0,
    paragraph: int = 0,
    parent: int | None = None,
) -> ClaimEvidence:
    """What linking needs of attribution `index`; `parent` is an index into the claims, not the attributions."""
    tokens = annotation.tokens
    stop = load_cues().words["stop"]
    telling = [
        lemma_of(tokens[i])
        for i in wording.content[:_WORDS]
        if (not tokens[i].pos or tokens[i].pos in _TELLING_POS) and tokens[i].text[:1].isalnum()
    ]
    return ClaimEvidence(
        type=judgement.type,
        speaker=speaker,
        party=party,
        lemmas=tuple(lemma for lemma in telling if lemma not in stop),
        opening=wording.lemmas[:10],
        head=PLACES["head"](wording)
        if wording.kind in ("noun", "to")
        else tuple(lemma_of(tokens[i]) for i in wording.subject),
        entities=entities,
        cue=wording.cue_lemmas + wording.after[:4],
        source=wording.source_lemmas,
        target=tuple(lemma_of(tokens[i]) for i in range(*target)) if target else (),
        sentence=sentence,
        paragraph=paragraph,
        polarity=judgement.polarity,
        contrast=_contrasts(annotation, index),
        parent=parent,
    )


def find_links(claims: Sequence[ClaimEvidence]) -> tuple[LinkFound, ...]:
    """The links among the claims of one article, in the order of the answering claims."""
    sides = sides_of(claims)
    found: list[LinkFound] = []
    for index, claim in enumerate(claims):
        for kind in _kinds(claim):
            best = _best(kind, index, sides)
            if best is not None:
                found.append(best)
    return tuple(_one_way(found))


class Side(NamedTuple):
    """A claim made ready for comparison: its words as sets, how telling they are, the names of its speaker's side."""

    claim: ClaimEvidence
    lemmas: frozenset[str]
    weight: float
    rarity: Mapping[str, float]
    names: frozenset[str]
    mentions: frozenset[str]
    takes_up: frozenset[str]
    echo: bool
    numbers: frozenset[str]
    last: int | None


def sides_of(claims: Sequence[ClaimEvidence]) -> tuple[Side, ...]:
    """The claims of one article made ready for comparison, each once."""
    rarity, lexicon = _rarity(claims), load_cues()
    return tuple(
        Side(
            claim=claim,
            lemmas=frozenset(claim.lemmas),
            weight=sum(rarity[lemma] for lemma in sorted(set(claim.lemmas))),
            rarity=rarity,
            names=_names(claim),
            mentions=frozenset(claim.lemmas + claim.opening + claim.cue + claim.target),
            takes_up=frozenset(name for name in _ANAPHORS if lexicon.holds(name, claim.head) is not None),
            echo=lexicon.holds("echo", claim.cue + claim.opening) is not None,
            numbers=frozenset(lemma for lemma in claim.lemmas if lemma[0].isdigit()),
            last=_last_other(index, claims),
        )
        for index, claim in enumerate(claims)
    )


def _best(kind: LinkKind, index: int, sides: Sequence[Side]) -> LinkFound | None:
    """The claim that the claim at `index` answers in this way, if one is likely enough."""
    table = load_cues().links[kind]
    best: LinkFound | None = None
    for other in _near(kind, index, len(sides)):
        signals = signals_of(kind, index, other, sides)
        if signals is None:
            continue
        total = table["bias"] + sum(table.get(name, 0.0) * value for name, value in signals.items())
        score = 1 / (1 + math.exp(-total))
        if score >= table["threshold"] and (best is None or score > best.confidence):
            best = LinkFound(kind, index, other, score, _reason(sides[index].claim, sides[other].claim, signals))
    return None if best is None else best._replace(confidence=round(best.confidence, 4))


def _kinds(claim: ClaimEvidence) -> tuple[LinkKind, ...]:
    """The kinds of link that a claim of this type may begin."""
    if claim.type == "no_comment":
        return ("no_response",)
    if claim.type in ("denial", "refusal", "retraction"):
        return ("denies", "corroborates")
    return ("denies", "contradicts", "corroborates")


def _near(kind: LinkKind, index: int, count: int) -> Iterator[int]:
    """The claims that may be answered; only an answer may stand before what it answers."""
    on = 0 if kind in ("corroborates", "contradicts") else _REACH_ON
    for other in range(max(0, index - _REACH_BACK), min(count, index + on + 1)):
        if other != index:
            yield other


def signals_of(kind: LinkKind, index: int, other: int, sides: Sequence[Side]) -> dict[str, float] | None:
    """What speaks for a link from the claim at `index` to that at `other`, by name; None where there can be none."""
    mine, theirs = sides[index], sides[other]
    claim, answered = mine.claim, theirs.claim
    if answered.type == "no_comment" or _same_speaker(claim, answered):
        return None
    side = not mine.names.isdisjoint(theirs.names)
    if side and kind == "corroborates":
        return None
    common = mine.lemmas & theirs.lemmas
    anaphor = _TAKEN_UP.get(answered.type, "takes_up_report") in mine.takes_up
    named = not theirs.names.isdisjoint(mine.mentions)
    charged = not mine.names.isdisjoint(theirs.mentions)
    echo, short, last = mine.echo, len(mine.lemmas) <= _SHORT, other == mine.last
    if not (common or anaphor or named or charged or kind == "no_response" or (last and (echo or short))):
        return None
    weights = sorted((mine.rarity[lemma] for lemma in common), reverse=True)
    shared = sum(weights)
    overlap = shared / math.sqrt(mine.weight * theirs.weight) if mine.weight and theirs.weight else 0.0
    opposed, same_type = claim.polarity != answered.polarity, claim.type == answered.type
    answers = _GROUPS.get(answered.type, "statement")
    signals: dict[str, float] = {
        "overlap": overlap,
        "covered": shared / mine.weight if mine.weight else 0.0,
        "shared": min(shared, 16.0) / 16.0,
        "rarest": weights[0] / 5.0 if weights else 0.0,
        "two in common": len(common) >= 2,
        "four in common": len(common) >= 4,
        "entities": not claim.entities.isdisjoint(answered.entities),
        "anaphor": anaphor,
        "short": short,
        "short and anaphor": short and anaphor,
        "short, anaphor, last": short and anaphor and last,
        "pronoun": not claim.lemmas and bool(claim.opening),
        "names speaker": named,
        "speaker charged": charged,
        "charged and anaphor": charged and anaphor,
        "charged and common": charged and bool(common),
        "echo": echo,
        "echo and last": echo and last,
        "echo and short": echo and short,
        "echo, short, last": echo and short and last,
        "last": last,
        "last and common": last and len(common) >= 2,
        "contrast": claim.contrast,
        "contrast and last": claim.contrast and last,
        "near": 1.0 / abs(index - other),
        "far": abs(index - other) > 10,
        "before": other < index,
        "same sentence": claim.sentence == answered.sentence,
        "same paragraph": claim.paragraph == answered.paragraph,
        "nested": other == claim.parent or index == answered.parent,
        "same type": same_type,
        "same type and overlap": overlap * same_type,
        "same side": side,
        "opposed polarity": opposed,
        "opposed and overlap": overlap * opposed,
        "numbers differ": bool(mine.numbers and theirs.numbers) and mine.numbers.isdisjoint(theirs.numbers),
        "unnamed speaker": claim.speaker is None,
        "unnamed answered": answered.speaker is None,
        f"answers {answers}": 1.0,
        f"by {claim.type}": 1.0,
        f"{claim.type} of {answers}": 1.0,
    }
    return {name: float(value) for name, value in signals.items() if value}


_GROUPS = {
    "accusation": "charge", "claim": "charge", "criticism": "charge", "warning": "charge", "demand": "demand",
    "question": "demand", "commitment": "plan", "refusal": "plan", "report": "report", "denial": "denial",
    "confirmation": "statement", "opinion": "view", "support": "view", "prediction": "view",
}  # fmt: skip
"""What an answer sees in a claim."""


def _last_other(index: int, claims: Sequence[ClaimEvidence]) -> int | None:
    """The nearest earlier claim of another speaker that says something."""
    for other in range(index - 1, max(-1, index - 8), -1):
        if (
            claims[other].type != "no_comment"
            and not _same_speaker(claims[index], claims[other])
            and claims[other].lemmas
        ):
            return other
    return None


def _contrasts(annotation: Annotation, index: int) -> bool:
    """Whether a word of contrast stands at the start of the attribution or just before it."""
    attribution, tokens = annotation.attributions[index], annotation.tokens
    spans = [span for span in (attribution.source, attribution.cue, *attribution.content) if span is not None]
    start = min((span[0] for span in spans), default=0)
    words = [lemma_of(token) for token in tokens[max(0, start - 4) : start + 2]]
    return load_cues().holds("contrast", words) is not None


def _rarity(claims: Sequence[ClaimEvidence]) -> dict[str, float]:
    """How telling each lemma is: rare among the claims of the article."""
    counts = Counter(lemma for claim in claims for lemma in set(claim.lemmas))
    total = len(claims)
    return {lemma: math.log((total + 2) / count) for lemma, count in counts.items()}


def _one_way(found: Sequence[LinkFound]) -> list[LinkFound]:
    """The links without those that say again what another says: one a pair, denials first, then the likeliest."""
    kept: dict[frozenset[int], LinkFound] = {}
    for link in found:
        pair = frozenset((link.source_index, link.target_index))
        other = kept.get(pair)
        if other is None or _rank(link) > _rank(other):
            kept[pair] = link
    return [link for link in found if kept[frozenset((link.source_index, link.target_index))] is link]


def _rank(link: LinkFound) -> tuple[bool, float]:
    return link.kind in ("denies", "no_response"), link.confidence


def _names(claim: ClaimEvidence) -> frozenset[str]:
    """The words of the name of the speaker and his party, in lower case, titles and light words left out."""
    light = load_cues().words["light"]
    words = f"{claim.speaker or ''} {claim.party or ''}".lower().replace("'s", "").split()
    return frozenset(word.strip(".,") for word in words if len(word) > 2 and word not in light)


def _same_speaker(claim: ClaimEvidence, other: ClaimEvidence) -> bool:
    return claim.speaker is not None and claim.speaker == other.speaker


_TAKEN_UP = {
    "accusation": "takes_up_charge", "criticism": "takes_up_charge", "claim": "takes_up_charge",
    "opinion": "takes_up_charge", "warning": "takes_up_charge", "demand": "takes_up_demand",
    "commitment": "takes_up_demand", "question": "takes_up_demand",
}  # fmt: skip
"""The word list that takes up a claim of a type; "takes_up_report" for the others."""
_ANAPHORS = ("takes_up_charge", "takes_up_demand", "takes_up_report")


def _reason(claim: ClaimEvidence, other: ClaimEvidence, signals: Mapping[str, float]) -> str:
    """The strongest signs in words."""
    said = []
    if "anaphor" in signals:
        said.append(f"'{' '.join(claim.head[:5])}' takes up the {other.type}")
    common = [lemma for lemma in dict.fromkeys(claim.lemmas) if lemma in set(other.lemmas)]
    if common:
        said.append(f"in common: {', '.join(common[:4])}")
    if "names speaker" in signals:
        said.append("names its speaker")
    if "speaker charged" in signals:
        said.append("which is about the answering side")
    if "nested" in signals:
        said.append("one inside the other")
    return "; ".join(said) or "next to it"
