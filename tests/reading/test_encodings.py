import codecs
import importlib.util

import pytest

from claimx.errors import InputError
from claimx.reading.encodings import Decoded, decode

TEXT = "“No,” she said.\r\nCafé — €7 million.\n"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ("", "utf-8")),
        (b"plain\r\nlines\rhere\n", ("plain\r\nlines\rhere\n", "utf-8")),
        (TEXT.encode(), (TEXT, "utf-8")),
        (TEXT.encode("utf-8-sig"), (TEXT, "utf-8-sig")),
        (TEXT.encode("utf-16"), (TEXT, "utf-16")),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), (TEXT, "utf-16")),
        (TEXT.encode("utf-32"), (TEXT, "utf-32")),
        (TEXT.encode("utf-16-le"), (TEXT, "utf-16-le")),
        (TEXT.encode("utf-16-be"), (TEXT, "utf-16-be")),
        (TEXT.encode("cp1252"), (TEXT, "cp1252")),
        (b"He paid \xa37 at the caf\xe9", ("He paid £7 at the café", "cp1252")),
        (b"RIFF between ministers", ("RIFF between ministers", "utf-8")),
    ],
)
def test_encodings_found(data, expected):
    decoded = decode(data)

    assert expected == (decoded.text, decoded.encoding)
    assert decoded.warnings == ()
    assert decoded.text == data.decode(decoded.encoding)


@pytest.mark.parametrize(
    ("data", "encoding", "expected"),
    [
        (b"caf\xe9", "latin-1", Decoded("café", "iso8859-1")),
        (TEXT.encode("utf-8-sig"), "utf-8", Decoded(TEXT, "utf-8-sig")),
        (b"caf\x8e", "mac_roman", Decoded("café", "mac-roman")),
        (b"a\x00b", "utf-8", Decoded("a\x00b", "utf-8", ("the text holds 1 NUL characters, which are kept",))),
    ],
)
def test_encodings_forced(data, encoding, expected):
    assert expected == decode(data, encoding=encoding)


@pytest.mark.parametrize(
    ("data", "encoding", "part"),
    [
        (b"caf\xe9", "utf-8", "not utf-8 text (byte 3): leave --encoding out"),
        (b"text", "klingon", "there is no encoding 'klingon'"),
        (b"text", "base64", "there is no encoding 'base64'"),
        (b"text", "a\x00b", "there is no encoding"),
        (b"\\ud800", "unicode_escape", "half characters"),
    ],
)
def test_encodings_forced_wrongly(data, encoding, part):
    with pytest.raises(InputError) as caught:
        decode(data, encoding=encoding)

    assert part in str(caught.value)


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"%PDF-1.7\n...", "a PDF file, not text: convert it to text first, for example with pdftotext"),
        (b"PK\x03\x04....word/document.xml", "a Word document (DOCX)"),
        (b"PK\x03\x04....mimetypeapplication/epub+zip", "an e-book (EPUB)"),
        (b"PK\x03\x04....", "a ZIP archive"),
        (b"{\\rtf1 text}", "an RTF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Word"),
        (b"\x89PNG\r\n\x1a\n\x00", "an image (PNG)"),
        (b"\xff\xd8\xff\xe0", "an image (JPEG)"),
        (b"\x1f\x8b\x08", "gunzip"),
        (b"RIFF\x00\x00\x00\x00WEBP", "a sound, video or WebP file"),
        (b"\x00\x00\x00\x18ftypmp42", "a video or sound file"),
        (b"text\x00\x00\x00and more", "binary data"),
        (bytes(range(1, 32)) * 10, "binary data"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "breaks off"),
    ],
)
def test_encodings_binary_refused(data, part):
    with pytest.raises(InputError) as caught:
        decode(data)

    assert part in str(caught.value)


@pytest.mark.parametrize(
    ("data", "text", "part"),
    [
        ("He said â€œno”".encode(), "He said â€œno”", "1 places look like UTF-8 that was once read as cp1252"),
        ("It didnÕt".encode(), "It didnÕt", "try --encoding mac_roman"),
        (("é" * 9).encode() + b"\xff", "é" * 9 + "\ufffd", "1 damaged characters"),
        (b"x" * 2000 + b"\x00", "x" * 2000 + "\x00", "1 NUL characters"),
    ],
)
def test_encodings_warns_and_keeps_the_text(data, text, part):
    decoded = decode(data)

    assert text == decoded.text
    assert len(decoded.warnings) == 1
    assert part in decoded.warnings[0]


def test_encodings_unknown_is_latin_1(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", {}.get)

    decoded = decode(b"caf\xe9 \x81")

    assert ("café \x81", "iso8859-1") == (decoded.text, decoded.encoding)
    assert "the encoding is unknown" in decoded.warnings[0]
