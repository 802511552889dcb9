"""What programs that answer for a person (coding agents, assistants) may ask of a library, by the Model
Context Protocol. They look and change nothing: the library is opened for reading alone, and nothing here
reads the diary.

`kb.cli` starts the server; this room stands above `kb.library` and hands out what `Library` tells, in answers
that say how much there is and fit into the tokens that the caller has.
"""
