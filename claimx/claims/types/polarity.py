"""How a content is put: affirmed or negated, how certain, and where the writer stands. Three separate axes."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

from claimx.claims.types.frames import content_negated
from claimx.knowledge.cues import load_cues

if TYPE_CHECKING:
    from claimx.annotation import Annotation
    from claimx.claims.types.frames import Wording
    from claimx.knowledge.cues import Lexicon
    from claimx.schema import Certainty, Polarity, WriterStance

_HEDGED = 14
"""How many words of the content's own clause may hold the hedge."""


def polarity_of(wording: Wording, *, denies: bool, refuses: bool) -> Polarity:
    """The content as the speaker has it: a denial turns it round, and so does "does not think that"."""
    negated = content_negated(wording) if wording.kind != "noun" else False
    turned = False
    lexicon = load_cues()
    if wording.cue_negated:
        turned = lexicon.holds("neg_raising", wording.cue_lemmas) is not None
    elif denies or refuses:
        # Only a cue that itself denies turns its content round: "said he did not" has its own "not".
        turned = lexicon.holds("turning", wording.cue_lemmas) is not None
    return "negated" if negated != turned else "affirmed"


def certainty_of(wording: Wording, *, silent: bool, asks: bool) -> Certainty:
    """How sure the content is put: by a no-comment or a question not at all, else by cue, modals and hedges."""
    lexicon = load_cues()
    if silent or asks or wording.kind == "wh":
        return "unknown"
    cues = wording.cue_lemmas + (wording.main_lemmas[:_HEDGED] if wording.own else ())
    around = wording.cue_lemmas + wording.main_lemmas + wording.source_lemmas
    if lexicon.holds("unsure_cue", cues) or (
        wording.kind != "none" and lexicon.holds("unsure", wording.main_lemmas[:_HEDGED])
    ):
        return "unknown"
    if lexicon.holds("possible", around) or _conditional(wording, lexicon):
        return "possible"
    if lexicon.holds("probable", around) or lexicon.holds("probable_cue", cues):
        return "probable"
    return "certain"


def stance_of(annotation: Annotation, wording: Wording, stance: WriterStance) -> WriterStance:
    """The writer's stance: that of the cue, unless the words around it keep a distance or vouch for it."""
    lexicon = load_cues()
    wording.cue_lemmas + (wording.main_lemmas[:_HEDGED] if wording.own else ())
    around = wording.cue_lemmas + (() if wording.quoted else wording.main_lemmas)
    if lexicon.holds("distancing", around) or _scare_quoted(annotation, wording):
        return "distanced"
    if lexicon.holds("endorsing", wording.cue_lemmas):
        return "endorsed"
    return "neutral" if wording.cue_negated and stance == "endorsed" else stance


def _conditional(wording: Wording, lexicon: Lexicon) -> bool:
    """Whether the content holds under a condition only: an if-clause at its start, or before "would"."""
    opening = wording.lemmas[:3]
    return any(word in lexicon.words["conditional"] for word in opening) and wording.kind in ("clause", "quote")


def _scare_quoted(annotation: Annotation, wording: Wording) -> bool:
    """Whether the writer puts some words of an indirect content in scare quotes."""
    if wording.quoted or not wording.content:
        return False
    start, end = annotation.tokens[wording.content[0]].start, annotation.tokens[wording.content[-1]].end
    first = bisect_left(annotation.quotations, start, key=attrgetter("start"))
    last = bisect_left(annotation.quotations, end, key=attrgetter("start"))
    return any(q.kind == "scare" and q.end <= end for q in annotation.quotations[first:last])
