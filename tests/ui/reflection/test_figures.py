"""Figures of a period on the page: what answers a question stands under it, the rest is folded away."""

from __future__ import annotations

from kb.library import Library
from kb.reflection.telling import sections
from tests.pages import visit

AUTUMN = {"from": "2025-07-01", "to": "2025-12-31"}


def test_a_question_without_a_figure_stands_among_what_cannot_be_known(sampled: Library) -> None:
    every = sections(sampled.reviews.figures(AUTUMN["from"], AUTUMN["to"]))
    app = visit("reflection", view="Figures", **AUTUMN)
    answered = [one.title for one in every if one.lines]
    silent = [one for one in every if not one.lines and one.silent]
    assert answered and silent
    assert [one.value for one in app.header] == answered
    [folded] = [one for one in app.expander if one.label == "What cannot be known yet"]
    named = "\n".join(str(one.value) for one in folded.markdown)
    assert all(f"**{one.title}** Fewer than" in named for one in silent)
