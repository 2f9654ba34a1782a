"""Gold files: JSON lines, plain or gzipped, one article a line. docs/evaluation.md describes the formats.

The kind of a file is seen from its first line:

    labels                      claims      types, speakers and links over attributions that stand in another file
    tokens                      syntax
    entities and attributions   full        everything that a report says
    attributions                attributions
    entities                    entities
"""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from claimx.errors import InputError
from claimx.evaluation.attributions import DIRECTNESS
from claimx.evaluation.records import (
    NO_CLAIM,
    Attributed,
    EntitySpan,
    GoldArticle,
    LinkSpan,
    Pieces,
    SyntaxToken,
)
from claimx.schema import CLAIM_TYPES, LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

GoldKind = Literal["claims", "syntax", "full", "attributions", "entities"]
KINDS: tuple[GoldKind, ...] = get_args(GoldKind)
LINK_KINDS: tuple[str, ...] = get_args(LinkKind)
TYPES = frozenset({*CLAIM_TYPES, NO_CLAIM})
NINE_VALUES = "start, end, UPOS, XPOS, lemma, head, relation, features, starts sentence"
EXPECTED = "an object with `id`, `text` and `attributions`, `entities` or `tokens`, or with `id` and `labels`"


@dataclass(frozen=True, slots=True)
class GoldFile:
    """A gold file: what kind it is of, and its articles in their order."""

    name: str
    kind: GoldKind
    articles: tuple[GoldArticle, ...]


class _FaultError(Exception):
    """What is wrong with a line, in words that go after its number."""


def read_gold(path: Path, *, texts: Mapping[str, GoldArticle] | None = None, limit: int | None = None) -> GoldFile:
    """The gold in a file, or of its first `limit` articles.

    `texts` are the articles to which a file of claim labels refers, by id; see `read_texts`.
    Raises InputError, with the number of the line, where anything in it is not as it should be.
    """
    kind: GoldKind | None = None
    articles: list[GoldArticle] = []
    seen: set[str] = set()
    for number, line in _lines(path):
        if limit is not None and len(articles) >= limit:
            break
        try:
            record = _object(line)
            found = _kind(record)
            if kind not in (None, found):
                raise _FaultError(f"it holds {found}, the lines before it {kind}; put them into files of their own")  # noqa: TRY301
            kind = found
            article = _labelled(record, texts) if kind == "claims" else _article(record)
            if article.id in seen:
                raise _FaultError(f"the id {article.id!r} has been used before; give every article its own")  # noqa: TRY301
        except _FaultError as fault:
            raise InputError(f"{path}, line {number}: {fault}.") from None
        seen.add(article.id)
        articles.append(article)
    if kind is None:
        raise InputError(f"{path} holds no gold: give a file of JSON lines, each {EXPECTED}.")
    return GoldFile(path.name, kind, tuple(articles))


def read_texts(path: Path) -> dict[str, GoldArticle]:
    """The articles of a gold file, by id: what a file of claim labels refers to."""
    return {article.id: article for article in read_gold(path).articles}


def kind_of_file(path: Path) -> GoldKind | None:
    """What kind of gold a file holds, by its first line; None where it cannot be told."""
    try:
        return next((_kind(_object(line)) for _, line in _lines(path)), None)
    except _FaultError:
        return None


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not empty, with their numbers from 1."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
            for number, line in enumerate(stream, start=1):
                if not line.isspace():
                    yield number, line
    except FileNotFoundError:
        raise InputError(f"{path} does not exist: check the name and the folder.") from None
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8 text: give a file of JSON lines.") from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise InputError(f"{path} is a damaged gzip file: fetch it again.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror or error}).") from None


def _object(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line.strip())
    except json.JSONDecodeError as error:
        raise _FaultError(f"it is not JSON ({error.msg}, at character {error.colno})") from None
    except RecursionError:
        raise _FaultError("it is not JSON of any depth that a gold file has") from None
    if not isinstance(record, dict):
        raise _FaultError(f"it is not {EXPECTED}")
    return record


def _kind(record: dict[str, Any]) -> GoldKind:
    if "labels" in record:
        return "claims"
    if "tokens" in record:
        return "syntax"
    if "attributions" in record:
        return "full" if "entities" in record else "attributions"
    if "entities" in record:
        return "entities"
    raise _FaultError(f"it is not {EXPECTED}")


