"""The words around a mention, as a person reads them: no marks of notes, tables, citations and embeds."""

from __future__ import annotations

import pytest

from kb.evidence import Compared, Works
from kb.types import Kind
from kb.types.evidence import CitedWork, Form, Strength, Trace, WorkFacts, WrittenPage

SAVED = "2024-01-05T10:00:00+00:00"
LINK = "https://arxiv.org/abs/2312.00752"
GU, OTHER, THIRD = range(1, 4)
WORKS = Works.of(
    [
        WorkFacts(
            GU, Kind.PAPER, "Selective Scans of Long Texts in Linear Time", SAVED, ("arxiv:2312.00752",)
        ),
        WorkFacts(OTHER, Kind.PAPER, "Rotating the Keys of Distant Tokens", SAVED, ("arxiv:2401.01234",)),
        WorkFacts(THIRD, Kind.PAPER, "Caches That Forget What Is Not Asked", SAVED, ("arxiv:2402.04321",)),
    ]
)
CITED = (CitedWork("gu2023", ("arxiv:2312.00752",)),)


def found(text: str) -> dict[int, Trace]:
    """The traces of a page by item."""
    page = WrittenPage("notes/a.md", text, bibliography=CITED)
    return {one.item_id: one for one in Compared(page, WORKS).traces()}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[[@gu2023|Gu and Dao]]", "Gu and Dao"),
        ("[[@gu2023]]", "@gu2023"),
        ("[[papers/gu2023|the scan]]", "the scan"),
        ("{{< cite gu2023 >}}", "(gu2023)"),
        ('{{< cite key="gu2023" >}}', "(gu2023)"),
        ('{{ cite(id="gu2023") }}', "(gu2023)"),
        ('{{< cite "gu2023" "p" >}}', "(gu2023)"),
        ('{{< cite "gu2023 other2020" "author" >}}', "(gu2023 other2020)"),
        (r"\parencites{gu2023}{other2020}", "(gu2023, other2020)"),
        (r"\textcites(see)()[e.g.][p. 3]{gu2023}[cf.]{other2020}", "(gu2023, other2020)"),
        ("{% cite gu2023 %}", "(gu2023)"),
        ("{cite:p}`gu2023`", "(gu2023)"),
        (f"[]({LINK})", "arxiv.org/abs/2312.00752"),
        ("[](doi:10.48550/arXiv.2312.00752)", "10.48550/arXiv.2312.00752"),
        (f"{{{{< video {LINK} >}}}}", "video arxiv.org/abs/2312.00752"),
        (f'{{{{< figure src="a.png" >}}}}[scans]({LINK})', "scans"),
    ],
)
def test_what_only_programs_read_is_not_shown(written: str, shown: str) -> None:
    text = f"Nothing worked before. We take the blocks from {written} and train on long texts. It works.\n"
    assert found(text)[GU].snippet == f"We take the blocks from {shown} and train on long texts."


def test_a_row_of_a_table_is_its_cells() -> None:
    text = (
        f"| Read | Paper | Notes |\n|---|---|---|\n| 2024-03-05 | [[@gu2023\\|Gu]] | [code]({LINK}) works |\n"
    )
    assert found(text)[GU].snippet == "2024-03-05 · Gu · code works"


@pytest.mark.parametrize(
    "text",
    [
        f"We take the blocks from selective scans[^1] and train on them. It works.\n\n[^1]: {LINK}\n",
        f"We take the blocks from [selective scans][1] and train on them. It works.\n\n[1]: {LINK}\n",
        f"We take the blocks from [selective scans][gu] and train on them. It works.\n\n[gu]: <{LINK}> 'T'\n",
    ],
)
def test_a_link_at_the_foot_of_a_page_is_told_by_the_sentence_that_refers_to_it(text: str) -> None:
    trace = found(text)[GU]
    assert (trace.line, trace.strength) == (3, Strength.FAIR)
    assert trace.snippet == "We take the blocks from selective scans and train on them."


LISTED = """We take the blocks from selective scans {} and train on long texts for a week.

{}

{} A. Gu, T. Dao. Selective Scans of Long Texts in Linear Time. 2023.

{} Rotating the Keys of Distant Tokens. 2024.

{} Caches That Forget What Is Not Asked. 2024.
"""


@pytest.mark.parametrize(
    ("cites", "used"),
    [
        ("[1]", {GU}),
        ("[1, 3]", {GU, THIRD}),
        ("[1-3]", {GU, OTHER, THIRD}),
        ("[2–3]", {OTHER, THIRD}),
        ("[1; 2]", {GU, OTHER}),
        (r"\[1\]", {GU}),
        ("<sup>1</sup>", {GU}),
        ("<sup>[1,2]</sup>", {GU, OTHER}),
        ("[2023]", set()),
        ("(1)", set()),
    ],
)
@pytest.mark.parametrize(
    "marks",
    [
        ("## References", "[1]", "[2]", "[3]"),
        ("## Литература", "1.", "2.", "3."),
        ("## Источники", "1:", "2:", "3:"),
    ],
)
def test_numbers_cite_a_list_made_by_hand(cites: str, used: set[int], marks: tuple[str, ...]) -> None:
    traces = found(LISTED.format(cites, *marks))
    assert {number for number, one in traces.items() if one.strength is Strength.FAIR} == used
    assert traces.keys() == {GU, OTHER, THIRD}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (
            r"\caption[Scans]{Drawn after \cite{gu2023}, with our own colours.}",
            "Drawn after (gu2023), with our own colours.",
        ),
        (r"\input{parts/a} \subfile{b} We keep what \cite{gu2023} kept.", "We keep what (gu2023) kept."),
        (r"\section{What \emph{scans} of \cite{gu2023} cost}", "What scans of (gu2023) cost"),
    ],
)
def test_what_sets_a_source_of_latex_is_not_shown(written: str, shown: str) -> None:
    page = WrittenPage("a.tex", written, Form.PAPER, bibliography=CITED)
    (trace,) = Compared(page, WORKS).traces()
    assert trace.snippet == shown
