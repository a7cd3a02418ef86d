#!/usr/bin/env bash
# Starts the service and a Prometheus that scrapes it, gives it work, and checks every panel, rule and alert on what is there.
#
# usage: docker/check/dashboards.sh [DIRECTORY_FOR_PICTURES]     after mvn package; needs prometheus, promtool, python3, curl, openssl
set -euo pipefail
cd "$(dirname "$0")/../.."
for tool in prometheus promtool python3 curl openssl; do
    command -v "$tool" >/dev/null || { echo "dashboards: $tool is needed and not here" >&2; exit 1; }
done
launcher=service/target/corrsh
[ -x "$launcher" ] || { echo "dashboards: run 'mvn package' first" >&2; exit 1; }

promtool check config --lint=all docker/prometheus/prometheus.yml
(cd docker/prometheus && promtool test rules rules_test.yml)

work=$(mktemp -d)
service="" prometheus="" gpu=""
finish() {
    [ -n "$gpu" ] && kill "$gpu" 2>/dev/null || true
    [ -n "$prometheus" ] && kill "$prometheus" 2>/dev/null || true
    [ -n "$service" ] && kill "$service" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
port=${CORRSH_CHECK_PORT:-18790}
base="http://127.0.0.1:$port"

CORRSH_OPTS=-Xmx512m "$launcher" keys add --file "$work/keys" --role admin check >"$work/key"
# A certificate that nothing is served with: its end is a metric all the same.
openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj /CN=localhost -keyout "$work/tls.key" -out "$work/tls.pem" 2>/dev/null
CORRSH_OPTS=-Xmx512m "$launcher" serve --port "$port" --data-dir "$work/data" "--corrsh.security.keys-file=$work/keys" \
    "--spring.ssl.bundle.pem.web.keystore.certificate=file:$work/tls.pem" \
    "--spring.ssl.bundle.pem.web.keystore.private-key=file:$work/tls.key" >"$work/service.log" 2>&1 &
service=$!
# There is no GPU here: made-up values under the names of NVIDIA's exporter, so that at least the expressions are run.
mkdir "$work/gpu"
for series in FI_DEV_GPU_UTIL:37 FI_DEV_FB_USED:2048 FI_DEV_FB_FREE:14336 FI_DEV_GPU_TEMP:51 FI_DEV_POWER_USAGE:61 FI_DEV_XID_ERRORS:0 \
    FI_PROF_GR_ENGINE_ACTIVE:0.35 FI_PROF_DRAM_ACTIVE:0.12; do
    printf 'DCGM_%s{gpu="0",Hostname="made-up"} %s\n' "${series%:*}" "${series#*:}"
done >"$work/gpu/metrics"
python3 -m http.server --bind 127.0.0.1 --directory "$work/gpu" $((port + 2)) >/dev/null 2>&1 &
gpu=$!
sed -e 's/15s/2s/' -e "s#corrsh:8080#127.0.0.1:$port#" -e "s#rules.yml#$PWD/docker/prometheus/rules.yml#" \
    -e 's/# authorization:/authorization:/' -e "s,#   credentials_file: .*,  credentials_file: $work/key," \
    docker/prometheus/prometheus.yml >"$work/prometheus.yml"
printf '  - job_name: dcgm\n    static_configs: [{targets: ["127.0.0.1:%d"]}]\n' $((port + 2)) >>"$work/prometheus.yml"
prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/tsdb" \
    --web.listen-address="127.0.0.1:$((port + 1))" --log.level=warn >"$work/prometheus.log" 2>&1 &
prometheus=$!

key="X-Api-Key: $(cat "$work/key")"
for _ in $(seq 120); do
    curl -sf "$base/actuator/health/readiness" >/dev/null && break
    sleep 0.5
done

# A minute of work: writes, searches, deletes, encoding, near duplicates, exports, errors, wrong keys.
work_of() {
    local round=$1
    for i in $(seq 40); do
        printf '{"id":"%d-%d","text":"shuttle number %d reached its orbit with a qqxyz satellite","round":%d}\n' "$round" "$i" "$i" "$round"
    done | curl -sf -H "$key" -H 'Content-Type: application/x-ndjson' --data-binary @- "$base/documents" >/dev/null
    curl -sf -H "$key" -X DELETE "$base/documents/$round-1" >/dev/null
    for query in 'space+orbit' 'hockey+team' 'zzqq' 'launch+of+a+rocket'; do
        curl -sf -H "$key" "$base/search?q=$query&k=5" >/dev/null
        curl -sf -H "$key" "$base/search?q=$query&max_distance=10" >/dev/null
        curl -sf -H "$key" "$base/search?q=$query&hybrid=0.5" >/dev/null
    done
    curl -sf -H "$key" -H 'Content-Type: application/json' -d '{"inputs":["a rocket to the moon","zzqq"]}' "$base/encode" >/dev/null
    curl -s -H "$key" "$base/search?k=0" >/dev/null
    curl -sf -H "$key" "$base/export" >/dev/null
    curl -sf -H "$key" -H 'Content-Type: application/json' -d '{"max_distance":2}' "$base/dedup" >/dev/null || true
    printf '{"id":"short-%d","text":"a rocket that goes","expires_at":"%s"}' "$round" "$(date -u -d '+3 seconds' +%Y-%m-%dT%H:%M:%SZ)" |
        curl -sf -H "$key" -H 'Content-Type: application/json' --data-binary @- "$base/documents" >/dev/null
    [ $((round % 8)) != 0 ] || curl -sf -H "$key" -X POST "$base/collections/default/snapshots" >/dev/null
    # Seldom enough that the address is not made to wait.
    [ $((round % 4)) != 0 ] || curl -s -H 'X-Api-Key: corrsh_wrong' "$base/info" >/dev/null
}
for round in $(seq "${CORRSH_CHECK_ROUNDS:-30}"); do
    work_of "$round"
    sleep 1
done
python3 docker/check/dashboards.py "http://127.0.0.1:$((port + 1))" docker/grafana/dashboards ${1:+"$1"}
