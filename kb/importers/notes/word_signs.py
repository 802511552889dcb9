"""Signs that Word keeps as places in a font of its own, as letters. Pure."""

from __future__ import annotations

from types import MappingProxyType

_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_FONTS = MappingProxyType(
    {
        "symbol": {
            **dict(zip(map(ord, _LATIN), _GREEK, strict=True)),
            0x22: "∀", 0x24: "∃", 0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAE: "→", 0xB0: "°",
            0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡",
            0xBB: "≈", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xCC: "⊂", 0xCD: "⊆", 0xCE: "∈", 0xCF: "∉",
            0xD1: "∇", 0xD5: "∏", 0xD6: "√", 0xD7: "·", 0xD8: "¬", 0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDE: "⇒",
            0xE5: "∑", 0xF2: "∫",
        },
        # What Word puts in for "-->", "<--" and the like while one types.
        "wingdings": {
            0x4A: "☺", 0x4C: "☹", 0xDF: "←", 0xE0: "→", 0xE7: "⇐", 0xE8: "⇒", 0xF3: "⇔", 0xFB: "✗", 0xFC: "✓",
        },
    }
)  # fmt: skip
"""Adobe's encoding of the font Symbol, and of Wingdings what Word writes by itself."""


def letter(font: str, place: str) -> str:
    """The sign at a place of a font, told in hexadecimal digits, with or without the F0 by which Word moves
    it among private signs; '' for one that is not known."""
    try:
        at = int(place, 16) & 0xFF
    except ValueError:
        return ""
    return _FONTS.get(font.lower(), {}).get(at, "")
