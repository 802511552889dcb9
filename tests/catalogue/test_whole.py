"""The catalogue is whole: all words of the code have a translation, and none says less than the original."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog, Message

from docs import words
from kb.catalogue import TRANSLATED

_VALUES = re.compile(r"\{(\w*)[^}]*\}")
_KEPT = re.compile(r"(?<=`)[a-z]+(?= |`)|KB_[A-Z_]+|--[a-z][a-z-]+|:material/\w+:")
"""What stays as it is in every language: commands, settings, options, icons."""


def translated(language: str) -> list[Message]:
    return [message for message in words.read(language) if message.id]


@pytest.fixture(scope="module")
def template() -> Catalog:
    """All words that the code holds."""
    return words.template()


def forms(of: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (of,) if isinstance(of, str) else tuple(of or ())


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_word_of_the_code_is_translated_and_no_other(language: str, template: Catalog) -> None:
    known = {(message.id, message.context) for message in translated(language)}
    assert known == {(message.id, message.context) for message in template if message.id}
    assert words.lacking(words.read(language)) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_the_program_reads_is_what_people_edited(language: str) -> None:
    made = words.as_mo(words.read(language))
    assert words.file_of(language).with_suffix(".mo").read_bytes() == made


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_takes_the_same_values_and_keeps_code_as_it_is(language: str) -> None:
    for message in translated(language):
        values = {name for one in forms(message.id) for name in _VALUES.findall(one)}
        kept = sorted(set(_KEPT.findall(forms(message.id)[-1])))
        for form in forms(message.string):
            taken = set(_VALUES.findall(form))
            # A form for one thing may leave its number out.
            assert taken == values or (taken <= values and len(forms(message.id)) > 1), form
            assert sorted(set(_KEPT.findall(form))) == kept, form


def test_a_share_is_written_in_one_form(template: Catalog) -> None:
    """Values come with their sign, by `percent`; a share that a sentence names itself has its sign as that
    writes it, apart and never on another line."""
    for message in template:
        for form in forms(message.id):
            assert not re.search(r"\}\s?%|\d ?%", form), form
