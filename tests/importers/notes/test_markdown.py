"""Markdown notes, posts and clips: front matter, titles, identity, links."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.importers import documents
from kb.importers.notes.markdown import MarkdownImporter
from kb.importers.protocol import ImportContext
from kb.library import Library
from kb.types import Document, Failure, Kind, State
from tests.importers.telling import line


def load(text: str, folder: Path, name: str = "My note.md") -> Document:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    assert MarkdownImporter().match(str(path))
    (document,) = MarkdownImporter().load(str(path), ImportContext(folder))
    assert isinstance(document, Document)
    return document


def test_a_jekyll_post(tmp_path: Path) -> None:
    post = load(
        "---\nlayout: post\ntitle: Внимание\ndate: 2025-11-11 17:31:02 +0300\n"
        "excerpt: 'Коротко\n  о внимании'\n"
        "tags: [ml, nlp]\ncategories: обзор\nsource_url: https://telegra.ph/Vnimanie-11-10\n"
        "telegram_url: https://t.me/Some_Channel/7\npaper_url: https://arxiv.org/abs/2510.26692\n"
        "image_url: https://ex.org/a.png\nviews: 12\n---\n\n# Внимание\n\n"
        "**Итог** \\- [статья](https://arxiv.org/abs/2507.20534).\n![](/assets/a.png)\n",
        tmp_path,
    )
    assert post.kind is Kind.POST
    assert post.key == "post:telegram/some_channel/7"
    assert post.url == "https://t.me/Some_Channel/7"
    assert post.aliases[:3] == (
        "https://t.me/Some_Channel/7",
        "https://telegra.ph/Vnimanie-11-10",
        f"path:{tmp_path / 'My note.md'}",
    )
    assert post.published == "2025-11-11T17:31:02+03:00"
    assert post.summary == "Коротко о внимании"
    assert post.tags == ("ml", "nlp", "обзор")
    assert [reference.key for reference in post.references] == ["arxiv:2510.26692", "arxiv:2507.20534"]
    assert post.text.startswith("**Итог** - [статья]")
    assert post.meta["views"] == "12"


def test_an_obsidian_clip_with_wikilinks_and_tags(tmp_path: Path) -> None:
    clip = load(
        "---\ntitle: Clip\nsource: https://example.org/blog/attention?utm_source=x\n"
        "author:\n  - '[[Jane Doe]]'\n"
        "published: 2025-03-04\ncreated: 2025-04-05\ntags:\n  - clippings\naliases: [Внимание]\n---\n"
        "See [[Other note|that]] and [[Plain]] ![[image.png]] #attention/linear\n\n```\n"
        "#include [[x]]\n```\n",
        tmp_path,
    )
    assert clip.kind is Kind.ARTICLE
    assert clip.key == "url:https://example.org/blog/attention"
    assert clip.source == "example.org"
    assert clip.authors == ("Jane Doe",)
    assert clip.published == "2025-03-04"
    assert clip.tags == ("clippings", "attention/linear")
    assert clip.text.startswith("See that and Plain  #attention/linear")
    assert "#include [[x]]" in clip.text
    assert clip.meta["also_known_as"] == "Внимание"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            "As in ![[Attention note]] and ![[Gating#Results|the table]].",
            "As in Attention note and the table.",
        ),
        ("The plan is ![[Kimi Linear.pdf#page=3]] for now.", "The plan is Kimi Linear.pdf for now."),
        ("Seen ![[loss curve.PNG|300]] twice ![[talk.mp4]].", "Seen  twice ."),
    ],
)
def test_embedded_notes_stay_by_name_and_pictures_go(tmp_path: Path, written: str, read: str) -> None:
    assert load(f"# Today\n\n{written}\n", tmp_path).text == read


def test_a_note_about_a_paper_is_not_the_paper(tmp_path: Path) -> None:
    note = load("---\nurl: https://arxiv.org/abs/2510.26692\n---\n# Мысли о статье\n\nТекст.\n", tmp_path)
    assert note.kind is Kind.NOTE
    assert note.key.startswith("file:")
    assert note.aliases == (f"path:{tmp_path / 'My note.md'}",)
    assert [reference.key for reference in note.references] == ["arxiv:2510.26692"]


def test_a_front_page_is_no_identity(tmp_path: Path) -> None:
    assert load("---\nsource: https://habr.com/\n---\nТекст.\n", tmp_path).key.startswith("file:")


def test_bad_yaml_costs_no_body_and_is_noted(tmp_path: Path) -> None:
    note = load("---\ntitle: Внимание: обзор\nkey: [unclosed\n---\nТело заметки.\n", tmp_path)
    assert note.title == "Внимание: обзор"
    assert note.text == "Тело заметки."
    assert note.meta["front_matter_problem"] == "front matter is not valid: key"


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("# **Первый** заголовок [1](http://a.b/c)\n\nТекст", "a.md", "Первый заголовок 1"),
        ("Заголовок\n=========\n\nТекст", "a.md", "Заголовок"),
        ("Вступление.\n\n## Раздел\n\nТекст", "a.md", "a"),
        ("Только текст.", "Заметка о внимании.md", "Заметка о внимании"),
        ("![](x.png)\nПервые слова.\n", "README.md", "Первые слова."),
        ("```\n# comment\n```\nТекст", "Скрипт.md", "Скрипт"),
    ],
)
def test_titles(text: str, name: str, title: str, tmp_path: Path) -> None:
    assert load(text, tmp_path, name).title == title


def test_only_a_heading_that_repeats_the_title_goes(tmp_path: Path) -> None:
    assert load("---\ntitle: Внимание!\n---\n# Внимание\n\nТекст", tmp_path).text == "Текст"
    assert load("---\ntitle: Внимание\n---\n# Введение\n\nТекст", tmp_path).text == "# Введение\n\nТекст"


def test_a_horizontal_rule_is_no_front_matter(tmp_path: Path) -> None:
    note = load("---\nПросто линия сверху\n\n---\nи снизу\n", tmp_path)
    assert "Просто линия сверху" in note.text


def test_the_link_around_a_badge_is_a_reference(tmp_path: Path) -> None:
    note = load("# T\n[![arXiv](https://img.shields.io/b.svg)](https://arxiv.org/abs/2501.04519)\n", tmp_path)
    assert [reference.key for reference in note.references] == ["arxiv:2501.04519"]


def test_colours_in_html_are_no_tags(tmp_path: Path) -> None:
    assert load('# T\n<div style="background: #f8f9fa; color: #333">Текст</div> #rl\n', tmp_path).tags == (
        "rl",
    )


def test_markdown_is_known_by_content_in_a_text_file(tmp_path: Path) -> None:
    assert load("# Заголовок\n\n**жирное** слово\n", tmp_path, "a.txt").title == "Заголовок"
    plain = tmp_path / "b.txt"
    plain.write_text("Обычный текст без разметки.", encoding="utf-8")
    assert not MarkdownImporter().match(str(plain))


def published_of(folder: Path) -> tuple[dict[str, str | None], list[str]]:
    found = list(documents(str(folder), ImportContext(folder, network=False)))
    notes = [one for one in found if isinstance(one, Document)]
    return {one.title: one.published for one in notes}, [
        line(one) for one in found if isinstance(one, Failure)
    ]


def test_the_notes_of_a_folder_tell_together_which_number_is_the_day(tmp_path: Path) -> None:
    notes = {
        "Июнь": "---\ncreated: 05/06/2024\n---\nТекст.\n",
        "Рождество": '---\r\ncreated: "25/12/2023 10:00"\r\nupdated: 26/12/2023\r\n---\r\nТекст.\r\n',
        "Logseq": "date:: 07/08/2023\n\n- Words.\n",
        "Other way": "---\ndate: 12/24/2022\nupdated: 02/03/2023\n---\nWords.\n",
    }
    for name, text in notes.items():
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8", newline="")
    # One that tells by itself keeps to that.
    assert published_of(tmp_path) == (
        {"Июнь": "2024-06-05", "Рождество": "2023-12-25", "Logseq": "2023-08-07", "Other way": "2022-12-24"},
        [],
    )


def test_what_nothing_tells_of_the_days_of_notes_is_said_once(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.md").write_text(
            f"---\ndate: 0{number + 1}/09/2023\n---\nWords.\n", encoding="utf-8"
        )
    found, said = published_of(tmp_path)
    assert found == {"0": "2023-01-09", "1": "2023-02-09", "2": "2023-03-09"}
    assert len(said) == 1
    assert "may mean two days" in said[0]


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ("status: to-read", State.UNREAD), ("status: Reading", State.READING),
        ("status: прочитано", State.READ),
        ("read: true", State.READ), ("completed?: no", State.UNREAD), ("status: published", None), ("", None),
    ],
)  # fmt: skip
def test_a_note_that_keeps_a_page_may_say_how_far_one_got(
    fields: str, state: State | None, tmp_path: Path
) -> None:
    page = load(f"---\nsource: https://example.org/p\n{fields}\n---\nWords\n", tmp_path)
    assert page.state is state
    # Of a note by itself it may mean anything.
    assert load(f"---\n{fields}\n---\nWords\n", tmp_path).state is None


def test_when_a_note_was_changed_is_not_when_the_page_it_keeps_was_written(tmp_path: Path) -> None:
    for fields, published in (
        ("created: 2024-03-01 10:00:00Z\nupdated: 2024-05-01 10:00:00Z", None),
        ("updated: 2024-05-01", "2024-05-01"),
    ):
        page = load(f"---\nsource: https://example.org/p\n{fields}\n---\nWords\n", tmp_path)
        assert page.published == published


def test_what_was_clipped_of_a_paper_is_the_paper(tmp_path: Path) -> None:
    paper = load(
        "---\nsource: https://arxiv.org/abs/2510.26692\ncreated: 2024-03-01\ntags:\n  - clippings\n"
        "description: 'Abstract page for arXiv paper 2510.26692: Kimi'\n---\nWe show ==this== and more.\n",
        tmp_path,
    )
    assert (paper.key, paper.kind, paper.saved_at) == ("arxiv:2510.26692", Kind.PAPER, "2024-03-01")
    assert (paper.text, paper.summary) == ("We show this and more.", "")
    assert [one.quote for one in paper.annotations] == ["this"]


def test_a_link_kept_under_an_empty_title_is_called_as_its_file(tmp_path: Path) -> None:
    link = load("---\ntitle: null\nurl: https://arxiv.org/abs/2310.06770\n---\n", tmp_path, "Benches.md")
    assert (link.key, link.title) == ("arxiv:2310.06770", "Benches")


@pytest.mark.parametrize(
    ("address", "key", "awaited"),
    [
        ("https://arxiv.org/abs/2510.26692", "arxiv:2510.26692", "arXiv"),
        ("https://example.org/page", "url:https://example.org/page", "page"),
    ],
)
def test_properties_alone_are_the_link_they_hold(
    address: str, key: str, awaited: str, tmp_path: Path
) -> None:
    kept = load(
        f"---\ntitle: T\nurl: {address}\nstatus: to read\nrating: 4\nadded: 2024-03-01\n---\n", tmp_path
    )
    assert (kept.key, kept.title, kept.state, kept.saved_at) == (key, "T", State.UNREAD, "2024-03-01")
    assert (kept.stub, kept.meta["waiting_for"], kept.meta["rating"]) == (True, awaited, "4")


def test_words_written_to_a_link_to_a_paper_later_are_a_note_about_it(
    library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "Kimi.md"
    path.write_text("---\nurl: https://arxiv.org/abs/2510.26692\n---\n")
    library.intake.add([str(path)])
    path.write_text("---\nurl: https://arxiv.org/abs/2510.26692\n---\nMy own words on it.\n")
    library.intake.add([str(path)])
    assert {one.kind for one in library.items.select()} == {Kind.PAPER, Kind.NOTE}
