"""Items as notes in a folder that the person writes in: a vault of Obsidian, or any folder of Markdown.

`note` says what a note tells, `names` what its file is called, `properties` how its front matter is written
and brought up to date, `update` what becomes of one note, `place` what lies in the folder, `running` does it.
A note is known by the key in its front matter, whatever it is called and wherever it was moved. What is
remembered lies beside the notes (`place.STATE`), so that a folder that is copied or kept in step between
machines is whole.
"""
