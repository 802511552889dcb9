"""What is not here is said, and a link or an id can be added from there."""

from __future__ import annotations

from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Document, Kind
from tests.pages import AppTest, visit


def said(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in app.markdown)


def test_an_id_that_is_not_here_can_be_added(library: Library) -> None:
    ingest(library.store, [Document("arxiv:2501.00001", Kind.PAPER, "Something else")])
    app = visit("search", q="1706.03762")
    assert "`1706.03762` is not here." in said(app)
    assert "Something else" not in said(app) and "Nothing found" not in said(app)
    [add] = [one.proto for one in app.get("page_link") if one.proto.label == "Add it"]
    assert (add.page, add.query_string) == ("add", "add=1706.03762")
    offered = visit("add", add="1706.03762")
    assert "Save this?" in said(offered)


def test_an_id_that_is_here_is_simply_found(library: Library) -> None:
    ingest(library.store, [Document("arxiv:1706.03762", Kind.PAPER, "Attention Is All You Need")])
    assert "is not here" not in said(visit("search", q="1706.03762"))
