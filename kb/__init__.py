"""Jomo: a calm explorer for one person's machine-learning knowledge base."""

import os

__version__ = "0.1.0"

# NumPy's and SciPy's BLAS reads this when it is loaded. What is multiplied here is short, and while texts are
# embedded a second thread only waits for a core: 3,000 vectors by one took 8 ms with two threads and 0.07 ms
# with one (`python -m bench threads`).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
