#!/usr/bin/env bash
# @extractus/article-extractor 9.0.1 takes the indentation out of program code, and formulas out of sentences.
#
# Guess, written down first: what stands in pre keeps its white space; a formula in MathML stays as it is or
# becomes its text; relative links follow the page's own base address.
# Seen: every line of a pre block starts at the margin, so Python code no longer says where a loop ends; empty
# lines in it go too. A MathML formula leaves nothing behind ("for every we see"). <base href> is ignored: links
# are resolved against the page's address.
# What it means: articles saved by readers built on it hold code that cannot be run and sentences with holes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts @extractus/article-extractor@9.0.1 >> log 2>&1
cat > read.mjs <<'JS'
import { extractFromHtml } from '@extractus/article-extractor'

const filler = `<p>${'We look at how linear attention replaces the quadratic one. '.repeat(10)}</p>`
const math = '<math><semantics><mi>x</mi><annotation encoding="application/x-tex">x</annotation></semantics></math>'
const page = `<!doctype html><html lang="en"><head><title>On attention</title><base href="https://site.example/book/">
</head><body><article><h1>On attention</h1>${filler}
<pre><code class="language-python">for x in rows:
    if x:
        total += x

print(total)
</code></pre>
<p>Now for every ${math} we see <a href="part-2">the next part</a>.</p>${filler}</article></body></html>`
const { content } = await extractFromHtml(page, 'https://site.example/blog/post/')
const [code] = content.match(/<pre>[^]*<\/pre>/)
const [sentence] = content.match(/Now for every[^]*?<\/p>/)
console.log(code)
console.log(sentence)
const asStated =
  code.includes('\nif x:\ntotal += x\nprint(total)') &&
  /for every\s+we see/.test(sentence) &&
  sentence.includes('https://site.example/blog/post/part-2')
process.exit(asStated ? 0 : 1)
JS
node read.mjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: article-extractor 9.0.1 takes indentation and formulas away"
