"""Of each link in a text the sentence that says why."""

from __future__ import annotations

import pytest

from kb.text.contexts import LONGEST, contexts
from kb.text.identity import find_references
from kb.types import Reference

ONE, TWO = "https://arxiv.org/abs/2401.00001", "https://arxiv.org/pdf/2401.00002v3"
FIRST, SECOND = "arxiv:2401.00001", "arxiv:2401.00002"


def said(text: str) -> dict[str, str]:
    return contexts(text, find_references(text))


@pytest.mark.parametrize(
    ("text", "context"),
    [
        (f"One. We use [Foo]({ONE}), cf. Fig. 2, here. Three.", "We use Foo, cf. Fig. 2, here."),
        (f"Смирнов et al. (рис. 3, т.е. тут) за {ONE}. Да.", "Смирнов et al. (рис. 3, т.е. тут) за."),
        (f"Внимание за линейное время!\n\n{ONE}", "Внимание за линейное время!"),
        (f"{ONE}\n\nРазбираем доказательство. Вторая мысль.", "Разбираем доказательство."),
        (f"# Неделя 7\n\n## Остатки внимания\n\n[arXiv]({ONE}) | [Код]({TWO})\n\nТекст.", "Остатки внимания"),
        (f"## GRPO\n\nУчим без критика. Много.\n\n[Статья]({ONE})", "GRPO: Учим без критика."),
        (f"- [Foo Net learns to count]({ONE})\n- [Other]({TWO})", "Foo Net learns to count"),
        (f"Why it holds: [paper]({ONE})", "Why it holds: paper"),
        (f"Умеет считать.\n👉 [Читать здесь]({ONE})", "Умеет считать."),
        ("As doi:10.48550/arXiv.2401.00001 was\nextended later.", "As … was extended later."),
        (f'<p>See <a href="{ONE}">the proof</a> of it. No.</p>', "See the proof of it."),
        (f"| Paper | Why |\n|---|---|\n| [Foo Net]({ONE}) | small |\n", "Foo Net — small"),
        (f"Text (see {ONE}) goes on.", "Text (see) goes on."),
        (f"{ONE} — как считать без учителя", "как считать без учителя"),
    ],
)  # fmt: skip
def test_the_sentence_around_a_link(text: str, context: str) -> None:
    assert said(text)[FIRST] == context


@pytest.mark.parametrize(
    "text",
    [
        f"1. **Foo Net**\nCounts.\n{ONE}\n\n2. **Bar Net**\nSorts.\n{TWO}",
        f"**Foo Net** {ONE}\n**Bar Net** {TWO}",
        f"{ONE} Foo Net\n{TWO} Bar Net",
        f"[Foo Net]({ONE})\n[Bar Net]({TWO})",
        f"## Foo Net\n{ONE}\n## Bar Net\n{TWO}\n",
    ],
)
def test_links_with_a_line_each_have_a_reason_each(text: str) -> None:
    assert said(text) == {FIRST: "Foo Net", SECOND: "Bar Net"}


def test_one_sentence_serves_all_its_links() -> None:
    both = said(f"Before. Both [A one]({ONE}) and [B two]({TWO}) say so. After.")
    assert both == {FIRST: "Both A one and B two say so.", SECOND: "Both A one and B two say so."}


def test_the_first_mention_that_says_something_counts() -> None:
    assert said(f"Ссылка: {ONE}\n\nМысль о счёте. Ещё одна.\n\nПро [это]({ONE}) спорят давно.") == {
        FIRST: "Мысль о счёте."
    }


def test_a_long_sentence_is_cut_around_its_link() -> None:
    [context] = said("слово " * 200 + f"здесь [the very thing]({ONE}) " + "word " * 200).values()
    assert "the very thing" in context
    assert len(context) <= LONGEST + len("…  …")


def test_a_link_between_notes_is_found_by_its_label() -> None:
    note = Reference("path:/vault/Foo.md", "path:/vault/Foo.md", "Foo")
    assert contexts("Fools. Builds upon Foo, they say. End.", [note]) == {
        note.key: "Builds upon Foo, they say."
    }


@pytest.mark.parametrize("text", ["", ONE, f"[PDF]({ONE})", f"Читать: {ONE}", f"```\nfetch {ONE}\n```"])
def test_where_nothing_is_said_there_is_no_context(text: str) -> None:
    assert said(text) == {}


def test_signs_of_the_text_are_not_taken_for_marks() -> None:
    assert said(f"A \U000f0000 sign, then [Foo]({ONE}) \U0010fffd here.") == {FIRST: "A sign, then Foo here."}


@pytest.mark.parametrize("strange", ["[", " ", "—", "(", "|", "\n", "- "])
def test_a_long_line_of_signs_before_a_link_does_not_hide_what_follows(strange: str) -> None:
    context = said(f"{strange * 20_000}{ONE} — считает без учителя")[FIRST]
    assert context.endswith("считает без учителя")
    assert len(context) <= LONGEST + len("…  …")
