"""What words sound like, in whichever of two alphabets they are written: Vaswani and Васвани, Wang and
Ван."""

from __future__ import annotations

import re
from functools import lru_cache

from kb.text.russian import is_cyrillic
from kb.text.words import fold

_LETTERS = {
    **dict(zip("абвгдеэзийклмнопрстуфхцы", "abvgdeeziiklmnoprstufhki", strict=True)),
    **{"ж": "zh", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "iu", "я": "ia", "ъ": "", "ь": ""},
}
_SAME = (
    (re.compile("chzh"), "zh"),
    (re.compile("sch|sh"), "sh"),
    (re.compile("ph"), "f"),
    (re.compile("kh"), "h"),
    (re.compile("th"), "t"),
    (re.compile("ck"), "k"),
    (re.compile("c(?!h)|q"), "k"),
    (re.compile("x"), "ks"),
    (re.compile("w"), "v"),
    (re.compile("[yj]|ee"), "i"),
    (re.compile("oo"), "u"),
    (re.compile("ng"), "n"),
    (re.compile(r"(.)\1+"), r"\1"),
)
"""What two alphabets write for one sound, in order. Chinese names are written in Russian as Palladius wrote
them, whose чж is Zhang's."""
_BEGINNINGS = (
    *("aа", "bб", "vwв", "gг", "dд", "eеэё", "zjжзч", "iyjeийыюя", "kcqкцх", "lл", "mм", "nн", "oо", "pfпф"),
    *("rр", "sсшщ", "tт", "uoу", "hkх", "cч"),
)
"""Letters that may begin one word in two alphabets."""


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """What a word sounds like, roughly, in Latin letters."""
    said = fold(word)
    if is_cyrillic(said):
        said = "".join(_LETTERS.get(letter, letter) for letter in said)
    for pattern, same in _SAME:
        said = pattern.sub(same, said)
    return said


def beginnings(word: str) -> str:
    """The letters of the other alphabet that a word may begin with that sounds the same."""
    first, cyrillic = fold(word)[:1], is_cyrillic(word)
    found = {letter for group in _BEGINNINGS if first in group for letter in group}
    return "".join(sorted(letter for letter in found if is_cyrillic(letter) != cyrillic))
