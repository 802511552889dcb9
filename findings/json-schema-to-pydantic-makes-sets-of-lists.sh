#!/usr/bin/env bash
# json-schema-to-pydantic 0.5.0, which checks answers of language models against a schema, makes a set of a list whose
# items are to be unique: the order of authors is lost.
#
# Guess, written down first: what the schema refuses is refused by the model, or the schema raises.
# Seen: `not`, `if`, fixed items, recursion and look-ahead raise, as guessed; lengths, bounds, patterns, constants and
# nested objects are kept to. But an array with `uniqueItems` becomes a set: items that stand twice are taken, not
# refused, and what comes out is in an order of its own that changes from run to run. `additionalProperties` is
# ignored, false as well as a type, within objects too; of `oneOf` two numbers neither the bound nor the "one" is left;
# the text "1", `true` for a number and "yes" for a truth value are taken and changed.
# What it means: an answer of the wrong form passes as checked, fields that nobody asked for vanish, and a list of
# authors or steps is shuffled. Check the answer by `jsonschema` first, and leave `uniqueItems` out of the model's
# schema.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check json-schema-to-pydantic==0.5.0 2> log || { cat log; exit 1; }
cat > check.py <<'PY'
from json_schema_to_pydantic import create_model
from pydantic import ValidationError

SCHEMA = {
    "title": "Paper",
    "type": "object",
    "properties": {
        "authors": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        "year": {"type": "integer", "minimum": 1900},
        "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
        "score": {"oneOf": [{"type": "integer"}, {"type": "number", "minimum": 5}]},
        "open": {"type": "boolean"},
    },
    "required": ["authors"],
    "additionalProperties": False,
}
Paper = create_model(SCHEMA)
paper = Paper.model_validate(
    {
        "authors": ["Wu", "Lee", "Ma", "Lee"],
        "year": "2017",
        "counts": {"gpu": "many"},
        "score": 2.5,
        "open": "yes",
        "unasked": 1,
    }
)
print(paper)
as_stated = (
    paper.authors == {"Wu", "Lee", "Ma"}
    and paper.year == 2017
    and paper.counts == {"gpu": "many"}
    and paper.score == 2.5
    and paper.open is True
    and not hasattr(paper, "unasked")
)
try:
    Paper.model_validate({"authors": [], "year": 17})
    as_stated = False
except ValidationError as error:
    print(error.errors()[0]["msg"])
raise SystemExit(not as_stated)
PY
for seed in 1 2 3 4 5 6; do
  PYTHONHASHSEED=$seed env/bin/python check.py > "told-$seed" || { cat "told-$seed"; echo "CHANGED: see above"; exit 1; }
done
cat told-1
[ "$(cat told-* | grep -c authors)" = 6 ] && [ "$(grep -ho 'authors={[^}]*}' told-* | sort -u | wc -l)" -gt 1 ] ||
  { echo "CHANGED: the order stays"; exit 1; }
echo "as stated: json-schema-to-pydantic 0.5.0 makes sets of lists"
