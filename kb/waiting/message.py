"""What to write to somebody an item is handed to, ready to be copied; in the items' own language. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kb.types import Item

_WEEKDAYS = ("понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья")
_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)


def message(items: Sequence[Item], person: str, due: str | None = None, why: str = "") -> str:
    """A message to a person about items, in Russian where half of these are. `due` is a day."""
    russian = 2 * sum(item.language == "ru" for item in items) >= len(items)
    name = next(iter(person.split()), "")
    day = date.fromisoformat(due) if due else None
    write = _in_russian if russian else _in_english
    opening, asked, closing = write(name, len(items) > 1, why.strip(), day)
    return "\n\n".join(filter(None, (opening, "\n\n".join(map(_told, items)), asked, closing)))


def _in_russian(name: str, many: bool, why: str, day: date | None) -> tuple[str, str, str]:
    opening = f"{name}, привет!" if name else "Привет!"
    useful = "Похоже, вот это пригодится:" if not many else "Похоже, вот эти материалы пригодятся:"
    by = f" до {_WEEKDAYS[day.weekday()]}, {day.day} {_MONTHS[day.month - 1]}" if day else ""
    closing = f"Расскажи потом в двух словах, что из этого полезно{f', хорошо бы{by}' if by else ''}."
    return f"{opening} {useful}", f"Почему: {why}" if why else "", closing


def _in_english(name: str, many: bool, why: str, day: date | None) -> tuple[str, str, str]:
    opening = f"Hi {name}," if name else "Hi,"
    useful = "these look" if many else "this looks"
    by = f", by {day:%A}, {day.day} {day:%B} if you can" if day else ""
    closing = f"A few words on what is useful in {'them' if many else 'it'} would be enough{by}."
    return f"{opening} {useful} useful for you:", f"Why: {why}" if why else "", closing


def _told(item: Item) -> str:
    return "\n".join(filter(None, (item.title.strip() or item.key, item.url or "")))
