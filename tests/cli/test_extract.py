from __future__ import annotations

import csv
import json

import pytest

from claimx.cli.output import OutputFormat
from tests.cli import stand_ins

pytestmark = pytest.mark.usefixtures("articles")


def test_extract_writes_one_json_object_for_one_article(claimx):
    result = claimx("extract", "one.txt")

    assert (0, "") == (result.exit_code, result.stderr)
    report = json.loads(result.stdout)
    assert "Anna" == report["speakers"][0]["name"]
    assert "Anna says “yes”.\n" == report["claims"][0]["content"][0]["text"]


def test_extract_writes_json_lines_for_several_articles(claimx):
    result = claimx("extract", "one.txt", "two.txt")

    assert 0 == result.exit_code
    lines = result.stdout.splitlines()
    assert ["one.txt", "two.txt"] == [json.loads(line)["article"]["path"] for line in lines]


def test_extract_writes_one_json_array_for_several_articles(claimx):
    result = claimx("extract", "one.txt", "two.txt", "--format", "json")

    assert ["one.txt", "two.txt"] == [report["article"]["path"] for report in json.loads(result.stdout)]


def test_extract_writes_one_csv_header_for_several_articles(claimx):
    result = claimx("extract", "one.txt", "two.txt", "--format", "csv")

    rows = list(csv.reader(result.stdout.splitlines()))
    assert [["id", "text"]] == [row for row in rows if row[0] == "id"]
    assert 3 == len(rows)


def test_extract_parts_texts_for_readers_by_an_empty_line(claimx):
    result = claimx("extract", "one.txt", "two.txt", "--format", "markdown")

    assert "markdown: Anna says “yes”.\n\nmarkdown: Boris says no.\n" == result.stdout


def test_extract_refuses_one_html_page_for_several_articles(claimx):
    result = claimx("extract", "one.txt", "two.txt", "--format", "html")

    assert (2, "") == (result.exit_code, result.stdout)
    assert "one article" in result.stderr


@pytest.mark.parametrize("arguments", [["-"], []])
def test_extract_reads_standard_input(claimx, arguments):
    result = claimx("extract", *arguments, stdin="Clara says “maybe”.")

    assert 0 == result.exit_code
    assert "Clara" == json.loads(result.stdout)["speakers"][0]["name"]


def test_extract_goes_on_after_an_input_that_fails(claimx):
    result = claimx("extract", "one.txt", "missing.txt", "empty.txt", "two.txt")

    assert 3 == result.exit_code
    assert ["one.txt", "two.txt"] == [json.loads(line)["article"]["path"] for line in result.stdout.splitlines()]
    assert [
        "missing.txt: cannot be read (No such file or directory).",
        "empty.txt is empty: give a file that holds the text of an article",
        "claimx: 2 of 4 inputs done, 2 failed.",
    ] == result.stderr.splitlines()


def test_extract_keeps_the_array_whole_when_the_first_input_fails(claimx):
    result = claimx("extract", "missing.txt", "two.txt", "--format", "json")

    assert 3 == result.exit_code
    assert ["two.txt"] == [report["article"]["path"] for report in json.loads(result.stdout)]


def test_extract_says_the_warnings_of_a_report_with_the_path(claimx):
    result = claimx("extract", "untitled.txt")

    assert (0, "untitled.txt: has no title\n") == (result.exit_code, result.stderr)


def test_extract_answers_a_missing_file_without_the_model(claimx):
    result = claimx("extract", "missing.txt", "--model", "nowhere")

    assert 3 == result.exit_code
    assert [] == stand_ins.StandInExtractor.made


def test_extract_stops_with_4_when_the_model_is_missing(claimx):
    result = claimx("extract", "one.txt", "two.txt", "--model", "nowhere")

    assert (4, "") == (result.exit_code, result.stdout)
    assert "claimx: There is no model 'nowhere'; give another with --model.\n" == result.stderr


def test_extract_shows_a_bug_and_goes_on(claimx, tmp_path):
    (tmp_path / "bug.txt").write_text(stand_ins.BUG, encoding="utf-8")

    result = claimx("extract", "bug.txt", "two.txt")

    assert 1 == result.exit_code
    assert "two.txt" == json.loads(result.stdout)["article"]["path"]
    assert "ZeroDivisionError: a thing that nobody expects" in result.stderr
    assert "open an issue" in result.stderr


