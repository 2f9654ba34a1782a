"""`claimx schema`: the contract of the JSON output."""

from __future__ import annotations

import json

from claimx.cli.output import Sink


def schema_cli() -> None:
    """Print the JSON Schema (2020-12) of a report.

    \b
    Examples:
      claimx schema > report.schema.json
      claimx schema | jq '."$defs".Claim.properties | keys'
    """
    with Sink(None) as sink:
        sink.write(schema())


def schema() -> str:
    """The JSON Schema of a report, as indented JSON."""
    from claimx.schema import json_schema

    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
