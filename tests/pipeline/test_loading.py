import re
import sys

import pytest
import spacy

from claimx.errors import ModelError
from claimx.pipeline.loading import load


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("en_core_web_sm", "spacy download en_core_web_sm"),
        ("en_core_web_trf", "spacy download en_core_web_trf"),
        ("xx_sent_ud_sm", "spacy download xx_sent_ud_sm"),
        ("en_somebody_elses", "pip install en_somebody_elses"),
    ],
)
@pytest.mark.parametrize(
    ("python", "written"), [("/opt/env/python", "/opt/env/python"), ("/a b/python", '"/a b/python"')]
)
def test_load_says_how_to_install_what_is_missing(monkeypatch, tmp_path, name, command, python, written):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", python)
    with pytest.raises(ModelError) as caught:
        load(name)
    assert f"there is no pipeline '{name}': install it with `{written} -m {command}`, or give the folder of one" == str(
        caught.value
    )


@pytest.mark.parametrize("name", ["", "nowhere", "no-such-place/x"])
def test_load_asks_for_the_folder_where_a_path_is_meant(tmp_path, name):
    (tmp_path / "no-such").mkdir()
    with pytest.raises(ModelError, match=r"there is no pipeline .*: give the folder that holds its config\.cfg"):
        load(tmp_path / name)


def test_load_says_what_is_wrong_with_a_pipeline(tmp_path):
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Acme"}])
    nlp.to_disk(tmp_path)
    config = tmp_path / "config.cfg"
    written = config.read_text(encoding="utf-8")
    config.write_text(written.replace('factory = "entity_ruler"', 'factory = "of_another_package"'), encoding="utf-8")
    with pytest.raises(
        ModelError, match=rf"(?s)the pipeline {re.escape(repr(str(tmp_path)))} cannot be used: .*of_another"
    ):
        load(tmp_path)
    config.write_text(written, encoding="utf-8")
    (tmp_path / "tokenizer").unlink()
    with pytest.raises(ModelError, match="is damaged, since files of it are missing"):
        load(tmp_path)


def test_load_takes_any_pipeline_and_leaves_out_its_claimx(tmp_path):
    import claimx.component  # noqa: F401  (registers the component)

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("claimx")
    nlp.to_disk(tmp_path)
    assert ["sentencizer", "claimx"] == spacy.load(tmp_path).pipe_names
    assert ["sentencizer"] == load(tmp_path).pipe_names
