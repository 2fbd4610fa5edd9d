"""The independent reader of journals must pass what is sound, and name what was spoilt."""
import tempfile, unittest
from cases import *
from checking import *
from territory import *

# daemon, treatment, what must be found
SPOILT = [
    ("intake", ["flip-byte"], "journal.chain"),
    ("scheduling", ["drop-last"], "journal.head"),
    ("intake", ["drop-record", "sippe.intake.ScreeningSubmitted"], "told.lost"),
    ("intake", ["repeat-record", "sippe.intake.ScreeningSubmitted"], "told.twice"),
    ("intake", ["repeat-record", "sippe.intake.ReferralSent"], "referral.twice"),
    ("intake", ["repeat-record", "sippe.intake.ReferralSent"], "follow.behind"),
    ("intake", ["drop-record", "sippe.node.MembershipChanged"], "follow.fork"),
    ("notifications", ["drop-record", "sippe.notifications.NoticeOpened"], "effect.missing"),
    ("notifications", ["drop-record", "sippe.notifications.NoticeOpened"], "notice.missing"),
    ("notifications", ["repeat-record", "sippe.notifications.NoticeOpened"], "effect.twice"),
    ("notifications", ["repeat-record", "sippe.notifications.NoticeIssued"], "notice.twice"),
    ("scheduling", ["drop-record", "sippe.node.MembershipChanged"], "effect.missing"),
    ("scheduling", ["repeat-record", "sippe.node.MembershipChanged"], "effect.twice"),
    ("intake", ["gap-stream"], "stream.gap"),
    ("intake", ["gap-stream"], "stream.rows"),
    ("notifications", ["cursor-back", "intake"], "follow.ahead"),
    ("notifications", ["cursor-back", "intake"], "follow.behind"),
    ("intake", ["forget-replies"], "told.forgotten"),
    ("intake", ["drop-record", "sippe.intake.ReferralSent"], "notice.stray"),
]


class Checker(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.root = tempfile.mkdtemp(prefix="sippe-checker-")
        with Territory() as t:
            t.start_all()
            adopt(t)
            partner = put_organization(t)
            t.allow("desk", "DESK", "99001")
            t.settle()
            lines = []
            for n in range(3):
                request = secrets.token_bytes(16)
                s = t.call("desk", "intake.SubmitScreening",
                           pb.intake.SubmitScreeningRequest(screening=Family(100 + n).screening()), request_id=request)
                lines.append(f"screening {t.said('desk')} {request.hex()} {s.screening_id.hex()}")
            to_partner(t, Family(7), *partner)
            t.settle()
            t.stop_all()
            cls.told = write_lines(os.path.join(cls.root, "told"), lines)
            copy_stores(t.root, os.path.join(cls.root, "sound"))

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.root, True)

    def test_sound(self):
        code, output = check_journals(os.path.join(self.root, "sound"), told=self.told)
        self.assertEqual(code, 0, output)
        self.assertIn("told: 3 screenings", output)

    def test_spoilt(self):
        for daemon, treatment, found in SPOILT:
            with self.subTest(daemon=daemon, treatment=treatment, found=found), \
                    tempfile.TemporaryDirectory(dir=self.root) as spoilt:
                copy_stores(os.path.join(self.root, "sound"), spoilt)
                doctor(spoilt, daemon, *treatment)
                code, output = check_journals(spoilt, told=self.told)
                self.assertEqual(code, 1, output)
                self.assertIn(f"FAULT {found}:", output)

    def test_personal_values_are_found(self):
        absent = write_lines(os.path.join(self.root, "absent"), ["ScreeningSubmitted"])
        code, output = check_journals(os.path.join(self.root, "sound"), absent=absent)
        self.assertEqual(code, 1, output)
        self.assertIn("FAULT open.personal:", output)


if __name__ == "__main__":
    unittest.main(verbosity=2)
