"""What others say in English is said in the language of the moment; as they said it where it is unknown."""

from __future__ import annotations

import errno
import os
import sqlite3

import pytest

from kb.catalogue import ENGLISH, RUSSIAN, cause, noted, retold, speaking
from kb.catalogue.overheard import SYSTEM


def test_what_the_system_says_of_a_file() -> None:
    error = OSError(errno.ENOENT, os.strerror(errno.ENOENT), "none.md")
    with speaking(RUSSIAN):
        assert cause(error) == "Нет такого файла или папки"
    with speaking(ENGLISH):
        assert cause(error) == "No such file or directory"


def test_what_the_database_says() -> None:
    with speaking(RUSSIAN), pytest.raises(sqlite3.OperationalError) as refused:
        sqlite3.connect(":memory:").execute("SELECT 1 FROM none")
    with speaking(RUSSIAN):
        assert cause(refused.value) == "нет таблицы none"


@pytest.mark.skipif(os.name == "nt", reason="other systems have other words")
def test_the_words_are_those_of_this_system() -> None:
    """All that the table holds: a word of another system would never be met."""
    said = {os.strerror(number) for number in errno.errorcode}
    assert set(SYSTEM) <= said


PHRASES = (
    noted("Missing argument {name}"),
    noted("Invalid value for {name}: {said}"),
    noted("Missing command"),
)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Missing command", "Не указана команда"),
        ("Missing argument 'query'", "Не указан аргумент 'query'"),
        ("Invalid value for '-n': Missing command", "Неверное значение '-n': Не указана команда"),
        ("Invalid value for '-n': none of ours: indeed", "Неверное значение '-n': none of ours: indeed"),
        ("Something else.", "Something else."),
    ],
)
def test_phrases_of_other_programs(said: str, told: str) -> None:
    with speaking(RUSSIAN):
        assert retold(said, PHRASES) == told
    with speaking(ENGLISH):
        assert retold(said, PHRASES) == said
