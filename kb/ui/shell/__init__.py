"""The frame that every page stands in, and how text, numbers, colours and addresses are shown.

Every room of the pages may import this one; it imports none of them.
"""
