"""Data that a program wrote as a table in Lua; nothing of it is run."""

from __future__ import annotations

import re
from typing import Any

_DEEPEST = 50
"""Tables in each other; programs that keep their data so write less than ten."""
_TOKEN = re.compile(
    r"(?:\s|--\[\[.*?\]\]|--(?!\[\[)[^\n]*)*+"
    r"(?:(?P<string>\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+')"
    r"|(?P<number>-?(?:0x[0-9a-f]+|\d+\.?\d*(?:e[+-]?\d+)?))"
    r"|(?P<name>[a-z_]\w*)|(?P<sign>[{}\[\]=,;]))",
    re.DOTALL | re.IGNORECASE | re.ASCII,
)
_ESCAPE = re.compile(r"\\(?:(?P<code>\d{1,3})|(?P<sign>.))", re.DOTALL)
_SIGNS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_WORDS = {"true": True, "false": False, "nil": None}


def lua_table(text: str) -> dict[Any, Any]:
    """The table that a text returns, by its keys; values without a key have numbers from 1.

    :raises ValueError: it is no table of texts, numbers, truth values and tables.
    """
    reader = _Reader(text)
    if reader.kind == "name" and reader.token == "return":
        reader.advance()
    if reader.token != "{":
        raise ValueError("no table")
    found = reader.table(depth=1)
    if reader.kind:
        raise ValueError("more than a table")
    return found


class _Reader:
    """A text, read from one token to the next."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.kind = self.token = ""
        self.advance()

    def advance(self) -> None:
        """:raises ValueError: something else than data comes next."""
        found = _TOKEN.match(self._text, self._at)
        if found is None:
            if self._at and not self._text[self._at :].strip():
                self.kind = self.token = ""
                return
            raise ValueError("no data")
        self._at = found.end()
        self.kind = str(found.lastgroup)
        self.token = found[self.kind]

    def table(self, depth: int) -> dict[Any, Any]:
        if depth > _DEEPEST:
            raise ValueError("too deep")
        found: dict[Any, Any] = {}
        number = 1
        self._expect("{")
        while self.token != "}":
            key, value = self._entry(depth)
            if key is None:
                key, number = number, number + 1
            found[key] = value
            if self.token not in (",", ";"):
                break
            self.advance()
        self._expect("}")
        return found

    def _entry(self, depth: int) -> tuple[Any, Any]:
        """A key, None where a value stands by itself, and the value."""
        if self.kind == "sign" and self.token == "[":
            self.advance()
            key = self._value(depth)
            self._expect("]")
        elif self.kind == "name" and self.token not in _WORDS:
            key = self.token
            self.advance()
        else:
            return None, self._value(depth)
        self._expect("=")
        return key, self._value(depth)

    def _value(self, depth: int) -> Any:
        if self.kind == "sign" and self.token == "{":
            return self.table(depth + 1)
        kind, token = self.kind, self.token
        self.advance()
        if kind == "string":
            return _ESCAPE.sub(_unescaped, token[1:-1])
        if kind == "number":
            return int(token, 0) if "0x" in token.lower() else _number(token)
        if kind == "name" and token in _WORDS:
            return _WORDS[token]
        raise ValueError("no value")

    def _expect(self, sign: str) -> None:
        if self.kind != "sign" or self.token != sign:
            raise ValueError(f"no {sign}")
        self.advance()


def _unescaped(found: re.Match[str]) -> str:
    if found["code"]:
        return chr(int(found["code"]))
    return _SIGNS.get(found["sign"], found["sign"])


def _number(token: str) -> int | float:
    return int(token) if token.lstrip("-").isdecimal() else float(token)
