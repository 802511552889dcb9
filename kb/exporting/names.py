"""The keys works are cited by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from unicodedata import normalize

from kb.text.people import SUFFIXES, is_group, without_others
from kb.types import Item

_LATIN = str.maketrans(
    dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" "),
            strict=True,
        )
    )
)
_UNTELLING = frozenset(
    "a an the on of in for to and or with from by is are be at as do does can how why what when where which"
    " towards toward via using а без в во где для до и из или к как когда ко на не о об от по почему при с"
    " со так у что чем это".split()
)
_WORD = re.compile(r"[^\W_]+")
_TEX_COMMAND = re.compile(r"\\[A-Za-z]+")
_KEY_PART = 24
"""Characters of a name or a word in a citation key: longer ones are no easier to recognise."""


def cite_keys(items: Sequence[Item]) -> Mapping[int, str]:
    """A key for each item by id: `vaswani2017attention`. Where two would be the same, the one saved first
    has it and the next ones get a, b and so on, so that a key once cited stays."""
    keys: dict[int, str] = {}
    taken: set[str] = set()
    tried: Counter[str] = Counter()
    for item in sorted(items, key=lambda one: one.id):
        base = _base_key(item)
        while (key := base + _letters(tried[base])) in taken:
            tried[base] += 1
        taken.add(key)
        keys[item.id] = key
    return keys


def _letters(number: int) -> str:
    """Nothing, a, b, …, z, aa, ab, …"""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _base_key(item: Item) -> str:
    families = [_family(name) for name in without_others(item.authors).names[:1]]
    author = next(filter(None, map(_latin, (*families, item.source, item.kind))))
    words = _WORD.findall(_TEX_COMMAND.sub(" ", item.title))
    telling = [word for word in words if word.lower() not in _UNTELLING] or words
    return f"{author}{(item.published or 'nd')[:4]}{next(filter(None, map(_latin, telling)), '')}"


def _latin(text: str) -> str:
    """Text as lower-case Latin letters and digits, as far as it can be written so."""
    plain = normalize("NFKD", normalize("NFC", text).lower().translate(_LATIN))
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum())[:_KEY_PART]


def _family(name: str) -> str:
    if is_group(name):
        return name
    words = [word for word in name.partition(",")[0].split() if word.strip(".") not in SUFFIXES]
    return words[-1] if words else ""
