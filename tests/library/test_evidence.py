"""Marked places kept up to date: what is read again, what is compared again, what is forgotten."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kb.errors import ImportRefused, NotFound
from kb.evidence import Compared
from kb.library import Library
from kb.store import jobs, writing
from kb.types import Document, Kind
from kb.types.evidence import Form, Strength, Trace, TraceKind, WrittenPage
from kb.work.queue import Lane
from kb.writing import reading, slides
from kb.writing.files import WrittenFile

ATTENTION = Document(
    "arxiv:1706.03762", Kind.PAPER, "Attention Is All You Need", saved_at="2024-01-10T10:00:00+00:00"
)
MAMBA = Document(
    "arxiv:2312.00752", Kind.PAPER, "Mamba: Linear-Time Sequence Modeling with Selective State Spaces",
    saved_at="2024-02-20T10:00:00+00:00",
)  # fmt: skip
OF_ATTENTION = (
    "---\ncreated: 2024-03-05\n---\nМы взяли архитектуру из arXiv:1706.03762 и обучили её заново на своих"
    " данных; результаты заметно лучше прежних.\n"
)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    folder.mkdir()
    (folder / "опыт.md").write_text(OF_ATTENTION, encoding="utf-8")
    (folder / "other.md").write_text("Words about nothing that anybody saved.\n")
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of files that are read, as they are read."""
    names: list[str] = []
    pages = reading.Place.pages

    def noting(self: reading.Place, name: str) -> object:
        names.append(name)
        return pages(self, name)

    monkeypatch.setattr(reading.Place, "pages", noting)
    return names


@pytest.fixture
def saved(library: Library) -> Library:
    save(library, ATTENTION, MAMBA)
    return library


def save(library: Library, *documents: Document) -> None:
    from kb.ingest.save import ingest

    ingest(library.store, documents)


def of(library: Library, key: str) -> list[tuple[str, int | None, str | None]]:
    return [
        (one.place, one.line, one.made_at) for traces in library.evidence.of([key]).values() for one in traces
    ]


def test_what_a_marked_folder_says_is_found_and_forgotten_with_it(saved: Library, vault: Path) -> None:
    source = saved.evidence.add(str(vault))
    assert source.scanned_at is None
    assert saved.evidence.scan() == 2
    [source, _] = saved.evidence.sources()
    assert (source.path, source.files, source.pages, source.items, source.failures) == (
        str(vault),
        2,
        2,
        1,
        (),
    )
    [trace] = next(iter(saved.evidence.of([ATTENTION.key]).values()))
    assert (trace.kind, trace.place, trace.line) == (TraceKind.IDENTIFIER, "vault/опыт.md", 4)
    assert trace.made_at == "2024-03-05"
    assert saved.evidence.of([MAMBA.key]) == {}
    assert list(saved.evidence.between("2024-01", "2024-01")) == [trace.item_id]
    assert saved.evidence.between("2024-02", "2024-03") == {}
    saved.evidence.remove(str(vault))
    assert saved.evidence.of([ATTENTION.key]) == {}
    assert saved.evidence.every() == {}


def test_only_what_changed_is_read_again(saved: Library, vault: Path, read: list[str]) -> None:
    saved.evidence.add(str(vault))
    saved.evidence.scan()
    read.clear()
    assert saved.evidence.scan() == 0
    os.utime(vault / "other.md")
    assert saved.evidence.scan() == 0
    (vault / "other.md").write_text(
        "Now arXiv:2312.00752 is what the whole of it is about, in these words.\n"
    )
    (vault / "опыт.md").unlink()
    assert saved.evidence.scan() == 1
    assert set(read) == {"vault/other.md"}
    assert of(saved, ATTENTION.key) == []
    assert of(saved, MAMBA.key) == [("vault/other.md", 1, None)]


