"""The Triage page: the gate and the inbox as a deck.

Only pages import this room (Today shows the gate); it knows no other page's.
"""
