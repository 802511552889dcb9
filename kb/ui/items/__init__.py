"""One saved thing on a page: its row, its body, what can be done with one or with many."""
