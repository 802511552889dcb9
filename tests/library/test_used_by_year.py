"""Made-up people who saved works for years and used some of them later: the share used of each year comes out
as it was."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from kb.library import Library
from kb.reflection.intervals import wilson
from tests.repository import Repository, needs_git


class Work(NamedTuple):
    """A work that was saved on a day, and used on another or never; the person may have mentioned it without
    using it."""

    key: str
    title: str
    saved: str
    used: str = ""
    mentioned: str = ""

    @property
    def identifier(self) -> str:
        return self.key.removeprefix("w").replace("_", ".")


WORKS = (
    Work("w2101_10001", "Sparse Caches for Long Dialogues", "2021-02-03", "2022-07-01"),
    Work("w2101_10002", "Gated Recall: Memory Without Attention", "2021-03-04", "2021-03-20"),
    Work("w2101_10003", "Learning to Forget Gracefully", "2021-05-06"),
    Work("w2101_10004", "Tides of Gradient Noise", "2021-06-07", mentioned="2021-06-20"),
    Work("w2101_10005", "Kernel Mirrors for Streaming Data", "2021-09-10", "2023-02-03"),
    Work(
        "w2201_20001", "Hollow Tokens: Compressing Prompts by Erasure", "2022-01-11", mentioned="2022-02-12"
    ),
    Work("w2201_20002", "Ranking Without Relevance Labels", "2022-02-12", "2022-02-13"),
    Work("w2201_20003", "Small Judges, Large Juries", "2022-05-16", mentioned="2021-04-05"),
    Work("w2201_20004", "Quiet Layers: Pruning by Listening", "2022-08-19"),
    Work("w2201_20005", "Drifting Benchmarks and What They Hide", "2022-09-20"),
)
SAYS = (
    "Взяли отсюда главное: {}. Обучение на наших данных с тех пор не расходится.",
    "What settled our argument about the cache was {}, so the next version is built on it.",
)


def says(number: int, named: str) -> str:
    return SAYS[number % len(SAYS)].format(named)


def table(folder: Path) -> Path:
    """A reading log as a table."""
    rows = (f'"{one.title}",https://arxiv.org/abs/{one.identifier},{one.saved}' for one in WORKS)
    path = folder / "read.csv"
    path.write_text("\n".join(("title,url,date added", *rows)), encoding="utf-8")
    return path


def dated_bibliography(folder: Path) -> Path:
    """A bibliography of a program that keeps the day."""
    path = folder / "library.bib"
    path.write_text("".join(map(entry, WORKS)), encoding="utf-8")
    return path


def zoteros_bibliography(folder: Path) -> Path:
    """One of a program that only notes when a page was looked at."""
    path = folder / "zotero.bib"
    path.write_text("".join(entry(one, dated="  urldate = {{{0}}},\n") for one in WORKS), encoding="utf-8")
    return path


def emacs_bibliography(folder: Path) -> Path:
    """One that Emacs keeps, with the day as C writes it."""
    said = "".join(
        entry(one, dated=f"  DATE_ADDED = {{{{{date.fromisoformat(one.saved):%a %b %e 20:01:23 %Y}}}}},\n")
        for one in WORKS
    )
    (folder / "emacs.bib").write_text(said, encoding="utf-8")
    return folder / "emacs.bib"


def entry(one: Work, *, dated: str = "  date-added = {{{0} 09:10:11 +0300}},\n") -> str:
    added = dated.format(one.saved)
    return (
        f"@misc{{{one.key},\n  title = {{{{{one.title}}}}},\n  eprint = {{{one.identifier}}},\n"
        f"{added}  archiveprefix = {{arXiv}}\n}}\n"
    )


def vault(folder: Path) -> Path:
    """Daily notes, pages of works from a template, most of them left as it was."""
    files = {".obsidian/app.json": "{}", "templates/paper.md": "---\ntitle: \n---\n## Мысли\n"}
    for number, one in enumerate(WORKS):
        page = f"---\ntitle: '{one.title}'\naliases: [{one.key}]\nurl: https://arxiv.org/abs/{one.identifier}\n---\n"
        files[f"papers/{one.identifier}.md"] = f"{page}## Summary\n\n## Мысли\n- \n"
        named = (f"[[{one.key}|эта работа]]", one.title, f"[[{one.identifier}]]")[number % 3]
        if one.used:
            boxed = number % 2
            note = (
                f"> [!idea] Вывод\n> {says(number, named)}"
                if boxed
                else f"- {named}\n\t- {says(number, 'оно')}"
            )
            files[f"daily/{one.used}.md"] = f"## Tasks\n- [ ] milk\n\n## Notes\n{note}\n"
        if one.mentioned:
            files[f"daily/{one.mentioned}.md"] = f"## Reading\n- [ ] почитать {named}\n"
    return written(folder / "vault", files)


def blog(folder: Path) -> Path:
    """Posts of Hugo with a list of links, and a citation by key."""
    listed = "".join(f"* [{one.title}](https://arxiv.org/abs/{one.identifier})\n" for one in WORKS)
    files = {
        "hugo.toml": "title = 'x'",
        "content/links.md": f"+++\ntitle = 'Links'\ndate = 2023-05-05\n+++\n{listed}",
        "data/works.bib": "".join(map(entry, WORKS)),
    }
    for number, one in enumerate(WORKS):
        named = (
            f'{{{{< cite "{one.key}" >}}}}',
            f"«{one.title}»",
            f"https://arxiv.org/pdf/{one.identifier}v2",
        )
        head = f"+++\ntitle = 'Запись {number}'\ndate = {one.used or one.mentioned}T10:00:00+03:00\n+++\n"
        if one.used:
            files[f"content/posts/{number}/index.md"] = head + says(number, named[number % 3])
        elif one.mentioned:
            files[f"content/posts/{number}.md"] = f"{head}> {says(number, named[number % 3])}\n"
    return written(folder / "blog", files)


def journals(folder: Path) -> Path:
    """A graph of Logseq."""
    files = {"logseq/config.edn": "{}"}
    for number, one in enumerate(WORKS):
        place = f"https://arxiv.org/abs/{one.identifier}"
        if one.used:
            said = (
                f"- {one.title}\n  source:: {place}\n  вывод:: {says(number, 'второй раздел')}\n",
                f"- DONE [[{one.title}]]\n\t- {says(number, 'оно')}\n",
            )
            files[f"journals/{one.used.replace('-', '_')}.md"] = said[number % 2]
        if one.mentioned:
            files[f"journals/{one.mentioned.replace('-', '_')}.md"] = f"- > {says(number, place)}\n"
        form = (
            f"title:: {one.title}\nstatus:: to be read\nurl:: {place}\nid:: 64f{number}\n\n- ## Notes\n\t-\n"
        )
        files[f"pages/{one.title.replace(':', '%3A')}.md"] = form
    return written(folder / "graph", files)


def org_log(folder: Path) -> Path:
    """A reading list of Org: what was read is done and closed, what was not is planned."""
    parts = []
    for number, one in enumerate(WORKS):
        place = f"https://arxiv.org/abs/{one.identifier}"
        state = f"DONE {one.title}\nCLOSED: [{one.used} 10:11]" if one.used else f"TODO {one.title}"
        about = f":PROPERTIES:\n:URL: {place}\n:END:\n"
        parts.append(f"* {state}\n{about}{says(number, 'вторая глава') if one.used else ''}\n")
        if one.mentioned:
            parts.append(f"* {one.mentioned}\n#+begin_quote\n{says(number, place)}\n#+end_quote\n")
    return written(folder / "org", {"reading.org": "#+TITLE: Reading\n\n" + "".join(parts)})


def channel(folder: Path) -> Path:
    """An export of a channel: own posts, posts passed on, a digest."""
    posts = []
    for number, one in enumerate(WORKS):
        place = f"https://arxiv.org/abs/{one.identifier}"
        if one.used:
            said = (f"{one.title}\n\n{says(number, 'вторая глава')}", says(number, place))[number % 2]
            posts.append({"date": f"{one.used}T12:00:00", "text": said})
        if one.mentioned:
            passed_on = {"text": says(number, place), "forwarded_from": "Чужой канал"}
            posts.append({"date": f"{one.mentioned}T12:00:00", **passed_on})
    digest = "\n".join(f"https://arxiv.org/abs/{one.identifier}" for one in WORKS)
    posts.append({"date": "2024-01-05T12:00:00", "text": digest})
    messages = [
        {"id": n, "type": "message", "from": "Я", "from_id": "channel7", **one} for n, one in enumerate(posts)
    ]
    export = {"name": "Я", "type": "public_channel", "id": 7, "messages": messages}
    return written(folder / "export", {"result.json": json.dumps(export, ensure_ascii=False)})


def written(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def used_of_years(library: Library) -> dict[str, tuple[int, int]]:
    library.evidence.scan()
    told = library.reviews.figures("2021", "2022").used_by_year
    assert [(one.low, one.high) for one in told] == [
        pytest.approx(wilson(one.count, one.judged)) for one in told
    ]
    return {one.label: (one.count, one.judged) for one in told}


TRUTH = {
    year: (sum(bool(one.used) for one in WORKS if one.saved.startswith(year)), saved)
    for year, saved in Counter(one.saved[:4] for one in WORKS).items()
}


@pytest.mark.parametrize(
    ("kept", "own"),
    [
        *((kept, own) for kept in (table, dated_bibliography) for own in (vault, blog, journals, channel)),
        (zoteros_bibliography, org_log),
        (emacs_bibliography, vault),
    ],
)
def test_the_share_used_of_each_year_comes_out_as_it_was(
    library: Library, tmp_path: Path, kept: Callable[[Path], Path], own: Callable[[Path], Path]
) -> None:
    library.intake.add([str(kept(tmp_path))])
    library.evidence.add(str(own(tmp_path)))
    assert used_of_years(library) == TRUTH


@needs_git
def test_a_thesis_cites_part_of_a_bibliography_that_grew_beside_it(library: Library, tmp_path: Path) -> None:
    thesis = Repository(tmp_path / "thesis")
    main = "\\documentclass{book}\n\\addbibresource{refs/all.bib}\n\\begin{document}\n\\input{chapters/one}\n"
    thesis.write("2020-12-01", {"main.tex": main, "chapters/one.tex": "\\chapter{Введение}\n"})
    bibliography, chapter = "", "\\chapter{Введение}\n"
    happened = sorted(
        (day, number)
        for number, one in enumerate(WORKS)
        for day in (one.saved, one.used, one.mentioned)
        if day
    )
    for day, number in happened:
        one = WORKS[number]
        if day == one.saved:
            # In the order of keys that nobody saved them in.
            bibliography = entry(one, dated="") + bibliography
        elif day == one.used:
            chapter += says(number, f"\\parencite[см.][5]{{{one.key}}}") + "\n\n"
        else:
            chapter += f"% \\cite{{{one.key}}}\n"
        thesis.write(day, {"refs/all.bib": bibliography, "chapters/one.tex": chapter})
    library.intake.add([str(thesis.root / "refs" / "all.bib")])
    library.evidence.add(str(thesis.root))
    assert used_of_years(library) == TRUTH
