"""What is found in a page of writing, and what it is taken to say."""

from __future__ import annotations

from itertools import product

import pytest

from kb.evidence import Compared, Works, may_link
from kb.types import Kind
from kb.types.evidence import CitedWork, Form, Strength, Timing, TraceKind, WorkFacts, WrittenPage
from kb.types.reasons import Reason
from tests.evidence.finding import (
    ADAM,
    AROUND,
    ATTENTION,
    DOI,
    FLASH,
    HABR,
    MAMBA,
    POST,
    SAID,
    SAVED,
    WORKS,
    found,
    named,
)


@pytest.mark.parametrize(
    ("written", "item", "kind"),
    [
        ("arXiv:2312.00752v2", MAMBA, TraceKind.IDENTIFIER),
        ("2312.00752", MAMBA, TraceKind.IDENTIFIER),
        ("`2312.00752v1.pdf`", MAMBA, TraceKind.IDENTIFIER),
        ("https://arxiv.org/pdf/2312.00752v2.pdf", MAMBA, TraceKind.IDENTIFIER),
        ("[тут](https://huggingface.co/papers/2312.00752)", MAMBA, TraceKind.IDENTIFIER),
        ("alphaxiv.org/abs/2312.00752", MAMBA, TraceKind.IDENTIFIER),
        ("10.48550/arXiv.2312.00752", MAMBA, TraceKind.IDENTIFIER),
        ("DOI 10.5555/3295222.3295349.", ATTENTION, TraceKind.IDENTIFIER),
        ("<https://doi.org/10.1023/A%3A1010933404324>", DOI, TraceKind.IDENTIFIER),
        (
            "https://www.google.com/url?q=https%3A%2F%2Farxiv.org%2Fabs%2F1706.03762&sa=D",
            ATTENTION,
            TraceKind.IDENTIFIER,
        ),
        ("https://m.habr.com/ru/articles/12345/?utm_source=tg", HABR, TraceKind.LINK),
        ("[пост](https://t.me/s/seloved_ml/12)", POST, TraceKind.LINK),
        ("[Adam](zotero://select/library/items/ABCD2345)", ADAM, TraceKind.LINK),
        ("zotero://open-pdf/library/items/ABCD2345?page=3&annotation=QQ22WW33", ADAM, TraceKind.LINK),
        ("link:https://arxiv.org/abs/2312.00752[статья]", MAMBA, TraceKind.IDENTIFIER),
        ("`статья <https://arxiv.org/abs/2312.00752>`__", MAMBA, TraceKind.IDENTIFIER),
        ("[[2312.00752 Mamba]]", MAMBA, TraceKind.WIKILINK),
        ("[[papers/Attention is all you need|трансформер]]", ATTENTION, TraceKind.WIKILINK),
        ("[там](Attention%20Is%20All%20You%20Need.md)", ATTENTION, TraceKind.WIKILINK),
        ("«Attention is\nall you need»", ATTENTION, TraceKind.TITLE),
        ("attention is all you need", ATTENTION, TraceKind.TITLE),
        ("Linear\u2011time sequence modelling with selective state spaces", MAMBA, TraceKind.TITLE),
        ("как мы ускоряли поиск в сто раз", HABR, TraceKind.TITLE),
        ("статья «Mamba»", MAMBA, TraceKind.TITLE),
        ("Mamba (Gu, Dao, 2023)", MAMBA, TraceKind.TITLE),
        ("Adam (Kingma & Ba)", ADAM, TraceKind.TITLE),
        ("FlashAttentionом", FLASH, TraceKind.TITLE),
        ("FlashAttention'а", FLASH, TraceKind.TITLE),
    ],
)
def test_a_work_is_found_however_it_is_referred_to(written: str, item: int, kind: TraceKind) -> None:
    assert (item, kind) in named(AROUND.format(written))


