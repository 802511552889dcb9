"""The person's day: what is saved, filed, read and judged in the night belongs to the day they live in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb import clock
from kb.errors import JomoError
from kb.library import Library
from kb.search.query import parse
from kb.settings import Settings
from kb.store import Store
from kb.types import Filters, Verdict, Zone
from tests.conftest import StemEncoder
from tests.store.test_migrations import made_by

# Ahead of UTC by 14 hours, behind it by 5 in winter; one where the clock changes.
FAR, NEW_YORK, BERLIN = "Pacific/Kiritimati", "America/New_York", "Europe/Berlin"


@pytest.fixture(autouse=True)
def zone_of_the_machine() -> Iterator[None]:
    yield
    clock.live_in(None)


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        (FAR, "2026-11-28T14:13:00+00:00", "2026-11-29"),
        (NEW_YORK, "2026-11-29T04:13:00+00:00", "2026-11-28"),
        (BERLIN, "2026-03-28T23:30:00+00:00", "2026-03-29"),
        (BERLIN, "2026-07-31T22:30:00+00:00", "2026-08-01"),
        (FAR, "2026-11-28", "2026-11-28"),
        (FAR, "2026-11", "2026-11"),
        (FAR, "2026", "2026"),
    ],
)
def test_a_moment_belongs_to_the_person_s_day(zone: str, moment: str, day: str) -> None:
    clock.live_in(zone)
    assert clock.day(moment) == day


@pytest.mark.parametrize(
    ("zone", "given", "stored"),
    [
        (None, "2024-03-10T01:30:00+03:00", "2024-03-09T22:30:00+00:00"),
        (BERLIN, "2026-07-31T23:30", "2026-07-31T21:30:00+00:00"),
        (BERLIN, "2026-01-31 23:30", "2026-01-31T22:30:00+00:00"),
        (FAR, "2024-03-10T01:30:00Z", "2024-03-10T01:30:00+00:00"),
        (FAR, " 2024-03-10 ", "2024-03-10"),
        (FAR, "2024-03", "2024-03"),
        (FAR, "2024", "2024"),
    ],
)
def test_times_people_give_are_stored_on_one_scale(zone: str | None, given: str, stored: str) -> None:
    clock.live_in(zone)
    assert clock.as_stored(given) == stored


@pytest.mark.parametrize(
    "given", ["2024-13", "2024-02-30", "yesterday", "2024-03-10T25:00", "", "0001-01-01T00:00+14:00"]
)
def test_what_is_no_date_is_refused_with_a_remedy(given: str) -> None:
    with pytest.raises(JomoError, match="write 2025"):
        clock.as_stored(given)


def test_an_unknown_zone_is_named() -> None:
    with pytest.raises(JomoError, match="no time zone Mars/Olympus; write KB_TIMEZONE"):
        clock.live_in("Mars/Olympus")


@given(
    st.datetimes(min_value=datetime(1990, 1, 3)),
    st.sampled_from([FAR, NEW_YORK, BERLIN]),
)
def test_a_moment_is_within_its_own_day_and_no_other(at: datetime, zone: str) -> None:
    clock.live_in(zone)
    stored = at.replace(microsecond=0).isoformat() + "+00:00"
    own = clock.day(stored)
    assert clock.by(stored, own)
    assert clock.by(stored, own[:7]) and clock.by(stored, own[:4])
    # Two days earlier: Kiritimati was ten hours behind UTC until 1995, so the day before may be its own.
    assert not clock.by(stored, "1990-01-01")


def test_days_of_a_bound() -> None:
    assert [clock.first_day(given) for given in ("2025", "2025-06", "2025-06-07")] == [
        "2025-01-01", "2025-06-01", "2025-06-07",
    ]  # fmt: skip
    assert [clock.last_day(given) for given in ("2025", "2024-02", "2025-06-07T10:00")] == [
        "2025-12-31", "2024-02-29", "2025-06-07",
    ]  # fmt: skip


def opened(home: Path, cache: Path, zone: str) -> Library:
    return Library(Settings(home=home, cache=cache, network=False, timezone=zone), encoder=StemEncoder())


def test_filters_reviews_and_drift_go_by_the_person_s_day(tmp_path: Path, cache: Path) -> None:
    note = tmp_path / "night.md"
    note.write_text("# Saved after midnight\n\nA thought about caches.\n", encoding="utf-8")
    library = opened(tmp_path / "home", cache, FAR)
    # 04:13 on the 29th there, 14:13 on the 28th in UTC.
    report = library.intake.add([str(note)], saved_at="2026-11-29T04:13", zone=Zone.MUST_HAVE)
    [item] = report.touched
    assert item.saved_at == "2026-11-28T14:13:00+00:00"
    assert item.saved_on == item.dated == "2026-11-29"
    for question in (
        "saved-since:2026-11-29",
        "saved-until:2026-11-29",
        "since:2026-11-29",
        "until:2026-11-29",
    ):
        assert library.items.select(parse(question).filters), question
    for question in (
        "saved-until:2026-11-28",
        "until:2026-11-28",
        "saved-since:2026-11-30",
        "since:2026-11-30",
    ):
        assert not library.items.select(parse(question).filters), question
    assert library.items.select(
        Filters(filed=(Zone.MUST_HAVE,), filed_since="2026-11-29", filed_until="2026-11-29")
    )
    assert not library.items.select(Filters(filed=(Zone.MUST_HAVE,), filed_until="2026-11-28"))
    assert library.items.select(
        Filters(saved_since="2026-11-29T04:13+14:00", saved_until="2026-11-29T04:13+14:00")
    )
    assert library.reviews.figures("2026-11-29", "2026-11-29").total == 1
    assert library.reviews.figures("2026-11-28", "2026-11-28").total == 0
    assert library.reviews.drift("2026-11-29", "2026-11-29").whole.came.n == 1
    assert library.reviews.drift("2026-11-28", "2026-11-28").whole.came.n == 0
    library.close()


def test_a_period_holds_the_same_items_for_the_clock_and_for_filters(tmp_path: Path, cache: Path) -> None:
    library = opened(tmp_path / "home", cache, FAR)
    for number, saved_at in enumerate(("2025", "2025-03", "2025-03-01", "2025-03-31T12:00+00:00")):
        note = tmp_path / f"{number}.md"
        note.write_text(f"# Note {number}\n\nA thought about caches.\n", encoding="utf-8")
        library.intake.add([str(note)], saved_at=saved_at)
    items = library.items.select()
    bounds = (None, "2024", "2025", "2025-01", "2025-01-01", "2025-01-02", "2025-03", "2025-03-01", "2025-04")
    for since, until in product(bounds, bounds):
        found = library.items.select(Filters(saved_since=since, saved_until=until))
        assert {item.key for item in items if clock.within(item.saved_at, since, until)} == {
            item.key for item in found
        }, (since, until)
    library.close()


def test_the_same_library_is_seen_from_another_zone(tmp_path: Path, cache: Path) -> None:
    note = tmp_path / "night.md"
    note.write_text("# Saved late\n\nA thought.\n", encoding="utf-8")
    library = opened(tmp_path / "home", cache, FAR)
    library.intake.add([str(note)], saved_at="2026-11-29T04:13")
    library.close()
    library = opened(tmp_path / "home", cache, NEW_YORK)
    assert [item.saved_on for item in library.items.select(Filters(saved_until="2026-11-28"))] == [
        "2026-11-28"
    ]
    library.close()


def test_what_was_read_and_judged_in_the_night(tmp_path: Path, cache: Path) -> None:
    note = tmp_path / "night.md"
    note.write_text("# Read late\n\nA thought.\n", encoding="utf-8")
    library = opened(tmp_path / "home", cache, FAR)
    [item] = library.intake.add([str(note)], saved_at="2026-11-20").touched
    with library.store.write() as db:
        db.execute(
            "INSERT INTO events (at, origin, action, item_id, subject, before, after, note)"
            " VALUES ('2026-11-28T14:13:00+00:00', 'me', 'state', ?, '', 'unread', 'read', '')",
            (item.id,),
        )
    assert library.items.select(Filters(read_since="2026-11-29", read_until="2026-11-29"))
    assert not library.items.select(Filters(read_until="2026-11-28"))
    library.reviews.judge([item.key], Verdict.DIRECT, at="2026-11-29T04:13")
    [judged] = library.items.get(item.key).events[-1:]
    assert judged.at == "2026-11-28T14:13:00+00:00"
    assert clock.day(judged.at) == "2026-11-29"
    library.close()


def test_offsets_of_earlier_versions_become_utc(tmp_path: Path) -> None:
    db = made_by(tmp_path / "jomo.sqlite", 5)
    for key, at in (
        ("note:1", "2024-03-10T01:30:00+03:00"),
        ("note:2", "2024-03-10"),
        ("note:3", "2024-03-10T99:30"),
    ):
        db.execute(
            "INSERT INTO items (key, kind, title, summary, text, turns, source, authors, tags, language,"
            " zone, state, minutes, meta, stub, guessed, saved_at, updated_at) VALUES"
            " (?1, 'note', '', '', '', '[]', '', '[]', '[]', '', 'inbox', 'unread', 1, '{}', 0, 0, ?2,"
            " ?2)",
            (key, at),
        )
    db.commit()
    db.close()
    store = Store(tmp_path / "jomo.sqlite")
    rows = store.read().execute("SELECT saved_at FROM items ORDER BY key").fetchall()
    assert [row[0] for row in rows] == ["2024-03-09T22:30:00+00:00", "2024-03-10", "2024-03-10"]
    store.close()
