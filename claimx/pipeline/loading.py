"""The trained pipeline, loaded: the shipped one, or any by name or path."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimx.errors import ModelError
from claimx.pipeline.place import model_folder

if TYPE_CHECKING:
    from spacy.language import Language


def load(model: str | Path | None = None, *, threads: int = 1) -> Language:
    """A spaCy pipeline: the shipped one, or that of a folder or of an installed package.

    Raises ModelError where there is none, or where it was made for another version of claimx.
    """
    import spacy

    import claimx.pipeline.factories  # noqa: F401  (registers the components)

    place: str | Path = model_folder() if model is None else model
    config: dict[str, Any] = {}
    if _has_encoder(place):
        config = {"components": {"claimx_encoder": {"threads": threads}}}
    try:
        return spacy.load(place, config=config)
    except OSError as error:
        raise ModelError(
            f"there is no pipeline {str(place)!r}: give the folder of one, or install it with `pip install {place}`"
            if model is not None
            else f"the pipeline that comes with claimx is not at {place}: install claimx again"
        ) from error


@cache
def _has_encoder(place: str | Path) -> bool:
    return (Path(place) / "claimx_encoder").is_dir()
