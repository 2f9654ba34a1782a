"""The cue lexicon: which words signal an attribution, in which frame, and what kind of claim they make.

The tables are `cues.json` (cues, content rules and word lists, each with its source; the shape is told in its
`note`) and `cue_weights.json` (a small log-linear model over what the rules see, for what no sure rule decides).
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from claimx.schema import CLAIM_TYPES, ClaimType, WriterStance

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

GAP = 4
"""How many tokens a `*` in a cue may stand for."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry: `words` are lemmas, each slot a set of alternatives or None for a gap; `frame` is what must hold.

    `type` is None for a false friend: the words stand there, but nobody says anything. `precision` is how often the
    training data agrees, smoothed; `source` names where the entry comes from.
    """

    words: tuple[frozenset[str] | None, ...]
    frame: tuple[str, ...]
    type: ClaimType | None
    stance: WriterStance
    precision: float
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class ContentRule:
    """What the content itself says about the kind of claim: all of `needs` must hold."""

    name: str
    needs: tuple[str, ...]
    type: ClaimType
    precision: float
    source: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables: cues by the lemma they begin with, content rules, named lists of words and short phrases.

    `starts` are the first words of the phrases; `links` has for each kind of link the weights of the signals that
    `claimx.claims.links` looks at; `vocabulary` are all lemmas of the tables, `forms` maps inflected forms to them.
    """

    cues: Mapping[str, tuple[Cue, ...]]
    contents: tuple[ContentRule, ...]
    words: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    starts: Mapping[str, frozenset[str]]
    links: Mapping[str, Mapping[str, float]]
    vocabulary: frozenset[str]
    forms: Mapping[str, str]

    def lemma(self, form: str, lemma: str) -> str:
        """The lemma as the tables spell it: the given one where they know it, else the one whose form this is."""
        if lemma in self.vocabulary:
            return lemma
        return form if form in self.vocabulary else self.forms.get(form, lemma)

    def matches(self, lemmas: Sequence[str], start: int, *, skip: frozenset[str] = frozenset()) -> tuple[Cue, ...]:
        """The cues that begin at `start` of `lemmas`; words in `skip` may stand between two words of a cue."""
        return tuple(cue for cue in self.cues.get(lemmas[start], ()) if _fits(cue.words, lemmas, start, skip))

    def holds(self, name: str, lemmas: Sequence[str]) -> str | None:
        """The first word of the list `name` that stands in `lemmas`, else the first phrase of it, or None."""
        words = self.words[name]
        if not words.isdisjoint(lemmas):
            return next(lemma for lemma in lemmas if lemma in words)
        starts = self.starts[name]
        if starts.isdisjoint(lemmas):
            return None
        for index, lemma in enumerate(lemmas):
            if lemma in starts:
                for phrase in self.phrases[name]:
                    if lemma == phrase[0] and tuple(lemmas[index : index + len(phrase)]) == phrase:
                        return " ".join(phrase)
        return None


def _fits(words: tuple[frozenset[str] | None, ...], lemmas: Sequence[str], start: int, skip: frozenset[str]) -> bool:
    """Whether the slots of a cue stand in `lemmas` from `start` on; gaps are short, so this is bounded."""
    at, gap = start + 1, 0
    for slot in words[1:]:
        if slot is None:
            gap = GAP
            continue
        while at < len(lemmas) and lemmas[at] not in slot:
            if lemmas[at] not in skip:
                gap -= 1
            if gap < 0:
                return False
            at += 1
        if at >= len(lemmas):
            return False
        at, gap = at + 1, 0
    return True


