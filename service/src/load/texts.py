"""Cuts the texts of a corpus into pieces with about 80 words that the running service knows; prints one JSON string a line.

usage: texts.py CORPUS URL              pieces of about 80 known words, 5,120 at most
       texts.py CORPUS URL WORDS COUNT  COUNT pieces of WORDS words, known or not, over and over if the corpus is short
"""
import gzip
import itertools
import json
import sys
import urllib.request

WORDS, KNOWN, MOST = 160, range(70, 91), 5120


def pieces(path, words):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"].split()
            for start in range(0, len(text) - words + 1, words):
                yield " ".join(text[start:start + words])


def known(url, texts):
    body = "\n".join(json.dumps(text) for text in texts).encode()
    request = urllib.request.Request(url + "/encode", body, {"Content-Type": "application/x-ndjson"})
    with urllib.request.urlopen(request) as reply:
        for line in reply:
            item = json.loads(line)
            yield item["tokens"] - item["oov"]


def main(path, url, words=None, count=None):
    if words:
        while_there_are = itertools.chain.from_iterable(pieces(path, int(words)) for _ in itertools.count())
        for text in itertools.islice(while_there_are, int(count)):
            print(json.dumps(text))
        return
    texts = list(itertools.islice(pieces(path, WORDS), 6 * MOST))
    chosen = [text for text, words in zip(texts, known(url, texts)) if words in KNOWN][:MOST]
    if len(chosen) < 1024:
        sys.exit(f"texts: {path} has {len(chosen)} pieces of {KNOWN.start} to {KNOWN.stop - 1} known words, 1024 are needed")
    for text in chosen:
        print(json.dumps(text))


main(*sys.argv[1:])
