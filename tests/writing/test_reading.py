"""What the person wrote, read from folders and files of every kind: what counts, where it stands, when it is
from."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from kb.types import Failure
from kb.types.evidence import Form, WrittenPage
from kb.writing.code import COMMENTS, comments
from kb.writing.reading import Place
from kb.writing.slides import with_headings
from kb.writing.walking import reads


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def read(path: Path, called: str = "") -> tuple[dict[str, WrittenPage], list[Failure]]:
    place = Place(path, called)
    place.look()
    found = [page for file in place.files for page in place.pages(file)]
    failures = place.failures + [one for one in found if isinstance(one, Failure)]
    return {one.place: one for one in found if isinstance(one, WrittenPage)}, failures


def page(root: Path, name: str) -> WrittenPage:
    return read(root)[0][f"{root.name}/{name}"]


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


def test_citations_of_a_paper_are_resolved_by_the_bibliographies_beside_it(tmp_path: Path) -> None:
    bib = (
        "@article{vaswani2017,title={Attention Is All You Need},eprint={1706.03762},archiveprefix={arXiv}}\n"
    )
    other = "@misc{vaswani2017,title={Another},doi={10.1/x}}\n@misc{far,title={Far Away},doi={10.1000/far}}"
    root = write(
        tmp_path,
        {
            "paper/main.tex": "\\Citet[p.~3]{vaswani2017}, \\parencite{far,none}. % \\cite{gone}",
            "paper/refs.bib": bib,
            "other/refs.bib": other,
            "paper/sections/own.tex": "\\cite{b1}\n\\bibitem[Gu(2023)]{b1} A.~Gu.\n"
            "\\newblock Mamba: Linear-time sequence modeling.\n"
            "\\newblock \\url{https://arxiv.org/abs/2312.00752}, 2023.\n",
        },
    )
    cited = page(root, "paper/main.tex").bibliography
    assert [(one.citation_key, one.keys[0]) for one in cited] == [
        ("vaswani2017", "arxiv:1706.03762"),
        ("far", "doi:10.1000/far"),
    ]
    own = page(root, "paper/sections/own.tex").bibliography
    assert [(one.keys, one.title) for one in own] == [
        (("arxiv:2312.00752",), "Mamba: Linear-time sequence modeling")
    ]
    assert page(root, "paper/main.tex").form is Form.PAPER


@pytest.mark.parametrize(
    "written",
    ["[[gu2023]]", "[[papers/gu2023|Gu]]", "[[papers/@gu2023]]", "{{< bibtex gu2023 >}}",
     "{% quote gu2023 %}", "\\n> Citation Key:: gu2023\\n", "zotero://select/items/@gu2023",
     "<Cite id='gu2023' />"],
)  # fmt: skip
def test_whatever_cites_by_a_key_gets_its_record(tmp_path: Path, written: str) -> None:
    root = write(
        tmp_path, {"refs.bib": "@misc{gu2023,title={T},doi={10.1000/t}}", "a.md": f"As {written} says.\n"}
    )
    assert [one.citation_key for one in page(root, "a.md").bibliography] == ["gu2023"]


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


def test_the_first_cell_of_a_notebook_tells_its_day(tmp_path: Path) -> None:
    sources = ['# "A"\n> "Summary"\n\n- toc: true\n- date: 2024-03-05\n', "## A part\nWords."]
    cells = [{"cell_type": "markdown", "source": one} for one in sources]
    cells.append({"cell_type": "code", "source": "x = 1  # see arXiv:1706.03762\n"})
    one = page(write(tmp_path, {"a.ipynb": json.dumps({"cells": cells})}), "a.ipynb")
    assert one.written_on == "2024-03-05"
    assert "\nsee arXiv:1706.03762" in one.text


HAYAGRIVA = """gu2023:
    type: Article
    title: Mamba
    author: ["Gu, Albert", "Dao, Tri"]
    serial-number:
        arxiv: "2312.00752"
VaswaniA:
    type: proceedings
    title: {value: Attention Is All You Need, sentence-case: Attention is all}
    url: {value: "https://arxiv.org/abs/1706.03762", date: 2024-03-05}
