"""What holds for every verb, and the verbs that need only a few words."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import typer

import claimx as package
from claimx.cli import doctor, versions
from claimx.cli.app import EXIT_CODES, app
from claimx.cli.run import RunReport
from claimx.errors import ClaimxError
from claimx.pipeline import place
from tests.cli.stand_ins import article_of, report_of

ROOT = Path(__file__).parent.parent.parent
GROUP = typer.main.get_command(app)
VERBS = sorted(GROUP.commands)
OPTIONS = [(verb, parameter) for verb in VERBS for parameter in GROUP.commands[verb].params if parameter.name != "help"]


def _told(claimx, verb):
    result = claimx(verb, "--help")
    assert 0 == result.exit_code
    return result.stdout


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_helps_with_an_example(claimx, verb):
    assert f"claimx {verb}" in _told(claimx, verb).partition("Examples:")[2]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_stands_in_the_documentation(verb):
    assert f"## claimx {verb}\n" in (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("verb", "parameter"), OPTIONS, ids=lambda value: getattr(value, "name", value))
def test_every_option_has_help_and_stands_in_the_documentation(verb, parameter):
    documented = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8").partition(f"## claimx {verb}\n")[2]
    name = parameter.opts[0] if parameter.param_type_name == "option" else parameter.metavar

    assert parameter.help
    assert name in documented.partition("\n## ")[0]


@pytest.mark.parametrize("arguments", [["--help"], ["-h"]])
def test_help_gives_examples_before_options(claimx, arguments):
    told = claimx(*arguments).stdout

    assert -1 < told.index("Examples:") < told.index("Options:")


def test_claimx_without_a_verb_helps_and_ends_with_2(claimx):
    result = claimx()

    assert 2 == result.exit_code
    assert "Usage: claimx" in result.output


def test_every_error_has_an_exit_code():
    assert {kind for kind, _ in EXIT_CODES} == set(ClaimxError.__subclasses__())


def test_version_tells_of_claimx_spacy_and_the_model(claimx, monkeypatch, tmp_path):
    folder = tmp_path / "models" / place.NAME
    folder.mkdir(parents=True)
    (folder / "meta.json").write_text('{"lang": "en", "name": "claimx_news", "version": "1.2.3"}', encoding="utf-8")
    monkeypatch.setattr(place, "model_folder", lambda: tmp_path / "models" / place.NAME)

    told = claimx("--version").stdout

    assert told.startswith(f"claimx {package.__version__} (spaCy {versions.installed_version('spacy')}, ")
    assert ", en_claimx_news 1.2.3, " in told


@pytest.mark.parametrize("meta", [None, "{", "[]"])
def test_version_tells_of_a_model_that_is_missing_or_damaged(claimx, monkeypatch, tmp_path, meta):
    if meta is not None:
        folder = tmp_path / "models" / place.NAME
        folder.mkdir(parents=True)
        (folder / "meta.json").write_text(meta, encoding="utf-8")
    monkeypatch.setattr(place, "model_folder", lambda: tmp_path / "models" / place.NAME)

    result = claimx("--version")

    assert 0 == result.exit_code
    assert "en_claimx_news missing" in result.stdout


def test_schema_describes_what_extract_writes(claimx, articles):
    schema = json.loads(claimx("schema").stdout)

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(claimx("extract", str(articles / "one.txt")).stdout), schema)


def test_doctor_ends_with_0_where_all_is_well(claimx, monkeypatch, tmp_path):
    (tmp_path / "meta.json").write_text(
        '{"lang": "en", "name": "trial", "version": "2", "spacy_version": ">=3"}', encoding="utf-8"
    )
    monkeypatch.setattr(doctor, "EXTRAS", {"html": "json", "ray": "no_such_module"})

    result = claimx("doctor", "--model", str(tmp_path))

    told = dict(line.split(": ", 1) for line in result.stdout.splitlines())
    assert f"en_trial 2, for spaCy >=3, in {tmp_path}" == told["model"]
    assert "1 of 1 claim found in a sentence" == told["trial"]
    assert "html yes, ray no" == told["extras"]
    assert 0 == result.exit_code


def test_doctor_ends_with_4_where_the_model_is_not_there(claimx):
    result = claimx("doctor", "--model", "nowhere")

    assert 4 == result.exit_code
    assert "! model: nowhere is neither a folder nor an installed package" in result.stdout
    assert "! trial: There is no model 'nowhere'; give another with --model." in result.stdout


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        ("flags\t\t: fpu avx2 avx512f avx512_vnni\n", "AVX2, AVX-512, AVX-512 VNNI"),
        ("Features\t: fp asimd asimddp\n", "Arm dot product"),
        ("flags\t\t: fpu sse2\n", "none of AVX2, AVX-512, AVX-512 VNNI, AVX-VNNI, Arm dot product"),
        (None, "features unknown"),
    ],
)
def test_doctor_tells_of_the_processor(monkeypatch, tmp_path, flags, told):
    if flags is not None:
        (tmp_path / "cpuinfo").write_text(flags, encoding="utf-8")
    monkeypatch.setattr(doctor, "CPUINFO", tmp_path / "cpuinfo")

    assert told == doctor.processor_features()


@pytest.mark.parametrize(
    ("done", "failed", "broken", "code", "told"),
    [
        (2, 0, 0, 0, "2 of 2 inputs done, 0 failed."),
        (0, 0, 0, 0, "0 of 0 inputs done, 0 failed."),
        (2, 1, 0, 3, "2 of 3 inputs done, 1 failed."),
        (1, 1, 1, 1, "1 of 3 inputs done, 2 failed."),
    ],
)
def test_run_report_knows_its_exit_code(done, failed, broken, code, told):
    run = RunReport(done, failed, broken)

    assert (code, told) == (run.exit_code, str(run))


def test_package_names_are_public_and_sorted():
    assert sorted(package.__all__) == package.__all__
    assert set(package.__all__) <= set(dir(package))
    assert report_of(article_of("Anna says no.")).__class__ is package.Report


def test_package_has_no_other_names():
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        package.nothing  # noqa: B018
