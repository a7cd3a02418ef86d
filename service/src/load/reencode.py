"""Loads documents into a running service, searches it, and has another model encode it anew meanwhile.

python3 reencode.py PORT PID MODEL DOCUMENTS CORPUS.jsonl.gz...
Prints searches' times before and during the change of model, its pace, and the CPU time of the process.
"""

import gzip
import http.client
import json
import os
import random
import statistics
import sys
import threading
import time
import urllib.parse

PORT, PID, MODEL, DOCUMENTS = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
TICK = os.sysconf("SC_CLK_TCK")
LONGEST = 300
SEARCHERS = 2
PAUSE = 0.04


def call(connection, method, path, body=None, kind="application/json"):
    connection.request(method, path, body, {"Content-Type": kind} if body is not None else {})
    response = connection.getresponse()
    content = response.read()
    if response.status >= 300:
        sys.exit(f"{method} {path}: {response.status} {content[:300]}")
    return json.loads(content)


def cpu_seconds():
    with open(f"/proc/{PID}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def texts():
    found = []
    for name in sys.argv[5:]:
        with gzip.open(name, "rt") as lines:
            found += [json.loads(line)["text"][:LONGEST] for line in lines]
    random.Random(1).shuffle(found)
    print(f"{len(found)} texts, {statistics.mean(map(len, found)):.0f} characters on average")
    return found


def search(seed):
    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    choice = random.Random(seed)
    while not stop.is_set():
        query = urllib.parse.quote(choice.choice(corpus)[:60])
        started = time.perf_counter()
        call(connection, "GET", f"/search?k=10&q={query}")
        took = time.perf_counter() - started
        times.append(1000 * took)
        time.sleep(max(0, PAUSE - took))


def report(name):
    seen = sorted(times)
    times.clear()
    p50, p95, p99 = (seen[int(len(seen) * share)] for share in (0.5, 0.95, 0.99))
    print(f"{name}: {len(seen)} searches, p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms")


corpus = texts()
times = []
stop = threading.Event()
client = http.client.HTTPConnection("127.0.0.1", PORT)
for start in range(0, DOCUMENTS, 4000):
    lines = "\n".join(
        json.dumps({"id": str(i), "text": corpus[i % len(corpus)]}) for i in range(start, min(DOCUMENTS, start + 4000))
    )
    if call(client, "POST", "/documents", lines.encode(), "application/x-ndjson")["errors"]:
        sys.exit("a line failed")
threads = [threading.Thread(target=search, args=(seed,)) for seed in range(SEARCHERS)]
for thread in threads:
    thread.start()
try:
    time.sleep(5)
    times.clear()
    time.sleep(10)
    report("before")
    began, cpu = time.perf_counter(), cpu_seconds()
    job = call(client, "POST", "/collections/default/reencode", json.dumps({"model": MODEL}))
    while job["state"] == "running":
        time.sleep(0.3)
        job = call(client, "GET", "/collections/default/reencode")
    took = time.perf_counter() - began
    report("during")
    print(f"{job['state']}: {job['done'] / took:.0f} documents/s, {cpu_seconds() - cpu:.1f} s of CPU in {took:.1f} s")
finally:
    stop.set()
    for thread in threads:
        thread.join()
