"""The daemon of worker.c in the place of intake, alone in its territory."""
import collections, glob
from territory import *

HEAVY, SENDS = "heavy", "sends"
END = {v: k[8:] for k, v in pb.node.JobEnd.items()}
Ended = collections.namedtuple("Ended", "job attempt how reason bytes")


class Worker(Daemon):
    program = property(lambda self: os.path.join(BIN, "worker"))

    @property
    def runs_file(self):
        return os.path.join(self.dir, "runs")

    def configure(self, **settings):
        with open(self.config, "a") as f:
            f.writelines(f"{name.replace('_', '-')} = {value}\n" for name, value in {"runs": self.runs_file, **settings}.items())

    def client(self):
        return Client(self.endpoint["internal"], self.key.public, self.territory.keys["op"])

    def ask(self, method, request=None, **options):
        c = self.client()
        try:
            return c.call(method, request, **options)
        finally:
            c.close()

    def add(self, heavy=0, sends=0):
        """An AddRequest of tests/unit/engine/tally_proto.proto: by = 2, times = 6."""
        c = self.client()
        reply = c.ask("intake.Add", _varint(2, heavy) + _varint(6, sends))
        c.close()
        if reply.status.code:
            raise Refused("intake.Add", reply.status)

    def jobs(self):
        return self.ask("node.ListJobs", pb.node.ListJobsRequest(limit=200)).jobs

    def until(self, check, what, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            got = check()
            if got:
                return got
            time.sleep(0.02)
        raise AssertionError(f"not within {seconds} s: {what}\n{self.tail()}")

    def journal(self):
        """Of a daemon that does not run: how attempts ended, and which jobs were settled."""
        done = subprocess.run([self.program, "--journal", self.dir], capture_output=True, text=True)
        if done.returncode:
            raise AssertionError(done.stdout + done.stderr)
        ended, settled = [], []
        for line in done.stdout.splitlines():
            kind, *rest = line.split()
            if kind == "settled":
                settled.append(rest[0])
            else:
                ended.append(Ended(rest[0], int(rest[1]), END[int(rest[2])], REASON.get(int(rest[3]), "")[7:], int(rest[4])))
        return ended, settled

    def runs(self):
        """(job, attempt) of each piece of heavy work that was begun."""
        with open(self.runs_file) as f:
            return [(job, int(attempt)) for job, attempt in map(str.split, f)]

    def outcome_files(self):
        return glob.glob(os.path.join(self.dir, "jobs", "*"))


def _varint(field, value):
    out = bytes([field << 3])
    while value > 127:
        out, value = out + bytes([value & 127 | 128]), value >> 7
    return out + bytes([value]) if value or field else b""


def worker(t, **settings):
    d = t["intake"]
    d.__class__ = Worker
    d.configure(**settings)
    return d
