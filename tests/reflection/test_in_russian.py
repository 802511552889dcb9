"""Figures, reasons and criteria for a Russian reader: every word said in Russian, every label kept."""

from __future__ import annotations

import re
from typing import Any

import pytest

from kb.catalogue import ENGLISH, RUSSIAN, speaking
from kb.reflection.careful import careful
from kb.reflection.labels import STANCES, shown
from kb.reflection.periods import Period
from kb.reflection.shares import Design
from kb.reflection.telling import headline, sections
from kb.types import Stance, State, Verdict, Zone
from kb.types.evidence import IN_JOMO
from kb.types.reasons import Reason, counted
from kb.types.reviews import JudgedItem
from tests.reflection.test_figures import figures_of, item, some, trace

OF_THE_LIBRARY = re.compile(
    r"[Mm]ust-have|nice-to-have|no-need-but-interesting|put-and-forget|arXiv|Gossip|Anna|Hoarding"
    r"|log\(-log\)"
)
"""What stays as it is: names of zones, sources, areas and people, and a formula."""


def a_period() -> list[JudgedItem]:
    read: dict[str, Any] = {
        "state": State.READ,
        "minutes": 12,
        "areas": ("Gossip",),
        "stance": Stance.IGNORED,
    }
    return [
        *some(6, Zone.MUST_HAVE, Verdict.DIRECT, used_at="2025-04-01", handed_to=("Anna",), **read),
        *some(6, Zone.NICE_TO_HAVE, Verdict.INDIRECT, used_at="2025-05-01", let_in=True, snoozed=True),
        *some(8, Zone.PUT_AND_FORGET, Verdict.NONE, state=State.READING, source=""),
        *some(3, Zone.NO_NEED, Verdict.NONE, suggested=Zone.NO_NEED, traces=(trace(),)),
        *some(4, Zone.INBOX),
    ]


def test_every_line_of_the_figures_is_russian() -> None:
    with speaking(RUSSIAN):
        figures = figures_of(a_period())
        told = sections(figures)
        words = [headline(figures), *figures.notes, *figures.unknown]
    for section in told:
        words += [section.title, section.formula, section.silent]
        for line in section.lines:
            words += [line.label, line.said, line.meaning, *line.groups]
    assert len(told) > 8
    assert [text for text in words if re.search(r"[a-z]{2,}", OF_THE_LIBRARY.sub("", text))] == []


def test_labels_of_the_figures_are_the_same_in_every_language() -> None:
    period = a_period()
    with speaking(ENGLISH):
        english = figures_of(period)
    with speaking(RUSSIAN):
        russian = figures_of(period)
    for name in ("by_zone", "by_stance", "by_kind", "by_depth", "by_source", "readings"):
        labels = [[row.label for row in getattr(figures, name)] for figures in (english, russian)]
        assert labels[0] == labels[1]
    assert {row.label for row in russian.by_stance} <= {*STANCES.values(), "no area"}


@pytest.mark.parametrize(
    ("section", "label", "said"),
    [
        ("zone", "overflow", "избыток"),
        ("stance", "ignored on purpose", "осознанно не слежу"),
        ("stance", "no area", "без области"),
        ("kind", "paper", "статья"),
        ("depth", "read, up to 10 minutes", "прочитано, до 10 минут"),
        ("depth", "begun", "начато"),
        ("source", "unknown source", "неизвестный источник"),
        ("source", "overflow", "overflow"),
    ],
)
def test_a_label_is_said_by_what_it_tells_apart(section: str, label: str, said: str) -> None:
    assert shown(section, label) == label
    with speaking(RUSSIAN):
        assert shown(section, label) == said


@pytest.mark.parametrize(
    ("judged", "said"),
    [
        (1, "Пока оценено 1 из 21 материала; показатели появятся с 5."),
        (0, "Пока не оценено: 21 материал."),
    ],
)
def test_what_to_be_careful_about(judged: int, said: str) -> None:
    items = [*some(judged, verdict=Verdict.DIRECT), *some(21 - judged)]
    with speaking(RUSSIAN):
        assert careful(items, len(items), (), Design.of(items, sampled=False), sampled=False)[0] == said


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        (counted(Reason.NOTE_OF_A_WORD, Reason.NOTE, 1), "ваша заметка в 1 слово"),
        (counted(Reason.NOTE_OF_A_WORD, Reason.NOTE, 22), "ваша заметка, слов: 22"),
        (counted(Reason.HIGHLIGHT, Reason.HIGHLIGHTS, 5), "ваших выделений: 5"),
        ("taken out to cite", "взято для цитирования"),
        ("set down to be read; in a draft", "записано, чтобы прочитать; в черновике"),
        (
            "one line in a list of 12, by way of “How 2, by way of example”",
            "строка списка, в котором их 12, через «How 2, by way of example»",
        ),
        ("something of an earlier day", "something of an earlier day"),
    ],
)
def test_a_reason_is_stored_in_english_and_said_in_russian(stored: str, said: str) -> None:
    one = trace(reason=stored, place=IN_JOMO)
    assert (one.why, one.place_label) == (stored, "in Jomo")
    with speaking(RUSSIAN):
        assert one.why == said
        assert one.place_label == "в Jomo"
        assert trace(place="slides/talk.pdf, page 12").place_label == "slides/talk.pdf, стр. 12"


def test_periods_have_names_of_files_and_names_of_people() -> None:
    half, own = Period.of("2026-07-01", "2026-12-31"), Period.of("2026-07-02", "2026-12-31")
    with speaking(RUSSIAN):
        assert (half.name, half.label) == ("H2 2026", "2-е полугодие 2026")
        assert (own.name, own.label) == ("2026-07-02 to 2026-12-31", "2 июля 2026\u00a0— 31 декабря 2026")


def test_an_item_alone_is_counted_in_the_singular() -> None:
    with speaking(RUSSIAN):
        assert headline(figures_of([item()])) == "1 материал · со следами: 0 · оценено: 0"
