"""Files of chosen items, as the page hands them out."""

from __future__ import annotations

import codecs

import pytest

from kb.exporting import Format
from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Document, Kind
from kb.ui.items.selection import as_file


@pytest.mark.parametrize("form", Format)
def test_only_a_table_begins_with_a_byte_order_mark(form: Format, library: Library) -> None:
    ingest(library.store, [Document("post:x/1", Kind.POST, "Ёлка")])
    data = as_file(library, ["post:x/1"], form)
    assert data.startswith(codecs.BOM_UTF8) == (form is Format.CSV)
    assert data.decode("utf-8-sig") == library.items.exported(["post:x/1"], form)
