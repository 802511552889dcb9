"""The day that a page tells beside what it mentions: in rows, entries and fields, on lines of their own."""

from __future__ import annotations

import pytest

from kb.evidence import Compared, Works
from kb.types import Kind
from kb.types.evidence import WorkFacts, WrittenPage

SAVED = "2024-01-05T10:00:00+00:00"
LINK = "[Mamba](https://arxiv.org/abs/2312.00752)"
WORKS = Works.of(
    [
        WorkFacts(
            1,
            Kind.PAPER,
            "Mamba: Linear-Time Sequence Modeling with Selective State Spaces",
            SAVED,
            ("arxiv:2312.00752",),
            published="2023-12-01",
        )
    ]
)


def days(text: str, **facts: object) -> list[str | None]:
    """When the traces of a page were made, by their lines."""
    page = WrittenPage("notes/log.md", text, **facts)  # type: ignore[arg-type]
    return [one.made_at for one in sorted(Compared(page, WORKS).traces(), key=lambda one: one.line or 0)]


@pytest.mark.parametrize(
    "line",
    [
        f"- 2024-03-05 {LINK}: the scan needs no attention at all",
        f"- **2024-03-05**: {LINK} needs no attention at all, and I do not see why",
        f"* 5 марта 2024: {LINK} обходится без внимания, беру оттуда разбиение",
        f"- Вторник, 5 марта 2024 г. — {LINK} обходится без внимания",
        f"- [x] 2024-03-05 {LINK} is what our long runs want",
        f"- [[2024-03-05]] {LINK} is what our long runs want",
        f"1. [2024-03-05] {LINK} is what our long runs want",
        f"- ✅ 05.03.2024 {LINK} is what our long runs want",
        f"• Mar 5, 2024 - {LINK} is what our long runs want",
        f"2024-03-05 — {LINK} is what our long runs want",
        f"- <2024-03-05 Tue> {LINK} is what our long runs want",
        f"- 05.03.24 — {LINK} обходится без внимания, беру оттуда разбиение",
        f"## 05.03.24\n\n{LINK} is what our long runs want, without doubt.",
        f"| Paper | Read |\n|--|--|\n| {LINK} | 05.03.24 |",
        f"- [x] {LINK} is what our long runs want ✅ 2024-03-05",
        f"- [x] {LINK} is what our long runs want 📅 2024-02-01 ✅ 2024-03-05",
        f"- {LINK} [read:: 2024-03-05] is what our long runs want",
        f"- (date:: [[2024-03-05]]) {LINK} is what our long runs want",
        f"- {LINK}, прочитано 5 марта 2024, обходится без внимания",
        f"- 2024-03-05\n  - {LINK} is what our long runs want",
        f"- [[2024-03-05]]\n\t- reading\n\t\t- {LINK} is what our long runs want",
        f"**2024-03-05**\n\n{LINK} is what our long runs want, I tried the scan.",
        f"*5 марта 2024*\n\nПрочёл {LINK}, обходится без внимания.\n\nПотом ещё подумал.",
        f"- **Source**: {LINK}\n- **Read**: 2024-03-05 (half of it)\n\nThis is what our long runs want.",
        f"## [2024-03-05] How the state of a long run may be selected\n\n{LINK} needs no attention.",
        f"## 2024-03-05: {LINK}\n\nThis is what our long runs want, without doubt.",
        f"### {LINK}\ndate read: 2024-03-05\n\nThis is what our long runs want, without doubt.",
        f"status:: read\ndateread:: [[2024-03-05]]\n\n### Words\n\n{LINK} is what our long runs want.",
        f"- Прочитано: 5 марта 2024\n\n{LINK} обходится без внимания, беру оттуда разбиение.",
        f"| Date | Paper | Notes |\n|---|---|---|\n| 2024-03-05 | {LINK} | what our long runs want |",
        f"| Статья | Дата чтения | Что взял |\n|:--|--:|--|\n| {LINK} | 5 марта 2024 | разбиение на блоки |",
        f"| Paper | Published | Read on |\n|--|--|--|\n| {LINK} | 2024-02-09 | 2024-03-05 |",
        f"| Date | Paper | Finished |\n|--|--|--|\n| 2024-02-09 | {LINK} | 2024-03-05 |",
        f"| When | Paper \\| link |\n|--|--|\n| Tue, 2024-03-05 | {LINK} |\n| [[2024-03-06]] | another |",
    ],
)
def test_a_day_is_told_beside_what_was_read(line: str) -> None:
    assert days(f"# Reading log\n\n{line}\n", written_on="2025-01-01") == ["2024-03-05"]


