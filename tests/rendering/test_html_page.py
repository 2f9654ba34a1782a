from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.rendering.html_page import embedded, render
from claimx.schema import CLAIM_TYPES, Claim, Cue, Paragraph, Report, Span
from tests.rendering.reports import EMPTY, EMPTY_TEXT, HOSTILE, HOSTILE_TEXT, REPORT, TEXT, article_info

VOID = {"meta", "input", "link", "img", "br"}
REPORTS = pytest.mark.parametrize(
    ("report", "text"),
    [(REPORT, TEXT), (HOSTILE, HOSTILE_TEXT), (EMPTY, EMPTY_TEXT)],
    ids=["sample", "hostile", "empty"],
)


class Page(HTMLParser):
    """A page as parsed: its elements, the text of each, and whether every element is closed in its turn."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[int] = []
        self.article: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.texts.append("")
        if tag not in VOID:
            self.open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.elements[self.open.pop()][0]

    def handle_data(self, data: str) -> None:
        for index in self.open:
            self.texts[index] += data
        around = [self.elements[index] for index in self.open]
        in_article = any(attrs.get("id") == "article" for _, attrs in around)
        if in_article and all(attrs.get("class") != "ref" and tag != "summary" for tag, attrs in around):
            self.article.append(data)

    def all(self, tag: str, **attrs: str) -> list[str]:
        """The texts of the elements with this tag and these attributes."""
        return [
            text
            for (name, found), text in zip(self.elements, self.texts, strict=True)
            if name == tag and attrs.items() <= found.items()
        ]

    def values(self, attribute: str) -> list[str]:
        return [value for _, attrs in self.elements if (value := attrs.get(attribute)) is not None]


def squeezed(text: str) -> str:
    return "".join(text.split())


@REPORTS
def test_html_shows_every_character_of_the_article(report: Report, text: str):
    page = Page(render(report, text))
    paragraphs = [text[p.start : p.end] for p in report.article.paragraphs]

    assert [] == page.open
    assert paragraphs == [line for line in "".join(page.article).split("\n") if line]


@REPORTS
def test_html_joins_article_and_list_both_ways(report: Report, text: str):
    page = Page(render(report, text))
    ids = page.values("id")
    targets = {href.removeprefix("#") for href in page.values("href")}

    assert len(set(ids)) == len(ids)
    assert targets <= set(ids)
    assert {f"{side}-{claim.id}" for side in "ac" for claim in report.claims} <= targets | set(ids)


def test_html_marks_nested_claims_inside_one_another():
    html = render(REPORT, TEXT)

    assert (
        'substantiate <span class="source" data-c="c2">its</span> <span class="cue" data-c="c2">claims</span> '
        '<mark class="charge" data-c="c2">that militants are using modern weapons left behind by the United States '
        'military for cross-border terrorism</mark><a class="ref" id="a-c2" href="#c-c2" data-c="c2" '
        'aria-label="c2: accusation, by Pakistan">c2</a></mark><a class="ref" id="a-c1"'
    ) in html


def test_html_lists_the_claims_with_speaker_type_and_reasons():
    page = Page(render(REPORT, TEXT))
    (item,) = page.all("li", id="c-c8")

    assert (
        "c8denial Hamdullah Fitrat · deputy Taliban spokesperson · Taliban"
        "that the military hardware in question has been acquired by terrorist organizations and is being utilized in "
        "attacks against Pakistani territory¶9 1307–1451 · paraphraseddenies Pakistan (c2)Why · confidence 0.95"
        "source: Hamdullah Fitrat, the deputy Taliban spokesperson,cue: vehemently dismissed allegations"
        "cue 'dismissed allegations' → denial"
    ) == item


def test_html_offers_the_types_and_speakers_that_occur():
    page = Page(render(REPORT, TEXT))
    values = page.values("value")
    types = sorted({claim.type for claim in REPORT.claims})

    assert types == [value for value in values if value in CLAIM_TYPES]
    assert ["", "s1", "s2", "s7", "s3", "s8", "s5", "s6", "-"] == values[: values.index("-") + 1]


@REPORTS
def test_html_policy_allows_its_own_style_and_script_alone(report: Report, text: str):
    html = render(report, text)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in (style, script)]

    assert (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    ) == policy


@REPORTS
def test_html_hostile_words_become_no_elements(report: Report, text: str):
    page = Page(render(report, text))
    tags = [tag for tag, _ in page.elements]

    assert 2 == tags.count("script")
    assert {"img", "link", "iframe", "object", "base"} & set(tags) == set()
    assert [name for _, attrs in page.elements for name in attrs if name.startswith("on") or name == "style"] == []
    assert [href for href in page.values("href") if not href.startswith("#")] == []
    assert page.values("src") == []


@REPORTS
def test_html_carries_the_report_itself(report: Report, text: str):
    page = Page(render(report, text))
    (found,) = page.all("script", id="report")

    assert report == Report.model_validate_json(found)
    assert {"<", ">", "&", "\u2028", "\u2029"} & set(embedded(report)) == set()
    assert json.loads(found) == report.model_dump(mode="json", by_alias=True)


def test_html_has_no_way_to_write_nul():
    text = "a\0b"
    report = EMPTY.model_copy(update={"article": article_info(text, (Paragraph(start=0, end=3, kind="body"),))})

    assert "a�b</p>" in render(report, text)


def test_html_folds_away_what_is_not_the_article():
    html = render(REPORT, TEXT)

    assert 1 == html.count('<details class="rest">')
    assert html.index('<details class="rest">') < html.index("Leave a Comment</p>") < html.index("</main>")


def span_of(text: str, start: int, end: int) -> Span:
    return Span(start=start, end=end, text=text[start:end])


@st.composite
def tangled(draw: st.DrawFn) -> tuple[Report, str]:
    """A report whose claims nest, cross, touch and coincide as they like, over several paragraphs."""
    paragraphs = draw(st.lists(st.text("ab <&", min_size=3, max_size=12), min_size=1, max_size=4))
    text = "\n".join(paragraphs)
    bounds: list[Paragraph] = []
    for words in paragraphs:
        start = bounds[-1].end + 1 if bounds else 0
        bounds.append(Paragraph(start=start, end=start + len(words), kind="body"))
    offset = st.integers(0, len(text) - 1)
    claims = []
    for number in range(draw(st.integers(1, 14))):
        pieces = [
            span_of(text, min(a, b), max(a, b) + 1)
            for a, b in draw(st.lists(st.tuples(offset, offset), min_size=1, max_size=3))
        ]
        cue = Cue(**pieces[0].model_dump(), lemma="say")
        claims.append(
            Claim(
                id=f"c{number}", type="claim", directness="direct", speaker=None, source=pieces[-1], cue=cue,
                content=tuple(pieces), polarity="affirmed", certainty="certain", writer_stance="neutral",
                sentence="n1", confidence=1, why=(),
            )
        )  # fmt: skip
    return Report(article=article_info(text, tuple(bounds)), claims=tuple(claims)), text


@given(tangled())
@settings(max_examples=150, deadline=None)
def test_html_marks_of_any_shape_nest_and_lose_nothing(case: tuple[Report, str]):
    report, text = case
    page = Page(render(report, text))
    paragraphs = "".join(text[p.start : p.end] for p in report.article.paragraphs)

    assert [] == page.open
    assert squeezed(paragraphs) == squeezed("".join(page.article))
    assert {c.id for c in report.claims if squeezed(c.content[0].text)} <= set(page.all("a", **{"class": "ref"}))


def test_html_of_many_claims_on_the_same_words_stays_small():
    span = span_of(EMPTY_TEXT, 0, 7)
    first = REPORT.claims[0].model_copy(update={"content": (span,), "source": None, "cue": None, "speaker": None})
    claims = tuple(first.model_copy(update={"id": f"c{number}"}) for number in range(300))
    page = Page(render(EMPTY.model_copy(update={"claims": claims}), EMPTY_TEXT))

    assert 8 == len(page.all("mark"))
    assert 300 == len(page.all("a", **{"class": "ref"}))
