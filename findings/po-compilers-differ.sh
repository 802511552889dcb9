#!/usr/bin/env bash
# Babel 2.19.0, polib 1.2.0 and gettext-parser 10.0.0 make three different catalogues of one valid .po file.
#
# Guess, written down first: all leave out what is marked as fuzzy, and a message of which one plural form is still
# empty falls back to English as a whole, or in that form.
# Seen: of a Russian message whose third form is empty, Babel keeps two Russian forms and puts the English plural in the
# third place; polib leaves out the message, so 1 and 3 are English too; gettext-parser writes an empty third form, so
# for 5 nothing at all is shown (GNU msgfmt 0.21 does that too). gettext-parser also compiles fuzzy messages, which
# the other two and msgfmt leave out: guesses of a merge tool appear as translations.
# What it means: what a half-done translation shows depends on who compiled it. Refuse a catalogue with a partly
# filled plural before compiling it, and check with the compiler that ships.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check Babel==2.19.0 polib==1.2.0
npm init -y > log
npm pkg set type=module > log
npm install --silent --no-audit --no-fund --ignore-scripts gettext-parser@10.0.0 >> log 2>&1
cat > ru.po <<'PO'
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: ru\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
"n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"

msgid "%d note"
msgid_plural "%d notes"
msgstr[0] "%d заметка"
msgstr[1] "%d заметки"
msgstr[2] ""

#, fuzzy
msgid "search"
msgstr "поиск?"
PO
cat > compile.js <<'JS'
import fs from 'node:fs'
import * as parser from 'gettext-parser'

fs.writeFileSync('gettext-parser.mo', parser.mo.compile(parser.po.parse(fs.readFileSync('ru.po'))))
JS
node compile.js
env/bin/python - <<'PY' || { echo "CHANGED: see above"; exit 1; }
import gettext
from pathlib import Path

import polib
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

polib.pofile("ru.po").save_as_mofile("polib.mo")
with Path("ru.po").open("rb") as source, Path("babel.mo").open("wb") as target:
    write_mo(target, read_po(source))
expected = {
    "babel": ["%d заметка", "%d заметки", "%d notes", "search"],
    "polib": ["%d note", "%d notes", "%d notes", "search"],
    "gettext-parser": ["%d заметка", "%d заметки", "", "поиск?"],
}
seen = {}
for name in expected:
    with Path(f"{name}.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)
    counted = [catalogue.ngettext("%d note", "%d notes", number) for number in (1, 3, 5)]
    seen[name] = [*counted, catalogue.gettext("search")]
    print(f"{name}: 1, 3, 5 notes and the fuzzy word:", seen[name])
raise SystemExit(seen != expected)
PY
echo "as stated: Babel 2.19.0, polib 1.2.0 and gettext-parser 10.0.0 make three catalogues of one file"
