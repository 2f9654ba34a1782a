"""The pictures of the README: the terminal as an SVG, drawn by Rich, and the page as a PNG, taken by Chromium.

    python docs/pictures.py            draw both; the page only where a Chromium is found
    python docs/pictures.py --check    exit with 1 where the terminal's picture is not what claimx prints, or a picture
                                       is missing or too heavy

Only the words of the terminal's picture are compared, for each release of Rich draws a little differently. The page's
picture depends on the browser and its fonts, so it is only weighed.
"""

# ruff: noqa: INP001, T201  (a folder of pages is no package; this is a command)

from __future__ import annotations

import io
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

from claimx.extractor import extract
from claimx.reading.files import read_article
from claimx.rendering.html_page import render as render_page
from claimx.rendering.terminal import render as render_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = "samples/border-batken-clash.txt"
IMAGES = Path("docs/images")
TERMINAL, PAGE = IMAGES / "terminal.svg", IMAGES / "page.png"
WIDTH, LINES = 80, 44
WINDOW, SCALE = "1240,1240", "0.8"  # the README is shown about as wide as this picture
HEAVIEST = 150_000
_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)  # Rich asks a server for it
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def terminal_svg() -> str:
    """What a terminal of 80 columns shows of the sample, as an SVG that loads nothing."""
    article = read_article(SAMPLE)
    told = render_terminal(extract(article), article.text, width=WIDTH, color=True).splitlines()[:LINES]
    console = Console(file=io.StringIO(), record=True, width=WIDTH, force_terminal=True, color_system="standard")
    while told.pop():  # back to where the last whole entry ends
        pass
    for line in told:
        console.print(Text.from_ansi(line), soft_wrap=True)
    svg = console.export_svg(title=f"claimx extract {SAMPLE}", theme=SVG_EXPORT_THEME, unique_id="claimx")
    return _FONT.sub("", svg)


def words_of(svg: str) -> list[str]:
    """The words that an SVG shows."""
    bare = re.sub(r"<style>.*?</style>", "", svg, flags=re.DOTALL)
    return re.sub(r"<[^>]+>|&#160;", " ", bare).split()


def draw_page(browser: str) -> None:
    """Take a picture of the page of the sample."""
    article = read_article(SAMPLE)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(render_page(extract(article), article.text), encoding="utf-8")
        command = [
            browser, "--headless", "--no-sandbox", "--disable-gpu",
            "--disable-lcd-text", "--hide-scrollbars", "--virtual-time-budget=4000",
            f"--user-data-dir={folder}/profile", f"--window-size={WINDOW}",
            f"--force-device-scale-factor={SCALE}", f"--screenshot={PAGE.resolve()}",
            page.as_uri(),
        ]  # fmt: skip
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    PAGE.write_bytes(packed(PAGE.read_bytes()))


def packed(png: bytes) -> bytes:
    """A picture of 24 bits as one of its 256 commonest colours: a page of text looks the same and weighs a third."""
    parts = list(_chunks(png))
    width, height, depth, kind = struct.unpack(">IIBB", parts[0][1][:10])
    if (depth, kind) != (8, 2):
        return png
    data = zlib.decompress(b"".join(body for name, body in parts if name == b"IDAT"))
    rows = [[bytes(row[at : at + 3]) for at in range(0, 3 * width, 3)] for row in _rows(data, 3 * width, height)]
    counts = Counter(pixel for row in rows for pixel in row)
    palette = [pixel for pixel, _ in counts.most_common(256)]
    number = {
        pixel: min(
            range(len(palette)), key=lambda at: sum((a - b) ** 2 for a, b in zip(palette[at], pixel, strict=True))
        )
        for pixel in counts
    } | {pixel: at for at, pixel in enumerate(palette)}
    lines = b"".join(b"\0" + bytes(number[pixel] for pixel in row) for row in rows)
    return png[:8] + b"".join(
        _chunk(name, body)
        for name, body in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            (b"PLTE", b"".join(palette)),
            (b"IDAT", zlib.compress(lines, 9)),
            (b"IEND", b""),
        )
    )


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _rows(data: bytes, width: int, height: int) -> Iterator[bytearray]:
    """The rows of a picture, their filters undone (PNG, second edition, section 9)."""
    above = bytearray(width)
    for number in range(height):
        start = number * (width + 1)
        row = bytearray(data[start + 1 : start + 1 + width])
        for at in range(width) if data[start] else ():
            left, up, corner = (row[at - 3], above[at], above[at - 3]) if at > 2 else (0, above[at], 0)
            row[at] = (row[at] + _guess(data[start], left, up, corner)) & 255
        yield row
        above = row


def _guess(kind: int, left: int, up: int, corner: int) -> int:
    if kind < 4:
        return (0, left, up, (left + up) // 2)[kind]
    far = left + up - corner
    return min((left, up, corner), key=lambda value: abs(far - value))


def faults() -> list[str]:
    """What is wrong with the pictures, a sentence each."""
    found = [f"{path} is missing" for path in (TERMINAL, PAGE) if not path.is_file()]
    if not found and words_of(TERMINAL.read_text(encoding="utf-8")) != words_of(terminal_svg()):
        found.append(f"{TERMINAL} is not what claimx prints")
    return found + [
        f"{path} is too heavy" for path in (TERMINAL, PAGE) if path.exists() and path.stat().st_size > HEAVIEST
    ]


def main(*, check: bool) -> int:
    """Draw the pictures, or only look at them; the exit code."""
    if not check:
        IMAGES.mkdir(exist_ok=True)
        TERMINAL.write_text(terminal_svg(), encoding="utf-8")
        browser = next(filter(None, map(shutil.which, BROWSERS)), None)
        if browser:
            draw_page(browser)
        else:
            print(f"{PAGE} is left as it is: no Chromium here", file=sys.stderr)
    wrong = faults()
    for fault in wrong:
        print(f"{fault}: run `make fix`", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
