"""The families of claim types: types of one family share a colour, and none is told by colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from claimx.schema import ClaimType

Family = Literal["against", "charge", "assent", "will", "view", "distance", "word", "silence"]

FAMILY_OF: dict[ClaimType, Family] = {
    "denial": "against",
    "refusal": "against",
    "retraction": "against",
    "accusation": "charge",
    "criticism": "charge",
    "warning": "charge",
    "confirmation": "assent",
    "support": "assent",
    "commitment": "will",
    "demand": "will",
    "question": "will",
    "prediction": "view",
    "opinion": "view",
    "claim": "distance",
    "report": "word",
    "statement": "word",
    "no_comment": "silence",
}
