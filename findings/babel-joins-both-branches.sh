#!/usr/bin/env bash
# Babel 2.19.0 makes one message of the two texts of a condition, a message that no program ever asks for.
#
# Guess, written down first: of `_("read" if done else "to read")` both texts are extracted, or a warning says that
# this cannot be translated, as one does for f-strings.
# Seen: the catalogue gets the one message "readto read". Of `_(title or "untitled")` "untitled" is taken, of
# `_(["one", "two"][n])` nothing, and `_("a " + "b")` is joined rightly; none of them with a word of warning.
# What it means: a translator fills in a text that stands nowhere, the catalogue counts as complete, and both real
# texts stay untranslated. Write `_("read") if done else _("to read")`, and compare what runs with what was extracted.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check babel==2.19.0
cat > page.py <<'PY'
print(_("read" if done else "to read"))
print(_(title or "untitled"))
print(_(["one", "two"][n]))
print(_("a " + "b"))
PY
env/bin/pybabel extract --no-location --omit-header -o page.pot page.py 2> told
sed -n 's/^msgid //p' page.pot | tee seen
printf '%s\n' '"readto read"' '"untitled"' '"a b"' > expected
cmp -s seen expected || { echo "CHANGED: see the lines above"; exit 1; }
if grep -i warning told; then echo "CHANGED: there is a warning"; exit 1; fi
echo "as stated: Babel 2.19.0 joins the texts of a condition"
