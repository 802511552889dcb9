"""What a page or a section of writing is about, and of which day."""

from __future__ import annotations

import pytest

from kb.evidence import Compared
from kb.types.evidence import CitedWork, Form, Strength, Timing, WrittenPage
from tests.evidence.finding import ADAM, AROUND, ATTENTION, DOI, FLASH, MAMBA, SAID, WORKS, found


def test_the_day_of_a_diary_counts_before_that_of_its_file() -> None:
    entry = AROUND.format("arXiv:1706.03762")
    days = ("3 февраля 2024", "Вторник, 2023-11-07", "2023")
    text = "# Журнал\n\n" + "".join(f"## {day}\n\n{entry}\n\n" for day in days)
    made = {trace.line: (trace.made_at, trace.timing) for trace in found(text, written_on="2025-01-01")}
    assert made == {
        5: ("2024-02-03", Timing.AFTER),
        9: ("2023-11-07", Timing.BEFORE),
        13: ("2025-01-01", Timing.AFTER),
    }


LOG = """# Что прочитано

## 2024-05-03

### [Первая статья](https://arxiv.org/abs/1706.03762)

{words}

### Вторая

- Link: https://arxiv.org/abs/2312.00752
- Authors: они

{words}

#### Что взять

{words}

## Июнь 2024

### Третья
https://arxiv.org/abs/1412.6980

{words}

### Список

- https://arxiv.org/abs/2205.14135
- https://arxiv.org/abs/2501.00001

{words}

## NeurIPS 2023

{named}
"""


def test_a_log_has_a_section_and_a_day_for_each_work() -> None:
    words = AROUND.format("вот почему")
    text = LOG.format(words=words, named=AROUND.format("doi:10.1023/a:1010933404324"))
    told = {(one.item_id, one.line): (one.made_at, one.strength) for one in found(text)}
    assert told == {
        (ATTENTION, 5): ("2024-05-03", Strength.FAIR),
        (MAMBA, 11): ("2024-05-03", Strength.STRONG),
        (ADAM, 23): ("2024-06", Strength.FAIR),
        (FLASH, 29): ("2024-06", Strength.WEAK),
        (DOI, 36): (None, Strength.FAIR),
    }


@pytest.mark.parametrize("heading", ["Ссылки", "Links", "Related work", "Аннотация"])
def test_what_stands_below_links_or_is_an_abstract_makes_no_section(heading: str) -> None:
    link, words = "- https://arxiv.org/abs/1706.03762", AROUND.format("вот почему")
    below = f"# Тема\n\n{words}\n\n## {heading}\n\n{link}\n\n{words}"
    first = f"# Тема\n\n{words}\n\n## Работа\n\n{link}\n\n### {heading}\n\n{words * 3}"
    told = {one.strength for one in found(first if "Аннотация" in heading else below)}
    assert told == {Strength.WEAK}


@pytest.mark.parametrize(
    ("headings", "day"),
    [
        (("# 2024", "## Май"), "2024-05"),
        (("# 2024", "## Неделя первая", "### May 3"), "2024-05-03"),
        (("# 2024", "## Adam"), None),
        (("# Май", "## 2024"), None),
        (("# 2023", "## Май 2024", "### Что взять"), "2024-05"),
    ],
)
def test_a_year_stands_above_its_months(headings: tuple[str, ...], day: str | None) -> None:
    text = "\n\n".join((*headings, AROUND.format("arXiv:1706.03762")))
    assert [one.made_at for one in found(text)] == [day]


def test_what_came_with_the_first_version_of_a_file_may_be_as_old_as_its_heading_says() -> None:
    entry = AROUND.format("arXiv:1706.03762")
    text = f"## 2024-02-03\n{entry}\n## Март 2024\n{entry}\n## 2024-04-05\n{entry}"
    days: tuple[str | None, ...] = ("2025-01-01",) * 5 + ("2025-06-01",)
    assert [one.made_at for one in found(text, line_days=days)] == ["2024-02-03", "2024-03", "2025-06-01"]
    days = (None, "2024-03-02", None, "2024-03-09", None, "2024-04-05")
    assert [one.made_at for one in found(text, line_days=days)] == ["2024-02-03", "2024-03-09", "2024-04-05"]


ADAMS = "Adam: A Method for Stochastic Optimization"


def test_sections_that_begin_with_a_key_are_about_what_it_cites() -> None:
    bibliography = (CitedWork("gu", ("arxiv:2312.00752",)), CitedWork("va", ("arxiv:1706.03762",)))
    words = AROUND.format("вот почему")
    text = f"# Состояния\n[@gu] : SSM\n\n{words * 3}\n\nСр. [@va].\n\n# {ADAMS}\n\n{words * 3}"
    told = {(one.item_id, one.strength) for one in found(text, bibliography=bibliography)}
    assert told == {
        (MAMBA, Strength.STRONG),
        (ATTENTION, Strength.WEAK),
        (ADAM, Strength.STRONG),
    }


