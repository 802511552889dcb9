"""Criteria on the page: what is proposed, what was decided."""

from __future__ import annotations

from kb.library import Library
from kb.types import Verdict
from tests.pages import visit
from tests.ui.test_pages import said


def test_once_all_proposals_are_decided_the_page_does_not_say_there_were_none(sampled: Library) -> None:
    items = sampled.items.select()
    source = max({one.source for one in items}, key=lambda name: sum(one.source == name for one in items))
    useless = [one.key for one in items if one.source == source]
    sampled.reviews.judge(useless, Verdict.NONE)
    period = {"from": "2020-01-01", "to": "2030-12-31"}
    proposed = sampled.criteria.propose(*period.values())
    assert proposed
    app = visit("reflection", view="Criteria", **period)
    assert "verdicts of this period support" not in said(app)
    first, *others = proposed
    app.button(key=f"accept-{first.criterion.id}").click().run()
    for one in others:
        app.button(key=f"dismiss-{one.criterion.id}").click().run()
    assert not app.exception
    assert "Nothing more that the verdicts of this period support." in said(app)
    # The report tells what was changed, not that there was nothing to change; but not to others.
    change = sampled.reports.make(*period.values()).first_screen[1]
    assert [line for line in change.lines if first.what in line and line.startswith("Written down on ")]
    assert not [line for line in change.lines if any(one.what in line for one in others)]
    assert sampled.reports.make(*period.values(), share_safe=True).changed == ()
    assert sampled.reports.make("2019-01-01", "2019-12-31").changed == ()
