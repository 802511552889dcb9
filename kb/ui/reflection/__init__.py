"""The Reflection page: judging, and the figures of a period."""
