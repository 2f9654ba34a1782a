"""The trained pipeline, loaded: the shipped one, or any by name or path."""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimx.errors import ModelError
from claimx.pipeline.place import model_folder

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGE = re.compile(r"[A-Za-z]\w*")
"""What may be the name of a package rather than a path."""
OFFICIAL = re.compile(r"[a-z]{2,3}_(core|dep|ent|sent)_(web|news|wiki|ud)_(sm|md|lg|trf)")
"""The names of the pipelines that spaCy itself publishes, which are not on the package index."""


def load(model: str | Path | None = None, *, threads: int = 1) -> Language:
    """A spaCy pipeline: the shipped one, or that of a folder or of an installed package.

    A component `claimx` in it is left out: the report is made outside. Raises ModelError where there is no such
    pipeline, or where it cannot be used with what is installed.
    """
    import spacy

    import claimx.pipeline.factories  # noqa: F401  (registers the components)

    place: str | Path = model_folder() if model is None else model
    config: dict[str, Any] = {}
    if _has_encoder(place):
        config = {"components": {"claimx_encoder": {"threads": threads}}}
    try:
        # The tokenizer of ours is spaCy's English one, which spacy.load makes anyway before it reads it once more.
        return spacy.load(place, config=config, exclude=["claimx", *(["tokenizer"] if config else [])])
    except OSError as error:
        raise ModelError(_missing(place, shipped=model is None)) from error
    except (ValueError, ImportError) as error:
        raise ModelError(f"the pipeline {str(place)!r} cannot be used: {error}") from error


def _missing(place: str | Path, *, shipped: bool) -> str:
    """What to do where there is no pipeline at `place`, or where files of it are missing."""
    if shipped:
        return f"the pipeline that comes with claimx is not at {place}: install claimx again"
    name = str(place)
    if (Path(place) / "config.cfg").is_file():
        return f"the pipeline {name!r} is damaged, since files of it are missing: save or install it again"
    if Path(place).exists() or not PACKAGE.fullmatch(name):
        return f"there is no pipeline {name!r}: give the folder that holds its config.cfg"
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    command = "spacy download" if OFFICIAL.fullmatch(name) else "pip install"
    return f"there is no pipeline {name!r}: install it with `{python} -m {command} {name}`, or give the folder of one"


@cache
def _has_encoder(place: str | Path) -> bool:
    return (Path(place) / "claimx_encoder").is_dir()
