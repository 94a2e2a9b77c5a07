"""How long a call takes, of the processor."""

import time
from collections.abc import Callable


def seconds(call: Callable[[], object], least: float = 0.4) -> float:
    """Of the processor for one call, in the best of three stretches: other work on the machine counts little."""
    number = 1
    while True:
        start = time.process_time()
        for _ in range(number):
            call()
        taken = time.process_time() - start
        if taken > least / 4:
            break
        number = max(2 * number, int(number * least / 4 / max(taken, 1e-9)))
    best = taken / number
    for _ in range(2):
        start = time.process_time()
        for _ in range(number):
            call()
        best = min(best, (time.process_time() - start) / number)
    return best
