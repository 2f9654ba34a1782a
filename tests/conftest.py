from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The shipped pipeline, for tests marked `model`; where it is missing they fail."""
    from claimx.pipeline.loading import load

    return load()


@pytest.fixture(scope="session", autouse=True)
def _interruptible():
    """Started in the background, a shell's child ignores SIGINT, and so would the processes that tests interrupt."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
