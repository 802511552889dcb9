"""The Today page: one screen of what deserves time now, what came back, what waits, what came in.

Only `pages/today.py` imports this room; it stands above the other pages' rooms and uses what they draw.
"""