@pytest.mark.parametrize(
    "written",
    [
        "Adam Smith писал об этом",
        "оптимизатор Adam с шагом 3e-4",
        "attention даёт прирост",
        "чёрная мамба и Mamba Out",
        "доля 1706.03762%",
        "версия 21706.03762",
        "random forests на тех же признаках",
        "мы ускорили поиск",
    ],
)
def test_what_only_looks_like_a_work_is_none(written: str) -> None:
    assert not named(AROUND.format(written))


@pytest.mark.parametrize(
    "written",
    [
        r"\citep[see][p.~2]{a, gu}",
        r"\Citet*{gu}",
        r"\footfullcite{gu}",
        r"\citenum{gu}",
        r"\citeA{gu}",
        r"\cite[{[2, Thm.~3]}]{gu}",
        r"\bibentry{gu}",
    ],
)
def test_every_command_cites(written: str) -> None:
    page = WrittenPage(
        "paper.tex",
        f"\\section{{Intro}}\nWe build upon selective state spaces as in {written} to model sequences.\n",
        Form.PAPER,
        bibliography=(CitedWork("gu", ("arxiv:2312.00752",)),),
    )
    assert [(one.item_id, one.kind, one.strength) for one in Compared(page, WORKS).traces()] == [
        (MAMBA, TraceKind.CITATION, Strength.STRONG)
    ]


@pytest.mark.parametrize(
    "written",
    [
        "{% cite gu --locator 3 %}",
        '{{< cite "gu" >}}',
        "{{% cite other;gu %}}",
        '<d-cite key="other,gu"></d-cite>',
        "{cite:p}`other,gu`",
        ":cite:`gu`",
        ":footcite:t:`other,gu`",
        '{{< pcite "gu other" "p" >}}',
        '{{ cite(key="gu") }}',
        '<dt-cite key="gu"></dt-cite>',
        "citenp:[gu(12), other]",
        "[cite/t:@gu; @other]",
        "cite:&gu",
        "[@{gu}, p. 7]",
        "{% reference gu %}",
        "{%- quote gu -%}",
        "{{< bibtex gu >}}",
        '{{< citation "gu" >}}',
        "{{< bibref gu >}}",
        "{{< ref-cite gu >}}",
        '<Cite id="gu" />',
        '<cite data-cite="gu">(Gu, 2023)</cite>',
        "[@gu](zotero://select/items/@gu)",
        "[Open in Zotero](zotero://select/items/@gu)",
        "[[@gu|Gu and Dao]]",
        "разбиение.\nCitekey:: gu\n",
        "разбиение.\n> > **Citation Key**:: gu\n",
        "разбиение.\n- citekey: @gu\n",
        "{cite:p}`{see}gu{p. 3}`",
        "как в autocite:gu и рядом",
        "как в [[parencite:gu][p. 3]] и рядом",
        ":cite:t:`other,{also}gu`",
    ],
)
def test_what_blogs_and_notebooks_cite_with_is_read(written: str) -> None:
    bibliography = (CitedWork("gu", ("arxiv:2312.00752",)),)
    assert named(AROUND.format(written), bibliography=bibliography) == {(MAMBA, TraceKind.CITATION)}


