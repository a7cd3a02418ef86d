#!/usr/bin/env bash
# Makes images under the names that the Dockerfile and compose.yaml pull, out of Debian's packages and the JDK of this machine: for a
# build where no registry of images can be reached. They are stand-ins: good enough to build and run, not what people get.
#
# usage: docker/check/standins.sh      as root; needs buildah, debootstrap, prometheus and a JDK 25 under /usr/lib/jvm
set -euo pipefail
have() { buildah images -q "$1" >/dev/null 2>&1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

runtime=docker.io/library/debian:bookworm-slim
if ! have $runtime; then
    mirror=$(sed -n 's/^URIs: *\([^ ]*\).*/\1/p; s/^deb \(http[^ ]*\) .*/\1/p' /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null | head -n 1 || true)
    debootstrap --variant=minbase --include=ca-certificates,tzdata bookworm "$work/base" "$mirror" >"$work/log" 2>&1 || { tail -n 5 "$work/log" >&2; exit 1; }
    rm -rf "$work"/base/var/cache/apt/* "$work"/base/usr/share/{doc,man,locale}/*
    c=$(buildah from scratch)
    buildah add -q "$c" "$work/base" / >/dev/null
    buildah commit -q --rm "$c" $runtime >/dev/null
fi

build=docker.io/library/maven:3.9-eclipse-temurin-25
if ! have $build; then
    jdk=$(ls -d /usr/lib/jvm/*25* | head -n 1)
    c=$(buildah from $runtime)
    buildah run --isolation chroot --network host "$c" -- sh -c 'mkdir -p /usr/share/man/man1 && apt-get update -qq && apt-get install -y -qq --no-install-recommends maven >/dev/null 2>&1'
    buildah add -q "$c" "$jdk" /opt/java/openjdk >/dev/null
    buildah config --env JAVA_HOME=/opt/java/openjdk --env PATH=/opt/java/openjdk/bin:/usr/sbin:/usr/bin:/sbin:/bin "$c"
    buildah commit -q --rm "$c" $build >/dev/null
fi

# Nothing of PyTorch for CUDA can be had here: with this, only the way of the GPU variant's files is tried.
torch=docker.io/pytorch/pytorch:2.7.1-cuda12.8-cudnn9-runtime
if ! have $torch; then
    mkdir -p "$work/torch/opt/conda/lib/python3.11/site-packages/torch/lib"
    touch "$work/torch/opt/conda/lib/python3.11/site-packages/torch/lib/standin"
    c=$(buildah from scratch)
    buildah add -q "$c" "$work/torch" / >/dev/null
    buildah commit -q --rm "$c" $torch >/dev/null
fi

prometheus=docker.io/prom/prometheus:v2.53.4
if ! have $prometheus; then
    mkdir -p "$work/prometheus/bin" "$work/prometheus/prometheus"
    cp "$(command -v prometheus)" "$work/prometheus/bin/prometheus"
    c=$(buildah from $runtime)
    buildah add -q "$c" "$work/prometheus" / >/dev/null
    buildah config --entrypoint '["/bin/prometheus"]' "$c"
    buildah commit -q --rm "$c" $prometheus >/dev/null
fi
