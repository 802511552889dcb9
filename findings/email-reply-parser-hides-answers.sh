#!/usr/bin/env bash
# email-reply-parser 0.5.12 takes numbers below zero, options and file names for signatures, and leaves them out.
#
# Guess, written down first: the answer above a quotation comes as it was written, whatever its lines begin with; what
# goes is the quotation with the line above it, and a signature behind "-- ".
# Seen: a last paragraph whose first line begins with a hyphen and a letter or figure ("-5 is the loss", "-x"), with two
# hyphens ("--lr 3e-4") or with two underscores ("__init__.py holds it") is a signature, of any length, and gone. A
# mail that begins with "On ... wrote:" in its own words, over two lines, or with "From: " is empty as a whole. Lines
# between two quotations stay but lose the empty lines around them. A list with a space behind its hyphen stays, and so
# does what the parser for many languages, mail-parser-reply 1.36, is given in all of these cases.
# What it means: results, commands and file names, which is what one answers to a colleague with, are missing from
# tickets and notes made of mail, and the rest reads like a whole answer. Keep the mail itself, or look at
# `fragments` and take hidden ones that are not quoted.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check email-reply-parser==0.5.12 mail-parser-reply==1.36 2> log || { cat log; exit 1; }
cat > answers.py <<'PY'
from email_reply_parser import EmailReplyParser
from mailparser_reply import EmailReplyParser as OtherParser

SEEN = {
    "Results of the run:\n\n-5 is the log loss\n-7 after tuning": "Results of the run:",
    "Use these:\n\n--lr 3e-4\n--epochs 10": "Use these:",
    "Look here:\n\n__init__.py holds it.\nIt ends there.": "Look here:",
    "On 5 May 2025 we started training.\nIt went well, as Ann wrote:\n\nOn Monday we stop.": "",
    "From: our point of view it is fine.\n\nTo: be sure, test it.": "",
    "Results:\n\n- 0.5 is the loss\n- 0.7 before": "Results:\n\n- 0.5 is the loss\n- 0.7 before",
    "Thanks.\n\nOn Mon, 3 Nov 2025 at 10:00, Ann <ann@example.org> wrote:\n> old": "Thanks.",
}
other = OtherParser(languages=["en"])
as_stated = True
for mail, expected in SEEN.items():
    told = EmailReplyParser.parse_reply(mail)
    by_other = other.parse_reply(mail)
    print(repr(mail), "->", repr(told))
    as_stated = as_stated and told == expected and by_other == mail.split("\n\nOn Mon, ")[0]
raise SystemExit(not as_stated)
PY
env/bin/python answers.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: email-reply-parser 0.5.12 takes answers for signatures"
