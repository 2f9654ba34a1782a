"""The component that notes paragraphs and quotations, before and apart from the encoder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.pipeline import notes
from claimx.pipeline.component import Component
from claimx.pipeline.quotations import find_quotations

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Quoter(Component):
    """Notes the quotations of every paragraph."""

    def annotate(self, doc: Doc) -> None:
        """Note the quotations."""
        notes.set_quotations(doc, find_quotations(doc.text, notes.blocks_of(doc)))
