"""Other people's writing that gives links beside titles: the links say what the titles alone must find."""

from __future__ import annotations

import json
import re
from pathlib import Path

from kb.evidence import Compared, Works
from kb.text.identity import canonical_key
from kb.types import Kind
from kb.types.evidence import Strength, TraceKind, WorkFacts, WrittenPage

LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")


def test_titles_are_found_where_their_links_are_hidden(shared: Path) -> None:
    folder = shared / "corpora" / "applied_ml_links"
    rows = [json.loads(line) for line in (folder / "_items.jsonl").read_text("utf-8").splitlines()]
    by_key = {canonical_key(row["url"]): row for row in rows}
    facts = [
        WorkFacts(number, Kind.PAPER if row["paper"] else Kind.ARTICLE, row["title"], "2020", (key,))
        for number, (key, row) in enumerate(by_key.items())
    ]
    works, text = Works.of(facts), (folder / "README.md").read_text("utf-8")

    linked = Compared(WrittenPage("README.md", text), works).traces()
    assert {trace.item_id for trace in linked} == {work.item_id for work in facts}
    assert {trace.strength for trace in linked} == {Strength.WEAK}

    hidden = Compared(WrittenPage("README.md", LINK.sub(r"\1", text)), works).traces()
    assert {trace.kind for trace in hidden} == {TraceKind.TITLE}
    assert len({trace.item_id for trace in hidden}) >= 0.98 * len(facts)
    lines = LINK.sub(r"\1", text).splitlines()
    titles = {work.item_id: work.title for work in facts}
    wrong = [one for one in hidden if one.line and titles[one.item_id][:20] not in lines[one.line - 1]]
    assert len(wrong) <= 0.01 * len(hidden)
