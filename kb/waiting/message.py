"""What to write to somebody an item is handed to, ready to be copied; in the language people write to them.
Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kb.text.formulas import lettered
from kb.text.russian import is_cyrillic
from kb.types import Item

_WEEKDAYS = ("понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья")
_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)


def message(
    items: Sequence[Item], person: str, due: str | None = None, why: str = "", *, spoken: str = "en"
) -> str:
    """A message to a person about items. `due` is a day, `why` the sender's own words, `spoken` the language
    they read Jomo in. The message is in that of their words; without any, in Russian where the name is
    Cyrillic, else in the one they read, whatever the items are in."""
    name = next(iter(person.split()), "")
    day = date.fromisoformat(due) if due else None
    write = _in_russian if _is_russian(person, why, spoken) else _in_english
    opening, asked, closing = write(name, len(items) > 1, why.strip(), day)
    return "\n\n".join(filter(None, (opening, "\n\n".join(map(_told, items)), asked, closing)))


def _is_russian(person: str, why: str, spoken: str) -> bool:
    """People write to each other in the language they talk in: a paper is in English for everybody."""
    if any(sign.isalpha() for sign in why):
        return is_cyrillic(why)
    return is_cyrillic(person) or spoken == "ru"


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
    return "\n".join(filter(None, (lettered(item.title).strip() or item.key, item.url or "")))
