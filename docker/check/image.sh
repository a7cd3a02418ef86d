#!/usr/bin/env bash
# What the image promises: its size as pulled, how soon it is ready on one processor and 1 GB without a network, what it holds at rest, and
# what it says when it is run wrongly.
#
# usage: docker/check/image.sh [ROUNDS]      as root, after compose.sh has built corrsh:latest; needs podman, runc, curl, nsenter, python3
set -euo pipefail
rounds=${1:-3} image=${IMAGE:-localhost/corrsh:latest}
work=$(mktemp -d)
export CONTAINERS_CONF="$work/containers.conf"
printf '[engine]\nruntime = "runc"\n[containers]\ndefault_ulimits = ["nofile=20000:20000", "nproc=4096:4096"]\n' >"$CONTAINERS_CONF"
name=corrsh-image-check-$$
finish() {
    podman rm -f -t 0 "$name" >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap finish EXIT
failed=0
check() {
    if eval "$2"; then echo "ok  $1"; else echo "FAIL  $1" >&2 && failed=1; fi
}
# As it should be run: one processor, no network at all, a read-only root, no capabilities. Options may follow.
run() {
    podman rm -f -t 0 "$name" >/dev/null 2>&1 || true
    podman run --name "$name" --network none --cpus 1 --read-only --tmpfs /tmp --cap-drop all --security-opt no-new-privileges \
        --env CORRSH_SECURITY_OPEN=true "$@"
}
pid() { podman inspect "$name" --format '{{.State.Pid}}'; }
# Asks the service from within its network.
ask() { nsenter -t "$(pid)" -n curl -sf --max-time 5 "http://127.0.0.1:8080$1"; }
await() {
    local process
    process=$(pid)
    for _ in $(seq 1200); do
        nsenter -t "$process" -n curl -sf --max-time 5 http://127.0.0.1:8080/actuator/health/readiness >/dev/null 2>&1 && return
        [ -d "/proc/$process" ] || return 1
        sleep 0.05
    done
    return 1
}
logs() { podman logs "$name" 2>&1; }
now() { date +%s%3N; }

podman push -q --compress --format oci "$image" "dir:$work/pulled" >/dev/null 2>&1
python3 - "$work/pulled/manifest.json" <<'PYTHON'
import json
import sys

layers = [layer["size"] for layer in json.load(open(sys.argv[1]))["layers"]]
print(f"as pulled: {sum(layers) / 1e6:.0f} MB, layers of {', '.join(f'{size / 1e6:.1f}' for size in layers)} MB")
PYTHON
rm -rf "$work/pulled"
for _ in $(seq "$rounds"); do
    began=$(now)
    run -d --memory 1g "$image" >/dev/null 2>&1
    await || { logs | tail -n 20 >&2; exit 1; }
    ready=$(now)
    process=$(pid)
    echo "ready after $((ready - began)) ms, $(awk -v tick="$(getconf CLK_TCK)" '{ print ($14 + $15) / tick }' "/proc/$process/stat") s CPU; load $(cut -d' ' -f1-3 /proc/loadavg)"
done
sleep 20
echo "at rest: $(awk '/^Rss(Anon|File)/ { printf "%s %d MB ", $1, $2 / 1024 }' "/proc/$process/status")"
check "no name is looked up and nothing is fetched: no line of the log says so" '! logs | grep -qiE "UnknownHost|download|unreachable"'
check "it runs as 10001" '[ "$(awk "/^Uid/ { print \$2 }" "/proc/$process/status")" = 10001 ]'
check "the bill of materials is there" 'ask /actuator/sbom/application | grep CycloneDX >/dev/null && podman exec "$name" grep -q CycloneDX /opt/corrsh/sbom.json'
check "its own health check passes" 'podman healthcheck run "$name" >/dev/null'
podman stop -t 30 "$name" >/dev/null 2>&1
check "it stops gracefully" '[ "$(podman inspect "$name" --format "{{.State.ExitCode}}")" = 143 ] && logs | grep -q "Graceful shutdown complete"'

# Wrongly run: each ends with 1, or is killed, and the log says why.
wrong() {
    local what=$1 code=$2 message=$3
    shift 3
    run "$@" >/dev/null 2>&1 || true
    check "$what" "[ \"\$(podman inspect $name --format '{{.State.ExitCode}}')\" = $code ] && logs | grep -q -- \"$message\""
    logs | grep -i -m 1 -- "${message:-.}" | cut -c1-160 || true
}
mkdir "$work/empty"
wrong "a directory without a model" 1 "model.json" --memory 1g --volume "$work/empty:/model:ro" "$image" serve --model /model
wrong "a volume that cannot be written" 1 "Read-only file system" --memory 1g --volume "$work/empty:/data:ro" "$image"
wrong "a volume of another user" 1 "not writable" --memory 1g --volume "$work/empty:/data" "$image"
run -d --memory 96m "$image" >/dev/null 2>&1
for _ in $(seq 120); do [ "$(podman inspect "$name" --format '{{.State.Running}}')" = true ] || break; sleep 0.5; done
check "too little memory: killed or told, not half alive" '[ "$(podman inspect "$name" --format "{{.State.Running}} {{.State.ExitCode}}")" != "true 0" ]'
podman inspect "$name" --format 'too little memory: exit {{.State.ExitCode}}, killed for memory: {{.State.OOMKilled}}'
exit $failed
