from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The shipped pipeline, for tests marked `model`; where it is missing they fail."""
    from claimx.pipeline.loading import load

    return load()
