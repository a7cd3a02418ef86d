// Measures usearch: usearch_peer.mjs CODES QUERIES BITS K,K, where npm has put the package above the working directory
// or NODE_PATH names its node_modules.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const usearch = createRequire(import.meta.url)("usearch");
const [codesFile, queriesFile, bitsText, ks] = process.argv.slice(2);
const bits = Number(bitsText);

// The binding takes one number a bit and packs them itself.
function unpack(bytes) {
  const values = new Float32Array(bytes.length * 8);
  for (let i = 0; i < values.length; i++) {
    values[i] = (bytes[i >> 3] >> (7 - (i & 7))) & 1;
  }
  return values;
}

function cpuMillis() {
  const usage = process.cpuUsage();
  return (usage.user + usage.system) / 1000;
}

const codes = readFileSync(codesFile);
const queries = unpack(readFileSync(queriesFile));
const count = codes.length / (bits / 8);
const queryCount = queries.length / bits;
const index = new usearch.Index({
  dimensions: bits,
  metric: "hamming",
  quantization: "b1",
  connectivity: 16,
  expansion_add: 128,
  expansion_search: 64,
});

let start = cpuMillis();
const part = 10000;
for (let from = 0; from < count; from += part) {
  const to = Math.min(count, from + part);
  const keys = BigUint64Array.from({ length: to - from }, (_, i) => BigInt(from + i));
  index.add(keys, unpack(codes.subarray((from * bits) / 8, (to * bits) / 8)), 1);
}
const build = (cpuMillis() - start) / 1000;

for (const k of ks.split(",").map(Number)) {
  let best = Infinity;
  let answers;
  for (let round = 0; round < 4; round++) {
    answers = new Int32Array(queryCount * k).fill(-1);
    start = cpuMillis();
    for (let q = 0; q < queryCount; q++) {
      const keys = index.search(queries.subarray(q * bits, (q + 1) * bits), k, 1).keys;
      for (let i = 0; i < keys.length && i < k; i++) {
        answers[q * k + i] = Number(keys[i]);
      }
    }
    const spent = (cpuMillis() - start) / queryCount;
    best = round > 0 ? Math.min(best, spent) : best;
  }
  writeFileSync(`answers-${k}`, Buffer.from(answers.buffer));
  console.log(`${k} ${build} ${best} answers-${k}`);
}
