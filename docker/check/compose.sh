#!/usr/bin/env bash
# Builds the image, brings up service, importer and Prometheus from compose.yaml, and looks whether they do what they should.
#
# usage: docker/check/compose.sh       as root; needs podman, podman-compose, buildah, runc, curl, python3
# With STANDINS=1 the base images are made on this machine (standins.sh), and Maven's repository here is used for the build.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
export CONTAINERS_CONF="$work/containers.conf"
printf '[engine]\nruntime = "runc"\n[containers]\ndefault_ulimits = ["nofile=20000:20000", "nproc=4096:4096"]\n' >"$CONTAINERS_CONF"
export CORRSH_PORT=${CORRSH_PORT:-18780} PROMETHEUS_PORT=${PROMETHEUS_PORT:-18781}
compose() { podman-compose -p corrsh-check -f docker/compose.yaml "$@"; }
finish() {
    compose down -v >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap finish EXIT
say() { printf '%s\n' "$*"; }
await() {
    local what=$1 seconds=$2
    shift 2
    for _ in $(seq "$seconds"); do
        "$@" >/dev/null 2>&1 && { say "ok  $what"; return; }
        sleep 1
    done
    say "FAIL  $what" >&2
    podman logs --tail 20 corrsh-check_corrsh_1 >&2 || true
    exit 1
}

options=()
if [ "${STANDINS:-}" = 1 ]; then
    docker/check/standins.sh
    options=(--pull-never --skip-unused-stages=false -v "$HOME/.m2:$(getent passwd root | cut -d: -f6)/.m2" -v /etc/maven:/etc/maven:ro)
fi
buildah bud --format docker --isolation chroot --network host "${options[@]}" -f docker/Dockerfile -t corrsh:latest . >"$work/build.log" 2>&1 \
    || { tail -n 30 "$work/build.log" >&2; exit 1; }
say "ok  the image builds"

compose up -d --no-build corrsh prometheus importer >"$work/up.log" 2>&1 || { tail -n 20 "$work/up.log" >&2; exit 1; }
service="http://127.0.0.1:$CORRSH_PORT" prometheus="http://127.0.0.1:$PROMETHEUS_PORT"
await "the service is ready" 90 curl -sf "$service/actuator/health/readiness"
documents() { curl -sf "$service/info" | python3 -c 'import json, sys; sys.exit(json.load(sys.stdin)["documents"] != 30)'; }
await "the sample is there" 60 documents
found() {
    curl -sf "$service/search?q=launch+of+a+rocket&k=3" | python3 -c '
import json, sys
sys.exit([hit["payload"]["topic"] for hit in json.load(sys.stdin)["hits"]] != ["space"] * 3)'
}
await "a search finds its topic" 5 found
up() { curl -sf "$prometheus/api/v1/query?query=up" | grep -q '"1"'; }
await "Prometheus scrapes the service" 60 up
rules() { curl -sf "$prometheus/api/v1/rules" | grep -q CorrshDown; }
await "Prometheus has the rules" 5 rules

inside() { podman exec corrsh-check_corrsh_1 sh -c "$1"; }
[ "$(inside 'id -u')" = 10001 ] && ! inside 'touch /opt/corrsh/x 2>/dev/null' && say "ok  it is no root, and its files are read-only"
inside 'grep -q "^CapEff:.0000000000000000" /proc/1/status && grep -q "^NoNewPrivs:.1" /proc/1/status' && say "ok  it has no capabilities"

compose restart corrsh >/dev/null 2>&1
await "it starts again" 90 curl -sf "$service/actuator/health/readiness"
await "the documents survived" 5 documents
podman stop -t 30 corrsh-check_corrsh_1 >/dev/null 2>&1
[ "$(podman inspect corrsh-check_corrsh_1 --format '{{.State.ExitCode}}')" = 143 ] && say "ok  it stops gracefully"
