from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from claimx.batch import inputs as module
from claimx.batch.inputs import Inputs, form_of
from claimx.batch.records import Columns
from claimx.batch.tasks import Failure


@pytest.fixture(autouse=True)
def _here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def _write(name, text="Anna says so.\n"):
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


def _names(*arguments, **options):
    return [(task.name, getattr(task, "id", "failure")) for task in Inputs(arguments, **options).tasks()]


def test_inputs_reads_folders_in_order_and_skips_what_is_hidden():
    for name in ("news/b.txt", "news/a/z.md", "news/a.txt", "news/.git/x.txt", "news/.y.txt", "news/c.htm.txt"):
        _write(name)

    assert [
        ("news/a/z.md", "a/z"), ("news/a.txt", "a"), ("news/b.txt", "b"), ("news/c.htm.txt", "c.htm"),
    ] == _names("news")  # fmt: skip


def test_inputs_does_not_follow_links_in_circles():
    _write("news/a.txt")
    Path("news/again").symlink_to(".", target_is_directory=True)
    Path("news/self").symlink_to("self")

    assert [("news/a.txt", "a")] == _names("news")


def test_inputs_counts_the_files_of_other_kinds_once():
    for name in ("news/a.txt", "news/x.pdf", "news/y.PDF", "news/z"):
        _write(name)
    inputs = Inputs(["news"])

    inputs.size()
    list(inputs.tasks())

    assert {".pdf": 2, "": 1} == inputs.left_out


def test_inputs_leaves_out_what_the_run_writes():
    _write("news/a.txt")
    _write("news/out.jsonl", "{}\n")

    assert [("news/a.txt", "a")] == _names("news", exclude={Path("news/out.jsonl").resolve()})


def test_inputs_takes_patterns_and_files_of_any_name():
    for name in ("n/1.txt", "n/m/2.txt", "article", "what?.txt"):
        _write(name)

    assert [("n/1.txt", "1"), ("n/m/2.txt", "2")] == _names("n/**/*.txt")
    assert [("article", "article"), ("what?.txt", "what?")] == _names("article", "what?.txt")


@pytest.mark.parametrize(
    ("argument", "told"),
    [
        ("missing.txt", "missing.txt does not exist"),
        ("missing.jsonl", "missing.jsonl does not exist"),
        ("x" * 5000, "cannot be the name of a file"),
        ("*.nothing", "*.nothing matches no file"),
        ("empty", "empty holds no file that can be read"),
        ("fifo", "fifo is not a regular file"),
        ("nothing.jsonl", "nothing.jsonl is empty"),
        ("nothing.csv", "nothing.csv is empty"),
        ("nothing.json", "nothing.json is empty"),
        ("head.csv", "head.csv is empty"),
        ("other.csv", "other.csv has no column 'text' but id, body: name the one with the text with --text-column"),
        ("torn.jsonl.gz", "torn.jsonl.gz breaks off after 0"),
        ("no.jsonl.gz", "no.jsonl.gz breaks off after 0"),
    ],
)
def test_inputs_tells_what_is_wrong_with_an_input(argument, told):
    Path("empty").mkdir()
    os.mkfifo("fifo")
    for suffix in ("jsonl", "csv", "json"):
        _write(f"nothing.{suffix}", "")
    _write("head.csv", "id,text\n")
    _write("other.csv", "id,body\n1,Anna\n")
    _write("torn.jsonl.gz", gzip.compress(b'{"text":"Anna"}\n')[:-20])
    _write("no.jsonl.gz", '{"text":"Anna"}\n')

    (failure,) = Inputs([argument]).tasks()

    assert isinstance(failure, Failure)
    assert told in failure.message
    assert 16 == len(failure.digest)


def test_inputs_keeps_what_stands_before_the_place_where_a_file_breaks_off():
    _write("torn.jsonl.gz", gzip.compress(b'{"text":"Anna"}\n')[:-9])

    task, failure = Inputs(["torn.jsonl.gz"]).tasks()

    assert "Anna" == task.text
    assert "torn.jsonl.gz breaks off after 1" in failure.message


def test_inputs_digest_tells_contents_apart_and_not_places():
    _write("a.txt")
    _write("n/b.txt")
    _write("c.txt", "Boris.")
    _write("d.md")
    a, b, c, d = (task.digest for task in Inputs(["a.txt", "n/b.txt", "c.txt", "d.md"]).tasks())

    assert a == b
    assert 3 == len({a, c, d})


def test_inputs_weights_add_up_to_the_size():
    _write("a.txt", "Anna.")
    lines = b"".join(json.dumps({"text": f"Anna {n} says so."}).encode() + b"\n" for n in range(5000))
    _write("b.jsonl", lines)
    _write("c.jsonl.gz", gzip.compress(lines))
    inputs = Inputs(["a.txt", "b.jsonl", "c.jsonl.gz"])

    assert (
        inputs.size()
        == sum(task.weight for task in inputs.tasks())
        == sum(Path(name).stat().st_size for name in ("a.txt", "b.jsonl", "c.jsonl.gz"))
    )
    assert Inputs(["-"]).size() is None


def test_inputs_reads_one_record_at_a_time(monkeypatch):
    _write("a.jsonl", b'{"text":"Anna"}\n' * 100_000)
    read = []
    real = module.task_of
    monkeypatch.setattr(module, "task_of", lambda *args, **options: read.append(1) or real(*args, **options))

    tasks = Inputs(["a.jsonl"]).tasks()
    next(tasks)

    assert 1 == len(read)


def test_inputs_reads_columns_by_their_names():
    _write("a.csv", 'Body;no;day;Headline\n"Anna; says\nso.";7;3 May 2024;Yes\n')
    columns = Columns(text="Body", id="no", title="Headline", date=("day",))

    (task,) = Inputs(["a.csv"], columns).tasks()

    assert ("a.csv:2", "7", "Anna; says\nso.", "Yes", "2024-05-03") == (
        task.name, task.id, task.text, task.title, task.published,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.TXT", "text"),
        ("a.htm", "page"),
        ("a.jsonl.gz", "lines"),
        ("a.csv.gz", "csv"),
        ("a.txt.gz", None),
        ("a.gz", None),
        ("a", None),
    ],
)
def test_form_is_told_by_the_suffix(name, form):
    assert form == form_of(Path(name))
