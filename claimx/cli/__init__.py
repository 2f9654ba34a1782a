"""The command line: options → library → renderer → exit code, and nothing else. One file for each verb."""

from __future__ import annotations

import sys
import traceback

HOW_TO_REPORT = (
    "this is a bug in claimx, not in your article: please open an issue with the lines above "
    "and what `claimx doctor` prints."
)
INTERRUPTED = 130


def main() -> None:
    """Run the command line on the arguments of the process, and leave with its exit code."""
    try:
        from claimx.cli.app import app

        app(prog_name="claimx")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception:  # noqa: BLE001  (the outermost edge: what no verb expects is a bug, and is shown whole)
        traceback.print_exc()
        print(f"claimx: {HOW_TO_REPORT}", file=sys.stderr)  # noqa: T201
        sys.exit(1)