@pytest.mark.parametrize("written", ["[[gu]]", "[[papers/@gu]]", "[[papers/gu|Gu and Dao]]", "[a](@gu.md)"])
def test_a_link_to_a_note_called_by_a_key_means_its_work_where_there_is_no_such_note(written: str) -> None:
    bibliography = (CitedWork("gu", ("arxiv:2312.00752",)),)
    assert named(AROUND.format(written), bibliography=bibliography) == {(MAMBA, TraceKind.WIKILINK)}


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("[@gu2023]", TraceKind.CITATION),
        ("[[@gu2023]]", TraceKind.CITATION),
        ("[[gu2023]]", TraceKind.WIKILINK),
        ("[[gu2023 - Selective Scans_ with a Subtitle|the scans]]", TraceKind.WIKILINK),
        ("[[papers/gu2023 Scans]]", TraceKind.WIKILINK),
        ("[[GuDao, Scans]]", TraceKind.WIKILINK),
        ("[[GuDao]]s и [[mamba - a snake]]", TraceKind.WIKILINK),
        ("{{< cite gu2023 >}}", TraceKind.CITATION),
        ("[@GuDao, p. 3]", TraceKind.CITATION),
        ("как у @gu:scans", TraceKind.CITATION),
        # Nobody sets a word or a name so.
        (r"\citep[see][]{mamba}", TraceKind.CITATION),
        ("{{< cite mamba >}}", TraceKind.CITATION),
        ("[@mamba]", None),
        ("[[mamba]]", None),
    ],
)
def test_keys_that_the_library_knows_need_no_bibliography_beside_the_page(
    written: str, kind: TraceKind | None
) -> None:
    keys = ("gu2023", "mamba", "GuDao", "gu:scans")
    works = Works.of([WorkFacts(1, Kind.PAPER, "Selective Scans", SAVED, ("doi:10.1/x",), cited_as=keys)])
    traces = Compared(WrittenPage("a.md", AROUND.format(written)), works).traces()
    assert [one.kind for one in traces] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("written", "cited"),
    [("[see @gu2023; @mamba]", True), ("@mamba", False), ("[@mamba](https://t.me/mamba)", False)],
)
def test_a_word_is_a_key_in_brackets_where_the_page_cites_by_keys(written: str, cited: bool) -> None:
    works = Works.of(
        [
            WorkFacts(1, Kind.PAPER, "Selective Scans", SAVED, ("doi:10.1/x",), cited_as=("gu2023",)),
            WorkFacts(2, Kind.PAPER, "Snakes and Rivers", SAVED, ("doi:10.1/y",), cited_as=("mamba",)),
        ]
    )
    text = f"{AROUND.format('[@gu2023]')}\n\n{AROUND.format(written)}"
    traces = Compared(WrittenPage("a.md", text), works).traces()
    assert {one.item_id for one in traces} == ({1, 2} if cited else {1})


@pytest.mark.parametrize(
    ("title", "item"),
    [
        ("Rivers That Keep State", None),
        # Published under another title than the preprint was.
        ("Selective Scans for Long Sequences", 1),
        ("", 1),
    ],
)
def test_a_key_is_of_the_work_that_the_pages_bibliography_calls_so(title: str, item: int | None) -> None:
    works = Works.of(
        [WorkFacts(1, Kind.PAPER, "Selective Scans", SAVED, ("doi:10.1/x",), cited_as=("gu2023",))]
    )
    page = WrittenPage(
        "a.md", AROUND.format("[@gu2023]"), bibliography=(CitedWork("gu2023", ("doi:10.1/z",), title),)
    )
    assert [one.item_id for one in Compared(page, works).traces()] == ([item] if item else [])


def test_a_key_of_two_works_is_of_neither() -> None:
    works = Works.of(
        WorkFacts(number, Kind.PAPER, f"Scans {number}", SAVED, (f"doi:10.1/{number}",), cited_as=("gu2023",))
        for number in (1, 2)
    )
    assert not Compared(WrittenPage("a.md", AROUND.format("[@gu2023]")), works).traces()


@pytest.mark.parametrize(
    ("written", "cited"),
    [
        ("[@gu; @fig-x]", True),
        ("как у @gu показано", True),
        ("[see -@gu, p. 3]", True),
        ("mail@gu", False),
        ("@gupta_ml", False),
        ("% \\cite{gu}", False),
    ],
)
def test_pandocs_keys_are_told_from_handles_and_mail(written: str, cited: bool) -> None:
    bibliography = (CitedWork("gu", ("arxiv:2312.00752",)), CitedWork("fig-x", ("arxiv:1706.03762",)))
    if written.startswith("%"):
        written = f"\\section{{A}}\n{written}"
    expected = {(MAMBA, TraceKind.CITATION)} if cited else set()
    assert named(AROUND.format(written), bibliography=bibliography) == expected


