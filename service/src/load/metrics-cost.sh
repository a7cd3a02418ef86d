#!/usr/bin/env bash
# What metrics cost: CPU a request and throughput of a service that measures and of one that does not, in turns, in the same run. The one that
# does not is the same in all else: its meters are there and count nothing. Both are warmed up first until the compilers are done, which
# takes more requests than it looks like, asked for a second each, since others' work comes and goes, and started anew for each pair, since no two processes are compiled alike.
#
# usage: service/src/load/metrics-cost.sh [PAIRS] [ROUNDS] [SECONDS] [WARM_SECONDS]      after mvn package; needs wrk, curl, python3, Linux
set -euo pipefail
cd "$(dirname "$0")/../../.."
pairs=${1:-2} rounds=${2:-40} seconds=${3:-1} warm=${4:-20} port=${PORT:-18860}
launcher=service/target/corrsh
for tool in wrk curl python3; do
    command -v $tool >/dev/null || { echo "metrics-cost: $tool is needed and not here" >&2; exit 1; }
done
work=$(mktemp -d)
pids=()
finish() {
    kill "${pids[@]}" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

cat >"$work/encode.lua" <<'LUA'
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"inputs": "the shuttle reached its orbit after a launch that was late by a day because of the weather over the sea"}'
LUA
cat >"$work/search.lua" <<'LUA'
wrk.path = "/search?q=shuttle+orbit+launch&k=10"
LUA

serve() {
    local at=$1
    shift
    CORRSH_OPTS="-Xmx512m -XX:+UseSerialGC" "$launcher" serve --port "$at" --data-dir "$work/$at" --corrsh.encode.engine=java "$@" >"$work/$at.log" 2>&1 &
    pids+=($!)
    for _ in $(seq 300); do
        curl -sf "http://127.0.0.1:$at/actuator/health/readiness" >/dev/null && break
        sleep 0.2
    done
    curl -sf -H 'Content-Type: application/x-ndjson' --data-binary @docker/sample.jsonl "http://127.0.0.1:$at/documents" >/dev/null
}
# CPU in ticks of a process.
ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }
# Prints kind, which service, requests and ticks.
drive() {
    local kind=$1 which=$2 lasts=$3 before requests
    before=$(ticks "${pids[$which]}")
    requests=$(wrk -t1 -c8 -d"${lasts}s" -s "$work/$kind.lua" "http://127.0.0.1:$((port + which))/$kind" | awk '/requests in/ { print $1 }')
    echo "$kind $which $requests $(($(ticks "${pids[$which]}") - before))"
}
off=--management.metrics.enable.all=false
for pair in $(seq "$pairs"); do
    pids=()
    if [ $((pair % 2)) = 1 ]; then
        serve "$port" && serve $((port + 1)) $off
    else
        serve $((port + 1)) $off && serve "$port"
        pids=("${pids[1]}" "${pids[0]}")
    fi
    for kind in encode search; do
        drive $kind 0 "$warm" >/dev/null
        drive $kind 1 "$warm" >/dev/null
        for round in $(seq "$rounds"); do
            # Who is first changes, so that neither has the quieter machine.
            drive $kind $((round % 2)) "$seconds"
            drive $kind $((1 - round % 2)) "$seconds"
        done
    done
    [ "$pair" = "$pairs" ] && break
    kill "${pids[@]}"
    wait
done >"$work/figures"
python3 - "$work/figures" "$(getconf CLK_TCK)" "$seconds" <<'PYTHON'
import statistics
import sys

rows = [line.split() for line in open(sys.argv[1])]
tick, seconds = 1e6 / int(sys.argv[2]), float(sys.argv[3])
for kind in ("encode", "search"):
    cost, rate = ([[], []] for _ in range(2))
    for name, which, requests, ticks in rows:
        if name == kind:
            cost[int(which)].append(int(ticks) * tick / int(requests))
            rate[int(which)].append(int(requests) / seconds)
    pairs = [on / off for on, off in zip(*cost)]
    low, middle, high = statistics.quantiles(pairs, n=4)
    on, off = (statistics.median(values) for values in cost)
    quick, plain = (statistics.median(values) for values in rate)
    print(f"{kind}: CPU a request {on:.1f} us with metrics, {off:.1f} us without: {100 * (middle - 1):+.1f} % "
          f"(half of the pairs between {100 * (low - 1):+.1f} and {100 * (high - 1):+.1f} %; the least of each {100 * (min(cost[0]) / min(cost[1]) - 1):+.1f} %); {quick:.0f} and {plain:.0f} requests a second")
PYTHON
for _ in 1 2 3; do
    curl -s -o /dev/null -w "a scrape: %{time_total} s, %{size_download} bytes\n" "http://127.0.0.1:$port/actuator/prometheus"
done