"""


def test_typst_cites_by_the_keys_of_its_own_bibliographies(tmp_path: Path) -> None:
    files = {
        "refs.yml": HAYAGRIVA,
        "settings.yml": "gu2023:\n  type: service\n",
        "a.typ": "See @gu2023, @VaswaniA.",
    }
    cited = page(write(tmp_path, files), "a.typ").bibliography
    assert [(one.citation_key, one.keys[0], one.title) for one in cited] == [
        ("gu2023", "arxiv:2312.00752", "Mamba"),
        ("VaswaniA", "arxiv:1706.03762", "Attention Is All You Need"),
    ]


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


def test_an_item_of_a_list_that_names_no_work_leaves_it_to_a_bibliography(tmp_path: Path) -> None:
    text = "\\citet{gw10} walk.\n\\bibitem[Goodman(2010)]{gw10} Goodman,~J. 2010, Comm. Comp., 5, 65\n"
    bib = "@misc{gw10,title={Ensemble samplers},doi={10.1000/gw}}"
    root = write(tmp_path, {"document/ms.tex": text, "joss/paper.bib": bib})
    assert [one.keys[0] for one in page(root, "document/ms.tex").bibliography] == ["doi:10.1000/gw"]


def test_keys_of_markdown_are_resolved_too(tmp_path: Path) -> None:
    note = (
        "---\nreferences:\n- id: own2020\n  title: Own Record of a Work\n  DOI: 10.1000/own\n---\n"
        "As [see @own2020, p. 3; @csl1] and @{csl1}. Mail me@example.org, @fig-one.\n"
    )
    csl = [{"id": "csl1", "type": "article-journal", "title": "From CSL", "DOI": "10.1000/csl"}]
    listed = "references:\n  - id: yml1\n    title: From YAML\n    URL: https://arxiv.org/abs/2401.00001\n"
    root = write(
        tmp_path,
        {"a.md": note, "b.md": "[@yml1]", "lib.json": json.dumps(csl), "more.yaml": listed,
         "paper.bbl": "\\entry{lx1}{article}{}\n\\field{title}{From Biblatex}\n\\verb{eprint}\n"
         "\\verb 2402.00002\n\\endverb\n\\endentry\n", "c.tex": "\\autocite{lx1}"},
    )  # fmt: skip
    assert {one.citation_key: one.keys[0] for one in page(root, "a.md").bibliography} == {
        "own2020": "doi:10.1000/own",
        "csl1": "doi:10.1000/csl",
    }
    assert page(root, "b.md").bibliography[0].keys[0] == "arxiv:2401.00001"
    assert page(root, "c.tex").bibliography[0].keys[0] == "arxiv:2402.00002"


@pytest.mark.parametrize(
    "text",
    [
        "As [see @doe:2020, p. 3] say.", "-@doe:2020.", "@{doe:2020}", r"\citeA<see>{x, doe:2020}",
        r"\footfullcite{doe:2020}", r"\textcites{x}{doe:2020}", "cite:x,doe:2020",
        "cite:doe:2020", "citep:&doe:2020 p. 3", "[[cite:&doe:2020]]", "[cite:@x;@doe:2020]",
        "{% cite x doe:2020 %}", '<d-cite key="x,doe:2020"></d-cite>', "{cite:p}`x,doe:2020`",
        ":cite:`doe:2020`",
    ],
)  # fmt: skip
def test_a_key_is_resolved_however_it_is_cited(tmp_path: Path, text: str) -> None:
    root = write(
        tmp_path, {"a.md": f"Words. {text}\n", "b.bib": "@misc{doe:2020, title={T}, doi={10.1000/t}}"}
    )
    assert [one.citation_key for one in page(root, "a.md").bibliography] == ["doe:2020"]


KEYS = ("gu", "other", "third")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("part.typ", "= Chapter\nAs @gu[p. 3] shows. // @other is left for later\n/* @third\n */\n"),
        ("part.typ", '= Chapter\nAs #cite(<gu>, form: "prose") shows; see https://a.example/b.\n'),
        ("01-part.Rmd", "# Chapter\nAs [see @gu, p. 3] shows.\n"),
    ],
)
def test_sources_of_typst_and_r_cite_by_keys(tmp_path: Path, name: str, text: str) -> None:
    records = "".join(f"@misc{{{key}, title={{T}}, eprint={{2312.0075{n}}}}}" for n, key in enumerate(KEYS))
    root = write(tmp_path, {"refs.bib": records, name: text})
    source = page(root, name)
    assert [work.citation_key for work in source.bibliography] == ["gu"]
    assert source.text.split("\n")[0] == "# Chapter" and "@" in source.text.split("\n")[1]


def test_a_source_of_typst_has_its_title_and_no_comments(tmp_path: Path) -> None:
    text = '#set document(title: "О кэшах")\n// не сказано\n== Раздел\nhttps://a.example/b\n'
    source = page(write(tmp_path, {"main.typ": text}), "main.typ")
    assert (source.form, source.title) == (Form.PAPER, "О кэшах")
    assert source.text.split("\n")[1:] == ["", "## Раздел", "https://a.example/b", ""]


@pytest.mark.parametrize("field", ["citekey", "bibtex_key", "Cite-Key"])
def test_a_note_that_says_its_key_has_its_record(tmp_path: Path, field: str) -> None:
    note = f"---\ntitle: On states\n{field}: gu\n---\nIt is small enough.\n"
    root = write(tmp_path, {"a.md": note, "b.bib": "@misc{gu, title={T}, eprint={2312.00752}}"})
    one = page(root, "a.md")
    assert "gu" in one.names and one.bibliography[0].keys[0] == "arxiv:2312.00752"


def test_a_note_that_is_named_by_a_key_has_its_record(tmp_path: Path) -> None:
    root = write(tmp_path, {"@doe2020.md": "Words.\n", "b.bib": "@misc{doe2020, title={T}, doi={10.1000/t}}"})
    assert [one.keys[0] for one in page(root, "@doe2020.md").bibliography] == ["doi:10.1000/t"]


def notebook(cells: list[dict[str, object]]) -> str:
    made = [{"metadata": {}, **cell} for cell in cells]
    return json.dumps(
        {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1, ensure_ascii=False
    )


def test_a_notebook_says_its_words_on_the_lines_of_its_file(tmp_path: Path) -> None:
    text = notebook(
        [
            {"cell_type": "markdown", "source": ["# Опыт\n", "\n", "по arXiv:2312.00752"]},
            {
                "cell_type": "code",
                "outputs": [{"output_type": "stream", "text": ["arXiv:1111.11111\n"]}],
                "source": ["x = 'arXiv:1111.11111'  # как в [1]\n", "y = 2"],
            },
        ]
    )
    found = page(write(tmp_path, {"a.ipynb": "\ufeff" + text}), "a.ipynb")
    assert found.title == "Опыт"
    rows = text.split("\n")
    placed = {
        line.strip(): rows[number] for number, line in enumerate(found.text.split("\n")) if line.strip()
    }
    assert set(placed) == {"# Опыт", "по arXiv:2312.00752", "как в [1]"}
    assert all(said in row for said, row in placed.items())


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"cells": [{"cell_type": "markdown", "source": "# One\nwords"}], "nbformat": 4}),
        json.dumps({"worksheets": [{"cells": [{"cell_type": "heading", "source": ["words"]}]}]}),
    ],
)  # fmt: skip
def test_a_notebook_of_one_line_or_of_an_old_format_is_read(tmp_path: Path, text: str) -> None:
    assert "words" in page(write(tmp_path, {"a.ipynb": text}), "a.ipynb").text


def test_a_broken_notebook_is_a_failure_and_the_rest_is_read(tmp_path: Path) -> None:
    found, failures = read(write(tmp_path, {"a.ipynb": '{"cells": 3}', "b.md": "Words."}))
    assert [failure.spec for failure in failures] == [str(tmp_path / "a.ipynb")]
    assert "open and save it" in failures[0].reason
    assert [one.text for one in found.values()] == ["Words."]


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


def deck(path: Path, slides: list[str], notes: str = "") -> None:
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    r = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    p = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    relation = '<Relationship Id="{}" Target="{}"{}/>'
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    numbers = range(1, len(slides) + 1)
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        listed = "".join(f'<p:sldId id="{255 + n}" r:id="s{n}"/>' for n in reversed(numbers))
        packed.writestr(
            "ppt/presentation.xml",
            f"<p:presentation {p} {r}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        )
        targets = "".join(relation.format(f"s{n}", f"slides/slide{n}.xml", "") for n in numbers)
        packed.writestr("ppt/_rels/presentation.xml.rels", rels.format(targets))
        for n, slide in zip(numbers, slides, strict=True):
            packed.writestr(
                f"ppt/slides/slide{n}.xml",
                f"<p:sld {a} {p} {r} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>{slide}</p:sld>",
            )
            related = relation.format("l", "https://arxiv.org/abs/2312.00752", ' TargetMode="External"')
            related += relation.format("n", f"../notesSlides/notesSlide{n}.xml", "")
            packed.writestr(f"ppt/slides/_rels/slide{n}.xml.rels", rels.format(related))
        packed.writestr(
            "ppt/notesSlides/notesSlide1.xml",
            f"<p:notes {a} {p}><a:p><a:r><a:t>{notes}</a:t></a:r></a:p></p:notes>",
        )
        packed.writestr(
            "docProps/core.xml",
            '<cp xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            "<dc:title>PowerPoint Presentation</dc:title>"
            "<dcterms:created>2019-01-01T00:00:00Z</dcterms:created><dcterms:modified>2024-05-06T10:00:00Z</dcterms:modified></cp>",
        )  # fmt: skip


def test_a_deck_gives_its_slides_in_order_with_notes_and_links(tmp_path: Path) -> None:
    paragraph = "<a:p><a:r><a:t>{}</a:t></a:r></a:p>"
    number = '<a:fld type="slidenum"><a:t>7</a:t></a:fld>'
    link = '<a:rPr><a:hlinkClick r:id="l"/></a:rPr>'
    linked = f"<a:p><a:r>{link}<a:t>Mamba</a:t></a:r>{number}</a:p>"
    new, old = paragraph.format("formula"), paragraph.format("picture")
    choice = f"<mc:Choice>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>"
    twice = f"<mc:AlternateContent>{choice}</mc:AlternateContent>"
    deck(tmp_path / "talk.pptx", [linked + twice, paragraph.format("Первый")], "say more")
    found, failures = read(tmp_path)
    assert failures == []
    assert [(one.place.rpartition(", ")[2], one.text) for one in found.values()] == [
        ("slide 1", "Первый"),
        ("slide 2", "[Mamba](https://arxiv.org/abs/2312.00752)\nformula\n\nsay more"),
    ]
    first = next(iter(found.values()))
    assert (first.form, first.title, first.written_on) == (Form.TALK, "talk", "2024-05-06T10:00:00+00:00")


def test_a_damaged_deck_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "talk.pptx").write_bytes(b"PK\x03\x04 and then nothing")
    _, failures = read(tmp_path)
    assert "talk.pptx" in failures[0].reason and "save it again" in failures[0].reason


def pdf(path: Path, width: int, height: int, words: str) -> None:
    stream = f"BT /F 12 Tf 50 50 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 5 0 R"
        b" /Resources << /Font << /F 3 0 R >> >> >>" % (width, height),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(b"%010d 00000 n \n" % len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(places)
    end = b"trailer << /Root 1 0 R /Size 6 >>\nstartxref\n%d\n%%%%EOF" % len(body)
    path.write_bytes(body + table + end)


def test_of_pdfs_in_a_folder_talks_count_and_one_that_is_marked_itself(tmp_path: Path) -> None:
    pdf(tmp_path / "2024-03-04 talk.pdf", 800, 600, "We build on arXiv:2312.00752")
    pdf(tmp_path / "paper of others.pdf", 600, 800, "Words of somebody else, many of them")
    found, failures = read(tmp_path)
    assert failures == []
    [slide] = found.values()
    assert slide.place == f"{tmp_path.name}/2024-03-04 talk.pdf, page 1"
    assert (slide.form, slide.written_on) == (Form.TALK, "2024-03-04")
    assert "arXiv:2312.00752" in slide.text
    assert reads(tmp_path, tmp_path / "2024-03-04 talk.pdf")
    assert not reads(tmp_path, tmp_path / "paper of others.pdf")
    [alone] = read(tmp_path / "paper of others.pdf")[0].values()
    assert alone.form is Form.PAPER


def test_the_list_of_references_goes_on_over_the_pages_of_a_paper() -> None:
    pages = ["Words [1].\n6 References\n[1] A.", "[2] B.\n[3] C.\nAppendix A\nProofs.", "More."]
    assert list(with_headings(pages)) == [
        "Words [1].\n# 6 References\n[1] A.",
        "# 6 References\n[2] B.\n[3] C.\n# Appendix A\nProofs.",
        "More.",
    ]


@pytest.mark.parametrize("opening", ['"\\', "`", "/*", "'", '"""\n'])
@pytest.mark.parametrize("suffix", ["py", "js", "sql", "m"])
def test_what_is_opened_without_end_takes_no_longer_than_it_is(suffix: str, opening: str) -> None:
    text = opening * 50_000
    assert comments(text, COMMENTS[f".{suffix}"]).count("\n") == text.count("\n")


