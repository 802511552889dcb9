"""The message to somebody an item is handed to: in which language, with what of the items."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.waiting.message import message
from tests.ui.search.test_results import item

ENGLISH = item(title=r"R$^2$-CoD", language="en", url="https://arxiv.org/abs/2505.00001")
RUSSIAN = replace(ENGLISH, language="ru", title="Пост про дозы")


@pytest.mark.parametrize(
    ("person", "why", "spoken", "opening"),
    [
        # Who reads Jomo in Russian writes to colleagues in Russian, also about papers.
        ("Anna", "", "ru", "Anna, привет!"),
        ("Anna", "", "en", "Hi Anna,"),
        # The name, and more so one's own words, tell the language better than that of the pages.
        ("Анна Б.", "", "en", "Анна, привет!"),
        ("Anna", "Стоит ли нам?", "en", "Anna, привет!"),
        ("Anna", "Is it worth it?", "ru", "Hi Anna,"),
        ("Анна", "?", "en", "Анна, привет!"),
    ],
)
@pytest.mark.parametrize("about", [ENGLISH, RUSSIAN])
def test_it_is_in_the_language_people_write_to_each_other(
    about: object, person: str, why: str, spoken: str, opening: str
) -> None:
    assert message([about], person, why=why, spoken=spoken).startswith(opening)  # type: ignore[list-item]


def test_it_names_what_it_is_about() -> None:
    assert message([ENGLISH], "Anna", "2026-12-04", "Would it fit?") == (
        "Hi Anna, this looks useful for you:\n\n"
        "R²-CoD\nhttps://arxiv.org/abs/2505.00001\n\n"
        "Why: Would it fit?\n\n"
        "A few words on what is useful in it would be enough, by Friday, 4 December if you can."
    )
