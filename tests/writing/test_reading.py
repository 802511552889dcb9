"""What the person wrote, read from folders and files of every kind: what counts, where it stands, when it is
from."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kb.types.evidence import Form
from kb.writing.code import COMMENTS, comments
from tests.writing.reading import page, read, write


def test_a_note_keeps_its_source_and_gives_its_names_and_day(tmp_path: Path) -> None:
    text = (
        "---\ntitle: Внимание\naliases:\n  - self-attention\ncreated: 2024-03-05\n---\n# Механизм\n\n"
        "См. arXiv:1706.03762\n"
    )
    note = page(write(tmp_path, {"ml/внимание.md": text}), "ml/внимание.md")
    assert note.text == text
    assert note.form is Form.NOTE
    assert note.title == "Внимание"
    assert note.written_on == "2024-03-05"
    assert note.names == ("внимание", "Внимание", "Механизм", "self-attention")
    assert not note.draft


def test_a_page_in_a_folder_of_its_own_is_called_by_that(tmp_path: Path) -> None:
    text = "---\ntitle: Long Title\nalias: mixers, state spaces\n---\nWords."
    root = write(tmp_path, {"posts/2024-05-06-mamba/index.md": text})
    names = page(root, "posts/2024-05-06-mamba/index.md").names
    assert names == (
        "2024-05-06-mamba", "mamba", "Long Title", "mixers, state spaces", "mixers", "state spaces",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "day"),
    [
        ("_posts/2023-09-30-mamba.md", "---\nlayout: post\n---\nО моделях состояний.", "2023-09-30"),
        ("posts/2022-01-02-x/index.md", "+++\ntitle = 'x'\ndraft = true\n+++\nSome words.", "2022-01-02"),
        ("blog/a.mdx", "---\ntitle: A\npubDate: Jul 08 2022\n---\nimport X from 'x'\n\nWords.", "2022-07-08"),
        ("content/q.qmd", "---\ntitle: Q\ndate: last-modified\n---\nWords.", None),
        ("posts/ahead.md", "---\ntitle: Ahead\ndate: 2999-01-01\n---\nWords.", None),
        ("journals/2025_02_03.md", "- прочёл статью", "2025-02-03"),
    ],
)  # fmt: skip
def test_a_day_comes_from_the_page_itself(tmp_path: Path, name: str, text: str, day: str | None) -> None:
    found = page(write(tmp_path, {name: text}), name)
    assert found.written_on == day
    assert found.draft == ("draft = true" in text)
    assert found.form is (Form.NOTE if name.startswith("journals") else Form.POST)


@pytest.mark.parametrize(
    "files",
    [
        {"templates/paper.md": "---\ntitle: '{{title}}'\n---\n{{abstract}}\n"},
        {"c.md": "---\nsource: https://a.example/b\ntags:\n  - clippings\n---\nTheir words."},
        {"a.egg-info/PKG-INFO": "words"},
        {"_site/index.md": "words"}, {"node_modules/a/README.md": "words"}, {".obsidian/notes.md": "words"},
        {"hugo.toml": "", "public/a.md": "words"}, {"package.json": "{}", "dist/a.md": "words"},
        {"LICENSE": "words of a licence"}, {"data": '{"a": "words"}'},
        {"settings.yaml": "a: words"}, {"a.html": "<!-- saved from url=(9)https://a.b -->words"},
    ],
)  # fmt: skip
def test_what_nobody_wrote_is_no_page(tmp_path: Path, files: dict[str, str]) -> None:
    assert read(write(tmp_path, files)) == ({}, [])


def test_a_form_that_nobody_filled_in_keeps_its_names_and_says_nothing(tmp_path: Path) -> None:
    fields = "---\ntitle: Attention\narxiv: 1706.03762\naliases: [Внимание]\n---\n"
    form = page(write(tmp_path, {"t.md": f"{fields}# Title\n## Summary\n\n- \n\n**Notes:**\n"}), "t.md")
    assert form.text.startswith(fields) and not form.text.removeprefix(fields).strip()
    assert form.names == ("t", "Attention", "Title", "Внимание")


def test_of_what_a_site_serves_own_slides_and_papers_count_and_no_programs(tmp_path: Path) -> None:
    words = "These are words of my own.\n"
    html = f"<html><body><p>{words}</p></body></html>"
    root = write(
        tmp_path,
        {"hugo.toml": "", "static/talks/a.md": words, "static/paper.tex": words, "static/b.html": html,
         "static/bib.json": json.dumps([{"id": "gu", "type": "book", "title": "T", "DOI": "10.1000/t"}]),
         "notes/cites.md": "See [@gu].\n", "static/app.js": f"// {words}",
         "static/lib/README.md": words, "themes/static/c.md": words, "notes/static/app.js": f"// {words}"},
    )  # fmt: skip
    assert page(root, "notes/cites.md").bibliography[0].keys[0] == "doi:10.1000/t"
    assert {name.partition("/")[2] for name in read(root)[0]} == {
        "notes/cites.md",
        "static/talks/a.md",
        "static/paper.tex",
        "notes/static/app.js",
    }


@pytest.mark.parametrize(
    ("name", "day", "called"),
    [
        ("posts/2024-05-03-memory/index.ru.md", "2024-05-03", "2024-05-03-memory"),
        ("posts/2024-05-03-memory/ru.md", "2024-05-03", "2024-05-03-memory"),
        ("notes/ml.md", None, "ml"),
        ("notes/2024-05-03/mlx.md", None, "mlx"),
    ],
)
def test_a_page_in_a_language_is_called_by_its_folder(
    tmp_path: Path, name: str, day: str | None, called: str
) -> None:
    one = page(write(tmp_path, {name: "Words of a page, written by hand.\n"}), name)
    assert (one.written_on, one.names[0]) == (day, called)


def test_a_folder_of_notes_may_be_called_public(tmp_path: Path) -> None:
    assert page(write(tmp_path, {"public/a.md": "Words."}), "public/a.md").text == "Words."


def test_highlights_from_zotero_are_words_of_others(tmp_path: Path) -> None:
    text = (
        "# A\n\n%% begin notes %%\nMine.\n%% end notes %%\n\n%% begin annotations %%\n\n### Imported\n"
        "- Marked in the paper.\n%% end annotations %%\n\nMine too.\n"
    )
    one = page(write(tmp_path, {"a.md": text}), "a.md")
    assert one.text.split("\n")[6:] == [
        "%% begin annotations %%", "", "> ### Imported", "> - Marked in the paper.",
        "%% end annotations %%", "", "Mine too.", "",
    ]  # fmt: skip


HEADS = {
    "pelican.md": "Title: A\nDate: 2024-03-05 10:20\nModified: 2025-12-05 19:30\n\nWords.",
    "pelican.rst": "A title\n#######\n\n:date: 2024-03-05 10:20\n:tags: x\n\nWords.",
    "nikola.rst": ".. title: A\n.. slug: a\n.. date: 2024-03-05 19:52:05 UTC+03:00\n\nWords.",
    "nikola.md": "<!--\n.. title: A\n.. date: 2024-03-05\n-->\n\nWords.",
    "hexo.md": "title: A\ndate: 2024/03/05 20:46:25\ntags: x\n---\n\nWords.",
    "a.adoc": "= A\nAnna <a@example.org>\nv1.0, 2024-03-05\n:toc:\n\nWords.",
    "b.adoc": "= A\n:revdate: 2024-03-05\n\nWords.",
    "franklin.md": '@def title = "A"\n@def date = Date(2024, 3, 5)\n\nWords.',
    "log.md": "# A\n\n- created: 2024-03-05\n\nWords.",
}


@pytest.mark.parametrize("name", HEADS)
def test_fields_may_stand_above_a_text_without_rules(tmp_path: Path, name: str) -> None:
    one = page(write(tmp_path, {name: HEADS[name]}), name)
    assert (one.written_on or "")[:10] == "2024-03-05"


@pytest.mark.parametrize(
    "text",
    [
        "# [A paper](https://arxiv.org/abs/1706.03762)\n\nDate: 2024-03-05\n\nWords.",
        "Words of one's own.\n\nDate: 2024-03-05\n",
        "Said: a word\n\nWords.\n\ndate: 2024-03-05\n",
    ],
)
def test_a_date_further_down_is_not_that_of_the_page(tmp_path: Path, text: str) -> None:
    assert page(write(tmp_path, {"a.md": text}), "a.md").written_on is None


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ("published: 2017-06-12\ncreated: 2024-03-05", "2024-03-05"),
        ("date: 2017-06-12\ndate_created: 2024-03-05", "2024-03-05"),
        ("date: 2017-06-12\nitem-type: journalArticle", None),
        ("itemType: preprint\ndate: 2017-06-12\nupdated: 2024-03-05", "2024-03-05"),
        ("date: 2017-06-12", "2017-06-12"),
    ],
)
def test_the_day_of_a_note_comes_before_that_of_the_work(
    tmp_path: Path, fields: str, day: str | None
) -> None:
    note = page(write(tmp_path, {"a.md": f"---\ntitle: A\n{fields}\n---\nWords."}), "a.md")
    assert note.written_on == day


OUTLINE = """---
title: smoke
---