def test_a_chapter_is_dated_anew_where_its_document_changes(saved: Library, tmp_path: Path) -> None:
    thesis = tmp_path / "thesis"
    thesis.mkdir()
    (thesis / "other.tex").write_text("Words of nothing.\n")
    (thesis / "chapter.tex").write_text("As arXiv:1706.03762 has it, in the words that they found.\n")
    begins = "\\documentclass{{book}}\n\\date{{{day}}}\n"
    main = begins + "\\begin{{document}}\n\\input{{chapter}}\n\\end{{document}}\n"
    (thesis / "main.tex").write_text(main.format(day="5 March 2024"))
    saved.evidence.add(str(thesis))
    saved.evidence.scan()
    assert of(saved, ATTENTION.key) == [("thesis/chapter.tex", 1, "2024-03-05")]
    with (thesis / "main.tex").open("w") as edited:
        edited.write(main.format(day="6 April 2024"))
    assert saved.evidence.scan() == 2
    assert of(saved, ATTENTION.key) == [("thesis/chapter.tex", 1, "2024-04-06")]
    assert saved.evidence.scan() == 0


def test_an_item_that_comes_later_is_found_in_what_was_written_before(
    library: Library, vault: Path, read: list[str]
) -> None:
    library.evidence.add(str(vault))
    library.evidence.scan()
    read.clear()
    save(library, ATTENTION)
    assert library.evidence.scan() == 1
    assert read == ["vault/опыт.md"]
    assert of(library, ATTENTION.key) == [("vault/опыт.md", 4, "2024-03-05")]


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("url:https://youtube.com/watch?v=aB3-xY_z901", "https://youtu.be/aB3-xY_z901"),
        ("url:https://youtube.com/watch?v=aB3-xY_z901", "{{< youtube aB3-xY_z901 >}}"),
        ("url:https://x.com/i/status/1402985115622330374", "{{< tweet 1402985115622330374 >}}"),
        ("post:telegram/varim/168", "https://t.me/varim/168"),
    ],
)
def test_what_comes_later_is_found_by_another_form_of_its_address(
    library: Library, vault: Path, key: str, written: str
) -> None:
    (vault / "film.md").write_text(f"This is where I learnt how the merges are counted: {written}\n")
    library.evidence.add(str(vault))
    library.evidence.scan()
    save(library, Document(key, Kind.VIDEO, "Something else", saved_at="2024-01-10T10:00:00+00:00"))
    assert library.evidence.scan() == 1
    assert of(library, key) == [("vault/film.md", 1, None)]


def test_what_comes_later_is_found_by_its_authors_and_year(library: Library, vault: Path) -> None:
    (vault / "cites.md").write_text("They attend to the state spaces that are selective (Gu & Dao, 2023).\n")
    library.evidence.add(str(vault))
    library.evidence.scan()
    save(library, replace(MAMBA, authors=("Albert Gu", "Tri Dao"), published="2023-12-01"))
    assert library.evidence.scan() == 1
    assert of(library, MAMBA.key) == [("vault/cites.md", 1, None)]


def test_a_key_that_the_persons_bibliography_had_is_known_without_it(library: Library, vault: Path) -> None:
    (vault / "cites.md").write_text("We take the masks from [@vaswani2017], as everybody does by now.\n")
    library.evidence.add(str(vault))
    library.evidence.scan()
    save(library, replace(ATTENTION, meta={"citation_key": "vaswani2017, vaswani17"}))
    library.evidence.scan()
    assert ("vault/cites.md", 1, None) in of(library, ATTENTION.key)