def test_of_several_headings_that_name_works_none_is_of_the_whole_page() -> None:
    words = AROUND.format("вот почему")
    many = f"# [Первая](https://arxiv.org/abs/1706.03762)\n\n{words}\n# {{}}\n\n{words * 4}"
    for other in (
        "[Вторая](https://arxiv.org/abs/2501.00001)",
        "Random Forests",
        "Вторая\n- URL: https://a.b/c",
    ):
        assert [one.strength for one in found(many.format(other)) if one.item_id == ATTENTION] == [
            Strength.FAIR
        ]
    alone = found(many.format("Что взять"))
    assert [one.strength for one in alone] == [Strength.STRONG]


def test_a_link_below_the_heading_of_a_page_is_its_subject_only_where_no_other_follows() -> None:
    words = AROUND.format("вот почему")
    first = f"# Журнал\n\n[Первая](https://arxiv.org/abs/1706.03762)\n\n{words * 3}"
    assert [one.strength for one in found(first)] == [Strength.STRONG]
    more = found(f"{first}\n\n[Вторая](https://arxiv.org/abs/2501.00001)\n\n{words * 3}")
    assert [one.strength for one in more] == [Strength.WEAK]


@pytest.mark.parametrize(
    "label",
    ["Paper: {}", "- **Paper:** {}", "📄 Paper link: {}", "Ссылка на статью: {}", "Оригинал: {}",
     "Paper\n{}", "# Paper\n\n- {}\n\n# Что взять", "**Статья**\nЧужой заголовок\n{}"],
)  # fmt: skip
def test_a_page_called_by_a_name_of_its_own_is_about_the_work_below_its_label(label: str) -> None:
    words = AROUND.format("вот почему")
    link = "[Название](https://arxiv.org/abs/1706.03762)"
    text = f"{label.format(link)}\n\nСравнить с arXiv:2312.00752.\n\n{words * 3}"
    page = WrittenPage("notes/VitaNet.md", text, names=("VitaNet",))
    assert Compared(page, WORKS).subject == ATTENTION


@pytest.mark.parametrize(
    "text",
    [
        "Paper: здесь я пишу целым предложением, почему взял arXiv:1706.03762 за основу.",
        "Papers\n- [Название](https://arxiv.org/abs/1706.03762)",
        "Paper\n- [Название](https://arxiv.org/abs/1706.03762)\n- arXiv:2312.00752",
    ],
)
def test_a_sentence_or_a_list_below_a_label_is_no_subject(text: str) -> None:
    page = WrittenPage("notes/VitaNet.md", f"Модель.\n\n{text}\n", names=("VitaNet",))
    assert Compared(page, WORKS).subject is None


def test_the_day_of_a_line_counts_before_that_of_the_page() -> None:
    text = f"Вступление.\n\n{AROUND.format('arXiv:1706.03762')}\n"
    (trace,) = found(text, written_on="2025-01-01", line_days=("2023-01-01", None, "2024-06-01"))
    assert (trace.line, trace.made_at) == (3, "2024-06-01")


def test_a_section_that_begins_with_a_key_and_a_few_words_is_about_it() -> None:
    text = f"# Seq\n\n## Scan\n[@gu] : the Mamba model\n\n{SAID} {SAID} {SAID}\n\n## Other\n\nNo words.\n"
    (trace,) = found(text, bibliography=(CitedWork("gu", ("arxiv:2312.00752",)),))
    assert (trace.line, trace.strength) == (4, Strength.STRONG)


def test_a_page_that_begins_with_a_link_is_about_it_unless_others_follow() -> None:
    first = "[Attention](https://arxiv.org/pdf/1706.03762)\n2017 - Ashish Vaswani, Noam Shazeer\n\n"
    said = f"**Problem:**\n\n{SAID}\n\n**Idea:**\n\n{SAID} {SAID}\n\n[BACK](../index.md)\n"
    assert {one.strength for one in found(first + said)} == {Strength.STRONG}
    other = "[Mamba](https://arxiv.org/abs/2312.00752)\n\n"
    assert {one.strength for one in found(first + other + said)} == {Strength.WEAK}
    assert {one.strength for one in found(f"{SAID}\n\n{first}")} == {Strength.WEAK}


def test_a_message_about_one_work_is_about_it_wherever_its_name_stands() -> None:
    text = f"**Attention Is All You Need**\n\n{SAID}\n"
    (trace,) = found(text, form=Form.MESSAGE)
    assert trace.strength is Strength.FAIR
    (trace,) = found(f"{text}\n{SAID}\n\n{SAID}\n\n{SAID}", form=Form.POST)
    assert trace.strength is Strength.STRONG
    beside = found(f"{text}\narXiv:2312.00752\n", form=Form.MESSAGE)
    assert {one.strength for one in beside} == {Strength.WEAK}
    assert {one.strength for one in found(text)} == {Strength.WEAK}


def test_a_label_is_no_part_of_a_heading() -> None:
    text = (
        "\\hypertarget{references}{%\n\\section*{References}\\label{references}}\n\n"
        "Gu, A. and Dao, T. (2023), a paper on sequences and what they cost: arXiv:2312.00752\n"
    )
    [trace] = Compared(WrittenPage("a.tex", text, Form.PAPER), WORKS).traces()
    assert trace.reason == "only in a list of references"
