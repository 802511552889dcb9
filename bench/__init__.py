"""Measurements anybody can repeat: `make bench`. Rates are compared with something else in the same run."""

# Before anything loads NumPy, as in the app: how many threads it takes is settled there.
import kb  # noqa: F401
