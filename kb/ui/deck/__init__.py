"""A deck of cards to decide about one by one: in triage, in judging, about areas."""
