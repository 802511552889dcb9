#!/usr/bin/env bash
# jambo 0.2.0.post1, which makes pydantic models of JSON Schemas, empties every object whose keys the schema does not
# name, and lets all keys pass that the schema forbids.
#
# Guess, written down first: each keyword of a schema holds, or building the model raises, as it does for others that
# are not supported (an array without `items`); what is valid comes out as it went in.
# Seen: numbers, patterns, formats, enums, anyOf, oneOf and allOf hold. But {"type": "object", "additionalProperties":
# {"type": "integer"}}, the usual form for counts by name, and a plain {"type": "object"} for metadata, become a model
# without fields: {"tokens": 12} is valid and comes out as {}, and so does {"tokens": "many"}, which the schema forbids.
# "additionalProperties": false refuses nothing, and true drops the rest all the same. "not" is passed over. Nothing is
# raised when the model is built.
# What it means: arguments that a model gave a tool, or metadata of a record, are gone after validation, and the record
# is called valid. Name every key, or check with jsonschema and keep the object itself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check jambo==0.2.0.post1 jsonschema==4.26.0 pydantic==2.14.4 2> log \
  || { cat log; exit 1; }
cat > check.py <<'PY'
import jsonschema
from jambo import SchemaConverter
from pydantic import ValidationError

COUNTS = {"type": "object", "additionalProperties": {"type": "integer"}}
CASES = (
    ("a limit", {"type": "integer", "minimum": 5}, 4),
    ("counts", COUNTS, {"tokens": 12}),
    ("counts", COUNTS, {"tokens": "many"}),
    ("free", {"type": "object"}, {"source": "arXiv", "pages": 12}),
    ("not", {"type": "string", "not": {"const": "x"}}, "x"),
)


def both(part: dict, value: object, closed: bool | None = None) -> tuple[bool, object]:
    """Whether JSON Schema calls {"a": value} valid, and what jambo's model makes of it ("refused" if nothing)."""
    schema = {"title": "Record", "type": "object", "properties": {"a": part}, "required": ["a"]}
    if closed is not None:
        schema["additionalProperties"] = not closed
    record = value if closed is not None else {"a": value}
    valid = jsonschema.Draft202012Validator(schema).is_valid(record)
    try:
        return valid, SchemaConverter.build(schema).model_validate(record).model_dump()
    except ValidationError:
        return valid, "refused"


seen = [both(part, value) for _, part, value in CASES]
seen += [both({"type": "integer"}, {"a": 1, "b": 2}, closed) for closed in (True, False)]
for name, (valid, made) in zip([*(name for name, _, _ in CASES), "closed", "open"], seen, strict=True):
    print(f"{name:8} valid by the standard: {valid!s:6} jambo: {made}")
as_stated = seen == [
    (False, "refused"),
    (True, {"a": {}}),
    (False, {"a": {}}),
    (True, {"a": {}}),
    (False, {"a": "x"}),
    (False, {"a": 1}),
    (True, {"a": 1}),
]
raise SystemExit(not as_stated)
PY
env/bin/python check.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: jambo 0.2.0.post1 empties objects with free keys"