def test_a_title_that_changes_is_looked_for(library: Library, vault: Path) -> None:
    (vault / "titled.md").write_text(
        "In the end we rebuilt everything on Selective State Spaces for Long Genomes, and it paid off.\n"
    )
    save(library, Document("url:https://a.example/x", Kind.ARTICLE, "x", url="https://a.example/x"))
    library.evidence.add(str(vault))
    library.evidence.scan()
    assert library.evidence.every() == {}
    with library.store.write() as db:
        db.execute("UPDATE items SET title = 'Selective State Spaces for Long Genomes'")
    library.evidence.scan()
    assert of(library, "url:https://a.example/x") == [("vault/titled.md", 1, None)]
    with library.store.write() as db:
        db.execute("UPDATE items SET title = 'What Grows in Quiet Valleys'")
    (vault / "later.md").write_text("Of all I read, What Grows in Quiet Valleys was worth it in the end.\n")
    library.evidence.scan()
    assert of(library, "url:https://a.example/x") == [
        ("vault/later.md", 1, None),
        ("vault/titled.md", 1, None),
    ]


def test_a_bibliography_that_changes_has_the_pages_that_cite_read_again(
    saved: Library, tmp_path: Path, read: list[str]
) -> None:
    paper = tmp_path / "paper"
    paper.mkdir()
    (paper / "main.tex").write_text(
        "\\section{A}\nWe follow the approach of \\citet{base} in all that we do here.\n"
    )
    (paper / "plain.tex").write_text("Words alone.\n")
    (paper / "refs.bib").write_text("@misc{base, title={Else}, eprint={2401.00001}, archiveprefix={arXiv}}")
    saved.evidence.add(str(paper))
    saved.evidence.scan()
    assert saved.evidence.every() == {}
    (paper / "refs.bib").write_text("@misc{base, title={Mamba}, eprint={2312.00752}, archiveprefix={arXiv}}")
    read.clear()
    saved.evidence.scan()
    assert read == ["paper/main.tex"]
    assert of(saved, MAMBA.key) == [("paper/main.tex", 2, None)]


def test_a_link_to_a_note_means_what_that_note_is_about_now(
    saved: Library, vault: Path, read: list[str]
) -> None:
    (vault / "linking.md").write_text(
        "Мы перенесли всё, что описано в [[моя заметка]], в рабочий код проекта.\n"
    )
    note = vault / "моя заметка.md"
    note.write_text("---\narxiv: 1706.03762\n---\nПодробный разбор статьи своими словами и с выводами.\n")
    saved.evidence.add(str(vault))
    saved.evidence.scan()
    assert "vault/linking.md" in {place for place, _, _ in of(saved, ATTENTION.key)}
    note.write_text(
        "---\narxiv: 2312.00752\n---\nПодробный разбор другой статьи своими словами и с выводами.\n"
    )
    read.clear()
    saved.evidence.scan()
    assert set(read) == {"vault/моя заметка.md", "vault/linking.md"}
    assert "vault/linking.md" not in {place for place, _, _ in of(saved, ATTENTION.key)}
    assert "vault/linking.md" in {place for place, _, _ in of(saved, MAMBA.key)}


def test_a_link_to_a_note_that_is_gone_means_nothing(saved: Library, vault: Path) -> None:
    (vault / "linking.md").write_text("Мы перенесли всё из [[моя заметка]] в рабочий код проекта.\n")
    (vault / "моя заметка.md").write_text("---\narxiv: 1706.03762\n---\nРазбор статьи своими словами.\n")
    saved.evidence.add(str(vault))
    saved.evidence.scan()
    assert "vault/linking.md" in {place for place, _, _ in of(saved, ATTENTION.key)}
    (vault / "моя заметка.md").unlink()
    saved.evidence.scan()
    assert {place for place, _, _ in of(saved, ATTENTION.key)} == {"vault/опыт.md"}


def test_a_draft_counts_and_says_so(saved: Library, vault: Path) -> None:
    (vault / "опыт.md").write_text(OF_ATTENTION.replace("created:", "draft: true\ncreated:"))
    (vault / "other.md").write_text(OF_ATTENTION)
    found, _ = saved.evidence.look([str(vault)])
    assert {one.place: "draft" in one.reason for one in next(iter(found.values()))} == {
        "vault/опыт.md": True,
        "vault/other.md": False,
    }


