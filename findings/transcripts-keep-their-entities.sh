#!/usr/bin/env bash
# webvtt-py 0.6.0 and pysubs2 1.8.1 leave the entities of WebVTT undecoded; pysubs2 loses who speaks.
#
# Guess, written down first: in WebVTT "<" and "&" have to be written &lt; and &amp;, so a reader gives them back as
# signs; the speaker of a voice tag is kept as the line's name.
# Seen: both give "n &lt; m &amp; more" as the text, and pysubs2 writes it so into SRT, which has no entities, so a
# viewer sees "&lt;". pysubs2 has a field for names and leaves it empty; webvtt-py gives a cue with two speakers
# wholly to the first.
# What it means: decode transcripts (html.unescape) before searching them, and take the speakers from the file.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check webvtt-py==0.6.0 pysubs2==1.8.1
cat > talk.vtt <<'VTT'
WEBVTT

00:00:01.000 --> 00:00:03.000
<v Ann Lee>We have n &lt; m &amp; more.</v>

00:00:03.000 --> 00:00:05.000
<v Ann Lee>Is it so?</v>
<v Bo Chen>It is.</v>
VTT
cat > read.py <<'PY'
import sys

import pysubs2
import webvtt

captions = [(caption.voice, caption.text) for caption in webvtt.read("talk.vtt")]
subtitles = pysubs2.load("talk.vtt", encoding="utf-8")
events = [(event.name, event.plaintext) for event in subtitles]
srt = subtitles.to_string("srt")
print("webvtt-py:", captions)
print("pysubs2:", events)
print(srt)
written = "We have n &lt; m &amp; more."
as_stated = (
    captions[0] == ("Ann Lee", written)
    and captions[1] == ("Ann Lee", "Is it so?\nIt is.")
    and events[0] == ("", written)
    and written in srt
)
sys.exit(not as_stated)
PY
env/bin/python read.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: webvtt-py 0.6.0 and pysubs2 1.8.1 decode no entities"
