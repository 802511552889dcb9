"""What Jomo says, in the person's language: one catalogue for pages, commands, reports and errors.

English is the source: code holds the English words, marked by `_` (a sentence), `n_` (a number of things),
`p_` and `np_` (what means several things) or `noted` (a word kept in a table, put into the language where it
is shown). The other languages lie beside, as gettext has them: `ru/LC_MESSAGES/jomo.po`, compiled `jomo.mo`;
`make words` brings both up to date with the code and lists what has no translation yet. Days, numbers, lists
and the order of words follow the language too. Any room may import it; it imports none.

Put into the language is what is shown, where it is shown or where the sentence is made. What is stored,
compared, exported for machines, or sent to a model stays as it is.
"""

from kb.catalogue.forms import (
    by_words,
    day,
    difference,
    listed,
    month,
    number,
    of_month,
    percent,
    short_day,
    short_month,
    weekday,
)
from kb.catalogue.languages import (
    ENGLISH,
    RUSSIAN,
    TRANSLATED,
    by_environment,
    closest,
    language,
    settle,
    speaking,
)
from kb.catalogue.overheard import cause, retold
from kb.catalogue.saying import _, by_number, n_, noted, np_, p_

__all__ = [
    "ENGLISH",
    "RUSSIAN",
    "TRANSLATED",
    "_",
    "by_environment",
    "by_number",
    "by_words",
    "cause",
    "closest",
    "day",
    "difference",
    "language",
    "listed",
    "month",
    "n_",
    "noted",
    "np_",
    "number",
    "of_month",
    "p_",
    "percent",
    "retold",
    "settle",
    "short_day",
    "short_month",
    "speaking",
    "weekday",
]