def test_a_page_that_cannot_be_compared_is_a_failure_and_the_rest_is_kept(
    saved: Library, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    traces = Compared.traces

    def failing(self: Compared, *others: Any) -> list[Trace]:
        if self.reading.page.place == "vault/other.md":
            raise ArithmeticError("nobody foresaw that")
        return traces(self, *others)

    monkeypatch.setattr(Compared, "traces", failing)
    saved.evidence.add(str(vault))
    saved.evidence.scan()
    assert len(of(saved, ATTENTION.key)) == 1
    assert [failure.spec for failure in saved.evidence.sources()[0].failures] == ["vault/other.md"]
    _, failures = saved.evidence.look([str(vault)])
    assert "nobody foresaw that" in failures[0].reason


def test_what_memory_does_not_hold_is_read_twice_and_found_the_same(
    saved: Library, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (vault / "links.md").write_text("We built upon [[опыт]] and it was much better than what was before.\n")
    (vault / "a.ipynb").write_text('{"cells": 3}')
    saved.evidence.add(str(vault))
    saved.evidence.scan()
    before = saved.evidence.every()
    saved.evidence.remove(str(vault))
    monkeypatch.setattr("kb.writing.scanning._IN_MEMORY", -1)
    source = saved.evidence.add(str(vault))
    saved.evidence.scan()
    assert before and saved.evidence.every() == before
    again = next(one for one in saved.evidence.sources() if one.id == source.id)
    assert [failure.spec for failure in again.failures] == [str(vault / "a.ipynb")]


def test_what_was_stopped_goes_on_and_loses_nothing(
    saved: Library, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        (vault / f"{number}.md").write_text(
            f"Note {number} builds on arXiv:2312.00752 and says why, at length.\n"
        )
    saved.evidence.add(str(vault))
    steps = iter(range(1_000))

    def stopped_at(last: int) -> Callable[[], bool]:
        return lambda: next(steps) > last

    saved.evidence.scan(stopped=stopped_at(15))
    assert saved.evidence.sources()[0].scanned_at is None
    saved.evidence.scan()
    assert len(of(saved, MAMBA.key)) == 20
    assert saved.evidence.sources()[0].scanned_at is not None


def test_a_place_that_is_gone_keeps_what_was_found(saved: Library, vault: Path, tmp_path: Path) -> None:
    saved.evidence.add(str(vault))
    saved.evidence.scan()
    vault.rename(tmp_path / "elsewhere")
    saved.evidence.scan()
    assert len(of(saved, ATTENTION.key)) == 1
    assert "is gone" in saved.evidence.sources()[0].failures[0].reason


def test_a_file_that_cannot_be_read_is_told_until_it_can(saved: Library, vault: Path) -> None:
    broken = vault / "a.ipynb"
    broken.write_text('{"cells": 3}')
    saved.evidence.add(str(vault))
    for _ in range(2):
        saved.evidence.scan()
        assert [failure.spec for failure in saved.evidence.sources()[0].failures] == [str(broken)]
    assert len(of(saved, ATTENTION.key)) == 1
    broken.unlink()
    saved.evidence.scan()
    assert saved.evidence.sources()[0].failures == ()


def test_what_the_person_wrote_in_the_library_is_a_place_too(saved: Library) -> None:
    own = Document(
        "url:https://me.example/post", Kind.ARTICLE, "My own post about what we built", url="https://me.example/post",
        text="We rebuilt the whole model on arXiv:2312.00752, which took a month of work and paid off.",
        published="2024-05-06", meta={"own_writing": "yes"},
    )  # fmt: skip
    save(saved, own)
    saved.evidence.scan()
    assert of(saved, MAMBA.key) == [("My own post about what we built", 1, "2024-05-06")]
    assert saved.evidence.of([own.key]) == {}


def test_places_are_named_as_they_are(saved: Library, vault: Path, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="is not there"):
        saved.evidence.add(str(tmp_path / "nowhere"))
    saved.evidence.add(str(vault))
    assert saved.evidence.add(str(vault / ".." / "vault"), "Me").called == "Me"
    with pytest.raises(ImportRefused, match="read already"):
        saved.evidence.add(str(vault / "other.md"))
    with pytest.raises(NotFound, match="--sources"):
        saved.evidence.remove(str(tmp_path))
    assert [one.path for one in saved.evidence.sources()] == [str(vault)]


def test_a_folder_around_marked_places_is_read_once(saved: Library, vault: Path, tmp_path: Path) -> None:
    paper = vault / "mine.pdf"
    paper.write_bytes(b"%PDF-1.4")
    saved.evidence.add(str(vault))
    saved.evidence.add(str(paper))
    saved.evidence.add(str(tmp_path))
    assert [one.path for one in saved.evidence.sources()] == [str(paper), str(tmp_path)]
    saved.evidence.scan()
    assert len(of(saved, ATTENTION.key)) == 1
    with pytest.raises(ImportRefused, match="read already"):
        saved.evidence.add(str(vault))
    (vault / ".drafts").mkdir()
    (vault / ".drafts" / "a.md").write_text("Drafts that a look at the folder passes over.\n")
    assert saved.evidence.add(str(vault / ".drafts")).path == str(vault / ".drafts")


def test_a_look_keeps_nothing(saved: Library, vault: Path) -> None:
    found, failures = saved.evidence.look([str(vault)])
    [traces] = found.values()
    assert [(one.place, one.strength) for one in traces] == [("vault/опыт.md", Strength.FAIR)]
    assert failures == []
    assert saved.evidence.sources() == [] and saved.evidence.every() == {}


def test_the_background_looks_and_is_asked_once(
    saved: Library, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved.work, "ensure", lambda: None)
    saved.evidence.add(str(vault))
    saved.evidence.keep_up()
    saved.evidence.keep_up()
    assert [job.kind for job in saved.work.jobs()] == [jobs.SCAN]
    saved.do(Lane.THINK)
    assert len(of(saved, ATTENTION.key)) == 1
    saved.evidence.keep_up()
    assert saved.work.jobs() == []


def test_traces_go_with_the_item_and_come_back_with_what_it_became(saved: Library, vault: Path) -> None:
    saved.evidence.add(str(vault))
    saved.evidence.scan()
    with saved.store.write() as db:
        db.execute("DELETE FROM items WHERE key = ?", (ATTENTION.key,))
    assert saved.evidence.every() == {}
    save(saved, ATTENTION)
    saved.evidence.scan()
    assert len(of(saved, ATTENTION.key)) == 1
    assert set(writing.compared(saved.store.read())) == {item.id for item in saved.items.select()}


def test_slides_are_read_once_whatever_items_come(
    saved: Library, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def pages(file: WrittenFile) -> Iterator[WrittenPage]:
        read.append(file.place)
        words = "We chose a way of masks that nobody has saved so far, see arXiv:2505.01111 for the details"
        yield WrittenPage(f"{file.place}, page 1", words, Form.TALK, "Talk", "2026-01-05")

    monkeypatch.setattr(slides, "pages", pages)
    (vault / "talk.pdf").write_bytes(b"%PDF-1.4 slides")
    saved.evidence.add(str(vault))
    saved.evidence.scan()
    save(
        saved, Document("arxiv:2505.01111", Kind.PAPER, "Pruning in Rounds of Blocks", saved_at="2025-06-01")
    )
    saved.evidence.scan()
    assert of(saved, "arxiv:2505.01111") == [("vault/talk.pdf, page 1", 1, "2026-01-05")]
    (vault / "other.md").write_text("Other words about nothing.\n")
    saved.evidence.scan()
    assert read == ["vault/talk.pdf"]
    (vault / "talk.pdf").write_bytes(b"%PDF-1.4 other slides")
    saved.evidence.scan()
    assert len(read) == 2
