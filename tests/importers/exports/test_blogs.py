"""What blogs export: every post as a page of its own, what readers did left out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kb.library import Library
from kb.types import Kind
from tests.importers.exports.reading import told as read

HERE = Path(__file__).with_name("fixtures_blogs")
MEDIUM = HERE / "2024-02-01_Caches-by-hand-abcdef012345.html"
PAPER = "arxiv:2310.90001"


def test_posts_of_wordpress_have_their_address_day_tags_and_author(cache: Path) -> None:
    (post, old, draft), failures = read(HERE / "wordpress.xml", cache)
    assert (post.key, post.published, post.tags, post.authors, post.summary) == (
        "url:https://jane.example.org/2024/02/how-caches-grow", "2024-02-01T21:30:00+00:00",
        ("Serving", "caches"), ("Jane Doe",), "On caches.",
    )  # fmt: skip
    assert [one.key for one in post.references] == [PAPER]
    assert post.text.endswith("tried it.\n\n## What I found") and "2310.90009" not in post.text
    # Without paragraphs of its own, and without a moment in UTC.
    assert (old.text, old.published) == ("The first paragraph goes on.\n\nThe second one.", "2009-01-05")
    assert (draft.kind, draft.url, draft.meta["draft"]) == (Kind.NOTE, None, "yes")
    assert failures == ["things of the type product: 1; left out"]


def test_a_damaged_export_of_wordpress_gives_what_can_be_read(tmp_path: Path, cache: Path) -> None:
    whole = (HERE / "wordpress.xml").read_text(encoding="utf-8")
    broken = whole.replace("goes on.", "goes\x08 on.")[: whole.index("<title><![CDATA[A draft]]>")]
    (tmp_path / "blog.xml").write_text(broken, encoding="utf-8")
    kept, failures = read(tmp_path / "blog.xml", cache)
    assert [one.title for one in kept] == ["How caches grow", "An old post"]
    # The post amid which it ends is none.
    assert "without a type: 1" in failures[0] and "is damaged in line" in failures[1]


def test_posts_of_ghost_have_their_tags_and_authors(cache: Path) -> None:
    (post, draft), failures = read(HERE / "ghost.json", cache)
    assert not failures
    assert (post.title, post.tags, post.authors, post.published) == (
        "Caches at home", ("Serving",), ("Jane Doe",), "2024-02-01T21:30:00+00:00",
    )  # fmt: skip
    assert [one.key for one in post.references] == [PAPER]
    assert (draft.kind, draft.text) == (Kind.NOTE, "Not done.")


def test_a_post_of_medium_has_its_title_once_and_its_paragraphs(cache: Path) -> None:
    (post,), failures = read(MEDIUM, cache)
    assert not failures
    assert (post.key, post.title, post.summary, post.authors) == (
        "url:https://medium.com/@jane/caches-by-hand-abcdef012345", "Caches by hand", "A first try",
        ("Jane Doe",),
    )  # fmt: skip
    assert "Caches by hand" not in post.text
    assert post.text.split("\n\n")[1:] == ["#### What came of it", "Little."]


def test_posts_of_substack_are_told_by_the_table_beside_them(tmp_path: Path, cache: Path) -> None:
    (post, draft), failures = read(HERE / "substack", cache)
    assert (post.key, post.title, post.summary, post.published) == (
        "blog:substack/140000001", "Caches by mail", "A letter on caches", "2024-02-01T21:30:00+00:00",
    )  # fmt: skip
    assert draft.kind is Kind.NOTE
    # Who reads it is told of no one.
    assert failures == ["posts of posts.csv without a text beside it: 1; add the whole folder"]
    shutil.copy(HERE / "substack/email_list.jane.csv", tmp_path / "people.csv")
    kept, (failure,) = read(tmp_path / "people.csv", cache)
    assert not kept and failure == "tables of who reads a newsletter: 1; left out"


@pytest.mark.parametrize("posts", [[], [{"id": "1", "title": "", "html": ""}]])
def test_an_export_without_words_says_so(posts: list[object], tmp_path: Path, cache: Path) -> None:
    (tmp_path / "g.json").write_text(json.dumps({"data": {"posts": posts, "posts_tags": []}}))
    kept, (failure,) = read(tmp_path / "g.json", cache)
    assert not kept and ("holds no" in failure or "without words" in failure)


def test_two_blogs_have_posts_of_the_same_number(library: Library, tmp_path: Path) -> None:
    other = (HERE / "wordpress.xml").read_text(encoding="utf-8").replace("jane.example", "joe.example")
    (tmp_path / "other.xml").write_text(other.replace("A draft", "Another draft"), encoding="utf-8")
    names = [str(HERE), str(tmp_path / "other.xml")]
    assert library.intake.add(names).added == 11
    again = library.intake.add(names)
    assert (again.added, again.updated) == (0, 0)
