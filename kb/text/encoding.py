"""Bytes to text, and back to what the author wrote where an earlier program decoded it wrongly.

Every step is strict: text that is already right comes back unchanged. What was done is named, so that
it can be recorded beside the text.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from kb.text.normal import normalized

_CYRILLIC_CHARSETS = ("cp1251", "koi8_r", "cp866", "mac_cyrillic")
_OTHER_CHARSETS = ["cp1252", "latin_1", "shift_jis", "gb18030", "big5", "euc_kr", "cp1253", "cp1254"]
# UTF-8 read as one of these gives text that encodes back to the very same bytes. The sloppy codecs of
# ftfy fill the holes of the Windows code pages, as browsers do.
_MISREAD_UTF8 = (
    "mac_roman",
    "sloppy-windows-1251",
    "sloppy-windows-1252",
    "latin_1",
    "koi8_r",
    "cp866",
    "mac_cyrillic",
)
# (read as, was): one 8-bit charset taken for another.
_MISREAD_CYRILLIC = (
    ("sloppy-windows-1252", "cp1251"),
    ("latin_1", "cp1251"),
    ("latin_1", "koi8_r"),
    ("mac_roman", "cp1251"),
    ("cp1251", "koi8_r"),
    ("koi8_r", "cp1251"),
    ("cp866", "cp1251"),
    ("cp1251", "cp866"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", ""),
    (codecs.BOM_UTF32_LE, "utf-32", "read as UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "read as UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "read as UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "read as UTF-16"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b\x0b\x1a\x1e"))
"""Bytes that no text holds: those that part lines, pages and records, and begin colours, do stand in some."""
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_CYRILLIC_WORD = re.compile(r"[А-Яа-яЁё]+")
_ODD_CASE = re.compile(r"[а-яё][А-ЯЁ]")
_COMMON = frozenset("оеаинтсрвлкмдпу")
# Of running Russian about 0.78 of all letters are among the fifteen commonest, in lower case.
_PLAUSIBLE = 0.55
_LONG_ASCII = re.compile(r"([\0-\x7f]{8})[\0-\x7f]+([\0-\x7f]{8})")
"""Plain letters far from any other sign: patterns of ftfy reach two of them on either side."""
_MAX_BROKEN_SHARE = 0.01
"""Of characters: UTF-8 with so few unreadable bytes is damaged, with more it is another encoding."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and what had to be done to read it; `repair` is empty for plain UTF-8."""

    text: str
    repair: str = ""


def looks_binary(data: bytes) -> bool:
    """Whether the bytes are no text in any charset. UTF-16 and UTF-32 count as text."""
    head = data[:8192]
    if any(head.startswith(bom) for bom, _, _ in _BOMS):
        return False
    if b"\0" in head:
        return _utf16_without_bom(head) is None
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > len(head) * 0.02


def read_text(data: bytes) -> Decoded:
    """Decodes bytes and mends wrongly decoded stretches, with Unix line ends and in one Unicode form."""
    decoded = decode(data)
    mended = repair_mojibake(decoded.text.replace("\r\n", "\n").replace("\r", "\n"))
    return Decoded(
        normalized(mended.text), "; ".join(part for part in (decoded.repair, mended.repair) if part)
    )


def read_as(data: bytes, *charsets: str | None) -> Decoded:
    """As `read_text`, by the first of the charsets that is one and fits; by the likeliest where none does."""
    for charset in filter(None, charsets):
        try:
            return read_text(data.decode(charset).encode())
        except (LookupError, UnicodeError):
            continue
    return read_text(data)


def decode(data: bytes) -> Decoded:
    """Bytes to text: byte order mark, UTF-8, UTF-8 with a few broken bytes, Cyrillic charsets, others."""
    for bom, codec, repair in _BOMS:
        if data.startswith(bom):
            return Decoded(data.decode(codec, errors="replace").lstrip("\ufeff"), repair)
    if (codec16 := _utf16_without_bom(data[:8192])) is not None:
        return Decoded(data.decode(codec16, errors="replace"), "read as UTF-16")
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    lenient = data.decode("utf-8", errors="replace")
    broken = lenient.count("\ufffd")
    intact = sum(ord(letter) > 127 for letter in lenient) - broken
    if broken <= max(3, len(lenient) * _MAX_BROKEN_SHARE) and intact > broken * 4:
        return Decoded(lenient, f"UTF-8 with {broken} unreadable bytes")
    return _decode_8_bit(data)


