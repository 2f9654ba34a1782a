"""What became of each input of a run, and how it is told: one sentence a message, on standard error."""

from __future__ import annotations

import sys
import traceback
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.cli import HOW_TO_REPORT
from claimx.errors import ClaimxError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTHING_FITS = "no claim in it fits the selection."


def say(message: str, *, path: str | None = None) -> None:
    """Print one message on standard error, on one line, the path in front unless the message begins with it."""
    line = " ".join(message.split())
    name = "claimx" if path is None else path
    print(line if line.startswith((f"{name} ", f"{name}:")) else f"{name}: {line}", file=sys.stderr)  # noqa: T201


@dataclass(slots=True)
class RunReport:
    """The sum of a run: told of each input, it says so at once and knows the exit code at the end."""

    done_count: int = 0
    failed_count: int = 0
    bug_count: int = 0

    def done(self, path: str, warnings: tuple[str, ...] = ()) -> None:
        """Count an input that was read and reported, and pass on what is to be known about it."""
        for warning in warnings:
            say(warning, path=path)
        self.done_count += 1

    @contextmanager
    def attempt(self, path: str) -> Iterator[None]:
        """A stretch of work on one input: what goes wrong in it is told and counted, and the run goes on.

        An error that concerns every input (the model, the options) passes through.
        """
        try:
            yield
        except InputError as error:
            say(str(error), path=path)
            self.failed_count += 1
        except ClaimxError:
            raise
        except Exception:  # noqa: BLE001  (a bug on one article costs one article; it is shown whole)
            traceback.print_exc()
            say(HOW_TO_REPORT, path=path)
            self.bug_count += 1

    @property
    def exit_code(self) -> int:
        """1 after a bug, 3 where some input failed, else 0."""
        if self.bug_count:
            return 1
        return 3 if self.failed_count else 0

    def __str__(self) -> str:
        """The sum in a sentence."""
        failed = self.failed_count + self.bug_count
        return f"{self.done_count} of {self.done_count + failed} inputs done, {failed} failed."
