"""Looking back from the command line: the numbers of the page, and judging without one."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.library import Library
from kb.reflection.telling import headline, sections
from kb.settings import Settings
from tests.conftest import Command

YEAR = ("--from", "2025-01-01", "--to", "2025-12-31")


@pytest.fixture
def home(tmp_path: Path, sample: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(sample, home)
    return home


@pytest.fixture
def kb(kb_on: Callable[[Path], Command], home: Path) -> Command:
    return kb_on(home)


def opened(home: Path) -> Library:
    return Library(Settings(home=home, network=False))


def test_review_tells_the_numbers_of_the_page(kb: Command, home: Path) -> None:
    printed = kb("review", *YEAR).out
    library = opened(home)
    figures = library.reviews.figures("2025-01-01", "2025-12-31")
    library.close()
    told = sections(figures)
    assert headline(figures) in printed
    assert {section.name for section in told} >= {"whole", "zone", "source", "choices"}
    for section in told:
        assert section.title in printed
        for line in section.lines:
            assert line.label in printed and line.said in printed
    as_json = kb("review", *YEAR, "--json").json
    assert (as_json["total"], as_json["judged"]) == (figures.total, figures.judged)
    assert as_json["overall"]["low"] == figures.overall.low
    assert [row["direct_keys"] for row in as_json["by_zone"]] == [
        list(r.direct_keys) for r in figures.by_zone
    ]


def test_a_sample_is_sized_drawn_and_asked_about(kb: Command) -> None:
    sizes = kb("review", *YEAR, "--sizes").out.splitlines()
    assert sizes[0].strip().startswith("30 verdicts: ±")
    assert kb("review", *YEAR, "--sizes", "--json").json[0]["size"] == 30
    assert kb("review", *YEAR, "--sample", "30", "--json").json["sampled"]
    asked = kb("judge", *YEAR, "--json").json
    assert len(asked) == 30 and {"key", "list", "likely", "evidence"} <= asked[0].keys()
    assert kb("review", *YEAR, "--sample", "2").status == 2
    assert not kb("review", *YEAR, "--sample", "0", "--json").json["sampled"]


def test_judging_goes_through_the_pile_and_stops_where_told(
    kb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = kb("judge", *YEAR, "--json").json
    monkeypatch.setattr("sys.stdin", io.StringIO("1 for the talk\nx\nL\n3\nq\n"))
    run = kb("judge", *YEAR)
    assert run.status == 0 and asked[0]["title"] in run.out and "Answer 1, 2, 3, L or Q" in run.err
    shown = [kb("show", one["key"], "--json").json for one in asked[:3]]
    assert [one["verdict"] for one in shown] == ["direct", None, "none"]
    assert shown[0]["history"][-1]["note"] == "for the talk"
    assert [one["key"] for one in kb("judge", *YEAR, "--json").json] == [asked[1]["key"]] + [
        one["key"] for one in asked[3:]
    ]


def test_certain_ones_are_confirmed_together(kb: Command) -> None:
    assert kb("judge", *YEAR, "--confirm", "--json").json == []
    key = next(one["key"] for one in kb("judge", *YEAR, "--json").json if one["key"].startswith("arxiv"))
    kb("cite", key)
    assert kb("judge", *YEAR, "--confirm", "--json").json == [{"key": key, "verdict": "direct"}]
    assert kb("undo", "--json").json[0]["key"] == key


@pytest.mark.parametrize("command", [("review",), ("judge",), ("report",), ("criteria", "propose")])
def test_a_period_that_ends_before_it_begins_is_refused(kb: Command, command: tuple[str, ...]) -> None:
    ran = kb(*command, "--from", "2025-12", "--to", "2025-01-31")
    assert ran.status == 2
    assert "before it begins" in ran.err
    assert kb(*command, "--from", "2025-12-01", "--to", "2025-12", "--json").status == 0


@pytest.mark.parametrize("command", ["drift", "evidence"])
def test_so_is_one_of_other_looks_back(kb: Command, command: str) -> None:
    ran = kb(command, "--since", "2025-12", "--until", "2025")
    assert ran.status == 0
    ran = kb(command, "--since", "2025-12", "--until", "2025-11-30")
    assert ran.status == 2
    assert "before it begins" in ran.err


def test_a_last_day_alone_asks_for_the_twelve_months_before_it(kb: Command) -> None:
    alone = kb("review", "--to", "2025-12", "--json").json
    assert alone == kb("review", "--from", "2025-01-01", "--to", "2025-12", "--json").json
    assert alone["total"] > 0


def test_no_verdict_is_given_tomorrow(kb: Command) -> None:
    key = kb("list", "--json").json[0]["key"]
    ran = kb("judge", key, "direct", "--at", "2999-01")
    assert ran.status == 2
    assert "yet to come" in ran.err
    assert kb("judge", key, "direct", "--at", "2025-12-28").status == 0
