"""The four real daemons on loopback, with keys, peers and configuration in a folder of their own.

    with Territory() as t:
        t.start_all()
        t.call("op", "node.GetStatus", daemon="intake")

The programs are those of $SIPPE_BIN (the build's bin/), the contract is generated from $SIPPE_SOURCE/proto by protoc when this
module is imported. $SIPPE_KEEP=1 leaves the folder where it is. Everything listens on 127.0.0.1.
"""
import atexit, glob, importlib, json, os, random, secrets, select, shutil, signal, socket, subprocess, sys, tempfile, time
import zmq
import zmq.utils.z85

SOURCE = os.environ.get("SIPPE_SOURCE") or os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
BIN = os.environ.get("SIPPE_BIN") or os.path.join(SOURCE, "build/bin")
SANITIZED = os.environ.get("SIPPE_SANITIZED") == "ON"
sys.path.insert(0, os.path.join(SOURCE, "tests/lib"))
from tree import DAEMONS


def _contract():
    """Python modules of proto/*.proto, made anew in a folder that goes with the process."""
    out = tempfile.mkdtemp(prefix="sippe-proto-")
    atexit.register(shutil.rmtree, out, True)
    proto = os.path.join(SOURCE, "proto")
    files = sorted(os.path.relpath(f, proto) for f in glob.glob(f"{proto}/**/*.proto", recursive=True))
    subprocess.run(["protoc", "-I", proto, "-I", "/usr/include", "--python_out", out, *files,
                    "protobuf-c/protobuf-c.proto"], check=True, stderr=subprocess.DEVNULL)
    sys.path.insert(0, out)
    modules = {f[:-6]: importlib.import_module(f[:-6].replace("/", ".") + "_pb2") for f in files}
    return {os.path.basename(name): module for name, module in modules.items()}


pb = type("contract", (), _contract())
CODE = {v: k for k, v in pb.status.Code.items()}
REASON = {v: k for k, v in pb.status.Reason.items()}


class Refused(Exception):
    """A reply whose status is not OK."""

    def __init__(self, method, status):
        self.status, self.code, self.reason = status, CODE[status.code][5:], REASON[status.reason][7:]
        paths = ", ".join(v.path for v in status.violations)
        super().__init__(f"{method}: {self.code}/{self.reason} {status.message_fr} {paths}")


class Silent(Exception):
    """No reply before the deadline."""


class Key:
    def __init__(self, name, role="OPERATOR", organization=""):
        self.name, self.role, self.organization, self.member = name, role, organization, b""
        self.public, self.secret = zmq.curve_keypair()

    @property
    def public_bytes(self):
        return zmq.utils.z85.decode(self.public)

    def text(self):
        return (f"name = {self.name}\nrole = {self.role}\n"
                + (f"organization = {self.organization}\n" if self.organization else "")
                + f"created = 2026-11-20T12:00:00Z\npublic = {self.public.decode()}\nsecret = {self.secret.decode()}\n")


def wrapping_text():
    """A wrapping key's file, anew."""
    return f"sippe-wrapping-key-1 {secrets.token_hex(32)}\n"


def method_types(method):
    package, name = method.split(".")
    module = getattr(pb, package)
    service = next(iter(module.DESCRIPTOR.services_by_name.values()))
    rpc = service.methods_by_name[name]
    return rpc.input_type._concrete_class, rpc.output_type._concrete_class


class Client:
    """One key on one endpoint. A request is repeated under its id, on a new connection, until it is answered."""

    context = zmq.Context.instance()

    def __init__(self, endpoint, server_key, key):
        self.endpoint, self.server_key, self.key = endpoint, server_key, key
        self.socket = None
        self.epoch = None

    def connect(self):
        self.close()
        s = self.socket = self.context.socket(zmq.DEALER)
        s.linger, s.immediate, s.rcvhwm, s.sndhwm = 0, 1, 0, 0
        s.handshake_ivl = 2000
        s.reconnect_ivl, s.reconnect_ivl_max = 50, 1000
        s.curve_serverkey, s.curve_publickey, s.curve_secretkey = self.server_key, self.key.public, self.key.secret
        s.connect(self.endpoint)

    def close(self):
        if self.socket:
            self.socket.close(0)
        self.socket = None

    def send(self, envelope, wait_ms=1000):
        if not self.socket:
            self.connect()
        if not self.socket.poll(wait_ms, zmq.POLLOUT):
            return False
        self.socket.send(envelope.SerializeToString(), zmq.DONTWAIT)
        return True

    def receive(self, wait_ms):
        if not self.socket or not self.socket.poll(wait_ms):
            return None
        e = pb.envelope.Envelope()
        e.ParseFromString(self.socket.recv())
        return e

    def ask(self, method, body, request_id=None, timeout=15.0, attempt=2.0, at_least=None, on_behalf_of=""):
        """The Reply, whatever its status."""
        e = pb.envelope.Envelope()
        e.request.id = request_id or secrets.token_bytes(16)
        e.request.method = method
        e.request.body = body
        e.request.on_behalf_of = on_behalf_of
        if at_least:
            e.request.at_least.CopyFrom(at_least)
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            again = time.monotonic() + attempt
            if self.send(e, int(1000 * min(attempt, end - time.monotonic())) + 1):
                while time.monotonic() < min(again, end):
                    got = self.receive(int(1000 * (min(again, end) - time.monotonic())) + 1)
                    if got and got.WhichOneof("content") == "reply" and got.reply.request_id == e.request.id:
                        return got.reply
            self.close()
        raise Silent(f"{self.key.name}: no answer to {method} from {self.endpoint}")

    def call(self, method, request=None, **options):
        """The rpc's reply message; Refused when the status is not OK."""
        _, reply_type = method_types(method)
        reply = self.ask(method, request.SerializeToString() if request is not None else b"", **options)
        if reply.status.code:
            raise Refused(method, reply.status)
        out = reply_type()
        out.ParseFromString(reply.body)
        return out

    def fetch(self, stream, position=None, wait_ms=500, timeout=5.0):
        e = pb.envelope.Envelope()
        e.fetch.stream = stream
        e.fetch.wait_ms = wait_ms
        if position:
            e.fetch.position.CopyFrom(position)
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            if self.send(e):
                got = self.receive(wait_ms + 1500)
                if got and got.WhichOneof("content") == "feed":
                    return got.feed
            self.close()
        raise Silent(f"{self.key.name}: no feed of {stream}")


