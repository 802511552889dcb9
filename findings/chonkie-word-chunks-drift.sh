#!/usr/bin/env bash
# chonkie 1.7.0 places each chunk of words one sign further off than the one before.
#
# Guess: text[chunk.start_index:chunk.end_index] == chunk.text for every chunker that needs no model (token, sentence,
# recursive, table/code aside), in Russian with blank lines and repeated sentences too; without overlap the chunks
# put together are the text; no chunk has more tokens than chunk_size. semchunk's offsets cut out its chunks likewise.
# Seen: sentence, recursive and character chunkers and semchunk are as guessed. TokenChunker(tokenizer="word") without
# overlap leaves out the space between two chunks and does not count it: the second chunk's place is one sign early,
# the third's two, and so on; with an overlap the places are right.
# What it means: a passage that is cited by its place is shown shifted, after a hundred chunks by a line and more, and
# the chunks put together run words into one. Find the place of each chunk anew (`text.find(chunk.text, last)`).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check chonkie==1.7.0 2> log || { cat log; exit 1; }
cat > places.py <<'PY'
from chonkie import RecursiveChunker, SentenceChunker, TokenChunker

TEXT = " ".join(
    f"The gradient {n} of the loss is computed, weights{n} are moved a little{n} against it." for n in range(40)
)
chunkers = {
    "word": TokenChunker(tokenizer="word", chunk_size=5, chunk_overlap=0),
    "word, overlap": TokenChunker(tokenizer="word", chunk_size=5, chunk_overlap=2),
    "character": TokenChunker(tokenizer="character", chunk_size=40, chunk_overlap=0),
    "sentence": SentenceChunker(tokenizer="word", chunk_size=40, chunk_overlap=0),
    "recursive": RecursiveChunker(tokenizer="word", chunk_size=40),
}
wrong = {}
for name, chunker in chunkers.items():
    chunks = chunker.chunk(TEXT)
    wrong[name] = sum(TEXT[chunk.start_index : chunk.end_index] != chunk.text for chunk in chunks)
    together = "".join(chunk.text for chunk in chunks) == TEXT
    print(f"{name}: {len(chunks)} chunks, {wrong[name]} at a wrong place, put together they are the text: {together}")
words = chunkers["word"].chunk(TEXT)
shifts = [TEXT.find(chunk.text) - chunk.start_index for chunk in words]
second = words[1]
print(repr(second.text), "is said to be", repr(TEXT[second.start_index : second.end_index]))
print("the last chunk is", shifts[-1], "signs off")
as_stated = shifts == list(range(120)) and wrong.pop("word") == 119 and not any(wrong.values())
raise SystemExit(not as_stated)
PY
env/bin/python places.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: chonkie 1.7.0 places word chunks one sign further off with each"
