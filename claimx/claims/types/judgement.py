"""What kind of claim an attribution is: by what the speaker does with the content, each judgement with its reasons.

Three voices, in this order:

1. The cue lexicon. Where a cue whose frame holds is right nearly always (`SURE`), it decides; next such a content rule.
2. Otherwise the log-linear weights vote over what the rules see: the cue, its frame, what the content says of itself
   (a duty, an own future, a charge denied, a judging word), the kind of source.
3. Where the pipeline's learned head gives `type_scores`, its probabilities and those of the second voice are averaged,
   `LEARNED` being the share of the head.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.claims.types.frames import lemma_of
from claimx.claims.types.needs import all_hold, facts_of, word_for
from claimx.claims.types.polarity import certainty_of, polarity_of, stance_of
from claimx.claims.types.votes import features_of, name_of
from claimx.knowledge.cues import load_cues, load_weights
from claimx.schema import CLAIM_TYPES

if TYPE_CHECKING:
    from claimx.annotation import Annotation
    from claimx.claims.types.frames import Wording
    from claimx.claims.types.needs import Facts
    from claimx.knowledge.cues import ContentRule, Cue
    from claimx.schema import Certainty, ClaimType, Polarity, WriterStance

SURE = 0.85
"""A cue that is right at least this often decides alone."""
LEARNED = 0.5
"""The share of the learned head in the average with the weights' vote."""
_CHARGES = ("accusation", "criticism")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What kind of claim an attribution is and how it is put.

    `claimed` is false where the cue is a false friend ("claimed 20 lives"): nobody says anything, drop it.
    """

    type: ClaimType
    polarity: Polarity
    certainty: Certainty
    writer_stance: WriterStance
    confidence: float
    why: tuple[str, ...]
    claimed: bool = True


def judge(annotation: Annotation, index: int, *, accused: frozenset[str] = frozenset()) -> Judgement:
    """What attribution `index` is; `accused` are the lemmas of the names that the article's charges name.

    See `accused_in`: where a charge stands against the speaker, "I did not" is a denial.
    """
    facts = facts_of(annotation, index, accused)
    cue = find_cue(facts)
    scores = annotation.attributions[index].type_scores
    if len(scores) != len(CLAIM_TYPES):
        scores = ()
    rule = None
    if cue is None or cue.type is None or cue.precision < SURE:
        rule = next((rule for rule in contents_met(facts) if rule.precision >= SURE), None)
    if rule is not None:
        kind, confidence, why = rule.type, rule.precision, _rule_reasons(facts, cue, rule.type)
    elif cue is not None and cue.type is not None and cue.precision >= SURE:
        kind, confidence, why = cue.type, cue.precision, [_cue_reason(cue, facts, cue.type)]
    else:
        kind, confidence, why = _vote(annotation, facts, cue, scores)
    wording = facts.wording
    return Judgement(
        type=kind,
        polarity=polarity_of(wording, denies=kind == "denial", refuses=kind == "refusal"),
        certainty=certainty_of(wording, silent=kind == "no_comment", asks=kind in ("question", "demand")),
        writer_stance=stance_of(annotation, wording, cue.stance if cue else "neutral"),
        confidence=round(min(max(confidence, 0.0), 1.0), 4),
        why=tuple(why),
        claimed=cue is None or cue.type is not None,
    )


def accused_in(annotation: Annotation) -> frozenset[str]:
    """The lemmas of the names that the article's charges name: what opens the content of an accusation by its cue."""
    found: set[str] = set()
    for index, attribution in enumerate(annotation.attributions):
        if attribution.cue is None or not _may_charge(annotation, attribution.cue):
            continue
        facts = facts_of(annotation, index, frozenset())
        cue = find_cue(facts)
        if cue is not None and cue.type in _CHARGES:
            tokens = [annotation.tokens[i] for i in facts.wording.content[:12]]
            found.update(lemma_of(token) for token in tokens if token.pos == "PROPN")
    return frozenset(found)


def _may_charge(annotation: Annotation, span: tuple[int, int]) -> bool:
    """Whether a word of the cue begins an entry that charges: a quick look before the frame is read."""
    cues = load_cues().cues
    lemmas = [lemma_of(token) for token in annotation.tokens[span[0] : span[1]]]
    return any(cue.type in _CHARGES for lemma in lemmas for cue in cues.get(lemma, ()))


