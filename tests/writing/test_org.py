"""Notes of Org as own writing."""

from __future__ import annotations

from pathlib import Path

from tests.writing.reading import KEYS, page, write

ORG = """#+TITLE: Inference notes
#+DATE: <2025-07-10 Thu>

* Structured decoding                                             :llm:
:PROPERTIES:
:ID: abc
:END:
The grammar went into the decoder, [[https://arxiv.org/abs/2506.01151][here]] or [[file:ml/kv.org][there]].
# a comment with arXiv:2505.08445
#+begin_quote
words of others
#+end_quote
#+begin_src python
# arXiv:2505.06914
#+end_src
** TODO [[https://arxiv.org/abs/2505.18610]]
"""


ABOUT = """:PROPERTIES:
:ID: 7c1d
:ROAM_REFS: @gu cite:other https://arxiv.org/abs/2401.00001
:END:
#+title: Notes on states

* A part of its own
:PROPERTIES:
:Custom_ID: third
:DOI: 10.1000/part
:END:
See [[id:9f02][that note]], [[parencite:gu][p. 3]] and [[doi:10.1000/other][the second]].
"""


def test_what_a_note_of_org_is_about_stands_above_it(tmp_path: Path) -> None:
    records = "".join(f"@misc{{{key}, title={{T}}, eprint={{2312.0075{n}}}}}" for n, key in enumerate(KEYS))
    one = page(write(tmp_path, {"a.org": ABOUT, "refs.bib": records}), "a.org")
    assert one.names == ("a", "Notes on states", "7c1d", "gu", "other", "https://arxiv.org/abs/2401.00001")
    assert {work.citation_key for work in one.bibliography} == set(KEYS)
    assert [line for line in one.text.split("\n") if line] == [
        "source: @gu cite:other https://arxiv.org/abs/2401.00001",
        "title: Notes on states",
        "## A part of its own",
        "source: @third",
        "source: 10.1000/part",
        "See [[9f02|that note]], p. 3 (parencite:gu) and [the second](https://doi.org/10.1000/other).",
    ]


LOG = """* DONE [#A] Hindsight                                                  :rl:
CLOSED: [2024-03-05 Tue 10:11] SCHEDULED: <2024-03-01 Fri>
Words.
* TODO Planned
DEADLINE: <2024-04-01 Mon>
* Kept
:LOGBOOK:
- State "DONE"       from "TODO"       [2024-03-06 Wed 09:00]
CLOCK: [2024-03-06 Wed 08:00]--[2024-03-06 Wed 09:00] =>  1:00
:END:
- State "READ"       from              [2024-03-07 Thu 09:00]
* Captured
Entered on [2024-03-08 Fri 12:00]
* Noted
[2024-03-09 Sat]
: words of others
:
"""


def test_org_says_when_something_was_done_with(tmp_path: Path) -> None:
    one = page(write(tmp_path, {"log.org": LOG}), "log.org")
    assert one.text.split("\n") == [
        "## Hindsight", "date read: 2024-03-05", "Words.", "## TODO Planned", "", "## Kept", "",
        "date read: 2024-03-06", "", "", "date read: 2024-03-07", "## Captured", "2024-03-08",
        "## Noted", "2024-03-09", "> words of others", "> ", "",
    ]  # fmt: skip


def test_org_is_read_line_by_line(tmp_path: Path) -> None:
    one = page(write(tmp_path, {"a.org": ORG}), "a.org")
    assert (one.title, one.written_on) == ("Inference notes", "2025-07-10")
    assert one.text.split("\n") == [
        "title: Inference notes", "", "",
        "## Structured decoding", "", "", "",
        "The grammar went into the decoder, [here](https://arxiv.org/abs/2506.01151) or [there](ml/kv.org).",
        "", "", "> words of others", "", "```python", "# arXiv:2505.06914", "```",
        "### TODO <https://arxiv.org/abs/2505.18610>", "",
    ]  # fmt: skip
