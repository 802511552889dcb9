"""Measurements anybody can repeat: `make bench`. Rates are compared with something else in the same run."""
