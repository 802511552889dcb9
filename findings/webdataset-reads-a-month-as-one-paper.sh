#!/usr/bin/env bash
# webdataset 1.0.2, a reader of training data in tar files, makes one sample of all papers of a month.
#
# Guess, written down first: files that differ in their extension only are one sample, so 2510.26692.txt and
# 2510.26692.json are a sample with the key 2510.26692, as `pathlib` parts a name into stem and suffix; and what its own
# TarWriter was given as a key comes back as the key.
# Seen: the key ends at the first dot of the file's name. Papers that are filed by their number on arXiv become one
# sample a month, "2510", whose fields are called "26692.txt" and "26701.txt"; TarWriter takes such a key without a
# word, and what it wrote is read back so, too. Nothing is reported as long as the fields are not asked for by name
# (`to_tuple("txt")` raises). Dots in the folder's name do no harm. The documentation says that extensions begin at the
# first dot, of names like "image.seg.png"; it does not say that the writer leaves this unchecked.
# What it means: three papers count as two samples, and shuffles, batches and splits into training and test go by
# months. Write the keys with another sign for the dot, or put the number into the folder's name.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check webdataset==1.0.2 numpy==2.4.6 2> log || { cat log; exit 1; }
cat > read.py <<'PY'
import webdataset

PAPERS = {"2510.26692": "first", "2510.26701": "second", "2511.00001": "third"}


def written_and_read(keys: dict[str, str]) -> list[dict[str, object]]:
    with webdataset.TarWriter("papers.tar") as tar:
        for key, text in keys.items():
            tar.write({"__key__": key, "txt": text, "json": {"title": text}})
    samples = list(webdataset.WebDataset("papers.tar", shardshuffle=False).decode())
    told = [{name: sample[name] for name in sorted(sample) if name[:3] not in ("__u", "__l")} for sample in samples]
    for sample in told:
        print(sample)
    return told


by_number = written_and_read(PAPERS)
try:
    list(webdataset.WebDataset("papers.tar", shardshuffle=False).to_tuple("txt"))
    named_raises = False
except ValueError as fault:
    named_raises = True
    print("asked for by name:", str(fault)[:60])
in_folders = written_and_read({f"{number}/paper": text for number, text in PAPERS.items()})
as_stated = (
    [sample["__key__"] for sample in by_number] == ["2510", "2511"]
    and set(by_number[0]) == {"__key__", "26692.txt", "26692.json", "26701.txt", "26701.json"}
    and [sample["__key__"] for sample in in_folders] == [f"{number}/paper" for number in PAPERS]
    and [sample["txt"] for sample in in_folders] == list(PAPERS.values())
    and named_raises
)
raise SystemExit(not as_stated)
PY
env/bin/python -W ignore read.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: webdataset 1.0.2 reads a month as one paper"
