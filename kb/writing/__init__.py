"""The person's own writing: folders, files and exports they mark as theirs -> pages with days.

`walking` says which files of a folder count, `files` reads one, `reading` which reader takes it; a reader is
a module a format (`notes`, `org`, `latex`, `typst`, `notebooks`, `slides`, `canvas`, `webpages`, `code`,
`messages`).
`headed` reads fields that stand above a text without rules, `outlines` turns headings back into points,
`bibliographies` resolves keys of citations (`hayagriva` those of Typst), `days` dates pages, `history` dates
lines by Git, `scanning` keeps what was read up to date in the store, and `extracts` the words of slides.
What the pages have to do with items is asked of `kb.evidence` by who calls: only `kb.library` may import this
room.
"""
