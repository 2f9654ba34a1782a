"""The process that works: it loads once, takes one task at a time, and sends plain data back."""

from __future__ import annotations

import os
import signal
import traceback
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from claimx.errors import ClaimxError, ModelError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from claimx.batch.products import Product
    from claimx.batch.tasks import Task

THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Work(Protocol):
    """What a worker does; it must pickle, and load what is heavy in `open`, not before."""

    def open(self) -> None:
        """Load whatever every task needs. Raises ModelError where that cannot be."""

    def __call__(self, task: Task, /) -> Product:
        """What comes of one task."""
        ...


class Message(NamedTuple):
    """What a worker tells: that it is ready, what came of its task, or that no task can ever be done."""

    kind: Literal["ready", "done", "input", "bug", "fatal"]
    product: Product | None = None
    text: str = ""
    detail: str | None = None


def serve(connection: Connection, work: Work) -> None:
    """Do the tasks that come through `connection` until its other end is closed, by whatever cause."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the first one decides
    for name in THREAD_VARIABLES:
        os.environ[name] = "1"
    try:
        connection.send(_opened(work))
        while True:
            connection.send(_done(work, connection.recv()))
    except (EOFError, OSError):
        return


def _opened(work: Work) -> Message:
    try:
        work.open()
    except ClaimxError as error:
        return Message("fatal", text=str(error))
    except Exception as error:  # noqa: BLE001  (whatever is wrong, the first process must hear of it)
        return Message("fatal", text=f"the pipeline cannot be loaded: {_named(error)}", detail=traceback.format_exc())
    return Message("ready")


def _done(work: Work, task: Task) -> Message:
    try:
        return Message("done", work(task))
    except ModelError as error:
        return Message("fatal", text=str(error))
    except ClaimxError as error:
        return Message("input", text=str(error))
    except Exception as error:  # noqa: BLE001  (a bug on one article costs one article)
        return Message("bug", text=_named(error), detail=traceback.format_exc())


def _named(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:500]
