"""Programs that a benchmark starts: run to their end, or in the background and ended by their pid."""
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile


def say(text):
    print(text, flush=True)


def output(*command, **more):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **more)
    if done.returncode:
        sys.exit(f"{command[0]}: {done.stderr.strip()[-600:]}")
    return done


def measured(*command):
    """The lines of JSON that one of our programs prints."""
    return [json.loads(line) for line in output(*command).stdout.splitlines() if line.startswith("{")]


class Server:
    """A process of ours: started by hand, ended by its pid."""

    def __init__(self, *command, **more):
        self.process = subprocess.Popen([str(c) for c in command], stdin=subprocess.DEVNULL, **more)

    def stop(self, sign=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(sign)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


@contextlib.contextmanager
def scratch():
    """A folder on a virtual disk, where there is one: for what is only noted, not measured."""
    folder = tempfile.mkdtemp(prefix="sippe-bench-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