## Backbone
:PROPERTIES:
:heading: true
:END:
### Replace all aggregation connections with deformable ones
:PROPERTIES:
:id: 60065273
:END:
#### * Item Type: [[Article]]
### Similar to [[Objects as Points]] in how centres are found
#### each object is represented by one specific point
##### so no box has to be suppressed
### loss
### The features are sampled down four times before that
### GroupNorm
### output
"""


def test_an_outline_of_headings_is_read_as_its_points(tmp_path: Path) -> None:
    one = page(write(tmp_path, {"a.md": OUTLINE}), "a.md")
    assert one.text.split("\n")[4:] == [
        "## Backbone", "", "", "", "\t- Replace all aggregation connections with deformable ones", "", "", "",
        "\t\t- Item Type: [[Article]]", "\t- Similar to [[Objects as Points]] in how centres are found",
        "\t\t- each object is represented by one specific point", "\t\t\t- so no box has to be suppressed",
        "\t- loss", "\t- The features are sampled down four times before that", "\t- GroupNorm", "\t- output",
        "",
    ]  # fmt: skip
    form = "".join(f"## {label}\n" for label in "Summary Method Data Results Limits Ideas Links Code".split())
    kept = page(write(tmp_path, {"form.md": f"{form}## Notes\n\nSome words here.\n"}), "form.md")
    assert kept.text.startswith("## Summary\n## Method")


@pytest.mark.parametrize("fence", ["---", "+++"])
def test_fields_in_toml_are_read_between_either_rules(tmp_path: Path, fence: str) -> None:
    text = f'{fence}\ntitle = "Обзор"\ndate = 2024-03-05\ntags = ["ml"]\n{fence}\n\nСлова заметки.\n'
    note = page(write(tmp_path, {"a.md": text}), "a.md")
    assert (note.title, note.written_on) == ("Обзор", "2024-03-05")


@pytest.mark.parametrize("name", ["date_read", "dateread", "Date Read", "read", "прочитано"])
def test_a_note_on_a_work_is_of_the_day_it_was_read(tmp_path: Path, name: str) -> None:
    text = f"---\ntitle: A\ndate: 2017-06-12\n{name}: 2024-03-05\n---\nWords of a note.\n"
    assert page(write(tmp_path, {"a.md": text}), "a.md").written_on == "2024-03-05"


def test_a_source_of_typst_has_its_title_and_no_comments(tmp_path: Path) -> None:
    text = '#set document(title: "О кэшах")\n// не сказано\n== Раздел\nhttps://a.example/b\n'
    source = page(write(tmp_path, {"main.typ": text}), "main.typ")
    assert (source.form, source.title) == (Form.PAPER, "О кэшах")
    assert source.text.split("\n")[1:] == ["", "## Раздел", "https://a.example/b", ""]


@pytest.mark.parametrize(
    ("suffix", "source", "said"),
    [
        ("py", '"""See arXiv:1."""\nx = "# no"  # yes\ny = """no"""\n', '"""See arXiv:1."""\n# yes\n\n'),
        ("cpp", 'auto u = "http://no"; // yes\n/* and\nmore */ int x;\n', "// yes\n/* and\nmore */\n"),
        ("rs", "fn f<'a>(x: &'a str) {} // yes\nlet c = '\"'; // too\n", "// yes\n// too\n"),
        ("js", "let a = 'http://no', b = `//no\n//no`; // yes\n", "\n// yes\n"),
        ("sql", "SELECT '--no' -- yes\n", "-- yes\n"),
        ("m", "x = y'; % yes\nprintf('%no')\n", "% yes\n\n"),
    ],
)
def test_of_code_comments_count_on_their_lines(suffix: str, source: str, said: str) -> None:
    assert comments(source, COMMENTS[f".{suffix}"]) == said


@pytest.mark.parametrize("opening", ['"\\', "`", "/*", "'", '"""\n'])
@pytest.mark.parametrize("suffix", ["py", "js", "sql", "m"])
def test_what_is_opened_without_end_takes_no_longer_than_it_is(suffix: str, opening: str) -> None:
    text = opening * 50_000
    assert comments(text, COMMENTS[f".{suffix}"]).count("\n") == text.count("\n")


