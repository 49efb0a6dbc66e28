"""Which encoding a text has: what its own bytes say, and a guess shared by the files of one layout where they do not say enough."""

import codecs
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

__all__ = ["Letters", "Pool", "weigh_letters"]

_SAMPLE = 1 << 18
"""chosen: a quarter of a megabyte round the first foreign letters is what the guess of an encoding looks at."""

_CANDIDATES = ("cp1252", "gb18030", "big5", "cp932", "euc_kr", "cp1251", "cp1258", "cp850", "utf_16")
"""chosen: the encodings of the trade's exports; a longer list was seen to call short Spanish text hp_roman8 or mac_iceland."""

_UTF8_AT_LEAST = 4
"""chosen: UTF-8 with damage has this many whole foreign letters for each broken one; text in other encodings was seen to have under one."""

_LETTERS = bytes(byte for byte in range(256) if byte not in range(0x01, 0x20) or chr(byte).isspace())
"""All bytes but the control characters; a NUL is padding, which the readers take out."""

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(slots=True)
class Letters:
    """What the bytes of a text file say about its encoding.

    Attributes:
        encoding: what it is beyond doubt; None where it is to be guessed.
        whole: letters beyond ASCII that are whole UTF-8.
        broken: byte sequences that are no UTF-8.
        controls: share of control characters in its first stretch.
        sample: lines that hold other bytes than ASCII.
        layout: the line that seems to hold its headings.
    """

    encoding: str | None = None
    whole: int = 0
    broken: int = 0
    controls: float = 0.0
    sample: bytes = b""
    layout: bytes = b""

    def nearly_utf8(self) -> bool:
        """Whether it is UTF-8 with some damage."""
        return self.whole > 0 and self.whole >= _UTF8_AT_LEAST * self.broken


@dataclass(slots=True)
class Pool:
    """The files of one layout whose encoding is to be guessed, taken together."""

    samples: list[bytes] = field(default_factory=list)
    letters: Letters = field(default_factory=Letters)

    def add(self, letters: Letters) -> None:
        """Take a file in."""
        self.samples.append(letters.sample)
        self.letters.whole += letters.whole
        self.letters.broken += letters.broken

    def encoding(self) -> str:
        """Give the encoding that fits all of them best."""
        if self.letters.nearly_utf8():
            return "utf-8"
        # the distinct lines in one order: how they are divided into files must not matter
        lines = sorted({line.rstrip(b"\r") for sample in self.samples for line in sample.split(b"\n")})
        return _guess(b"\n".join(lines)[:_SAMPLE])


def weigh_letters(blocks: Iterable[bytes], format_: str) -> Letters:
    """Give the mark of the byte order, else how well a text holds to UTF-8, and what a guess would look at."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    letters = Letters()
    for block in blocks:
        if not letters.layout:
            letters.encoding = _marked(block)
            if letters.encoding is not None and letters.encoding != "utf-8-sig":
                return letters
            letters.layout = b"json" if format_ == "json" else _layout(block)
            letters.controls = len(block[:_SAMPLE].translate(None, _LETTERS)) / len(block[:_SAMPLE])
        if block.isascii():
            letters.broken += len(decoder.decode(b"", final=True))
            decoder.reset()
            continue
        text = decoder.decode(block)
        if replaced := text.count("\ufffd"):
            letters.broken += replaced - block.count(b"\xef\xbf\xbd")
        letters.whole += len(text) - len(block) + int(np.count_nonzero(np.frombuffer(block, dtype=np.uint8) & 0x80))
        if len(letters.sample) < _SAMPLE:
            letters.sample += _foreign(block)[: _SAMPLE - len(letters.sample)]
    letters.broken = max(letters.broken + len(decoder.decode(b"", final=True)), 0)
    letters.whole = max(letters.whole - letters.broken, 0)
    if letters.encoding is None and not letters.broken:
        letters.encoding = "utf-8"
    return letters


def _marked(block: bytes) -> str | None:
    """The encoding that the first bytes give away; UTF-16 without its mark has a NUL beside each ASCII letter."""
    marked = next((name for mark, name in _BOMS if block.startswith(mark)), None)
    if marked is None and block.count(b"\0") > len(block) // 4:
        return "utf-16-le" if block[1::2].count(b"\0") >= block[::2].count(b"\0") else "utf-16-be"
    return marked


def _layout(block: bytes) -> bytes:
    """The first line with several cells, which files of one layout have in common."""
    lines = [line.strip() for line in block[:_SAMPLE].splitlines() if line.strip()]
    return next((line for line in lines if any(sign in line for sign in (b",", b";", b"\t", b"|"))), lines[0] if lines else b" ")


def _foreign(block: bytes) -> bytes:
    """The lines that hold other bytes than ASCII, for they alone tell encodings apart."""
    return b"".join(line + b"\n" for line in block.split(b"\n") if not line.isascii())


def _guess(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_CANDIDATES)).best()
    return "cp1252" if best is None or best.encoding not in _CANDIDATES else best.encoding
