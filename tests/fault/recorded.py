"""What a recorder (recorder.c) wrote down, and what a disk may hold of it after a loss of power.

A write is there for certain when it was synchronous, or when its file was flushed after it. Of any other each sector of 512 bytes
may be there or not, whatever came before or after it. A name is there as soon as it was given: entries of folders are not played."""
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

    def __init__(self, entries):
        self.entries = entries
        self.flushes = sum(kind == b"S" for kind, *_ in entries)

    def count(self, end):
        """How many entries there were when the log was so long."""
        return sum(entry[4] <= end for entry in self.entries)

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

    def written(self, until):
        """The file as it was then, for whoever read it: the power did not go."""
        out = bytearray()
        for kind, _, offset, data, _ in self.entries[:until]:
            if kind == b"T":
                del out[offset:]
                out.extend(bytes(offset - len(out)))
            elif kind == b"W":
                put(out, offset, data)
        return out


class Log:
    """All files of a log. The number of a file that is gone is given to the next one: what has a name is never written again, so
    that a write at its beginning is another file's; but for what is written in place."""

    def __init__(self, path):
        at, self.files, self.names, self.gone, self.now, named = 0, {}, [], [], {}, set()
        with open(path, "rb") as f:
            data = f.read()
        while at + ENTRY.size <= len(data):
            kind, synchronous, inode, offset, length = ENTRY.unpack_from(data, at)
            body = at + ENTRY.size
            at = body + (length if kind in b"WNU" else 0)
            if kind == b"W" and offset == 0 and self.now.get(inode) in named:
                self.now[inode] = (inode, at)
            file = self.now.setdefault(inode, (inode, 0))
            if kind == b"N":
                if not in_place(data[body:at].decode()):
                    named.add(file)
                self.names.append((data[body:at].decode(), file, at))
            elif kind == b"U":
                self.gone.append((data[body:at].decode(), None, at))
            else:
                self.files.setdefault(file, []).append((kind, synchronous, offset, data[body:at], at))
        self.end = at
        self.ends = sorted({entry[4] for entries in self.files.values() for entry in entries} | {end for *_, end in self.names + self.gone})

    def file(self, path):
        """One that is there now."""
        return Recorded(self.files.get(self.now.get(os.stat(path).st_ino), []))

    def there(self, end):
        """By path, the files that had got their name when the log was so long, and had it still."""
        out = {}
        for path, which, at in sorted(self.names + self.gone, key=lambda name: name[2]):
            if at <= end:
                out[path] = which
        return {path: Recorded(self.files.get(which, [])) for path, which in out.items() if which}

    def torn(self, chance, end, name=""):
        """The first file that had got its name when the log was so long (one that has `name` in it), and yet may not be whole. Not
        one that is written in place: a vault (tests/unit/seal cuts it at each byte), a store's log (tests/unit/store)."""
        for path, which, named in self.names:
            file = Recorded(self.files.get(which, []))
            whole = file.written(file.count(named))
            if named <= end and name in path and not in_place(path) and file.image(chance, file.count(end)) != whole:
                return path
        return None


def in_place(path):
    return path.endswith(("/vault", "/log.0", "/log.1"))


def put(out, offset, data):
    if len(out) < offset:
        out.extend(bytes(offset - len(out)))
    out[offset:offset + len(data)] = data


def check_cut(daemon, folder, told):
    """Exit code of the independent reader, and what it says; a store that kills it is a fault too. What stands in the store's log
    only is put into its data first."""
    done = subprocess.run([os.path.join(BIN, "settle"), folder], capture_output=True, text=True, timeout=60)
    if done.returncode:
        return done.returncode, done.stdout + done.stderr
    done = subprocess.run([os.path.join(BIN, "check_cut"), daemon, folder, told], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr
