"""How an attribution is worded: its cue, the kind of its content, who is its subject, and what a rule may ask of it.

`wording_of` reads the words of one attribution once; polarity, types, targets and links look at the same record. With
no tree (`dep` is empty) it goes by the order of the words.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from claimx.knowledge.cues import Lexicon, load_cues

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimx.annotation import Annotation, Token

_MARKS = frozenset("\"“”„«»'‘’`") | {"''", "``"}
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
_VERBAL = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "expl"})
_OWN_CLAUSE = frozenset({"acl", "acl:relcl", "advcl", "advcl:relcl", "ccomp", "parataxis", "csubj", "conj", "appos"})
_NESTED = 8
"""How many quotations before a word are asked whether it stands inside them."""
_CUE = 40
"""No cue and no source is longer than so many words; what is left over is not looked at."""
_SCOPE = 14
"""How many words from the start of a clause count as its main predicate where there is no tree."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one attribution. All indices are token indices; lemmas are lower case.

    `kind` is what the content is: none, clause, quote (a clause in quotation marks), to (an infinitive), wh, noun.
    `after` is what follows the cue in its sentence: a cue may run on into its content ("declined / to comment").
    `main` are the words of the content's own clause without its subordinate clauses, `predicate` is their head.
    `own` tells that the subject of the content is the speaker or his side.
    """

    cue: tuple[int, ...]
    cue_lemmas: tuple[str, ...]
    after: tuple[str, ...]
    source: tuple[int, ...]
    source_lemmas: tuple[str, ...]
    content: tuple[int, ...]
    lemmas: tuple[str, ...]
    kind: str
    main: tuple[int, ...]
    main_lemmas: tuple[str, ...]
    predicate: int | None
    subject: tuple[int, ...]
    own: bool
    cue_negated: bool
    passive: bool
    quoted: bool


def lemma_of(token: Token) -> str:
    """The lemma in lower case with a straight apostrophe, as the cue lexicon spells it.

    Where the pipeline gave none, or one that the lexicon does not know, a form of one of its words decides.
    """
    form = token.text.lower().replace("’", "'")
    return load_cues().lemma(form, token.lemma.lower().replace("’", "'") or form)


def wording_of(annotation: Annotation, index: int) -> Wording:
    """The words of attribution `index` and how they stand to one another."""
    attribution, tokens, lexicon = annotation.attributions[index], annotation.tokens, load_cues()
    cue = _words(tokens, [attribution.cue] if attribution.cue else [])[:_CUE]
    source = _words(tokens, [attribution.source] if attribution.source else [])[:_CUE]
    content = _words(tokens, attribution.content)
    bare = tuple(i for i in content if tokens[i].text not in _MARKS)
    quoted = bool(content) and (tokens[content[0]].text in _MARKS or _inside_quotation(annotation, content[0]))
    heads = _heads(tokens, bare)
    first = _first_clause(tokens, heads)
    main = _main(tokens, bare, first)
    lemmas = tuple(lemma_of(tokens[i]) for i in bare)
    subject = _subject(tokens, main, first)
    predicate = first if first is not None else _first_verb(tokens, main)
    cue_lemmas = tuple(lemma_of(tokens[i]) for i in cue)
    source_lemmas = tuple(lemma_of(tokens[i]) for i in source)
    return Wording(
        cue=cue,
        cue_lemmas=cue_lemmas,
        after=_after(annotation, attribution.cue, source),
        source=source,
        source_lemmas=source_lemmas,
        content=bare,
        lemmas=lemmas,
        kind=_kind(tokens, bare, lemmas, first, quoted=quoted, asking=lexicon.holds("asking", cue_lemmas) is not None),
        main=main,
        main_lemmas=tuple(lemma_of(tokens[i]) for i in main),
        predicate=predicate,
        subject=subject,
        own=_own(tokens, subject, source_lemmas, quoted=quoted),
        cue_negated=_cue_negated(tokens, cue, cue_lemmas, lexicon),
        passive=_passive(tokens, cue),
        quoted=quoted,
    )


def is_negated(lemmas: Sequence[str], *, lexicon: Lexicon | None = None) -> bool:
    """Whether these words of one clause negate it: an odd number of negations, pseudo-negations left out.

    "not only", "no doubt", "not without" and their like do not count; "no one did not" is two.
    """
    lexicon = lexicon or load_cues()
    negations, pseudo = lexicon.words["negation"], lexicon.phrases["pseudo_negation"]
    at = count = 0
    while at < len(lemmas):
        skipped = max((len(phrase) for phrase in pseudo if tuple(lemmas[at : at + len(phrase)]) == phrase), default=0)
        if skipped:
            at += skipped
            continue
        if lemmas[at] in negations and not (at and lemmas[at - 1] == "or"):
            count += 1
        at += 1
    return count % 2 == 1


def is_pseudo(lemmas: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a pseudo-negation ("not only") begins here."""
    return any(tuple(lemmas[: len(phrase)]) == phrase for phrase in lexicon.phrases["pseudo_negation"])


def content_negated(wording: Wording) -> bool:
    """Whether the content's own clause is negated."""
    return is_negated(wording.main_lemmas)


def _words(tokens: Sequence[Token], spans: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """The indices of the tokens in these spans, without white space."""
    return tuple(i for start, end in spans for i in range(start, end) if not tokens[i].text.isspace())


def _inside_quotation(annotation: Annotation, token: int) -> bool:
    """Whether a token stands inside a passage of quoted speech; only the last few that began before it are asked."""
    start = annotation.tokens[token].start
    before = bisect_left(annotation.quotations, start, key=attrgetter("start"))
    near = annotation.quotations[max(0, before - _NESTED) : before]
    return any(q.kind == "speech" and a < start < b for q in near for a, b in q.pieces)


def _heads(tokens: Sequence[Token], content: Sequence[int]) -> list[int]:
    """The words of the content whose head in the tree lies outside it; none where there is no tree."""
    inside = set(content)
    return [
        i
        for i in content
        if tokens[i].dep and tokens[i].dep != "punct" and (tokens[i].head not in inside or tokens[i].head == i)
    ]


def _first_clause(tokens: Sequence[Token], heads: Sequence[int]) -> int | None:
    """The head that carries the content: the first verbal one of its first sentence, else the first."""
    for head in heads[:4]:
        if tokens[head].pos in _VERBAL or tokens[head].dep in ("root", "ccomp", "xcomp", "parataxis"):
            return head
    return heads[0] if heads else None


def _main(tokens: Sequence[Token], content: Sequence[int], first: int | None) -> tuple[int, ...]:
    """The words that hang on the head without a clause of their own between; without a tree, the first few words."""
    if first is None:
        return tuple(content[:_SCOPE])
    inside, belongs = set(content), {first: True}
    for start in content:
        path, at = [], start
        while at not in belongs and at in inside and tokens[at].dep not in _OWN_CLAUSE and tokens[at].head != at:
            path.append(at)
            belongs[at] = False
            at = tokens[at].head
        joined = belongs.get(at, False)
        for step in path:
            belongs[step] = joined
    return tuple(i for i in content if belongs.get(i, False))


def _first_verb(tokens: Sequence[Token], words: Sequence[int]) -> int | None:
    return next((i for i in words if tokens[i].pos == "VERB"), next((i for i in words if tokens[i].pos == "AUX"), None))


def _subject(tokens: Sequence[Token], main: Sequence[int], first: int | None) -> tuple[int, ...]:
    """The words of the subject, in order; without a tree, those before the first verb."""
    if first is not None:
        head = next((i for i in main if tokens[i].dep in _SUBJECTS and tokens[i].head == first), None)
        return () if head is None else tuple(i for i in main if i == head or tokens[i].head == head)
    words: list[int] = []
    for i in main:
        if tokens[i].pos in _VERBAL or tokens[i].tag in _FINITE_TAGS:
            return tuple(words)
        if tokens[i].pos != "SCONJ" and tokens[i].text.lower() != "that":
            words.append(i)
    return ()


def _after(annotation: Annotation, cue: tuple[int, int] | None, source: Sequence[int]) -> tuple[str, ...]:
    """The lemmas that follow the cue in its sentence, at most ten, the source left out."""
    if cue is None:
        return ()
    tokens, skipped, found = annotation.tokens, set(source), []
    for i in range(cue[1], min(cue[1] + 14, len(tokens))):
        if tokens[i].text in {".", "?", "!", ";"} or "\n" in tokens[i].text:
            break
        if i not in skipped and not tokens[i].text.isspace() and tokens[i].text not in _MARKS:
            found.append(lemma_of(tokens[i]))
    return tuple(found[:10])


def _kind(
    tokens: Sequence[Token],
    content: Sequence[int],
    lemmas: Sequence[str],
    first: int | None,
    *,
    quoted: bool,
    asking: bool,
) -> str:
    """What the content is: none, wh, to, quote, clause or noun."""
    if not content:
        return "none"
    lexicon = load_cues()
    opens = lemmas[0] in lexicon.words["wh"] and not (quoted and lemmas[0] in lexicon.words["wh_clause"])
    if opens and (asking or lemmas[0] not in lexicon.words["conditional"]):
        return "wh"
    if first is not None:
        clausal = tokens[first].pos in _VERBAL or any(
            tokens[i].head == first and (tokens[i].dep in _SUBJECTS or tokens[i].dep == "cop") for i in content
        )
        marked = any(
            tokens[i].head == first and tokens[i].text.lower() == "to" and tokens[i].pos == "PART" for i in content
        )
    else:
        clausal = any(tokens[i].tag in _FINITE_TAGS or "VerbForm=Fin" in tokens[i].morph for i in content)
        marked = lemmas[0] == "to"
    if not tokens[content[0]].pos and first is None:
        clausal = any(lemma in lexicon.words["finite"] for lemma in lemmas)
    if marked or lemmas[0] == "to" or _infinitive(tokens, content):
        return "to"
    if not clausal:
        return "noun"
    return "quote" if quoted else "clause"


def _infinitive(tokens: Sequence[Token], content: Sequence[int]) -> bool:
    """Whether an accusative with infinitive opens the content: "Iran to stop", no finite verb before it."""
    for left, right in pairwise(content[:_SCOPE]):
        if tokens[left].tag in _FINITE_TAGS or "VerbForm=Fin" in tokens[left].morph:
            return False
        if tokens[left].text.lower() == "to" and tokens[right].tag == "VB":
            return True
    return False


def _own(
    tokens: Sequence[Token],
    subject: Sequence[int],
    source: Sequence[str],
    *,
    quoted: bool,
) -> bool:
    """Whether the subject is the speaker or his side: I, we, he of indirect speech, "his campaign", the same name."""
    if not subject:
        return False
    lexicon = load_cues()
    words = [lemma_of(tokens[i]) for i in subject]
    texts = [tokens[i].text.lower() for i in subject]
    first = lexicon.words["first_person"]
    if texts[0] in first or any(text in first for text in texts[:2]):
        return True
    if not quoted and (texts[0] in lexicon.words["third_person"] or texts[0] in lexicon.words["third_possessive"]):
        return True
    names = {word for word in source if len(word) > 2} - lexicon.words["light"]
    return any(word in names for word in words)


def _cue_negated(tokens: Sequence[Token], cue: Sequence[int], lemmas: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the cue is negated, inside its span or just before it ("did not", "without denying", "never")."""
    if not cue:
        return False
    before = [lemma_of(tokens[i]) for i in range(max(0, cue[0] - 3), cue[0])]
    for at, lemma in enumerate(reversed(before)):
        if lemma in lexicon.words["negation"] or lemma == "without":
            return not is_pseudo(before[len(before) - 1 - at :] + list(lemmas[:2]), lexicon)
        if lemma not in lexicon.words["auxiliary"]:
            break
    return is_negated(lemmas, lexicon=lexicon) or (len(lemmas) > 1 and "without" in lemmas[:-1])


def _passive(tokens: Sequence[Token], cue: Sequence[int]) -> bool:
    """Whether the cue is in the passive: a form of be (or a bare noun before it) and a participle."""
    for i in cue:
        if any(tokens[j].head == i and tokens[j].dep in ("aux:pass", "nsubj:pass") for j in range(max(0, i - 6), i)):
            return True
        if tokens[i].tag == "VBN" and any(lemma_of(tokens[j]) in ("be", "get") for j in range(max(0, i - 3), i)):
            return True
    return False