CARDS = [
    {"id": "a", "type": "text", "text": "# План\n\nВзять arXiv:1706.03762 за основу", "x": 0, "y": 0},
    {"id": "b", "type": "file", "file": "ml/Mamba.md", "x": 0, "y": 90},
    {"id": "c", "type": "link", "url": "https://example.org/a", "x": 0, "y": 90},
]


def test_cards_of_a_canvas_stand_on_their_lines(tmp_path: Path) -> None:
    rows = ",\n".join("\t\t" + json.dumps(card, ensure_ascii=False) for card in CARDS)
    root = write(tmp_path, {"a.canvas": f'{{\n\t"nodes":[\n{rows}\n\t],\n\t"edges":[]\n}}'})
    assert page(root, "a.canvas").text.split("\n")[2:5] == [
        "# План Взять arXiv:1706.03762 за основу",
        "[[ml/Mamba.md]]",
        "<https://example.org/a>",
    ]


def test_a_canvas_in_one_line_is_read_and_what_is_none_is_told(tmp_path: Path) -> None:
    root = write(
        tmp_path, {"one.canvas": json.dumps({"nodes": CARDS}), "empty.canvas": "", "no.canvas": "[1]"}
    )
    pages, failures = read(root)
    assert [name.rpartition("/")[2] for name in pages] == ["one.canvas"]
    assert "arXiv:1706.03762" in pages[f"{root.name}/one.canvas"].text
    assert [Path(failure.spec).name for failure in failures] == ["no.canvas"]


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


