"""What one valid key, or a stranger, can do to a daemon, and how an honest desk fares meanwhile."""
import contextlib, resource, socket, statistics, threading
from cases import *
from territory import *

OWN_KIB = 64 << 10  # of a daemon's own memory, whatever is done to it


def world(families=200):
    """A territory with two desks of one CLSC, one of them hostile, and a partner."""
    t = Territory()
    t.start_all()
    adopt(t)
    t.org, t.service = put_organization(t)
    t.allow("desk", "DESK", "99001")
    t.allow("evil", "DESK", "99001")
    t.allow("partner", "PARTNER", t.org.hex())
    t.settle()
    t.families = submit(t, families)
    return t


def submit(t, n):
    c, window, asked, got = t.client("desk", "intake"), 100, 0, []
    while len(got) < n:
        while asked < n and asked - len(got) < window:
            e = pb.envelope.Envelope()
            e.ParseFromString(request("intake.SubmitScreening", pb.intake.SubmitScreeningRequest(
                screening=Family(asked).screening())))
            assert c.send(e)
            asked += 1
        reply = c.receive(10000).reply
        assert not reply.status.code, reply.status.message_fr
        out = pb.intake.SubmitScreeningReply()
        out.ParseFromString(reply.body)
        got.append(out)
    return got


def refer(t, n):
    """So many notices in the partner's stream."""
    for f in t.families[:n]:
        t.call("desk", "intake.RecordConsent", consent(f.family_id, t.org))
        t.call("desk", "intake.ReferToPartner", pb.intake.ReferToPartnerRequest(
            family_id=f.family_id, service_id=t.service, need=pb.types.NEED_FOOD_AID, note=NOTE))
    t.settle()


def request(method, message=None, body=None):
    e = pb.envelope.Envelope()
    e.request.id, e.request.method = secrets.token_bytes(16), method
    e.request.body = body if body is not None else message.SerializeToString() if message is not None else b""
    return e.SerializeToString()


HEAVY = request("intake.ListScreenings", pb.intake.ListScreeningsRequest(limit=200))
LIGHT = request("node.GetHealth")


def fetch(t):
    e = pb.envelope.Envelope()
    e.fetch.stream = "partner:" + t.org.hex()
    return e.SerializeToString()


# ---- the honest

def latency(t, n=15, command=False, pause=0.02):
    """Milliseconds of a desk's calls on a connection of its own: the median, and the slowest."""
    d, out = t["intake"], []
    c = Client(d.endpoint["public"], d.key.public, t.keys["desk"])
    c.call("node.GetHealth", timeout=30, attempt=30)
    for i in range(n):
        body = pb.intake.SubmitScreeningRequest(screening=Family(random.randrange(10**6, 10**7)).screening())
        began = time.monotonic()
        if command:
            c.call("intake.SubmitScreening", body, timeout=30, attempt=30)
        else:
            c.call("node.GetHealth", timeout=30, attempt=30)
        out.append(1000 * (time.monotonic() - began))
        time.sleep(pause)
    c.close()
    return statistics.median(out), max(out)


# ---- the hostile

class Crowd(threading.Thread):
    """So many connections of one key, each with so many requests under way; or, with window 0, sending without end and
    reading nothing."""

    def __init__(self, t, key, daemon, message, connections=1, window=0, pause=0.0):
        super().__init__(daemon=True)
        self.message, self.window, self.pause = message if callable(message) else lambda: message, window, pause
        self.sent = self.got = 0
        self.stop, self.context = threading.Event(), zmq.Context()
        self.context.max_sockets = connections + 10
        self.sockets = [self.open(t.keys[key], t[daemon]) for _ in range(connections)]

    def open(self, key, d):
        s = self.context.socket(zmq.DEALER)
        s.linger, s.immediate, s.sndhwm, s.rcvhwm = 0, 1, 0 if self.window else 64, 0 if self.window else 1
        s.curve_serverkey, s.curve_publickey, s.curve_secretkey = d.key.public, key.public, key.secret
        s.connect(d.endpoint["public"])
        return s

    def say(self, s):
        try:
            s.send(self.message(), zmq.DONTWAIT)
            self.sent += 1
            return True
        except zmq.Again:
            return False

    def flood(self):
        while not self.stop.is_set():
            if not any([self.say(s) for s in self.sockets]):
                time.sleep(0.0005)
            if self.pause:
                time.sleep(self.pause)

    def answer(self, s):
        with contextlib.suppress(zmq.Again):
            while True:
                s.recv(zmq.DONTWAIT)
                self.got += 1
                self.say(s)

    def converse(self):
        poller = zmq.Poller()
        for s in self.sockets:
            poller.register(s, zmq.POLLIN)
            for _ in range(self.window):
                self.say(s)
        while not self.stop.is_set():
            for s, _ in poller.poll(50):
                self.answer(s)

    def run(self):
        until = time.monotonic() + 10
        for s in self.sockets:
            s.poll(max(0, int(1000 * (until - time.monotonic()))), zmq.POLLOUT)
        self.converse() if self.window else self.flood()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        self.join()
        for s in self.sockets:
            s.close(0)
        self.context.term()


class Strangers(threading.Thread):
    """Bare connections that say nothing: as many as the daemon has descriptors, and new ones as it closes them."""

    def __init__(self, endpoint, most=300):
        super().__init__(daemon=True)
        host, port = endpoint[6:].split(":")
        self.address, self.most, self.opened, self.stop = (host, int(port)), most, 0, threading.Event()

    def one(self, held):
        with contextlib.suppress(OSError):
            s = socket.create_connection(self.address, 1)
            s.setblocking(False)
            held.append(s)
            self.opened += 1

    @staticmethod
    def is_open(s):
        try:
            return s.recv(100) != b""
        except BlockingIOError:
            return True
        except OSError:
            return False

    def run(self):
        held = []
        while not self.stop.is_set():
            self.one(held)
            gone = [s for s in held if not self.is_open(s)] + held[:-self.most]
            for s in gone:
                s.close()
            held = [s for s in held if s not in gone]
            time.sleep(0.002)
        for s in held:
            s.close()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        self.join()


def descriptors(d):
    return len(os.listdir(f"/proc/{d.process.pid}/fd"))


def processor_seconds(d):
    """A daemon's, of all its threads (proc(5): utime and stime)."""
    with open(f"/proc/{d.process.pid}/stat") as f:
        return sum(map(int, f.read().rsplit(")", 1)[1].split()[11:13])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def few_descriptors(d, more):
    """As many as it holds, and so many more."""
    before = resource.prlimit(d.process.pid, resource.RLIMIT_NOFILE)
    few = descriptors(d) + more
    resource.prlimit(d.process.pid, resource.RLIMIT_NOFILE, (few, before[1]))
    try:
        yield few
    finally:
        resource.prlimit(d.process.pid, resource.RLIMIT_NOFILE, before)
