#!/usr/bin/env bash
# outlines-core 0.2.14, which makes language models answer in JSON of a schema, makes them answer in what is no JSON.
#
# Guess, written down first: the least and greatest number are not kept to, and keys come in the order of the schema; what
# comes out is JSON all the same, and what the schema asks for that cannot be kept to raises. As for `allOf` of two
# objects the answer is one object with the keys of both.
# Seen: `not` raises, as guessed, and numbers are not limited. But `allOf` is written one after the other: the only
# answer that is let through is {"a":1}{"b":2}, which no parser reads, and {"a":1,"b":2} is not let through. A pattern
# beside a `minLength` is dropped in silence, a pattern without ^ and $ has to fit the whole text, and a moment can be
# given in UTC or without a zone, but not with an offset such as +03:00.
# What it means: schemas of inherited classes (OpenAPI writes them with allOf) never give an answer that can be read,
# however good the model, and a pattern holds until somebody adds a length. Look at the expression, or parse and
# validate every answer as if it had come without a schema; merge allOf first.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check outlines-core==0.2.14 2> log || { cat log; exit 1; }
env/bin/python - <<'PY' || { echo "CHANGED: see above"; exit 1; }
import json
import re

from outlines_core.json_schema import build_regex_from_schema


def let_through(schema: dict[str, object], *answers: str) -> list[bool]:
    expression = build_regex_from_schema(json.dumps(schema))
    told = [re.fullmatch(expression, answer) is not None for answer in answers]
    print(json.dumps(schema), dict(zip(answers, told, strict=True)))
    return told


def holding(key: str) -> dict[str, object]:
    return {"type": "object", "properties": {key: {"type": "integer"}}, "required": [key]}


both = let_through({"allOf": [holding("a"), holding("b")]}, '{"a":1,"b":2}', '{"a":1}{"b":2}')
year = {"type": "string", "pattern": "^[0-9]{4}$"}
alone, with_length = let_through(year, '"none"'), let_through(year | {"minLength": 4}, '"none"', '"2026"')
within = let_through({"type": "string", "pattern": "[0-9]{4}"}, '"in 2026"', '"2026"')
moment = {"type": "string", "format": "date-time"}
zones = let_through(moment, '"2026-11-30T10:00:00Z"', '"2026-11-30T10:00:00"', '"2026-11-30T10:00:00+03:00"')
limited = let_through({"type": "integer", "minimum": 1, "maximum": 5}, "3", "70")
try:
    build_regex_from_schema(json.dumps({"not": {"type": "string"}}))
    refused = False
except ValueError as fault:
    refused = True
    print("not:", str(fault).splitlines()[0])
as_stated = (
    both == [False, True]
    and (alone, with_length) == ([False], [True, True])
    and within == [False, True]
    and zones == [True, True, False]
    and limited == [True, True]
    and refused
)
raise SystemExit(not as_stated)
PY
echo "as stated: outlines-core 0.2.14 writes allOf as two objects in a row"
