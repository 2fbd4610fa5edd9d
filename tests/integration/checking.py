"""Looking at what a run left behind: the journals of stopped daemons, their rows, their logs."""
import os, shutil, subprocess
from territory import BIN, DAEMONS


def store_dirs(root):
    return [os.path.join(root, d) for d in DAEMONS]


def check_journals(root, told=None, absent=None, settled=True):
    """Exit code and output of the independent reader (tests/fault)."""
    args = [os.path.join(BIN, "check_journals")] + (["--settled"] if settled else [])
    args += (["--told", told] if told else []) + (["--absent", absent] if absent else [])
    done = subprocess.run(args + store_dirs(root), capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout + done.stderr


def doctor(root, daemon, *treatment):
    subprocess.run([os.path.join(BIN, "doctor"), os.path.join(root, daemon), *treatment], check=True, timeout=60)


def copy_stores(root, to):
    for d in DAEMONS:
        os.makedirs(os.path.join(to, d), 0o700)
        shutil.copy(os.path.join(root, d, "data.mdb"), os.path.join(to, d))


def write_lines(path, lines):
    with open(path, "w") as f:
        f.writelines(line + "\n" for line in lines)
    return path


def personal_in_logs(t, values):
    """The first value that a log holds, with its line."""
    for d in t.daemons.values():
        with open(d.log, errors="replace") as f:
            for line in f:
                for value in values:
                    if value in line:
                        return f"{d.name}: {value!r} in {line!r}"
    return None
