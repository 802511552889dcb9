#!/usr/bin/env bash
# dotprompt 1.1.2, the reference for prompts in files, leaves a hole where the prompt's own default stands, and takes
# what is between two rules for settings.
#
# Guess, written down first: values come in as they are, without HTML's escapes, and white space stays. Noted after a
# first look: a value that the caller does not give is the one in `input.default`, as the format's page has it.
# Seen: the first holds. The defaults do not come in at all: `render` reads them from the options of the call, never
# from the prompt, so "Answer in {{language}}." becomes "Answer in ." and goes to the model, without a word. The schema
# is not asked either: a name that is missing, or misspelt in the template, is a hole, too. A prompt that begins with a
# rule, "---", loses all up to the next rule, with the text in `raw` letter by letter; settings that are no YAML are
# sent to the model as part of the text.
# What it means: prompts lose their language, tone or limits when a caller relies on the file, and evaluations compare
# holes. Give all values in the call, or pass `{ input: { default: prompt.input.default } }` as the options of render.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > log
npm install --silent --no-audit --no-fund --ignore-scripts dotprompt@1.1.2 >> log 2>&1
cat > render.cjs <<'JS'
const { Dotprompt } = require('dotprompt')
console.warn = console.error = () => {}

const head = '---\ninput:\n  schema:\n    language: string\n    words: integer\n  default:\n    language: Russian\n    words: 50\n---\n'
const rendered = async (source, input, options) => {
  const told = await new Dotprompt().render(source, { input }, options)
  const text = told.messages.map((message) => message.content.map((part) => part.text).join('')).join('|')
  console.log(JSON.stringify(source.replace(head, '(settings) ')), JSON.stringify(input), '->', JSON.stringify(text))
  return text
}
const main = async () => {
  const question = head + 'Answer in {{language}}, in {{words}} words: {{question}}'
  const asStated = [
    (await rendered(question, { question: 'is 1 < 2 & "so"?' })) === 'Answer in , in  words: is 1 < 2 & "so"?',
    (await rendered(question, { question: 'x', words: 9 })) === 'Answer in , in 9 words: x',
    (await rendered(question, { question: 'x' }, { input: { default: { language: 'Russian', words: 50 } } })) ===
      'Answer in Russian, in 50 words: x',
    (await rendered('---\nBe brief.\n\n---\nSay {{what}}.', { what: 'it' })) === 'Say it.',
    (await rendered('---\nbad: [\n---\nSay {{what}}.', { what: 'it' })) === '---\nbad: [\n---\nSay it.',
  ]
  process.exit(asStated.every(Boolean) ? 0 : 1)
}
main()
JS
node render.cjs || { echo "CHANGED: see above"; exit 1; }
echo "as stated: dotprompt 1.1.2 forgets its defaults"
