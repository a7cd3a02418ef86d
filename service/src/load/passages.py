#!/usr/bin/env python3
"""Many documents out of few: passages of 50 words of the documents of corpora, as JSON lines.

    passages.py CORPUS [CORPUS ...] > passages.jsonl
"""
import gzip
import json
import sys

WORDS = 50

for number, path in enumerate(sys.argv[1:]):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            words = document["text"].split()
            for start in range(0, max(1, len(words) - WORDS // 2), WORDS):
                passage = " ".join(words[start:start + WORDS])
                print(json.dumps({"id": f"{number}-{document['id']}-{start // WORDS}", "text": passage}))
