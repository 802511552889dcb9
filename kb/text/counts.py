"""Numbers of things in words."""

from __future__ import annotations

from collections.abc import Mapping

from kb.catalogue import number, p_


def counted(numbers: Mapping[str, int]) -> str:
    """Numbers of things in a line, `120 added, 3 updated`, in Russian `добавлено: 120, обновлено: 3`: what
    there was none of is left out."""
    return ", ".join(
        p_("a number in a list of such", "{number} {what}", number=number(many), what=what)
        for what, many in numbers.items()
        if many
    )
