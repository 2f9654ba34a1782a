"""Annotations written by hand: `tagged("{s The mayor~NN } {c said~say } …")`.

A word is `form`, `form~lemma`, `form/TAG` or `form~lemma/TAG`, and `form~lemma/TAG:dep>head` its place in the tree.
`{s`, `{c` and `{x` open the source, the cue and a piece of the content, `{q` a quotation of speech, `{k` one in scare
quotes, each closed by `}`. A "||" begins the next attribution, in the same text.
"""

from __future__ import annotations

import re

from claimx.annotation import Annotation, Attribution, Quotation, Token

_POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON",
    "VB": "VERB", "VBD": "VERB", "VBZ": "VERB", "VBP": "VERB", "VBG": "VERB", "VBN": "VERB", "MD": "AUX", "JJ": "ADJ",
    "RB": "ADV", "DT": "DET", "IN": "ADP", "TO": "PART", "CC": "CCONJ", "CD": "NUM", ".": "PUNCT", ",": "PUNCT",
    "POS": "PART", "``": "PUNCT", "WRB": "SCONJ",
}  # fmt: skip
_LEMMAS = {"did": "do", "does": "do", "was": "be", "were": "be", "is": "be", "are": "be", "had": "have", "has": "have"}
_TAGS = {
    "he": "PRP", "she": "PRP", "it": "PRP", "they": "PRP", "we": "PRP", "i": "PRP", "the": "DT", "a": "DT", "any": "DT",
    "not": "RB", "never": "RB", "did": "VBD", "does": "VBZ", "was": "VBD", "were": "VBD", "is": "VBZ", "are": "VBP",
    "had": "VBD", "has": "VBZ", "have": "VBP", "will": "MD", "would": "MD", "must": "MD", "should": "MD", "may": "MD",
    "could": "MD", "might": "MD", "to": "TO", "of": "IN", "that": "IN", "for": "IN", "on": "IN", "by": "IN",
    "from": "IN", "against": "IN", "and": "CC", ".": ".", ",": ",", "no": "DT", "if": "IN", "in": "IN",
    "with": "IN", "at": "IN", "“": "``", "”": "``", "'s": "POS",
}  # fmt: skip
_WORD = re.compile(r"(?P<form>[^~/:]+|:)(?:~(?P<lemma>[^/:]+))?(?:/(?P<tag>[^:]+))?(?::(?P<dep>[^>]+)>(?P<head>\d+))?$")


def tagged(marked: str, *, scores: tuple[float, ...] = ()) -> Annotation:
    """The annotation that the marked text describes; `scores` are the learned head's for every attribution."""
    tokens: list[Token] = []
    attributions: list[Attribution] = []
    spans: dict[str, list[tuple[int, int]]] = {}
    quotations: list[tuple[str, int, int]] = []
    opened: list[tuple[str, int]] = []
    at = 0
    for part in [*marked.split(), "||"]:
        if part == "||":
            attributions.append(_attribution(spans, scores))
            spans = {}
        elif part[0] == "{":
            opened.append((part[1:], len(tokens)))
        elif part == "}":
            kind, start = opened.pop()
            if kind in "qk":
                quotations.append((kind, start, len(tokens)))
            else:
                spans.setdefault(kind, []).append((start, len(tokens)))
        else:
            tokens.append(_token(part, at, len(tokens)))
            at = tokens[-1].end + 1
    return Annotation(
        text=" ".join(token.text for token in tokens),
        tokens=tuple(tokens),
        sentences=((0, len(tokens)),),
        mentions=(),
        quotations=tuple(
            Quotation(((tokens[start].start, tokens[end - 1].end),), {"q": "speech", "k": "scare"}[kind])
            for kind, start, end in quotations
        ),
        attributions=tuple(attributions),
    )


def _attribution(spans: dict[str, list[tuple[int, int]]], scores: tuple[float, ...]) -> Attribution:
    source, cue = spans.get("s"), spans.get("c")
    return Attribution(
        source=source[0] if source else None,
        cue=cue[0] if cue else None,
        content=tuple(spans.get("x", ())),
        level=0,
        confidence=1.0,
        type_scores=scores,
    )


def _token(part: str, at: int, index: int) -> Token:
    found = _WORD.match(part)
    assert found, part
    form = found["form"]
    tag = found["tag"] or _TAGS.get(form.lower(), "NNP" if form[0].isupper() else "NN")
    lemma = found["lemma"] or _LEMMAS.get(form.lower(), form if tag == "NNP" else form.lower())
    if found["lemma"] and not found["tag"]:
        tag = "VBD"
    head = int(found["head"]) if found["head"] else index
    return Token(at, at + len(form), form, lemma, _POS.get(tag, "X"), tag, "", found["dep"] or "", head)