BY_HAND = (
    "<!doctype html>\n<html><head><title>About &amp; attention</title>\n"
    '<meta name="date" content="2024-05-06">\n<script>\nlet a = "1706.03762"\n</script></head>\n'
    '<body><h1>About <em>attention</em></h1>\n<p>It builds on <a href="https://arxiv.org/abs/2312.00752">it</a>.'
)


def test_a_page_written_in_html_keeps_its_lines(tmp_path: Path) -> None:
    one = page(write(tmp_path, {"notes/attention.html": BY_HAND}), "notes/attention.html")
    assert (one.title, one.written_on) == ("About attention", "2024-05-06")
    assert "1706.03762" not in one.text
    assert "2312.00752" in one.text.split("\n")[7]


@pytest.mark.parametrize(
    ("others", "mark"),
    [
        ({"a.qmd": "# Words"}, ""),
        ({}, "<!-- saved from url=(0022)https://example.org/ -->"),
        ({}, "<meta content='Hugo 0.120' name='generator'>"),
    ],
)
def test_pages_that_were_made_or_saved_are_passed_over(
    tmp_path: Path, others: dict[str, str], mark: str
) -> None:
    root = write(tmp_path, {"a.html": BY_HAND.replace("<html>", f"<html>{mark}"), **others})
    assert f"{root.name}/a.html" not in read(root)[0]


