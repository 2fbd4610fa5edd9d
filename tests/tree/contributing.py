#!/usr/bin/env python3
"""The command that CONTRIBUTING.md shows can still be added just so, in at most ten files.

contributing.py            its diff applies to this tree
contributing.py --build    and what it gives builds, and passes its test and the golden one (some minutes)
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from checks import ROOT, ends

PLACES_MAX = 10
TESTS = "contract/test_intake_families|golden/test_golden|tree/unused$|tree/includes$|tree/open$"


def shown(text):
    found = re.search(r"^```diff\n(.*?)^```$", text, re.S | re.M)
    return found.group(1) if found else ""


def files_of(diff):
    return re.findall(r"^\+\+\+ b/(.*)$", diff, re.M)


def apply(root, diff, *more):
    """The sentence why not, or nothing."""
    done = subprocess.run(["git", "apply", *more, "-"], cwd=root, input=diff, capture_output=True, text=True,
                          env={"GIT_DIR": "/nonexistent", "PATH": "/usr/bin:/bin"})
    return done.stderr.strip() if done.returncode else ""


def check(root, text):
    diff = shown(text)
    places = len(files_of(diff)) + 1  # and the golden record
    if places < 5:
        return ["it shows no whole command"]
    faults = [f"it takes {places} files, {PLACES_MAX} at most"] if places > PLACES_MAX else []
    why = apply(root, diff, "--check")
    return faults + ([why] if why else [])


def build(text):
    """In a copy of the tree, as somebody who follows the page would."""
    with tempfile.TemporaryDirectory(prefix="sippe-contributing-", dir="/var/tmp") as folder:
        root = pathlib.Path(folder, "tree")
        shutil.copytree(ROOT, root, symlinks=True, ignore=shutil.ignore_patterns("build", ".git"))
        why = apply(root, shown(text))
        for command in ([] if why else [["cmake", "--preset", "dev"], ["cmake", "--build", "--preset", "dev"],
                                        ["tests/golden/make", "build/dev"],
                                        ["ctest", "--test-dir", "build/dev", "--no-tests=error", "-R", TESTS]]):
            done = subprocess.run(command, cwd=root, capture_output=True, text=True)
            if done.returncode:
                return [f"{' '.join(command)}: {(done.stdout + done.stderr)[-2000:]}"]
        return [why] if why else []


def self_test(text):
    diff = shown(text)
    moved = text.replace("+++ b/proto/intake.proto", "+++ b/proto/gone.proto").replace("--- a/proto/intake.proto",
                                                                                        "--- a/proto/gone.proto")
    other = text.replace("\n   rpc GetLosses(", "\n   rpc GetWeddings(")
    many = text.replace(diff, diff + "".join(f"--- /dev/null\n+++ b/new{i}\n@@ -0,0 +1 @@\n+x\n" for i in range(9)))
    wrong = {"no diff": text.replace("```diff", "```"), "a file that is gone": moved, "other lines": other, "too many": many}
    return [f"not found: {what}" for what, spoilt in wrong.items() if spoilt == text or not check(ROOT, spoilt)]


def main():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    ends(lambda: (check(ROOT, text) or (build(text) if "--build" in sys.argv else []),
                  f"{len(files_of(shown(text))) + 1} files"), lambda: self_test(text))


if __name__ == "__main__":
    main()
