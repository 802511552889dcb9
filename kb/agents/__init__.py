"""What programs that answer for a person (coding agents, assistants) may ask of a library, by the Model
Context Protocol. They look and change nothing: the library is opened for reading alone, and nothing here
reads the diary.

Only `kb.cli`, which starts the server, may import this room. It hands out what `Library` tells, in answers
that say how much there is and fit into the tokens that the caller has.
"""
