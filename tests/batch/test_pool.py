from __future__ import annotations

import os
import signal
from contextlib import closing

import pytest

from claimx.batch import pool as module
from claimx.batch.pool import Pool
from claimx.batch.tasks import Failure, Task, digest_of, failed
from claimx.errors import ModelError
from tests.batch import stand_ins
from tests.batch.stand_ins import Echo, Masked, Unopened


def _task(text):
    return Task(name=text, id=text, digest=digest_of(text), form="record", text=text)


def _results(items, *, work=None, jobs=2, timeout=None):
    """The text or the kind of failure of each item, and the processes that gave the texts."""
    told, processes = [], []
    for item, result in Pool(work or Echo(), jobs=jobs, timeout=timeout).results(items):
        if isinstance(result, Failure):
            told.append((item.name, result.kind))
        else:
            text, _, process = result.data.decode().rpartition(" ")
            told.append((item.name, text))
            processes.append(process)
    return told, processes


def test_pool_keeps_the_order_whatever_takes_longest():
    items = [_task("sleep 0.5 first"), failed("lost", "is lost"), *(_task(f"n{n}") for n in range(100))]

    told, processes = _results(items)

    assert [item.name for item in items] == [name for name, _ in told]
    assert [text for _, text in told] == ["sleep 0.5 first", "input", *(f"n{n}" for n in range(100))]
    assert str(os.getpid()) not in processes
    assert 2 == len(set(processes))


def test_pool_does_not_read_far_ahead_of_a_slow_article():
    taken = []

    def items():
        yield _task("sleep 0.5")
        for n in range(10_000):
            taken.append(n)
            yield _task(f"n{n}")

    with closing(Pool(Echo(), jobs=2).results(items())) as results:
        next(results)

    assert 1 < len(taken) <= 2 * module.AHEAD


def test_pool_starts_no_more_processes_than_there_are_tasks():
    assert 1 == len(set(_results([_task("only")], jobs=8)[1]))
    assert ([], []) == _results([], jobs=8)


def test_pool_records_what_fails_and_replaces_what_dies(tmp_path):
    texts = [
        stand_ins.DIES, f"{stand_ins.ONCE}{tmp_path / 'mark'} ", stand_ins.BREAKS, "it is refused", stand_ins.HANGS,
        "well",
    ]  # fmt: skip

    told, _ = _results(map(_task, texts), jobs=1, timeout=1.0)

    assert ["died", texts[1], "bug", "input", "timeout", "well"] == [outcome for _, outcome in told]


def test_pool_failures_say_what_happened():
    texts = [stand_ins.DIES, stand_ins.BREAKS, stand_ins.HANGS]

    dies, breaks, hangs = (result for _, result in Pool(Echo(), jobs=3, timeout=1.0).results(map(_task, texts)))

    assert "it dies ended the process that read it, 2 times (signal 9)" == dies.message
    assert "it breaks ZeroDivisionError: nobody expects this" == breaks.message
    assert "in act_on" in breaks.detail
    assert "it hangs took longer than 1 seconds and was stopped: give it more with --timeout" == hangs.message
    assert digest_of(stand_ins.HANGS) == hangs.digest


@pytest.mark.parametrize(
    ("work", "told"),
    [
        (Unopened(None), r"end as they start \(exit code 7\)"),
        (Unopened(ModelError("there is no model")), "there is no model"),
        (Unopened(ImportError("no onnxruntime")), "cannot be loaded: ImportError: no onnxruntime"),
    ],
)
def test_pool_stops_where_no_work_can_be_done(work, told):
    with pytest.raises(ModelError, match=told):
        _results([_task("one")], work=work, jobs=1)


def test_pool_stops_where_the_model_is_damaged():
    with pytest.raises(ModelError, match="the model is damaged"):
        _results([_task("one"), _task(stand_ins.DAMAGED)])


def test_pool_stops_where_the_model_never_loads(monkeypatch):
    monkeypatch.setattr(module, "START_SECONDS", 0.01)

    with pytest.raises(ModelError, match="not loaded after"):
        _results([_task("one")])


def test_pool_renews_its_processes(monkeypatch):
    monkeypatch.setattr(module, "RENEWED_AFTER", 2)

    told, processes = _results([_task(f"n{n}") for n in range(5)], jobs=1)

    assert 5 == len(told)
    assert [2, 2, 1] == [processes.count(process) for process in dict.fromkeys(processes)]


def test_pool_keeps_ctrl_c_from_its_processes_and_not_from_itself():
    results = [result.data for _, result in Pool(Masked(), jobs=1).results([_task("one")])]

    assert [b"%d" % signal.SIGINT] == results
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_pool_leaves_no_process_behind():
    results = Pool(Echo(), jobs=2).results(map(_task, ["one", "sleep 30", "two"]))
    process = int(next(results)[1].data.split()[-1])

    results.close()

    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