_kept_ports = []  # a name of this host for each port, held until this process ends


def _port_taken(port):
    """A daemon that is stopped leaves its port free, and a test beside this one must not take it meanwhile: the
    number is kept by a name that the kernel gives to one process at a time and lets go of with it."""
    name = socket.socket(socket.AF_UNIX)
    with socket.socket() as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            name.bind(f"\0sippe-test-port-{port}")
            s.bind(("127.0.0.1", port))
        except OSError:
            name.close()
            return False
    _kept_ports.append(name)
    return True


def free_ports(n):
    """Below the kernel's range of outgoing ports."""
    ports, port = [], random.randrange(21000, 29000)
    while len(ports) < n:
        if _port_taken(port):
            ports.append(port)
        port = port + 1 if port < 30999 else 21000
    return ports


class Daemon:
    def __init__(self, territory, name, ports):
        self.territory, self.name = territory, name
        self.key = Key(name, "DAEMON")
        self.dir = os.path.join(territory.root, name)
        self.log = os.path.join(territory.root, name + ".log")
        self.config = os.path.join(territory.root, name + ".conf")
        self.endpoint = {side: f"tcp://127.0.0.1:{port}" for side, port in zip(("internal", "public"), ports)}
        self.process = None
        self.ready_ms = None

    @property
    def program(self):
        return os.path.join(BIN, "sippe-" + self.name)

    def config_text(self):
        with open(self.config) as f:
            return f.read()

    def launch(self, *options, env=None):
        """Starts it and waits until it is ready or has ended; its exit code, or None when it is ready."""
        read, write = os.pipe()
        began = time.monotonic()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen([self.program, "--config", self.config, "--ready-fd", str(write), *options],
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=[write],
                                            env={**os.environ, **(env or {})})
        os.close(write)
        try:
            select.select([read], [], [], 20)
            ready = os.read(read, 16) == b"READY\n"
        finally:
            os.close(read)
        self.ready_ms = 1000 * (time.monotonic() - began)
        if ready:
            return None
        try:
            return self.process.wait(10)
        finally:
            self.process = None

    def start(self, *options, env=None):
        code = self.launch(*options, env=env)
        if code is not None:
            raise AssertionError(f"{self.name} ended with {code}:\n{self.tail()}")

    def run(self, *options, env=None):
        """For what ends by itself (--check, faults at start): exit code and standard error."""
        done = subprocess.run([self.program, "--config", self.config, *options], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=60, env={**os.environ, **(env or {})})
        return done.returncode, done.stdout + done.stderr

    def kill9(self):
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        self.process = None

    def stop(self, timeout=20):
        """SIGTERM; it must end with 0, cleanly."""
        if not self.process:
            return
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout)
        self.process = None
        if code != 0:
            raise AssertionError(f"{self.name} ended with {code}:\n{self.tail()}")

    def alive(self):
        return self.process is not None and self.process.poll() is None

    def rss_kib(self, which="VmRSS"):
        """RssAnon: its own memory; RssFile: pages of the store and of libraries, which the kernel may drop."""
        with open(f"/proc/{self.process.pid}/status") as f:
            return next(int(line.split()[1]) for line in f if line.startswith(which + ":"))

    def tail(self, n=4000):
        if not os.path.exists(self.log):
            return ""
        with open(self.log, errors="replace") as f:
            return f.read()[-n:]

    def events(self, name=None):
        with open(self.log, errors="replace") as f:
            lines = [json.loads(line) for line in f if line.startswith("{")]
        return [e for e in lines if name is None or e["event"] == name]


