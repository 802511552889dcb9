"""Makes the list of words that are ordinary in this field: `python -m bench.ordinary_words SHARED`.

Counted are 20,000 arXiv abstracts and 5,058 posts of six Russian channels (`corpora/SOURCES.md` in SHARED).
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from kb.lexicon.reading import FOLDER
from kb.text.words import stems
from kb.triage.ordinary import LIST

_SHARE = 0.01
"""A stem that one text in a hundred holds tells nothing new: `random` stands in 3 % of abstracts, `nodes`
in 1.3 %, `found` in 2 %. Words of the field that are as common (`attention`) tell as little by themselves."""
_CHANNELS = 3
"""What fewer channels write is a name or a tag of theirs."""


def main() -> None:
    """Writes the list anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    corpora = parser.parse_args().shared / "corpora"
    abstracts = _rows(corpora / "arxiv_scale_20k.jsonl.gz")
    posts = _rows(corpora / "telegram_ru/posts.jsonl.gz")
    held = {
        *_common((f"{one['title']}\n{one['abstract']}", "") for one in abstracts),
        *_common(((one["text"], one["channel"]) for one in posts), _CHANNELS),
    }
    (FOLDER / f"{LIST}.txt").write_text("\n".join(sorted(held)) + "\n", encoding="utf-8")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _common(texts: Iterable[tuple[str, str]], sources: int = 1) -> Iterator[str]:
    """Stems of letters that enough of the texts hold, from enough sources."""
    held: Counter[str] = Counter()
    by: dict[str, set[str]] = defaultdict(set)
    count = 0
    for text, source in texts:
        count += 1
        for one in set(stems(text)):
            held[one] += 1
            by[one].add(source)
    for one, times in held.items():
        if one.isalpha() and times >= _SHARE * count and len(by[one]) >= sources:
            yield one


if __name__ == "__main__":
    main()
