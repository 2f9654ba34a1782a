"""Tasks → what comes of them, in order, by several processes; one that dies or hangs is replaced."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Final, Literal

from claimx.batch.tasks import Failure, Task
from claimx.batch.worker import serve
from claimx.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from claimx.batch.products import Product
    from claimx.batch.tasks import FailureKind
    from claimx.batch.worker import Message, Work

AHEAD: Final = 32  # results for each process that may wait for a slow article before them
TRIES: Final = 2
STARTS: Final = 3  # processes in a row that may end before they are ready
START_SECONDS: Final = 300.0
RENEWED_AFTER: Final = 5000  # articles; what a process gathers in memory goes with it


@dataclass(slots=True, eq=False)
class Slot:
    """A place in the order of results."""

    item: Task | Failure
    result: Product | Failure | None = None
    tries: int = 0


@dataclass(slots=True, eq=False)
class Worker:
    """A process at work; `since` is when it was started or given its slot."""

    process: SpawnProcess
    connection: Connection
    since: float
    ready: bool = False
    slot: Slot | None = None
    served: int = 0

    @property
    def idle(self) -> bool:
        """Whether it waits for a task."""
        return self.ready and self.slot is None


class Pool:
    """Up to `jobs` processes that do `work`, each started when there is something for it to do.

    A task over `timeout` seconds ends its process; one whose process dies is tried once more.
    """

    def __init__(self, work: Work, *, jobs: int, timeout: float | None = None) -> None:
        self._work = work
        self._jobs = jobs
        self._timeout = timeout
        self._workers: list[Worker] = []
        self._failed_starts = 0
        # A forked child would have the locks of threads that it does not have; spawn is the same everywhere.
        self._context = multiprocessing.get_context("spawn")

    def results(
        self, items: Iterable[Task | Failure]
    ) -> Generator[tuple[Task | Failure, Product | Failure], None, None]:
        """Each item with what came of it, in order. Items are taken as there is room; failures pass through.

        Raises ModelError where no task can be done. Whenever it ends, the processes end.
        """
        source, more = iter(items), True
        line: deque[Slot] = deque()
        waiting: deque[Slot] = deque()
        try:
            while True:
                while line and (result := line[0].result) is not None:
                    yield line.popleft().item, result
                while more and len(waiting) < self._jobs and len(line) < AHEAD * self._jobs:
                    item = next(source, None)
                    if item is None:
                        more = False
                        break
                    slot = Slot(item)
                    line.append(slot)
                    if isinstance(item, Failure):
                        slot.result = item
                    else:
                        waiting.append(slot)
                if not line:
                    return
                self._hand_out(waiting)
                if line[0].result is None:
                    self._listen(waiting)
        finally:
            self._close()

    def _hand_out(self, waiting: deque[Slot]) -> None:
        for worker in [worker for worker in self._workers if worker.idle]:
            if not waiting:
                return
            if not self._sent(worker, waiting[0]):
                self._end(worker)  # it died while it waited, which is no fault of the task
                continue
            waiting.popleft()
        unready = sum(not worker.ready for worker in self._workers)
        for _ in range(min(len(waiting) - unready, self._jobs - len(self._workers))):
            self._start()

    def _sent(self, worker: Worker, slot: Slot) -> bool:
        try:
            worker.connection.send(slot.item)
        except OSError:
            return False
        worker.slot, worker.since = slot, time.monotonic()
        return True

    def _listen(self, waiting: deque[Slot]) -> None:
        """Wait until a process tells something or has had its time, and note it."""
        busy = [worker for worker in self._workers if not worker.idle]
        until = min((self._deadline(worker) for worker in busy), default=None)
        left = None if until is None or until == float("inf") else max(0.0, until - time.monotonic())
        told = set(wait([worker.connection for worker in busy], left))
        now = time.monotonic()
        for worker in busy:
            if worker.connection in told:
                self._hear(worker, waiting)
            elif now >= self._deadline(worker):
                self._overdue(worker)

    def _deadline(self, worker: Worker) -> float:
        seconds = self._timeout if worker.ready else START_SECONDS
        return float("inf") if seconds is None else worker.since + seconds

    def _hear(self, worker: Worker, waiting: deque[Slot]) -> None:
        try:
            message: Message = worker.connection.recv()
        except (EOFError, OSError):
            self._died(worker, waiting)
            return
        if message.kind == "fatal":
            raise ModelError(message.text)
        slot = worker.slot
        if slot is None:
            worker.ready, self._failed_starts = True, 0
            return
        if message.kind == "done":
            slot.result = message.product
        else:
            kind: Literal["input", "bug"] = "input" if message.kind == "input" else "bug"
            slot.result = _failure(slot.item, kind, message.text, message.detail)
        worker.slot = None
        worker.served += 1
        if worker.served >= RENEWED_AFTER:
            self._end(worker)

    def _died(self, worker: Worker, waiting: deque[Slot]) -> None:
        how = self._end(worker)
        slot = worker.slot
        if slot is None:
            self._failed_starts += 1
            if self._failed_starts >= STARTS:
                raise ModelError(f"the processes that do the work end as they start ({how}): run `claimx doctor`")
            return
        slot.tries += 1
        if slot.tries < TRIES:
            waiting.appendleft(slot)
        else:
            slot.result = _failure(slot.item, "died", f"ended the process that read it, {TRIES} times ({how})")

    def _overdue(self, worker: Worker) -> None:
        self._end(worker, kill=True)
        if worker.slot is None:
            raise ModelError(f"the pipeline is not loaded after {START_SECONDS:.0f} seconds: run `claimx doctor`")
        message = f"took longer than {self._timeout:g} seconds and was stopped: give it more with --timeout"
        worker.slot.result = _failure(worker.slot.item, "timeout", message)

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=serve, args=(theirs, self._work), daemon=True)
        with _uninterrupted():
            process.start()
        theirs.close()  # so that the end of the process is the end of the stream
        self._workers.append(Worker(process, ours, time.monotonic()))

    def _end(self, worker: Worker, *, kill: bool = False) -> str:
        """How a process ended: by itself, where the end of its stream is enough, else by force."""
        self._workers.remove(worker)
        worker.connection.close()
        if not kill:
            worker.process.join(1.0)
        if worker.process.exitcode is None:
            worker.process.kill()
            worker.process.join()
        code = worker.process.exitcode or 0
        worker.process.close()
        return f"signal {-code}" if code < 0 else f"exit code {code}"

    def _close(self) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.connection.close()
            worker.process.join()
            worker.process.close()
        self._workers.clear()


def _failure(item: Task | Failure, kind: FailureKind, message: str, detail: str | None = None) -> Failure:
    told = message if message.startswith(item.name) else f"{item.name} {message}"
    return Failure(item.name, kind, told, item.digest, item.weight, detail)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """A stretch in which Ctrl-C waits; a process started in it never hears of one."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker  # not on every system

    resource_tracker.ensure_running()  # else the first start does, and lets Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
