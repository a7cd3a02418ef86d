#!/usr/bin/env bash
# Measures what performance.md says of the index, part after part, each part in one run:
#   index/src/jmh/measure.sh DIRECTORY PART...
# with the parts tables, huge, batch, join, updates and kills; without a part all but huge and kills. Indexes stay in
# DIRECTORY (2 GB, with huge 16 GB), where the next run finds them. The peers have a command of their own, PeerBenchmark.
set -euo pipefail
directory="$(realpath -m "${1:?a directory for the indexes}")"
shift
parts=("${@:-tables}")
[ $# -gt 0 ] || parts=(tables batch join updates)
cd "$(dirname "$0")/../../.."
mkdir -p "$directory"

bench() { # main class, arguments of the JVM, arguments
    mvn -B -q -Pbench -pl index verify -DskipTests -Dspotless.check.skip=true "-Dbench.main=$2 $1" "-Djmh.arguments=$3"
}

for part in "${parts[@]}"; do
    echo "== $part, load $(cut -d' ' -f1-3 /proc/loadavg)"
    case "$part" in
    tables) # chunk tables, scan and stream read; bytes a document; documents a second
        bench io.corrsh.index.lucene.ProbeReport "-Dcorrsh.bench=$directory" "clustered:64:10000000 uniform:64:10000000 \
planted:64:10000000 clustered:128:10000000 clustered:64:1000000 uniform:64:1000000"
        ;;
    huge) bench io.corrsh.index.lucene.ProbeReport "-Xmx3g -Dcorrsh.bench=$directory" clustered:64:100000000 ;;
    batch)
        bench io.corrsh.index.lucene.Benchmarks "" "BatchBenchmark.(index|together) -p k=10,100 -wi 1 -i 3 -w 2 -r 3 \
-jvmArgsAppend -Dcorrsh.bench=$directory"
        ;;
    join)
        bench io.corrsh.index.lucene.Benchmarks "" "NearDuplicateBenchmark -p n=10000000 -wi 0 -i 1 \
-jvmArgsAppend -Dcorrsh.bench=$directory"
        ;;
    updates) # an update visible, and 1 and 2 threads
        bench io.corrsh.index.lucene.UpdateReport "" "$directory/updates"
        ;;
    kills) mvn -B -pl index test -Dtest=KillTests -Dsurefire.failIfNoSpecifiedTests=false -Dcorrsh.kills=200 ;;
    *)
        echo "no part '$part'" >&2
        exit 2
        ;;
    esac
done
