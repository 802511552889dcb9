"""What LinkedIn gives of an account (CSV): what was saved, and what one shared. Letters, people, reactions
and comments are left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kb.catalogue import noted
from kb.importers.files import any_text_file, required_text_file
from kb.importers.protocol import ImportContext
from kb.importers.records import LeftOut, cells_of, link_documents
from kb.importers.saved_link import NOTE_TITLE_LIMIT, SavedLink, moment, own_note
from kb.importers.telegram_dump import post_title
from kb.text.excerpts import shortened
from kb.types import Document, Failure

_PROGRAM = "LinkedIn"
_SITE = "linkedin.com/"
_HEAD = 4_000
"""Characters in which a remark, the headings and a first row stand."""
_ABOVE = 5
"""Lines at most that stand above the headings: the list of people has a remark there."""
_SAVED, _SHARED = frozenset({"saveditem", "createdtime"}), frozenset({"sharelink", "sharecommentary"})
_LEFT = {
    frozenset({"first name", "last name", "connected on"}): noted("tell of people"),
    frozenset({"from", "to", "inviterprofileurl"}): noted("tell of people"),
    frozenset({"conversation id", "sender profile url"}): noted("went to single people"),
    frozenset({"date", "type", "link"}): noted("tell what was liked in passing"),
    frozenset({"date", "link", "optiontext"}): noted("tell what was voted for"),
    frozenset({"date", "link", "message"}): noted("are comments of your own"),
}
"""Tables by their columns, and what is said of them when they are left out."""


class LinkedinImporter:
    """One of its tables."""

    name = noted("LinkedIn (CSV)")

    def match(self, spec: str) -> bool:
        """Whether a file is one of these tables, which lead to LinkedIn."""
        file = any_text_file(spec)
        return file is not None and _SITE in file.text[:_HEAD] and _headed(file.text[:_HEAD]) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each row; a failure counts what is left out.

        :raises ImportRefused: the file is gone or no text.
        """
        text = required_text_file(spec).text
        yield from link_documents(Path(spec).name, "row", _links(text), _PROGRAM)


def _headed(text: str) -> tuple[int, frozenset[str]] | None:
    """At which row the headings stand, and the columns that tell the table."""
    for number, row in zip(range(_ABOVE), cells_of(text), strict=False):
        names = {cell.strip().lower() for cell in row}
        found = next((one for one in (_SAVED, _SHARED, *_LEFT) if one <= names), None)
        # Three columns called `date`, `type` and `link` may be anybody's; these tables have no others.
        if found is not None and (not {"date", "link"} <= found or found == names):
            return number, found
    return None


def _links(text: str) -> Iterator[SavedLink | LeftOut]:
    headed = _headed(text[:_HEAD])
    above, kind = headed if headed is not None else (0, frozenset())
    table = list(cells_of(text))
    names = [cell.strip().lower() for cell in table[above]] if table else []
    for cells in table[above + 1 :]:
        if any(cells):
            yield _link(_row(names, cells), kind)


def _row(names: Sequence[str], cells: Sequence[str]) -> Mapping[str, str]:
    return {**dict.fromkeys(names, ""), **dict(zip(names, cells, strict=False))}


def _link(row: Mapping[str, str], kind: frozenset[str]) -> SavedLink | LeftOut:
    if kind == _SAVED:
        return SavedLink(row["saveditem"], saved_at=moment(row["createdtime"]))
    if kind != _SHARED:
        return LeftOut(_LEFT[kind])
    said, at = row["sharecommentary"].strip(), moment(row.get("date"))
    if shared := row.get("sharedurl", "").strip():
        return SavedLink(shared, saved_at=at, annotations=own_note(said))
    title = shortened(post_title(said.split("\n")), NOTE_TITLE_LIMIT) if said else ""
    return SavedLink(row["sharelink"], title, at, text=said)
