"""The report on the page: what it names and counts leads to the items in Jomo."""

from __future__ import annotations

from kb.library import Library
from kb.types import Verdict
from kb.ui.shell.url import ITEM
from tests.pages import visit

AUTUMN = {"from": "2025-07-01", "to": "2025-12-31"}


def test_what_helped_leads_to_its_page_and_the_others_are_listed(sampled: Library) -> None:
    period = AUTUMN["from"], AUTUMN["to"]
    came = [item for item in sampled.reviews.review(*period).items if item.item_id > 0]
    sampled.reviews.judge([item.key for item in came[:8]], Verdict.DIRECT)
    report = sampled.reports.make(*period)
    app = visit("reflection", view="Report", **AUTUMN)
    leads_to = [one.proto.query_string for one in app.get("page_link")]
    assert report.helped and len([one for one in leads_to if f"{ITEM}=" in one]) == len(report.helped)
    more = app.button(key="report-more")
    assert more.label == report.more
    more.click().run()
    assert not app.exception
    titles = {one.proto.label for one in app.get("page_link")}
    assert len(titles) > len(report.helped)
