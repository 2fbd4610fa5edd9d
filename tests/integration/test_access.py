"""The access journals of the four real daemons: who saw a family, as the person reads it who is responsible for personal
information; and whatever was changed in a journal is found and named."""
import subprocess, unittest
from cases import *
from checking import doctor
from territory import *



class Access(unittest.TestCase):
    def setUp(self):
        self.t = t = Territory()
        self.addCleanup(t.close)
        t.start_all()
        adopt(t)
        for name, role, organization in (("desk", "DESK", "99001"), ("desk2", "DESK", "99002"), ("team", "TEAM", "99001"), ("privacy", "PRIVACY", "")):
            t.allow(name, role, organization)
        self.organization_id, self.service_id = put_organization(t)
        t.allow("partner", "PARTNER", self.organization_id.hex())
        t.settle()
        self.s, self.r = to_partner(t, Family(1), self.organization_id, self.service_id)
        t.settle()
        os.makedirs(t.path("profile"), 0o700)
        shutil.copy(t.path("peers"), t.path("profile"))
        t.write_file("profile/privacy.key", t.keys["privacy"].text())
        self.asked = []

    def sippe(self, code, *words):
        done = subprocess.run([os.path.join(BIN, "sippe"), *words], capture_output=True, text=True, timeout=120,
                              env={**os.environ, "SIPPE_HOME": self.t.path("profile"), "LC_ALL": "fr_CA.UTF-8", "NO_COLOR": "1"})
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout

    def look(self, who, method, **fields):
        self.t.call(who, method, method_types(method)[0](**fields))
        self.asked.append((who, method))

    def story(self):
        family, referral = self.s.family_id, self.r.referral_id
        self.look("desk", "intake.GetFamily", family_id=family)
        self.look("team", "intake.GetFamily", family_id=family)
        self.look("coord", "intake.GetScreening", screening_id=self.s.screening_id)
        self.look("desk", "intake.FindFamily", number=self.s.family_number)
        self.look("team", "intake.ListScreenings")
        self.t.call("desk", "notifications.PrintSheet", pb.notifications.PrintSheetRequest(referral_id=referral))
        self.look("desk", "notifications.GetSheet", referral_id=referral)
        notices = self.t.call("partner", "notifications.ListNotices", pb.notifications.ListNoticesRequest())
        self.asked.append(("partner", "notifications.ListNotices"))
        self.look("partner", "notifications.GetNotice", notice_id=notices.notices[0].notice_id)

    def looks(self, *words):
        found = json.loads(self.sippe(0, "audit", *words, "--json"))
        found = found["looks"] if isinstance(found, dict) else found
        return sorted((f["look"]["actor"]["name"], f["look"]["method"]) for f in found
                      if f["look"]["actor"]["name"] != "privacy" and not f["look"].get("outcome"))

    def test_who_saw_her(self):
        self.story()
        with self.assertRaises(Refused):
            self.t.call("desk2", "intake.GetFamily", pb.intake.GetFamilyRequest(family_id=self.s.family_id))
        self.assertEqual(self.looks("family", self.s.family_number), sorted(self.asked))
        self.assertEqual(self.looks("family", self.s.family_id.hex()), sorted(self.asked))
        text = self.sippe(0, "audit", "family", self.s.family_number)
        for words in ("a ouvert son dossier", "a imprimé la feuille de référence", "a lu l'avis de référence", "a lu ses réponses"):
            self.assertIn(words, text)
        self.assertNotIn("desk2", text)
        other = self.t.call("desk", "intake.SubmitScreening", pb.intake.SubmitScreeningRequest(screening=Family(2).screening()))
        self.assertEqual(self.looks("family", other.family_number), [])
        self.assertEqual(self.looks("person", "team"), sorted(a for a in self.asked if a[0] == "team"))
        self.assertIn("REFUSÉ", self.sippe(0, "audit", "person", "desk2"))
        month = json.loads(self.sippe(0, "audit", "month", time.strftime("%Y-%m"), "--json"))
        self.assertEqual(next(m["looks"] for m in month if (m["member"], m["method"]) == ("team", "intake.GetFamily")), 1)
        self.sippe(2, "audit", "month", "2026-13")
        self.sippe(0, "audit", "person", "coord", "--why", "demande d'accès")
        looked = json.loads(self.sippe(0, "audit", "person", "privacy", "--json"))
        self.assertIn("demande d'accès", [x["look"].get("purpose") for x in looked])

    def followed(self):
        """Enrolled, with a key worker and a first visit; the visit's Monday."""
        t = self.t
        worker(t)
        t.settle()
        e = t.call("team", "intake.EnrolFamily", pb.intake.EnrolFamilyRequest(family_id=self.s.family_id, screening_id=self.s.screening_id))
        t.settle()
        found = t.call("coord", "scheduling.ListCandidates", pb.scheduling.ListCandidatesRequest(enrolment_id=e.enrolment_id))
        t.call("coord", "scheduling.ConfirmKeyWorker", pb.scheduling.ConfirmKeyWorkerRequest(
            enrolment_id=e.enrolment_id, enrolment_version=found.enrolment_version, worker="inf-01"))
        t.settle()
        seen = t.call("coord", "scheduling.FamilyVisits", pb.scheduling.FamilyVisitsRequest(family_id=self.s.family_id))
        at = seen.visits[0].start.ms / 1000 - 5 * 3600
        return day(1000 * (at - 86400 * time.gmtime(at).tm_wday + 5 * 3600))

    def test_whose_looks_they_are(self):
        """Of a key of several the person and not the key; of a worker's week every family in it."""
        t = self.t
        monday = self.followed()
        t.allow("bureau", "TEAM", "99001", shared=True)
        for name in ("m.roy", "l.cote"):
            r = pb.intake.AddMemberRequest()
            r.member.name, r.member.role, r.member.organization, r.member.via = name, pb.types.ROLE_TEAM, "99001", "bureau"
            t.call("op", "intake.AddMember", r)
        t.settle()
        family = pb.intake.GetFamilyRequest(family_id=self.s.family_id)
        visits = pb.scheduling.FamilyVisitsRequest(family_id=self.s.family_id)
        with self.assertRaises(Refused):
            t.call("bureau", "intake.GetFamily", family)
        t.call("bureau", "intake.GetFamily", family, on_behalf_of="m.roy")
        t.call("bureau", "scheduling.FamilyVisits", visits, on_behalf_of="m.roy")
        t.call("bureau", "scheduling.FamilyVisits", visits, on_behalf_of="l.cote")
        week = pb.scheduling.WorkerWeekRequest(worker="inf-01", monday=monday)
        self.assertEqual(len(t.call("team", "scheduling.WorkerWeek", week).visits), 1)
        week.monday.CopyFrom(day(plus=-70 - time.gmtime(time.time() - 5 * 3600).tm_wday))
        self.assertEqual(len(t.call("coord", "scheduling.WorkerWeek", week).visits), 0)  # nothing of anybody
        self.assertEqual(self.looks("family", self.s.family_number), sorted([
            ("coord", "scheduling.FamilyVisits"), ("coord", "scheduling.ListCandidates"), ("l.cote", "scheduling.FamilyVisits"),
            ("m.roy", "intake.GetFamily"), ("m.roy", "scheduling.FamilyVisits"), ("team", "scheduling.WorkerWeek")]))
        text = self.sippe(0, "audit", "family", self.s.family_number)
        for words in ("m.roy (bureau)", "l.cote (bureau)", "a vu ses visites dans la semaine d'une intervenante"):
            self.assertIn(words, text)
        self.assertEqual(self.looks("person", "m.roy"), [("m.roy", "intake.GetFamily"), ("m.roy", "scheduling.FamilyVisits")])
        self.assertEqual(self.looks("person", "bureau"), [])

    def verdict(self, code):
        return {v["daemon"]: v for v in json.loads(self.sippe(code, "audit", "verify", "--json"))}

    def test_what_was_changed_is_found(self):
        t = self.t
        self.story()
        whole = self.verdict(0)["intake"]["whole"]
        self.assertEqual(whole, 5)
        self.assertIn("toutes intactes", self.sippe(0, "audit", "verify"))
        for treatment, n, wrong in (("flip", 3, 3), ("cut", 2, 2), ("swap", 3, 3), ("cut", 5, 5)):
            t["intake"].stop()
            shutil.copytree(t["intake"].dir, t.path("whole"))
            doctor(t.root, "intake", f"access-{treatment}", str(n))
            t["intake"].start()
            v = self.verdict(1)
            self.assertEqual(v["intake"].get("wrong"), wrong, treatment)
            self.assertIn(f"l'écriture n° {wrong} n'est pas bonne", self.sippe(1, "audit", "verify"))
            self.assertNotIn("wrong", v["notifications"])
            t["intake"].stop()
            shutil.rmtree(t["intake"].dir)
            shutil.move(t.path("whole"), t["intake"].dir)
            t["intake"].start()
        self.assertEqual(self.verdict(0)["intake"]["whole"], 5)
        # before another daemon knows of it, an end that was cut off with its mark cannot show: that is said
        t["intake"].stop()
        doctor(t.root, "intake", "access-end", "4")
        t["intake"].start()
        self.assertEqual(self.verdict(0)["intake"]["whole"], 3)
        self.assertIn("scheduling n'en connaît encore aucune", self.sippe(0, "audit", "verify"))
        t["directory"].stop()
        self.assertFalse(self.verdict(5)["directory"]["answered"])


if __name__ == "__main__":
    unittest.main()
