from __future__ import annotations

import io
import json

import pytest

from claimx.batch import json_records, lines, table_records
from claimx.batch.json_records import read_lines, read_values
from claimx.batch.lines import mended, open_text
from claimx.batch.records import Columns, Record, task_of
from claimx.batch.table_records import read_csv
from claimx.batch.tasks import Failure, iso_day
from claimx.errors import InputError


def _text(data, encoding=None):
    return open_text(io.BufferedReader(io.BytesIO(data)), zipped=False, encoding=encoding)


def _found(records):
    return [(record.number, record.problem or record.value) for record in records]


def _task(value, **columns):
    return task_of(Record(7, value), file="news.jsonl", stem="news", columns=Columns(**columns))


def test_lines_keep_their_numbers():
    assert [(1, {"a": 1}), (3, {"b": "\u2028"}), (4, {"c": 2})] == _found(
        read_lines(_text('\ufeff{"a":1}\n\n{"b":"\u2028"}\r\n{"c":2}'.encode()))
    )


@pytest.mark.parametrize(
    "line",
    ["{", '{"a":}', "nonsense", '{"a":1} x', "[" * 100_000, "1" * 5000],
    ids=["open", "no value", "word", "more", "deep", "long number"],
)
def test_lines_that_are_broken_cost_themselves_alone(line):
    (first, broken, last) = read_lines(_text(f'{{"a":1}}\n{line}\n{{"b":2}}\n'.encode()))

    assert ({"a": 1}, {"b": 2}) == (first.value, last.value)
    assert broken.number == 2
    assert "is not JSON" in broken.problem


def test_line_that_is_too_long_costs_itself_alone(monkeypatch):
    monkeypatch.setattr(lines, "LARGEST", 50)
    monkeypatch.setattr(lines, "SKIP", 16)
    text = '{"a":1}\n{"text":"' + "x" * 500 + '"}\n{"b":2}\n'

    first, long, last = _found(read_lines(_text(text.encode())))

    assert ((1, {"a": 1}), (3, {"b": 2})) == (first, last)
    assert "longer than" in long[1]


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('[{"a":"[,]"},\n {"b":[1,{}]} ]', [{"a": "[,]"}, {"b": [1, {}]}]),
        ('\ufeff {"a":1}', [{"a": 1}]),
        ('{"a":1}\n{"b":2}\n', [{"a": 1}, {"b": 2}]),
        ("[]", []),
        (" [ ] ", []),
    ],
)
def test_values_are_read_piece_by_piece(monkeypatch, chunk, text, values):
    monkeypatch.setattr(json_records, "CHUNK", chunk)

    assert values == [record.value for record in read_values(_text(text.encode()))]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ('[{"a":1},{"b":}]', 2),
        ('[{"a":1},', 2),
        ('[{"a":1}', 2),
        ("[", 1),
        ('{"a":1} x', 2),
        ('[{"a":1}] x', 2),
        ("x", 1),
    ],
)
def test_values_that_break_off_are_told_of_once(text, number):
    *_, last = read_values(_text(text.encode()))

    assert number == last.number
    assert "cannot be read" in last.problem


def test_values_that_never_end_are_given_up(monkeypatch):
    monkeypatch.setattr(json_records, "LARGEST", 1000)
    monkeypatch.setattr(json_records, "CHUNK", 16)
    stream = _text(b'[{"a":"' + b"x" * 10_000)

    (record,) = read_values(stream)

    assert "larger than" in record.problem
    assert stream.buffer.tell() <= 10_007


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_finds_its_delimiter_and_keeps_the_numbers_of_lines(mark):
    text = f'\ufeffid{mark}text\r\n1{mark}"Anna\nsays ""so""."\r\n\r\n2{mark}Boris\r\n3\r\n'

    assert [
        (2, {"id": "1", "text": 'Anna\nsays "so".'}),
        (5, {"id": "2", "text": "Boris"}),
        (6, {"id": "3"}),
    ] == _found(read_csv(_text(text.encode()), columns=Columns()))


