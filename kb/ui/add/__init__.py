"""The Add page and the first visit."""
