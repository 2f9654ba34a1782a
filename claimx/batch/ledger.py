"""The files that a run writes, kept in step: the output, its list of errors, its journal."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Literal

from claimx.batch.byte_file import ByteFile
from claimx.batch.journal import Journal
from claimx.batch.tasks import Failure
from claimx.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

    from typing_extensions import Self

    from claimx.batch.forms import Form
    from claimx.batch.products import Product
    from claimx.batch.tasks import Task

Mode = Literal["new", "force", "resume", "retry"]


class Ledger:
    """The files of one run, open inside `with`. `known` counts the inputs that were done before.

    Every result is written and flushed before the journal says so: whenever the process is killed,
    what the journal does not say is cut off by the run that resumes it, and done again.
    """

    def __init__(self, path: Path, form: Form, *, mode: Mode, made_by: Mapping[str, str]) -> None:
        self.path = path
        self.errors_path = path.with_name(f"{path.name}.errors.jsonl")
        journal = path.with_name(f"{path.name}.journal")
        self.paths = (*form.paths, self.errors_path, journal)
        self.known = 0
        self.known_weight = 0
        self.failures_before = self.reports_before = 0
        self._output = form.output
        self._errors = ByteFile(self.errors_path, lazy=True)
        self._journal = Journal(journal, made_by=made_by)
        self._mode = mode
        self._done: Counter[bytes] | None = None
        self._untouched = True

    def __enter__(self) -> Self:
        there = [path for path in self.paths if path.exists()]
        if self.path.is_dir():
            raise UsageError(f"{self.path} is a folder: name a file for the reports.")
        if there and self._mode == "new":
            raise UsageError(
                f"{there[0]} exists already: go on with --resume, start anew with --force, or name another output."
            )
        resumes = self._mode in {"resume", "retry"}
        going_on = resumes and self._journal.path.exists()
        if there and resumes and not going_on:
            raise UsageError(
                f"{there[0]} has no journal ({self._journal.path.name}) to resume by: "
                "start anew with --force, or name another output."
            )
        self._untouched = not going_on
        try:
            with self._written():
                self._open(going_on=going_on)
        except BaseException:
            self._close()
            raise
        return self

    def remaining(self, items: Iterable[Task | Failure]) -> Iterator[Task | Failure]:
        """The items that are not done; as often as a content was done before, it is passed over."""
        done = Counter() if self._done is None else self._done
        for item in items:
            if done[item.digest]:
                done[item.digest] -= 1
                self.known += 1
                self.known_weight += item.weight
            else:
                yield item

    def add(self, item: Task | Failure, result: Product | Failure) -> None:
        """Write what came of an item. Raises UsageError where it cannot be written."""
        with self._written():
            failed = isinstance(result, Failure)
            if isinstance(result, Failure):
                self._errors.write(_error_line(result))
            else:
                self._output.write(result.data)
            self._journal.note(item.digest, failed=failed, out=self._output.size, errors=self._errors.size)
        self._untouched = False

    def finish(self) -> None:
        """Make the output what it is to be for its readers."""
        with self._written():
            self._output.finish()
            self._errors.finish()
        self._untouched = False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _open(self, *, going_on: bool) -> None:
        if not going_on:
            if self._mode == "force":
                for path in self.paths:
                    path.unlink(missing_ok=True)
            state = self._journal.start()
        self._errors.open()
        self._output.open()
        if going_on:
            state = self._journal.resume(out=self._output.size, errors=self._errors.size, retry=self._mode == "retry")
        self._output.cut(state.out)
        self._errors.cut(state.errors)
        self._done = state.done
        self.failures_before = state.failures
        self.reports_before = sum(state.done.values()) - state.failures

    def _close(self) -> None:
        """Close the files; those of a run that ended before its first result are taken away."""
        started = self._done is not None
        with self._written():
            with ExitStack() as closing:
                for file in (self._journal, self._errors, self._output):
                    closing.callback(file.close)
            if self._untouched and started:
                for path in self.paths:
                    path.unlink(missing_ok=True)

    @contextmanager
    def _written(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise UsageError(
                f"{self.path}: cannot be written ({reason}); make room, or choose another place. "
                "What was written so far is whole, and --resume goes on from there."
                if self._done is not None
                else f"{self.path}: cannot be written ({reason}); choose another place with --output."
            ) from None


def _error_line(failure: Failure) -> bytes:
    record = {"input": failure.name, "kind": failure.kind, "message": failure.message}
    if failure.detail:
        record["detail"] = failure.detail
    return json.dumps(record, ensure_ascii=True).encode() + b"\n"
