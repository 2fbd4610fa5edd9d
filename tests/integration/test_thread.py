"""The main thread through four real daemons: a call, a decision, an enrolment, a referral, a notice, an answer."""
import unittest
from cases import *
from territory import *


class MainThread(unittest.TestCase):
    def test_loop_closes(self):
        with Territory() as t:
            t.start_all()
            self.setting_up(t)
            s, r = to_partner(t, Family(1), *self.partner)
            self.enrolled(t, s)
            notice = t.until(lambda: self.notice(t), what="the notice")
            self.assertNotIn(Family(1).family, str(notice))  # the consent covers the given name alone
            self.answered(t, s, r, notice)
            t.settle()

    def setting_up(self, t):
        adopt(t)
        t.until(lambda: all(t.status(d).rules == "2026-11" for d in DAEMONS), what="the rules everywhere")
        self.partner = put_organization(t)
        t.allow("desk", "DESK", "99001")
        t.allow("team", "TEAM", "99001")
        t.allow("partner", "PARTNER", self.partner[0].hex())
        worker(t)
        t.settle()

    def enrolled(self, t, s):
        e = t.call("team", "intake.EnrolFamily", pb.intake.EnrolFamilyRequest(
            family_id=s.family_id, screening_id=s.screening_id))
        ask = pb.scheduling.ListCandidatesRequest(enrolment_id=e.enrolment_id)
        found = t.until(lambda: self.candidates(t, ask), what="candidates")
        self.assertEqual([c.worker for c in found.candidates], ["inf-01"])
        booked = t.call("coord", "scheduling.ConfirmKeyWorker", pb.scheduling.ConfirmKeyWorkerRequest(
            enrolment_id=e.enrolment_id, enrolment_version=found.enrolment_version, worker="inf-01"))
        self.assertTrue(booked.first_visit_id)
        get = pb.intake.GetFamilyRequest(family_id=s.family_id)
        family = t.until(lambda: self.with_worker(t, get), what="the key worker noted")
        self.assertEqual(family.enrolment.state, pb.intake.ENROLMENT_STATE_ACTIVE)

    def candidates(self, t, ask):
        try:
            return t.call("coord", "scheduling.ListCandidates", ask)
        except Refused:
            return None

    def with_worker(self, t, get):
        family = t.call("desk", "intake.GetFamily", get)
        return family if family.enrolment.key_worker == "inf-01" else None

    def notice(self, t):
        listed = t.call("partner", "notifications.ListNotices", pb.notifications.ListNoticesRequest()).notices
        return listed[0] if listed else None

    def answered(self, t, s, r, notice):
        get = pb.intake.GetFamilyRequest(family_id=s.family_id)

        def state():
            return t.call("desk", "intake.GetFamily", get).referrals[0].state

        self.assertEqual(notice.content.given_name, Family(1).given)
        a = t.call("partner", "notifications.AcknowledgeNotice", pb.notifications.AcknowledgeNoticeRequest(
            notice_id=notice.notice_id, version=notice.version, told_by="M. Lebel"))
        t.until(lambda: state() == pb.intake.REFERRAL_STATE_ACKNOWLEDGED, what="acknowledged at intake")
        a = t.call("partner", "notifications.AcceptNotice", pb.notifications.AcceptNoticeRequest(
            notice_id=notice.notice_id, version=a.version, told_by="M. Lebel"))
        t.call("partner", "notifications.ReportFirstContact", pb.notifications.ReportFirstContactRequest(
            notice_id=notice.notice_id, version=a.version, told_by="M. Lebel", on=day()))
        t.until(lambda: state() == pb.intake.REFERRAL_STATE_FIRST_CONTACT, what="the loop closed at intake")

    def test_a_restart_forgets_nothing(self):
        with Territory() as t:
            t.start_all()
            adopt(t)
            t.allow("desk", "DESK", "99001")
            request = pb.intake.SubmitScreeningRequest(screening=Family(2).screening())
            same = secrets.token_bytes(16)
            first = t.call("desk", "intake.SubmitScreening", request, request_id=same)
            for stop in (lambda d: d.stop(), lambda d: d.kill9()):
                stop(t["intake"])
                t["intake"].start()
                self.assertEqual(t.call("desk", "intake.SubmitScreening", request, request_id=same), first)
            with self.assertRaises(Refused) as other:
                t.call("desk", "intake.SubmitScreening", pb.intake.SubmitScreeningRequest(screening=Family(3).screening()),
                       request_id=same)
            self.assertEqual(other.exception.reason, "REQUEST_ID_REUSED")


if __name__ == "__main__":
    unittest.main(verbosity=2)
