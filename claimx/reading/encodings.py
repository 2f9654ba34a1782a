"""Bytes → text: the encoding of a file, found without guessing where it can be known."""

from __future__ import annotations

import codecs
import importlib.util
import re
from typing import NamedTuple

from claimx.errors import InputError


class Decoded(NamedTuple):
    """The text of some bytes, the encoding that it was read with, and what is odd about it."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

TO_TEXT = "convert it to text first"
SIGNATURES = (
    (b"%PDF-", "a PDF file", f"{TO_TEXT}, for example with pdftotext"),
    (b"{\\rtf", "an RTF document", "save it as plain text (.txt) first"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Office document", "save it as plain text (.txt) first"),
    (b"\x89PNG", "an image (PNG)", f"{TO_TEXT} with an OCR program"),
    (b"\xff\xd8\xff", "an image (JPEG)", f"{TO_TEXT} with an OCR program"),
    (b"GIF8", "an image (GIF)", f"{TO_TEXT} with an OCR program"),
    (b"II*\x00", "an image (TIFF)", f"{TO_TEXT} with an OCR program"),
    (b"MM\x00*", "an image (TIFF)", f"{TO_TEXT} with an OCR program"),
    (b"RIFF", "a sound, video or WebP file", TO_TEXT),
    (b"ID3", "a sound file (MP3)", "transcribe it to text first"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first, for example with gunzip"),
    (b"BZh", "a bzip2 archive", "unpack it first, for example with bunzip2"),
    (b"\xfd7zXZ\x00", "an xz archive", "unpack it first, for example with unxz"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "unpack it first, for example with unzstd"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"SQLite format 3\x00", "an SQLite database", "export the articles as text files first"),
    (b"PAR1", "a Parquet file", "export the articles as text files first"),
    (b"\x7fELF", "a program", "give the article's text instead"),
)
ZIP_SIGNATURE = b"PK\x03\x04"
ZIP_CONTENTS = (
    (b"word/", "a Word document (DOCX)", "save it as plain text (.txt) first"),
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument text (ODT)", "save it as plain text (.txt) first"),
    (b"application/epub+zip", "an e-book (EPUB)", f"{TO_TEXT}, for example with pandoc"),
    (b"xl/", "an Excel workbook", "save the articles as text files first"),
    (b"ppt/", "a PowerPoint file", "save its text as plain text (.txt) first"),
)

PROBE = 8192
STRAY_NULS = 1000  # a text may hold one NUL in so many characters; more is binary data
CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MOJIBAKE = re.compile(
    "â€[\u0080-\u009f€™œžŸ˜š›¦¢“”„•–—‘’]|Ã[\u0080-\u009f¡-¿€‚ƒ„…†‡ˆ‰Š‹Œ]|Â[\u0080-\u009f\u00a0-¿]|ï¿½"
)
MAC_MOJIBAKE = re.compile("[a-z]Õ(?:s|t|re|ve|ll|d|m)\\b|Ò[A-Za-z][^ÒÓ\n]{0,400}Ó")
SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, *, encoding: str | None = None) -> Decoded:
    """The text of `data`, exactly: no newline or character of it is changed.

    In order: the encoding asked for, a byte-order mark, UTF-16 by its NUL pattern, UTF-8, cp1252,
    then what charset_normalizer says where it is installed, or Latin-1 with a warning. An encoding
    opens the same text again: `open(path, encoding=decoded.encoding, newline="")`.
    """
    if encoding is not None:
        decoded = _forced(data, encoding)
    else:
        refuse_binary(data)
        decoded = _marked(data) or _unmarked(data)
    return decoded._replace(warnings=decoded.warnings + _oddities(decoded.text))


def refuse_binary(data: bytes) -> None:
    """Nothing; raises an `InputError` that names the format where `data` is a known binary one."""
    if data.startswith(ZIP_SIGNATURE):
        for content, name, advice in ZIP_CONTENTS:
            if content in data[:PROBE] or content in data[-PROBE:]:
                raise InputError(f"this is {name}, not text: {advice}")
        raise InputError("this is a ZIP archive, not text: unpack it first")
    for signature, name, advice in SIGNATURES:
        # A signature of letters alone could begin an article; the binary formats hold NULs as well.
        if data.startswith(signature) and (not signature.isalnum() or b"\x00" in data[:PROBE]):
            raise InputError(f"this is {name}, not text: {advice}")
    if data[4:8] == b"ftyp":
        raise InputError("this is a video or sound file (MP4), not text: transcribe it to text first")


def _forced(data: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        text = data.decode("utf-8-sig" if name == "utf-8" else name)
    except UnicodeError as error:
        at = f" (byte {error.start})" if isinstance(error, UnicodeDecodeError) else ""
        raise InputError(
            f"this is not {encoding} text{at}: leave --encoding out to have it found, or give --encoding another name"
        ) from error
    except (LookupError, ValueError) as error:
        raise InputError(
            f"there is no encoding {encoding!r}: give --encoding a name such as utf-8 or cp1252"
        ) from error
    if SURROGATE.search(text):
        raise InputError(f"read as {encoding} this holds half characters: leave --encoding out to have it found")
    if name == "utf-8" and data.startswith(codecs.BOM_UTF8):
        name = "utf-8-sig"
    return Decoded(text, name)


def _marked(data: bytes) -> Decoded | None:
    for mark, name in BOMS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(name), name)
            except UnicodeDecodeError as error:
                if name == "utf-8-sig":
                    return _repaired(data, name)
                raise InputError(
                    f"this begins with the mark of {name.upper()} but breaks off at byte {error.start}: "
                    "save the file again as UTF-8, or name its encoding with --encoding"
                ) from error
    return None


def _unmarked(data: bytes) -> Decoded:
    wide = _wide_encoding(data)
    if wide:
        try:
            return Decoded(data.decode(wide), wide)
        except UnicodeDecodeError:
            pass  # not UTF-16 after all: the NULs decide below
    nuls = data.count(0)
    controls = len(CONTROLS.findall(data, 0, PROBE))
    if nuls * STRAY_NULS > len(data) or controls * 20 > min(len(data), PROBE):
        raise InputError(
            "this is binary data, not text: convert it to text first, or name its encoding with --encoding"
        )
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass  # another encoding, or damaged
    repaired = _repaired(data, "utf-8")
    lost = repaired.text.count("\ufffd")
    kept = sum(map(len, re.findall("[^\x00-\x7f\ufffd]+", repaired.text)))
    if kept > 4 * lost:
        return repaired
    try:
        return Decoded(data.decode("cp1252"), "cp1252")
    except UnicodeDecodeError:
        return _detected(data)


def _wide_encoding(data: bytes) -> str | None:
    """The UTF-16 that the NULs of `data` look like: English has one in every second byte."""
    probe = data[: PROBE - PROBE % 2]
    half = len(probe) // 2
    if half < 2 or len(data) % 2:
        return None
    even, odd = probe[0::2].count(0), probe[1::2].count(0)
    if odd * 2 > half and even * 10 < odd:
        return "utf-16-le"
    if even * 2 > half and odd * 10 < even:
        return "utf-16-be"
    return None


def _repaired(data: bytes, name: str) -> Decoded:
    text = data.decode(name, errors="replace")
    count = text.count("\ufffd")
    return Decoded(text, name, (f"{count} damaged characters (not valid UTF-8) were replaced by U+FFFD",))


def _detected(data: bytes) -> Decoded:
    if importlib.util.find_spec("charset_normalizer"):
        from charset_normalizer import from_bytes  # an optional extra

        best = from_bytes(data).best()
        if best is not None:
            try:
                text = data.decode(best.encoding)
            except (UnicodeError, LookupError):
                text = ""
            if text and not SURROGATE.search(text):
                warning = f"the encoding was guessed as {best.encoding}: if letters are wrong, name it with --encoding"
                return Decoded(text, best.encoding, (warning,))
    warning = "the encoding is unknown and was read as latin-1: if letters are wrong, name it with --encoding"
    return Decoded(data.decode("latin-1"), "iso8859-1", (warning,))


def _oddities(text: str) -> tuple[str, ...]:
    warnings = []
    count = sum(1 for _ in MOJIBAKE.finditer(text))
    if count:
        warnings.append(
            f"{count} places look like UTF-8 that was once read as cp1252 (such as â€œ for a quotation mark): "
            "the text is left as it is, so get a clean copy if you can"
        )
    elif MAC_MOJIBAKE.search(text):
        warnings.append("apostrophes and quotation marks look like Mac Roman: try --encoding mac_roman")
    nuls = text.count("\x00")
    if nuls:
        warnings.append(f"the text holds {nuls} NUL characters, which are kept")
    return tuple(warnings)
