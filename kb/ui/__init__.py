"""The pages' rooms: `shell` below `items`, that below `deck` and `add`, above them a room for each page.

Only app.py and pages/ import them; with those two they are the only code that knows Streamlit.
"""
