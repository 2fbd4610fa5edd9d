"""nginx and Caddy before the gateway, as deploy/ configures them: what comes through, and what does not."""
import unittest
from front import *
from heads import HOSTILE

if not program("nginx"):
    print("nginx n'est pas installé (paquet nginx-light) : rien n'est vérifié ici. nginx is not installed: nothing is checked here.")
    sys.exit(77)

STRANGER = "127.0.0.3"  # from there alone the gateway lets in who does not come by its Unix socket


class Through:
    """One territory, one gateway; what both fronts must do."""

    @classmethod
    def setUpClass(cls):
        cls.t = t = Territory()
        t.start_all()
        adopt(t)
        t.settle()
        cls.g = g = Gateway(t, unix=True)
        cls.front = cls.front_class(g, t.path("front"))
        g.origin = cls.front.origin
        with open(g.config) as f:
            lines = [line for line in f if not line.startswith("origin =")]
        t.write_file("gateway.conf", "".join(lines) + f"origin = {g.origin}\nbehind = {STRANGER}\n")
        cls.desk = member(t, "martine", pb.types.ROLE_DESK, "99001", g.member)
        t.settle()
        g.start()
        cls.front.start()

    @classmethod
    def tearDownClass(cls):
        cls.front.stop()
        cls.g.stop()
        cls.t.close()

    def signed_in(self):
        c = Curl(self.front)
        code, _ = invite(self.t, self.desk)
        got = c.sign_in(code)
        self.assertEqual(got.status, 200, got.body)
        return c

    def test_in_and_a_call_over_http_2(self):
        c = self.signed_in()
        got = c.call("/sippe.intake.Intake/GetTerritory", "{}", "--http2")
        self.assertEqual((got.status, c.protocol), (200, "HTTP/2"), got.body)
        self.assertIn("territory", got.json)
        self.assertEqual(c.call("/sippe.intake.Intake/ListMembers").status, 403)
        self.assertEqual(c.call("/sippe.gateway.Gateway/SignOut").status, 200)
        self.assertEqual(c.call("/sippe.gateway.Gateway/WhoAmI").status, 401)

    def test_headers_of_a_page(self):
        got = Curl(self.front).request(path="/connexion")
        self.assertEqual(got.status, 200)
        self.assertIn("require-trusted-types-for 'script'", got.headers["content-security-policy"])
        self.assertRegex(got.headers["strict-transport-security"], r"^max-age=\d{8}")
        self.assertNotRegex(got.headers.get("server", ""), r"\d")
        self.assertNotIn("alt-svc", got.headers)  # HTTP/3 would be another way in, over UDP

    def test_a_body_too_large(self):
        c = self.signed_in()
        large = self.front.path("large")
        with open(large, "w") as f:
            f.write('{"x": "' + "x" * (201 << 10) + '"}')
        got = c.call("/sippe.intake.Intake/GetTerritory", f"@{large}")
        self.assertIn(got.status, self.large, c.error)
        self.assertNotIn("sippe-request-id", got.headers)  # the front itself: the gateway has not seen it

    def test_what_a_client_says_of_its_address_is_not_believed(self):
        """Ten wrong codes of one network, each under another address in its headers; then a right one of another network."""
        claims = lambda n: [x for name in ("X-Forwarded-For", "X-Real-IP") for x in ("-H", f"{name}: 198.{n}.7.9")] + [
            "-H", f"Forwarded: for=198.{n}.7.9"]
        c, got = Curl(self.front, "127.77.0.1"), []
        for n in range(11):
            wrong = "".join(secrets.choice(ALPHABET) for _ in range(10))
            got.append(c.sign_in(wrong, *claims(n)).status)
        self.assertEqual(got, [401] * 10 + [429])
        code, _ = invite(self.t, self.desk)
        # Who names the throttled network as hers is not throttled: it was never her address.
        other = Curl(self.front, "127.78.0.1").sign_in(code, "-H", "X-Forwarded-For: 127.77.0.1")
        self.assertEqual(other.status, 200, other.body)

    def test_plain_http_leads_to_https(self):
        got = Curl(self.front).request(path="/connexion?x=1", origin=f"http://localhost:{self.front.plain}")
        self.assertEqual((got.status, got.headers["location"]), (308, self.front.origin + "/connexion?x=1"))
        stray = Curl(self.front).request("-H", "Host: ailleurs.exemple", path="/", origin=f"http://localhost:{self.front.plain}")
        self.assertEqual(stray.headers["location"], self.front.origin + "/")

    def test_tls_1_3_alone(self):
        c = Curl(self.front)
        self.assertEqual(c.request("--tls-max", "1.2").status, 0)
        self.assertNotEqual(c.code, 0)
        self.assertEqual(c.request("--tlsv1.3", path="/connexion").status, 200)

    def test_a_stranger_on_the_gateways_own_port(self):
        """`behind`: whoever is not the front is refused before anything is read of it."""
        got = self.plain_request("127.0.0.1")
        self.assertTrue(got.startswith(b"HTTP/1.1 403 "), got[:200])
        self.assertIn(b"not-the-front", got)
        self.assertTrue(self.plain_request(STRANGER).startswith(b"HTTP/1.1 200 "))

    def plain_request(self, address):
        with socket.create_connection(("127.0.0.1", self.g.port), 5, (address, 0)) as s:
            s.sendall(b"GET /connexion HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            out = b""
            while chunk := s.recv(65536):
                out += chunk
            return out

    def test_hostile_heads(self):
        for head, status in HOSTILE:
            got = self.front.raw(head.encode())
            if head.startswith(self.answers_itself):
                self.assertIn(b"\r\nContent-Length: 0\r\n", got)
                continue
            self.assertRegex(got[:40], rb"^HTTP/1\.1 (4\d\d|501) ", (head[:200], status))
        # None of it stands in the way of the next one.
        self.assertEqual(Curl(self.front).request(path="/connexion").status, 200)

    def test_methods(self):
        c = Curl(self.front)
        for method in ("DELETE", "PUT", "TRACE", "OPTIONS", "PROPFIND"):
            self.assertEqual(c.request("-X", method, path="/connexion").status, 405, method)

    def test_another_name(self):
        self.assertEqual(Curl(self.front).request("-H", "Host: ailleurs.exemple", path="/connexion").status, 421)


class NginxFront(Through, unittest.TestCase):
    front_class, answers_itself, large = Nginx, (), (413,)

    def test_its_bounds_are_the_gateways(self):
        """An idle connection is let go before the gateway closes it, bodies end where the gateway's do, all fit in."""
        ours = {}
        for header in ("gate.h", "server/server.h"):
            with open(os.path.join(SOURCE, "services/gateway/http", header)) as f:
                ours |= {name: int(n) << int(up or 0)
                         for name, n, up in re.findall(r"^    ([A-Z_]+) = (\d+)(?: << (\d+))?,", f.read(), re.M)}
        text = sample("nginx/sippe.conf", [])
        said = lambda pattern: int(re.search(pattern, text)[1])
        self.assertLess(1000 * said(r"keepalive_timeout (\d+)s; # before"), ours["READER_WAIT_MS"])
        self.assertEqual(said(r"client_max_body_size (\d+)k;") << 10, ours["BODY_MAX"])
        self.assertLess(said(r"limit_conn sippe_all (\d+);"), ours["GATE_CONNECTIONS_MAX"])

    def test_no_handshake_under_another_name(self):
        c = Curl(self.front)
        c.request("--resolve", f"ailleurs.exemple:{self.front.port}:127.0.0.1", "--insecure",
                  origin=f"https://ailleurs.exemple:{self.front.port}")
        self.assertEqual(c.code, 35, c.error)

    def test_its_log_says_nothing_of_anybody(self):
        c = self.signed_in()
        c.request(path="/r/NE-DOIT-PAS-RESTER?x=1")
        self.front.raw(b"GET /r/NE-DOIT-PAS-RESTER HTTP/1.1\r\n\r\n")
        time.sleep(0.2)
        with open(self.front.path("access.log")) as f:
            lines = f.read().splitlines()
        self.assertGreater(len(lines), 2)
        for line in lines:
            self.assertRegex(line, r"^\d{4}-\d\d-\d\dT[0-9:+-]+ \d{3} \d+$")
        with open(self.front.path("error.log")) as f:
            self.assertNotIn("NE-DOIT-PAS", f.read())

    def test_no_body_lies_on_a_disk(self):
        """150 KiB, of which the last byte does not come: nginx holds it, and no file of it is there."""
        context = ssl.create_default_context(cafile=self.front.cert)
        with context.wrap_socket(socket.create_connection(("127.0.0.1", self.front.port), 5), server_hostname="localhost") as s:
            n = 150 << 10
            s.sendall(f"POST /flux HTTP/1.1\r\nHost: localhost\r\nContent-Length: {n}\r\n\r\n".encode() + b"x" * (n - 1))
            time.sleep(0.5)
            self.assertEqual(os.listdir(self.front.path("client_body")), [])
            workers = subprocess.run(["pgrep", "-P", str(self.front.process.pid)], capture_output=True, text=True).stdout.split()
            self.assertTrue(workers)
            for pid in workers:
                held = [os.readlink(f"/proc/{pid}/fd/{fd}") for fd in os.listdir(f"/proc/{pid}/fd")]
                self.assertEqual([x for x in held if self.front.path("client_body") in x], [])


@unittest.skipUnless(program("caddy"), "caddy n'est pas installé (paquet caddy). caddy is not installed.")
class CaddyFront(Through, unittest.TestCase):
    front_class = Caddy
    answers_itself = ("OPTIONS *",)  # with nothing, before its own rules
    large = (413, 0)  # it ends the stream at once: who still sends may not come to read why

    # It has its own certificates to see to on port 80 (ACME), which a test has not.
    test_plain_http_leads_to_https = None


if __name__ == "__main__":
    unittest.main(verbosity=2)