def find_cue(facts: Facts) -> Cue | None:
    """The entry of the lexicon to believe: the longest, then the one with most frame, then the most precise."""
    negations = load_cues().words["negation"]
    best: Cue | None = None
    top = float("-inf")
    for cue in cues_met(facts):
        score = cue.precision + 0.3 * (len(cue.words) - 1) + 0.12 * len(cue.frame)
        if facts.wording.cue_negated and cue.words[0] is not None and not cue.words[0] & negations:
            score -= 0.6
        if score > top:
            best, top = cue, score
    return best


def cues_met(facts: Facts) -> list[Cue]:
    """Every entry of the lexicon that begins in the cue and whose frame holds."""
    wording, lexicon = facts.wording, load_cues()
    lemmas = _cue_and_after(wording)
    starts = min(len(lemmas), len(wording.cue_lemmas) + wording.cue_negated)
    return [
        cue
        for start in range(starts)
        for cue in lexicon.matches(lemmas, start, skip=lexicon.words["auxiliary"])
        if all_hold(cue.frame, facts)
    ]


def contents_met(facts: Facts) -> list[ContentRule]:
    """Every content rule that holds."""
    return [rule for rule in load_cues().contents if all_hold(rule.needs, facts)]


def _cue_and_after(wording: Wording) -> tuple[str, ...]:
    """The cue and what follows it; a negation that stands before the cue is put in front."""
    cue = tuple("not" if lemma in ("n't", "never") else lemma for lemma in wording.cue_lemmas)
    if wording.cue_negated and "not" not in cue:
        cue = ("not", *cue)
    return cue + wording.after


def _vote(
    annotation: Annotation, facts: Facts, cue: Cue | None, scores: tuple[float, ...]
) -> tuple[ClaimType, float, list[str]]:
    """The type that the weights and the learned head give, its probability, and the reasons."""
    features, weights = features_of(annotation, facts, cue), load_weights()
    votes = weights.vote(features)
    if scores:
        votes = tuple((1 - LEARNED) * vote + LEARNED * score for vote, score in zip(votes, scores, strict=True))
    best = max(range(len(votes)), key=votes.__getitem__)
    kind = CLAIM_TYPES[best]
    why = _rule_reasons(facts, cue, kind)
    if not why:
        names = dict.fromkeys(name_of(feature) for feature in weights.reasons(features, kind))
        why = [f"{' + '.join(names) or 'no cue'} → {kind}"]
    if scores:
        why.append(f"learned head: {kind} {scores[best]:.2f}")
    return kind, votes[best], why


_PLACE_NAMES = {
    "any": "content",
    "main": "content",
    "head": "object",
    "src": "source",
    "cue": "cue",
    "pred": "content",
    "is": "content",
}
_NEED_NAMES = {
    "clause": "a clause", "quote": "a quotation", "to": "an infinitive", "wh": "an indirect question", "noun": "a noun",
    "own": "own deed", "should": "a duty", "passive": "passive", "other": "about others",
}  # fmt: skip


def _cue_reason(cue: Cue, facts: Facts, kind: ClaimType) -> str:
    """Why the cue decides: its words, and what of the frame had to hold."""
    parts = [f"cue '{' '.join(facts.wording.cue_lemmas)}'"]
    for need in cue.frame:
        place, _, words = need.partition(":")
        if words and not need.startswith("!"):
            parts.append(f"{_PLACE_NAMES[place]} '{word_for(need, facts)}'")
        elif need in _NEED_NAMES:
            parts.append(_NEED_NAMES[need])
    return f"{' + '.join(parts)} → {kind}"


def _rule_reasons(facts: Facts, cue: Cue | None, kind: ClaimType) -> list[str]:
    """The readable rules that say `kind`: the cue, and what the content says of itself."""
    reasons = [_cue_reason(cue, facts, kind)] if cue is not None and cue.type == kind else []
    for rule in contents_met(facts):
        if rule.type == kind:
            words = [f" '{word_for(need, facts)}'" for need in rule.needs if ":" in need and not need.startswith("!")]
            reasons.append(f"content: {rule.name}{''.join(words)} → {kind}")
    return reasons[:3]
