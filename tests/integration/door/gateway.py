"""A real sippe-gateway before a territory's daemons, on loopback, and who speaks HTTP to it."""
import base64, hashlib, http.client, json, os, secrets, sys
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from cases import *
from territory import *

ALPHABET = "2345679CDFGHJKMNPQRTWXY"
WEB = os.path.join(os.path.dirname(BIN), "share/sippe/web")
JSON = {"Content-Type": "application/json", "Connect-Protocol-Version": "1"}


class Gateway(Daemon):
    """Its key is a member of the territory: the daemons know it by intake's word."""

    def __init__(self, t, name="passerelle", unix=False):
        (self.port,) = free_ports(1)
        super().__init__(t, "gateway", (self.port, self.port))
        self.key = Key(name, "GATEWAY")
        self.socket = t.path("gateway.sock") if unix else None
        self.origin = f"http://localhost:{self.port}"
        self.figures = t.path("gateway.prom")
        os.makedirs(self.dir, 0o700, exist_ok=True)
        t.write_file("gateway.key", self.key.text())
        listen = f"127.0.0.1:{self.port}" + (f", {self.socket}" if unix else "")
        t.write_file("gateway.conf", f"territory = {t.code}\ndir = {self.dir}\nkey = {t.path('gateway.key')}\npeers = {t.path('peers')}\n"
                                     f"map-size = 64M\nlisten = {listen}\norigin = {self.origin}\nweb = {WEB}\n"
                                     f"metrics-file = {self.figures}\n")
        request = pb.intake.AddMemberRequest()
        request.member.name, request.member.role = name, pb.types.ROLE_GATEWAY
        request.member.public_keys.append(self.key.public_bytes)
        self.member = t.call("op", "intake.AddMember", request).id

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

    def raw(self, head, timeout=5):
        """What comes back for these bytes, until it is closed."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as s:
            s.sendall(head)
            out = b""
            try:
                while chunk := s.recv(65536):
                    out += chunk
            except TimeoutError:
                return out, False
            return out, True


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def reason(self):
        return self.json["details"][0]["json"]["reason"]


class Browser:
    """One station with its cookies."""

    def __init__(self, gateway):
        self.gateway, self.cookies, self.headers = gateway, {}, {}

    def request(self, method, path, body=None, headers=None):
        c = self.gateway.connection()
        given = {"Host": f"localhost:{self.gateway.port}", **self.headers, **(headers or {})}
        if self.cookies:
            given.setdefault("Cookie", "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        c.request(method, path, body, {k: v for k, v in given.items() if v is not None})
        r = c.getresponse()
        got = Answer(r.status, r.headers, r.read())
        for line in r.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            if value:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        c.close()
        return got

    def call(self, procedure, body=None, **headers):
        """As a page of ours does."""
        given = {**JSON, "Origin": self.gateway.origin, "Sec-Fetch-Site": "same-origin",
                 **{k.replace("_", "-"): v for k, v in headers.items()}}
        return self.request("POST", procedure, json.dumps(body or {}), given)

    def sign_in(self, code):
        return self.call("/sippe.gateway.Gateway/SignIn", {"code": code})


def member(t, name, role, organization="", via=b"", shared=False, key=None):
    request = pb.intake.AddMemberRequest()
    m = request.member
    m.name, m.role, m.organization, m.shared = name, role, organization, shared
    m.via = via.hex() if via else ""
    if key:
        m.public_keys.append(key.public_bytes)
    return t.call("op", "intake.AddMember", request).id


def invite(t, *members, by="coord"):
    """The code, as `sippe people invite` draws it."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(10))
    request = pb.intake.InviteMemberRequest(member_ids=members, handle=code[:4], salt=secrets.token_bytes(16))
    request.digest = hashlib.sha256(request.salt + code.encode()).digest()
    return code, t.call(by, "intake.InviteMember", request).login_id


def token(t, one, days=90):
    text = "sippe_" + base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    request = pb.intake.MakeTokenRequest(member_id=one, days=days, digest=hashlib.sha256(text.encode()).digest())
    return text, t.call("op", "intake.MakeToken", request).login_id