ORG = """#+TITLE: Inference notes
#+DATE: <2025-07-10 Thu>

* Structured decoding                                             :llm:
:PROPERTIES:
:ID: abc
:END:
The grammar went into the decoder, [[https://arxiv.org/abs/2506.01151][here]] or [[file:ml/kv.org][there]].
# a comment with arXiv:2505.08445
#+begin_quote
words of others
#+end_quote
#+begin_src python
# arXiv:2505.06914
#+end_src
** TODO [[https://arxiv.org/abs/2505.18610]]
"""


ABOUT = """:PROPERTIES:
:ID: 7c1d
:ROAM_REFS: @gu cite:other https://arxiv.org/abs/2401.00001
:END:
#+title: Notes on states

* A part of its own
:PROPERTIES:
:Custom_ID: third
:DOI: 10.1000/part
:END:
See [[id:9f02][that note]], [[cite:&gu][the first]] and [[doi:10.1000/other][the second]].
"""


def test_what_a_note_of_org_is_about_stands_above_it(tmp_path: Path) -> None:
    records = "".join(f"@misc{{{key}, title={{T}}, eprint={{2312.0075{n}}}}}" for n, key in enumerate(KEYS))
    one = page(write(tmp_path, {"a.org": ABOUT, "refs.bib": records}), "a.org")
    assert one.names == ("a", "Notes on states", "7c1d", "gu", "other", "https://arxiv.org/abs/2401.00001")
    assert {work.citation_key for work in one.bibliography} == set(KEYS)
    assert [line for line in one.text.split("\n") if line] == [
        "source: @gu cite:other https://arxiv.org/abs/2401.00001",
        "title: Notes on states",
        "## A part of its own",
        "source: @third",
        "source: 10.1000/part",
        "See [[9f02|that note]], the first (cite:&gu) and [the second](https://doi.org/10.1000/other).",
    ]