def test_slides_of_reveal_stand_in_scripts_and_programs_say_nothing(tmp_path: Path) -> None:
    slide = '<section data-markdown><script type="text/template">\n## arXiv:2205.14135\n</script></section>'
    text = (
        f"<html><title>Tiling</title><body>{slide}\n<script>let other = '1706.03762'</script></body></html>"
    )
    one = page(write(tmp_path, {"talk/index.html": text}), "talk/index.html")
    assert "2205.14135" in one.text.split("\n")[1] and "1706.03762" not in one.text


def test_a_zip_file_is_read_as_its_folder(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "paper",
        {
            "main.tex": "\\documentclass{book}\\begin{document}Rivers\\include{parts/a}\\end{document}",
            "parts/a.tex": "As was seen before \\cite{gu2023}.",
            "bib/refs.bib": "@misc{gu2023, title={Mamba}, eprint={2312.00752}, archiveprefix={arXiv}}",
            "runs/fit.py": "# as in arXiv:1706.03762\n",
            "broken.ipynb": "{",
        },
    )
    packed = Path(shutil.make_archive(str(tmp_path / "Rivers"), "zip", folder))
    pages, failures = read(packed)
    assert pages.keys() == {f"Rivers.zip/{name}" for name in ("main.tex", "parts/a.tex", "runs/fit.py")}
    assert [one.keys[0] for one in pages["Rivers.zip/parts/a.tex"].bibliography] == ["arxiv:2312.00752"]
    assert pages["Rivers.zip/main.tex"].keys == (f"path:{packed}!/main.tex",)
    (failure,) = failures
    assert failure.spec == f"{packed}!/broken.ipynb"


def test_a_zip_file_reaches_for_no_bibliography_outside_of_it(tmp_path: Path) -> None:
    mine = write(tmp_path / "mine", {"works.bib": "@misc{gu2023,title={T},doi={10.1000/t}}"})
    source = f"\\cite{{gu2023}}\n\\bibliography{{{mine}/works}}\n"
    folder = write(tmp_path / "theirs", {"main.tex": source})
    packed = Path(shutil.make_archive(str(tmp_path / "theirs"), "zip", folder))
    [beside], [within] = read(folder)[0].values(), read(packed)[0].values()
    assert [one.citation_key for one in beside.bibliography] == ["gu2023"]
    assert within.bibliography == ()


def test_a_damaged_zip_file_is_told(tmp_path: Path) -> None:
    packed = tmp_path / "Rivers.zip"
    packed.write_bytes(b"PK\x03\x04" + bytes(60))
    pages, (failure,) = read(packed)
    assert not pages and "damaged" in failure.reason and failure.spec == str(packed)
