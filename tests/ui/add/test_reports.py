"""What a person pastes is taken for what it is."""

from pathlib import Path

from kb.library import Library
from kb.types import Failure, ImportRecord, Skipped
from kb.ui.add import reports
from kb.work.queue import Lane


def test_outcome_names_only_what_happened() -> None:
    record = ImportRecord(1, "2025-11-21", ("x",), 12, 0, 3, (Failure("a", "b"),), ())
    assert reports.outcome(record) == "12 added, 3 unchanged, 1 refused"
    assert reports.outcome(ImportRecord(1, "2025-11-21", (), 0, 0, 0, (), ())) == "nothing found in it"
    skipped = (Skipped("result.json", "messages of the service", 41), Skipped("a.md", "empty files"))
    left_out = ImportRecord(1, "2025-11-21", ("x",), 1, 0, 0, (), (), skipped=skipped)
    assert reports.outcome(left_out) == "1 added, 42 left out"


def test_what_was_left_out_is_remembered_with_the_import(library: Library, tmp_path: Path) -> None:
    words = tmp_path / "bookmarks.html"
    words.write_text(
        "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF='javascript:void(0)'>A script</A></DL>"
    )
    assert library.intake.take([str(words)]).left == 1
    library.do(Lane.SAVE)
    [record] = library.intake.last()
    assert [(one.count, "no page of the web" in one.reason) for one in record.skipped] == [(1, True)]
    assert record.failed == ()


def test_a_source_is_named_as_the_person_knows_it(library: Library) -> None:
    pasted, uploaded = (
        library.intake.keep_upload("pasted.txt", b"a thought"),
        library.intake.keep_upload("a.pdf", b"%PDF"),
    )
    assert reports.source_label(library, str(pasted)) == "words of your own"
    assert reports.source_label(library, str(uploaded)) == "a.pdf"
    assert reports.source_label(library, "/notes/pasted.txt") == "/notes/pasted.txt"


def test_what_was_refused_is_named_once(library: Library) -> None:
    scan = str(library.intake.keep_upload("scan.pdf", b"%PDF"))
    looks_scanned = Failure(scan, "scan.pdf looks scanned, it has no text layer")
    assert reports.refusal(library, looks_scanned) == looks_scanned.reason
    left_out = Failure(scan, "3 pages are empty; left out")
    assert reports.refusal(library, left_out) == "scan.pdf: 3 pages are empty; left out"


def test_the_way_back_stands_where_something_came_of_an_import(library: Library, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing follows")
    library.intake.take(["2510.26692", str(broken)])
    library.do(Lane.SAVE)
    records = {bool(record.failed): record for record in library.intake.last()}
    assert records[True].step is None and not records[True].taken_back
    # What was dropped with it goes back from its own line.
    step = records[False].step
    assert step is not None
    library.history.undo(step)
    assert [record.taken_back for record in library.intake.last()] == [
        not record.failed for record in library.intake.last()
    ]
