"""Nothing stuck: what is wrong with one document or one job stays with it, and the rest is done."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kb.clock import now
from kb.errors import LibraryBusy
from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import PROJECT_ROOT, Settings
from kb.store import Store, chunks, connection, jobs
from kb.types import Document, Kind, SearchMode, Zone
from kb.work import process
from kb.work.queue import Lane
from tests.conftest import PATIENCE_S, Command


def a_note(number: int, **changes: object) -> Document:
    note = Document(f"file:{number}", Kind.NOTE, f"Note {number}", f"Text of note {number}.")
    return replace(note, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("saved", [0, 1, 50, 250])
def test_a_document_that_cannot_be_saved_is_a_failure_of_its_own(library: Library, saved: int) -> None:
    notes = [a_note(number) for number in range(saved)]
    bad = a_note(9999, published=2**70)
    half = saved // 2
    report = ingest(library.store, [*notes[:half], bad, *notes[half:]])
    assert (report.added, library.items.count()) == (saved, saved)
    [failure] = report.failed
    assert failure.spec == "Note 9999" and "\n" not in failure.reason
    assert not library.search.hits("9999") and all(check.ok for check in library.upkeep.doctor())


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("half an emoji \ud83d here", "half an emoji \N{REPLACEMENT CHARACTER} here"),
        ("two halves \ud83d\ude00", "two halves 😀"),
        (os.fsdecode(b"caf\xe9"), r"caf\xe9"),
    ],
)
def test_text_that_utf8_cannot_hold_is_saved_as_far_as_it_can_be(
    library: Library, written: str, kept: str
) -> None:
    document = a_note(1, title=written, text=f"{written} and more", aliases=(f"path:/notes/{written}",))
    report = ingest(library.store, [document, a_note(2)])
    assert (report.added, report.failed) == (2, ())
    detail = library.items.get("file:1")
    assert (detail.item.title, detail.text) == (kept, f"{kept} and more")


def test_a_file_whose_name_is_no_utf8_stops_nothing(kb_on: Callable[[Path], Command], tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "a.md").write_text("# First\n\nOne.\n")
    Path(os.fsdecode(os.fsencode(folder) + b"/b\xff\xfe.md")).write_text("Without a heading.\n")
    (folder / "c.md").write_text("# Third\n\nThree.\n")
    run = kb_on(tmp_path / "home")
    added = run("add", str(folder), "--no-embed", "--json")
    assert (added.status, added.json["added"]) == (0, 3)
    assert r"b\xff\xfe" in [item["title"] for item in added.json["items"]]
    missing = run("add", os.fsdecode(b"gone\xff.md"), "--no-embed", "--json")
    assert missing.status == 1 and missing.json["failed"][0]["spec"] == r"gone\xff.md"


def test_an_import_of_a_name_that_is_no_utf8_is_done_in_the_background(
    library: Library, tmp_path: Path
) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/na\xefve.md")
    Path(name).write_text("A note.\n")
    queued_only(library, jobs.IMPORT, {"specs": [name, name + "gone"], "zone": None, "source": None})
    library.do(Lane.SAVE)
    [record] = library.intake.last()
    assert (record.added, len(record.failed)) == (1, 1)
    (*record.specs, record.failed[0].spec)[0].encode()


def test_several_files_of_one_name_dropped_together_are_several_items(library: Library) -> None:
    texts = [f"# Readme {n}\n\nOf folder {n}.\n".encode() for n in range(3)]
    paths = [library.intake.keep_upload("README.md", text) for text in (*texts, texts[0])]
    report = library.intake.add([str(path) for path in paths])
    assert (report.added, report.updated, report.unchanged) == (3, 0, 1)
    assert sorted(path.name for path in paths) == ["README.md"] * 4
    assert all(item.key.startswith("file:") for item in library.items.select())
    assert {detail.text.split()[-1] for detail in map(library.items.get, keys_of(library))} == {
        "0.",
        "1.",
        "2.",
    }


@pytest.mark.parametrize(
    "name",
    ["../../evil.md", "a/b\\c.md", ".hidden.md", "x" * 300 + ".md", "й" * 200 + ".md", "", "..", "n\0l.md"],
)
def test_an_upload_stays_in_its_folder_whatever_it_is_called(library: Library, name: str) -> None:
    path, uploads = library.intake.keep_upload(name, b"A text."), library.home.resolve() / "uploads"
    assert path.read_bytes() == b"A text." and path.resolve().is_relative_to(uploads)
    assert not path.name.startswith(".") and (path.suffix == ".md") == name.endswith(".md")


def keys_of(library: Library) -> list[str]:
    return [item.key for item in library.items.select()]


def queued_only(library: Library, kind: str, payload: dict[str, object]) -> int:
    """Queues a job without starting a process for it."""
    with library.store.write(silent=True) as db:
        return jobs.enqueue(db, kind, payload, now())


_DYING = """
import os, sys
from kb.work.queue import Lane
from kb.importers.notes.markdown import MarkdownImporter
from kb.library import Library
from kb.settings import Settings

