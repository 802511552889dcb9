"""What is followed and what is ignored on purpose: who belongs to an area, and why."""
