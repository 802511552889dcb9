"""Long work beside the app, in four lanes: `queue` (what waits, in the store), `process` (one a lane and
home), `worker` (what such a process does).

`kb.library` may import this room, and the pages and commands that show work or run it.
"""
