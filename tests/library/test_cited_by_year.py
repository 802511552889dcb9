"""A bibliography with the days its entries were added, and a later paper with a bibliography of its own: how
much of each year's savings it used."""

from __future__ import annotations

from pathlib import Path

from kb.library import Library

TITLES = {
    "a": "Rivers That Keep What They Were Told",
    "b": "On the Slow Growth of Caches in Cold Machines",
    "c": "Gradients Under Snow and How They Melt",
    "d": "Small Lamps for the Reading of Large Tables",
    "e": "What a Quiet Clock Knows of Its Own Errors",
    "f": "Bridges Between Words That Never Met",
    "g": "Counting Birds From the Sound of One Wing",
    "h": "Half a Map Is Better Than a Whole Rumour",
}
ADDED = {
    "a": "date-added = {2019-03-04 10:11:12 +0300}, eprint = {2401.00001}, archiveprefix = {arXiv}",
    "b": "timestamp = {2019.05.06}, owner = {jane}",
    "c": "creationdate = {2019-07-08T10:11:12}, doi = {10.5555/river.3}",
    "d": "urldate = {2020-01-02}, url = {https://arxiv.org/abs/2401.00004}",
    "e": "date-added = {2020-02-03 10:11:12 +0000}",
    "f": "timestamp = {2020.03.04}, journal = {arXiv preprint arXiv:2401.00006}",
    "g": "creationdate = {2021-04-05T10:11:12}",
    "h": "date-added = {2021-05-06 10:11:12 +0000}",
}
PAPER = r"""\documentclass{article}
\newcommand{\see}[1]{(see \cite{#1})}
\begin{document}
\section{Related work}
Many have done so \citep{%
  ownb, ownc, none2020x,
  none2021x, none2022x}.
Others did not \citep{none2023x, none2024x, none2025x, none2026x}.
Of them we take the rivers \see{own1a}, and the bridges \citet[p.~4]{ownf}.
% \cite{owng}
\nocite{ownh}
\bibliography{bib/refs}
\end{document}
"""


def test_the_share_of_each_year_is_what_a_later_paper_cites(library: Library, tmp_path: Path) -> None:
    author = "author = {Doe, Jane and Roe, Richard}, year = {2018}"
    entries = (
        f"@article{{lib{key},\n title = {{{TITLES[key]}}}, {author}, {ADDED[key]}\n}}" for key in TITLES
    )
    saved = tmp_path / "library.bib"
    saved.write_text("\n".join(entries))
    library.intake.add([str(saved)])
    paper = tmp_path / "paper"
    (paper / "bib").mkdir(parents=True)
    (paper / "main.tex").write_text(PAPER)
    names = {key: "own1a" if key == "a" else f"own{key}" for key in TITLES}
    own = [
        f"@article{{{names[key]},\n title = {{{title.lower()}}}, {author}\n}}"
        for key, title in TITLES.items()
    ]
    own += [f"@misc{{none{year}x, title = {{Of Nothing in {year}}}}}" for year in range(2020, 2027)]
    (paper / "bib" / "refs.bib").write_text("\n".join(own))
    library.evidence.add(str(paper))
    library.evidence.scan()
    found = library.reviews.figures("2019", "2021").used_by_year
    assert {one.label: (one.count, one.judged) for one in found} == {
        "2019": (3, 3),
        "2020": (1, 3),
        "2021": (0, 2),
    }