def test_a_paper_is_found_through_the_post_that_retells_it() -> None:
    (link, through) = found(AROUND.format("https://t.me/seloved_ml/12"))
    assert (link.item_id, link.strength) == (POST, Strength.FAIR)
    assert (through.item_id, through.kind, through.strength) == (MAMBA, TraceKind.THROUGH, Strength.WEAK)
    assert through.probability < 1


@pytest.mark.parametrize(
    ("written_on", "expected"),
    [
        ("2023-12-31", Timing.BEFORE),
        ("2024-01-05", Timing.AT_SAVING),
        ("2024-01-05T10:01:00+00:00", Timing.AT_SAVING),
        ("2024-02-01", Timing.AFTER),
        ("2024", Timing.UNKNOWN),
        (None, Timing.UNKNOWN),
    ],
)
def test_announcing_a_work_the_day_it_was_saved_is_told_from_use(
    written_on: str | None, expected: Timing
) -> None:
    (trace,) = found(
        "Новая статья про трансформеры, говорят хорошая: arXiv:1706.03762", written_on=written_on
    )
    assert trace.timing is expected


@pytest.mark.parametrize("form", [Form.PAPER, Form.CODE])
def test_papers_and_code_announce_nothing(form: Form) -> None:
    text = "We follow arXiv:1706.03762 in all that concerns the encoder."
    assert [one.timing for one in found(text, written_on="2024-01-05")] == [Timing.AT_SAVING]
    (trace,) = found(text, written_on="2024-01-05", form=form)
    assert trace.timing is Timing.AFTER


def test_who_cites_a_work_by_its_key_announces_nothing() -> None:
    bibliography = (CitedWork("gu", ("arxiv:2312.00752",)),)
    text = "Обходимся без внимания, как в [@gu]."
    (trace,) = found(text, written_on="2024-01-05", form=Form.POST, bibliography=bibliography)
    assert (trace.kind, trace.timing) == (TraceKind.CITATION, Timing.AFTER)


def test_a_work_is_found_by_what_it_was_called_before() -> None:
    def facts(number: int, title: str, *former: str) -> WorkFacts:
        return WorkFacts(number, Kind.PAPER, title, SAVED, (f"arxiv:2401.0000{number}",), former=former)

    works = Works.of(
        [
            facts(1, "Quiet States", "Slow Rivers of Hidden Memory in Deep Networks", "Untitled document"),
            facts(2, "Loud States", "Random Walks over Shallow Grassland Trees"),
            facts(3, "Random Walks over Shallow Grassland Trees"),
        ]
    )

    def named_in(text: str, *bibliography: CitedWork) -> set[int]:
        page = WrittenPage("a.md", text, bibliography=bibliography)
        return {one.item_id for one in Compared(page, works).traces()}

    assert named_in("Это из «Slow rivers of hidden memory in deep networks», там ясно.") == {1}
    assert named_in("Это из «Random walks over shallow grassland trees», там ясно.") == {3}
    assert named_in("An untitled document says all of this in as few words.") == set()
    cited = CitedWork("doe", (), "Slow Rivers of Hidden Memory in Deep Networks")
    assert named_in("Все это сказано в [@doe] и потом.", cited) == {1}


def test_a_comment_in_code_goes_on_in_the_next_line() -> None:
    text = "# The state is kept small here by the rule\n# of arXiv:2312.00752\n#\n# arXiv:1706.03762\n"
    told = {one.item_id: (one.strength, one.snippet) for one in found(text, form=Form.CODE)}
    assert told[MAMBA][0] is Strength.FAIR and "state" not in told[ATTENTION][1]
    assert told[MAMBA][1] == "The state is kept small here by the rule of arXiv:2312.00752"
    licence = "# Whoever gives this on leaves these words as they are.\n"
    (bare,) = found(f'{licence}"""arXiv:2312.00752"""\n', form=Form.CODE)
    assert "Whoever" not in bare.snippet