class Territory:
    def __init__(self, code="essai-nord", map_size="256M", root=None):
        self.code, self.map_size = code, map_size
        self.root = root or tempfile.mkdtemp(prefix="sippe-territory-")
        ports = free_ports(2 * len(DAEMONS))
        self.daemons = {n: Daemon(self, n, ports[2 * i:2 * i + 2]) for i, n in enumerate(DAEMONS)}
        self.keys = {"op": Key("op", "OPERATOR"), "coord": Key("coord", "COORDINATOR")}
        self.clients = {}
        atexit.register(self.close, False)  # a test that failed while it was set up leaves nothing running
        self._write()

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind:
            for d in self.daemons.values():
                sys.stderr.write(f"---- {d.name}\n{d.tail(1500)}\n")
        self.close(check=kind is None)

    def path(self, name):
        return os.path.join(self.root, name)

    def write_file(self, name, text, mode=0o600):
        with open(self.path(name), "w") as f:
            os.fchmod(f.fileno(), mode)
            f.write(text)
        return self.path(name)

    def _write(self):
        peers = "".join(f"{d.name}.internal = {d.endpoint['internal']}\n{d.name}.public = {d.endpoint['public']}\n"
                        f"{d.name}.key = {d.key.public.decode()}\n" for d in self.daemons.values())
        self.write_file("peers", peers)
        trust = "".join(f"trust = {k.name} {k.role.lower()} {k.public.decode()}\n" for k in self.keys.values())
        for d in self.daemons.values():
            os.makedirs(d.dir, 0o700, exist_ok=True)
            self.write_file(d.name + ".key", d.key.text())
            self.write_file(d.name + ".wrapping", wrapping_text(), 0o400)
            self.write_file(d.name + ".conf",
                            f"# essai\nterritory = {self.code}\ndir = {d.dir}\nkey = {self.path(d.name + '.key')}\n"
                            f"peers = {self.path('peers')}\nmap-size = {self.map_size}\n{trust}")

    def __getitem__(self, name):
        return self.daemons[name]

    def start_all(self, **options):
        for d in self.daemons.values():
            d.start(**options)

    def stop_all(self):
        """In the order in which they were started: none may need another one to end."""
        for d in self.daemons.values():
            d.stop()

    def close(self, check=True):
        for c in self.clients.values():
            c.close()
        self.clients.clear()
        try:
            if check:
                self.stop_all()
        finally:
            for d in self.daemons.values():
                d.kill9()
            if not os.environ.get("SIPPE_KEEP"):
                shutil.rmtree(self.root, True)

    # ---- calling

    def client(self, key, daemon, side="public"):
        name = (key if isinstance(key, str) else key.name, daemon, side)
        if name not in self.clients:
            k = self.keys[key] if isinstance(key, str) else key
            d = self.daemons[daemon]
            self.clients[name] = Client(d.endpoint[side], d.key.public, k)
        return self.clients[name]

    def call(self, key, method, request=None, daemon=None, side="public", **options):
        return self.client(key, daemon or method.split(".")[0], side).call(method, request, **options)

    def allow(self, name, role, organization="", shared=False):
        """A new member with a key; it is known at all daemons when this returns."""
        k = self.keys[name] = Key(name, role, organization)
        r = pb.intake.AddMemberRequest()
        r.member.name, r.member.organization, r.member.shared = name, organization, shared
        r.member.public_keys.append(k.public_bytes)
        r.member.role = pb.types.Role.Value("ROLE_" + role)
        k.member = self.call("op", "intake.AddMember", r).id
        for daemon in DAEMONS:
            self.until(lambda: self.health(name, daemon), what=f"{name} known at {daemon}")
        return k

    def said(self, name):
        """Whose deeds these are, for the reader of journals: a member's id, or the name that the configuration gives a key."""
        return self.keys[name].member.hex() or name

    def health(self, key, daemon):
        try:
            return self.call(key, "node.GetHealth", daemon=daemon, timeout=3, attempt=1).serving
        except (Silent, Refused):
            return False

    def until(self, true, seconds=30, what="it"):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            got = true()
            if got:
                return got
            time.sleep(0.05)
        raise AssertionError(f"waited {seconds} s in vain for {what}")

    def status(self, daemon):
        return self.call("op", "node.GetStatus", daemon=daemon)

    def metrics(self, daemon):
        """By name and own labels: those that every series has are taken for granted here."""
        text = self.call("op", "node.GetMetrics", daemon=daemon).text
        common = f'territory="{self.code}",daemon="{daemon}"'
        text = text.replace("{" + common + "}", "").replace("{" + common + ",", "{")
        rows = (line.rsplit(" ", 1) for line in text.splitlines() if line and not line.startswith("#"))
        return {name: float(value) for name, value in rows}

    def settled(self):
        """Every follower has taken all that its producers have for it."""
        heads = {}
        statuses = {n: self.status(n) for n in DAEMONS}
        for n, s in statuses.items():
            for stream in s.streams:
                heads[n, stream.name] = stream.n
        return all(f.n == heads.get((f.journal, "daemons:" + n), 0) and not f.held
                   for n, s in statuses.items() for f in s.followed)

    def settle(self, seconds=30):
        self.until(self.settled, seconds, "all streams followed")