read = MarkdownImporter.load
MarkdownImporter.load = lambda self, spec, context: (
    os._exit(9) if "deadly" in spec else read(self, spec, context)
)
Library(Settings()).do(Lane.SAVE)
"""


def test_a_job_that_dies_three_times_has_failed_and_the_next_is_done(
    library: Library, tmp_path: Path
) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    for name in ("a", "deadly", "z"):
        (vault / f"{name}.md").write_text(f"# {name}\n\nText.\n")
    other = tmp_path / "other.md"
    other.write_text("# Other\n\nText.\n")
    for spec in (vault, other):
        queued_only(library, jobs.IMPORT, {"specs": [str(spec)], "zone": None, "source": None})
    environment = {**os.environ, "KB_HOME": str(library.home), "KB_NETWORK": "false"}
    died = [
        subprocess.run(
            [sys.executable, "-c", _DYING], cwd=PROJECT_ROOT, env=environment, check=False
        ).returncode
        for _ in range(4)
    ]
    assert died == [9, 9, 9, 0]
    assert {item.title for item in library.items.select()} >= {"a", "Other"}
    [failed] = library.work.failed()
    assert failed.kind == jobs.IMPORT and "3 times" in failed.message and "deadly.md" in failed.message
    assert [check.name for check in library.upkeep.doctor() if "deadly.md" in check.detail]


def test_a_job_that_raises_has_failed_with_a_reason_and_the_next_is_done(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("nothing to divide by")

    monkeypatch.setattr(library.map, "update", broken)
    queued_only(library, jobs.MAP, {})
    queued_only(library, jobs.MAP, {})
    library.do(Lane.THINK)
    assert not library.work.jobs() and len(library.work.failed()) == 2
    assert "nothing to divide by" in library.work.failed()[0].message


def test_embedding_that_fails_waits_to_be_resumed(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        raise ZeroDivisionError("nothing to divide by")

    ingest(library.store, [a_note(1)])
    monkeypatch.setattr(library.work, "embed_here", broken)
    library.do(Lane.THINK)
    assert library.work.stopped() and len(library.work.failed()) == 1
    monkeypatch.undo()
    monkeypatch.setattr(library.work, "ensure", lambda: None)
    library.work.resume()
    library.do(Lane.THINK)
    assert library.vectors.pending() == 0 and not library.work.failed()


def test_what_is_asked_for_after_a_stop_is_done(library: Library, tmp_path: Path) -> None:
    for name in ("before", "after"):
        (tmp_path / f"{name}.md").write_text(f"# {name}\n\nText.\n")
    queued_only(library, jobs.IMPORT, {"specs": [str(tmp_path / "before.md")]})
    library.work.stop()
    queued_only(library, jobs.IMPORT, {"specs": [str(tmp_path / "after.md")]})
    for lane in Lane:
        library.do(lane)
    assert [item.title for item in library.items.select()] == ["after"]
    assert library.work.stopped() and library.vectors.pending() > 0


def test_an_import_that_is_stopped_ends_after_a_commit_and_goes_on_when_resumed(library: Library) -> None:
    asked: list[int] = []
    notes = [a_note(number) for number in range(100)]
    report = ingest(
        library.store, notes, progress=asked.append, should_stop=lambda: len(asked) == 2, at_once=20
    )
    assert report.added == library.items.count() == 40
    assert ingest(library.store, notes).added == 60


def test_what_needs_no_reading_is_saved_at_once_while_files_wait(library: Library, tmp_path: Path) -> None:
    library.work.stop()
    note = tmp_path / "note.md"
    note.write_text("# A note\n\nText.\n")
    pasted = library.intake.keep_upload("pasted.txt", b"A thought about sparse attention.")
    with process.working(library.home, Lane.SAVE):  # somebody is busy saving
        taken = library.intake.take(["2510.26692", str(pasted), str(note)], zone=Zone.MUST_HAVE)
    assert (taken.saved, taken.left, len(taken.imports)) == (2, 1, 2)
    assert [hit.item.zone for hit in library.search.hits("2510.26692")] == [Zone.MUST_HAVE]
    assert library.search.hits("sparse")


def test_no_text_is_worked_on_inside_a_transaction(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passages are cut and words stemmed before the transaction begins."""
    from kb.ingest import derived
    from kb.text.chunking import passages

    inside: list[bool] = []

    def watched(document: Document) -> object:
        inside.append(library.store.read().in_transaction)
        return passages(document)

    monkeypatch.setattr(derived, "passages", watched)
    ingest(library.store, [a_note(1), a_note(2), a_note(1, text="Another text.")])
    library.upkeep.reindex()
    assert len(inside) == 5 and not any(inside)
    assert library.items.get("file:1").text == "Another text."


