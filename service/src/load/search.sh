#!/usr/bin/env bash
# Measures the service with a large index over HTTP: bulk load, searches, single writes; prints the rows of performance.md.
# Needs mvn package, wrk and curl, and Linux. Documents are made of a corpus's, and take about 2 KB each, twice, under TMPDIR.
#
# usage: service/src/load/search.sh CORPUS [DOCUMENTS]
#   CORPUS     JSON lines with 'text' and 'labels', plain or gzip, such as 20 Newsgroups
#   DOCUMENTS  how many, 1000000 if absent
# What wrk and curl take of the same processors is told apart from the service.
# SECONDS_EACH (15), HEAP (2g), PORT (18970), LOADERS (3 uploads at a time), DOCUMENTS_IN (a directory that keeps what was made, for
# another run) and JAVA_HOME (a JDK 25) are read from the environment. CORRSH_OPTS are more options of the service's Java.
set -euo pipefail
corpus=$(realpath "$1")
documents=${2:-1000000}
cd "$(dirname "$0")/../../.."
seconds=${SECONDS_EACH:-15}
port=${PORT:-18970}
loaders=${LOADERS:-3}
base=http://127.0.0.1:$port
here=service/src/load
work=$(mktemp -d)
made=${DOCUMENTS_IN:-$work/made}
server=""
stop() {
    [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
    server=""
}
trap 'stop; rm -rf "$work"' EXIT
java=java
for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
    if "$home/bin/java" -version 2>&1 | grep -q '"25'; then java=$home/bin/java; fi
done
calculate() { awk "BEGIN { printf \"$1\", $2 }"; }
now() { date +%s.%N; }
# Milliseconds of CPU of the service, as the kernel counts them.
cpu() { awk -v hertz="$(getconf CLK_TCK)" '{ printf "%.0f", ($14 + $15) * 1000 / hertz }' "/proc/$server/stat"; }

if [ ! -f "$made/texts" ]; then
    "$java" -Xmx1g -cp "service/target/lib/*" $here/Documents.java "$corpus" "$documents" "$made" 2>/dev/null
fi

CORRSH_OPTS="-Xmx${HEAP:-2g} ${CORRSH_OPTS:-}" service/target/corrsh serve --port "$port" --data-dir "$work/data" --device cpu >"$work/log" 2>&1 &
server=$!
for _ in $(seq 480); do
    curl -sf "$base/actuator/health/readiness" >/dev/null && break
    kill -0 "$server" || { cat "$work/log" >&2; exit 1; }
    sleep 0.25
done

# client COUNT FILE: microseconds of CPU of each, of what 'time' wrote to the file.
client() { awk -v n="$1" '/^CPU/ { seconds += $2 + $3 } END { printf "%.0f", seconds * 1e6 / n }' "$2"; }
TIMEFORMAT="CPU %U %S"

# load FILE PATH CONNECTIONS SECONDS THINK_MS: leaves rate, refused, other, errors, p50, p99, and the CPU microseconds for an
# answer of the service in cost and of the client in client_cost.
load() {
    local before after
    before=$(cpu)
    { time TEXTS=$1 POST=$2 THINK=$5 wrk -t1 -c"$3" -d"$4s" --timeout 30s -s $here/encode.lua "$base" >"$work/wrk${2//\//-}" 2>&1; } 2>"$work/cpu${2//\//-}"
    read -r _ rate _ refused other errors p50 p99 < <(grep RESULT "$work/wrk${2//\//-}")
    after=$(cpu)
    cost=$(calculate %.0f "($after - $before) * 1000 / ($rate * $4 + 1)")
    client_cost=$(client "$(calculate %.0f "$rate * $4 + 1")" "$work/cpu${2//\//-}")
}

# bulk FILES...: leaves the documents a second in loaded, and the CPU microseconds for each in cost and client_cost.
bulk() {
    local before started lines failed
    before=$(cpu) started=$(now)
    failed=$({ time printf '%s\n' "$@" | xargs -P "$loaders" -I{} sh -c \
        'curl -sf -T "$1" -X POST -H "Content-Type: application/x-ndjson" "$2/documents" | head -c 200 | grep -c "\"errors\":false" || true' _ {} "$base" 2>/dev/null; } 2>"$work/cpu-bulk" | grep -cv '^1$' || true)
    [ "$failed" = 0 ] || { echo "search: $failed uploads failed" >&2; tail "$work/log" >&2; exit 1; }
    lines=$(cat "$@" | wc -l)
    loaded=$(calculate %.0f "$lines / ($(now) - $started)")
    cost=$(calculate %.0f "($(cpu) - $before) * 1000 / $lines")
    client_cost=$(client "$lines" "$work/cpu-bulk")
}

files=("$made"/bulk-*.ndjson)
# The last fifth is for the load beside searches.
last=$((${#files[@]} - (${#files[@]} + 4) / 5))
bulk "${files[@]:0:last}"
bulk_rate=$loaded bulk_cost="$cost µs of CPU a document, the client's $client_cost beside"

curl -sf -T "$made/texts" -X POST -H 'Content-Type: application/x-ndjson' "$base/encode" |
    sed -n 's/.*"code":"\([0-9a-f]*\)".*/{"code":"\1"}/p' >"$work/by-code"
[ -s "$work/by-code" ] || { echo "search: no codes" >&2; exit 1; }

load "$work/by-code" /search 16 "$seconds" 0 # warms up
load "$made/by-text" /search 16 "$seconds" 0

# A steady, light load of searches, idle and beside the rest of the documents.
load "$work/by-code" /search 4 "$seconds" 40
idle_rate=$rate idle_p50=$p50 idle_p99=$p99
(load "$work/by-code" /search 4 $((seconds * 2)) 40; echo "$rate $p50 $p99" >"$work/beside") &
beside=$!
while kill -0 "$beside" 2>/dev/null; do
    [ "$last" -lt "${#files[@]}" ] || break
    upload=("${files[@]:last:loaders}")
    bulk "${upload[@]}"
    last=$((last + ${#upload[@]}))
done
beside_rate=$loaded
wait "$beside"
read -r _ beside_p50 beside_p99 <"$work/beside"
[ "$last" -ge "${#files[@]}" ] || bulk "${files[@]:last}"

measure() { # FILE: leaves full, full_cost, full_p99, half, half_p50, half_p99
    load "$1" /search 16 "$seconds" 0
    full=$rate full_cost="$cost µs of CPU, the client's $client_cost beside" full_p99=$p99
    load "$1" /search 16 "$seconds" "$(calculate %.3f "16 * 2000 / $full")"
    half=$rate half_p50=$p50 half_p99=$p99
}

measure "$work/by-code"
cat <<TABLE
| $(curl -sf "$base/actuator/prometheus" | awk '/^corrsh_index_documents/ { printf "%d", $NF; exit }') documents with text and payload | seen | goal |
| --- | ---: | ---: |
| bulk load, $loaders uploads at a time | $bulk_rate documents/s, $bulk_cost | 6,000 |
| searches by code, 16 connections | $full/s, $full_cost, p99 $full_p99 ms | 1,500 |
| the same at half of that load ($half/s) | p50 $half_p50, p99 $half_p99 ms | p50 2, p99 10 ms |
TABLE
measure "$made/by-text"
cat <<TABLE
| searches by ten words, 16 connections | $full/s, $full_cost, p99 $full_p99 ms | 1,000 |
| the same at half of that load ($half/s) | p50 $half_p50, p99 $half_p99 ms | p50 2, p99 10 ms |
| $idle_rate searches/s by code, idle | p50 $idle_p50, p99 $idle_p99 ms | |
| the same beside a bulk load of $beside_rate documents/s | p50 $beside_p50, p99 $beside_p99 ms: $(calculate %.1f "$beside_p99 / $idle_p99") times | 3 times |
TABLE
load "$made/writes" /documents 32 "$seconds" 0
cat <<TABLE
| single durable writes, 32 clients | $rate/s, $cost µs of CPU, the client's $client_cost beside, p50 $p50, p99 $p99 ms; $refused/s refused, $other/s others, $errors broken | 500 |
| on disk, the text and its words among it | $(du -sk "$work/data" | awk -v n="$documents" '{ printf "%.0f", $1 * 1024 / n }') bytes a document | |
TABLE
