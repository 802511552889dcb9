"""Words as the words index knows them: tokens, stems by script, exact names and versions.

Index and query go through the same functions, so a word is found in whatever form it was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

from kb.text.normal import normalized

TOKENIZER = "4"
"""Version of these rules; an index made by others is stale."""

# A word, or several joined by the signs that names, versions and ids are made of: GPT-4, Q8_0,
# 2510.26692, node.js, c++, @handle.
TOKEN = re.compile(r"@?\w+(?:[.\-_'’+/]\w+)*[+#]{0,2}", re.UNICODE)
WORD = re.compile(r"[^\W_]+", re.UNICODE)
_CYRILLIC = re.compile(r"[а-я]")

_INITIAL = re.compile(r"(?<!\w)[^\W\d_]\.\s*[^\W\d_]", re.UNICODE)
# Latin letters with marks; those with strokes, which Unicode does not take apart; marks that no letter holds,
# such as the stress above a Russian vowel.
_MARKED = re.compile(r"[à-öù-ýÿāăąćĉċčďēĕėęěĝğġģĥĩīĭįĵķĺļľńņňōŏőŕŗřśŝşšţťũūŭůűųŵŷźżžơưǎǐǒǔ\u1e00-\u1eff]")
_LOOSE_MARKS = re.compile(r"[\u0300-\u036f]+")
_STROKED = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
_ANY_STROKED = re.compile(f"[{''.join(_STROKED)}]")

# The few words that say nothing in a question; the ranking takes care of the merely frequent ones.
FUNCTION_WORDS = frozenset(
    "a an and are as at be by for from how in is it of on or that the to was what which with "
    "а без бы в во где для до же за и из или как к ко ли на не но о об от по при с со так то у что "
    "чем это".split()
)


def fold(text: str) -> str:
    """Lower case in one Unicode form, with ё as е, and letters without marks that a reader would not type."""
    folded = normalized(text).lower().replace("ё", "е").replace("’", "'")
    if folded.isascii():
        return folded
    plain = _MARKED.sub(_unmarked, _LOOSE_MARKS.sub("", folded))
    return _ANY_STROKED.sub(lambda letter: _STROKED[letter[0]], plain)


def letters(text: str) -> str:
    """What two ways to write one title share: its letters and digits, folded."""
    return "".join(filter(str.isalnum, fold(text)))


def _unmarked(letter: re.Match[str]) -> str:
    return unicodedata.normalize("NFD", letter[0])[0]


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
    return [stem(word) for word in WORD.findall(fold(text))]


def once_each(terms: Iterable[str]) -> list[str]:
    """Words without other forms of those before them: of `agents, agent, tools` the first and the last."""
    first: dict[tuple[str, ...], str] = {}
    for term in terms:
        first.setdefault(tuple(stems(term)), term)
    return list(first.values())


def has_words(text: str, asked: str) -> bool:
    """Whether a text has all words of another, in any of their forms."""
    return set(stems(asked)) <= set(stems(text))


def written_words(text: str) -> list[str]:
    """All words in order as they are written, folded."""
    return words_in(fold(text))


def words_in(folded: str) -> list[str]:
    """All words in order of a text that is folded."""
    return WORD.findall(folded)


def exact_names(text: str) -> list[str]:
    """Tokens that must be found as they are written: those with a digit, a joining sign or `+`/`#`."""
    return names_in(fold(text))


def names_in(folded: str) -> list[str]:
    """As `exact_names`, of a text that is folded."""
    return [token for token in TOKEN.findall(folded) if _is_name(token)]


def _is_name(token: str) -> bool:
    return not token.isalpha() and (len(token) > 1 or token.isdigit())


def telling_words(text: str) -> list[str]:
    """The words of a question, folded, each once. Function words count only when there is nothing else."""
    words = dict.fromkeys(written_words(text))
    return [word for word in words if word not in FUNCTION_WORDS] or list(words)


def names_exactly(text: str) -> bool:
    """Whether a question holds what is written in one way only: a version or a format (`Q8_0`, `GPT-4`,
    `C++`), a handle, a person with initials."""
    return bool(_INITIAL.search(text)) or any(
        token.startswith("@") or any(sign.isdigit() or sign in "_+#" for sign in token)
        for token in TOKEN.findall(text)
    )


def names_something(text: str) -> bool:
    """Whether a question holds a name in capitals (`MiniMax`, `GPTQ`): then the words themselves are worth
    more than their meaning."""
    return any(sum(sign.isupper() for sign in token) > 1 for token in TOKEN.findall(text))
