import doctest
import re
from pathlib import Path

import pytest

import claimx.component  # noqa: F401  (registers the component where claimx is not installed)

PAGE = Path(__file__).parents[1] / "docs" / "spacy.md"
BLOCK = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.model
def test_examples_for_spacy_give_what_they_show():
    text = PAGE.read_text(encoding="utf-8")
    blocks = "\n".join(match.group(1) for match in BLOCK.finditer(text))
    examples = doctest.DocTestParser().get_doctest(blocks, {}, PAGE.name, str(PAGE), 0)
    assert len(re.findall(r"^>>> ", text, re.MULTILINE)) == len(examples.examples) > 20
    told = []
    doctest.DocTestRunner(verbose=False).run(examples, out=told.append)
    assert "" == "".join(told)
