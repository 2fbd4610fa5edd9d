"""Running tests with a fault switched on, until one sees it."""
import mmap
import os
import pathlib
import re
import signal
import subprocess
import time
from dataclasses import dataclass

import build

NUMBERS = 4096  # MUTANTS_MAX, mutant.h
FAILED = re.compile(r"^\[  FAILED  \] ([a-z_]\w*)|^FAIL: (\w+)|^(seed \d+)", re.M)  # of cmocka, unittest, the simulator
FIRST = 600.0   # seconds, where it is not known yet how long a test takes


@dataclass
class Ran:
    passed: bool
    seconds: float
    how: str = ""  # the test within, a time-out, a signal


def how(code, said):
    found = FAILED.search(said)
    return found.group(found.lastindex) if found else f"signal {-code}" if code < 0 else ""


def command_of(test, seeds):
    """Of the simulator the seeds alone: fewer than the test's own do not reach each command of each service."""
    return [test.command[0], "--seeds", str(seeds)] if test.name == build.SIM else test.command


def run(test, number, limit, seeds, seen=None):
    """One test, with this number on; what it started goes with it."""
    env = {**os.environ, **test.env, "SIPPE_MUTANT": str(number), "LC_ALL": "C.UTF-8"}
    if seen:
        env["SIPPE_MUTANT_SEEN"] = str(seen)
    began = time.monotonic()
    process = subprocess.Popen(["nice", "-n", "10", *command_of(test, seeds)], cwd=test.folder, env=env, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        said = process.communicate(timeout=limit)[0].decode(errors="replace")
        ran = Ran(process.returncode in (0, 77), time.monotonic() - began, how(process.returncode, said))
    except subprocess.TimeoutExpired:
        ran = Ran(False, limit, "time-out")
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.communicate()
    return ran


def limit_of(test):
    return 3 * test.seconds + 2


def survey(test, seeds, folder):
    """With nothing on: does it pass, how long does it take, and which numbers does it ask for?"""
    seen = pathlib.Path(folder, test.name.replace("/", "-") + ".seen")
    seen.write_bytes(bytes(NUMBERS))
    ran = run(test, 0, FIRST, seeds, seen)
    test.seconds = ran.seconds
    with open(seen, "r+b") as file, mmap.mmap(file.fileno(), NUMBERS) as asked:
        test.asks = {n for n in range(1, NUMBERS) if asked[n]}
    return ran.passed


def order(row, tests, last):
    """What saw it the last time, what the row names, then its own area, the shortest first; the simulator behind all."""
    asked = [t for t in tests if row.n in t.asks and (t.name in row.tests or build.is_shared(t.name))]
    return sorted(asked, key=lambda t: (t.name != last, t.name not in row.tests, t.name == build.SIM, not t.is_of(row), t.seconds))


def kill(row, tests, seeds, last):
    """(test, how) of the first that sees it, or None. A time-out must come twice, as the machine may be busy."""
    for test in order(row, tests, last):
        ran = run(test, row.n, limit_of(test), seeds)
        if not ran.passed and ran.how == "time-out":
            ran = run(test, row.n, 2 * limit_of(test), seeds)
        if not ran.passed:
            return test.name, ran.how
    return None
