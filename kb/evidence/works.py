"""What writing may refer to: the items of a library by their keys and the ways their titles are written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.evidence.authors import Authored, authored
from kb.evidence.names import TITLED, Name, Rarity, former_names_of, names_of
from kb.evidence.sieve import Sieve
from kb.types import TELLERS, Kind
from kb.types.evidence import WorkFacts

# A number, a capital behind a small letter, a sign as Better BibTeX and people set them between names.
_IS_NO_WORD = re.compile(r"\d|[^\W\d_A-ZА-ЯЁ][A-ZА-ЯЁ]|\w[:_+]\w")
_RETOLD = 2
"""Works that a post retells at the most; one that links to more is a digest. By judgement."""


@dataclass(frozen=True, slots=True)
class Works:
    """The items of a library as writing may refer to them.

    `facts` by id; `by_key` the id each canonical key leads to; `by_citation` that which each key of the
    person's bibliographies leads to, `by_word` of those that may be words or somebody's name as well; of two
    works with one key neither; `sieve` what names are looked for by;
    `by_letters` names by their letters; `retold` the works that an item of somebody else's writing is about,
    by its id; `rarity` how telling words are; `authored` works by their first author and year.
    """

    facts: Mapping[int, WorkFacts]
    by_key: Mapping[str, int]
    by_citation: dict[str, int]
    by_word: dict[str, int]
    sieve: Sieve
    by_letters: Mapping[str, Sequence[Name]]
    retold: Mapping[int, Sequence[int]]
    rarity: Rarity
    authored: Authored

    @classmethod
    def of(cls, facts: Iterable[WorkFacts]) -> Works:
        """The index of these items."""
        known = {work.item_id: work for work in facts}
        by_key = {key: work.item_id for work in known.values() for key in work.keys}
        rarity = Rarity(known.values())
        names = [name for work in known.values() for name in names_of(work, rarity)]
        by_letters = defaultdict(list)
        for name in names:
            by_letters[name.letters].append(name)
        for work in known.values():
            for name in former_names_of(work, rarity):
                if name.letters not in by_letters:
                    by_letters[name.letters].append(name)
                    names.append(name)
        retold = {
            work.item_id: told
            for work in known.values()
            if work.kind in TELLERS and (told := _told(work, by_key, known))
        }
        cited: dict[bool, dict[str, int]] = {False: {}, True: {}}
        for key, items in _by_each_key(known.values()).items():
            if len(items) == 1:
                cited[_IS_NO_WORD.search(key) is not None][key] = items.pop()
        return cls(
            facts=known,
            by_key=by_key,
            by_citation=cited[True],
            by_word=cited[False],
            sieve=Sieve(names, by_key),
            by_letters=dict(by_letters),
            retold=retold,
            rarity=rarity,
            authored=authored(known.values()),
        )

    def item_of(self, keys: Iterable[str]) -> int | None:
        """The item that the first of these keys leads to that leads to one."""
        return next((self.by_key[key] for key in keys if key in self.by_key), None)

    def titled(self, of_letters: str) -> Name | None:
        """The name with these letters, where only one item goes by it, or one alone by its full title."""
        names = self.by_letters.get(of_letters, ())
        if len({name.item_id for name in names}) > 1:
            names = [name for name in names if name.whole]
        if len({name.item_id for name in names}) > 1:
            names = [name for name in names if self.facts[name.item_id].kind is Kind.PAPER]
        return names[0] if len({name.item_id for name in names}) == 1 else None


def _by_each_key(works: Iterable[WorkFacts]) -> Mapping[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for work in works:
        for key in work.cited_as:
            found[key].add(work.item_id)
    return found


def _told(work: WorkFacts, by_key: Mapping[str, int], known: Mapping[int, WorkFacts]) -> tuple[int, ...]:
    linked = dict.fromkeys(by_key[key] for key in work.leads_to if key in by_key)
    told = tuple(one for one in linked if one != work.item_id and known[one].kind in TITLED)
    papers = tuple(one for one in told if known[one].kind is Kind.PAPER)
    return (papers or told) if len(papers or told) <= _RETOLD else ()
