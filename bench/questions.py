"""The judged questions: `judgements/*.jsonl`, one need a line.

A need is asked in English, in Russian or in both (`en`, `ru`); `grades` say how well an item answers it: 2
squarely, 1 in part, 0 not. An item is named by its arXiv id, its file within the corpora, or its key.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("judgements")
_LANGUAGES = {"en": "English", "ru": "Russian"}
_ASKED_IN_BOTH = frozenset({"topical", "vague", "known", "retold", "long", "passage"})
_SHARE_UNSEEN = 3
_HALF_UNSEEN = frozenset({"long", "passage"})


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. `unseen`: it took no part in choosing weights and methods."""

    need: str
    kind: str
    group: str
    language: str
    text: str
    grades: Mapping[str, int]
    unseen: bool


def load(folder: Path = FOLDER) -> list[Asked]:
    asked = []
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            need = json.loads(line)
            for code, language in _LANGUAGES.items():
                if code not in need:
                    continue
                kind = need["group"]
                group = f"{kind}, {language}" if kind in _ASKED_IN_BOTH else kind
                asked.append(
                    Asked(
                        need["id"], kind, group, code, need[code], need["grades"], _unseen(need["id"], kind)
                    )
                )
    return asked


def _unseen(need: str, kind: str) -> bool:
    """A third of the needs, or a half, by a hash of their names: nobody chose which."""
    return hashlib.sha256(need.encode()).digest()[0] % (2 if kind in _HALF_UNSEEN else _SHARE_UNSEEN) == 0
