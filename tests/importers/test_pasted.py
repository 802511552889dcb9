"""What a person pastes is taken for what it is: addresses, titles beside them, paths, words of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.importers.pasted import Pasted, addresses_in, labelled, taken_apart
from kb.text.identity import canonical_key


@pytest.mark.parametrize(
    ("pasted", "specs"),
    [
        ("https://arxiv.org/abs/2510.26692", ["https://arxiv.org/abs/2510.26692"]),
        ("2510.26692 cs/0112017\n2401.01234v2", ["2510.26692", "cs/0112017", "2401.01234v2"]),
        ("2510.26692, 2507.20534; 2401.01234", ["2510.26692", "2507.20534", "2401.01234"]),
        ("2510.26692,2507.20534", ["2510.26692", "2507.20534"]),
        ("1. 2510.26692\n2. 2507.20534\n3) cs/0112017", ["2510.26692", "2507.20534", "cs/0112017"]),
        (
            "- https://site.example/a\n* https://site.example/b",
            ["https://site.example/a", "https://site.example/b"],
        ),
        ("oai:arXiv.org:2510.26692", ["https://arxiv.org/abs/2510.26692"]),
        ("[1] https://a.ru/x\n[2] https://b.ru/y", ["https://a.ru/x", "https://b.ru/y"]),
        ("- [ ] https://a.ru/x\n- [x] 2510.26692", ["https://a.ru/x", "2510.26692"]),
        ("https://a.ru/1,https://b.ru/2", ["https://a.ru/1", "https://b.ru/2"]),
        ("https://arxiv.org/abs/2510.26692 (cs.CL)", ["https://arxiv.org/abs/2510.26692"]),
        ("https://ru.wikipedia.org/wiki/Йод_(элемент)", ["https://ru.wikipedia.org/wiki/Йод_(элемент)"]),
        ("https://a.ru/?x=1&region=2&noteId=3&section=4", ["https://a.ru/?x=1&region=2&noteId=3&section=4"]),
        ("~/My Notes/vault\n/data/a paper.pdf", ["~/My Notes/vault", "/data/a paper.pdf"]),
        ("t.me/varim_ml/168\n\n t.me/varim_ml/168 ", ["https://t.me/varim_ml/168"]),
        ('"C:\\Users\\me\\export.json"', ["C:\\Users\\me\\export.json"]),
        ("doi:10.1000/xyz 10.1145/3292500", ["https://doi.org/10.1000/xyz", "10.1145/3292500"]),
        ("10.1145/1,10.1145/2", ["10.1145/1", "10.1145/2"]),
        ("notes.md", ["notes.md"]),
        ("habr.com", ["https://habr.com"]),
        ("mailto:jane@example.org\nhttp://", ["mailto:jane@example.org", "http://"]),
        ("zotero://select/items/0_ABC", ["zotero://select/items/0_ABC"]),
        ("   \n", []),
    ],
)
def test_addresses_and_paths_one_each(pasted: str, specs: list[str]) -> None:
    assert taken_apart(pasted) == Pasted(tuple(specs))


@pytest.mark.parametrize(
    ("pasted", "title", "key"),
    [
        ("[2510.26692] Kimi Linear: An Architecture", "Kimi Linear: An Architecture", "arxiv:2510.26692"),
        ("[A [nested] title](https://a.ru/x)", "A [nested] title", "url:https://a.ru/x"),
        (
            "<li><a href='https://a.ru/?p=1&amp;region=2'>Статья</a></li>",
            "Статья",
            "url:https://a.ru?p=1&region=2",
        ),
        ("- Kimi Linear: https://arxiv.org/abs/2510.26692", "Kimi Linear", "arxiv:2510.26692"),
        ("https://a.ru/x | A tab of a browser", "A tab of a browser", "url:https://a.ru/x"),
        ("Как работает внимание\nhttps://a.ru/x", "Как работает внимание", "url:https://a.ru/x"),
        ("https://a.ru/x\nsomething odd\n", "something odd", "url:https://a.ru/x"),
    ],
)
def test_a_title_beside_a_link_comes_along(pasted: str, title: str, key: str) -> None:
    found = taken_apart(pasted)
    [(address, label)] = [labelled(spec) for spec in found.specs]
    assert (label, canonical_key(address), found.note) == (title, key, "")


@pytest.mark.parametrize(
    "text",
    [
        "позвонить Ивану про датасет",
        "see 2510.26692 for details",
        "Сравнить с 2510.26692 на наших данных",
        "цена 1.2345, версия 2.5.1",
        "1.2345",
        "и/или",
        "~5 часов на ревью",
        "Earlier (https://a.ru/x) I thought otherwise",
        "Заметка о том, почему списки чтения растут.\n\nВторая строка.\nТретья.",
        "A long thought on attention. " * 20,
        "An essay.\n\nIt has three lines.\n\nAnd a source.\n\nhttps://a.ru/x",
        "---",
    ],
)
def test_words_are_a_note(text: str) -> None:
    assert taken_apart(text) == Pasted((), text)


def test_a_list_with_a_word_of_ones_own_is_both() -> None:
    text = "Почитать на выходных:\nhttps://a.ru/1\n2510.26692 2507.20534\n"
    assert taken_apart(text) == Pasted(("https://a.ru/1", "2510.26692", "2507.20534"), text)
    text = "- [Kimi](https://arxiv.org/abs/2510.26692) — вернуться к этому"
    assert taken_apart(text) == Pasted(("[Kimi](https://arxiv.org/abs/2510.26692)",), text)


def test_a_file_is_itself_whatever_its_name(tmp_path: Path) -> None:
    odd = tmp_path / "2510.26692, 2507.20534"
    odd.write_text("words")
    assert addresses_in(str(odd)) == [str(odd)]
    assert addresses_in("2510.26692, 2507.20534") == ["2510.26692", "2507.20534"]
    assert addresses_in("some words, 2507.20534") == ["some words, 2507.20534"]


@given(
    works=st.lists(
        st.sampled_from(["2510.26692", "cs/0112017", "2401.01234v2", "10.1145/3292500"]), min_size=1
    ),
    mark=st.sampled_from(["", "- ", "* ", "• ", "1. ", "2) ", "[3] "]),
    around=st.sampled_from(["{}", "({})", "[{}]", "<{}>", "«{}»", "{},", "{}.", "{};", "\u200b{}\ufeff"]),
    between=st.sampled_from([" ", ", ", "; ", " | ", "\n", "\n\n"]),
)
def test_lists_of_works_in_any_dress(works: list[str], mark: str, around: str, between: str) -> None:
    pasted = mark + between.join(around.format(work) for work in works)
    found = taken_apart(pasted)
    assert found.note == ""
    assert [canonical_key(spec) for spec in found.specs] == list(dict.fromkeys(map(canonical_key, works)))


@given(st.text(max_size=200))
def test_nothing_pasted_is_lost(text: str) -> None:
    found = taken_apart(text)
    assert found.note or found.specs or not text.strip()


@pytest.mark.parametrize(
    "line",
    [
        "https://arxiv.org/abs/2403.00001 | [2403.00001] On caches",
        "[2403.00001] On caches - https://arxiv.org/abs/2403.00001v2",
        "[2403.00001] On caches",
    ],
)
def test_the_title_of_a_paper_s_page_names_no_second_work(line: str) -> None:
    apart = taken_apart(f"{line}\nhttps://example.org/two | Two")
    assert apart.note == ""
    assert [labelled(one)[1] for one in apart.specs] == ["On caches", "Two"]
    assert canonical_key(labelled(apart.specs[0])[0]) == "arxiv:2403.00001"
