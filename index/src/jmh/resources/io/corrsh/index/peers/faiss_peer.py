"""Measures one binary index of FAISS: faiss_peer.py INDEX CODES QUERIES BITS K,K"""
import sys
import time

import faiss
import numpy as np

kind, codes, queries, bits, ks = sys.argv[1:]
bits = int(bits)
faiss.omp_set_num_threads(1)
codes = np.fromfile(codes, dtype=np.uint8).reshape(-1, bits // 8)
queries = np.fromfile(queries, dtype=np.uint8).reshape(-1, bits // 8)

if kind == "flat":
    index = faiss.IndexBinaryFlat(bits)
elif kind == "hnsw":
    index = faiss.IndexBinaryHNSW(bits, 16)
    index.hnsw.efConstruction = 40
elif kind == "multihash":
    index = faiss.IndexBinaryMultiHash(bits, 4, 16)
    index.nflip = 1
else:
    sys.exit("unknown index " + kind)

start = time.process_time()
index.add(codes)
build = time.process_time() - start

for k in map(int, ks.split(",")):
    if kind == "hnsw":
        index.hnsw.efSearch = max(64, 2 * k)
    best = float("inf")
    answers = []
    for round in range(4):
        answers = []
        start = time.process_time()
        for query in queries:
            answers.append(index.search(query.reshape(1, -1), k)[1][0])
        spent = (time.process_time() - start) / len(queries)
        if round > 0:
            best = min(best, spent)
    np.array(answers, dtype="<i4").tofile(f"answers-{k}")
    print(k, build, best * 1000, f"answers-{k}", flush=True)
