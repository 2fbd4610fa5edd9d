"""The example client against the real daemons: it makes its keys, pushes a screening, repeats it, follows and acknowledges notices,
is stopped and started, and loses nothing."""
import subprocess, unittest
from google.protobuf import json_format
from cases import *
from territory import *

CLIENT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "client.py")


class Interop(unittest.TestCase):
    def client(self, t, *args):
        done = subprocess.run([sys.executable, CLIENT, *args], cwd=t.root, capture_output=True, text=True, timeout=90,
                              env={**os.environ, "SIPPE_PROTO": os.path.join(SOURCE, "proto")})
        return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr

    def run_ok(self, t, *args):
        code, lines, errors = self.client(t, *args)
        self.assertEqual(code, 0, errors)
        return lines

    def entered(self, t, name, role, organization):
        """The program makes its pair; the operator enters the public half."""
        self.run_ok(t, "key", "--name", name, "--role", role, "--organization", organization)
        with open(t.path(name + ".pub")) as f:
            self.assertNotIn("secret", f.read())
        key = Key(name, role, organization)
        with open(t.path(name + ".key")) as f:
            values = dict(line.strip().split(" = ", 1) for line in f)
        key.public, key.secret = values["public"].encode(), values["secret"].encode()
        t.keys[name] = key
        r = pb.intake.AddMemberRequest()
        r.member.name, r.member.organization = name, organization
        r.member.public_keys.append(key.public_bytes)
        r.member.role = pb.types.Role.Value("ROLE_" + role)
        t.call("op", "intake.AddMember", r)
        for daemon in DAEMONS:
            t.until(lambda: t.health(name, daemon), what=f"{name} known at {daemon}")

    def at(self, t, daemon, key):
        d = t[daemon]
        return ["--endpoint", d.endpoint["public"], "--server-key", d.key.public.decode(), "--key", t.path(key + ".key")]

    def test_desk_and_partner(self):
        with Territory() as t:
            t.start_all()
            adopt(t)
            organization_id, service_id = put_organization(t)
            t.settle()
            self.entered(t, "guichet", "DESK", "99001")
            self.entered(t, "maison", "PARTNER", organization_id.hex())
            self.pushes(t)
            self.answers(t, organization_id, service_id)

    def pushes(self, t):
        screening = json_format.MessageToJson(Family(300).screening(), preserving_proto_field_name=True)
        t.write_file("appel.json", screening)
        push = ["screening", *self.at(t, "intake", "guichet"), t.path("appel.json")]
        first, again = self.run_ok(t, *push), self.run_ok(t, *push)
        self.assertEqual(first, again)  # entered once
        self.assertEqual(first[0]["proposed"], "ROUTE_SIPPE")
        self.assertEqual(len(t.call("guichet", "intake.ListScreenings", pb.intake.ListScreeningsRequest()).screenings), 1)
        os.unlink(t.path("appel.json.id"))
        t.write_file("appel.json", screening.replace("99001", "99999"))
        code, _, errors = self.client(t, *push)
        self.assertEqual(code, 1)
        self.assertIn("CLSC", errors)

    def answers(self, t, organization_id, service_id):
        follow = ["notices", *self.at(t, "notifications", "maison"), "--cursor", t.path("cursor"), "--once"]
        self.assertEqual(self.run_ok(t, *follow), [])
        seen = []
        for round in range(2):  # stopped in between: it goes on from its cursor
            for n in (301 + 2 * round, 302 + 2 * round):
                to_partner(t, Family(n), organization_id, service_id, desk="guichet")
            t.settle()
            seen += self.run_ok(t, *follow)
        self.assertEqual([x["n"] for x in seen], [1, 2, 3, 4])
        self.assertEqual([x["given_name"] for x in seen], [Family(n).given for n in range(301, 305)])
        os.unlink(t.path("cursor"))  # lost: all comes again, and each acknowledgement is the same one
        self.assertEqual(self.run_ok(t, *follow), seen)
        ask = pb.notifications.ListNoticesRequest()
        states = {n.state for n in t.call("maison", "notifications.ListNotices", ask).notices}
        self.assertEqual(states, {pb.notice.NOTICE_STATE_ACKNOWLEDGED})


if __name__ == "__main__":
    unittest.main(verbosity=2)
