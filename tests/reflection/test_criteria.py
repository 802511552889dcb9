"""Criteria: proposed where the verdicts support them, and replayed as the past would have gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from kb.errors import NotFound
from kb.feeds import letting_in, syncing
from kb.feeds.replaying import shown_under
from kb.ingest.planning import Options
from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import Settings
from kb.store import drift, feeds, maps
from kb.types import Document, Kind, MapPoint, Stance, State, Topic, Verdict, Zone
from kb.types.criteria import CriterionKind, Proposal
from kb.types.stances import stance_by_item
from tests.conftest import Command, StemEncoder
from tests.feeds.test_syncing import item as entry
from tests.feeds.test_syncing import rss
from tests.serving import Site

YEAR = ("2026-01-01", "2026-12-31")
SUBJECTS = ("robots grasping arms", "speech recognition sounds", "proteins folding cells")
EACH = 20


def key(subject: int, number: int) -> str:
    return f"note:{subject}-{number}"


def keys(subject: int, numbers: Sequence[int]) -> list[str]:
    return [key(subject, number) for number in numbers]


def fill(library: Library) -> None:
    """Twenty notes a subject over a year, filed and read."""
    for subject, words in enumerate(SUBJECTS):
        for number in range(EACH):
            day = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(days=17 * number)
            document = Document(
                key(subject, number), Kind.NOTE, f"{words} study {number}",
                summary=f"{words} {words} detail{number}", text="word " * 800,
                saved_at=day.isoformat(timespec="seconds"),
            )  # fmt: skip
            ingest(library.store, [document], Options(Zone.NICE_TO_HAVE, "Notes"))
    library.items.set_state([key(0, 3), key(0, 4)], State.READ)


@pytest.fixture
def made(settings: Settings) -> Iterator[Callable[[str], Library]]:
    """Makes libraries of the same year, each in a folder of its own."""
    opened: list[Library] = []

    def make(name: str, **more: object) -> Library:
        one = Library(
            settings.model_copy(update={"home": settings.home / name, **more}), encoder=StemEncoder()
        )
        opened.append(one)
        return one

    yield make
    for library in opened:
        library.close()


@pytest.fixture
def filled(library: Library) -> Library:
    fill(library)
    return library


def shown(library: Library) -> set[str]:
    """What is not ignored on purpose."""
    members = drift.memberships(library.store.read())
    stances = stance_by_item(members.values())
    return {one.key for one in library.items.select() if stances.get(one.id) is not Stance.IGNORED}


def judge(library: Library, useful: Sequence[str], useless: Sequence[str]) -> None:
    library.reviews.judge(useless, Verdict.NONE)
    if useful:
        library.reviews.judge(useful, Verdict.DIRECT)


def proposed(library: Library, kind: CriterionKind) -> list[Proposal]:
    return [one for one in library.criteria.propose(*YEAR) if one.criterion.kind is kind]


def test_an_area_of_no_use_is_proposed_to_be_ignored_as_the_past_would_have_gone(
    made: Callable[[str], Library],
) -> None:
    library, anew = made("was"), made("anew")
    anew.areas.set("Robots", stance=Stance.IGNORED, criterion="robots grasping arms")
    for one in (library, anew):
        fill(one)
        one.work.embed()
    library.areas.set("Robots", criterion="robots grasping arms")
    anew.areas.refresh()
    judge(library, keys(1, range(10)), keys(0, range(14)))
    before = shown(library)
    [found] = proposed(library, CriterionKind.IGNORE)
    assert (found.judged, found.useful, found.replay.useful_lost) == (14, 0, ())
    assert set(found.replay.fewer) == before - shown(anew) != set()
    read = library.items.get(key(0, 3)).item.minutes
    assert found.replay.minutes_saved == 2 * read > 0
    library.criteria.accept(found.criterion.id, *YEAR)
    assert shown(library) == shown(anew)


def test_what_is_accepted_is_one_step_with_its_reason(filled: Library) -> None:
    filled.areas.set("Robots", examples=keys(0, range(EACH)))
    judge(filled, keys(1, range(10)), keys(0, range(14)))
    [found] = proposed(filled, CriterionKind.IGNORE)
    filled.criteria.accept(found.criterion.id, *YEAR, reason="Enough of it")
    area = filled.areas.get("Robots")
    assert (area.stance, area.reason) == (Stance.IGNORED, "Enough of it")
    [kept] = filled.criteria.decided()
    assert (kept.accepted, kept.reason, kept.record["items_fewer"]) == (True, "Enough of it", EACH)
    filled.history.undo()
    assert filled.areas.get("Robots").stance is Stance.UNDECIDED
    assert filled.criteria.decided() == []
    assert proposed(filled, CriterionKind.IGNORE) == [found]


def test_what_is_dismissed_is_remembered_until_that_is_taken_back(filled: Library) -> None:
    filled.areas.set("Robots", examples=keys(0, range(EACH)))
    judge(filled, [], keys(0, range(14)))
    [found] = proposed(filled, CriterionKind.IGNORE)
    filled.criteria.dismiss(found.criterion.id, *YEAR, reason="I like it")
    assert proposed(filled, CriterionKind.IGNORE) == []
    with pytest.raises(NotFound, match="criteria propose"):
        filled.criteria.accept(found.criterion.id, *YEAR)
    filled.history.undo()
    assert proposed(filled, CriterionKind.IGNORE) == [found]


@pytest.mark.parametrize(
    ("useful", "useless", "ignores"),
    [(0, 4, False), (0, 11, False), (0, 12, True), (1, 14, False), (1, 19, True), (8, 8, False)],
)
def test_it_is_proposed_only_where_the_whole_interval_is_below_one_in_four(
    filled: Library, useful: int, useless: int, ignores: bool
) -> None:
    filled.areas.set("Robots", examples=keys(0, range(EACH)))
    judge(filled, keys(0, range(useful)), keys(0, range(useful, useful + useless)))
    found = proposed(filled, CriterionKind.IGNORE)
    assert bool(found) is ignores
    if useful and ignores:
        assert found[0].replay.useful_lost == tuple(keys(0, range(useful)))
        title = filled.items.get(key(0, 0)).item.title
        assert title and f"1 useful one lost (“{title}”)" in found[0].text
        assert "Had it been so since 1 January 2026" in found[0].text


def test_items_of_an_area_that_is_followed_too_stay(filled: Library) -> None:
    filled.areas.set("Robots", examples=keys(0, range(EACH)))
    filled.areas.set("Arms", stance=Stance.TRACKED, examples=keys(0, range(15, EACH)))
    judge(filled, [], keys(0, range(15)))
    [found] = proposed(filled, CriterionKind.IGNORE)
    assert set(found.replay.fewer) == set(keys(0, range(15)))


def test_an_ignored_area_that_helped_is_proposed_to_be_followed(filled: Library) -> None:
    filled.areas.set("Robots", stance=Stance.IGNORED, examples=keys(0, range(EACH)))
    judge(filled, keys(0, range(6)), keys(0, range(6, 9)))
    [found] = proposed(filled, CriterionKind.TRACK)
    assert len(found.replay.more) == EACH and found.replay.fewer == ()
    assert set(found.replay.useful_gained) == set(keys(0, range(6)))
    filled.criteria.accept(found.criterion.id, *YEAR)
    assert filled.areas.get("Robots").stance is Stance.TRACKED


def test_an_undecided_area_is_followed_where_it_helped_more_than_the_rest(filled: Library) -> None:
    filled.areas.set("Robots", examples=keys(0, range(EACH)))
    judge(filled, keys(0, range(9)), keys(0, [9]))
    assert proposed(filled, CriterionKind.TRACK) == []  # nothing to compare with
    judge(filled, keys(1, range(3)), keys(1, range(3, 15)))
    [found] = proposed(filled, CriterionKind.TRACK)
    assert (found.judged, found.useful) == (10, 9)


def test_a_followed_area_is_narrowed_by_a_part_that_did_not_help(filled: Library) -> None:
    filled.areas.set(
        "Machines", stance=Stance.TRACKED, examples=[*keys(0, range(EACH)), *keys(1, range(EACH))]
    )
    filled.areas.set("Robots", parent="Machines", examples=keys(0, range(EACH)))
    judge(filled, keys(1, range(12)), keys(0, range(14)))
    [found] = proposed(filled, CriterionKind.NARROW)
    assert found.what == "Follow “Machines” without “Robots”"
    before = shown(filled)
    filled.criteria.accept(found.criterion.id, *YEAR)
    assert before - shown(filled) == set(found.replay.fewer) != set()
    assert set(keys(1, range(EACH))) <= shown(filled)
    filled.history.undo()
    assert shown(filled) == before and filled.areas.get("Robots").parent == "Machines"


def test_an_area_is_narrowed_by_a_topic_of_the_map_which_becomes_an_area(filled: Library) -> None:
    everything = [*keys(0, range(EACH)), *keys(1, range(EACH))]
    filled.areas.set("Machines", stance=Stance.TRACKED, examples=everything)
    ids = {key: item.id for key, item in filled.items.known(everything).items()}
    topics = [
        Topic(1, None, "All", (), 0, 0, 0),
        *(Topic(2 + s, 1, f"Topic {s}", (), 0, 0, 0) for s in (0, 1)),
    ]
    with filled.store.write() as db:
        maps.put_topics(db, topics)
        maps.put_points(db, [MapPoint(ids[key(s, n)], 0, 0, 2 + s) for s in (0, 1) for n in range(EACH)])
    judge(filled, keys(1, range(12)), keys(0, range(14)))
    [found] = proposed(filled, CriterionKind.NARROW)
    assert found.what == "Follow “Machines” without “Topic 0”"
    # Nothing has a vector here: only what was said to be of no use is known to belong there.
    assert set(found.replay.fewer) == set(keys(0, range(14)))
    filled.criteria.accept(found.criterion.id, *YEAR)
    assert filled.areas.get("Topic 0").stance is Stance.IGNORED
    assert set(filled.areas.get("Machines").counter_examples) == set(keys(0, range(14)))
    filled.history.undo()
    assert [area.name for area in filled.areas.every()] == ["Machines"]
    assert filled.areas.get("Machines").counter_examples == ()


def test_a_source_that_did_not_help_is_put_on_paper(filled: Library) -> None:
    ingest(
        filled.store,
        [
            Document(f"url:https://x.example/{n}", Kind.POST, f"Post {n}", saved_at="2026-03-01")
            for n in range(13)
        ],
        Options(Zone.NICE_TO_HAVE, "Talk"),
    )
    judge(filled, keys(0, range(5)), [f"url:https://x.example/{n}" for n in range(12)])
    [found] = proposed(filled, CriterionKind.SOURCE)
    assert (found.criterion.subject, len(found.replay.fewer)) == ("Talk", 13)
    filled.criteria.accept(found.criterion.id, *YEAR)
    assert proposed(filled, CriterionKind.SOURCE) == []


def visits(library: Library, site: Site, monkeypatch: pytest.MonkeyPatch, budget: int) -> None:
    """A visit a day for three weeks, news on Mondays, Tuesdays and Fridays; once something of the week before
    is brought by hand."""
    site.replies["/rss"] = rss()
    url = library.feeds.add(site.url("/rss"), budget=budget, zone=Zone.NICE_TO_HAVE).url
    told: list[str] = []
    for visit in range(21):
        moment = datetime(2026, 2, 2, 9, tzinfo=UTC) + timedelta(days=visit)
        for place in (syncing, letting_in):
            monkeypatch.setattr(place, "now", lambda at=moment: at.isoformat(timespec="seconds"))
            monkeypatch.setattr(place, "present", lambda at=moment: at)
        told += [entry(len(told) + number) for number in range({0: 4, 1: 3, 4: 2}.get(visit % 7, 0))]
        site.replies["/rss"] = rss(*told)
        library.feeds.sync(everything=True)
        if visit == 8:
            later = (moment + timedelta(hours=3)).isoformat(timespec="seconds")
            with library.store.write() as db:
                db.execute(
                    "UPDATE feed_entries SET fate = 'chosen', chosen_at = ?"
                    " WHERE guid = '0' AND fate = 'overflow'",
                    (later,),
                )
            library.feeds.bring(url, 0)
        with library.store.write() as db:
            db.execute(
                "UPDATE items SET saved_at = ? WHERE saved_at > ?",
                (moment.isoformat(timespec="seconds"), "2026-11"),
            )


@pytest.mark.parametrize("budget", [0, 3, 6, 9])
def test_a_feed_under_another_budget_shows_what_it_would_have_shown(
    made: Callable[..., Library], site: Site, monkeypatch: pytest.MonkeyPatch, budget: int
) -> None:
    allowed = {"network": True, "trusted_hosts": site.place}
    library, anew = made("was", **allowed), made("anew", **allowed)
    for one, given in ((library, 5), (anew, budget)):
        visits(one, site, monkeypatch, given)
    [feed] = feeds.every(library.store.read())
    told = feeds.told(library.store.read(), feed.id)
    guids = dict(library.store.read().execute("SELECT id, guid FROM feed_entries").fetchall())
    found = {guids[one] for one in shown_under(feed, told, budget, "2026-01-01")}
    rows = anew.store.read().execute("SELECT guid FROM feed_entries WHERE fate = 'shown'")
    assert found == {row["guid"] for row in rows}


def test_budgets_follow_from_what_was_shown_and_what_was_left_out(
    made: Callable[..., Library], site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = made("was", network=True, trusted_hosts=site.place)
    visits(library, site, monkeypatch, 5)
    came = [one.key for one in library.reviews.review(*YEAR).items if not one.overflow]
    judge(library, [], came)
    [lowered] = proposed(library, CriterionKind.BUDGET)
    by_hand = "url:https://blog.example/0"
    assert lowered.criterion.budget == 0 and set(lowered.replay.fewer) == set(came) - {by_hand}
    library.criteria.accept(lowered.criterion.id, *YEAR)
    assert library.feeds.states()[0].feed.budget == 0
    library.history.undo()
    assert library.feeds.states()[0].feed.budget == 5
    left_out = [one.key for one in library.reviews.review(*YEAR).items if one.overflow]
    judge(library, [*came, *left_out], [])
    [raised] = proposed(library, CriterionKind.BUDGET)
    assert raised.criterion.budget == 9 and set(raised.replay.useful_gained) == set(left_out)


def test_the_command_line_tells_what_was_agreed(filled: Library, kb_on: Callable[..., Command]) -> None:
    filled.areas.set("Robots", examples=keys(0, range(EACH)))
    judge(filled, keys(1, range(10)), keys(0, range(14)))
    run, period = kb_on(filled.home), ("--from", "2026", "--to", "2026-12-31")
    [one] = run("criteria", "propose", *period, "--json").json
    assert {"id", "text", "items_fewer", "minutes_saved", "useful_lost"} <= set(one)
    assert (one["items_fewer"], one["useful_lost"]) == (EACH, [])
    assert one["id"] in run("criteria", "propose", *period).out
    assert run("criteria", "accept", one["id"], *period, "--json").json == [one]
    assert run("criteria", "accept", one["id"], *period).status == 2
    [kept] = run("criteria", "list", "--json").json
    assert kept["accepted"] and kept["text"] == one["text"]
    assert run("criteria", "propose", *period, "--json").json == []
