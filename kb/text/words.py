"""Words as the words index knows them: tokens, stems by script, exact names and versions.

Index and query go through the same functions, so a word is found in whatever form it was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

TOKENIZER = "1"
"""Version of these rules; an index made by others is stale."""

# A word, or several joined by the signs that names, versions and ids are made of: GPT-4, Q8_0,
# 2510.26692, node.js, c++, @handle.
_TOKEN = re.compile(r"@?\w+(?:[.\-_'’+/]\w+)*[+#]{0,2}", re.UNICODE)
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_CYRILLIC = re.compile(r"[а-я]")
_URL = re.compile(r"https?://\S+")

# The few words that say nothing in a question; the ranking takes care of the merely frequent ones.
_FUNCTION_WORDS = frozenset(
    "a an and are as at be by for from how in is it of on or that the to was what which with "
    "а без бы в во где для до же за и из или как к ко ли на не но о об от по при с со так то у что "
    "чем это".split()
)


@dataclass(frozen=True, slots=True)
class Query:
    """What a person typed: stems to look for and exact names, each with the words they came from."""

    stems: tuple[str, ...]
    exact: tuple[str, ...]

    @property
    def empty(self) -> bool:
        return not self.stems and not self.exact


def fold(text: str) -> str:
    """Lower case, with ё as е: one letter to a reader."""
    return text.lower().replace("ё", "е").replace("’", "'")


@lru_cache(maxsize=2)
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(language)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of one folded word, by its script; words with digits stay as they are."""
    if any(sign.isdigit() for sign in word):
        return word
    return str(_stemmer("russian" if _CYRILLIC.search(word) else "english").stemWord(word))


def stems(text: str) -> list[str]:
    """Stems of all words in order, compounds split: `linear-attention` gives two."""
    return [stem(word) for word in _WORD.findall(fold(text))]


def exact_names(text: str) -> list[str]:
    """Tokens that must be found as they are written: those with a digit, a joining sign or `+`/`#`."""
    return [token for token in _TOKEN.findall(fold(text)) if _is_name(token)]


def _is_name(token: str) -> bool:
    return not token.isalpha() and (len(token) > 1 or token.isdigit())


def parse_query(text: str) -> Query:
    """The words of a question. Function words count only when there is nothing else."""
    words = dict.fromkeys(_WORD.findall(fold(text)))
    telling = [word for word in words if word not in _FUNCTION_WORDS] or list(words)
    return Query(
        stems=tuple(dict.fromkeys(stem(word) for word in telling)),
        exact=tuple(dict.fromkeys(exact_names(text))),
    )


def names_something(text: str) -> bool:
    """Whether a question holds a name or a version (`MiniMax M2`, `GPTQ`, `Qwen3-VL`, an id): then the
    words themselves are worth more than their meaning."""
    tokens = _TOKEN.findall(text)
    return any(
        any(sign.isdigit() for sign in token)
        or sum(sign.isupper() for sign in token) > 1
        or token.startswith("@")
        for token in tokens
    )


def surface_forms(text: str, query: Query) -> tuple[str, ...]:
    """The words of a text that answer the query, as written there, for marking."""
    wanted, exact = set(query.stems), set(query.exact)
    found: dict[str, None] = {}
    for token in _TOKEN.findall(text):
        if fold(token) in exact:
            found[token] = None
            continue
        for word in _WORD.findall(token):
            if stem(fold(word)) in wanted:
                found[word] = None
    return tuple(found)


def match_count(text: str, query: Query) -> int:
    """How many different words of the query a text holds; exact names count twice."""
    plain = _URL.sub(" ", text)
    present = set(stems(plain))
    return sum(one in present for one in query.stems) + 2 * len(set(query.exact) & set(exact_names(text)))
