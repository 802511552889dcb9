"""Headlines of Org that are entries of a reading list."""

from pathlib import Path

import pytest

from kb.importers.exports.reading_log import ReadingLogImporter
from kb.importers.protocol import ImportContext
from kb.types import Document, State

_LIST = """\
#+TITLE: To read
#+TODO: TODO SKIMMED(s) | KEPT

* Papers
** TODO [#A] [[https://arxiv.org/abs/2101.00001][Priorities]]   :sparse:
   SCHEDULED: <2024-02-01 Thu>
   :PROPERTIES:
   :CREATED:  [2023-03-04 Sat 10:11]
   :END:
** DONE [[https://arxiv.org/abs/2101.00002][Closed]]
CLOSED: [2023-05-06 Sat 12:00]
Worth it for the ablation.
*** Question
Why only two seeds?
** READING [[https://arxiv.org/abs/2101.00003][Begun]]
** TODO https://arxiv.org/abs/2101.00004
** NEXT [[https://example.org/next][Next]]
** CANCELLED [[https://example.org/dropped][Given up]]
** SKIMMED [[https://example.org/skimmed][By a keyword of the file]]
** KEPT [[https://example.org/kept][The last of its keywords]]
** TODO Look at [[https://example.org/look][With a verb]]
** [X] [[https://example.org/box][With a box]]
** [1/2] [[https://example.org/counted][Counted]]
** [[https://example.org/plain][Plain]]
* Elsewhere
- [-] [[https://example.org/partly][Partly]]
"""


@pytest.fixture(name="listed")
def _listed(tmp_path: Path) -> dict[str, Document]:
    file = tmp_path / "reading.org"
    file.write_text(_LIST, encoding="utf-8")
    spec = str(file)
    assert ReadingLogImporter().match(spec)
    found = list(ReadingLogImporter().load(spec, ImportContext(tmp_path, network=False)))
    return {one.title: one for one in found if isinstance(one, Document)}


def test_each_headline_with_a_link_is_an_entry_with_how_far_one_got(listed: dict[str, Document]) -> None:
    assert {title: one.state for title, one in listed.items()} == {
        "Priorities": State.UNREAD,
        "Closed": State.READ,
        "Begun": State.READING,
        "arXiv:2101.00004": State.UNREAD,
        "Next": State.UNREAD,
        "Given up": State.DROPPED,
        "By a keyword of the file": State.UNREAD,
        "The last of its keywords": State.READ,
        "With a verb": State.UNREAD,
        "With a box": State.READ,
        "Counted": None,
        "Plain": None,
        "Partly": State.READING,
    }


def test_days_tags_and_words_below_a_headline_are_its_own(listed: dict[str, Document]) -> None:
    assert (listed["Priorities"].saved_at or "")[:10] == "2023-03-04"
    assert listed["Priorities"].tags == ("sparse", "Papers")
    assert not listed["Priorities"].annotations
    assert (listed["Closed"].saved_at or "")[:10] == "2023-05-06"
    (note,) = listed["Closed"].annotations
    assert [line.strip() for line in note.note.split("\n")] == [
        "Worth it for the ablation.",
        "Question",
        "Why only two seeds?",
    ]


def test_boxes_of_markdown_tell_what_was_begun_and_what_was_given_up(tmp_path: Path) -> None:
    file = tmp_path / "list.md"
    file.write_text(
        "- [/] [Begun](https://example.org/1)\n- [-] [Given up](https://example.org/2)\n"
        "- [ ] *Named before its link* [(paper)](https://example.org/3)\n",
        encoding="utf-8",
    )
    context = ImportContext(tmp_path, network=False)
    found = [one for one in ReadingLogImporter().load(str(file), context) if isinstance(one, Document)]
    assert [(one.title, one.state) for one in found] == [
        ("Begun", State.READING),
        ("Given up", State.DROPPED),
        ("Named before its link", State.UNREAD),
    ]
