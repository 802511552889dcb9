"""The Areas page: the register, the role, drift."""