def test_a_percent_sign_in_a_note_with_formulas_hides_nothing() -> None:
    text = (
        "$$\\begin{aligned} a &= b \\end{aligned}$$\n\nМаскируют 15 % слов, как в arXiv:1706.03762, [@gu].\n"
    )
    bibliography = (CitedWork("gu", ("arxiv:2312.00752",)),)
    assert named(text, bibliography=bibliography) == {
        (ATTENTION, TraceKind.IDENTIFIER),
        (MAMBA, TraceKind.CITATION),
    }


def test_a_comment_that_never_ends_hides_nothing() -> None:
    entry = AROUND.format("arXiv:1706.03762")
    assert not named(f"<!-- {entry} -->")
    assert named(f"Знак <!-- сам по себе. {entry}") == {(ATTENTION, TraceKind.IDENTIFIER)}


def test_words_of_a_long_subtitle_in_a_paragraph_of_its_field_do_not_tell_which_work_a_word_means() -> None:
    title = "Norway: Ministry Orders Inquiry into Municipal Chatbots, Requiring Public Registers and Audits"
    works = Works.of([WorkFacts(1, Kind.ARTICLE, title, SAVED, ("url:https://example.org/n",))])
    text = "Cities ask for registers: Norway audits each chatbot that talks to the public."
    assert not Compared(WrittenPage("a.md", text), works).traces()
    told = "Norway: the ministry orders an inquiry into municipal chatbots, audits and public registers."
    assert Compared(WrittenPage("a.md", told), works).traces()


def test_a_term_in_quotes_is_no_title() -> None:
    titles = (
        "Mixture of Experts: Reassessing the Load of Routers in Large Grids",
        "Hidden Rivers: A Study of Flow",
    )
    works = Works.of(
        WorkFacts(number, Kind.PAPER, title, SAVED, (f"arxiv:2401.0000{number}",))
        for number, title in enumerate(titles)
    )

    def items(text: str) -> set[int]:
        return {one.item_id for one in Compared(WrittenPage("a.md", text), works).traces()}

    assert items("Слой заменили тем, что зовётся «Mixture of Experts», и стало быстрее.") == set()
    assert items("Слой заменили, как в статье «Mixture of Experts», и стало быстрее.") == {0}
    assert items("Слой заменили тем, что зовётся «Hidden Rivers», и стало быстрее.") == {1}


RESIDUAL = "Deep Residual Learning for Image Recognition"


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (f"Мы берём «Wide {RESIDUAL}», там короче.", {2}),
        (f"Мы берём [Very Wide {RESIDUAL}](https://arxiv.org/abs/2001.00001), там короче.", set()),
        (f"Мы берём [{RESIDUAL}: A Survey](https://doi.org/10.1000/xyz), там короче.", set()),
        (f"Мы берём [{RESIDUAL}](https://doi.org/10.1000/xyz), там короче.", {1}),
        (f"Мы берём [{RESIDUAL} (2015)](https://doi.org/10.1000/xyz), там короче.", {1}),
        (f"Мы берём [разбор {RESIDUAL}](https://blog.example/resnet), там короче.", {1}),
        ("According to «Random Forests» all of it works.", {3}),
        ("According to «Extreme Random Forests» all of it works.", set()),
    ],
)
def test_a_title_within_another_is_no_mention(text: str, items: set[int]) -> None:
    titles = (RESIDUAL, f"Wide {RESIDUAL}", "Random Forests")
    works = Works.of(
        WorkFacts(number, Kind.PAPER, title, SAVED, (f"arxiv:1512.0000{number}",))
        for number, title in enumerate(titles, start=1)
    )
    assert {one.item_id for one in Compared(WrittenPage("a.md", text), works).traces()} == items


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We kept rank eight in all layers. See https://arxiv.org/abs/2312.00752.", "We kept rank eight"),
        ("Взяли селективность оттуда. См. arXiv:2312.00752.", "Взяли селективность"),
    ],
)
def test_a_sentence_that_only_points_is_told_with_those_around_it(text: str, told: str) -> None:
    assert told in found(text)[0].snippet


