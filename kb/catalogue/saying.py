"""Words of the catalogue, said in the language of the moment."""

from __future__ import annotations

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

from kb.catalogue.forms import number
from kb.catalogue.languages import TRANSLATED, language

DOMAIN = "jomo"
FOLDER = Path(__file__).parent
"""Where `<language>/LC_MESSAGES/jomo.mo` lie."""
_OF_EACH_FORM = (1, 2, 5)
"""Whole numbers that have all forms of plurals between them."""


def _(message: str, /, **values: object) -> str:
    """A sentence in the language of the moment, `{names}` in it replaced by the values. Without values it is
    left as it is, braces and all."""
    said = _messages(language()).gettext(message)
    return said.format(**values) if values else said


def n_(one: str, many: str, count: int, /, **values: object) -> str:
    """A sentence about `count` things, in the form that the language has for that number: `{count}` in it
    becomes the number as the language writes it, other `{names}` the values."""
    said = _messages(language()).ngettext(one, many, count)
    return said.format(count=number(count), **values)


def p_(context: str, message: str, /, **values: object) -> str:
    """As `_`, for words that mean several things: `p_("a state", "open")`."""
    said = _messages(language()).pgettext(context, message)
    return said.format(**values) if values else said


def np_(context: str, one: str, many: str, count: int, /, **values: object) -> str:
    """As `n_`, for words that mean several things."""
    said = _messages(language()).npgettext(context, one, many, count)
    return said.format(count=number(count), **values)


def by_number(one: str, many: str, /) -> dict[str, str]:
    """The forms of `n_` by the names that plurals have in browsers (`Intl.PluralRules`), for numbers that a
    script counts itself; `{count}` stays in them."""
    # Unicode's CLDR, by Babel: a tenth of a second to load.
    from babel import Locale

    named = Locale(language()).plural_form
    said = _messages(language())
    return {named(count): said.ngettext(one, many, count) for count in _OF_EACH_FORM}


def noted(message: str, /) -> str:
    """Marks words for the catalogue and leaves them English; `_` says them where they are shown."""
    return message


@cache
def _messages(spoken: str) -> NullTranslations:
    if spoken not in TRANSLATED:
        return NullTranslations()
    return translation(DOMAIN, FOLDER, [spoken])
