"""The Triage page: the gate and the inbox as a deck."""
