"""What a recorder (recorder.c) wrote down, and what a disk may hold of it after a loss of power.

A write is there for certain when it was synchronous, or when its file was flushed after it. Of any other each sector of 512 bytes
may be there or not, whatever came before or after it."""
import os, struct, subprocess
from territory import BIN

ENTRY = struct.Struct("<cBQQQ")
SECTOR = 512


def preload(log, folder, plant=""):
    """The environment of a program that is recorded. A sanitizer that wants to be first is told that it need not."""
    return {"LD_PRELOAD": os.path.join(BIN, "librecorder.so"), "RECORD_LOG": log, "RECORD_DIR": folder, "RECORD_PLANT": plant,
            "ASAN_OPTIONS": "verify_asan_link_order=0:" + os.environ.get("ASAN_OPTIONS", "")}


class Recorded:
    """The entries of one file: (kind, synchronous, offset, data, end of the entry in the log)."""

    def __init__(self, log, path):
        inode, at, self.entries = os.stat(path).st_ino, 0, []
        with open(log, "rb") as f:
            data = f.read()
        while at + ENTRY.size <= len(data):
            kind, synchronous, of, offset, length = ENTRY.unpack_from(data, at)
            body = at + ENTRY.size
            at = body + (length if kind == b"W" else 0)
            if of == inode:
                self.entries.append((kind, synchronous, offset, data[body:at], at))
        self.flushes = sum(kind == b"S" for kind, *_ in self.entries)

    def image(self, chance, until):
        """The file as it may be when the power goes after so many entries."""
        out = bytearray()
        last_flush = max((i for i in range(until) if self.entries[i][0] == b"S"), default=-1)
        for i in range(until):
            kind, synchronous, offset, data, _ = self.entries[i]
            if kind == b"T":
                del out[offset:]
                out.extend(bytes(offset - len(out)))
            elif kind == b"W" and (synchronous or i < last_flush):
                put(out, offset, data)
            elif kind == b"W":
                for at in range(0, len(data), SECTOR):
                    if chance.random() < 0.5:
                        put(out, offset + at, data[at:at + SECTOR])
        return out


def put(out, offset, data):
    if len(out) < offset:
        out.extend(bytes(offset - len(out)))
    out[offset:offset + len(data)] = data


def check_cut(daemon, folder, told):
    """Exit code of the independent reader, and what it says; a store that kills it is a fault too."""
    done = subprocess.run([os.path.join(BIN, "check_cut"), daemon, folder, told], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr
