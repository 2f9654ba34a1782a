"""claimx: who claims what in a news article, on what words, and who denies it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimx.extractor import Extractor, extract, extract_many
    from claimx.schema import Report

__version__ = "0.1.0"
__all__ = ["Extractor", "Report", "__version__", "extract", "extract_many"]

# Imported when first asked for (PEP 562): spaCy and pydantic are most of the start-up time.
_HOMES = {
    "Extractor": "claimx.extractor",
    "Report": "claimx.schema",
    "extract": "claimx.extractor",
    "extract_many": "claimx.extractor",
}


def __getattr__(name: str) -> Any:
    """The public name, imported from the module where it lives."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, those not yet imported among them."""
    return sorted({*globals(), *__all__})