def test_csv_takes_long_cells_and_gives_up_longer_ones(monkeypatch):
    monkeypatch.setattr(table_records, "LARGEST", 300_000)
    text = f"text\n{'x' * 200_000}\n{'y' * 400_000}\nAnna\n"

    first, long, last = _found(read_csv(_text(text.encode()), columns=Columns()))

    assert (200_000, {"text": "Anna"}) == (len(first[1]["text"]), last[1])
    assert "field larger than field limit" in long[1]


@pytest.mark.parametrize("text", ["", "id,body\n1,x\n", '"\n'])
def test_csv_without_the_column_cannot_be_read(text):
    with pytest.raises(InputError, match=r"has no column 'text'|is empty"):
        list(read_csv(_text(text.encode()), columns=Columns()))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_the_same_in_every_encoding(encoding):
    data = '{"text":"“Yes”, Zoë said."}\n'.encode(encoding)

    (record,) = read_lines(_text(data))
    task = task_of(record, file="a", stem="a", columns=Columns())

    assert ("“Yes”, Zoë said.", ()) == (task.text, task.warnings)


@pytest.mark.parametrize(
    ("text", "expected", "warned"),
    [("plain", "plain", 0), ("half \ud83d of one", "half \ufffd of one", 1), ("a\udce9b", "aéb", 0)],
)
def test_mended_text_holds_no_half_characters(text, expected, warned):
    found, warnings = mended(text)

    assert (expected, warned) == (found, len(warnings))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("Anna", "is not an object"),
        (["Anna"], "is not an object"),
        (None, "is not an object"),
        ({"Text": "Anna"}, "has no column 'text' but Text"),
        ({}, "has no column 'text' but none"),
        ({f"c{n}": n for n in range(20)}, "c7, …: name"),
        ({"text": 7}, "has a int in the column 'text'"),
        ({"text": None}, "is empty"),
        ({"text": " \n"}, "is empty"),
    ],
)
def test_records_that_are_no_articles_say_why(value, told):
    failure = _task(value)

    assert isinstance(failure, Failure)
    assert "news.jsonl:7" == failure.name
    assert told in failure.message


def test_record_without_an_id_has_its_place():
    task = _task({"text": "Anna", "id": None, "title": "", "published": None})

    assert ("news:7", None, None, ()) == (task.id, task.title, task.published, task.warnings)


def test_record_digest_is_that_of_its_content():
    same = {"text": "Anna", "id": 7, "title": "T", "date": "2024-05-03"}
    changed = [same | {name: "other"} for name in same]

    assert _task(same).digest == _task(dict(reversed(same.items()))).digest
    assert 5 == len({_task(value).digest for value in [same, *changed]})


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-05-03", "2024-05-03"),
        (" 2024-05-03T10:00:00Z", "2024-05-03"),
        ("May 3, 2024", "2024-05-03"),
        ("Published: 3 May 2024", "2024-05-03"),
        ("03/04/2024", None),
        ("2024-05-031", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_iso_day_is_what_a_cell_says_for_certain(value, day):
    assert day == iso_day(value)


def test_date_that_is_not_understood_is_told():
    task = _task({"text": "Anna", "date": "the third of May"})

    assert (None, 1) == (task.published, len(task.warnings))
    assert "'the third of May' is not understood" in task.warnings[0]


def test_columns_of_dates_are_tried_in_order():
    value = {"text": "Anna", "date": "", "published": "2024-05-03", "day": "2024-05-04"}

    assert "2024-05-03" == _task(value).published
    assert "2024-05-04" == _task(value, date=("day",)).published


def test_json_numbers_in_ids_become_words():
    (record,) = read_lines(_text(json.dumps({"text": "Anna", "id": 12, "title": ["no"]}).encode()))

    task = task_of(record, file="a", stem="a", columns=Columns())

    assert ("12", None) == (task.id, task.title)
