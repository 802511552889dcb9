#!/usr/bin/env bash
# astchunk 0.1.0, which cuts programs along their syntax for retrieval, writes spaces for a text that is longer than a
# chunk, and leaves out such a comment.
#
# Guess, written down first: the chunks, put together, are the program, as nothing is said of leaving out; what cannot
# be cut makes a chunk longer than asked for, or is cut anywhere; Russian letters, two bytes each, do not shift the
# cuts.
# Seen: the cuts are right in Russian, too. But a leaf of the tree that is longer than `max_chunk_size` goes nowhere: of
# a prompt in quotes as many spaces are left as it had letters, between its quotes, so that the chunk is a program with
# an empty prompt; a comment on one long line is gone with its place; a long docstring is blank. Nothing is raised or
# logged.
# What it means: in code of agents the prompts are the long texts. A search for what a prompt says finds nothing, and a
# model that is shown the chunk reads that the prompt is blank. Compare the chunks with the file before they are
# indexed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check astchunk==0.1.0 2> log || { cat log; exit 1; }
cat > chunk.py <<'PY'
from astchunk import ASTChunkBuilder

PROGRAM = '''"""Asks a model."""
import os

# With a rate of 1e-3 the loss went to infinity in the second epoch, twice, so keep it.
RATE = 3e-4

PROMPT = "You are a careful reviewer. Answer only what the passages say, and cite each."


def спросить(text):
    """Один вопрос."""
    return PROMPT + text
'''


def chunks(size: int) -> list[str]:
    builder = ASTChunkBuilder(max_chunk_size=size, language="python", metadata_template="default")
    return [chunk["content"] for chunk in builder.chunkify(PROGRAM)]


small, large = chunks(60), chunks(100)
for chunk in small:
    print(repr(chunk))
blanked = [chunk for chunk in small if chunk.startswith('PROMPT = "  ') and chunk.endswith('  "')]
joined, whole = "\n".join(small), "\n".join(large)
as_stated = (
    len(blanked) == 1
    and len(blanked[0]) == len(PROGRAM.splitlines()[6])
    and not any(words in joined for words in ("careful reviewer", "second epoch"))
    and "Один вопрос" in joined
    and all(words in whole for words in ("careful reviewer", "second epoch", "Один вопрос"))
)
raise SystemExit(not as_stated)
PY
env/bin/python chunk.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: astchunk 0.1.0 writes spaces for long prompts"
