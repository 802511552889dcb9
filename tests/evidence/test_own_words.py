"""Which words of a page are the person's own."""

from __future__ import annotations

import pytest

from kb.evidence import Compared
from kb.types.evidence import Strength, WrittenPage
from tests.evidence.finding import ATTENTION, MAMBA, SAID, TITLE, WORKS, found


def test_what_a_link_is_called_is_not_ones_own() -> None:
    [one] = found("[все слова этой ссылки взяты из чужого заголовка](https://arxiv.org/abs/2312.00752)")
    assert one.reason == "named without a word of one's own"


def test_words_of_ones_own_are_counted_where_they_are_few() -> None:
    [few] = found("Пробуем https://arxiv.org/abs/2312.00752 в инференсе")
    assert (few.strength, few.reason) == (Strength.WEAK, "named with 2 words of one's own")
    [none] = found("https://arxiv.org/abs/2312.00752")
    assert none.reason == "named without a word of one's own"


def test_a_list_of_bare_identifiers_is_a_list_and_no_form() -> None:
    text = "# На осень\n\n- arXiv:1706.03762\n- arXiv:2312.00752\n- doi:10.1023/a:1010933404324\n"
    assert [(one.line, one.strength) for one in found(text)] == [(line, Strength.WEAK) for line in (3, 4, 5)]


@pytest.mark.parametrize(
    "text",
    [
        f"> [!tip]+ Мысль\n> {SAID}\n> См. arXiv:1706.03762 и разговор с коллегами о ней же.\n",
        f"- Attention Is All You Need\n\t- {SAID}\n",
        f"- [ ] https://arxiv.org/abs/1706.03762\n  - {SAID}\n",
        f"- Attention Is All You Need\n  source:: https://arxiv.org/abs/1706.03762\n  вывод:: {SAID}\n",
        f"- ## Attention Is All You Need\n  - {SAID}\n",
        f"Attention Is All You Need {SAID[:-1]}, как видно на числах. Отсюда правило для нас:\n",
    ],
)
def test_what_is_said_below_a_name_or_in_a_box_is_ones_own(text: str) -> None:
    assert Strength.WEAK not in {one.strength for one in found(text) if one.line == found(text)[0].line}


@pytest.mark.parametrize(
    "text",
    [
        f"> [!quote] Из письма\n> {SAID} arXiv:1706.03762\n",
        f"- > {SAID} arXiv:1706.03762\n",
        f"- Attention Is All You Need\n- {SAID}\n",
        f"- {SAID}\n- статус:: прочитать потом\n  работа:: arXiv:1706.03762\n",
        f"- Attention Is All You Need\n\t> {SAID}\n",
    ],
)
def test_what_others_said_or_what_stands_beside_is_not(text: str) -> None:
    assert {one.strength for one in found(text)} == {Strength.WEAK}


ABSTRACT = "A long text of others that a program brought along, with many words that nobody here wrote. " * 3


@pytest.mark.parametrize(
    "brought",
    [
        f"- [[Abstract]]\n\t- {ABSTRACT}\n- [[Attachments]]\n\t- [PDF](zotero://select/library/items/ABCD9876)\n",
        f"[[Abstract]]\n\n  + {ABSTRACT}\n  + {ABSTRACT}\n\n[[Attachments]]\n\n  + [PDF](a.pdf)\n",
        f"**Abstract**\n\n{ABSTRACT}\n",
        f"#### [[abstract]]:\n{ABSTRACT}\n",
        f"## Abstract {{#abstract}}\n\n{ABSTRACT}\n",
        f"Аннотация:\n\n{ABSTRACT}\n",
        f"> [!YellowHighlight] [p. 3](zotero://open-pdf/library/items/ABCD9876?page=3)\n> {ABSTRACT}\n",
        f"> [!PDF|yellow] [[Vaswani 2017.pdf#page=3&selection=1,2,3,4|p. 3]]\n> {ABSTRACT}\n",
        f"## Highlights\n- {ABSTRACT} ([p. 3](zotero://open-pdf/library/items/ABCD9876?page=3&annotation=QQ22))\n",
        f"## Highlights\n- {ABSTRACT} ([View Highlight](https://read.readwise.io/read/01h))\n",
        f"“{ABSTRACT}” ([Vaswani, 2017, p. 3](zotero://select/library/items/ABCD9876))\n",
    ],
)
def test_an_abstract_is_of_others_wherever_its_label_stands(brought: str) -> None:
    about = {"title": f"@{TITLE}", "names": (f"@{TITLE}",)}
    assert found(f"title:: @{TITLE}\n\n{brought}", **about) == []
    own = found(f"title:: @{TITLE}\n\n{brought}\n## Notes\n\n- {SAID}\n- {SAID}\n- {SAID}\n", **about)
    assert {one.strength for one in own} == {Strength.STRONG}


def test_lines_of_names_and_venues_are_not_ones_own() -> None:
    text = (
        "### Attention\n1. **Attention Is All You Need** NeurIPS 2017, Advances in Neural Information"
        " Processing Systems, [paper](https://arxiv.org/abs/1706.03762)\n\n    *Ashish Vaswani, Noam Shazeer"
        " and Niki Parmar et al.*\n\n1. **Mamba** [paper](https://arxiv.org/abs/2312.00752)\n\n"
        "    *Albert Gu, Tri Dao*\n"
        f"\n### Said\n\n{SAID}\n"
    )
    assert {(one.item_id, one.strength) for one in found(text)} == {
        (ATTENTION, Strength.WEAK), (MAMBA, Strength.WEAK),
    }  # fmt: skip


def test_a_form_of_a_graph_that_nobody_filled_in_is_none() -> None:
    fields = "title:: Attention Is All You Need\nстатус:: прочитать\nid:: 64f0\ncollapsed:: true\n\n"
    page = WrittenPage("pages/a.md", fields + "- ## Abstract\n- ## Notes\n\t-\n", title=TITLE, names=(TITLE,))
    assert Compared(page, WORKS).traces() == []


IMPORTED = """---
title: "Attention Is All You Need"
citekey: vaswani2017
---

> [!Cite]
> Vaswani, A. (2017). Attention Is All You Need. NeurIPS. Taken over by a program with all its words.

> [!Synth]
> **Contribution**:: {}
> **Related**::

> [!md]
> **FirstAuthor**:: Vaswani, Ashish
> **Title**:: Attention Is All You Need
> **itemType**:: conferencePaper

> [!LINK]
> [Full Text](file:///home/me/a.pdf)

### Annotations

> What was highlighted in the paper, as a program took it over, in many words.

%% Import Date: 2024-03-05, by a program that says so in more words than one would like to read %%
"""


def test_what_a_program_wrote_on_a_page_about_a_work_is_not_ones_own() -> None:
    assert found(IMPORTED.format(""), title=TITLE) == []
    filled = found(IMPORTED.format(SAID), title=TITLE)
    assert {one.strength for one in filled} == {Strength.FAIR}
    assert all("a page about it" in one.reason for one in filled)


def test_a_pasted_record_is_nobodys_sentence() -> None:
    record = (
        "@article{gu2023,\n  title = {Mamba: Linear-Time Sequence Modeling with Selective State Spaces},\n}\n"
    )
    [trace] = found(f"As they ask to be cited:\n\n{record}")
    assert (trace.line, trace.reason) == (4, "inside a block of code")
    after = found(f"{record}\n{SAID[:-1]}: arXiv:1706.03762\n")
    assert {one.item_id: one.strength for one in after} == {MAMBA: Strength.WEAK, ATTENTION: Strength.FAIR}
