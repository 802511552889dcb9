"""The pages as scripts: what they say and do with a real library, without a browser."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from kb.clock import now, tomorrow
from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import PROJECT_ROOT
from kb.store import fetches, jobs
from kb.triage.putting_off import Later
from kb.types import Action, Document, Filters, Kind, Reference, Stance, State, Verdict, Zone
from kb.work import process
from kb.work.queue import Lane
from tests.pages import AppTest, visit


def said(app: AppTest) -> str:
    return "\n".join(str(element.value) for element in (*app.title, *app.header, *app.markdown))


def test_an_empty_library_says_what_jomo_is_and_loads_the_sample(library: Library) -> None:
    app = visit()
    assert "Welcome to Jomo" in said(app)
    app.button(key="load-sample").click().run()
    assert not app.exception
    assert "Must-have: **5** of 15 unread" in said(app)
    assert library.items.count() > 100


@pytest.mark.parametrize("page", ["triage", "search", "map", "areas", "reflection", "add", "feeds", "item"])
def test_every_page_stands_on_an_empty_library(library: Library, page: str) -> None:
    assert said(visit(page))


@pytest.mark.parametrize("page", ["triage", "search", "map", "areas", "reflection", "add"])
def test_every_page_stands_on_the_sample(sampled: Library, page: str) -> None:
    assert said(visit(page))


def put_off(app: AppTest, item_id: int, choice: object = Later.TOMORROW) -> None:
    app.menu_button(key=f"now-later-{item_id}").set_value(choice).run()


def test_not_now_hides_until_tomorrow_and_refiles_nothing(sampled: Library) -> None:
    waiting = Filters(zones=(Zone.MUST_HAVE,), states=(State.UNREAD, State.READING))
    before = sampled.items.select(waiting, order="oldest")
    first = before[0]
    app = visit()
    put_off(app, first.id)
    assert sampled.items.select(waiting, order="oldest") == before
    assert sampled.triage.snoozed() == {first.id: tomorrow()}
    assert "Gate closed" in said(app) and f"Must-have: **{len(before)}**" in said(app)
    assert not [button for button in app.button if button.key == f"now-read-{first.id}"]
    assert "1 put off until tomorrow" in [each.label for each in app.expander]
    app.button(key=f"put-off-back-{first.id}").click().run()
    assert app.button(key=f"now-read-{first.id}")
    put_off(app, first.id)
    app.button(key="notice-undo").click().run()
    assert app.button(key=f"now-read-{first.id}")
    assert not app.exception


def test_where_everything_is_put_off_the_gate_stays_closed_and_says_so(sampled: Library) -> None:
    waiting = Filters(zones=(Zone.MUST_HAVE,), states=(State.UNREAD, State.READING))
    sampled.triage.snooze([item.key for item in sampled.items.select(waiting)])
    app = visit()
    assert "Gate closed: what waits behind it was put off." in said(app)
    assert "5 put off until tomorrow" in [each.label for each in app.expander]
    assert sampled.triage.gate().closed


def test_undo_is_not_offered_for_a_step_that_is_no_longer_the_last(sampled: Library) -> None:
    waiting = Filters(zones=(Zone.MUST_HAVE,), states=(State.UNREAD, State.READING))
    first, second = sampled.items.select(waiting, order="oldest")[:2]
    app = visit()
    app.button(key=f"now-read-{first.id}").click()
    app.session_state["between"] = True
    app.run()
    assert app.button(key="notice-undo")
    app.run()
    assert not [button for button in app.button if button.key == "notice-undo"]
    sampled.triage.move([second.key], Zone.PUT_AND_FORGET)
    assert sampled.items.get(first.key).item.state is State.READ


def test_reading_everything_opens_the_gate(sampled: Library) -> None:
    waiting = Filters(zones=(Zone.MUST_HAVE,), states=(State.UNREAD, State.READING))
    app = visit()
    assert "Gate closed" in said(app)
    sampled.items.set_state([item.key for item in sampled.items.select(waiting)], State.READ)
    app.run()
    assert "Everything in must-have is read." in said(app)
    picks = [button.key for button in app.button if str(button.key).startswith("picks-open-")]
    assert len(picks) == 3


def test_a_list_opened_today_is_shown_while_the_others_stay_shut(sampled: Library) -> None:
    sampled.triage.open_gate(Zone.NICE_TO_HAVE, "on a train")
    app = visit()
    assert "lock" not in app.button(key=f"gate-{Zone.NICE_TO_HAVE}").label
    assert "lock" in app.button(key=f"gate-{Zone.NO_NEED}").label
    app.button(key=f"gate-{Zone.NICE_TO_HAVE}").click().run()
    assert [b for b in app.button if str(b.key).startswith(f"list-{Zone.NICE_TO_HAVE}-open-")]


def test_opening_an_item_is_recorded_once_per_visit(sampled: Library) -> None:
    key = "arxiv:2503.19950"

    def openings() -> int:
        return sum(event.action is Action.OPENED for event in sampled.items.get(key).events)

    before = openings()
    app = visit("item", key=key)
    assert "LogQuant" in said(app)
    assert openings() == before + 1
    app.run()
    assert openings() == before + 1


def test_item_controls_file_mark_and_judge(sampled: Library) -> None:
    [item] = sampled.items.select(Filters(zones=(Zone.INBOX,)), limit=1)
    app = visit("item", key=item.key)
    app.menu_button(key=f"zone-{item.id}").set_value(Zone.NO_NEED).run()
    assert sampled.items.get(item.key).item.zone is Zone.NO_NEED
    app.menu_button(key=f"bar-state-{item.id}").set_value(State.READING).run()
    assert sampled.items.get(item.key).item.state is State.READING
    assert not app.exception


def test_an_unknown_item_is_said_plainly(library: Library) -> None:
    app = visit("item", key="arxiv:0000.00000")
    assert "Not in the library" in said(app)


def test_what_explains_a_page_in_its_script_is_not_shown_on_it(library: Library) -> None:
    library.intake.load_sample()
    script = ast.parse((PROJECT_ROOT / "pages" / "today.py").read_text(encoding="utf-8"))
    alone = (one.value for one in script.body[1:] if isinstance(one, ast.Expr))
    notes = [str(one.value) for one in alone if isinstance(one, ast.Constant)]
    shown = said(visit("today"))
    assert notes and not [note for note in notes if note in shown]


def test_add_saves_what_needs_no_reading_and_looks_at_the_rest(library: Library, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("# A note\n\nText.\n")
    app = visit("add")
    app.text_area(key="add-text-0").input(f"2510.26692\n~/no such folder\n{note}")
    app.button_group(key="add-zone-0").set_value(Zone.MUST_HAVE)
    # The queue is filled while other processes hold the right to work, so none is started here.
    with process.working(library.home, Lane.SAVE), process.working(library.home, Lane.THINK):
        next(button for button in app.button if button.label == "Add").click().run()
        assert not app.exception
        assert [(item.key, item.zone) for item in library.items.select()] == [
            ("arxiv:2510.26692", Zone.MUST_HAVE)
        ]
        assert "Saved: 1." in said(app) and "1 new" in said(app)
        assert "no such folder" in said(app)
        assert library.work.jobs() == []
        app.toggle(key="preview-own").set_value(True)
        app.button(key="preview-do").click().run()
    assert not app.exception
    [job] = library.work.jobs()
    assert job.kind == "import"
    assert "Taken: 1" in said(app) and "1 new" not in said(app)


def test_what_an_address_hands_over_is_saved_only_when_the_person_says_so(library: Library) -> None:
    handed = {"add": "https://blog.example/post", "title": "A [fine] post", "text": "Words *marked* on it."}
    with process.working(library.home, Lane.SAVE), process.working(library.home, Lane.THINK):
        app = visit("add", **handed)
        assert "Save this?" in said(app) and library.items.count() == 0
        app.button(key="offered-no").click().run()
        assert "Save this?" not in said(app) and library.items.count() == 0
        app = visit("add", **handed)
        app.button(key="offered-save").click().run()
    assert not app.exception
    [item] = library.items.select()
    assert (item.title, item.url) == ("A (fine) post", "https://blog.example/post")
    [(_, note)] = library.notes.of_item(item.key)
    assert (note.quote, note.note) == ("Words *marked* on it.", "")
    assert "Save this?" not in said(app)


@pytest.mark.parametrize(
    "address", ("javascript:alert(1)", "file:///etc/passwd", "/etc/passwd", "x" * 50_000)
)
def test_an_address_that_cannot_be_kept_is_not_offered_to_be_saved(library: Library, address: str) -> None:
    app = visit("add", add=address)
    assert not app.exception
    assert "no address that can be kept" in said(app)
    assert not [button for button in app.button if button.key == "offered-save"]


def test_a_report_takes_its_import_back_and_does_it_again(library: Library) -> None:
    library.intake.take(["https://blog.example/one"])
    with process.working(library.home, Lane.SAVE), process.working(library.home, Lane.THINK):
        app = visit("add")
        next(button for button in app.button if button.label == "Undo").click().run()
        assert library.items.count() == 0
        assert "Taken back: 1 removed." in said(app)
        next(button for button in app.button if button.label == "Import again").click().run()
        assert not app.exception
    assert [job.kind for job in library.work.jobs()] == ["import"]


def finished(library: Library, specs: list[str]) -> int:
    """An import as the background process leaves it."""
    report = library.intake.add(specs)
    told = {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "failed": [{"spec": failure.spec, "reason": failure.reason} for failure in report.failed],
        "warnings": list(report.warnings),
        "touched": [item.key for item in report.touched],
    }
    with library.store.write() as db:
        job = jobs.enqueue(db, jobs.IMPORT, {"specs": specs}, now())
        jobs.finish(db, job, jobs.DONE, "", told, now())
    return job


def test_add_shows_what_was_refused_in_the_open(library: Library) -> None:
    job = finished(library, ["https://site.example/page", "mailto:jane@site.example", "/no/such/file.pdf"])
    app = visit("add")
    assert "No such file" in said(app)
    assert "is no address of a page" in said(app)
    folded = next(one for one in app.expander if "1 added, 2 refused" in one.label)
    assert not any("No such file" in str(told.value) for told in folded.markdown)
    assert not app.error
    assert "Kept by address only" in said(app)
    app.session_state["followed-imports"] = {job}
    app.switch_page("pages/search.py").run()
    [told] = app.error
    assert "1 more" in str(told.value)
    assert not app.run().error


def test_the_item_page_says_why_its_page_did_not_come_and_asks_for_it(library: Library) -> None:
    library.intake.add(["https://site.example/page"])
    item = library.items.get("https://site.example/page").item
    with library.store.write() as db:
        fetches.failed(db, item.id, "site.example takes no connection; try again later", now(), None)
    app = visit("item", key=item.key)
    assert "takes no connection" in said(app) and "Last tried: today" in said(app)
    app.button(key=f"fetch-{item.id}").click().run()
    assert not app.exception
    assert "The network is off" in "".join(str(error.value) for error in app.error)


def test_the_item_page_parts_what_was_merged(library: Library) -> None:
    one = Document("doi:10.1000/x", Kind.PAPER, "A journal paper", "Words.")
    page = Document("url:https://site.example/p", Kind.ARTICLE, "Its page", "Other words.")
    joint = Document("doi:10.1000/x", Kind.PAPER, "A journal paper", aliases=("https://site.example/p",))
    ingest(library.store, [one, page, joint])
    app = visit("item", key="doi:10.1000/x")
    assert "Merged with Its page" in said(app)
    next(button for button in app.button if button.label == "Part them").click().run()
    assert not app.exception
    assert "Parted: A journal paper and Its page" in said(app)
    assert library.items.count() == 2
    assert "Merged with Its page," not in said(app)
    app.button(key="notice-undo").click().run()
    assert library.items.count() == 1


def test_stop_and_resume_are_said(sampled: Library) -> None:
    app = visit("triage")
    assert f"Waiting: {sampled.vectors.pending()} passages" in said(app)
    assert app.button(key="work-resume")


def test_first_page_needs_no_heavy_library(sampled: Library) -> None:
    code = (
        "import sys; from tests.pages import the_app;"
        "app = the_app().run();"
        "assert not app.exception and app.title;"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'sklearn', 'chromadb', 'openTSNE'};"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_notes_are_shown_taken_off_and_brought_back_on_the_item_s_page(library: Library) -> None:
    [item] = library.intake.add(["2501.00001"]).touched
    library.notes.add(item.key, "Try *this* for our long contexts")
    app = visit("item", key=item.key)
    assert not app.exception
    [(number, kept)] = library.notes.of_item(item.key)
    assert "Try *this* for our" in said(app)
    app.button(key=f"note-off-{number}").click().run()
    assert "Note taken off" in said(app)
    app.button(key="notice-undo").click().run()
    assert [one.note for _, one in library.notes.of_item(item.key)] == [kept.note]


def test_an_export_is_dropped_on_add_like_any_file(library: Library) -> None:
    app = visit("add")
    export = b"title,url,time_added,tags,status\nOne,https://example.org/one,1700000000,llm,archive\n"
    app.file_uploader[0].set_value(("part_000000.csv", export, "text/csv"))
    app.run()
    assert library.work.jobs() == [] and "1 Pocket (CSV)" in said(app)
    with process.working(library.home, Lane.SAVE), process.working(library.home, Lane.THINK):
        app.button(key="preview-do").click().run()
        assert not app.exception
        assert len(library.work.jobs()) == 1
    library.do(Lane.SAVE)
    [item] = library.items.select()
    assert (item.key, item.state, item.saved_on) == ("url:https://example.org/one", State.READ, "2023-11-14")


def test_both_ends_of_a_link_show_the_words_around_it_and_a_retelling_is_proposed(library: Library) -> None:
    paper = Document("arxiv:2402.00001", Kind.PAPER, "ZipKV: Forgetting by lag", summary="A cache forgets.")
    text = "Прочёл. [Это](https://arxiv.org/abs/2402.00001) про забывание. Всё."
    link = Reference("https://arxiv.org/abs/2402.00001", paper.key, "Это")
    post = Document("post:x/1", Kind.POST, "Дневник", text, references=(link,))
    retelling = Document("post:x/2", Kind.POST, "Что забыть", "ZipKV выбрасывает токены.")
    ingest(library.store, [paper, post, retelling])
    shown = visit("item", key=paper.key)
    assert not shown.exception
    assert said(shown).index("**May be retold by**") < said(shown).index("**Mentioned by**")
    assert "Это про забывание" in said(shown)
    assert "90\u00a0% probable" in said(shown)
    assert "Это про забывание" in said(visit("item", key=post.key))
    other = visit("item", key=retelling.key)
    assert "May retell" in said(other)
    other.button(key=f"retells-{library.items.get(paper.key).item.id}").click().run()
    assert not other.exception and "May retell" not in said(other)
    assert len(library.items.get(paper.key).mentioned_by) == 2


def test_a_criterion_is_written_down_and_the_report_of_the_page_says_so(library: Library) -> None:
    documents = [
        Document(f"note:{number}", Kind.NOTE, f"Note {number}", saved_at="2026-03-11T10:00:00+00:00")
        for number in range(16)
    ]
    ingest(library.store, documents)
    keys = [document.key for document in documents]
    library.areas.set("Gossip", examples=keys)
    library.triage.move(keys, Zone.NICE_TO_HAVE)
    library.reviews.judge(keys, Verdict.NONE)
    period = {"from": "2026-01-01", "to": "2026-12-31"}
    headline = library.reports.make("2026", "2026").headline
    app = visit("reflection", view="Criteria", **period)
    assert "Ignore “Gossip” on purpose" in said(app) and "16 fewer items" in said(app)
    [accept] = [one for one in app.button if str(one.key).startswith("accept-ignore")]
    [why] = [one for one in app.text_input if str(one.key).startswith("why-ignore")]
    why.input("Enough of it")
    accept.click().run()
    area = library.areas.get("Gossip")
    assert (area.stance, area.reason) == (Stance.IGNORED, "Enough of it")
    assert "written down" in said(app)
    app = visit("reflection", view="Report", **period)
    assert headline in said(app)
    assert "“Gossip”; 0 of 16 helped" in said(app)
