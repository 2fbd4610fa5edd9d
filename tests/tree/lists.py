#!/usr/bin/env python3
"""What is listed is listed once: a list that stands twice is kept true by hand, and one day it is not.

daemons    the names of the daemons stand beside each other in common/base/daemons.h only; what cannot read it agrees with it
"""
import re

from checks import DAEMONS, ROOT, ends, planted, texts

LIST = "common/base/daemons.h"
# They cannot read the list: each names a daemon by this pattern, and names them all.
HELD = {"docker-compose.yml": r"^  ([a-z_]+):\n    <<: \*daemon$", "deploy/systemd/sippe.target": r"sippe@([a-z_]+)\.service"}
PREFIXES = ("sippe", "daemons")  # what may stand before a name in such a list
NOISE = re.compile(r"/\*.*?\*/|^ *#(?!include|define).*$|\"\"\".*?\"\"\"", re.S | re.M)


def daemons_twice(files):
    """Files in which all names stand in a row, outside of comments."""
    for file, text in files.items():
        if file == LIST or file in HELD or file.endswith((".md", ".proto")):
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


def self_test():
    """One fault of each kind, and beside each what only looks like one."""
    compose = "".join(f"  {name}:\n    <<: *daemon\n" for name in DAEMONS)
    target = "Wants=" + " ".join(f"sippe@{name}.service" for name in DAEMONS)
    right = {"docker-compose.yml": compose, "deploy/systemd/sippe.target": target,
             "a.c": f"/* {' '.join(DAEMONS)} */\n", "b.c": " x ".join(DAEMONS), LIST: " ".join(DAEMONS)}
    wrong = [({**right, "c.py": "', 'sippe-".join(DAEMONS)}, "c.py"),
             ({**right, "docker-compose.yml": compose.split("\n", 2)[2]}, "docker-compose.yml"),
             ({**right, "deploy/systemd/sippe.target": target + " sippe@fifth.service"}, "deploy/systemd/sippe.target")]
    return planted(check, right, wrong)


def all_of_it():
    files = texts(ROOT)
    return check(files), f"{len(files)} files"


if __name__ == "__main__":
    ends(all_of_it, self_test)
