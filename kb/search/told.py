"""The parts of a question told at length, or of a text that is pasted."""

from __future__ import annotations

from kb.text.sentences import sentences

_FEWEST = 4
"""Words of a part: "Есть такая статья?" asks for nothing of its own. By judgement."""
_MOST_PARTS = 8
"""Parts of a question: each costs up to two passes of the encoder and a look into the index. By judgement."""


def parts_of(text: str) -> list[str]:
    """The sentences of a question in order, very short ones joined to a neighbour; of many, as many
    neighbours together as leave no more than `_MOST_PARTS`. None where the question is one sentence: it is
    asked as a whole anyway."""
    joined: list[str] = []
    for sentence in sentences(text):
        if joined and min(len(joined[-1].split()), len(sentence.split())) < _FEWEST:
            joined[-1] += f" {sentence}"
        else:
            joined.append(sentence)
    together = -(-len(joined) // _MOST_PARTS) or 1
    found = [" ".join(joined[start : start + together]) for start in range(0, len(joined), together)]
    return found if len(found) > 1 else []
