#!/usr/bin/env bash
# a2a-sdk 1.3.0, the protocol by which agents ask each other, makes a fraction of every count and another number of
# long ones; 0.3.26 did not.
#
# Guess, written down first: data that an agent hands over come back as they are in JSON: counts stay counts, and an
# identifier of 19 digits stays itself, as in the SDK's versions before 1.0.
# Seen: since 1.0 the types are Protocol Buffers', whose free-form values know one kind of number, that of 53 bits.
# 2017 is handed over and comes back as 2017.0, which is no integer to a validator or as the index of a list, and the
# number of a post, 1812345678901234567, is written as 1.8123456789012347e+18, the number of another one. Nothing is
# raised, on either side. The same holds for `metadata`.
# What it means: an agent that answers with numbers of posts, papers or rows answers with others after the update, and
# the numbers look right. Hand identifiers over as texts, and take int() of counts.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv old
python3 -m venv new
old/bin/pip install --quiet --disable-pip-version-check a2a-sdk==0.3.26 2> log || { cat log; exit 1; }
new/bin/pip install --quiet --disable-pip-version-check a2a-sdk==1.3.0 2> log || { cat log; exit 1; }
cat > old.py <<'PY'
import json

from a2a.types import DataPart, Message, Part, Role

data = {"year": 2017, "post": 1812345678901234567}
message = Message(message_id="1", role=Role.agent, parts=[Part(DataPart(data=data))])
sent = message.model_dump_json(exclude_none=True)
read = Message.model_validate_json(sent).parts[0].root.data
print("0.3.26:", sent, read)
raise SystemExit(not (read == data and json.loads(sent)["parts"][0]["data"] == data))
PY
cat > new.py <<'PY'
import json

from a2a.helpers import get_data_parts, new_data_message
from a2a.types import Message
from google.protobuf.json_format import MessageToJson, Parse

data = {"year": 2017, "post": 1812345678901234567}
sent = MessageToJson(new_data_message(data), indent=None)
(read,) = get_data_parts(Parse(sent, Message()).parts)
(taken,) = get_data_parts(Parse('{"parts": [{"data": {"post": 1812345678901234567}}]}', Message()).parts)
print("1.3.0:", sent, read, taken)
as_stated = (
    isinstance(read["year"], float)
    and '"year": 2017.0' in sent
    and int(read["post"]) == int(taken["post"]) == 1812345678901234688
    and json.loads(sent)["parts"][0]["data"]["post"] != data["post"]
)
raise SystemExit(not as_stated)
PY
old/bin/python old.py || { echo "CHANGED: see above"; exit 1; }
new/bin/python new.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: a2a-sdk 1.3.0 hands counts over as fractions, and long ones as others"
