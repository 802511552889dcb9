"""Keys in what the person wrote, and the records they stand for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.types.evidence import Form
from tests.writing.reading import KEYS, page, read, write


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
     "<Cite id='gu2023' />", "\\see{gu2023}", "\\see[p.~2]{other2020, gu2023}"],
)  # fmt: skip
def test_whatever_cites_by_a_key_gets_its_record(tmp_path: Path, written: str) -> None:
    root = write(
        tmp_path, {"refs.bib": "@misc{gu2023,title={T},doi={10.1000/t}}", "a.md": f"As {written} says.\n"}
    )
    assert [one.citation_key for one in page(root, "a.md").bibliography] == ["gu2023"]


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


def test_an_item_of_a_list_that_names_no_work_leaves_it_to_a_bibliography(tmp_path: Path) -> None:
    text = "\\citet{gw10} walk.\n\\bibitem[Goodman(2010)]{gw10} Goodman,~J. 2010, Comm. Comp., 5, 65\n"
    bib = "@misc{gw10,title={Ensemble samplers},doi={10.1000/gw}}"
    root = write(tmp_path, {"document/ms.tex": text, "joss/paper.bib": bib})
    assert [one.keys[0] for one in page(root, "document/ms.tex").bibliography] == ["doi:10.1000/gw"]


def test_a_key_that_a_record_had_before_leads_to_it_too(tmp_path: Path) -> None:
    bib = "@article{doe2020, ids = {doe20,  doe:old}, title = {Rivers}, doi = {10.1000/r}}"
    root = write(tmp_path, {"a.tex": r"\section{A} \cite{doe:old} and \cite{doe20}", "b.bib": bib})
    found = page(root, "a.tex").bibliography
    assert [(one.citation_key, one.keys[0]) for one in found] == [
        ("doe:old", "doi:10.1000/r"), ("doe20", "doi:10.1000/r"),
    ]  # fmt: skip


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


@pytest.mark.parametrize("field", ["citekey", "bibtex_key", "Cite-Key"])
def test_a_note_that_says_its_key_has_its_record(tmp_path: Path, field: str) -> None:
    note = f"---\ntitle: On states\n{field}: gu\n---\nIt is small enough.\n"
    root = write(tmp_path, {"a.md": note, "b.bib": "@misc{gu, title={T}, eprint={2312.00752}}"})
    one = page(root, "a.md")
    assert "gu" in one.names and one.bibliography[0].keys[0] == "arxiv:2312.00752"


def test_a_note_that_is_named_by_a_key_has_its_record(tmp_path: Path) -> None:
    root = write(tmp_path, {"@doe2020.md": "Words.\n", "b.bib": "@misc{doe2020, title={T}, doi={10.1000/t}}"})
    assert [one.keys[0] for one in page(root, "@doe2020.md").bibliography] == ["doi:10.1000/t"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("main.tex", "\\bibliography{none, ../bib/refs}\nAs \\citet{gu2023} say."),
        ("main.tex", "\\addbibresource[label=x]{../bib/refs.bib}\nAs \\citet{gu2023} say."),
        ("index.qmd", "---\ntitle: A\nbibliography: ['../bib/refs.bib', more.bib]\n---\nAs @gu2023 say."),
    ],
)
def test_a_page_may_name_a_bibliography_outside_of_what_was_marked(
    tmp_path: Path, name: str, text: str
) -> None:
    bib = "@misc{gu2023,title={T},doi={10.1000/t}}"
    root = write(
        tmp_path, {"bib/refs.bib": bib, f"paper/{name}": text, "paper/own.bib": "@misc{b,title={B}}"}
    )
    for marked, place in ((root / "paper", f"paper/{name}"), (root / "paper" / name, name)):
        cited = read(marked)[0][place].bibliography
        assert [(one.citation_key, one.keys[0]) for one in cited] == [("gu2023", "doi:10.1000/t")]


def test_what_a_page_names_as_its_bibliography_may_be_anything(tmp_path: Path) -> None:
    text = f"\\bibliography{{,{'x' * 300},/,..}} \\addbibresource{{a.tex}}\nAs \\citet{{gu2023}} say."
    pages, failures = read(write(tmp_path, {"a.tex": text}))
    assert not failures and [one.bibliography for one in pages.values()] == [()]
