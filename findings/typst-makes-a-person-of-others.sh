#!/usr/bin/env bash
# typst 0.15.2 cites "and others" as a person, leaves out arXiv numbers and writes "Neurips" and "Arxiv".
#
# Guess, written down first: "and others", which BibTeX itself means as "et al.", is written so; a preprint's eprint
# stands in its reference; the names of journals and conferences stay as written.
# Seen: others is an author: "Lee & others, 2024" where APA has "Lee et al.", "Lee A., others." in the GOST style.
# In none of the four styles does the number of a preprint stand, nor an address made of it. APA and MLA write
# "Proceedings of Neurips" and "Arxiv Preprint Arxiv:2401.00001".
# What it means: references read back from papers set with it lack the one thing a preprint is found by. In the .bib
# file add url to each eprint and put names with inner capitals in braces; do not search such papers for "arXiv:".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check typst==0.15.2 pypdf==7.1.1
env/bin/python - <<'PY' || { echo "CHANGED: see above"; exit 1; }
import io
from pathlib import Path

import pypdf
import typst

Path("works.bib").write_text("""
@misc{a, title={One}, author={Lee, Ann and others}, year={2024}, eprint={2510.26692}, archiveprefix={arXiv}}
@online{b, title={Two}, author={Ray, Bob}, date={2024-05-06}, eprint={2510.11111}, eprinttype={arxiv}}
@inproceedings{c, title={Three}, author={Ray, Bob}, booktitle={Proceedings of NeurIPS}, year={2023}}
@article{d, title={Four}, author={Ray, Bob}, journal={arXiv preprint arXiv:2401.00001}, year={2022}}
""")


def set_in(style: str) -> str:
    Path("paper.typ").write_text(f'#set page(width: 40cm)\n@a @b @c @d\n#bibliography("works.bib", style: "{style}")')
    pages = pypdf.PdfReader(io.BytesIO(typst.compile("paper.typ"))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    print(style, "->", text)
    return text


apa, mla, gost, ieee = map(set_in, ("apa", "mla", "gost-r-705-2008-numeric", "ieee"))
as_stated = (
    "Lee & others, 2024" in apa
    and "Lee A., others." in gost
    and not any(number in text for number in ("26692", "11111") for text in (apa, mla, gost, ieee))
    and all("Proceedings of Neurips" in text and "Arxiv Preprint Arxiv:2401" in text for text in (apa, mla))
    and "Proceedings of NeurIPS" in ieee
)
raise SystemExit(not as_stated)
PY
echo "as stated: typst 0.15.2 cites others and no arXiv number"
