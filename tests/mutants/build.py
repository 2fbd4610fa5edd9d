"""The copy of the tree in which the faults can be switched on, its build, and the tests that it has."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import zlib

import rows

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = ROOT / "build/mutants"
SOURCE, BUILD = WORK / "src", WORK / "build"
# What tests leave that were killed; another checkout's runs have their own.
SCRATCH = pathlib.Path(f"/dev/shm/sippe-mutants-{zlib.crc32(bytes(ROOT)):08x}")
# Those that every fault is tried by, and those that a row must name: they take long, or start daemons.
SUITES = re.compile(r"(unit(-[a-z]+)?|contract|golden)/|fuzz/test_|integration/test_bus")
SIM = "sim/seeds"
# Beside what our libraries may use anyway: what mutant.c reads the environment with.
OUTSIDE = "\n[pure]\ngetenv strtol open mmap\n"
# No optimiser's warning, and no error of one: a fault may make a variable unused.
FLAGS = f"-w -O1 -include {SOURCE}/common/base/mutant.h"


class Failed(Exception):
    """In both languages."""


def tree_files():
    done = subprocess.run(["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                          capture_output=True)
    if done.returncode:
        raise Failed("Il faut un dépôt git : la copie se fait des fichiers suivis.",
                     "A git repository is needed: what is tracked is copied.")
    return [name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def text_of(file):
    path = ROOT / file
    return path.read_text(encoding="utf-8") if path.is_file() else None


def put(path, content):
    """Only what differs is written, so that only that is compiled again."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def content_of(name, of_file):
    content = (ROOT / name).read_bytes()
    if name in of_file:
        return rows.changed(of_file[name], content.decode()).encode()
    if name == "deploy/cmake/outside":
        return content + OUTSIDE.encode()
    if name.startswith("tests/") and name.endswith((".c", ".h")):
        return content.replace(b'"/dev/shm', f'"{SCRATCH}'.encode())
    return content


def copy(all_rows):
    of_file, kept = rows.by_file(all_rows), set()
    for name in tree_files():
        target = SOURCE / name
        put(target, content_of(name, of_file))
        shutil.copymode(ROOT / name, target)
        kept.add(target)
    for name in ("mutant.h", "mutant.c"):
        target = SOURCE / "common/base" / name
        put(target, (HERE / name).read_bytes())
        kept.add(target)
    for path in SOURCE.rglob("*"):
        if (path.is_file() or path.is_symlink()) and path not in kept:
            path.unlink()


def step(log, *command):
    with open(log, "w", encoding="utf-8") as out:
        if subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, check=False).returncode == 0:
            return
    said = pathlib.Path(log).read_text(encoding="utf-8", errors="replace").splitlines()
    told = "\n".join([line for line in said if re.search(r"error|undefined|FAILED", line)][:20] or said[-20:])
    raise Failed(f"{told}\nLa copie ne se construit pas ({log}).", f"{told}\nThe copy does not build ({log}).")


def build(all_rows, jobs):
    WORK.mkdir(parents=True, exist_ok=True)
    copy(all_rows)
    step(WORK / "configure.log", "cmake", "-S", SOURCE, "-B", BUILD, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug",
         "-DCMAKE_C_COMPILER=gcc", "-DSIPPE_TESTS=ON", f"-DCMAKE_C_FLAGS={FLAGS}", "-DCMAKE_C_FLAGS_DEBUG=")
    step(WORK / "build.log", "nice", "cmake", "--build", BUILD, "-j", str(jobs), "--target", *targets(), "--", "-k", "0")


def targets():
    """What the suites run, and what the tests start that a row may name: no benches, no engine five times more. By the
    names that sippe_tests gives (deploy/cmake/sippe.cmake): of what is not built yet ctest does not say the command."""
    programs = [name.replace("/", "_") for name in listed() if SUITES.match(name)]
    return programs + ["sippe-sim", "programs", "recorder", "check_journals", "check_cut", "settle", "doctor", "worker"]


class Test:
    def __init__(self, given):
        self.name, self.command = given["name"], given["command"]
        properties = {p["name"]: p["value"] for p in given.get("properties", [])}
        self.env = dict(pair.split("=", 1) for pair in properties.get("ENVIRONMENT", []))
        self.folder = properties.get("WORKING_DIRECTORY", str(BUILD))
        self.seconds = 0.0   # that it takes with nothing switched on
        self.asks = set()    # the numbers that it asked for then

    def is_of(self, row):
        """Of the fault's own area: it kills soonest."""
        part = row.group.split("-", maxsplit=1)[0]
        return part in self.name or (part in ("base", "keys") and self.name.startswith("unit/"))


def is_shared(name):
    return name == SIM or bool(SUITES.match(name))


def listed():
    """Without those that take hours: a program that runs twice, the second time for longer, is one target."""
    done = subprocess.run(["ctest", "--test-dir", BUILD, "-LE", "nightly", "--show-only=json-v1"], capture_output=True, text=True,
                          check=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    return {t["name"]: t for t in json.loads(done.stdout)["tests"]}


def tests():
    """By name: those of the suites, the simulator, and those that rows may name beside."""
    return {name: Test(given) for name, given in listed().items() if "command" in given}
