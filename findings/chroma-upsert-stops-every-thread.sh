#!/usr/bin/env bash
# chromadb 1.5.9: while its embedded client takes vectors in, no other thread of the program runs.
#
# Guess, written down first: the core is written in Rust, so an upsert in a background thread leaves the threads that
# draw pages alone, as compressing in a thread does.
# Seen: a thread that only looks at the clock stands still for nearly as long as one `upsert` of 3,000 vectors lasts,
# seconds (3.0 of 3.0, measured); in pieces of 100 vectors it stands for 0.3 s at a time, and all of them together
# last longer (5.3 s). While zlib compresses for about as long, it goes on.
# What it means: "in a thread" is not "in the background" here. Hand the embedded index a hundred or two at a time,
# far below the 5,461 that it allows in a call, or fill it from another process.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check chromadb==1.5.9
cat > fill.py <<'PY'
import sys
import threading
import time
import zlib

import chromadb
import numpy as np

rng = np.random.default_rng(0)
vectors = rng.standard_normal((3000, 384)).astype(np.float32)
ids = [str(number) for number in range(len(vectors))]
client = chromadb.PersistentClient("index", settings=chromadb.Settings(anonymized_telemetry=False))


def longest_stand(work):
    """Seconds that `work` lasts, and the longest for which another thread does not look at the clock."""
    stands, done = [0.0], threading.Event()

    def look():
        last = time.perf_counter()
        while not done.is_set():
            time.sleep(0.005)
            now = time.perf_counter()
            stands.append(now - last)
            last = now

    looking = threading.Thread(target=look)
    looking.start()
    began = time.perf_counter()
    work()
    lasted = time.perf_counter() - began
    done.set()
    looking.join()
    return lasted, max(stands)


def filled(name, size):
    collection = client.create_collection(name, embedding_function=None)

    def fill():
        for start in range(0, len(ids), size):
            collection.upsert(ids=ids[start : start + size], embeddings=vectors[start : start + size])

    return longest_stand(fill)


noise = rng.bytes(120_000_000)
whole, pieces, packing = filled("whole", 3000), filled("pieces", 100), longest_stand(lambda: zlib.compress(noise))
for name, (lasted, stood) in (("3,000 at once", whole), ("100 at a time", pieces), ("zlib", packing)):
    print(f"{name:14} lasts {lasted:5.1f} s, another thread stands for up to {stood:5.2f} s")
shares = [stood / lasted for lasted, stood in (whole, pieces, packing)]
sys.exit(not (shares[0] > 0.6 and shares[1] < 0.3 and shares[2] < 0.3))
PY
env/bin/python fill.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: an upsert of chromadb 1.5.9 stops every other thread"
