"""A deck of cards to decide about one by one: in triage, in judging, about areas.

Rooms of pages may import this one; it uses `kb.ui.items` and `kb.ui.shell`.
"""
