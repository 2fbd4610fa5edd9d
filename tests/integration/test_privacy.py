"""No personal value in a log line, a measure, or an open part of a record; also when commands are refused for their content."""
import unittest
from cases import *
from checking import *
from territory import *


class Privacy(unittest.TestCase):
    def test_nothing_in_clear(self):
        with Territory() as t:
            for d in t.daemons.values():
                with open(d.config, "a") as f:
                    f.write("log-level = debug\n")
            t.start_all()
            adopt(t)
            partner = put_organization(t)
            t.allow("desk", "DESK", "99001")
            t.allow("partner", "PARTNER", partner[0].hex())
            worker(t)
            t.settle()
            families = [Family(n) for n in range(200, 212)]
            refused = [self.refusals(t, f) for f in families[:4]]
            self.assertTrue(all(n >= 3 for n in refused), refused)
            for f in families:
                self.story(t, f, partner)
            t.settle()
            values = {v for f in families for v in f.values}
            values |= {"Mme Gagnon", "M. Lebel", "j.roy", NOTE, "Infirmière d'essai"}
            self.looked_through(t, values)

    def story(self, t, f, partner):
        s, r = to_partner(t, f, *partner)
        t.call("desk", "intake.EnrolFamily", pb.intake.EnrolFamilyRequest(
            family_id=s.family_id, screening_id=s.screening_id))
        found = t.call("desk", "intake.FindFamily", pb.intake.FindFamilyRequest(phone=f.phone)).families
        self.assertIn(s.family_id, [x.family_id for x in found])
        ask = pb.notifications.ListNoticesRequest(open_only=True)

        def waiting():
            return [n for n in t.call("partner", "notifications.ListNotices", ask).notices
                    if n.state == pb.notice.NOTICE_STATE_ISSUED]

        notice = t.until(waiting, what="a notice")[0]
        t.call("partner", "notifications.DeclineNotice", pb.notifications.DeclineNoticeRequest(
            notice_id=notice.notice_id, version=notice.version, told_by="M. Lebel", reason=1, note=NOTE))

    def refusals(self, t, f):
        """Content that does not pass; how many were refused."""
        wrong = [f.screening() for _ in range(5)]
        wrong[0].identity.phone = f.phone + "99"
        wrong[1].identity.address.postal_code.code = f.postal + " " + f.street
        wrong[2].identity.birth_date.year = 2199
        wrong[3].identity.name.given = ""
        wrong[4].call.clsc_code = f.family
        n = 0
        for s in wrong:
            try:
                t.call("desk", "intake.SubmitScreening", pb.intake.SubmitScreeningRequest(screening=s))
            except Refused:
                n += 1
        client = t.client("desk", "intake")
        packed = f.screening().SerializeToString()
        for body in (packed, packed[:-3], packed + b"\xff", f.family.encode()):  # not the rpc's message at all
            n += client.ask("intake.SubmitScreening", body).status.code != 0
        for method in ("intake." + f.family[:6], f.phone + ".Call", ""):
            n += client.ask(method, b"").status.code != 0
        return n

    def looked_through(self, t, values):
        for d in DAEMONS:
            text = t.call("op", "node.GetMetrics", daemon=d).text
            records = t.call("op", "node.ListRecords", pb.node.ListRecordsRequest(limit=200), daemon=d).records
            for v in values:
                self.assertNotIn(v, text)
                for r in records:
                    self.assertFalse(r.of_family and (r.open or r.subjects))
                    self.assertNotIn(v.encode(), r.SerializeToString(), f"{d}: {r.type}")
        t.stop_all()
        self.assertIsNone(personal_in_logs(t, values))
        code, output = check_journals(t.root, absent=write_lines(t.path("absent"), sorted(values)))
        print(output)
        self.assertEqual(code, 0, output)


if __name__ == "__main__":
    unittest.main(verbosity=2)
