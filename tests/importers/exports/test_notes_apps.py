"""Notes of Obsidian, Logseq, Notion and Roam: what of a folder or an export comes in, and what stays out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kb.importers import ImportContext, documents
from kb.library import Library
from kb.types import Document, Failure, Kind, Skipped, State
from tests.importers.pdf.making import paper_page, pdf_bytes
from tests.importers.telling import line

FIXTURES = Path(__file__).with_name("fixtures_notes")
ONE = "url:https://example.org/one"


def read(path: Path, cache: Path) -> tuple[dict[str, Document], list[str]]:
    found = list(documents(str(path), ImportContext(cache, network=False)))
    return {one.title: one for one in found if isinstance(one, Document)}, [
        line(one) for one in found if isinstance(one, Failure)
    ]


def packed(folder: Path, target: Path) -> Path:
    return Path(shutil.make_archive(str(target), "zip", folder))


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return shutil.copytree(FIXTURES / "obsidian", tmp_path / "vault")


def test_a_vault_comes_in_with_its_embeds_and_without_its_queries(vault: Path, cache: Path) -> None:
    notes, failures = read(vault, cache)
    assert set(notes) == {"Attention", "Board", "Digest", "One, clipped"}
    assert len(failures) == 2
    assert any("notes in the vault's folder of templates: 1; left out" in one for one in failures)
    assert any("notes that hold nothing but queries: 1; left out" in one for one in failures)
    digest = notes["Digest"]
    assert "As was said:" in digest.text and "> Quadratic in the length of the text.\n" in digest.text
    assert "\n> - second point\n\n." in digest.text
    assert "Missing note" in digest.text and 'print("![[Attention]]")' in digest.text
    assert "secretquery" not in digest.text and "`x = 1`" in digest.text
    attention = notes["Attention"]
    assert (attention.tags, attention.published) == (("attention", "kv-cache", "reading/now"), "2024-03-01")
    assert attention.meta.items() >= {"also_known_as": "Внимание, Soft lookup", "folder": "Papers"}.items()
    assert [one.key for one in digest.references] == [f"path:{vault.resolve() / 'Papers/Attention.md'}"]


def test_a_clipped_page_is_the_page_with_what_was_highlighted_in_it(vault: Path, cache: Path) -> None:
    clip = read(vault, cache)[0]["One, clipped"]
    assert (clip.key, clip.kind, clip.authors, clip.tags) == (
        ONE,
        Kind.ARTICLE,
        ("Jane Doe",),
        ("clippings",),
    )
    assert (clip.saved_at, clip.published, clip.summary) == ("2024-03-01", None, "About one.")
    assert clip.state is State.READING
    assert [one.quote for one in clip.annotations] == ["A marked passage"]
    assert clip.text == "The words of one. A marked passage and the rest, where `a == b`."


def test_a_canvas_gives_the_words_of_its_cards_from_top_to_bottom(vault: Path, cache: Path) -> None:
    (vault / "Board.canvas").rename(vault / "board (1)")
    (board,) = read(vault / "board (1)", cache)[0].values()
    assert board.text.split("\n\n")[:3] == [
        "A group", "First card, https://arxiv.org/abs/2310.06770", "Second card with Attention",
    ]  # fmt: skip
    assert {one.key for one in board.references} == {
        "arxiv:2310.06770", "url:https://example.org/canvas",
    }  # fmt: skip


def test_a_note_by_itself_finds_its_vault(vault: Path, cache: Path) -> None:
    alone = read(vault / "Inbox" / "Digest.md", cache)[0]["Digest"]
    assert alone == read(vault, cache)[0]["Digest"]


def test_notes_that_link_to_each_other_are_linked_in_the_library(library: Library, vault: Path) -> None:
    assert library.intake.add([str(vault)]).added == 4
    assert library.intake.add([str(vault)]).unchanged == 4
    (attention,) = [one for one in library.items.select() if one.title == "Attention"]
    assert [one.item.title for one in library.items.get(attention.key).mentioned_by] == ["Digest"]


def test_links_between_notes_of_a_zip_file_outlast_the_place_it_was_unpacked_in(
    library: Library, tmp_path: Path, vault: Path
) -> None:
    library.intake.add([str(packed(vault, tmp_path / "vault"))])
    (attention,) = [one for one in library.items.select() if one.title == "Attention"]
    assert [one.item.title for one in library.items.get(attention.key).mentioned_by] == ["Digest"]


def test_an_embed_that_goes_in_a_circle_or_out_of_the_vault_stays_by_its_name(
    tmp_path: Path, cache: Path
) -> None:
    (tmp_path / "secret.md").write_text("Secret words")
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "a.md").write_text("# A\n\n![[a]]\n\n![[b]]\n\n![[../secret]]\n\n![[/etc/passwd]]\n")
    (vault / "b.md").write_text("# B\n\n![[a]]\n")
    notes, failures = read(vault, cache)
    assert not failures
    assert "Secret" not in notes["A"].text and "root:" not in notes["A"].text
    assert notes["A"].text.count("# B") == 1


def test_a_note_of_an_archive_shows_nothing_of_the_vault_that_the_archive_lies_in(
    vault: Path, cache: Path, tmp_path: Path
) -> None:
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "Own.md").write_text("# Own\n\nBefore. ![[Attention#Cost]]\n")
    inside = Path(shutil.move(packed(tmp_path / "given", tmp_path / "given"), vault))
    context = ImportContext(vault / "cache", network=False)
    (own,) = documents(str(inside), context)
    assert isinstance(own, Document) and own.text == "Before. Attention"


@pytest.mark.parametrize("as_zip", [False, True])
def test_a_graph_of_logseq_comes_in_with_the_blocks_it_refers_to(
    as_zip: bool, tmp_path: Path, cache: Path
) -> None:
    folder = FIXTURES / "logseq"
    notes, failures = read(packed(folder, tmp_path / "graph") if as_zip else folder, cache)
    assert not failures and set(notes) == {"2024_03_02", "Serving/Caches", "attention_1"}
    page = notes["Serving/Caches"]
    assert page.tags == ("serving", "kv cache", "long context")
    assert (page.meta["also_known_as"], page.published) == ("KV cache, Кэш", "2024-03-01")
    assert page.text == "- A cache is a promise about the past.\n\t- of the Attention layers #long context"
    journal = notes["2024_03_02"]
    assert journal.published == "2024-03-02"
    assert journal.text.startswith(
        "- Read again: A cache is a promise about the past.\n- A cache is a promise"
    )
    assert "see the promise and" in journal.text and "99999999" not in journal.text
    assert "> - A cache is a promise about the past.\n" in journal.text
    # Tags of what is embedded are not the note's own.
    assert journal.tags == ()


def test_highlights_that_logseq_keeps_join_their_pdf(library: Library, tmp_path: Path) -> None:
    graph = shutil.copytree(FIXTURES / "logseq", tmp_path / "graph")
    (graph / "assets").mkdir(exist_ok=True)
    (graph / "assets" / "attention_1.pdf").write_bytes(pdf_bytes([paper_page(stamp=False)]))
    report = library.intake.add([str(graph)])
    assert not report.failed
    (paper,) = [one for one in library.items.select() if one.kind is Kind.PAPER]
    found = library.items.get(paper.key)
    assert found.text
    assert [(one.quote, one.note, one.place) for one in found.annotations] == [
        ("Attention is a soft lookup.", "My own words on it", "page 3")
    ]


def test_pages_of_roam_are_notes_and_its_attributes_fields(cache: Path) -> None:
    notes, failures = read(FIXTURES / "roam.json", cache)
    assert not failures and set(notes) == {"February 1st, 2024", "On caches"}
    day, page = notes["February 1st, 2024"], notes["On caches"]
    assert (day.key, day.published, day.saved_at) == (
        "roam:02-01-2024", "2024-02-01", "2024-02-01T09:33:20+00:00",
    )  # fmt: skip
    assert day.text == (
        "- Read A cache is a ==promise== about the past again\n- [ ] write it up (really ((a lot)))"
    )
    assert (page.key, page.authors, page.tags) == (ONE, ("Jane Doe",), ("serving", "kv cache"))
    # What was written on the page of an address is the person's own.
    note, highlight = page.annotations
    assert note.note == "## Main thought\n- A cache is a promise about the past\n  - of attention"
    assert highlight.quote == "promise"


@pytest.mark.parametrize("times_packed", [0, 1, 2])
def test_an_export_of_notion_comes_in_however_often_it_is_packed(
    times_packed: int, tmp_path: Path, cache: Path
) -> None:
    given = FIXTURES / "notion"
    for number in range(times_packed):
        folder = tmp_path / str(number)
        folder.mkdir()
        given = packed(given, folder / "export")
        given = given.parent
    notes, failures = read(given, cache)
    assert set(notes) == {"One", "Thoughts"}
    assert failures == ["lists of contents of Notion's exports: 1; left out"]
    one, thoughts = notes["One"], notes["Thoughts"]
    assert (one.key, one.tags, one.state) == (ONE, ("llm", "kv cache", "Reading list"), State.READ)
    assert (one.saved_at, one.published) == ("2024-03-01", None)
    assert [mark.note for mark in one.annotations] == ["My own words. See Thoughts."]
    assert thoughts.key == "notion:ffffffffbbbbccccddddeeeeeeeeeeee"
    assert thoughts.text == "Warning: this line is a sentence\nthat goes on below."


def test_notion_s_list_of_contents_is_no_failure(library: Library) -> None:
    [contents] = (FIXTURES / "notion").rglob("index.html")
    report = library.intake.add([str(contents)])
    assert (report.added, report.failed) == (0, ())
    assert report.skipped == (Skipped("index.html", "lists of contents of Notion's exports"),)


def test_notion_s_page_in_html_is_the_same_item(library: Library, cache: Path, tmp_path: Path) -> None:
    library.intake.add([str(FIXTURES / "notion"), str(FIXTURES / "notion_page.html")])
    item = library.items.get(ONE)
    assert (item.item.state, item.item.saved_at) == (State.READ, "2024-03-01")
    assert set(item.item.tags) == {"llm", "kv cache", "Reading list"}
    assert "notion:aaaaaaaabbbbccccddddeeeeeeeeeeee" in item.aliases


def test_a_table_of_notion_without_its_pages_gives_its_rows(tmp_path: Path, cache: Path) -> None:
    (table,) = (FIXTURES / "notion").rglob("*_all.csv")
    shutil.copy(table, tmp_path)
    (one,) = read(tmp_path, cache)[0].values()
    assert (one.key, one.title, one.state, one.saved_at) == (ONE, "One", State.READ, "2024-03-01")


NUMBERED = "{} 0123456789abcdef0123456789abcdef"
PROPERTIES = "URL: https://arxiv.org/abs/2310.06770\nAdded: March 1, 2024 10:00 AM\n"


def of_notion(tmp_path: Path, properties: str, body: str = "My thoughts.") -> Path:
    path = tmp_path / f"{NUMBERED.format('On caches')}.md"
    path.write_text(f"# On caches\n\n{properties}\n{body}\n", encoding="utf-8")
    return path


def test_a_paper_in_a_list_of_notion_is_that_paper(tmp_path: Path, cache: Path) -> None:
    said = "Status: Done\nScore: ⭐️⭐️⭐️⭐️\nRemarks: short and sharp\nProject: Thesis\n"
    (paper,) = read(of_notion(tmp_path, said + PROPERTIES), cache)[0].values()
    assert (paper.key, paper.kind, paper.state) == ("arxiv:2310.06770", Kind.PAPER, State.READ)
    assert (paper.saved_at, paper.published) == ("2024-03-01", None)
    assert [mark.note for mark in paper.annotations] == ["short and sharp", "My thoughts."]
    assert (paper.meta["rating"], paper.meta["project"]) == ("4", "Thesis")
    assert not {"status", "score", "remarks", "created"} & paper.meta.keys()


def test_a_note_in_notion_about_a_paper_stays_one(tmp_path: Path, cache: Path) -> None:
    (note,) = read(of_notion(tmp_path, PROPERTIES), cache)[0].values()
    assert (note.kind, note.text) == (Kind.NOTE, "My thoughts.")
    assert [one.key for one in note.references] == ["arxiv:2310.06770"]
    (paper,) = read(of_notion(tmp_path, PROPERTIES, body=""), cache)[0].values()
    assert paper.kind is Kind.PAPER


def test_a_note_of_notion_that_becomes_a_paper_is_one_item(library: Library, tmp_path: Path) -> None:
    library.intake.add([str(of_notion(tmp_path, PROPERTIES))])
    library.intake.add([str(of_notion(tmp_path, f"Status: Done\n{PROPERTIES}"))])
    [item] = library.items.select()
    assert (item.key, item.state) == ("arxiv:2310.06770", State.READ)


def test_rows_of_notion_keep_what_was_remarked_and_other_properties(tmp_path: Path, cache: Path) -> None:
    (tmp_path / f"{NUMBERED.format('Reading list')}.csv").write_text(
        "Name,URL,Notes,Rating,Project\nOne,https://example.org/one,short and sharp,5,Thesis\n"
        "Two,https://arxiv.org/abs/2310.06770,,,\n"
    )
    one, two = read(tmp_path, cache)[0].values()
    assert [mark.note for mark in one.annotations] == ["short and sharp"]
    assert (one.meta["rating"], one.meta["project"]) == ("5", "Thesis")
    assert (two.key, two.kind, two.tags) == ("arxiv:2310.06770", Kind.PAPER, ("Reading list",))
