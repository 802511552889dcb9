"""Looking back: traces of use, verdicts, which of the saved items helped, where attention went, in figures
with honest intervals.

`kb.library` and what stands above may import this room. Most of it is pure; `reviews` reads and writes the
store. `telling` has the words of the figures, the same for pages, commands and reports."""
