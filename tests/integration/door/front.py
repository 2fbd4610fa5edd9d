"""The samples of deploy/nginx and deploy/caddy before a real gateway: their own text, only names, ports and files are the test's."""
import getpass, grp, os, re, signal, ssl, subprocess
from gateway import *

PROGRAMS = os.environ["PATH"] + ":/usr/sbin:/usr/local/sbin"


def program(name):
    return shutil.which(name, path=PROGRAMS)


def certificate(folder):
    crt, key = os.path.join(folder, "sippe.crt"), os.path.join(folder, "sippe.key")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
                    "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", crt], check=True,
                   capture_output=True)
    return crt, key


def sample(name, changes):
    """Each change must find its place: a sample that says something else is another one."""
    with open(os.path.join(SOURCE, "deploy", name)) as f:
        text = f.read()
    for old, new in changes:
        if old not in text:
            raise AssertionError(f"deploy/{name}: no « {old} » in it")
        text = text.replace(old, new)
    return text


class Front:
    """A server in a folder of its own, in front of a gateway's Unix socket."""

    def __init__(self, gateway, folder):
        self.gateway, self.folder, self.process = gateway, folder, None
        os.makedirs(folder)
        self.plain, self.port = free_ports(2)
        self.cert, self.cert_key = certificate(folder)
        self.origin = f"https://localhost:{self.port}"

    def path(self, name):
        return os.path.join(self.folder, name)

    def launch(self, command):
        with open(self.path("out"), "ab") as out:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                            env={**os.environ, "HOME": self.folder, "XDG_DATA_HOME": self.folder})
        end = time.monotonic() + 20
        while time.monotonic() < end and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        with open(self.path("out")) as out:
            raise AssertionError(f"the front does not serve: {out.read()[-2000:]}")

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(20)

    def raw(self, text, timeout=5):
        """What comes back for these bytes, over TLS, until it is closed."""
        context = ssl.create_default_context(cafile=self.cert)
        context.set_alpn_protocols(["http/1.1"])
        with context.wrap_socket(socket.create_connection(("127.0.0.1", self.port), timeout=timeout), server_hostname="localhost") as s:
            s.sendall(text)
            out = b""
            try:
                while chunk := s.recv(65536):
                    out += chunk
            except (TimeoutError, ConnectionResetError, ssl.SSLEOFError):
                pass
            return out


class Nginx(Front):
    def start(self):
        me, group = getpass.getuser(), grp.getgrgid(os.getegid()).gr_name
        text = sample("nginx/sippe.conf", [
            ("    listen [::]:80;", "    #"), ("    listen [::]:443 ", "    # "),
            ("listen 80;", f"listen 127.0.0.1:{self.plain};"), ("listen 443 ", f"listen 127.0.0.1:{self.port} "),
            ("server_name sippe.exemple;", "server_name localhost;"), ("https://sippe.exemple$", f"{self.origin}$"),
            ("/run/sippe/gateway/gateway.sock", self.gateway.socket),
            ("/etc/sippe/certs/sippe.crt", self.cert), ("/etc/sippe/certs/sippe.key", self.cert_key),
            ("/var/log/nginx/sippe.log", self.path("access.log")), ("/var/log/nginx/sippe.error.log", self.path("error.log"))])
        self.write("sippe.conf", text)
        temporary = "".join(f"{kind}_temp_path {self.path(kind)};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        self.write("nginx.conf", f"daemon off;\npid {self.path('pid')};\nerror_log {self.path('error.log')} crit;\n"
                   + (f"user {me} {group};\n" if os.geteuid() == 0 else "")
                   + f"worker_processes 1;\nevents {{ worker_connections 512; }}\nhttp {{\n{temporary}include {self.path('sippe.conf')};\n}}\n")
        self.launch([program("nginx"), "-p", self.folder, "-e", self.path("error.log"), "-c", self.path("nginx.conf")])

    def write(self, name, text):
        with open(self.path(name), "w") as f:
            f.write(text)


class Caddy(Front):
    def start(self):
        text = sample("caddy/Caddyfile", [
            ("{\n\tservers {", f"{{\n\tadmin off\n\tauto_https disable_redirects\n\thttp_port {self.plain}\n\tservers {{"),
            ("sippe.exemple {", f"localhost:{self.port} {{\n\tbind 127.0.0.1"),
            (":443 {", f":{self.port} {{\n\tbind 127.0.0.1"),
            ("/etc/sippe/certs/sippe.crt", self.cert), ("/etc/sippe/certs/sippe.key", self.cert_key),
            ("/run/sippe/gateway/gateway.sock", self.gateway.socket)])
        with open(self.path("Caddyfile"), "w") as f:
            f.write(text)
        self.launch([program("caddy"), "run", "--adapter", "caddyfile", "--config", self.path("Caddyfile")])


class Curl:
    """A browser's worth of HTTP: cookies as a browser keeps them, TLS verified."""

    def __init__(self, front, address="127.0.0.1"):
        self.front, self.address = front, address
        self.jar = front.path(f"jar-{secrets.token_hex(4)}")

    def request(self, *options, path="/", origin=None):
        done = subprocess.run(["curl", "--silent", "--show-error", "--max-time", "20", "--cacert", self.front.cert, "--interface", self.address,
                               "--cookie", self.jar, "--cookie-jar", self.jar, "--include", *options,
                               (origin or self.front.origin) + path], capture_output=True, timeout=60)
        self.code, self.error = done.returncode, done.stderr.decode()
        # What stands before the last head: 100 Continue.
        head, _, body = re.sub(rb"\AHTTP/\S+ 100.*?\r\n\r\n", b"", done.stdout, flags=re.S).partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        self.protocol = lines[0].split(" ")[0]
        status = int(lines[0].split(" ")[1]) if " " in lines[0] else 0
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(": ")
            headers.setdefault(name.lower(), value)
        return Answer(status, headers, body)

    def call(self, procedure, body="{}", *options):
        given = {**JSON, "Origin": self.front.origin, "Sec-Fetch-Site": "same-origin"}
        return self.request(*[x for k, v in given.items() for x in ("-H", f"{k}: {v}")], *options, "--data-binary", body, path=procedure)

    def sign_in(self, code, *options):
        return self.call("/sippe.gateway.Gateway/SignIn", json.dumps({"code": code}), *options)
