#!/usr/bin/env bash
# tantivy 0.27.0 (Python) deletes nothing by a key it was given, and several documents by a word of it.
#
# Guess, written down first: `delete_documents_by_term("key", "arxiv:2510.26692")` deletes the document that was added
# with this key, in a text field as `add_text_field` makes it.
# Seen: keys in such a field are cut into lower-case words, and the value to delete by is not: the document stays, and
# the call returns a number (of the operation) that looks like success. A key of one plain word deletes every document
# that has this word in its key: "abc" takes "ABC-2" with it, "arxiv" all papers.
# What it means: an index kept up by "delete, then add" holds each document as often as it was changed, and may lose
# others. Keys need `tokenizer_name="raw"`; count the documents after the first update.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check tantivy==0.27.0
env/bin/python - <<'PY' || { echo "CHANGED: see above"; exit 1; }
import tantivy

KEYS = ["ABC-2", "abc", "arxiv:2510.11111", "arxiv:2510.26692"]


def left_after(tokenizer: str, key: str) -> list[str]:
    """The keys that are left once a key was deleted by."""
    schema = tantivy.SchemaBuilder().add_text_field("key", stored=True, tokenizer_name=tokenizer).build()
    index = tantivy.Index(schema)
    writer = index.writer()
    for each in KEYS:
        writer.add_document(tantivy.Document(key=each))
    writer.commit()
    answer = writer.delete_documents_by_term("key", key)
    writer.commit()
    index.reload()
    searcher = index.searcher()
    hits = searcher.search(tantivy.Query.all_query(), 10).hits
    left = sorted(searcher.doc(address)["key"][0] for _, address in hits)
    print(f"{tokenizer}: deleting {key!r} returned {answer}, left {left}")
    return left


as_stated = (
    left_after("default", "arxiv:2510.26692") == KEYS
    and left_after("default", "abc") == KEYS[2:]
    and left_after("default", "arxiv") == KEYS[:2]
    and left_after("raw", "arxiv:2510.26692") == KEYS[:3]
)
raise SystemExit(not as_stated)
PY
echo "as stated: tantivy 0.27.0 keeps the key and deletes by words"
