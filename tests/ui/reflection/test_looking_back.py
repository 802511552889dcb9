"""A period is looked at once for as long as nothing happens."""

from __future__ import annotations

from datetime import date

from kb.exporting import Format
from kb.library import Library
from kb.types import Verdict
from kb.ui.reflection.looking_back import review

AUTUMN = (date(2025, 7, 1), date(2025, 12, 31))


def test_it_is_looked_at_again_only_after_something_happened(sampled: Library) -> None:
    first, figures = review(sampled, *AUTUMN)
    assert review(sampled, *AUTUMN)[0] is first

    [item, *_] = first.open
    sampled.items.exported([item.key], Format.BIBTEX)
    cited, _ = review(sampled, *AUTUMN)
    [now] = [one for one in cited.items if one.key == item.key]
    assert len(now.traces) == len(item.traces) + 1

    sampled.reviews.judge([item.key], Verdict.DIRECT)
    judged, after = review(sampled, *AUTUMN)
    assert len(judged.open) == len(cited.open) - 1
    assert after.judged == figures.judged + 1
