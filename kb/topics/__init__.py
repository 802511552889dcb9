"""The map: vectors to places, topics that keep their identity, names."""
