"""Names that a person gives: on one line, and short enough for one."""

from __future__ import annotations

from kb.catalogue import n_, number
from kb.errors import JomoError
from kb.text.normal import normalized

LONGEST = 80
"""Characters of a name: what a line of a list holds, with room for what is said of it."""


def called(name: str) -> str:
    """A name as it is kept: one line without signs that cannot be seen; empty for none.

    :raises JomoError: it has more than `LONGEST` characters.
    """
    line = " ".join(normalized(name).split())
    if len(line) > LONGEST:
        raise JomoError(
            n_(
                "A name has at most {count} character, this one has {found}; shorten it",
                "A name has at most {count} characters, this one has {found}; shorten it",
                LONGEST,
                found=number(len(line)),
            )
        )
    return line