def test_extract_makes_the_extractor_once_with_its_options(claimx):
    claimx("extract", "one.txt", "two.txt", "--model", "en_core_web_sm", "--threads", "3")

    assert [("en_core_web_sm", 3)] == stand_ins.StandInExtractor.made


def test_extract_passes_the_encoding_on(claimx, tmp_path):
    (tmp_path / "old.txt").write_bytes("Zoë says “no”.".encode("cp1252"))

    result = claimx("extract", "old.txt", "--encoding", "cp1252")

    assert "Zoë" == json.loads(result.stdout)["speakers"][0]["name"]


def test_extract_takes_the_date_of_publication(claimx):
    result = claimx("extract", "one.txt", "--date", "2025-01-30")

    assert "2025-01-30" == json.loads(result.stdout)["article"]["published"]


@pytest.mark.parametrize("date", ["2025-13-01", "yesterday", "30.01.2025", "20250130"])
def test_extract_refuses_a_date_that_is_none(claimx, date):
    result = claimx("extract", "one.txt", "--date", date)

    assert (2, "") == (result.exit_code, result.stdout)
    assert f"{date!r} is not a date; write it as 2025-01-30." in " ".join(result.stderr.split())


def test_extract_leaves_out_what_is_not_sure_enough(claimx):
    assert [] == json.loads(claimx("extract", "one.txt", "--min-confidence", "0.95").stdout)["claims"]
    assert 1 == len(json.loads(claimx("extract", "one.txt", "--min-confidence", "0.9").stdout)["claims"])


@pytest.mark.parametrize(
    ("arguments", "claims"),
    [
        (["--type", "statement"], 1),
        (["--type", "Denial, statement"], 1),
        (["--type", "denial", "--type", "no-comment"], 0),
        (["--speaker", "ANN"], 1),
        (["--speaker", "boris"], 0),
        (["--about", "yes"], 1),
        (["--about", "no"], 0),
        (["--direct-only"], 0),
        (["--type", "statement", "--speaker", "anna", "--about", "yes", "--min-confidence", "0.5"], 1),
        (["--type", ""], 1),
    ],
)
def test_extract_keeps_the_claims_that_are_asked_for(claimx, arguments, claims):
    result = claimx("extract", "one.txt", *arguments)

    report = json.loads(result.stdout)
    assert (0, claims, claims) == (result.exit_code, len(report["claims"]), len(report["speakers"]))
    assert ("" if claims else "one.txt: no claim in it fits the selection.\n") == result.stderr


def test_extract_keeps_still_where_one_of_several_articles_has_nothing_that_fits(claimx):
    result = claimx("extract", "one.txt", "two.txt", "--speaker", "boris")

    assert [0, 1] == [len(json.loads(line)["claims"]) for line in result.stdout.splitlines()]
    assert "" == result.stderr


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("deniel", "There is no claim type 'deniel': did you mean denial? There are no_comment, retraction, "),
        ("denial,No comments", "There is no claim type 'No comments': did you mean no_comment? There are "),
        ("xyzzy", "There is no claim type 'xyzzy'. There are "),
    ],
)
def test_extract_says_which_types_there_are(claimx, word, message):
    result = claimx("extract", "one.txt", "--type", word)

    assert (2, "", 1) == (result.exit_code, result.stdout, len(result.stderr.splitlines()))
    assert message in result.stderr
    assert [] == stand_ins.StandInExtractor.made


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "xml"],
        ["--threads", "0"],
        ["--min-confidence", "2"],
        ["--width", "3"],
        ["--no-such-option"],
    ],
)
def test_extract_ends_with_2_on_wrong_usage(claimx, arguments):
    result = claimx("extract", "one.txt", *arguments)

    assert (2, "") == (result.exit_code, result.stdout)


