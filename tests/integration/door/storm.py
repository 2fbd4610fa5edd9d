"""Who asks at the gateway while daemons die: a program that repeats what is not answered, connections by hand, figures."""
import threading
from gateway import *
from google.protobuf import json_format

PROTO = {"Content-Type": "application/proto", "Connect-Protocol-Version": "1"}
QUERY = "/sippe.intake.Intake/GetTerritory"
SUBMIT = "/sippe.intake.Intake/SubmitScreening"
LOST = (OSError, http.client.HTTPException)


def submission(n):
    """As one desk would never say it twice: the request, as it stays for all its repeats."""
    family = Family(n)
    request = pb.intake.SubmitScreeningRequest(screening=family.screening())
    request.screening.identity.phone = f"438555{n % 10000:04d}"
    return request


class Asker:
    """One caller: by a program's token, or with a browser's session. What is not answered, or answered with a time to wait, is asked
    again under its id until it is."""

    def __init__(self, gateway, bearer=None, browser=None):
        self.gateway, self.repeats = gateway, 0
        if bearer:
            self.who = {"Authorization": f"Bearer {bearer}"}
        else:
            self.who = {"Cookie": "; ".join(f"{k}={v}" for k, v in browser.cookies.items()), "Origin": gateway.origin,
                        "Sec-Fetch-Site": "same-origin"}

    def headers(self, form=JSON, **more):
        return {**form, **self.who, **{k.replace("_", "-"): v for k, v in more.items()}}

    def head(self, procedure, length, **more):
        """The request up to its body, as bytes."""
        lines = [f"POST {procedure} HTTP/1.1", f"Host: localhost:{self.gateway.port}", f"Content-Length: {length}"]
        return "\r\n".join(lines + [f"{k}: {v}" for k, v in self.headers(**more).items()] + ["", ""]).encode()

    def once(self, procedure, body=b"{}", form=JSON, timeout=20, **more):
        c = http.client.HTTPConnection("127.0.0.1", self.gateway.port, timeout=timeout)
        try:
            c.request("POST", procedure, body, self.headers(form, **more))
            r = c.getresponse()
            return Answer(r.status, r.headers, r.read())
        finally:
            c.close()

    def until_answered(self, procedure, body, form, request_id, seconds=120):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                got = self.once(procedure, body, form, Sippe_Request_Id=request_id)
                if got.status not in (503, 504):
                    return got
            except LOST:
                pass
            self.repeats += 1
            time.sleep(0.1)
        raise AssertionError(f"no answer to {procedure} within {seconds} s")

    def p50_ms(self, n=60, procedure=QUERY):
        """One at a time; each must be answered well."""
        took = []
        for _ in range(n):
            began = time.monotonic()
            got = self.once(procedure)
            took.append(1000 * (time.monotonic() - began))
            assert got.status == 200, (got.status, got.body)
        return sorted(took)[n // 2]


class ByTheFront(Asker):
    """As nginx does it: one connection of the Unix socket, kept."""

    def __init__(self, gateway, **who):
        super().__init__(gateway, **who)
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(20)
        self.socket.connect(gateway.socket)

    def send(self, procedure, body, **more):
        self.socket.sendall(self.head(procedure, len(body), **more) + body)

    def status(self):
        r = http.client.HTTPResponse(self.socket, method="POST")
        r.begin()
        r.read()
        return r.status

    def once(self, procedure, body=b"{}", **more):
        self.send(procedure, body, **more)
        return Answer(self.status(), {}, b"")


class Stopped:
    """A daemon that is there and does nothing, while this lasts."""

    def __init__(self, daemon):
        self.process = daemon.process

    def __enter__(self):
        self.process.send_signal(signal.SIGSTOP)

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGCONT)


def connected(gateway, host="127.0.0.1"):
    """By hand, from that address of this machine."""
    s = socket.socket()
    s.settimeout(20)
    s.bind((host, 0))
    s.connect(("127.0.0.1", gateway.port))
    return s


def answer_of(s):
    """What came until it was closed."""
    out = b""
    try:
        while chunk := s.recv(65536):
            out += chunk
    except ConnectionResetError:
        pass
    finally:
        s.close()
    return out


def status_of(answer):
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0


def at_once(n, what):
    """what(i) in n threads; their results, in order."""
    out, threads = [None] * n, []

    def run(i):
        try:
            out[i] = what(i)
        except Exception as e:  # shown by whoever looks at the results
            out[i] = e

    for i in range(n):
        threads.append(threading.Thread(target=run, args=(i,), daemon=True))
        threads[-1].start()
    for thread in threads:
        thread.join(150)
    return out
