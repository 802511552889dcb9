"""Notes and other texts of one's own: Markdown, Org, Word, notebooks, plain text, and the vaults around
them."""