@pytest.mark.parametrize(
    ("arguments", "environment", "view"),
    [
        ([], {}, {"width": 80, "color": False, "plain": False, "full": False}),
        (["--width", "60", "--full"], {}, {"width": 60, "color": False, "plain": False, "full": True}),
        ([], {"FORCE_COLOR": "1"}, {"width": 80, "color": True, "plain": False, "full": False}),
        (["--no-color"], {"FORCE_COLOR": "1"}, {"width": 80, "color": False, "plain": False, "full": False}),
        (["--plain"], {"FORCE_COLOR": "1"}, {"width": 80, "color": False, "plain": True, "full": False}),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, {"width": 80, "color": False, "plain": False, "full": False}),
    ],
)
def test_extract_shows_the_terminal_form_as_the_options_and_the_environment_say(
    claimx, monkeypatch, arguments, environment, view
):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    result = claimx("extract", "two.txt", "--format", "terminal", *arguments)

    assert f"terminal: Boris says no. {view}\n" == result.stdout


def test_extract_chooses_the_terminal_form_on_a_terminal(claimx, monkeypatch):
    monkeypatch.setattr("claimx.cli.extract.on_terminal", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "101")

    result = claimx("extract", "two.txt")

    assert "terminal: Boris says no. {'width': 101, 'color': True, 'plain': False, 'full': False}\n" == result.stdout


@pytest.mark.parametrize("name", ["report.json", "report.md", "report.html", "report.jsonl"])
def test_extract_takes_the_form_from_the_name_of_the_file(claimx, tmp_path, name):
    suffixes = {"report.md": "markdown: ", "report.html": "html: ", "report.json": "{\n", "report.jsonl": '{"'}

    result = claimx("extract", "two.txt", "--output", name)

    assert (0, "") == (result.exit_code, result.stdout)
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(suffixes[name])


def test_extract_writes_utf8_with_line_feeds(claimx, tmp_path):
    claimx("extract", "one.txt", "--output", "report.json")

    data = (tmp_path / "report.json").read_bytes()
    assert "“yes”".encode() in data
    assert b"\r" not in data


def test_extract_leaves_no_file_behind_when_nothing_was_written(claimx, tmp_path):
    before = sorted(tmp_path.iterdir())

    assert 3 == claimx("extract", "missing.txt", "--output", "report.json").exit_code
    assert before == sorted(tmp_path.iterdir())


def test_extract_leaves_the_old_file_alone_when_the_run_breaks(claimx, tmp_path):
    (tmp_path / "report.jsonl").write_text("old", encoding="utf-8")
    (tmp_path / "damage.txt").write_text(stand_ins.MODEL_DAMAGE, encoding="utf-8")
    before = sorted(tmp_path.iterdir())

    result = claimx("extract", "one.txt", "damage.txt", "--output", "report.jsonl")

    assert 4 == result.exit_code
    assert before == sorted(tmp_path.iterdir())
    assert "old" == (tmp_path / "report.jsonl").read_text(encoding="utf-8")


def test_extract_says_where_it_cannot_write_before_it_starts(claimx):
    result = claimx("extract", "one.txt", "--output", "no/such/folder/report.json")

    assert 2 == result.exit_code
    assert 1 == len(result.stderr.splitlines())
    assert "report.json: cannot be written (No such folder)" in result.stderr
    assert [] == stand_ins.StandInExtractor.made


def test_extract_says_that_a_folder_is_no_file_to_write(claimx, tmp_path):
    result = claimx("extract", "one.txt", "--output", str(tmp_path))

    assert (2, "") == (result.exit_code, result.stdout)
    assert "cannot be written (Is a directory)" in result.stderr


def test_extract_keeps_the_rights_of_a_file_that_it_replaces(claimx, tmp_path):
    (tmp_path / "report.json").touch(mode=0o600)

    assert 0 == claimx("extract", "one.txt", "--output", "report.json").exit_code
    assert 0o600 == (tmp_path / "report.json").stat().st_mode & 0o777


def test_extract_writes_through_a_link(claimx, tmp_path):
    (tmp_path / "link.json").symlink_to(tmp_path / "target.json")

    assert 0 == claimx("extract", "one.txt", "--output", "link.json").exit_code
    assert (tmp_path / "link.json").is_symlink()
    assert "Anna" in (tmp_path / "target.json").read_text(encoding="utf-8")


def test_output_format_is_auto_and_the_formats_of_the_renderers():
    from claimx.rendering.formats import Format

    assert {"auto", *(form.value for form in Format)} == {form.value for form in OutputFormat}