def test_the_words_around_an_address_show_where_it_leads() -> None:
    (trace,) = found(
        "Окно внимания и порядок слоёв взяли из https://www.arxiv.org/abs/1706.03762, без изменений."
    )
    assert trace.snippet == "Окно внимания и порядок слоёв взяли из arxiv.org/abs/1706.03762, без изменений."


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "a.md",
            'Рядом лежит <a href="https://arxiv.org/abs/2312.00752">статья</a> о том же самом.',
            "Рядом лежит статья о том же самом.",
        ),
        (
            "a.tex",
            "\\item As \\citep[see][]{gu}, \\href{https://arxiv.org/abs/2312.00752}{their \\emph{code}}.",
            "As (gu), their code (arxiv.org/abs/2312.00752).",
        ),
        (
            "a.tex",
            "The kernel is kept at \\url{https://arxiv.org/abs/2312.00752} for everybody.",
            "The kernel is kept at arxiv.org/abs/2312.00752 for everybody.",
        ),
    ],
)
def test_markup_around_an_address_is_not_shown(name: str, text: str, told: str) -> None:
    (trace,) = Compared(WrittenPage(name, text, Form.PAPER if name == "a.tex" else Form.NOTE), WORKS).traces()
    assert trace.snippet == told


def test_a_reference_is_used_where_its_anchor_is_linked_to() -> None:
    text = (
        f"## Почему без свёрток ([Vaswani et al., n.d.](#org28e)) {{#why}}\n\n- {SAID}\n\n"
        f"## Дальше\n\nПро пространства состояний ([Gu, Dao](#org94a)): их мы пока не пробовали сами.\n\n"
        '## Bibliography {#bibliography}\n\n<a id="org28e"></a>Vaswani. “Attention Is All You Need.”\n\n'
        '<a id="org94a"></a>Gu, Dao. <https://arxiv.org/abs/2312.00752>.\n\n'
        '<a id="org9"></a>Breiman. <https://doi.org/10.1023/A:1010933404324>.\n'
    )
    traces = {one.item_id: one for one in found(text)}
    assert {item: one.strength for item, one in traces.items()} == {
        ATTENTION: Strength.FAIR, MAMBA: Strength.FAIR, DOI: Strength.WEAK,
    }  # fmt: skip
    assert traces[ATTENTION].snippet == "Почему без свёрток (Vaswani et al., n.d.)"


def test_who_gives_an_address_in_their_code_builds_on_it() -> None:
    (trace,) = found("# https://arxiv.org/abs/1706.03762\n", form=Form.CODE)
    assert (trace.strength, trace.reason) == (Strength.FAIR, Reason.IN_COMMENT)
    (named_only,) = found("# FlashAttention\n", form=Form.CODE)
    assert named_only.strength is Strength.WEAK


def test_what_a_finished_paper_lists_it_cites() -> None:
    text = "# 6 References\n[1] A. Vaswani, Attention Is All You Need, NeurIPS 2017.\n"
    (trace,) = found(text, form=Form.PAPER)
    assert (trace.strength, trace.reason) == (Strength.FAIR, Reason.CITED)
    assert {one.strength for one in found(text)} == {Strength.WEAK}


@pytest.mark.parametrize(
    "written",
    [
        "[Vaswani et al.](../vaswani2017/summary.md)",
        "[тут](vaswani2017/index.md#part)",
        '[тут]({{< relref "/papers/vaswani2017.md#part" >}})',
        '[тут]({{% ref "vaswani2017" %}})',
        "[тут]({% post_url vaswani2017 %})",
        "[тут]({% link _notes/vaswani2017.md %})",
    ],
)
def test_a_note_is_linked_to_by_its_folder_and_as_sites_do(written: str) -> None:
    page = WrittenPage("notes/a.md", AROUND.format(written))
    (trace,) = Compared(page, WORKS).traces({"vaswani2017": ATTENTION, "summary": MAMBA, "index": MAMBA})
    assert (trace.item_id, trace.kind) == (ATTENTION, TraceKind.WIKILINK)
    assert may_link(page.text)


