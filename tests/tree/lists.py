#!/usr/bin/env python3
"""What is listed is listed once: a list that stands twice is kept true by hand, and one day it is not.

daemons    the names of the daemons stand beside each other in common/base/daemons.h only; what cannot read it agrees with it
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/lib"))
from tree import DAEMONS

LIST = "common/base/daemons.h"
# They cannot read the list: each names a daemon by this pattern, and names them all.
HELD = {"docker-compose.yml": r"^  ([a-z_]+):\n    <<: \*daemon$", "deploy/systemd/sippe.target": r"sippe@([a-z_]+)\.service"}
# What a restore leaves in a store, byte by byte.
EXPECTED = ("tests/unit/cli/test_restore.c",)
PREFIXES = ("sippe", "daemons")  # what may stand before a name in such a list
NOISE = re.compile(r"/\*.*?\*/|^ *#(?!include|define).*$|\"\"\".*?\"\"\"", re.S | re.M)


def daemons_twice(files):
    """Files in which all names stand in a row, outside of comments."""
    for file, text in files.items():
        if file == LIST or file in HELD or file in EXPECTED or file.endswith((".md", ".proto")):
            continue
        row = set()
        for word in re.findall(r"[A-Za-z_]+", NOISE.sub("", text)):
            name = re.sub(r"^(peer|node|daemon)_|_service$", "", word.lower())
            if name in DAEMONS:
                row.add(name)
            elif word not in PREFIXES:
                row = set()
            if len(row) == len(DAEMONS):
                yield f"{file}: lists the daemons by hand; read {LIST}"
                break


def daemons_held(files):
    for file, pattern in HELD.items():
        named = re.findall(pattern, files.get(file, ""), re.M)
        if sorted(set(named)) != sorted(DAEMONS):
            yield f"{file}: names {', '.join(named) or 'no daemon'}; {LIST} has {', '.join(DAEMONS)}"


def check(files):
    return [*daemons_twice(files), *daemons_held(files)]


def read(root):
    done = subprocess.run(["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard"],
                          capture_output=True, text=True)
    names = done.stdout.split("\n") if done.returncode == 0 else [
        str(p.relative_to(root)) for p in root.rglob("*") if "build" not in p.relative_to(root).parts]
    out = {}
    for name in names:
        path = root / name
        if name and path.is_file() and path.stat().st_size < 1 << 20 and not name.startswith("tests/fuzz/corpus"):
            out[name] = path.read_text(encoding="utf-8", errors="replace")
    return out


def self_test():
    """One fault of each kind, and beside each what only looks like one."""
    compose = "".join(f"  {name}:\n    <<: *daemon\n" for name in DAEMONS)
    target = "Wants=" + " ".join(f"sippe@{name}.service" for name in DAEMONS)
    right = {"docker-compose.yml": compose, "deploy/systemd/sippe.target": target,
             "a.c": f"/* {' '.join(DAEMONS)} */\n", "b.c": " x ".join(DAEMONS), LIST: " ".join(DAEMONS)}
    wrong = [({**right, "c.py": "', 'sippe-".join(DAEMONS)}, "c.py"),
             ({**right, "docker-compose.yml": compose.split("\n", 2)[2]}, "docker-compose.yml"),
             ({**right, "deploy/systemd/sippe.target": target + " sippe@fifth.service"}, "deploy/systemd/sippe.target")]
    faults = check(right)
    for line in faults:
        print(f"found without reason: {line}")
    for files, sign in wrong:
        found = check(files)
        if len(found) != 1 or not found[0].startswith(sign):
            print(f"not found: {sign}")
            faults.append(sign)
    return 1 if faults else 0


def main():
    if "--self-test" in sys.argv:
        return self_test()
    files = read(ROOT)
    faults = check(files)
    for line in faults:
        print(f"fault: {line}")
    print(f"{len(files)} files, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
