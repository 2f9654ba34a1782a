"""The component `claimx` for any English spaCy pipeline: `doc._.claimx` is the report of the doc, as plain data.

It adds attributions and claims, and fills in whatever they need that the pipeline does not set; what the pipeline
does set stays as it is (see `claimx.pipeline.host` for what of it the report takes over).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

from claimx.claims.report import build_report
from claimx.errors import ModelError
from claimx.pipeline.factories import PIPELINE
from claimx.pipeline.host import annotation_of
from claimx.pipeline.loading import load
from claimx.reading.files import article_from_text

if TYPE_CHECKING:
    from pathlib import Path

    from claimx.reading.article import Article
    from claimx.schema import Report

EXTENSION = "claimx"
PUBLISHED = "published"
"""The key of `doc.user_data` under which the day of publication may stand, as a date or in ISO form."""

# Not forced: whoever has set an extension of this name keeps the default that he gave it.
if not Doc.has_extension(EXTENSION):
    Doc.set_extension(EXTENSION, default=None)


class Reporter:
    """Sets `doc._.claimx` to the report, as `json.loads` would give it; None on docs that it has not seen.

    Our pipeline is loaded at first use and anew in each process. On docs that come from it already, it is not needed.
    """

    def __init__(self, name: str = EXTENSION, *, model: str | Path | None = None, threads: int = 1) -> None:
        self.name = name
        self.model = model
        self.threads = threads
        self._own: Language | None = None

    def __call__(self, doc: Doc) -> Doc:
        """The doc, with its report."""
        published = doc.user_data.get(PUBLISHED)
        article = article_from_text(doc.text, published=None if published is None else str(published))
        doc._.claimx = self.report(doc, article).model_dump(mode="json", by_alias=True)
        return doc

    def report(self, doc: Doc, article: Article) -> Report:
        """The report of an article, from its text as any English pipeline made it into a doc."""
        return build_report(article, annotation_of(doc, article, self.own))

    def own(self) -> Language:
        """Our pipeline. Raises ModelError where it cannot be loaded, or is not one of ours."""
        if self._own is None:
            nlp = load(self.model, threads=self.threads)
            missing = [name for name in PIPELINE if name not in nlp.pipe_names]
            if missing:
                raise ModelError(
                    f"the pipeline {str(self.model)!r} cannot find attributions, since it has no {missing[0]}: "
                    "give the component claimx no model, or one that claimx's own recipe has made"
                )
            self._own = nlp
        return self._own

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_own": None}


@Language.factory("claimx", assigns=[f"doc._.{EXTENSION}"], default_config={"model": None, "threads": 1})
def make_claimx(nlp: Language, name: str, model: str | None, threads: int) -> Reporter:  # noqa: ARG001  (spaCy's names)
    """A component that sets `doc._.claimx`; `model` is another pipeline of claimx's, by name or folder."""
    return Reporter(name, model=model, threads=threads)
