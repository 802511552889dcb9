"""What a note holds, as readers of YAML and of links get it."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from pathlib import Path

from kb.exporting.mirror.note import Linked
from kb.text.mirrored import apart, own_words
from kb.types import Annotation, Kind
from tests.exporting.mirror.made import item, kept, mirrored, notes, read


def test_properties_have_the_types_that_obsidian_knows(folder: Path) -> None:
    mirrored(folder, [kept(1, 'A title: with "quotes" # and - signs')])
    [note] = notes(folder)
    properties, _ = read(note)
    assert properties == {
        "jomo_key": "arxiv:2510.00001",
        "mirrored": True,
        "title": 'A title: with "quotes" # and - signs',
        "aliases": ['A title: with "quotes" # and - signs'],
        "authors": ["Анна Белова", "J. O'Neil"],
        "year": 2025,
        "published": datetime.date(2025, 10, 30),
        "saved": datetime.date(2025, 11, 11),
        "kind": "paper",
        "zone": "must-have",
        "state": "read",
        "read": True,
        "verdict": "direct",
        "minutes": 12,
        "language": "en",
        "source": "arXiv",
        "url": "https://arxiv.org/abs/2510.00001",
        "arxiv": "2510.00001",
        "citekey": "belova2025n1",
        "tags": ["LLM-agents", "Cplusplus", "_2024"],
    }


def test_a_year_alone_is_no_date(folder: Path) -> None:
    mirrored(folder, [kept(1, "A book", published="1998")])
    properties, _ = read(notes(folder)[0])
    assert properties["year"] == 1998
    assert "published" not in properties


def test_highlights_are_quotes_with_their_place_and_notes_are_markdown(folder: Path) -> None:
    marks = (
        Annotation("It *works*.\nEven here #now [[x]]", "**Try** this", "p. 7", "2026-01-02T10:00:00+00:00"),
        Annotation("", "A free thought with ```"),
        Annotation("", "```python\nleft = open"),
    )
    mirrored(folder, [kept(1, "A paper", *marks)])
    _, text = read(notes(folder)[0])
    assert (
        "> It \\*works\\*.\n> Even here \\#now \\[\\[x\\]\\]\n>\n> *p. 7 · 2026-01-02*\n\n**Try** this"
        in text
    )
    assert "## Notes\n\nA free thought with ```\n\n```python\nleft = open\n```\n\n## Highlights" in text
    assert "title = {{A paper}}" in text
    assert apart(notes(folder)[0].read_text(encoding="utf-8")) is not None


def test_a_note_that_holds_a_marker_is_no_border(folder: Path) -> None:
    mirrored(folder, [kept(1, "First")])
    pasted = notes(folder)[0].read_text(encoding="utf-8")
    mirrored(folder, [kept(1, "First", Annotation("", pasted))])
    assert own_words(notes(folder)[0].read_text(encoding="utf-8")).strip() == ""


def test_links_go_both_ways_and_lead_to_files(folder: Path) -> None:
    paper, post = kept(1, "A [paper] | told"), kept(2, "Пост о статье", kind=Kind.POST)
    away = item(3, "Not chosen")
    paper = replace(paper, mentioned_by=(Linked(post.item, "what it says"),), retold_by=(Linked(post.item),))
    post = replace(post, points_to=(Linked(paper.item), Linked(away)), retells=(Linked(paper.item),))
    mirrored(folder, [paper, post])
    stems = {one.stem for one in notes(folder)}
    for note in notes(folder):
        text = note.read_text(encoding="utf-8")
        links = re.findall(r"\[\[([^\]|]+)(?:\|[^\]|]+)?\]\]", text)
        assert links and set(links) <= stems, text
    _, told = read(folder / "Пост о статье.md")
    assert "- [[A paper told|A (paper) / told]]" in told
    assert "- [Not chosen](https://arxiv.org/abs/2510.00003)" in told
    properties, told = read(folder / "A paper told.md")
    assert properties["mentioned_by"] == properties["retold_by"] == ["[[Пост о статье]]"]
    assert "- [[Пост о статье]]: what it says" in told


def test_a_name_that_others_have_too_is_linked_with_its_folders(folder: Path) -> None:
    mirrored(folder, [kept(1, "Index"), replace(kept(2, "Other"), points_to=(Linked(item(1, "Index")),))])
    (folder.parent / "diary").mkdir()
    (folder.parent / "diary" / "index.md").write_text("mine")
    mirrored(folder, [kept(1, "Index"), replace(kept(2, "Other"), points_to=(Linked(item(1, "Index")),))])
    assert "[[Jomo/Index|Index]]" in (folder / "Other.md").read_text(encoding="utf-8")