def _article(record: dict[str, Any]) -> GoldArticle:
    text = _string(record, "text", "the article")
    attributions = None
    if "attributions" in record:
        raw = _list(record, "attributions", "the article")
        attributions = tuple(_attribution(text, value, i, len(raw)) for i, value in enumerate(raw))
    entities = None
    if "entities" in record:
        entities = tuple(_entity(text, value, i) for i, value in enumerate(_list(record, "entities", "the article")))
    tokens = None
    if "tokens" in record:
        raw = _list(record, "tokens", "the article")
        tokens = tuple(_token(text, value, i, len(raw)) for i, value in enumerate(raw))
        _check_order(tokens)
    return GoldArticle(
        id=_string(record, "id", "the article"),
        text=text,
        attributions=attributions,
        typed=attributions is not None and "entities" in record,
        entities=entities,
        ignored=_pieces(text, record.get("ignore", []), "`ignore`"),
        links=_links(record, len(attributions)) if attributions is not None and "links" in record else None,
        tokens=tokens,
    )


def _labelled(record: dict[str, Any], texts: Mapping[str, GoldArticle] | None) -> GoldArticle:
    """An article of another file with the claim types, speakers and links that a line of labels gives it."""
    known = _string(record, "id", "the article")
    article = (texts or {}).get(known)
    if article is None or article.attributions is None:
        raise _FaultError(
            f"it labels the attributions of {known!r}, which no other file holds; give the file with its text as well"
        )
    attributions = list(article.attributions)
    labelled: set[int] = set()
    for place, value in enumerate(_list(record, "labels", "the article")):
        what = f"label {place}"
        index = _index(value, "i", what, len(attributions))
        if index in labelled:
            raise _FaultError(f"{what}: attribution {index} has a label already; keep one")
        labelled.add(index)
        attributions[index] = replace(
            attributions[index],
            claim_type=_type(value, "type", what),
            also=_types(value, what),
            speaker=_speaker(value, what),
            speaker_also=_speakers(value, what),
        )
    if len(labelled) < len(attributions):
        missing = min(set(range(len(attributions))) - labelled)
        raise _FaultError(f"attribution {missing} of {known!r} has no label; give it one")
    return replace(
        article, attributions=tuple(attributions), typed=True, links=_links(record, len(attributions)), entities=None
    )


def _attribution(text: str, value: Any, index: int, count: int) -> Attributed:
    what = f"attribution {index}"
    if not isinstance(value, dict):
        raise _FaultError(f"{what} is not an object with `source`, `cue` and `content`")
    parent = None if value.get("in") is None else _index(value, "in", what, count)
    if parent == index:
        raise _FaultError(f"{what} stands inside itself; correct its `in`")
    directness = value.get("type")
    if directness is not None and directness not in DIRECTNESS:
        raise _FaultError(f"{what} has the type {directness!r}; use one of {', '.join(DIRECTNESS)}")
    return Attributed(
        source=_pieces(text, value.get("source") or [], f"the source of {what}"),
        cue=_pieces(text, value.get("cue") or [], f"the cue of {what}"),
        content=_pieces(text, value.get("content") or [], f"the content of {what}"),
        outer=parent is None and value.get("nested_in") is None,
        parent=parent,
        directness=directness,
        claim_type=None if value.get("claim_type") is None else _type(value, "claim_type", what),
        also=_types(value, what),
        speaker=_speaker(value, what),
        speaker_also=_speakers(value, what),
    )


def _entity(text: str, value: Any, index: int) -> EntitySpan:
    what = f"entity {index}"
    if not isinstance(value, dict):
        raise _FaultError(f"{what} is not an object with `start`, `end` and `label`")
    start, end = _span(text, [value.get("start"), value.get("end")], what)
    return EntitySpan(start, end, _string(value, "label", what))


