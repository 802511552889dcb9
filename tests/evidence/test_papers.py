"""What papers and talks written in LaTeX say of the works they cite."""

from __future__ import annotations

import pytest

from kb.evidence import Compared, Works
from kb.types import Kind
from kb.types.evidence import CitedWork, Form, Strength, Trace, WorkFacts, WrittenPage
from kb.types.reasons import Reason

SAVED = "2024-01-05T10:00:00+00:00"
COUNT = 12
WORKS = Works.of(
    WorkFacts(number, Kind.PAPER, f"Rivers of Memory {number}", SAVED, (f"arxiv:2401.{number:05}",))
    for number in range(1, COUNT + 1)
)
CITED = tuple(CitedWork(f"doe2024n{number}", (f"arxiv:2401.{number:05}",)) for number in range(1, COUNT + 1))
KEYS = [one.citation_key for one in CITED]


def traces(text: str, form: Form = Form.PAPER, place: str = "paper/main.tex") -> dict[int, Trace]:
    page = WrittenPage(place, text, form, bibliography=CITED)
    return {one.item_id: one for one in Compared(page, WORKS).traces()}


def test_each_work_of_a_dense_paragraph_is_used_by_who_cites_it() -> None:
    groups = (KEYS[:6], KEYS[6:])
    text = "".join(f"Many have seen this \\citep{{%\n  {', '.join(one)}}}.\n" for one in groups)
    found = traces("\\section{Related work}\n" + text)
    assert {one.strength for one in found.values()} == {Strength.FAIR} and len(found) == COUNT
    assert {one.reason for one in found.values()} == {Reason.CITED_TOGETHER}


@pytest.mark.parametrize(
    "written",
    [
        r"\section{A way of keeping state \citep{KEY}}",
        r"Data: \citet{KEY}",
        r"\begin{abstract}As in \cite{KEY}.\end{abstract}",
        "\\section*{Abstract}\nAs in \\cite{KEY}.",
        r"\caption{\cite{KEY}}",
    ],
)
def test_a_paper_cites_wherever_it_does(written: str) -> None:
    (one,) = traces(written.replace("KEY", KEYS[0])).values()
    assert one.strength is Strength.STRONG


def test_a_list_of_what_was_cited_is_none_of_what_was_pasted() -> None:
    found = traces("\n".join(rf"\item \cite{{{key}}}" for key in KEYS))
    assert len(found) == COUNT and {one.strength for one in found.values()} == {Strength.STRONG}


def test_words_beside_a_key_are_no_other_keys() -> None:
    (one,) = traces(rf"As shown \citep[see, for example, this,][p.~3, 5, 7]{{{KEYS[0]}}}.").values()
    assert one.strength is Strength.STRONG


@pytest.mark.parametrize(
    ("written", "cites"),
    [
        (r"It was so \seealso{doe2024n1}, and that is all.", {1}),
        (r"It was so \myref[p.~2]{doe2024n1, doe2024n2}, and that is all.", {1, 2}),
        (r"\input{doe2024n1} \label{doe2024n2} \ref{doe2024n3} \cref{doe2024n4} \nocite{doe2024n5}", set()),
        (r"\emph{doe2024n1 and others} \see{doe2024n1, nobody2020}", set()),
    ],
)
def test_a_command_of_ones_own_cites_the_keys_that_it_is_given(written: str, cites: set[int]) -> None:
    assert traces(f"\\section{{One}}\n{written}\n").keys() == cites
    assert not traces(written, Form.NOTE, "notes/a.md")


TALK = r"""\documentclass[aspectratio=169]{beamer}
\title{Rivers}
\begin{document}
\begin{frame}{Why}
\begin{itemize}
\item<2-> Nothing is read twice \cite{doe2024n1}
\end{itemize}
\note{Say that nobody asked for any of this before \url{https://arxiv.org/abs/2401.00002} did}
\end{frame}
\label{sec:end} Then all was said, as others did \citet{doe2024n3}.
\end{document}
"""


def test_a_talk_says_its_slides_without_what_sets_them() -> None:
    told = {number: one.snippet for number, one in traces(TALK).items()}
    assert told[1] == "Nothing is read twice (doe2024n1)"
    assert "Nothing" not in told[2] and "frame" not in told[2] and "nobody asked" in told[2]
    assert told[3] == "Then all was said, as others did (doe2024n3)."


def test_each_sentence_of_a_thesis_in_markdown_uses_what_it_cites() -> None:
    groups = ("@{0}; @{1}", "see @{2}, p. 3", "@{3}; -@{4}; @{5}", "@{6}", "@{7}; @{8}")
    sentences = (f"Rivers of this kind do so [{group}]." for group in groups)
    found = traces(" ".join(sentences).format(*KEYS), Form.NOTE, "thesis/related.qmd")
    assert len(found) == 9 and {one.strength for one in found.values()} == {Strength.FAIR}
    pasted = f"Rivers of this kind do so [{'; '.join(f'@{key}' for key in KEYS)}]."
    found = traces(pasted, Form.NOTE, "thesis/related.qmd")
    assert len(found) == COUNT and {one.reason for one in found.values()} == {Reason.CITED_TOGETHER}
    found = traces(pasted, Form.NOTE, "notes/related.md")
    assert len(found) == COUNT and {one.strength for one in found.values()} == {Strength.WEAK}


