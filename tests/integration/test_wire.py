"""A valid key that sends what no good program sends: each gets a status and is counted, and the daemons go on."""
import unittest
from cases import *
from territory import *


def varint(n):
    out = b""
    while n > 127:
        out, n = out + bytes([n & 127 | 128]), n >> 7
    return out + bytes([n])


def field(number, body):
    return varint(number << 3 | 2) + varint(len(body)) + body


SCREENING = pb.intake.SubmitScreeningRequest.DESCRIPTOR.fields_by_name["screening"].number
REFERENCE = pb.screening.Screening.DESCRIPTOR.fields_by_name["local_reference"].number


class Wire(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.t = t = Territory()
        t.start_all()
        adopt(t)
        t.allow("desk", "DESK", "99001")
        t.settle()
        cls.desk = t.client("desk", "intake")

    @classmethod
    def tearDownClass(cls):
        cls.t.close()

    def ask(self, body, method="intake.SubmitScreening", **options):
        return self.desk.ask(method, body if isinstance(body, bytes) else body.SerializeToString(), **options)

    def said(self, reply):
        """Code and Reason; every sentence is there in both languages."""
        s = reply.status
        self.assertTrue(s.message_fr and s.message_en)
        for v in s.violations:
            self.assertTrue(v.path and v.message_fr and v.message_en)
        return CODE[s.code][5:], REASON[s.reason][7:]

    def violations(self, reply):
        return {v.path: REASON[v.reason][7:] for v in reply.status.violations}

    def screening(self, n=1, **parts):
        return pb.intake.SubmitScreeningRequest(screening=Family(n).screening())

    # ---- whose answer it is

    def test_each_answer_has_the_tag_of_its_question(self):
        """Two people behind a gateway's key under one id, and one of them twice, in flight at once over one connection."""
        t = self.t
        t.allow("porte", "GATEWAY")
        people = []
        for n, name in enumerate(("a.roy", "b.cote")):
            r = pb.intake.AddMemberRequest()
            r.member.name, r.member.role, r.member.organization, r.member.via = name, pb.types.ROLE_DESK, "99001", "porte"
            people.append((t.call("op", "intake.AddMember", r).id.hex(), self.screening(60 + n)))
        gate, rid = t.client("porte", "intake"), b"t" * 16
        asked = [(tag, people[tag % 2][0], people[tag % 2][1]) for tag in (2, 3, 5, 2**64 - 2)]
        for tag, who, body in asked:
            e = pb.envelope.Envelope()
            e.request.id, e.request.tag, e.request.on_behalf_of = rid, tag, who
            e.request.method, e.request.body = "intake.SubmitScreening", body.SerializeToString()
            self.assertTrue(gate.send(e))
        got = {}
        while len(got) < len(asked):
            reply = gate.receive(5000).reply
            self.assertEqual((reply.request_id, reply.status.code), (rid, 0))
            self.assertNotIn(reply.tag, got)
            got[reply.tag] = reply.body
        self.assertEqual(got[2], got[2**64 - 2])
        self.assertEqual(got[3], got[5])
        self.assertNotEqual(got[2], got[3])
        self.assertEqual(self.ask(b"", method="no.Such").tag, 0)

    # ---- what is no message

    def test_not_a_message(self):
        good = Family(1).screening().SerializeToString()
        enum = self.screening()
        enum.screening.call.source = 99
        bomb = b""
        for _ in range(3000):
            bomb = field(SCREENING, bomb)
        unknown_bomb = b""
        for _ in range(3000):
            unknown_bomb = field(500, unknown_bomb)
        for what, body in (("no field", b"\xff\xff\xff"), ("cut short", self.screening().SerializeToString()[:-3]),
                           ("bad UTF-8", field(SCREENING, good + field(REFERENCE, b"\xc3\x28"))),
                           ("a NUL", field(SCREENING, good + field(REFERENCE, b"a\0b"))),
                           ("unknown enum", enum.SerializeToString()), ("nested", bomb), ("nested, unknown", unknown_bomb)):
            with self.subTest(what):
                before = self.t.metrics("intake")["sippe_malformed_total"]
                reply = self.ask(body)
                if what == "nested, unknown":  # one unknown field, whatever is in it; nothing of it is looked into
                    self.assertEqual(self.said(reply)[1], "FIELDS_INVALID")
                    continue
                self.assertEqual(self.said(reply), ("INVALID_ARGUMENT", "MALFORMED"))
                self.assertEqual(self.t.metrics("intake")["sippe_malformed_total"], before + 1)
        self.assertEqual(len(self.t["intake"].events("ready")), 1)

    def test_no_such_method(self):
        for method in ("intake.NoSuch", "scheduling.PutWorker", "nothing", "", ".", "x" * 5000):
            with self.subTest(method[:20]):
                self.assertEqual(self.said(self.ask(b"", method)), ("UNIMPLEMENTED", "METHOD_UNKNOWN"))

    def test_too_long(self):
        request = self.screening()
        request.screening.local_reference = "x" * 200000
        self.assertEqual(self.violations(self.ask(request)), {"screening.local_reference": "TEXT_TOO_LONG"})

    # ---- answers that cannot be

    def test_answers_are_refused_with_their_paths(self):
        def due(s):
            s.pregnancy.due_date.value.CopyFrom(day(plus=7 * 60))

        def birth(s):
            s.identity.birth_date.day = 31
            s.identity.birth_date.month = 2

        def without(path):
            def clear(s):
                *parts, last = path.split(".")
                for part in parts:
                    s = getattr(s, part)
                s.ClearField(last)
            return clear

        for change, path, reason in (
                (birth, "identity.birth_date", "DATE_IMPOSSIBLE"), (due, "pregnancy.due_date", "DATE_TOO_FAR"),
                (lambda s: setattr(s.identity, "phone", "555-0188"), "identity.phone", "PHONE_INVALID"),
                (without("identity.name"), "identity.name.family", "FIELD_REQUIRED"),
                (without("household"), "household.size", "FIELD_REQUIRED"),
                (without("income.annual"), "income.annual", "FIELD_REQUIRED"),
                (without("call.called_by"), "call.called_by", "FIELD_REQUIRED"),
                (without("consent"), "consent.notice_read_at", "NOTICE_NOT_READ"),
                (without("consent.consent_store"), "consent.consent_store", "CONSENT_TO_STORE_MISSING"),
                (lambda s: setattr(s.call, "clsc_code", "00000"), "call.clsc_code", "CLSC_UNKNOWN")):
            with self.subTest(path):
                request = self.screening()
                change(request.screening)
                reply = self.ask(request)
                self.said(reply)
                self.assertEqual(self.violations(reply).get("screening." + path), reason)
                preview = pb.intake.PreviewRouteRequest(screening=request.screening, as_submitted=True)
                told = self.t.call("desk", "intake.PreviewRoute", preview)
                self.assertFalse(told.HasField("proposal"))
                self.assertIn("screening." + path, [v.path for v in told.violations])
        self.assertEqual(self.violations(self.ask(b"")), {"screening": "FIELD_REQUIRED"})

    # ---- once

    def test_the_same_id(self):
        same, request = secrets.token_bytes(16), self.screening(7)
        first, second = (self.ask(request, request_id=same) for _ in range(2))
        self.assertEqual((first.status, first.body), (second.status, second.body))
        self.assertEqual(self.said(self.ask(self.screening(8), request_id=same)), ("INVALID_ARGUMENT", "REQUEST_ID_REUSED"))
        self.assertEqual(self.said(self.ask(b"", "intake.EnrolFamily", request_id=same))[1], "REQUEST_ID_REUSED")
        self.assertEqual(self.said(self.ask(request, request_id=b"short")), ("INVALID_ARGUMENT", "REQUEST_ID_INVALID"))

    def test_an_old_version(self):
        s = self.t.call("desk", "intake.SubmitScreening", self.screening(9))
        request = pb.intake.DecideRouteRequest(screening_id=s.screening_id, version=b"\1" * 16, route=1)
        reply = self.ask(request, "intake.DecideRoute")
        self.assertEqual(self.said(reply), ("ABORTED", "VERSION_STALE"))
        self.assertEqual(reply.status.version, s.version)
        request.version = reply.status.version
        self.assertEqual(self.ask(request, "intake.DecideRoute").status.code, 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
