"""The journal of a run: which articles are done, and how far its files reached after each. It survives kill -9.

The first line tells by what the reports are made; each line after it stands for one article:

    d 9b74c9897bac770ffc029102a200c5de 48213 0

that is: done or failed, the digest of the content, the size of the output and that of its errors.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from claimx.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ENTRY = re.compile(rb"([df]) ([0-9a-f]{32}) (\d+) (\d+)\n")


class State(NamedTuple):
    """What a journal says: the contents that are done, how many of them failed, and what sizes the files have then."""

    done: Counter[bytes]
    failures: int = 0
    out: int = 0
    errors: int = 0


class Journal:
    """A journal that is written. `made_by` is what must be the same for a run to go on: versions and options."""

    def __init__(self, path: Path, *, made_by: Mapping[str, str]) -> None:
        self.path = path
        self._head = json.dumps(dict(made_by), ensure_ascii=True, sort_keys=True).encode() + b"\n"
        self._descriptor = -1

    def start(self) -> State:
        """The state of a run that begins; its journal must not exist yet."""
        self._descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o666)
        self._lock()
        self._write(self._head)
        return State(Counter())

    def resume(self, *, out: int, errors: int, retry: bool = False) -> State:
        """The last state that files of these sizes have reached; what the journal says beyond it is cut off.

        To `retry`, it forgets the failures, and that they were listed. Raises UsageError where the run was
        made by something else, or still goes on.
        """
        self._descriptor = os.open(self.path, os.O_RDWR | os.O_APPEND)
        self._lock()
        with self.path.open("rb") as stream:
            head = stream.readline()
            if not head.endswith(b"\n") and not out:  # it was cut off as it began
                os.ftruncate(self._descriptor, 0)
                self._write(self._head)
                return State(Counter())
            self._compare(head)
            kept, state = len(head), State(Counter())
            for line in stream:
                entry = ENTRY.fullmatch(line)
                if entry is None or int(entry[3]) > out or int(entry[4]) > errors:
                    break
                kept += len(line)
                state.done[bytes.fromhex(entry[2].decode())] += 1
                failures = state.failures + (entry[1] == b"f")
                state = State(state.done, failures, int(entry[3]), int(entry[4]))
        os.ftruncate(self._descriptor, kept)
        return self._forgetting(state) if retry and state.failures else state

    def note(self, digest: bytes, *, failed: bool, out: int, errors: int) -> None:
        """Write down that an article is done, after its report was written."""
        self._write(b"%c %s %d %d\n" % (b"f" if failed else b"d", digest.hex().encode(), out, errors))

    def close(self) -> None:
        """Close the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _forgetting(self, state: State) -> State:
        """The state without its failures. The journal that says so takes the place of the old one in one move."""
        done: Counter[bytes] = Counter()
        part = self.path.with_name(f".{self.path.name}.part")
        with self.path.open("rb") as old, part.open("wb") as new:
            new.write(old.readline())
            for line in old:
                kind, digest, out, _ = line.split()
                if kind == b"d":
                    done[bytes.fromhex(digest.decode())] += 1
                    new.write(b"d %s %s 0\n" % (digest, out))
        part.replace(self.path)
        os.close(self._descriptor)
        self._descriptor = os.open(self.path, os.O_RDWR | os.O_APPEND)
        self._lock()
        return State(done, out=state.out)

    def _write(self, line: bytes) -> None:
        written = os.write(self._descriptor, line)
        if written < len(line):  # the disk is full: say so, and leave no torn line
            os.write(self._descriptor, line[written:])

    def _compare(self, head: bytes) -> None:
        try:
            before, now = json.loads(head), json.loads(self._head)
        except ValueError:
            before, now = {}, {}
        if not isinstance(before, dict) or not before:
            raise UsageError(f"{self.path} is no journal of claimx: start anew with --force, or name another output.")
        changed = [f"{name} was {before.get(name)}, is {now[name]}" for name in now if before.get(name) != now[name]]
        if changed:
            raise UsageError(
                f"{self.path}: the run to resume was another one ({'; '.join(changed)}): "
                "start anew with --force, or name another output."
            )

    def _lock(self) -> None:
        """Keep other runs away as long as this one lives; where the system has no such locks, nothing does."""
        try:
            import fcntl
        except ImportError:
            return
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(f"{self.path}: another run is writing this output; wait for it to end.") from None
        except OSError:
            return  # a file system without locks
