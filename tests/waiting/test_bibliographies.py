"""Works that five surveys list are found in a bibliography by their titles, however lines are broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.surveys import LABELS
from kb.waiting.coverage import Waits, referred

ROWS = [line.split("\t") for line in (Path(LABELS) / "covered.tsv").read_text("utf-8").splitlines()]
WAITING = {number: Waits(title, ()) for number, (_, _, title) in enumerate(ROWS)}


def bibliography(survey: str) -> str:
    """Entries as a PDF gives them: numbered, in capitals or not, words broken at the ends of lines."""
    titles = [title for of, _, title in ROWS if of == survey]
    return "\n".join(
        f"[{n}] A. Author, B. Author. {title[:30]}-\n{title[30:]}. arXiv, 2025."
        for n, title in enumerate(titles, 1)
    )


@pytest.mark.parametrize("survey", sorted({of for of, _, _ in ROWS}))
def test_listed_works_are_found_and_no_others(survey: str) -> None:
    found = referred(WAITING, (), bibliography(survey))
    listed = {number for number, (of, _, _) in enumerate(ROWS) if of == survey}
    assert found <= listed
    assert len(found) >= 0.9 * len(listed)
