"""What is known of words beforehand, as data: terms in two languages, ideas of the field, words that name
nothing.

All lists have one syntax, which `reading` takes apart: an entry a line, `english, … | russian, …`; either
side may be missing; a line that begins with blanks goes on with the one before; `[…]` heads the lines below
it; `#` begins a comment. Whoever uses a list says what it means. Any room may import it; it imports none.

- `terms.txt`, `general.txt`: what is called how in the other language (`kb.text.translation`)
- `ideas.txt`: ideas and parts of machine learning with all their spellings (`kb.topics.glossary`)
- `unnamed.txt`: words that say nothing about a topic (`kb.text.stopwords`)
- `ordinary_words.txt`: stems that are nothing new in this field, counted by `bench/ordinary_words.py`
  (`kb.triage.ordinary`)
"""
