#!/usr/bin/env bash
# promptdown 1.1.6, which keeps conversations for language models in Markdown, puts each message on one line, code and
# lists too.
#
# Guess, written down first: messages come as they are written, with braces, quotes, leading dashes and line breaks.
# Seen: braces, quotes and signs do. Line breaks within a message become spaces: "```python", `if x:` and `y = 1` on
# lines of their own are "```python if x: y = 1 ```", and a list is "1. one 2. two". In the system's message blank lines
# go, breaks stay. A heading of the second level within a message ends the conversation: what stands behind it is gone.
# Written out again with `to_promptdown_string`, the file itself has lost its lines. The README speaks of fenced code in
# messages, in which template values are not filled in, and of nothing of this.
# What it means: the examples that are to show a model how to answer show it Python that is none, and a prompt that is
# read and saved cannot be mended. Keep code and lists out of the file and put them in by the program.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check promptdown==1.1.6 2> log || { cat log; exit 1; }
cat > read.py <<'PY'
from promptdown import StructuredPrompt

PROMPT = """# A prompt

## System Message

Be brief.

- no "lists"
- no {braces}

## Conversation

**User:**
Mend this:

```python
if x:
    y = 1
```

**Assistant:**
1. one
2. two

**User:**
Thanks.

## Why

Because of this.
"""
prompt = StructuredPrompt.from_promptdown_string(PROMPT)
told = [message["content"] for message in prompt.to_chat_completion_messages()]
told = [content if isinstance(content, str) else content[0]["text"] for content in told]
for content in told:
    print(repr(content))
as_stated = (
    told[0] == 'Be brief.\n- no "lists"\n- no {braces}'
    and told[1].split() == ["Mend", "this:", "```python", "if", "x:", "y", "=", "1", "```"]
    and "\n" not in told[1]
    and told[2] == "1. one 2. two"
    and told[3] == "Thanks."
    and len(told) == 4
    and "1. one 2. two" in prompt.to_promptdown_string()
)
raise SystemExit(not as_stated)
PY
env/bin/python read.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: promptdown 1.1.6 puts code on one line"