def _utf16_without_bom(head: bytes) -> str | None:
    """Text of one alphabet in UTF-16 repeats the same high byte, so every second byte is 0 or 4."""
    if b"\0" not in head or len(head) < 4:
        return None
    even, odd = head[0::2], head[1::2]
    for codec, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if sum(byte in (0, 4) for byte in high) > len(high) * 0.9 and low.count(0) < len(low) * 0.1:
            return codec
    return None


def _decode_8_bit(data: bytes) -> Decoded:
    candidates: list[tuple[float, str, str]] = []
    for charset in _CYRILLIC_CHARSETS:
        try:
            text = data.decode(charset)
        except UnicodeDecodeError:
            text = data.decode(charset, errors="replace")
        candidates.append((_russian_plausibility(text), charset, text))
    plausibility, charset, text = max(candidates, key=lambda candidate: candidate[0])
    if plausibility >= _PLAUSIBLE:
        return Decoded(text, f"read as {charset}")
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_OTHER_CHARSETS).best()
    if best is not None:
        return Decoded(str(best), f"read as {best.encoding}")
    return Decoded(data.decode("cp1252", errors="replace"), "read as cp1252")


def _russian_plausibility(text: str) -> float:
    """How much a text looks like running Russian: the share of common lower-case letters among all
    non-ASCII characters, less the words whose case changes upwards in the middle."""
    counts = Counter(text)
    foreign = sum(n for sign, n in counts.items() if not sign.isascii())
    if foreign == 0:
        return 0.0
    common = sum(counts[letter] for letter in _COMMON)
    words = _CYRILLIC_WORD.findall(text)
    odd = sum(_ODD_CASE.search(word) is not None for word in words)
    return common / foreign - odd / max(1, len(words))


def repair_mojibake(text: str) -> Decoded:
    """Mends text that was decoded with the wrong charset, whole or line by line.

    A mending is taken only if it is strict and Cyrillic letters appear; what is left is given to ftfy
    as a whole, whose line-by-line cleaning would damage it.
    """
    if text.isascii():
        return Decoded(text)
    import ftfy  # importing it registers the sloppy codecs
    from ftfy.badness import is_bad

    for charset in _MISREAD_UTF8:
        if (whole := _utf8_taken_for(text, charset)) is not None:
            return Decoded(whole, f"UTF-8 had been read as {_plain(charset)}")
    if (swapped := _charsets_swapped(text)) is not None:
        return swapped
    mended, charsets = _mend_lines(text)
    if charsets:
        names = ", ".join(sorted(charsets))
        return Decoded(mended, f"UTF-8 had been read as {names} in some lines")
    # ftfy asks the same of the whole text first, which takes a second for each megabyte of plain letters.
    if not is_bad(_LONG_ASCII.sub(r"\1\2", text)):
        return Decoded(text)
    fixed = ftfy.fix_encoding(text)
    return Decoded(fixed, "wrongly decoded characters mended") if fixed != text else Decoded(text)


def _utf8_taken_for(text: str, charset: str) -> str | None:
    try:
        mended = text.encode(charset).decode("utf-8")
    except UnicodeError:
        return None
    return mended if len(mended) < len(text) and _CYRILLIC.search(mended) else None


def _mend_lines(text: str) -> tuple[str, set[str]]:
    charsets: set[str] = set()
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.isascii():
            continue
        for charset in _MISREAD_UTF8:
            mended = _utf8_taken_for(line, charset)
            if mended is not None:
                lines[number] = mended
                charsets.add(_plain(charset))
                break
    return "\n".join(lines), charsets


def _charsets_swapped(text: str) -> Decoded | None:
    """Russian in one 8-bit charset read as another. Only taken where the text as it stands is clearly
    not Russian and the mended one clearly is."""
    if len(text) - len(text.encode("ascii", "ignore")) < max(6, len(text) * 0.2):
        return None
    before = _russian_plausibility(text)
    if before >= 0.4:
        return None
    best: tuple[float, Decoded] | None = None
    for read_as, was in _MISREAD_CYRILLIC:
        try:
            mended = text.encode(read_as).decode(was)
        except UnicodeError:
            continue
        after = _russian_plausibility(mended)
        if after >= _PLAUSIBLE and after > before + 0.3 and (best is None or after > best[0]):
            best = after, Decoded(mended, f"{was} had been read as {_plain(read_as)}")
    return best[1] if best else None


def _plain(charset: str) -> str:
    return charset.removeprefix("sloppy-")
