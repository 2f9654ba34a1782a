"""Which model a run is made with, told by its content: two reports of one identity are made by the same weights."""

from __future__ import annotations

import hashlib
from importlib import metadata
from pathlib import Path

from claimx.pipeline.place import model_folder

PIECE = 1024 * 1024


def model_identity(model: str | None = None) -> str:
    """The name of a pipeline, and a digest of the files in its folder or the version of its package."""
    folder = model_folder() if model is None else Path(model)
    if folder.is_dir():
        return f"{folder.resolve().name} {_digest(folder)}"
    try:
        return f"{model} {metadata.version(str(model))}"
    except (metadata.PackageNotFoundError, ValueError):
        return f"{model or folder.name} missing"


def _digest(folder: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found.update(f"\0{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
            with path.open("rb") as stream:
                while piece := stream.read(PIECE):
                    found.update(piece)
    return found.hexdigest()[:16]
