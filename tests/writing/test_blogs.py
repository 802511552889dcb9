"""Exports of blogs as the person's own writing."""

from __future__ import annotations

from pathlib import Path

from kb.library import Library
from kb.types import Failure
from kb.types.evidence import Form, WrittenPage
from kb.writing.reading import Place

BLOGS = Path(__file__).parents[1] / "importers/exports/fixtures_blogs"


def pages(place: Path) -> dict[str, WrittenPage]:
    there = Place(place)
    there.look()
    found = (page for file in there.files for page in there.pages(file))
    return {page.title: page for page in found if not isinstance(page, Failure)}


def test_each_post_is_a_page_with_its_day() -> None:
    found = pages(BLOGS)
    for title in ("How caches grow", "Caches at home", "Caches by hand", "Caches by mail"):
        page = found[title]
        assert (page.form, page.written_on, page.draft) == (Form.POST, "2024-02-01T21:30:00+00:00", False)
        assert "https://arxiv.org/abs/2310.90001" in page.text
        assert "reader@example.org" not in page.text and "2310.90009" not in page.text
    assert {title for title, page in found.items() if page.draft} == {"A draft", "Begun"}
    assert "url:https://jane.example.org/2024/02/how-caches-grow" in found["How caches grow"].keys


def test_what_a_post_links_to_was_used_and_the_post_is_no_use_of_itself(library: Library) -> None:
    library.intake.add(["arXiv:2310.90001", str(BLOGS / "wordpress.xml"), str(BLOGS / "ghost.json")])
    library.evidence.add(str(BLOGS))
    library.evidence.scan()
    own = ["blog:wordpress/jane.example.org/12", "blog:ghost/0f6a3c1e-0000-4000-8000-000000000001"]
    (said,) = library.evidence.of(["arxiv:2310.90001"]).values()
    assert [trace.made_at[:10] for trace in said if trace.made_at] == ["2024-02-01"] * 4
    assert not library.evidence.of(own)
