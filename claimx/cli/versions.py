"""The versions of claimx and what it stands on, without importing any of it."""

from __future__ import annotations

import json
import platform
from importlib import metadata
from typing import TYPE_CHECKING, Any

from claimx import __version__
from claimx.pipeline import place

if TYPE_CHECKING:
    from pathlib import Path


def installed_version(distribution: str) -> str | None:
    """The version of an installed distribution, or None."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def model_folder() -> Path | None:
    """The folder of the shipped pipeline, or None where there is none."""
    folder = place.model_folder()
    return folder if (folder / "meta.json").is_file() else None


def model_meta(folder: Path | None) -> dict[str, Any] | None:
    """What the pipeline says of itself in meta.json; None where that is missing or damaged."""
    if folder is None:
        return None
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return meta if isinstance(meta, dict) else None


def version_line() -> str:
    """claimx, spaCy and the model with their versions, on one line."""
    meta = model_meta(model_folder())
    model = f"{place.NAME} {meta.get('version', '?') if meta else 'missing'}"
    spacy = f"spaCy {installed_version('spacy') or 'missing'}"
    return f"claimx {__version__} ({spacy}, {model}, Python {platform.python_version()})"
