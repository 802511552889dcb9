#!/usr/bin/env bash
# normalize-url 9.0.1 makes another page's address of a path with an escaped percent sign.
#
# Guess, written down first: escapes in a path stay, or are brought to one form that means the same.
# Seen: the path is decoded and not encoded again, so %25 loses its meaning: /a%2520b (a file named "a%20b") becomes
# /a%20b (a file named "a b"), and /wiki/100%25 the malformed /wiki/100%. In the query %25 stays. Done twice, an
# address that was escaped three times moves on once more.
# What it means: two pages get one key, and the second is taken for saved already; the address kept may lead nowhere.
# Links of web archives, proxies and share buttons carry such addresses. Keep the address as given beside the key.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm pkg set type=module > log
npm install --silent --no-audit --no-fund --ignore-scripts normalize-url@9.0.1 >> log 2>&1
cat > say.js <<'JS'
import normalizeUrl from 'normalize-url'

const expected = {
  'https://example.org/wiki/100%25': 'https://example.org/wiki/100%',
  'https://example.org/a%2520b': 'https://example.org/a%20b',
  'https://example.org/a%20b': 'https://example.org/a%20b',
  'https://example.org/a%252520b': 'https://example.org/a%2520b',
  'https://example.org/a%2Fb': 'https://example.org/a%2Fb',
  'https://example.org/?q=100%2525': 'https://example.org/?q=100%2525',
}
let asStated = true
for (const [address, seen] of Object.entries(expected)) {
  const found = normalizeUrl(address)
  console.log(address, '->', found)
  asStated &&= found === seen
}
process.exit(asStated ? 0 : 1)
JS
node say.js || { echo "CHANGED: see above"; exit 1; }
echo "as stated: normalize-url 9.0.1 gives two pages one address"
