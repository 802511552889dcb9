"""Dates that may mean two days, `05/06/2024`: how those above notes are written, as one note tells or all of
its vault together, and what is said where nothing tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kb.catalogue import _
from kb.clock import today
from kb.importers.notes.front_matter import PROPERTIES, YAML
from kb.text.dates import local_time
from kb.text.day_order import DayOrder, day_order
from kb.types import Remark

HEAD = 4_000
"""Characters of a note that may hold its fields: some forty lines."""
_DATE = re.compile(
    r"^(?P<name>[^\W\d][\w -]*)::?[ \t]+[\"']?(?P<date>\d{1,2}[/-]\d{1,2}[/-]\d{2,4}(?!\d)[^\n\"']*)",
    re.MULTILINE,
)


def order_in(notes: Iterable[str]) -> DayOrder:
    """How the dates above these notes are written, as they tell together: a field is what a column is to a
    table."""
    columns: dict[str, list[str]] = {}
    for note in notes:
        for name, date in _dates(note).items():
            columns.setdefault(name, []).append(date)
    return day_order(columns.values(), today())


def unsure_days(file: str, date: str) -> Remark:
    """What is said of a file whose dates may mean two days each, `date` one of them."""
    read = (local_time(date) or "")[:10]
    return Remark(
        file,
        _(
            "dates such as {date} may mean two days, and nothing here tells which; it was read as"
            " {read}. If that is wrong, undo this import, write days in the form {read} and add the"
            " file again",
            date=date,
            read=read,
        ),
    )


def _dates(note: str) -> Mapping[str, str]:
    head = note[:HEAD]
    block = YAML.match(head) or PROPERTIES.match(head)
    source = (block["source"] if block else None) or ""
    return {one["name"].lower(): one["date"] for one in _DATE.finditer(source)}
