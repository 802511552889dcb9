"""The frame that every page stands in, and how text, numbers, colours and addresses are shown."""
