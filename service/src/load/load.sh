#!/usr/bin/env bash
# Measures the encoding service over HTTP and prints the rows of performance.md. Needs mvn package, wrk, python3 and curl, and Linux.
#
# usage: service/src/load/load.sh CORPUS [figures|soak [MINUTES]|stream]
#   CORPUS   JSON lines with a 'text', plain or gzip, of at least some hundred long texts
#   figures  throughput, latency, three times as much as it can do, recovery (the default; about seven minutes)
#   soak     a mixed load through PyTorch for MINUTES (20): heap, resident memory and open tensors of each minute
#   stream   a million short texts as JSON lines in one request: heap before, during and after
# SECONDS_EACH (10), OVERLOAD_SECONDS (60), PORT (18970) and JAVA_HOME (a JDK 25) are read from the environment.
set -euo pipefail
corpus=$(realpath "$1")
mode=${2:-figures}
minutes=${3:-20}
cd "$(dirname "$0")/../../.."
seconds=${SECONDS_EACH:-10}
overload=${OVERLOAD_SECONDS:-60}
port=${PORT:-18970}
base=http://127.0.0.1:$port
here=service/src/load
work=$(mktemp -d)
ulimit -n 8192 2>/dev/null || true # a descriptor for each connection
server=""
stop() {
    [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
    server=""
}
trap 'stop; rm -rf "$work"' EXIT

# Starts a service with an empty index and waits until PyTorch is measured too.
start() {
    CORRSH_OPTS=-Xmx${HEAP:-768m} service/target/corrsh serve --port "$port" --data-dir "$work/data" --device cpu "$@" >"$work/log" 2>&1 &
    server=$!
    for _ in $(seq 240); do
        curl -sf "$base/actuator/health/readiness" >/dev/null && break
        kill -0 "$server" || { cat "$work/log" >&2; exit 1; }
        sleep 0.5
    done
    sleep 5
}

metric() { curl -sf "$base/actuator/prometheus" | awk -v name="$1" 'index($0, name) == 1 { sum += $NF } END { printf "%.0f", sum }'; }
resident() { awk '/VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$server/status"; }
heap() { metric 'jvm_memory_used_bytes{area="heap"' | awk '{ printf "%.0f", $1 / 1048576 }'; }
live_heap() { "$jcmd" "$server" GC.run >/dev/null && heap; }
# Milliseconds of CPU of the service, as the kernel counts them.
cpu() { awk -v hertz="$(getconf CLK_TCK)" '{ printf "%.0f", ($14 + $15) * 1000 / hertz }' "/proc/$server/stat"; }
calculate() { awk "BEGIN { printf \"$1\", $2 }"; }

# load CONNECTIONS SECONDS TEXTS_A_REQUEST THINK_MS: leaves what encode.lua prints in texts, good, refused, other, errors, p50, p99,
# and the service's CPU microseconds for a text of a good answer in cost.
load() {
    local before after
    before=$(cpu)
    read -r _ texts good refused other errors p50 p99 < <(TEXTS="$work/texts" BATCH=$3 THINK=$4 \
        wrk -t2 -c"$1" -d"$2s" --timeout 30s -s $here/encode.lua "$base" | grep RESULT)
    after=$(cpu)
    cost=$(calculate %.1f "($after - $before) * 1000 / ($texts * $2 + 1)")
}

java_of_the_service() {
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
        if "$home/bin/java" -version 2>&1 | grep -q '"25'; then
            echo "$home/bin"
            return
        fi
    done
    echo "load: set JAVA_HOME to a JDK 25" >&2
    exit 1
}
bin=$(java_of_the_service)
jcmd=$bin/jcmd

warm_up() {
    load 64 "$((2 * seconds))" 1 0
    load 4 "$((2 * seconds))" 64 0
}

figures() {
    start
    python3 $here/texts.py "$corpus" "$base" >"$work/texts"
    in_process() { # leaves inner and inner_cost
        read -r _ inner inner_cost < <("$bin/java" -Xmx768m -cp "service/target/lib/*:$(echo service/target/corrsh-service-*.jar)" \
            $here/InProcess.java "$work/texts" "$seconds" 2>/dev/null | grep RESULT)
    }
    warm_up
    in_process
    first=$inner first_cost=$inner_cost
    load 4 "$seconds" 64 0
    batch=$texts batch_cost=$cost batch_requests=$good
    in_process
    inner=$(calculate %.0f "($first + $inner) / 2")
    inner_cost=$(calculate %.1f "($first_cost + $inner_cost) / 2")
    load 64 "$seconds" 1 0
    single=$texts single_cost=$cost single_p99=$p99
    load 64 "$seconds" 1 "$(calculate %.3f "64 * 2000 / $single")"
    half=$texts half_p50=$p50 half_p99=$p99

    before_heap=$(live_heap) before_memory=$(resident)
    load 1024 "$overload" 64 "$(calculate %.3f "1024 * 1000 / (3 * $batch_requests)")"
    over=$texts over_refused=$refused over_offered=$(calculate %.1f "($good + $refused) / $batch_requests") over_other=$other over_errors=$errors over_p99=$p99
    sleep 2
    load 64 5 1 "$(calculate %.3f "64 * 2000 / $single")"
    after_p50=$p50 after_heap=$(live_heap) after_memory=$(resident)
    load 3072 "$overload" 1 "$(calculate %.3f "3072 * 1000 / (3 * $single)")"
    many=$texts many_refused=$refused many_offered=$(calculate %.1f "($good + $refused) / $single") many_other=$other many_errors=$errors many_p99=$p99
    sleep 10 # until the connections are closed
    many_heap=$(live_heap) many_memory=$(resident)
    java=$(metric 'corrsh_encode_batches_total{engine="java"') pytorch=$(metric 'corrsh_encode_batches_total{engine="pytorch"')
    bits=$(metric corrsh_encode_recomputed_bits_total) encoded=$(metric 'corrsh_encode_inputs_total{device="cpu (java)",outcome="coded"}')
    stop
    start --corrsh.encode.engine=pytorch --corrsh.encode.batch-texts=1 --corrsh.encode.linger=0
    warm_up
    load 64 "$seconds" 1 0

    cat <<TABLE
| | seen | goal |
| --- | ---: | ---: |
| in the process, batches of 1,024 on all processors | $inner texts/s, $inner_cost µs of CPU a text | |
| 64 texts a request, 4 connections | $batch texts/s, $batch_cost µs of the service's CPU a text | |
| the same over in the process: throughput, CPU | $(calculate '%.0f %%, %.0f %%' "100 * $batch / $inner, 100 * $inner_cost / $batch_cost") | 60 % |
| one text a request, 64 connections | $single texts/s, $single_cost µs, p99 $single_p99 ms | |
| the same by PyTorch, one text at a time | $texts texts/s, $cost µs, p99 $p99 ms | |
| together over one at a time: throughput, CPU | $(calculate '%.1f, %.1f' "$single / $texts, $cost / $single_cost") times | 2 times |
| one text a request at half of that load ($half texts/s) | p50 $half_p50, p99 $half_p99 ms | p99 25 ms |
| $over_offered times as many requests of 64 texts as it can do, $overload s, 1,024 connections: good | $over texts/s, $(calculate '%.0f' "100 * $over / $batch") % of the peak | 90 % |
| the others: 429, other answers, broken connections; p99 of all | $over_refused/s, $over_other/s, $over_errors; $over_p99 ms | none but 429 |
| heap after a collection and resident memory, before / after | $before_heap / $after_heap MB, $before_memory / $after_memory MB | flat |
| p50 at half load, two seconds later | $after_p50 ms | $half_p50 ms |
| $many_offered times as many requests of one text as it can do, $overload s, 3,072 connections: good | $many texts/s, $(calculate '%.0f' "100 * $many / $single") % of the peak | 90 % |
| the others: 429, other answers, broken connections; p99 of all | $many_refused/s, $many_other/s, $many_errors; $many_p99 ms | none but 429 |
| heap after a collection and resident memory after it | $many_heap MB, $many_memory MB | flat |
| batches that the router gave to plain Java / to PyTorch | $java / $pytorch | |
| bits computed again by the reference, of all | $(calculate '%.3f %%' "100 * $bits / (64 * ($encoded + 1))") | |
TABLE
}

soak() {
    start --corrsh.encode.engine=pytorch
    python3 $here/texts.py "$corpus" "$base" >"$work/texts"
    echo "| minute | texts/s | heap after a collection, MB | resident, MB | open tensors | texts in the queue | not 200 |"
    echo "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for minute in $(seq "$minutes"); do
        load 32 28 1 5
        failed=$(calculate %.0f "28 * ($refused + $other) + $errors")
        rate=$texts
        load 8 28 64 20
        echo "| $minute | $(calculate %.0f "($rate + $texts) / 2") | $(live_heap) | $(resident) | $(metric corrsh_ndarrays_open) | $(metric corrsh_queue_size) | $(calculate %.0f "$failed + 28 * ($refused + $other) + $errors") |"
    done
}

stream() {
    HEAP=384m start
    python3 $here/texts.py "$corpus" "$base" 8 1000000 >"$work/lines"
    head -20000 "$work/lines" | curl -sf -T - -X POST -H 'Content-Type: application/x-ndjson' -o "$work/codes" "$base/encode"
    before=$(live_heap)
    started=$(date +%s.%N)
    curl -sf -T - -X POST -H 'Content-Type: application/x-ndjson' -o "$work/codes" "$base/encode" <"$work/lines" &
    client=$!
    peak=0 live=0
    while kill -0 "$client" 2>/dev/null; do
        used=$(heap)
        peak=$((used > peak ? used : peak))
        used=$(live_heap)
        live=$((used > live ? used : live))
        sleep 0.5
    done
    wait "$client"
    took=$(calculate %.1f "$(date +%s.%N) - $started")
    cat <<TABLE
| | seen | goal |
| --- | ---: | ---: |
| lines sent / codes received | $(wc -l <"$work/lines") / $(grep -c '"code":' "$work/codes") | |
| time, collections for the measurement included | $took s | |
| heap after a collection, before / at most during / after | $before / $live / $(live_heap) MB | 256 MB more at most |
| heap in use, garbage included, at most; -Xmx384m | $peak MB | |
| resident memory at its highest | $(awk '/VmHWM/ { printf "%.0f", $2 / 1024 }' "/proc/$server/status") MB | |
TABLE
}

case $mode in
    figures | soak | stream) "$mode" ;;
    *) echo "load: the mode must be figures, soak or stream, got '$mode'" >&2 && exit 2 ;;
esac
