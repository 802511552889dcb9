"""Questions with known answers, for tests of the server and for its measurement."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

QUESTIONS = Path(__file__).with_name("asked_of_agents.jsonl")


@dataclass(frozen=True)
class Question:
    """What a person asks (`ask`), the call that an agent makes of it, and what the sample library says: the
    `first` item, items it `holds`, how many there are in `total`, values at the top of the answer, words in
    it."""

    ask: str
    tool: str
    arguments: Mapping[str, Any]
    first: str = ""
    holds: tuple[str, ...] = ()
    total: int | None = None
    says: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""

    def faults(self, answer: str) -> list[str]:
        """What an answer lacks; empty for a right one."""
        told = json.loads(answer)
        keys = (
            [one.get("key") for one in told.get("items", ())] if isinstance(told.get("items"), list) else []
        )
        wrong = [key for key in self.holds if key not in keys]
        if self.first and keys[:1] != [self.first]:
            wrong.append(f"first is {keys[:1]}")
        if self.total is not None and told.get("total") != self.total:
            wrong.append(f"total is {told.get('total')}")
        wrong += [
            f"{name} is {told.get(name)}" for name, value in self.says.items() if told.get(name) != value
        ]
        return wrong + ([] if self.text in answer else [f"{self.text} is not said"])


def questions() -> list[Question]:
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    return [Question(**{**one, "holds": tuple(one.get("holds", ()))}) for one in map(json.loads, lines)]
