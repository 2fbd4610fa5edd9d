"""What the checks beside it share: what they read, and how they end."""
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/lib"))
from tree import DAEMONS  # for whoever imports this


def tracked(root):
    """What is under version control, or, in a tree that is not, all that lies there outside build."""
    done = subprocess.run(["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard"],
                          capture_output=True, text=True)
    names = done.stdout.split("\n") if done.returncode == 0 else [
        str(p.relative_to(root)) for p in root.rglob("*") if "build" not in p.relative_to(root).parts]
    return sorted(n for n in names if n and (root / n).is_file())


def texts(root):
    """Their texts by their names, but for the fuzzers' corpora and what is larger than a megabyte."""
    return {name: (root / name).read_text(encoding="utf-8", errors="replace") for name in tracked(root)
            if not name.startswith("tests/fuzz/corpus") and (root / name).stat().st_size < 1 << 20}


def planted(check, right, wrong):
    """The faults of a check: what is right must give nothing, and each wrong one the one fault that begins so."""
    faults = [f"found without reason: {line}" for line in check(right)]
    for given, sign in wrong:
        found = check(given)
        if len(found) != 1 or not found[0].startswith(sign):
            faults.append(f"not found: {sign}: {found}")
    return faults


def ends(check, self_test):
    """The end of a program: `check` gives its faults and of how much they are, `self_test` those of the check."""
    faults, what = (self_test(), "self test") if "--self-test" in sys.argv else check()
    for line in faults:
        print(f"fault: {line}")
    print(f"{what}, {len(faults)} faults")
    sys.exit(1 if faults else 0)
