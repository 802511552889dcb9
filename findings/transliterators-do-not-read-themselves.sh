#!/usr/bin/env bash
# transliterate 1.10.2 and cyrtranslit 1.2.0, both "bi-directional", read Russian words that they wrote in Latin
# letters as other words.
#
# Guess, written down first: a word written in Latin letters and read back by the same library is that word, for
# ordinary words with щ, ё, ь, ъ, э, ю and й.
# Seen: cyrtranslit writes й as j and reads j as ж: "район" comes back as "ражон" and "йод" as "жод"; "схема" comes
# back as "шема". transliterate reads every soft sign as a capital ("статья" -> "статЬя", also "объект" -> "обЬект"),
# щ as сч ("щука" -> "счука") and э and ё as е. Words without these letters come back.
# What it means: file names and keys in Latin letters cannot be turned back into titles, and searching for what was
# read back finds nothing, since a capital within a word looks nearly right in many fonts. Keep the word beside its
# transliteration.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check transliterate==1.10.2 cyrtranslit==1.2.0 2> log || { cat log; exit 1; }
env/bin/python - <<'PY' || { echo "CHANGED: see above"; exit 1; }
from cyrtranslit import to_cyrillic, to_latin
from transliterate import translit

SEEN = {
    "обучение": ("обучение", "обучение"),
    "цифра": ("цифра", "цифра"),
    "язык": ("язык", "язык"),
    "схема": ("шема", "шема"),
    "район": ("ражон", "район"),
    "йод": ("жод", "йод"),
    "статья": ("статья", "статЬя"),
    "объект": ("объект", "обЬект"),
    "щука": ("щука", "счука"),
    "поэт": ("поэт", "поет"),
    "жёсткий": ("жёсткий", "жесткий"),
}


def there_and_back(word: str) -> tuple[str, str]:
    written = to_latin(word, "ru"), translit(word, "ru", reversed=True)
    read = to_cyrillic(written[0], "ru"), translit(written[1], "ru")
    print(f"{word}: cyrtranslit {written[0]} -> {read[0]}, transliterate {written[1]} -> {read[1]}")
    return read


raise SystemExit({word: there_and_back(word) for word in SEEN} != SEEN)
PY
echo "as stated: cyrtranslit 1.2.0 reads its rajon as ражон, transliterate 1.10.2 its stat'ja as статЬя"
