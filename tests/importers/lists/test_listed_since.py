"""Lists that are kept in a repository: since when each of their works stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.importers import ImportContext, documents
from kb.types import Document
from tests.repository import Repository, needs_git

pytestmark = needs_git

CACHES = (
    "@article{old2020caches,\n  title = {Caches That Forget: {A} Study of Eviction in Long Dialogues},\n"
    "  year = {2020}\n}\n"
)
GATES = (
    "@misc{wu2021gates,\n  title = {Gates},\n  eprint = {2101.00001},\n  archiveprefix = {arXiv},\n"
    "  year = {2021}\n}\n"
)
LOOPS = "@inproceedings{abe2022loops,\n  title = {Loops},\n  doi = {10.1000/loops.22},\n  year = {2022}\n}\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "papers")


def listed(path: Path) -> dict[str, str | None]:
    """The day on which each document of a file was saved, by its title."""
    context = ImportContext(path.parent / "cache", network=False)
    return {one.title: one.saved_at for one in documents(str(path), context) if isinstance(one, Document)}


def test_entries_of_a_bibliography_were_saved_when_they_came_into_it(repository: Repository) -> None:
    repository.write("2020-03-01", {"references.bib": CACHES})
    repository.write("2021-02-03", {"references.bib": GATES + CACHES})
    # A new home for the file, its order, the key of an entry and what is known of it: nothing was saved.
    repository.write("2022-01-05", {"references.bib": None, "bib/all.bib": CACHES + GATES})
    renamed = CACHES.replace("old2020caches", "old2020forget").replace("year", "month = may,\n  year")
    repository.write("2022-05-06", {"bib/all.bib": LOOPS + renamed + GATES})
    (repository.root / "bib" / "all.bib").write_text(
        LOOPS + renamed + GATES + "@misc{new,\n title={New}\n}\n"
    )
    assert listed(repository.root / "bib" / "all.bib") == {
        "Caches That Forget: A Study of Eviction in Long Dialogues": "2020-03-01",
        "Gates": "2021-02-03",
        "Loops": "2022-05-06",
        "New": None,
    }


def test_an_entry_that_is_called_otherwise_keeps_its_day(repository: Repository) -> None:
    repository.write("2020-03-01", {"a.bib": CACHES + GATES})
    renamed = CACHES.replace("old2020caches", "old2020forget")
    numbered = GATES.replace("wu2021gates", "wu2021").replace("{Gates}", "{Gates, Numbered}")
    repository.write("2021-02-03", {"a.bib": renamed + LOOPS + numbered})
    retitled = renamed.replace("Caches That Forget: {A} Study of Eviction", "A Study of Forgetting Caches")
    other = "@misc{old2020other,\n  title = {Others},\n  author = {Old},\n  year = {2020}\n}\n"
    repository.write("2022-05-06", {"a.bib": retitled + numbered + other})
    assert listed(repository.root / "a.bib") == {
        "A Study of Forgetting Caches in Long Dialogues": "2020-03-01",
        "Gates, Numbered": "2020-03-01",
        "Others": "2022-05-06",
    }


def test_an_entry_of_a_log_keeps_its_day_when_it_is_ticked_or_told_more_of(repository: Repository) -> None:
    first = "# Прочитать\n\n- [ ] [Gates](https://arxiv.org/abs/2101.00001)\n"
    repository.write("2021-02-03", {"README.md": first})
    ticked = first.replace("[ ]", "[x]").replace("00001)", "00001v2) ★★★★ понравилось")
    more = (
        "- [ ] [Loops](https://doi.org/10.1000/loops.22)\n- 2020-07-08 [Caches](https://caches.example/a)\n"
    )
    repository.write("2022-05-06", {"README.md": ticked + more})
    assert listed(repository.root / "README.md") == {
        "Gates": "2021-02-03",
        "Loops": "2022-05-06",
        "Caches": "2020-07-08",
    }


def test_a_row_of_a_table_keeps_its_day_when_a_column_comes(repository: Repository) -> None:
    repository.write("2021-02-03", {"read.csv": "title,url\nGates,https://arxiv.org/abs/2101.00001\n"})
    wider = "title,url,rating\nGates,https://arxiv.org/abs/2101.00001,4\nLoops,https://loops.example/page,5\n"
    repository.write("2022-05-06", {"read.csv": wider})
    assert listed(repository.root / "read.csv") == {"Gates": "2021-02-03", "Loops": "2022-05-06"}


def test_what_many_add_to_is_nobodys_own_list(repository: Repository) -> None:
    repository.write("2020-03-01", {"a.bib": CACHES})
    repository.write("2021-02-03", {"a.bib": CACHES + GATES}, author="b@b")
    assert set(listed(repository.root / "a.bib").values()) == {None}


def test_programs_that_commit_do_not_make_a_list_one_of_many(repository: Repository) -> None:
    repository.write("2020-03-01", {"a.bib": CACHES})
    repository.write(
        "2021-02-03", {"a.bib": CACHES + GATES}, author="1+actions[bot]@users.noreply.github.com"
    )
    assert list(listed(repository.root / "a.bib").values()) == ["2020-03-01", "2021-02-03"]


def test_what_a_cut_off_history_begins_with_is_older_than_it_tells(
    repository: Repository, tmp_path: Path
) -> None:
    repository.write("2020-03-01", {"a.bib": CACHES})
    repository.write("2021-02-03", {"a.bib": CACHES + GATES})
    repository.write("2022-05-06", {"a.bib": CACHES + GATES + LOOPS})
    clone = Repository(tmp_path / "clone")
    clone.run("fetch", "-q", "--depth", "2", f"file://{repository.root}", "main")
    clone.run("checkout", "-q", "FETCH_HEAD")
    assert list(listed(clone.root / "a.bib").values()) == [None, None, "2022-05-06"]


def test_one_page_is_no_list(repository: Repository) -> None:
    page = (
        "---\ntitle: Gates\nurl: https://gates.example/page\n---\nWhat gates are good for, in many words.\n"
    )
    repository.write("2021-02-03", {"gates.md": page})
    assert listed(repository.root / "gates.md") == {"Gates": None}