@dataclass(frozen=True, slots=True)
class Weights:
    """A log-linear model: for each feature, pairs of an index into `CLAIM_TYPES` and a weight."""

    features: Mapping[str, tuple[tuple[int, float], ...]]
    bias: tuple[float, ...]

    def vote(self, features: Iterable[str]) -> tuple[float, ...]:
        """The probabilities of the claim types, in the order of `CLAIM_TYPES`."""
        scores = list(self.bias)
        for feature in features:
            for index, weight in self.features.get(feature, ()):
                scores[index] += weight
        top = max(scores)
        masses = [math.exp(score - top) for score in scores]
        total = sum(masses)
        return tuple(mass / total for mass in masses)

    def reasons(self, features: Iterable[str], kind: ClaimType, *, limit: int = 2) -> tuple[str, ...]:
        """The features that speak most for a type, strongest first."""
        wanted = CLAIM_TYPES.index(kind)
        found = [
            (weight, feature)
            for feature in sorted(set(features))
            for index, weight in self.features.get(feature, ())
            if index == wanted and weight > 0
        ]
        return tuple(feature for _, feature in sorted(found, key=_strongest)[:limit])


def _strongest(pair: tuple[float, str]) -> tuple[float, str]:
    return -pair[0], pair[1]


@cache
def load_cues() -> Lexicon:
    """The lexicon, read once."""
    data = json.loads(files("claimx.knowledge").joinpath("cues.json").read_text(encoding="utf-8"))
    lists: dict[str, list[str]] = {name: entry["words"] for name, entry in data["words"].items()}
    cues: dict[str, list[Cue]] = {}
    vocabulary = {word for found in lists.values() for phrase in found for word in phrase.split()}
    for text, frame, type_, stance, precision, source in data["cues"]:
        words = tuple(_slot(part, lists) for part in text.split())
        vocabulary.update(word for slot in words for word in slot or ())
        cue = Cue(words, tuple(frame.split()), type_, stance, precision, source, text)
        for first in sorted(words[0] or ()):
            cues.setdefault(first, []).append(cue)
    irregular: dict[str, str] = data["irregular"]
    vocabulary.difference_update(irregular)
    return Lexicon(
        cues={first: tuple(found) for first, found in cues.items()},
        contents=tuple(ContentRule(name, tuple(needs.split()), *rest) for name, needs, *rest in data["contents"]),
        words={name: frozenset(word for word in found if " " not in word) for name, found in lists.items()},
        phrases={
            name: tuple(tuple(phrase.split()) for phrase in found if " " in phrase) for name, found in lists.items()
        },
        starts={
            name: frozenset(phrase.split()[0] for phrase in found if " " in phrase) for name, found in lists.items()
        },
        links=data["links"],
        vocabulary=frozenset(vocabulary),
        forms={form: word for word in sorted(vocabulary) for form in _regular_forms(word)} | irregular,
    )


_SIBILANTS = ("s", "x", "z", "ch", "sh")


def _regular_forms(word: str) -> tuple[str, ...]:
    """The regular inflected forms of a word, as verb and as noun."""
    if not word.isalpha() or len(word) < 3:
        return ()
    stem = word.removesuffix("e")
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies", word[:-1] + "ied", word + "ing"
    plural = word + ("es" if word.endswith(_SIBILANTS) else "s")
    doubled = (word + word[-1] + "ed", word + word[-1] + "ing") if word[-1] in "bdglmnprt" else ()
    return (plural, stem + "ed", stem + "ing", *doubled)


def _slot(part: str, lists: Mapping[str, list[str]]) -> frozenset[str] | None:
    """The alternatives of one part of a cue: `*` is a gap, `{name}` a word list, `a|b` either."""
    if part == "*":
        return None
    if part.startswith("{"):
        return frozenset(word for word in lists[part[1:-1]] if " " not in word)
    return frozenset(part.split("|"))


@cache
def load_weights() -> Weights:
    """The log-linear model, read once."""
    data = json.loads(files("claimx.knowledge").joinpath("cue_weights.json").read_text(encoding="utf-8"))
    scale: float = data["scale"]
    return Weights(
        features={
            feature: tuple((flat[at], flat[at + 1] * scale) for at in range(0, len(flat), 2))
            for feature, flat in data["features"].items()
        },
        bias=tuple(value * scale for value in data["bias"]),
    )
