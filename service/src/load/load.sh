#!/usr/bin/env bash
# Measures the encoding service over HTTP and prints the rows of performance.md. Needs mvn package, wrk, python3 and curl, and Linux.
#
# usage: service/src/load/load.sh CORPUS [figures|overload|soak [MINUTES]|stream]
#   CORPUS   JSON lines with a 'text', plain or gzip, of at least some hundred long texts
#   figures  throughput and latency, and the same text by text in three ways (the default; about five minutes)
#   overload three times as much as it can do, at a fixed rate, and recovery: service and client on both processors, then on one each (about eight minutes)
#   soak     a mixed load through PyTorch for MINUTES (20): heap, resident and native memory and open tensors, and whether they grew
#   stream   a million short texts as JSON lines in one request: heap before, during and after
# SECONDS_EACH (10), OVERLOAD_SECONDS (60), PORT (18970), JAVA_HOME (a JDK 25) and APART (1: service and client have a processor each in
# all modes) are read from the environment.
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
on_server="" on_client=""
apart() { on_server="taskset -c 0" on_client="taskset -c 1"; }
[ -z "${APART:-}" ] || apart
stop() {
    [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
    server=""
}
trap 'stop; rm -rf "$work"' EXIT

# Starts a service with an empty index and waits until PyTorch is measured too.
start() {
    CORRSH_OPTS="-Xmx${HEAP:-768m} ${JVM:-}" $on_server service/target/corrsh serve --port "$port" --data-dir "$work/data" --device cpu "$@" >"$work/log" 2>&1 &
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
        $on_client wrk -t2 -c"$1" -d"$2s" --timeout 30s -s $here/encode.lua "$base" | grep RESULT)
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

# Until the compiler has seen enough of both, however slow the machine is.
warm_up() {
    for kind in "64 1 60000" "4 64 300000"; do
        read -r connections batch wanted <<<"$kind"
        for _ in $(seq 20); do
            load "$connections" "$seconds" "$batch" 0
            wanted=$(calculate %.0f "$wanted - $texts * $seconds")
            [ "$wanted" -gt 0 ] || break
        done
    done
}

figures() {
    start
    python3 $here/texts.py "$corpus" "$base" >"$work/texts"
    in_process() { # leaves inner and inner_cost
        read -r _ inner inner_cost < <($on_server "$bin/java" -Xmx768m -cp "service/target/lib/*:$(echo service/target/corrsh-service-*.jar)" \
            $here/InProcess.java "$work/texts" "$seconds" 2>/dev/null | grep RESULT)
    }
    warm_up
    in_process
    first=$inner first_cost=$inner_cost
    load 4 "$seconds" 64 0
    batch=$texts batch_cost=$cost
    in_process
    inner=$(calculate %.0f "($first + $inner) / 2")
    inner_cost=$(calculate %.1f "($first_cost + $inner_cost) / 2")
    load 64 "$seconds" 1 0
    single=$texts single_cost=$cost single_p99=$p99
    load 64 "$seconds" 1 "$(calculate %.3f "64 * 2000 / $single")"
    half=$texts half_p50=$p50 half_p99=$p99

    java=$(metric 'corrsh_encode_batches_total{engine="java"') pytorch=$(metric 'corrsh_encode_batches_total{engine="pytorch"')
    bits=$(metric corrsh_encode_recomputed_bits_total) encoded=$(metric 'corrsh_encode_inputs_total{device="cpu (java)",outcome="coded"}')
    stop
    start --corrsh.encode.engine=pytorch
    warm_up
    load 64 "$seconds" 1 0
    together=$texts together_cost=$cost together_p99=$p99
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
| the same by DJL alone, in batches | $together texts/s, $together_cost µs, p99 $together_p99 ms | |
| the same by DJL alone, one text at a time | $texts texts/s, $cost µs, p99 $p99 ms | |
| DJL in batches over DJL one at a time: throughput, CPU | $(calculate '%.1f, %.1f' "$together / $texts, $cost / $together_cost") times | 2 times |
| the default over DJL one at a time: throughput, CPU | $(calculate '%.1f, %.1f' "$single / $texts, $cost / $single_cost") times | |
| one text a request at half of that load ($half texts/s) | p50 $half_p50, p99 $half_p99 ms | p99 25 ms |
| batches that the router gave to plain Java / to PyTorch | $java / $pytorch | |
| bits computed again by the reference, of all | $(calculate '%.3f %%' "100 * $bits / (64 * ($encoded + 1))") | |
TABLE
}

# offer CONNECTIONS SECONDS TEXTS_A_REQUEST REQUESTS_A_SECOND: leaves what OpenLoop.java prints, and the service's CPU milliseconds in spent.
offer() {
    local before
    before=$(cpu)
    read -r _ offered good refused other errors p50 p99 refused_p99 client unsent < <($on_client "$bin/java" -Xmx512m -XX:+UseSerialGC \
        -XX:TieredStopAtLevel=1 $here/OpenLoop.java "$base" "$work/texts" "$3" "$4" "$2" "$1" | grep RESULT)
    spent=$(($(cpu) - before))
}

# beyond WHERE TEXTS_A_REQUEST CONNECTIONS_AT_THE_PEAK CONNECTIONS: a row of the peak, of three times as many requests, and of what is afterwards
beyond() {
    load "$3" "$seconds" "$2" 0
    local peak=$good peak_cost heap memory half
    peak_cost=$(calculate %.0f "$cost * $2")
    load "$3" 5 "$2" "$(calculate %.3f "$3 * 2000 / $peak")"
    half=$p50
    heap=$(live_heap) memory=$(resident)
    offer "$4" "$overload" "$2" "$((3 * peak))"
    sleep 2
    local row="| $1, $2 | $peak, $peak_cost µs | $offered ($unsent never sent) | $good, $(calculate '%.0f %%' "100 * $good / $peak") | $refused, $(calculate '%.0f' "($spent * 1000 - $good * $overload * $peak_cost) / ($refused * $overload + 1)") µs | $other, $errors | $p50 / $p99 / $refused_p99 | $(calculate '%.0f %%, %.0f %%' "$spent / $overload / 10, $client * $offered / 10000")"
    load "$3" 5 "$2" "$(calculate %.3f "$3 * 2000 / $peak")"
    echo "$row | $half / $p50 | $heap / $(live_heap), $memory / $(resident) |"
}

overload() {
    for where in ${APART:-both} apart; do
        [ "$where" = 1 ] && continue
        [ "$where" = both ] || apart
        start
        [ -s "$work/texts" ] || python3 $here/texts.py "$corpus" "$base" >"$work/texts"
        warm_up
        beyond $where 64 4 1024 >>"$work/rows"
        beyond $where 1 64 2048 >>"$work/rows"
        stop
    done
    cat <<TABLE
| processors, texts a request | peak: requests/s, CPU of one | offered a second | good a second, of the peak | refused a second, CPU of one | other answers, broken connections a second | p50 / p99 of the good, p99 of the refused, ms | processors that service and client took | p50 at half load before / after, ms | heap, resident memory before / after, MB |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
$(cat "$work/rows")
TABLE
}

# Megabytes that the JVM has committed outside the heap, by its own account, which knows nothing of PyTorch's.
native() {
    "$jcmd" "$server" VM.native_memory summary | awk '
        match($0, /committed=[0-9]+/) { committed = substr($0, RSTART + 10, RLENGTH - 10) }
        /^Total/ { total = committed }
        /Java Heap \(/ { heap = committed }
        END { printf "%.0f", (total - heap) / 1024 }'
}

soak() {
    JVM=-XX:NativeMemoryTracking=summary start --corrsh.encode.engine=pytorch
    python3 $here/texts.py "$corpus" "$base" >"$work/texts"
    warm_up
    echo "| minute | texts/s | heap after a collection, MB | resident, MB | native by the JVM's account, MB | open tensors | texts in the queue | not 200 |"
    echo "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    row() { echo "| $1 | $2 | $(live_heap) | $(resident) | $(native) | $(metric corrsh_ndarrays_open) | $(metric corrsh_queue_size) | $3 |" | tee -a "$work/rows"; }
    row 0 "" 0
    for minute in $(seq "$minutes"); do
        load 32 28 1 5
        failed=$(calculate %.0f "28 * ($refused + $other) + $errors")
        rate=$texts
        load 8 28 64 20
        row "$minute" "$(calculate %.0f "($rate + $texts) / 2")" "$(calculate %.0f "$failed + 28 * ($refused + $other) + $errors")"
    done
    # The first half may fill caches; after it nothing may grow by more than a twentieth, and no tensor be left.
    awk -F'|' '
        { minute = $2 + 0; heap[minute] = $4 + 0; resident[minute] = $5 + 0; native[minute] = $6 + 0; tensors[minute] = $7 + 0; failed += $9 }
        END {
            middle = int(minute / 2)
            growth = "heap " heap[middle] " to " heap[minute] ", resident " resident[middle] " to " resident[minute] ", native " native[middle] " to " native[minute] " MB"
            flat = heap[minute] <= 1.05 * heap[middle] + 5 && resident[minute] <= 1.05 * resident[middle] && native[minute] <= 1.05 * native[middle] + 5
            print ""
            print (flat && tensors[minute] <= tensors[0] && failed == 0 ? "flat" : "NOT FLAT") ": from minute " middle " to " minute " " growth "; open tensors " tensors[0] " at the start, " tensors[minute] " at the end; " failed " answers other than 200"
        }' "$work/rows"
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
    figures | overload | soak | stream) "$mode" ;;
    *) echo "load: the mode must be figures, overload, soak or stream, got '$mode'" >&2 && exit 2 ;;
esac
