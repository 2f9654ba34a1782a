"""Where the shipped pipeline stands. Imports nothing heavy, so that `--version` can read its `meta.json`."""

from __future__ import annotations

from pathlib import Path

NAME = "en_claimx_news"


def model_folder() -> Path:
    """The folder of the shipped pipeline: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "models" / NAME
    return inside if inside.is_dir() else package.parent / "models" / NAME