def _token(text: str, value: Any, index: int, count: int) -> SyntaxToken:
    what = f"token {index}"
    if not isinstance(value, list) or len(value) != 9:
        raise _FaultError(f"{what} is not a list of nine values: {NINE_VALUES}")
    start, end = _span(text, value[:2], what)
    names = [value[at] for at in (2, 3, 4, 6, 7)]
    if not all(isinstance(name, str) for name in names):
        raise _FaultError(f"{what} has a tag that is no string; the values are {NINE_VALUES}")
    head = value[5]
    if not isinstance(head, int) or not 0 <= head < count:
        raise _FaultError(f"{what} has the head {head!r}; give the index of a token, its own where it is the root")
    pos, tag, lemma, dep, morph = names
    return SyntaxToken(start, end, pos, tag, lemma, head, dep, morph, bool(value[8]))


def _check_order(tokens: tuple[SyntaxToken, ...]) -> None:
    for index in range(1, len(tokens)):
        if tokens[index].start < tokens[index - 1].end:
            raise _FaultError(
                f"token {index} begins before token {index - 1} ends; put them into the order of the text"
            )


def _links(record: dict[str, Any], count: int) -> tuple[LinkSpan, ...]:
    links = []
    for place, value in enumerate(_list(record, "links", "the article")):
        what = f"link {place}"
        origin, target = _index(value, "from", what, count), _index(value, "to", what, count)
        kind = value.get("kind")
        if kind not in LINK_KINDS:
            raise _FaultError(f"{what} has the kind {kind!r}; use one of {', '.join(LINK_KINDS)}")
        links.append(LinkSpan(origin, target, kind, value.get("sure", True) is True))
    return tuple(links)


def _pieces(text: str, value: Any, what: str) -> Pieces:
    if not isinstance(value, list):
        raise _FaultError(f"{what} is not a list of [start, end]")
    return tuple(_span(text, span, what) for span in value)


def _span(text: str, value: Any, what: str) -> tuple[int, int]:
    if not isinstance(value, list) or len(value) != 2 or not all(type(at) is int for at in value):
        raise _FaultError(f"{what} has no start and end in code points, but {value!r}")
    start, end = value
    if not 0 <= start < end <= len(text):
        raise _FaultError(f"{what} goes from {start} to {end}, in a text of {len(text)} code points; correct it")
    return start, end


def _index(value: Any, key: str, what: str, count: int) -> int:
    found = value.get(key) if isinstance(value, dict) else None
    if type(found) is not int or not 0 <= found < count:
        raise _FaultError(f"{what} has `{key}` {found!r}; give the index of one of the {count} attributions")
    return found


def _string(value: dict[str, Any], key: str, what: str) -> str:
    found = value.get(key)
    if not isinstance(found, str) or not found:
        raise _FaultError(f"{what} has no `{key}`; give it as a string")
    return found


def _types(value: dict[str, Any], what: str) -> tuple[str, ...]:
    """The other claim types that would be right."""
    found = value.get("also") or []
    if not isinstance(found, list) or not all(isinstance(name, str) for name in found):
        raise _FaultError(f"{what} has an `also` that is not a list of claim types")
    unknown = [name for name in found if name not in TYPES]
    if unknown:
        raise _FaultError(f"{what} has the claim type {unknown[0]!r}, which is none of the 17 nor `{NO_CLAIM}`")
    return tuple(found)


def _speakers(value: dict[str, Any], what: str) -> tuple[str | None, ...]:
    """The other speakers that would be right; None where it would be right to have none."""
    found = value.get("speaker_also") or []
    if not isinstance(found, list) or not all(name is None or isinstance(name, str) for name in found):
        raise _FaultError(f"{what} has a `speaker_also` that is not a list of names")
    return tuple(found)


def _list(value: dict[str, Any], key: str, what: str) -> list[Any]:
    found = value.get(key, [])
    if not isinstance(found, list):
        raise _FaultError(f"the `{key}` of {what} is not a list")
    return found


def _type(value: dict[str, Any], key: str, what: str) -> str:
    found = value.get(key)
    if found not in TYPES:
        raise _FaultError(f"{what} has the claim type {found!r}, which is none of the 17 nor `{NO_CLAIM}`")
    return str(found)


def _speaker(value: dict[str, Any], what: str) -> str | None:
    found = value.get("speaker")
    if found is not None and (not isinstance(found, str) or not found):
        raise _FaultError(f"{what} has the speaker {found!r}; give a name, or null where the article gives none")
    return found