def test_in_a_link_of_dendron_the_note_comes_last() -> None:
    page = WrittenPage("vault/ml.md", f"{SAID[:-1]}, смотри [[Трансформер|journal.attention]].\n")
    assert Compared(page, WORKS).traces({"journal.attention": ATTENTION, "трансформер": None}) == []
    (trace,) = Compared(page, WORKS).traces({"journal.attention": ATTENTION})
    assert (trace.item_id, trace.kind) == (ATTENTION, TraceKind.WIKILINK)


def test_a_footnote_of_restructured_text_is_used_where_it_is_referred_to() -> None:
    listed = ".. [#one] Vaswani et al. arXiv:1706.03762\n.. [Gu] Gu, Dao. arXiv:2312.00752\n"
    text = f"{SAID[:-1]} [#one]_ .\n\n{listed}"
    assert {(one.item_id, one.strength) for one in found(text)} == {
        (ATTENTION, Strength.FAIR),
        (MAMBA, Strength.WEAK),
    }


CELLS = """%% [markdown]
# We keep the state small, as arXiv:2312.00752 does.
%% [code]
The mask is that of arXiv:1706.03762, the same for all heads and layers.
"""


def test_two_percent_signs_are_a_comment_in_notes_and_a_cell_in_code() -> None:
    assert {one.item_id for one in found(CELLS, form=Form.CODE)} == {MAMBA, ATTENTION}
    assert {one.item_id for one in found(CELLS)} == {ATTENTION}
    fenced = "```\n%%time\n```\nWe keep the state small, as arXiv:2312.00752 does.\n```\n%%bash\n```\n"
    inline = "`%%time` says how long it takes what arXiv:2312.00752 made so fast, `%%bash` does not.\n"
    assert [one.strength for one in found(fenced) + found(inline)] == [Strength.FAIR, Strength.FAIR]


def test_a_reference_is_used_where_a_sentence_links_to_the_address_it_gives() -> None:
    text = (
        "We turn the state into a filter ([Gu](https://a.example/mamba.pdf)) in the first three layers.\n\n"
        '## References\n\n[1] Albert Gu. ["{title}"](https://a.example/{name}.pdf) 2023.\n'
    )
    title = "Mamba: Linear-Time Sequence Modeling with Selective State Spaces"
    strengths = [found(text.format(title=title, name=name))[0].strength for name in ("mamba", "mamba2")]
    assert strengths == [Strength.FAIR, Strength.WEAK]


def test_a_title_goes_on_in_a_line_that_is_set_in() -> None:
    text = f"# As in the paper called Attention Is All\n#{' ' * 24}You Need, of which all of this is made.\n"
    assert {one.item_id for one in found(text, form=Form.CODE)} == {ATTENTION}
    assert not found("Attention Is All of a row of things, as long as any You Need to see.")


@pytest.mark.parametrize(
    ("written", "item"),
    [
        ("We turned on Flash Attention, and the memory was enough for all of it.", FLASH),
        ("С Flash Attention памяти хватает на весь разговор, и это не предел.", FLASH),
        ("We turned on Flash-Attention, and the memory was enough for all of it.", FLASH),
        ("It comes in a flash, attention, and goes as fast as it came here.", None),
        ("Flash Attention 2 is another work than the one that we had saved.", None),
    ],
)
def test_a_name_of_two_words_may_be_written_as_two(written: str, item: int | None) -> None:
    assert {one.item_id for one in found(written)} == ({item} if item else set())


def test_words_of_the_field_in_two_are_no_name() -> None:
    works = Works.of(
        [WorkFacts(1, Kind.PAPER, "PromptTuning: Rivers and Lakes", "2024", ("arxiv:2401.00001",))]
    )
    text = "Prompt Tuning is what all of us did last summer, and then no more."
    assert not Compared(WrittenPage("a.md", text), works).traces()
    named_as_one = text.replace("Prompt Tuning", "PromptTuning")
    assert Compared(WrittenPage("a.md", named_as_one), works).traces()


