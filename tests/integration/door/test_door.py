"""Browsers and programs at the door: who comes in, as whom, and what is refused."""
import unittest
from google.protobuf import json_format
from gateway import *
from heads import HOSTILE


class Door(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.t = t = Territory()
        t.start_all()
        adopt(t)
        t.settle()
        cls.g = Gateway(t)
        cls.desk = member(t, "martine", pb.types.ROLE_DESK, "99001", cls.g.member)
        cls.team = member(t, "julie", pb.types.ROLE_TEAM, "99001", cls.g.member)
        cls.coordinator = member(t, "nadia", pb.types.ROLE_COORDINATOR, "", cls.g.member)
        cls.other = member(t, "ines", pb.types.ROLE_DESK, "99001", cls.g.member)
        t.settle()
        cls.g.start()

    @classmethod
    def tearDownClass(cls):
        cls.g.stop()
        cls.t.close()

    def signed_in(self, *members):
        b = Browser(self.g)
        code, self.login = invite(self.t, *members)
        got = b.sign_in(code)
        self.assertEqual(got.status, 200, got.body)
        return b, got

    def test_a_code_opens_once(self):
        b = Browser(self.g)
        code, _ = invite(self.t, self.desk)
        got = b.sign_in(f" {code[:5].lower()} - {code[5:]}")
        self.assertEqual(got.status, 200, got.body)
        who = got.json["who"]
        self.assertEqual([m["name"] for m in who["memberships"]], ["martine"])
        self.assertIn("intake.SubmitScreening", who["memberships"][0]["methods"])
        self.assertNotIn("intake.AddMember", who["memberships"][0]["methods"])
        self.assertEqual(set(b.cookies), {"__Host-s", "__Host-poste"})
        for line in got.headers.get_all("Set-Cookie"):
            self.assertIn("; Path=/; Secure; HttpOnly; SameSite=Lax", line)
        again = Browser(self.g).sign_in(code)
        self.assertEqual((again.status, again.reason), (401, "REASON_DAY_CODE_REFUSED"))
        self.assertEqual(b.call("/sippe.gateway.Gateway/WhoAmI").json["loginId"], who["loginId"])

    def test_a_query_is_answered_as_she_who_acts(self):
        b, _ = self.signed_in(self.desk)
        got = b.call("/sippe.intake.Intake/GetTerritory")
        self.assertEqual(got.status, 200, got.body)
        self.assertIn("territory", got.json)
        self.assertRegex(got.headers["Sippe-At-Least"], r"^[0-9a-f]{32}:\d+$")
        self.assertRegex(got.headers["Sippe-Request-Id"], r"^[0-9a-f]{32}$")
        self.assertEqual(got.headers["Cache-Control"], "no-store")
        refused = b.call("/sippe.intake.Intake/ListMembers")
        self.assertEqual((refused.status, refused.json["code"], refused.reason), (403, "permission_denied", "REASON_NOT_ALLOWED"))

    def test_two_memberships_and_each_request_names_one(self):
        b, _ = self.signed_in(self.desk, self.team)
        got = b.call("/sippe.intake.Intake/GetTerritory")
        self.assertEqual((got.status, got.reason), (400, "REASON_MEMBERSHIP_MISSING"))
        self.assertEqual(b.call("/sippe.intake.Intake/GetTerritory", Sippe_As=self.team.hex()).status, 200)
        got = b.call("/sippe.intake.Intake/GetTerritory", Sippe_As=self.other.hex())
        self.assertEqual((got.status, got.reason), (403, "REASON_MEMBERSHIP_NOT_YOURS"))
        note = b.call("/sippe.intake.Intake/RecordProtectionReport", {}, Sippe_As=self.desk.hex())
        self.assertEqual((note.status, note.reason), (403, "REASON_NOT_ALLOWED"))  # as the desk, though the team may

    def test_signing_out_and_a_replayed_cookie(self):
        b, _ = self.signed_in(self.desk)
        kept = dict(b.cookies)
        self.assertEqual(b.call("/sippe.gateway.Gateway/SignOut").status, 200)
        self.assertNotIn("__Host-s", b.cookies)
        b.cookies = kept
        got = b.call("/sippe.gateway.Gateway/WhoAmI")
        self.assertEqual((got.status, got.json["code"], got.reason), (401, "unauthenticated", "REASON_SIGNED_OUT"))

    def test_a_session_is_its_stations(self):
        b, _ = self.signed_in(self.desk)
        thief = Browser(self.g)
        thief.cookies = {"__Host-s": b.cookies["__Host-s"]}
        self.assertEqual(thief.call("/sippe.gateway.Gateway/WhoAmI").status, 401)
        thief.cookies["__Host-poste"] = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
        self.assertEqual(thief.call("/sippe.gateway.Gateway/WhoAmI").status, 401)
        self.assertEqual(b.call("/sippe.gateway.Gateway/WhoAmI").status, 200)

    def key_of(self, browser, member):
        got = browser.call("/sippe.gateway.Gateway/StationKey", Sippe_As=member.hex())
        self.assertEqual(got.status, 200, got.body)
        self.assertEqual(got.headers["Cache-Control"], "no-store")
        return got.json["keys"], got.json["station"]

    def test_the_key_of_a_station_is_the_memberships_there_after_any_sign_in(self):
        b, _ = self.signed_in(self.desk, self.team)
        keys, station = self.key_of(b, self.desk)
        self.assertEqual([len(base64.b64decode(keys[0][field])) for field in ("id", "key")], [8, 32])
        self.assertNotEqual(self.key_of(b, self.team)[0], keys)
        self.assertEqual(b.call("/sippe.gateway.Gateway/StationKey").reason, "REASON_MEMBERSHIP_MISSING")
        self.assertEqual(b.call("/sippe.gateway.Gateway/StationKey", Sippe_As=self.other.hex()).reason, "REASON_MEMBERSHIP_NOT_YOURS")
        code, _ = invite(self.t, self.desk)  # another way in, at the same station
        self.assertEqual(b.sign_in(code).status, 200)
        self.assertEqual(self.key_of(b, self.desk), (keys, station))
        elsewhere, _ = self.signed_in(self.desk)
        self.assertNotEqual(self.key_of(elsewhere, self.desk), (keys, station))
        ticket = b.call("/sippe.gateway.Gateway/StationKey", Sippe_As=self.desk.hex()).json["ticket"]
        got = elsewhere.call("/sippe.gateway.Gateway/StationKey", {"former": [ticket, base64.b64encode(b"x" * 72).decode()]})
        self.assertEqual(got.json["keys"][1:], keys)  # the browser lost its cookie: by the ticket what was sealed opens
        stranger, _ = self.signed_in(self.other)
        got = stranger.call("/sippe.gateway.Gateway/StationKey", {"former": [ticket]})
        self.assertNotIn(keys[0], got.json["keys"])  # hers alone
        b.call("/sippe.gateway.Gateway/SignOut")
        self.assertEqual(b.call("/sippe.gateway.Gateway/StationKey").reason, "REASON_SIGNED_OUT")

    def test_a_program_is_given_no_key_and_notes_nothing(self):
        text, _ = token(self.t, self.desk)
        for method in ("StationKey", "NoteKept"):
            got = Browser(self.g).request("POST", f"/sippe.gateway.Gateway/{method}", "{}", {**JSON, "Authorization": f"Bearer {text}"})
            self.assertEqual((got.status, got.reason), (403, "REASON_NOT_ALLOWED"), got.body)

    def test_what_waits_at_a_station_is_listed_to_whoever_invites(self):
        b, _ = self.signed_in(self.desk)
        coordinator, _ = self.signed_in(self.coordinator)
        hours = 3600 * 1000
        kept = lambda: [k for k in coordinator.call("/sippe.gateway.Gateway/ListKept").json.get("kept", [])]
        now = int(b.call("/sippe.gateway.Gateway/WhoAmI").json["nowMs"])
        for since, count, late in ((now - 4 * hours - 1000, 2, True), (now - 3 * hours, 1, False), (now + hours, 3, False)):
            self.assertEqual(b.call("/sippe.gateway.Gateway/NoteKept", {"count": count, "sinceMs": str(since)}).status, 200)
            (one,) = kept()
            self.assertEqual((base64.b64decode(one["memberId"]), one["count"], one.get("late", False)), (self.desk, count, late))
        self.assertEqual(b.call("/sippe.gateway.Gateway/ListKept").reason, "REASON_NOT_ALLOWED")
        b.call("/sippe.gateway.Gateway/NoteKept", {"count": 0})
        self.assertEqual(kept(), [])

    def test_a_session_fixed_before_is_worth_nothing(self):
        b, _ = self.signed_in(self.desk)
        before = dict(b.cookies)
        code, _ = invite(self.t, self.other)
        self.assertEqual(b.sign_in(code).status, 200)
        self.assertNotEqual(b.cookies["__Host-s"], before["__Host-s"])
        self.assertEqual(b.cookies["__Host-poste"], before["__Host-poste"])
        b.cookies = before
        self.assertEqual(b.call("/sippe.gateway.Gateway/WhoAmI").status, 401)

    def test_five_wrong_codes_and_the_sixth_waits(self):
        b = Browser(self.g)
        code, _ = invite(self.t, self.desk)
        wrong = code[:4] + "".join(ALPHABET[(ALPHABET.index(c) + 1) % len(ALPHABET)] for c in code[4:])
        unknown = []
        for _ in range(5):
            got = b.sign_in(wrong)
            self.assertEqual((got.status, got.reason), (401, "REASON_DAY_CODE_REFUSED"))
        got = b.sign_in(code)
        self.assertEqual((got.status, got.reason), (429, "REASON_TRIES_OVER"), unknown)
        self.assertGreater(int(got.headers["Retry-After"]), 0)

    def test_ended_in_mid_session(self):
        b, _ = self.signed_in(self.other)
        self.assertEqual(b.call("/sippe.gateway.Gateway/WhoAmI").status, 200)
        self.t.call("coord", "intake.EndLogin", pb.intake.EndLoginRequest(login_id=self.login))
        time.sleep(0.3)
        self.assertEqual(b.call("/sippe.intake.Intake/GetTerritory").status, 401)

    def test_a_membership_ended_in_mid_session(self):
        gone = member(self.t, "ex-" + secrets.token_hex(4), pb.types.ROLE_DESK, "99001", self.g.member)
        self.t.settle()
        b, _ = self.signed_in(gone)
        self.assertEqual(b.call("/sippe.intake.Intake/GetTerritory").status, 200)
        self.t.call("op", "intake.EndMember", pb.intake.EndMemberRequest(member=gone.hex(), reason="partie"))
        self.assertEqual(b.call("/sippe.intake.Intake/GetTerritory").status, 401)

    def test_a_program(self):
        text, login = token(self.t, self.desk)
        b = Browser(self.g)
        bearer = {**JSON, "Authorization": f"Bearer {text}"}
        got = b.request("POST", "/sippe.intake.Intake/GetTerritory", "{}", bearer)
        self.assertEqual(got.status, 200, got.body)
        foreign = b.request("POST", "/sippe.intake.Intake/GetTerritory", "{}", {**bearer, "Origin": self.g.origin})
        self.assertEqual((foreign.status, foreign.reason), (403, "REASON_PAGE_FOREIGN"))
        self.assertEqual(b.request("POST", "/sippe.intake.Intake/AddMember", "{}", bearer).status, 403)
        self.t.call("op", "intake.EndLogin", pb.intake.EndLoginRequest(login_id=login))
        time.sleep(0.3)
        self.assertEqual(b.request("POST", "/sippe.intake.Intake/GetTerritory", "{}", bearer).status, 401)

    def test_what_is_no_call_of_ours(self):
        b, _ = self.signed_in(self.desk)
        path = "/sippe.intake.Intake/GetTerritory"
        ours = {"Origin": self.g.origin, "Sec-Fetch-Site": "same-origin"}
        cases = [
            ({**ours, "Content-Type": "text/plain", "Connect-Protocol-Version": "1"}, path, 415),
            ({**ours, "Content-Type": "application/json"}, path, 400),
            ({**JSON, "Origin": "https://ailleurs.exemple"}, path, 403),
            ({**JSON, "Origin": "null", "Sec-Fetch-Site": "same-origin"}, path, 403),
            ({**JSON, **ours, "Sec-Fetch-Site": "cross-site"}, path, 403),
            ({**JSON, **ours}, "/sippe.intake.Intake/NoSuch", 501),
            ({**JSON, **ours}, "/sippe.intake.Intake/getTerritory", 501),
            ({**JSON, **ours, "Sippe-As": "martine"}, path, 400),
            ({**JSON, **ours, "Connect-Timeout-Ms": "soon"}, path, 400),
            ({**JSON, **ours, "X-Sippe-User": "op", "X-Forwarded-User": "op"}, "/sippe.intake.Intake/ListMembers", 403),
        ]
        for headers, where, status in cases:
            got = b.request("POST", where, "{}", headers)
            self.assertEqual(got.status, status, (where, headers, got.body))
        self.assertEqual(b.request("GET", "/sippe.intake.Intake/FindFamily").status, 405)
        self.assertEqual(b.request("GET", path).status, 400)  # it may be asked by GET, but not so
        for body, where in (('{"x": 1}', "x"), ("{", ""), ('{"on": 7}', "on"), ('{"on": {"year": "x"}}', "on.year")):
            got = b.request("POST", path, body, {**JSON, **ours})
            self.assertEqual(got.status, 400, body)
            self.assertEqual(got.json["code"], "invalid_argument")
        big = b.request("POST", path, b"x" * (201 << 10), {**JSON, **ours})
        self.assertEqual(big.status, 413)

    def test_hostile_heads(self):
        for head, status in HOSTILE:
            got, closed = self.g.raw(head.encode())
            self.assertTrue(got.startswith(f"HTTP/1.1 {status} ".encode()), (head[:200], got[:200]))
            self.assertTrue(closed, head[:100])

    def figures(self):
        """Written each ten seconds."""
        text = open(self.g.figures).read() if os.path.exists(self.g.figures) else ""
        self.assertNotIn("martine", text)
        rows = dict(line.rsplit(" ", 1) for line in text.splitlines() if line and line[0] != "#")
        return {name.replace('territory="essai-nord",daemon="gateway"', ""): float(value) for name, value in rows.items()}

    def test_figures_stand_in_a_file(self):
        self.signed_in(self.desk)
        self.t.until(lambda: self.figures().get("sippe_sessions{}", 0) > 0, 25, "figures")
        got = self.figures()
        self.assertGreater(got['sippe_sign_ins_total{,outcome="in"}'], 0)
        self.assertGreater(got["process_resident_memory_bytes{}"], 0)

    def test_pages(self):
        b = Browser(self.g)
        got = b.request("GET", "/connexion")
        self.assertEqual(got.status, 200)
        self.assertIn("require-trusted-types-for 'script'", got.headers["Content-Security-Policy"])
        self.assertEqual(b.request("GET", "/favicon.ico").status, 204)
        self.assertEqual(b.request("GET", "/openapi.json").json["openapi"][:3], "3.1")

    def test_what_moved_is_told(self):
        b, _ = self.signed_in(self.desk)
        other, _ = self.signed_in(self.team)
        since = b.call("/flux").json["now"]
        time.sleep(0.6)
        since = b.call("/flux", {"since": since}).json["now"]
        self.assertNotIn("moved", b.call("/flux", {"since": since}).json)
        family = Family(7)
        sent = b.call("/sippe.intake.Intake/SubmitScreening", {"screening": json_format.MessageToDict(family.screening())})
        self.assertEqual(sent.status, 200, sent.body)
        began = time.monotonic()
        got = self.t.until(lambda: b.call("/flux", {"since": since}).json.get("moved"), 3, "what moved")
        self.assertLess(time.monotonic() - began, 1.5)
        self.assertIn({"list": "screenings_in_order", "scope": "99001", "times": 1}, got)
        self.assertEqual(b.call("/flux", {"since": "1"}).json["everything"], True)


if __name__ == "__main__":
    unittest.main(verbosity=2)
