"""How far one got, in the words that reading lists of one's own have for it."""

from __future__ import annotations

import re

from kb.types import State

_SAID = {
    State.READ: "read|done|finished|completed|complete|archived|archive|прочитано|прочитал|прочитала|прочтено"
    "|готово|закончил|закончила|завершено|gelesen|erledigt|fertig|lu|terminé|leído|terminado|letto|lido"
    "|concluído|przeczytane|przeczytana|przeczytany|gelezen|прочитана|已读|读完|已完成|読了|既読|읽음|완독|完了",
    State.READING: "reading|in progress|currently reading|started|doing|читаю|в процессе|начато|lese"
    "|lese gerade|begonnen|en cours|leyendo|in lettura|lendo|czytam|w trakcie|bezig|в роботі"
    "|在读|阅读中|正在读|読書中|읽는 중",
    State.UNREAD: "unread|to read|toread|want to read|to do|todo|not started|not read|inbox|backlog|later"
    "|queued|queue|wishlist|не прочитано|непрочитано|непрочитанное|не начато|хочу прочитать|прочитать"
    "|читать|почитать|в планах|отложено|к прочтению|ungelesen|zu lesen|offen|später|à lire|non lu|por leer"
    "|pendiente|da leggere|para ler|nie przeczytane|do przeczytania|te lezen|ongelezen|прочитати"
    "|未读|想读|待读|未読|読みたい|積読|읽을 예정|안 읽음",
    State.DROPPED: "dropped|abandoned|did not finish|dnf|gave up|skipped|брошено|бросил|бросила|не дочитал"
    "|не дочитала|abgebrochen|abandonné|abandonado|abbandonato",
}
_STATES = {word: state for state, words in _SAID.items() for word in words.split("|")}
_BEGUN, _FINISHED = 0.02, 0.98
"""Parts of a text that were seen: with less it was opened and left, with more the end was seen. By Omnivore's
own filters."""
_TICKED = frozenset("yes true y x + 1 ✓ ✔ ✅ ☑ да ja oui sí si sim [x] checked".split())
_OPEN = frozenset(("[ ]", *"no false n - 0 ☐ ❌ ✗ нет nein non não unchecked".split()))


def state_said(text: str) -> State | None:
    """The state that a status (`To read`, `currently-reading`, `прочитано`) says; None for other words."""
    return _STATES.get(_plain(text))


def state_ticked(text: str) -> State | None:
    """The state that a box named `read` says by being ticked or not; None where it does not tell."""
    said = text.strip().lower()
    return State.READ if said in _TICKED else State.UNREAD if said in _OPEN else state_said(text)


def state_seen(part: float) -> State:
    """The state of a text of which a part, from 0 to 1, was seen."""
    return State.UNREAD if part < _BEGUN else State.READ if part > _FINISHED else State.READING


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))