def test_a_long_list_of_words_does_not_tell_which_work_a_word_in_it_means() -> None:
    title = "Paris: A Decentralized Trained Diffusion Model"
    works = Works.of([WorkFacts(1, Kind.PAPER, title, "2024", ("arxiv:2401.00001",))])
    apart = "the words of a list that say nothing of any work at all\n" * 200
    for between, told in ((apart, 0), ("", 1)):
        text = f"a native of Paris\n{between}a decentralized thing, trained by diffusion, a model\n"
        assert len(Compared(WrittenPage("words.txt", text), works).traces()) == told


@pytest.mark.parametrize("field", ["marp: true", "transition: slide-left"])
def test_the_comments_of_slides_are_what_is_said_to_them(field: str) -> None:
    notes = "<!--\nSay that all of it was asked before, in Attention Is All You Need.\n-->"
    said = f"# Tiling\n\n<!-- _footer: see arXiv:2205.14135 -->\n\n{notes}\n"
    assert {one.item_id for one in found(f"---\n{field}\n---\n{said}")} == {FLASH, ATTENTION}
    assert not found(f"---\ntitle: Tiling\n---\n{said}")


def test_what_myst_sets_between_marks_of_code_is_said() -> None:
    said = "The state is kept as small as arXiv:2312.00752 has it, and no smaller.\n"
    code = "```{code-cell}\n# arXiv:1706.03762\n```\n"
    after = "Then arXiv:1412.6980 takes all of these steps in turn.\n"
    text = f"````{{note}}\n{said}\n{code}````\n\n{after}\n{code}"
    told = {(one.item_id, one.line): one.reason for one in found(text)}
    assert told == {
        (MAMBA, 2): Reason.IN_SENTENCE,
        (ATTENTION, 5): Reason.IN_CODE,
        (ADAM, 9): Reason.IN_SENTENCE,
        (ATTENTION, 12): Reason.IN_CODE,
    }


def test_the_one_title_on_a_page_is_found_among_thousands_of_the_same_words() -> None:
    words = [f"{one}{other}a" for one in "bdfgklmnprstvz" for other in ("ori", "une", "ela", "umi", "ato")]
    titles = [
        f"{one.title()} {other.title()} {words[(at * 7) % len(words)]} tracing"
        for at, (one, other) in enumerate(product(words, words))
    ]
    works = Works.of(
        WorkFacts(at, Kind.PAPER, title, SAVED, (f"arxiv:2401.{at:05}",))
        for at, title in enumerate(titles, 1)
    )
    said = f"Our caches rest on what {titles[1234]} proposed, and it held for a year."
    found = Compared(WrittenPage("note.md", said), works).traces()
    assert [one.item_id for one in found] == [1235]


@pytest.mark.parametrize(
    ("written", "strength"),
    [
        ("# TODO read [cite:@gu2023]", Strength.WEAK),
        ("# TODO [cite:@gu2023]", Strength.WEAK),
        ("- [ ] [cite:@gu2023]", Strength.WEAK),
        ("- LATER the scans of [cite:@gu2023]", Strength.WEAK),
        ("- [X] the scans of [cite:@gu2023]", Strength.FAIR),
        ("# DONE the scans of [cite:@gu2023]", Strength.FAIR),
        ("- [ ] as [cite:@gu2023] say, keep the first four tokens and drop the rest", Strength.FAIR),
    ],
)
def test_who_cites_in_what_is_still_to_be_done_has_not_used_the_work_unless_more_is_said(
    written: str, strength: Strength
) -> None:
    works = Works.of(
        [WorkFacts(1, Kind.PAPER, "Selective Scans", SAVED, ("doi:10.1/x",), cited_as=("gu2023",))]
    )
    (trace,) = Compared(WrittenPage("log.org", f"# Log\n\n{written}\n"), works).traces()
    assert trace.strength is strength
