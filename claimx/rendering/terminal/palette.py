"""The styles of the claim types: the sixteen colours of the terminal, which its owner has made readable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.rendering.families import FAMILY_OF

if TYPE_CHECKING:
    from claimx.rendering.families import Family
    from claimx.schema import ClaimType

_STYLES: dict[Family, str] = {
    "against": "bold red",
    "charge": "bold magenta",
    "assent": "bold green",
    "will": "bold cyan",
    "view": "bold",
    "distance": "bold blue",
    "word": "bold",
    "silence": "dim bold",
}

STYLE_OF: dict[ClaimType, str] = {claim_type: _STYLES[family] for claim_type, family in FAMILY_OF.items()}

STYLE_OF_ANSWER = {"denies": "bold red", "contradicts": "bold red", "corroborates": "bold green", "no_response": "bold"}