CHAPTER = """# Machines

Machines of this kind have been looked at for forty years by many people. [@{0}]
We take the first of them as @{1} describe it, since nothing else is known to work.

Machines are used for many things these days, as has been seen before [@{2}],

- detection of rivers, [@{3};@{4}]
- melting. [@{5}]

No cutoff of any kind is told in one of all these publications.
[@{6};@{7};@{8};@{9};@{10};@{11};@{0};@{1};@{2}]
The likely reason for this is that it was chosen arbitrarily [@{0}], as others were.

Whether it has to be so is another question that nobody asked [@{1}] until now.
"""


def test_a_chapter_in_markdown_uses_all_that_it_cites() -> None:
    found = traces(CHAPTER.format(*KEYS), Form.NOTE, "thesis/machines.md")
    assert len(found) == COUNT and Strength.WEAK not in {one.strength for one in found.values()}
    assert found[6].reason == Reason.CITED and found[7].reason == Reason.CITED_TOGETHER


def test_a_list_of_keys_is_pasted_where_sentences_cite_little() -> None:
    listed = "\n".join(f"- [@{key}]" for key in KEYS[1:])
    found = traces(f"As [@{KEYS[0]}] say, rivers keep what they were told.\n\n{listed}\n", Form.NOTE, "a.md")
    assert [one.item_id for one in found.values() if one.strength is not Strength.WEAK] == [1]


def test_what_stands_below_a_lone_key_is_said_of_it() -> None:
    text = (
        "- [@{0}]\n\nUses the first, second and third order of rivers in a study.\n\n"
        "- [@{1}]\n- [@{2}]\n\nThis is said of neither of the two, but of rivers in general.\n"
    )
    found = traces(text.format(*KEYS), Form.NOTE, "notes/a.md")
    assert {number: one.strength for number, one in found.items()} == {
        1: Strength.FAIR,
        2: Strength.WEAK,
        3: Strength.WEAK,
    }


@pytest.mark.parametrize(
    "written",
    [
        "* self-supervised ones, {{cite:ps}}`{0}`",
        "| wav2vec | {{cite}}`{0}` |",
        "Source: {{cite:t}}`{0}`",
        "```{{epigraph}}\nNobody speaks twice. -- {{cite:t}}`{0}`\n```",
        "- ours {{% cite {0} %}}",
        '<cite data-cite="{0}">(Doe, 2024)</cite>',
        r"\\cite{{{0}}}",
    ],
)
def test_what_a_program_sets_as_a_reference_is_cited_without_words(written: str) -> None:
    (one,) = traces(f"# Voices\n\n{written.format(KEYS[0])}\n", Form.NOTE, "book/voices.md").values()
    assert (one.strength, one.reason) == (Strength.FAIR, Reason.CITED)


def test_a_long_list_of_references_and_no_more_is_pasted_however_it_is_set() -> None:
    listed = "\n".join(f"- {{cite}}`{key}`" for key in KEYS)
    assert {one.strength for one in traces(f"# To do\n\n{listed}\n", Form.NOTE, "a.md").values()} == {
        Strength.WEAK
    }


@pytest.mark.parametrize(
    ("place", "head"),
    [
        ("book/one.qmd", ""),
        ("paper.Rmd", ""),
        ("thesis.org", ""),
        ("paper/draft.md", "---\ntitle: A draft\nbibliography: refs.bib\n---\n\n"),
    ],
)
@pytest.mark.parametrize(
    "written",
    ["1. grow [@{0}]", "![A tree, after @{0}](tree.png){{#fig-tree}}", "> Nobody speaks twice.\n>\n> [@{0}]"],
)
def test_what_pandoc_makes_a_reference_of_is_cited_without_words(place: str, head: str, written: str) -> None:
    (one,) = traces(f"{head}{written.format(KEYS[0])}\n", Form.NOTE, place).values()
    assert (one.strength, one.reason) == (Strength.FAIR, Reason.CITED)
    (note,) = traces(f"{written.format(KEYS[0])}\n", Form.NOTE, "notes/a.md").values()
    assert note.strength is Strength.WEAK


def test_what_is_only_listed_in_front_matter_is_not_cited() -> None:
    text = f"---\nnocite: |\n  @{KEYS[0]}\n---\n\nRivers keep what they were told, and nobody knows why.\n"
    assert {one.strength for one in traces(text, Form.NOTE, "book/one.qmd").values()} == {Strength.WEAK}
