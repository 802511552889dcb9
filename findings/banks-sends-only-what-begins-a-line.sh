#!/usr/bin/env bash
# banks 2.5.1, on which the prompt templates of LlamaIndex rest, leaves out of a chat whatever stands beside its chat
# blocks, and a block that has a word before it.
#
# Guess, written down first: values come into the prompt as they are, without HTML's escapes and without being evaluated
# as templates, the white space of code is kept, and roles are those of the blocks. Noted after a first look: text
# beside the blocks is a message of its own, or an error.
# Seen: escapes and braces are right. But `chat_messages` takes only lines that begin with a block: "Rules: be brief."
# above one and "Answer in Russian." below it are in `text()`, and in no message. A block behind a word, "- {% chat …",
# is dropped with its message; if it is the only one, the person's message is the raw JSON of it, with a random mark of
# 32 signs. Each message is stripped at both ends, so code that begins indented loses the indentation of its first line
# only, and is no Python any more. Nothing is raised or logged. The README shows blocks only and does not speak of what
# is beside them.
# What it means: instructions that stand in the template never reach the model, while whoever prints the prompt as text
# sees them. Put every word into a block, each block on a line of its own, and compare `text()` with the messages.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check banks==2.5.1 2> log || { cat log; exit 1; }
cat > render.py <<'PY'
from banks import Prompt

SYSTEM = '{% chat role="system" %}Be brief.{% endchat %}'
USER = '{% chat role="user" %}{{ question }}{% endchat %}'


def messages(template: str, question: str = "Why?") -> list[tuple[str, str]]:
    told = [(one.role, one.content[0].text) for one in Prompt(template).chat_messages({"question": question})]
    print(repr(template), "->", told)
    return told


plain = messages(f"{SYSTEM}\n{USER}", "is 1 < 2 & {{ x }}?")
beside = messages(f"Rules: no lists.\n{SYSTEM}\n{USER}\nAnswer in Russian.")
as_text = Prompt(f"Rules: no lists.\n{USER}\nAnswer in Russian.").text({"question": "Why?"})
behind = messages(f"First: {SYSTEM}\n{USER}")
alone = messages(f"- {USER}")
code = messages(USER, "    y = 1\n    z = 2\n")
as_stated = (
    plain == [("system", "Be brief."), ("user", "is 1 < 2 & {{ x }}?")]
    and beside == [("system", "Be brief."), ("user", "Why?")]
    and "Rules: no lists." in as_text
    and "Answer in Russian." in as_text
    and behind == [("user", "Why?")]
    and len(alone) == 1
    and alone[0][0] == "user"
    and '{"role":"user","content":[{"type":"text","text":"Why?"}]}' in alone[0][1]
    and code == [("user", "y = 1\n    z = 2")]
)
raise SystemExit(not as_stated)
PY
env/bin/python render.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: banks 2.5.1 sends only what begins a line"
