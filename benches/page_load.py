#!/usr/bin/env python3
"""How soon `sailau serve` answers, how long ten thousand draws take, and what two hundred clients do to it in a minute.

    cargo build --release --package sailau-cli
    python3 benches/page_load.py target/release/sailau

Starts the program on a free port of this machine, and prints what it measured. Any answer but a good one ends it with status 1. Memory
is read where Linux tells it.
"""

import http.client
import json
import re
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

CLIENTS = 200
SECONDS = 60
ELECTIONS = ["kazakhstan:2023-03-19", "kazakhstan:2021-01-10"]


def question(election: str, number: int) -> dict[str, object]:
    """The election with a threshold from 0 to 14 %."""
    return {"votes": election, "set": {"list.threshold.at_least": f"{number % 15}%"}}


def ask(connection: http.client.HTTPConnection, method: str, path: str, body: object = None) -> object:
    """The answer, or an error with its status."""
    text = None if body is None else json.dumps(body)
    connection.request(method, path, body=text, headers={"Content-Type": "application/json"})
    answer = connection.getresponse()
    said = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{method} {path}: {answer.status} {said[:200]!r}")
    return json.loads(said)


def of_one(connection: http.client.HTTPConnection, election: str) -> None:
    """Times of sixty changes of the threshold, one after the other, and of ten thousand draws."""
    times = []
    for number in range(60):
        start = time.perf_counter()
        ask(connection, "POST", "/api/count", question(election, number))
        times.append(1000 * (time.perf_counter() - start))
    start = time.perf_counter()
    run = ask(connection, "POST", "/api/draws", {"question": question(election, 7), "draws": 10_000, "seed": 1})["run"]
    while (found := ask(connection, "GET", f"/api/draws/{run}"))["phase"] != "done":
        if found["error"]:
            raise RuntimeError(found["error"])
        time.sleep(0.01)
    draws = time.perf_counter() - start
    print(f"{election}: a change {statistics.median(times):.1f} ms, at most {max(times):.1f}; 10,000 draws {draws:.2f} s")


def of_many(port: int, memory: Path) -> int:
    """Two hundred clients that ask again as soon as they are answered. Gives the number of answers that were not good."""
    end = time.monotonic() + SECONDS
    times: list[float] = []
    wrong: list[str] = []

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.monotonic() < end:
            number += 1
            start = time.perf_counter()
            try:
                ask(connection, "POST", "/api/count", question(ELECTIONS[0], number))
                times.append(1000 * (time.perf_counter() - start))
            except (OSError, RuntimeError, http.client.HTTPException) as error:
                wrong.append(str(error))
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    clients = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for one in clients:
        one.start()
    kilobytes = []
    while time.monotonic() < end:
        if memory.exists():
            kilobytes += [int(size) for size in re.findall(r"VmRSS:\s+(\d+)", memory.read_text())]
        time.sleep(1)
    for one in clients:
        one.join()
    times.sort()
    print(f"{CLIENTS} clients, {SECONDS} s: {len(times)} answers, {len(wrong)} others; a change "
          f"{statistics.median(times):.0f} ms, 99 of 100 within {times[len(times) * 99 // 100]:.0f}")
    if kilobytes:
        settled = kilobytes[5:] or kilobytes
        print(f"memory: {settled[0] // 1024} MB after five seconds, {settled[-1] // 1024} MB at the end")
    for error in wrong[:5]:
        print(error, file=sys.stderr)
    return len(wrong)


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    command = [sys.argv[1], "serve", "--bind", "127.0.0.1:0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            port = next(int(found[1]) for line in server.stdout if (found := re.search(r"127\.0\.0\.1:(\d+)", line)))
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            for election in ELECTIONS:
                of_one(connection, election)
            return int(of_many(port, Path(f"/proc/{server.pid}/status")) > 0)
        finally:
            server.terminate()


if __name__ == "__main__":
    sys.exit(main())
