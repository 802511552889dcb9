#!/usr/bin/env bash
# xmindparser 1.2.2, which reads mind maps of XMind, leaves out every topic that hangs on no branch, and what sums
# others up.
#
# Guess, written down first: titles, notes, labels, links, floating topics, summaries and names of arrows come through,
# in every sheet.
# Seen: branches, notes, labels, links, callouts and the second sheet do. A floating topic is gone with all topics
# below it, and so are the topic of a summary (what a person wrote beside a brace over several topics), the title of a
# boundary and, unless an option of the newest version is set, the words on arrows. The same in JSON, XML, YAML and
# Markdown, and nothing is said of it.
# What it means: ideas that were set aside, and conclusions, are missing from notes made of a map, and nobody sees that
# there were more. Count "title" in content.json within the .xmind file and compare.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check xmindparser==1.2.2 2> log || { cat log; exit 1; }
cat > read.py <<'PY'
import json
import zipfile

from xmindparser import xmind_to_dict, xmind_to_markdown


def topic(title: str, **more) -> dict:
    return {"id": title, "title": title, **more}


branch = topic(
    "branch",
    children={"attached": [topic("leaf", notes={"plain": {"content": "a note"}})], "summary": [topic("conclusion")]},
    summaries=[{"range": "(0,0)", "topicId": "conclusion"}],
    boundaries=[{"id": "b", "range": "(0,0)", "title": "boundary"}],
)
floating = topic("floating", children={"attached": [topic("below the floating one")]})
root = topic("root", children={"attached": [branch], "detached": [floating]})
arrow = {"id": "r", "end1Id": "branch", "end2Id": "leaf", "title": "arrow"}
sheets = [
    {"id": "s1", "title": "first", "rootTopic": root, "relationships": [arrow]},
    {"id": "s2", "title": "second", "rootTopic": topic("other root")},
]
with zipfile.ZipFile("map.xmind", "w") as file:
    file.writestr("content.json", json.dumps(sheets))
    file.writestr("metadata.json", "{}")
    file.writestr("manifest.json", "{}")
as_dict = json.dumps(xmind_to_dict("map.xmind"))
with open(xmind_to_markdown("map.xmind")) as file:
    as_markdown = file.read()
print(as_dict)
KEPT = ["root", "branch", "leaf", "a note", "second", "other root"]
LOST = ["conclusion", "boundary", "floating", "arrow"]
as_stated = all(
    all(word in told for word in KEPT) and not any(word in told for word in LOST) for told in (as_dict, as_markdown)
)
raise SystemExit(not as_stated)
PY
env/bin/python read.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: xmindparser 1.2.2 leaves out floating topics"
