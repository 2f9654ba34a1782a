"""`claimx doctor`: what to know about this installation when something is wrong with it."""

from __future__ import annotations

import importlib.util
import locale
import os
import platform
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from claimx import __version__
from claimx.cli.options import ModelOption
from claimx.cli.output import Sink
from claimx.cli.versions import installed_version, model_folder, model_meta
from claimx.cli.view import on_terminal, wants_color
from claimx.errors import ClaimxError

if TYPE_CHECKING:
    from collections.abc import Iterator

DISTRIBUTIONS = ("spacy", "onnxruntime", "numpy", "pydantic", "typer", "rich")
EXTRAS = {"html": "trafilatura", "parquet": "pyarrow", "ray": "ray", "spark": "pyspark"}
FEATURES = {
    "avx2": "AVX2",
    "avx512f": "AVX-512",
    "avx512_vnni": "AVX-512 VNNI",
    "avx_vnni": "AVX-VNNI",
    "asimddp": "Arm dot product",
}
CPUINFO = Path("/proc/cpuinfo")
TRIAL = "“The bridge is safe,” the mayor said on Monday."


class Finding(NamedTuple):
    """One line of the examination; `well` is false where it keeps claimx from working."""

    name: str
    value: str
    well: bool = True


def doctor_cli(model: ModelOption = None) -> None:
    """Print versions, the model, the processor; try one sentence.

    Exits with 4 where the model does not work. Put the output into a bug report.

    \b
    Examples:
      claimx doctor
      claimx doctor --model en_core_web_sm
    """
    findings = []
    with Sink(None) as sink:
        for finding in doctor(model=model):
            findings.append(finding)
            sink.write(f"{'' if finding.well else '! '}{finding.name}: {finding.value}\n")
    raise typer.Exit(0 if all(finding.well for finding in findings) else 4)


def doctor(*, model: str | None = None) -> Iterator[Finding]:
    """The findings, one by one, the quick ones first."""
    yield Finding("claimx", f"{__version__} in {Path(__file__).parent.parent}")
    yield Finding("python", f"{platform.python_version()} in {sys.prefix}")
    yield Finding("system", f"{platform.system()} {platform.release()} {platform.machine()}")
    for name in DISTRIBUTIONS:
        version = installed_version(name)
        yield Finding(name, version or "missing", version is not None)
    yield Finding(
        "extras", ", ".join(f"{extra} {'yes' if _importable(name) else 'no'}" for extra, name in EXTRAS.items())
    )
    yield Finding("processor", f"{os.cpu_count()} threads; {processor_features()}")
    yield Finding(
        "encoding",
        f"stdout {sys.stdout.encoding}, files {locale.getpreferredencoding(do_setlocale=False)}; claimx writes utf-8",
    )
    yield Finding("terminal", _terminal())
    yield _model_finding(model)
    yield _trial(model)


def processor_features() -> str:
    """The vector instructions that matter to an int8 encoder, as far as the system tells."""
    try:
        lines = CPUINFO.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return "features unknown"
    flags = next(
        (set(line.partition(":")[2].split()) for line in lines if line.startswith(("flags", "Features"))), set()
    )
    return ", ".join(label for flag, label in FEATURES.items() if flag in flags) or "none of " + ", ".join(
        FEATURES.values()
    )


def _importable(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def _terminal() -> str:
    streams = ", ".join(
        f"{name} {'terminal' if stream is not None and stream.isatty() else 'not a terminal'}"
        for name, stream in (("stdin", sys.stdin), ("stdout", sys.stdout), ("stderr", sys.stderr))
    )
    color = "yes" if wants_color(to_terminal=on_terminal()) else "no"
    columns, term = shutil.get_terminal_size().columns, os.environ.get("TERM", "not set")
    return f"{streams}; {columns} columns, TERM {term}, colour {color}"


def _model_finding(model: str | None) -> Finding:
    if model is not None and not Path(model).is_dir():
        version = installed_version(model)
        return Finding(
            "model", f"{model} {version or 'is neither a folder nor an installed package'}", version is not None
        )
    folder = model_folder() if model is None else Path(model)
    meta = model_meta(folder)
    if folder is None:
        return Finding("model", "missing; install claimx again, or give a pipeline with --model", well=False)
    if meta is None:
        return Finding("model", f"damaged in {folder} (meta.json); install claimx again", well=False)
    name = f"{meta.get('lang', '?')}_{meta.get('name', '?')} {meta.get('version', '?')}"
    return Finding("model", f"{name}, for spaCy {meta.get('spacy_version', '?')}, in {folder}")


def _trial(model: str | None) -> Finding:
    """Whether one sentence goes through from end to end."""
    try:
        from claimx.extractor import Extractor

        claims = Extractor(model).extract(TRIAL).claims
    except ClaimxError as error:
        return Finding("trial", str(error), well=False)
    except Exception as error:  # noqa: BLE001  (whatever is wrong with the installation is what is asked for here)
        return Finding("trial", f"{type(error).__name__}: {error}", well=False)
    return Finding("trial", f"{len(claims)} of 1 claim found in a sentence", len(claims) == 1)
