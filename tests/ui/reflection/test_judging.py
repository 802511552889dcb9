"""What the Reflection page says where there is nothing to judge."""

from __future__ import annotations

from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Document, Kind, Verdict, Zone
from kb.ui.reflection.judging import _words


def test_nothing_decided_is_not_told_as_everything_judged(library: Library) -> None:
    ingest(library.store, [Document("post:x/1", Kind.POST, "Of kernels", "Words.")])

    def told() -> str:
        return _words(library.reviews.review("2000", "2100")).done

    assert "Nothing of this time is decided on yet" in told()
    library.triage.move(["post:x/1"], Zone.MUST_HAVE)
    library.reviews.judge(["post:x/1"], Verdict.DIRECT)
    assert "Everything that was asked about has its verdict" in told()