LOG = """* DONE [#A] Hindsight                                                  :rl:
CLOSED: [2024-03-05 Tue 10:11] SCHEDULED: <2024-03-01 Fri>
Words.
* TODO Planned
DEADLINE: <2024-04-01 Mon>
* Kept
:LOGBOOK:
- State "DONE"       from "TODO"       [2024-03-06 Wed 09:00]
CLOCK: [2024-03-06 Wed 08:00]--[2024-03-06 Wed 09:00] =>  1:00
:END:
- State "READ"       from              [2024-03-07 Thu 09:00]
* Captured
Entered on [2024-03-08 Fri 12:00]
* Noted
[2024-03-09 Sat]
: words of others
:
"""


def test_org_says_when_something_was_done_with(tmp_path: Path) -> None:
    one = page(write(tmp_path, {"log.org": LOG}), "log.org")
    assert one.text.split("\n") == [
        "## Hindsight", "date read: 2024-03-05", "Words.", "## TODO Planned", "", "## Kept", "",
        "date read: 2024-03-06", "", "", "date read: 2024-03-07", "## Captured", "2024-03-08",
        "## Noted", "2024-03-09", "> words of others", "> ", "",
    ]  # fmt: skip


def test_org_is_read_line_by_line(tmp_path: Path) -> None:
    one = page(write(tmp_path, {"a.org": ORG}), "a.org")
    assert (one.title, one.written_on) == ("Inference notes", "2025-07-10")
    assert one.text.split("\n") == [
        "title: Inference notes", "", "",
        "## Structured decoding", "", "", "",
        "The grammar went into the decoder, [here](https://arxiv.org/abs/2506.01151) or [there](ml/kv.org).",
        "", "", "> words of others", "", "```python", "# arXiv:2505.06914", "```",
        "### TODO <https://arxiv.org/abs/2505.18610>", "",
    ]  # fmt: skip
