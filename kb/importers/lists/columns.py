"""What the columns of somebody's own table hold: told by their headings, and where it has none by what
stands in them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kb.importers.link import link_key
from kb.importers.lists.headings import (
    AGAIN,
    OF_BOOKS,
    OF_PRINT,
    OF_WORKS,
    WHENEVER,
    Cells,
    Role,
    is_named_exactly,
    plain,
    roles,
    says_nothing_more,
)
from kb.text.dates import iso_time
from kb.text.identity import canonical_key, find_references
from kb.text.urls import HOSTLESS
from kb.text.works import is_of_work

_FORMULA = re.compile(
    r"=\s*(?:hyperlink|гиперссылка)\(\s*\"(?P<address>[^\"]+)\"(?:\s*[,;]\s*\"(?P<label>[^\"]*)\")?\s*\)",
    re.IGNORECASE,
)
_HOST = re.compile(HOSTLESS, re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|ico|avif)(?:[?#].*)?", re.IGNORECASE)
_FIRST_ROWS = 8
"""Rows in which the headings stand: a title and a blank line may be above them."""
_LOOKED_AT = 200
"""Rows by which the columns of a long table are known."""
_TELL_HOW_FAR = frozenset({Role.STATE, Role.BOX, Role.OPEN_BOX, Role.FINISHED})
"""Columns that say how far one got with a work."""
_TELL_OF_READING = frozenset({Role.STATE, Role.BOX, Role.FINISHED, Role.RATING, Role.PUBLISHED})
"""Roles of columns by which a table of such works is one of what somebody reads."""
_AS_RATED = re.compile(r"(?:10|\d)(?:[.,]\d)?(?:\s*/\s*(?:5|6|10|20))?|[★⭐☆]+")
_PATH = re.compile(r"(?:[\w ]+:)?[^\n]*[/\\][^\n]*\.\w{2,4}")
_LONGEST_PATH = 4_096
"""Characters (Linux, limits.h)."""
_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")
_WORDS_OF_A_NOTE = 4
"""Words that a column without a known heading has in a row, on average, from which on it holds sentences:
names of publishers and venues have fewer."""
_ENOUGH = 0.5
"""The share of rows that lead to a page from which on a table without known headings is one of links."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table holds what: the numbers of the columns by what they hold; `above` is how many rows, the
    headings among them, stand above what it lists. `headings` are what the person called the columns."""

    places: Mapping[Role, tuple[int, ...]]
    above: int
    headings: tuple[str, ...] = ()

    def texts(self, row: Cells, role: Role) -> list[str]:
        """What a row says of one thing, in the order of its columns."""
        cells = (row[place].strip() for place in self.places.get(role, ()) if place < len(row))
        return [cell for cell in cells if cell]

    def first(self, row: Cells, role: Role) -> str:
        """As `texts`, the first of them; empty where there is none."""
        return next(iter(self.texts(row, role)), "")

    @property
    def of_books(self) -> bool:
        """Whether the works are books: a column holds their numbers, or titles are called so."""
        of_print = not OF_PRINT.isdisjoint(map(plain, self.headings)) and (
            Role.AUTHORS in self.places and self.places.keys().isdisjoint({Role.ADDRESS, Role.VENUE})
        )
        return Role.BOOK in self.places or of_print or _titled(self.headings, self.places, OF_BOOKS)


def columns(table: Sequence[Cells]) -> Columns | None:
    """What the columns of a table hold; None where it lists no pages and no works.

    It lists pages where one column leads to a page in half of the rows, or is called a link and does so once;
    works where it has columns of titles and of authors, or one called after books or papers beside others on
    their reading.
    """
    if not table:
        return None
    above, places = _headings(table)
    rows = table[above : above + _LOOKED_AT]
    if not rows:
        return None
    leading, share = _leading(rows)
    named = places.get(Role.ADDRESS, ())
    if share >= _ENOUGH and not any(_count(rows, place) >= _count(rows, leading) for place in named):
        places[Role.ADDRESS] = (leading, *named)
    leads = share >= _ENOUGH or any(_count(rows, place) for place in places.get(Role.ADDRESS, ()))
    headings = tuple(table[above - 1]) if above else ()
    if not leads and not {Role.TITLE, Role.AUTHORS} <= places.keys() and not _of_works(headings, places):
        return None
    if Role.TITLE not in places and (title := _titles(rows, places)) is not None:
        places[Role.TITLE] = (title,)
    if not above and (dates := _dates(rows)) is not None:
        places[Role.SAVED] = (dates,)
    return Columns(_with_days_of_reading(headings, _with_ratings(rows, places)), above, headings)


def with_remarks(known: Columns, rows: Sequence[Cells]) -> tuple[Columns, tuple[str, ...]]:
    """The columns with those of other names too that hold sentences, and what the others are called that hold
    anything: these are not used."""
    taken = {place for places in known.places.values() for place in places}
    remarks, unused = [], []
    for place, heading in enumerate(known.headings):
        said = [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
        if place in taken or not said or says_nothing_more(heading):
            continue
        if sum(map(_length, said)) >= _WORDS_OF_A_NOTE * len(said) and len(set(said)) > len(said) / 2:
            remarks.append(place)
        else:
            unused.append(" ".join(heading.split()) or str(place + 1))
    places = {**known.places, Role.REMARK: tuple(remarks)} if remarks else known.places
    return replace(known, places=places), tuple(unused)


def _length(cell: str) -> float:
    """How many words a cell has; an address and a path of a file have none. What is written without blanks
    has a word for two signs."""
    if address_in(cell) is not None or (len(cell) <= _LONGEST_PATH and _PATH.fullmatch(cell)):
        return 0
    return len(_WORD.findall(cell)) + len(_SIGN.findall(cell)) / 2


def _of_works(headings: Cells, places: Mapping[Role, tuple[int, ...]]) -> bool:
    """Whether titles stand below a word for works that are read, and a column tells of their reading."""
    return _titled(headings, places, OF_WORKS) and bool(places.keys() & _TELL_OF_READING)


def _titled(headings: Cells, places: Mapping[Role, tuple[int, ...]], words: frozenset[str]) -> bool:
    named = (headings[place] for place in places.get(Role.TITLE, ()) if place < len(headings))
    return any(words & set(plain(name).split()) for name in named)


def _with_ratings(
    rows: Sequence[Cells], places: Mapping[Role, tuple[int, ...]]
) -> Mapping[Role, tuple[int, ...]]:
    """The same, but for a column called a note that marks alone stand in: some languages call a mark so."""
    if Role.RATING in places:
        return places
    for place in places.get(Role.NOTE, ()):
        said = [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
        if said and all(map(_AS_RATED.fullmatch, said)):
            others = tuple(other for other in places[Role.NOTE] if other != place)
            return {**places, Role.NOTE: others, Role.RATING: (place,)}
    return places


def _with_days_of_reading(
    headings: Cells, places: Mapping[Role, tuple[int, ...]]
) -> Mapping[Role, tuple[int, ...]]:
    """The same, but where works were read again, or are rated and lead to no page, and nothing else tells how
    far one got, a plain date is that of reading."""
    named = [plain(headings[place]) for place in places.get(Role.SAVED, ()) if place < len(headings)]
    rated = {Role.AUTHORS, Role.RATING} <= places.keys() and Role.ADDRESS not in places
    is_log = rated or not AGAIN.isdisjoint(map(plain, headings))
    if not named or not is_log or not WHENEVER.issuperset(named) or not _TELL_HOW_FAR.isdisjoint(places):
        return places
    return {Role.FINISHED if role is Role.SAVED else role: numbers for role, numbers in places.items()}


def _headings(table: Sequence[Cells]) -> tuple[int, dict[Role, tuple[int, ...]]]:
    """How many rows stand above those of the table, its headings the last of them, and what those name."""
    for number, row in enumerate(table[:_FIRST_ROWS]):
        if any(map(address_in, row)):
            break
        named = roles(row)
        if len(set(named.values())) > 1 or Role.ADDRESS in named.values():
            return number + 1, _by_role(row, named)
    named = {} if any(map(address_in, table[0])) else roles(table[0])
    return int(bool(named) or _stands_above(table)), _by_role(table[0], named)


def _by_role(row: Cells, named: Mapping[int, Role]) -> dict[Role, tuple[int, ...]]:
    """The columns of each role, those first that are called exactly so."""
    places: dict[Role, tuple[int, ...]] = {}
    for place in sorted(named, key=lambda place: not is_named_exactly(row[place])):
        places[named[place]] = (*places.get(named[place], ()), place)
    return places


def address_in(cell: str) -> tuple[str, str] | None:
    """The address that a cell is, and what it is called there (`[Title](…)`, a formula of a spreadsheet);
    None where it is none."""
    cell = cell.strip()
    if formula := _FORMULA.fullmatch(cell):
        return formula["address"], formula["label"] or ""
    if cell.startswith(("[", "<", "!")):
        links = find_references(cell)
        # A badge and the code may stand beside the work.
        works = [one for one in links if is_of_work(one.key)]
        leading = links if len(links) == 1 else works
        return (leading[0].url, leading[0].label) if len(leading) == 1 else None
    if not cell or " " in cell:
        return None
    if is_of_work(canonical_key(cell)) or link_key(cell):
        return cell, ""
    return (f"https://{cell}", "") if _HOST.fullmatch(cell) else None


def _is_address(cell: str) -> bool:
    return (found := address_in(cell)) is not None and not found[1]


def _stands_above(table: Sequence[Cells]) -> bool:
    """Whether the first row has words where nearly all others lead to a page."""
    leading, share = _leading(table[1 : 1 + _LOOKED_AT])
    first = table[0]
    return (
        share > _ENOUGH
        and leading < len(first)
        and bool(first[leading].strip())
        and not any(map(address_in, first))
    )


def _leading(rows: Sequence[Cells]) -> tuple[int, float]:
    """The column that leads to a page most often, and in which share of the rows."""
    counts = {place: _count(rows, place) for place in range(max(map(len, rows), default=0))}
    best = max(counts, key=lambda place: counts[place], default=0)
    return best, counts.get(best, 0) / max(1, len(rows))


def _count(rows: Sequence[Cells], place: int) -> int:
    """In how many rows a column leads to a page, and not to a picture."""
    cells = (row[place] for row in rows if place < len(row))
    leading = (found[0] for cell in cells if (found := address_in(cell)))
    return sum(_PICTURE.search(address) is None for address in leading)


def _titles(rows: Sequence[Cells], places: Mapping[Role, tuple[int, ...]]) -> int | None:
    """The column without a name that titles are likeliest in: of words, in most rows, and each its own."""
    taken = {place for known in places.values() for place in known}
    for place in range(max(map(len, rows))):
        if place in taken:
            continue
        said = [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
        worded = [
            text
            for text in said
            if re.search(r"[^\W\d_]{2,}", text) and iso_time(text) is None and not _is_address(text)
        ]
        if len(worded) > len(rows) / 2 and len(set(worded)) > len(worded) / 2:
            return place
    return None


def _dates(rows: Sequence[Cells]) -> int | None:
    return next((place for place, dated in _dated(rows) if dated > len(rows) / 2), None)


def _dated(rows: Sequence[Cells]) -> Iterator[tuple[int, int]]:
    for place in range(max(map(len, rows))):
        cells = (row[place].strip() for row in rows if place < len(row))
        yield place, sum(bool(re.search(r"\d", cell)) and iso_time(cell) is not None for cell in cells)