@pytest.mark.parametrize(
    "line",
    [
        # The day, or the month, on which the work came out.
        f"- 2023-12-01 {LINK} is what our long runs want",
        f"| Date | Paper |\n|---|---|\n| 2023-12-04 | {LINK} |",
        f"| Release date | Paper |\n|---|---|\n| 2024-03-05 | {LINK} |",
        f"| Date added | Paper |\n|---|---|\n| 2024-03-05 | {LINK} |",
        # What is only planned, and what belongs to another entry.
        f"- 2999-03-05 {LINK} is what our long runs want",
        f"- [ ] {LINK} is what our long runs want 📅 2024-03-05",
        f"## 2023-12-01 How the state of a long run may be selected\n\n{LINK} needs no attention.",
        f"- 2024-03-05 another paper\n- {LINK} is what our long runs want",
        f"- 2024-03-05\n\n## Later\n\n{LINK} is what our long runs want",
        f"- 30-1-5 {LINK} is what our long runs want",
        f"- Version 2024.3 of {LINK} is what our long runs want",
        f"- Date: 2024-03-05\n\n{LINK} is what our long runs want",
        f"### Another\n\n- Read: 2024-03-05\n\n### A third\n\n{LINK} is what our long runs want",
        f"> 2024-03-05 {LINK} is what our long runs want",
    ],
)
def test_other_days_beside_a_work_are_not_that_of_the_trace(line: str) -> None:
    assert days(f"# Reading log\n\n{line}\n", written_on="2025-01-01") == ["2025-01-01"]


def test_what_stands_beside_comes_before_what_stands_above() -> None:
    text = f"## 2024-03-01\n\n- 2024-03-05 {LINK} is what our long runs want\n- {LINK} once more, in short\n"
    assert days(text) == ["2024-03-05", "2024-03-01"]


@pytest.mark.parametrize(
    ("written_on", "expected"),
    [
        ("2023-12-01", None),
        ("2023-12", None),
        ("2023-12-02", "2023-12-02"),
        ("2023", "2023"),
        ("2024-03-05", "2024-03-05"),
    ],
)
def test_a_note_on_a_work_that_bears_its_date_has_no_day_of_its_own(
    written_on: str, expected: str | None
) -> None:
    title = "Mamba: Linear-Time Sequence Modeling with Selective State Spaces"
    text = f"# {title}\n\n{LINK}: no attention is needed for what our long runs want.\n"
    assert set(days(text, title=title, written_on=written_on)) == {expected}
    assert days(f"As {LINK} says, no attention is needed.", written_on=written_on) == [written_on]


@pytest.mark.parametrize(
    ("elsewhere", "day"),
    [
        ("3/25/24", "2024-03-05"),
        ("25/3/24", "2024-05-03"),
        ("25/03/2024", "2024-05-03"),
        # Nothing tells the order, or two people wrote: the year is all that is sure.
        ("4/6/24", "2024"),
        ("25/3/24 and 3/25/24", "2024"),
        ("pages 25/26/27", "2024"),
    ],
)
@pytest.mark.parametrize(
    "line", ["- 3/5/24 {}", "## 3/5/24\n\n{}", "| Paper | Read |\n|--|--|\n| {} | 3/5/24 |"]
)
def test_the_order_of_a_day_between_slashes_is_told_by_others_on_the_page(
    elsewhere: str, day: str, line: str
) -> None:
    text = f"- {elsewhere} something else was read\n\n{line.format(f'{LINK} is what our long runs want')}\n"
    assert days(text) == [day]


def test_a_day_between_slashes_that_is_one_in_any_order_is_told() -> None:
    assert days(f"- 5/5/24 {LINK} is what our long runs want") == ["2024-05-05"]
    assert days(f"- 25/3/24 {LINK} is what our long runs want") == ["2024-03-25"]


@pytest.mark.parametrize("number", ["1.2.24", "3.05.24", "24-03-05", "05.03.24.1", "12/03/24/7"])
def test_numbers_of_chapters_are_no_days(number: str) -> None:
    assert days(f"- {number} {LINK} is what our long runs want") == [None]