def test_a_work_that_changed_since_it_was_prepared_is_prepared_again(library: Library) -> None:
    from kb.ingest.known import Known
    from kb.ingest.planning import Options
    from kb.ingest.putting import prepare, put_all

    early = prepare(Known(library.store.read()), a_note(1, tags=("ml",)), Options())
    ingest(library.store, [a_note(1, tags=("nlp",))])
    with library.store.write() as db:
        assert put_all(db, [early]) == [(1, "updated")]
    assert set(library.items.get("file:1").item.tags) == {"ml", "nlp"}
    assert library.items.count() == 1 and len(chunks.of_items(library.store.read(), [1])) == 2


def test_who_waits_is_told_who_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_BUSY_TIMEOUT_S", 0.2)
    path = tmp_path / "jomo.sqlite"
    Store(path).close()
    script = (
        "import sys, time; from pathlib import Path; from kb.store import Store\n"
        "with Store(Path(sys.argv[1])).write(): print('in', flush=True); time.sleep(60)"
    )
    writing = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], cwd=PROJECT_ROOT, stdout=subprocess.PIPE
    )
    try:
        assert writing.stdout is not None and writing.stdout.readline()
        with (
            pytest.raises(LibraryBusy, match=rf"process {writing.pid} .*since \d\d:\d\d"),
            Store(path).write(),
        ):
            pass
    finally:
        writing.kill()
        writing.wait()
    with Store(path).write():  # who has written is not who writes
        pass
    with sqlite3.connect(path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryBusy, match="another program"), Store(path).write():
            pass
    other.close()


def test_an_area_whose_members_were_not_found_gets_them_by_the_next_command(
    library: Library, kb_on: Callable[[Path], Command], monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(library.store, [a_note(1), a_note(2)])
    monkeypatch.setattr(library.areas, "find_members", lambda: None)  # the process ends here
    library.areas.set("Notes", examples=["file:1"])
    assert library.areas.get("Notes").members == ()
    run = kb_on(library.home)
    seen = run("doctor", "--json")
    [areas] = [check for check in seen.json["checks"] if check["name"] == "areas"]
    assert not areas["ok"] and "Notes" in areas["detail"]
    assert [item["key"] for item in run("list", "--area", "Notes", "--json").json] == ["file:1"]
    [areas] = [check for check in run("doctor", "--json").json["checks"] if check["name"] == "areas"]
    assert areas["ok"]


def test_areas_follow_vectors_whose_process_was_killed_before_it_measured(library: Library) -> None:
    ingest(library.store, [a_note(number) for number in range(20)])
    library.areas.set("Notes", examples=["file:1"])
    from kb.vectors.embed import embed_pending

    embed_pending(
        library.store, library.vectors.encoder, library.vectors.space.fingerprint
    )  # killed after this
    assert library.vectors.pending() == 0 and library.work.wants_thinking()
    library.do(Lane.THINK)
    assert not library.areas.behind() and not library.work.failed()


def test_a_save_does_not_wait_for_embedding(settings: Settings, tmp_path: Path) -> None:
    """With the packaged model and real processes: a link is in the inbox and found by words, and a file is
    read, while hundreds of texts are still to be read for meaning."""
    library = Library(settings)
    long = " ".join(f"word{n} of a longer text" for n in range(80))
    ingest(library.store, [a_note(number, text=f"{number} {long}") for number in range(400)])
    library.work.ensure()
    deadline = time.monotonic() + PATIENCE_S
    try:
        while not any(job.kind == jobs.EMBED for job in library.work.jobs()):
            assert time.monotonic() < deadline, "embedding did not begin"
            time.sleep(0.1)
        library.intake.take(["2401.04088"])
        [hit] = library.search.hits("2401.04088", mode=SearchMode.WORDS, limit=1)
        assert hit.item.zone is Zone.INBOX and library.vectors.pending() > 0
        note = tmp_path / "dropped.md"
        note.write_text("# Dropped\n\nA file that another process reads.\n")
        library.intake.take([str(note)])
        while not library.items.known([f"path:{note.resolve()}"]):
            assert time.monotonic() < deadline, "the file was not read"
            time.sleep(0.05)
        assert library.vectors.pending() > 0
    finally:
        library.work.stop()
        while process.is_running(settings.home, Lane.THINK) and time.monotonic() < deadline + 60:
            time.sleep(0.2)
        library.close()
