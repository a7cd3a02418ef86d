#!/usr/bin/env python3
"""What wrong keys do to a service: a thousand a second from one address, beside good ones from another; and whether the time of an
answer tells how near a guess was.

usage: service/src/load/wrong-keys.py [SECONDS] [GUESSES]      after mvn package; Linux, where 127.0.0.2 is an address of its own
"""
import collections
import http.client
import math
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time

LAUNCHER = pathlib.Path(__file__).parents[2] / "target/corrsh"
PORT = int(os.environ.get("PORT", "18880"))
RATE = 1000


def start(work, port, *settings):
    environment = dict(os.environ, CORRSH_OPTS="-Xmx512m -XX:+UseSerialGC")
    service = subprocess.Popen(
        [LAUNCHER, "serve", "--port", str(port), "--data-dir", f"{work}/{port}", f"--corrsh.security.keys-file={work}/keys",
         "--corrsh.security.open-metrics=true", *settings], env=environment, stdout=subprocess.DEVNULL)
    for _ in range(600):
        try:
            if ask(connect(port), "/actuator/health/readiness")[0] == 200:
                return service
        except OSError:
            time.sleep(0.1)
    raise SystemExit("wrong-keys: the service does not start")


def connect(port, source="127.0.0.1"):
    return http.client.HTTPConnection("127.0.0.1", port, timeout=30, source_address=(source, 0))


def ask(connection, path, key=None):
    connection.request("GET", path, headers={"X-Api-Key": key} if key else {})
    answer = connection.getresponse()
    return answer.status, answer.read()


def ticks(process):
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def metrics(port):
    lines = ask(connect(port), "/actuator/prometheus")[1].decode().splitlines()
    return {line.split(" ")[0]: float(line.split(" ")[1]) for line in lines if line.startswith("corrsh_auth_failures_total")}


def flood(service, port, good, seconds):
    """A thousand wrong keys a second from one address, ten good ones from another."""
    answers, late, waits, over = collections.Counter(), [], [], threading.Event()

    def wrong(thread, threads):
        connection, began = connect(port), time.monotonic()
        for i in range(thread, RATE * seconds, threads):
            pause = began + i / RATE - time.monotonic()
            if pause > 0:
                time.sleep(pause)
            answers[ask(connection, "/info", f"corrsh_wrong{i}")[0]] += 1

    def right():
        connection = connect(port, "127.0.0.2")
        while not over.wait(0.1):
            began = time.perf_counter()
            status = ask(connection, "/info", good)[0]
            waits.append(time.perf_counter() - began)
            if status != 200:
                late.append(status)

    before, cpu, began = metrics(port), ticks(service), time.monotonic()
    other = threading.Thread(target=right)
    threads = [threading.Thread(target=wrong, args=(i, 8)) for i in range(8)]
    other.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    over.set()
    other.join()
    took = time.monotonic() - began
    after = metrics(port)
    total = sum(answers.values())
    print(f"{total / took:.0f} wrong keys a second for {took:.0f} s: {dict(answers)}, {1e6 * (ticks(service) - cpu) / total:.0f} us CPU each")
    print("metrics: " + ", ".join(f"{name[27:-1]} +{after[name] - before[name]:.0f}" for name in sorted(after)))
    waits.sort()
    print(f"good keys from another address meanwhile: {len(waits)}, not answered with 200: {len(late)}; "
          f"p50 {1e3 * statistics.median(waits):.1f} ms, p99 {1e3 * waits[int(0.99 * len(waits))]:.1f} ms")
    print(f"readiness: {ask(connect(port), '/actuator/health/readiness')[0]}; "
          f"a good key from the address that tried: {ask(connect(port), '/info', good)[0]}")


def timing(port, good, guesses):
    """Guesses that share nothing with a key, and such that differ in its last character, in random order."""
    near = good[:-1] + ("A" if good[-1] != "A" else "B")
    far = "corrsh_" + "".join(random.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", k=len(good) - 7))
    connection = connect(port)
    for _ in range(5000):
        ask(connection, "/info", random.choice((near, far)))
    order = [near, far] * guesses
    random.shuffle(order)
    times = {near: [], far: []}
    for key in order:
        began = time.perf_counter()
        status = ask(connection, "/info", key)[0]
        times[key].append(time.perf_counter() - began)
        assert status == 401, status
    ranked = sorted((value, key) for key, values in times.items() for value in values)
    ranks = sum(rank for rank, (_, key) in enumerate(ranked, 1) if key == near)
    n = guesses
    z = (ranks - n * (2 * n + 1) / 2) / math.sqrt(n * n * (2 * n + 1) / 12)
    print(f"{n} guesses of each: near {1e6 * statistics.median(times[near]):.1f} us, far {1e6 * statistics.median(times[far]):.1f} us "
          f"(medians); rank-sum z {z:+.2f}: {'a difference' if abs(z) > 3 else 'no difference to be seen'}")


def main():
    seconds, guesses = (int(value) for value in (sys.argv[1:] + ["10", "10000"][len(sys.argv) - 1:])[:2])
    with tempfile.TemporaryDirectory() as work:
        made = subprocess.run([LAUNCHER, "keys", "add", "--file", f"{work}/keys", "--role", "read", "reader"],
                              capture_output=True, text=True, check=True)
        good = made.stdout.strip()
        services = [start(work, PORT), start(work, PORT + 1, "--corrsh.security.failures=1000000000")]
        try:
            flood(services[0], PORT, good, seconds)
            timing(PORT + 1, good, guesses)
        finally:
            for service in services:
                service.terminate()
            for service in services:
                service.wait()


main()
