#!/usr/bin/env bash
# Starts the service, asks it one question of each kind and ends it, so that Java keeps the classes that this took, loaded and linked
# (JEP 483, JEP 514). Part of the image's build.
#
# usage: warm.sh FILE_OF_THE_CACHE
set -euo pipefail
port=18973
CORRSH_OPTS="-Xmx512m -XX:AOTCacheOutput=$1" corrsh serve --port $port --data-dir /tmp/warm &
service=$!
trap 'kill -9 $service 2>/dev/null || true' EXIT

ask() {
    local method=$1 path=$2 body=${3:-}
    { exec 3<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null || return 1
    printf '%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s' \
        "$method" "$path" "${#body}" "$body" >&3
    grep -q '^HTTP/1.1 20' <&3
}
for _ in $(seq 600); do
    ask GET /actuator/health/readiness && break
    sleep 0.2
done
ask PUT /documents/1 '{"text": "a rocket to the moon", "topic": "space"}'
ask POST /encode '{"inputs": ["a rocket to the moon", "a goal in the last minute"]}'
ask GET '/search?q=rocket&k=3&filter=topic:space'
ask GET /info
ask GET /actuator/prometheus

kill -TERM $service
wait $service || [ $? = 143 ]
test -s "$1"
rm -rf /tmp/warm
