"""Backup and restore with the four real daemons: a cut that is one, and what a restore must not undo."""
import glob, subprocess, threading, unittest
import test_program
from cases import *
from territory import *

REFERRED = dict(need=pb.types.NEED_FOOD_AID, note="n")


class Restore(unittest.TestCase):
    def setUp(self):
        self.t = t = Territory()
        self.addCleanup(t.close)
        t.start_all()
        adopt(t)
        self.organization, self.service = put_organization(t)
        for name, role, organization in (("desk", "DESK", "99001"), ("desk2", "DESK", "99001"), ("stolen", "DESK", "99001"),
                                         ("partner", "PARTNER", self.organization.hex())):
            t.allow(name, role, organization)
        t.settle()
        for name in ("op", "coord", "desk"):
            self.profile(name)

    def profile(self, name):
        home = self.t.path("profile-" + name)
        os.makedirs(home, 0o700)
        shutil.copy(self.t.path("peers"), home)
        self.t.write_file(f"profile-{name}/{name}.key", self.t.keys[name].text())

    def sippe(self, code, name, *words, **options):
        env = {**os.environ, "SIPPE_HOME": self.t.path("profile-" + name), "LC_ALL": "fr_CA.UTF-8", "NO_COLOR": "1"}
        env.pop("SIPPE_KEY", None)
        done = subprocess.run([os.path.join(BIN, "sippe"), *words], env=env, capture_output=True, timeout=120, **options)
        out = done.stdout.decode() + done.stderr.decode()
        self.assertEqual(done.returncode, code, out)
        return out

    def submit(self, key, n, request_id=None):
        r = pb.intake.SubmitScreeningRequest(screening=Family(n).screening())
        return self.t.call(key, "intake.SubmitScreening", r, request_id=request_id or secrets.token_bytes(16))

    def backup(self, cut):
        return self.sippe(0, "op", "backup", "--cut", cut)

    def restore(self, cut):
        self.t.stop_all()
        out = self.sippe(0, "op", "restore", "--cut", cut, "--from", self.t.root, "--to", self.t.root)
        self.start()
        return out

    def start(self):
        for client in self.t.clients.values():
            client.close()
        self.t.clients.clear()
        self.t.start_all()
        self.t.until(lambda: self.t.health("desk", "intake"))
        self.t.settle()

    def refused(self, reason, *call, **options):
        with self.assertRaises(Refused) as e:
            self.t.call(*call, **options)
        self.assertEqual(e.exception.reason, reason)

    def consented(self, n):
        s = self.submit("desk", n)
        self.t.call("desk", "intake.RecordConsent", consent(s.family_id, self.organization))
        return s.family_id

    def refer(self, family_id):
        return pb.intake.ReferToPartnerRequest(family_id=family_id, service_id=self.service, **REFERRED)

    def family(self, family_id):
        return self.t.call("desk", "intake.GetFamily", pb.intake.GetFamilyRequest(family_id=family_id))

    def withdraw(self, family_id):
        c = self.family(family_id).consents[0]
        self.t.call("desk", "intake.WithdrawConsent", pb.intake.WithdrawConsentRequest(
            consent_id=c.consent_id, version=c.version, reason="elle ne veut plus"))

    def test_what_was_revoked_and_withdrawn(self):
        """A revoked key stays out, a withdrawn consent sends nothing, and both are done again by the review."""
        family_id = self.consented(1)
        self.t.settle()
        self.backup("c1")
        self.t.call("op", "intake.RevokeKey", pb.intake.RevokeKeyRequest(member="stolen", reason="volé"))
        self.withdraw(family_id)
        self.t.settle()
        self.assertIn("aucune référence ne part", self.restore("c1"))
        self.assertFalse(self.may_list("stolen"))
        self.refused("RESTORE_UNREVIEWED", "desk", "intake.ReferToPartner", self.refer(family_id))
        self.assertIn("la revue n'est pas terminée", self.sippe(5, "op", "status"))
        where = ("--in", self.t.root)
        out = self.sippe(0, "op", "restore", "review", *where)
        self.assertLess(out.index("clé de stolen révoquée"), out.index("consentement"))
        self.assertIn("restent", self.sippe(1, "op", "restore", "close", *where))
        self.assertIn("Restent : 1", self.sippe(5, "op", "restore", "review", *where, "--again"))
        self.sippe(0, "coord", "restore", "review", *where, "--again")
        self.assertIn("refait", self.sippe(0, "op", "restore", "review", *where))
        self.sippe(0, "op", "restore", "close", *where)
        self.refused("CONSENT_WITHDRAWN", "desk", "intake.ReferToPartner", self.refer(family_id))
        self.assertFalse(self.may_list("stolen"))
        self.assertNotIn("revue", self.sippe(0, "op", "status"))

    def test_what_was_taken_as_it_was_killed(self):
        """The last that was acknowledged stands in the log alone: it goes aside with the store, and the review reads it."""
        family_id = self.consented(2)
        self.t.settle()
        self.backup("c1")
        self.withdraw(family_id)
        self.t["intake"].kill9()
        self.restore("c1")
        where = ("--in", self.t.root)
        self.assertIn("consentement", self.sippe(0, "op", "restore", "review", *where))
        self.sippe(0, "coord", "restore", "review", *where, "--again")
        self.sippe(0, "op", "restore", "close", *where)
        self.refused("CONSENT_WITHDRAWN", "desk", "intake.ReferToPartner", self.refer(family_id))

    def test_a_way_in_that_was_ended(self):
        """Its end is lost with the restore; the review names it, and does it again."""
        self.t.allow("passerelle", "GATEWAY", "")
        self.sippe(0, "op", "members", "add", "programme", "--role", "desk", "--organization", "99001", "--via", "passerelle")
        out = self.sippe(0, "op", "people", "token", "programme", "--days", "90", "--label", "centrale d'appels")
        token = out.splitlines()[0]
        find = ("passerelle", "intake.FindLogin", pb.intake.FindLoginRequest(token=token))
        self.assertEqual([m.name for m in self.t.call(*find).members], ["programme"])
        self.refused("LOGIN_OVER", *find[:2], pb.intake.FindLoginRequest(token=token + "x"))
        listed = self.sippe(0, "op", "people", "logins", "programme")
        self.assertIn("ouvert", listed)
        self.assertNotIn(token, listed)
        login = self.t.call(*find).login_id.hex()
        self.t.settle()
        self.backup("c1")
        self.sippe(0, "op", "people", "unbind", login[:8])
        self.refused("LOGIN_OVER", *find)
        self.sippe(1, "op", "people", "unbind", login[:8])
        self.restore("c1")
        self.assertEqual(self.t.call(*find).login_id.hex(), login)
        where = ("--in", self.t.root)
        self.assertIn(f"sippe people unbind {login[:8]}", self.sippe(0, "op", "restore", "review", *where))
        self.sippe(0, "op", "restore", "review", *where, "--again")
        self.refused("LOGIN_OVER", *find)
        self.sippe(0, "op", "restore", "close", *where)

    def called_again(self, n, given):
        """A call of who may be family n: another given name, no number of insurance."""
        screening = Family(n).screening()
        screening.identity.name.given, screening.identity.nam = given, ""
        return self.t.call("desk", "intake.SubmitScreening", pb.intake.SubmitScreeningRequest(screening=screening))

    def merge(self, call, into):
        version = self.t.call("desk", "intake.GetScreening", pb.intake.GetScreeningRequest(screening_id=call.screening_id)).summary.version
        self.t.call("desk", "intake.SettleMatch", pb.intake.SettleMatchRequest(
            screening_id=call.screening_id, version=version, same_as_family_id=into))

    def again(self, code, name):
        return self.sippe(code, name, "restore", "review", "--in", self.t.root, "--again")

    def listed(self, name="op"):
        return {one["what"]: one for one in json.loads(self.sippe(0, name, "restore", "review", "--in", self.t.root, "--json"))["lost"]}

    def test_what_was_withdrawn_again_since(self):
        """Done by hand meanwhile: said, not done twice, and no hindrance to the next one, whose family was merged."""
        first, second = self.consented(40), self.submit("desk", 41).family_id
        call = self.called_again(41, "Mireille")
        self.assertNotEqual(call.family_id, second)
        self.t.call("desk", "intake.RecordConsent", consent(call.family_id, self.organization))
        self.t.settle()
        self.backup("c1")
        for family_id in (first, call.family_id):
            self.withdraw(family_id)
        self.restore("c1")
        self.withdraw(first)
        self.merge(call, second)
        self.assertFalse(self.family(second).consents[0].withdrawn_at.ms)
        self.assertIn("Restent : 2", self.again(5, "op"))
        out = self.again(0, "coord")
        self.assertIn("c'est déjà ainsi, rien n'a été changé", out)
        self.assertIn("Refaits : 1; déjà ainsi : 1; perdus aussi : 0; refusés : 0.", out)
        self.assertTrue(self.family(second).consents[0].withdrawn_at.ms)
        self.sippe(0, "op", "restore", "close", "--in", self.t.root)

    def test_what_was_made_and_taken_back_after_the_cut(self):
        """Neither is there any more: nothing is offered that would bring back a consent or a key which was taken back."""
        family_id = self.submit("desk", 45).family_id
        self.backup("c1")
        self.t.call("desk", "intake.RecordConsent", consent(family_id, self.organization))
        self.withdraw(family_id)
        self.t.allow("late", "DESK", "99001")
        self.t.call("op", "intake.RevokeKey", pb.intake.RevokeKeyRequest(member="late", reason="perdu"))
        self.restore("c1")
        lost = self.listed()
        for what, since in (("membre ", "révoqué depuis"), ("consentement", "retiré depuis")):
            one = next(one for name, one in lost.items() if name.startswith(what) and one["since"])
            self.assertEqual(one["since"], since)
            self.assertIn("restore settle " + one["id"][:8], one["command"])
        self.again(5, "op")
        self.assertIn("perdus aussi : 1", self.again(0, "coord"))
        self.assertFalse(self.may_list("late"))
        self.assertEqual(len(self.family(family_id).consents), 0)
        out = self.sippe(0, "op", "restore", "review", "--in", self.t.root)
        self.assertEqual(out.count("à ne pas refaire"), 2, out)
        self.sippe(0, "op", "restore", "settle", one["id"][:8], "--in", self.t.root, "--drop", "retiré depuis")
        self.assertEqual(self.sippe(0, "op", "restore", "review", "--in", self.t.root).count("à ne pas refaire"), 1)
        self.sippe(0, "op", "restore", "close", "--in", self.t.root)

    def test_what_is_refused_lets_the_others_pass(self):
        """The file of revoked keys is gone too, and the only operator of the table would shut herself out: said, with the way to leave
        it, and what comes behind it is done."""
        self.t.allow("op2", "OPERATOR")
        self.profile("op2")
        self.backup("c1")
        for name in ("op2", "stolen"):
            self.t.call("op", "intake.RevokeKey", pb.intake.RevokeKeyRequest(member=name, reason="volé"))
        self.t.stop_all()
        for path in glob.glob(self.t.path("*/revoked")):
            os.unlink(path)
        self.restore("c1")
        self.assertTrue(self.may_list("stolen"))
        out = self.again(5, "op2")
        refused = out.index("clé de op2 révoquée : refusé, rien n'a été changé. Pour le laisser : sippe restore settle ")
        self.assertLess(refused, out.index("clé de stolen révoquée : c'est refait"))
        self.assertIn("Refaits : 1; déjà ainsi : 0; perdus aussi : 0; refusés : 1.", out)
        self.assertFalse(self.may_list("stolen"))
        lost = self.listed()
        self.assertTrue(lost["clé de stolen révoquée"]["settled"])
        self.assertFalse(lost["clé de op2 révoquée"]["settled"])
        self.assertIn("déjà ainsi : 0; perdus aussi : 0; refusés : 0.", self.again(0, "op"))
        self.sippe(0, "op", "restore", "close", "--in", self.t.root)

    def may_list(self, key):
        try:
            self.t.call(key, "intake.ListScreenings", pb.intake.ListScreeningsRequest(), timeout=6)
            return True
        except (Refused, Silent):
            return False

    def test_a_number_that_was_told(self):
        """Told after the cut, it leads to her or to nobody; also when two desks send again in another order."""
        self.backup("c1")
        a, b = secrets.token_bytes(16), secrets.token_bytes(16)
        told = {s.family_number: s.family_id for s in (self.submit("desk", 500, a), self.submit("desk2", 501, b))}
        self.restore("c1")
        self.submit("desk", 777)
        self.submit("desk2", 501, b)
        self.submit("desk", 500, a)
        for number, family_id in told.items():
            try:
                f = self.t.call("desk", "intake.GetFamily", pb.intake.GetFamilyRequest(number=number))
                self.assertEqual(f.family_id, family_id)
            except Refused as e:
                self.assertEqual(e.reason, "NOT_FOUND")

    def test_a_desk_is_told_of_another_number(self):
        """Its program sends again by itself what was answered, and says whose number is another one now."""
        rows = test_program.Program.table(self, 600)
        path = self.t.path("calls.csv")
        with open(path, "w", encoding="utf-8") as f:
            f.write(test_program.Program.text(self, rows))
        self.backup("c1")
        self.sippe(0, "desk", "screening", "push", path)
        self.restore("c1")
        out = self.sippe(0, "desk", "screening", "push", path)
        self.assertIn("le numéro de la famille est maintenant", out)

    def test_a_daemon_that_is_away(self):
        """No cut of three, and none that waits for the fourth; what was copied of it cannot be restored."""
        self.t["notifications"].stop()
        before = time.time()
        out = self.sippe(3, "op", "backup", "--cut", "c3")
        self.assertLess(time.time() - before, 15)
        self.assertIn("notifications", out)
        self.assertIn("Rien n'a été sauvegardé", out)
        self.t["notifications"].start()
        self.t.until(lambda: self.t.health("partner", "notifications"))
        self.backup("c3")
        os.unlink(glob.glob(self.t.path("*/backup/c3/manifest"))[0])
        self.t.stop_all()
        self.assertIn("manifeste", self.sippe(2, "op", "restore", "--cut", "c3", "--from", self.t.root, "--to", self.t.root))

    def one_truth(self, families):
        """Of each referral that leaves there is one live notice, and of no other."""
        sent = [r for f in families for r in self.family(f).referrals]
        states = sorted(pb.intake.ReferralState.Name(r.state).removeprefix("REFERRAL_STATE_") for r in sent)
        notices = self.t.call("coord", "notifications.ListNotices", pb.notifications.ListNoticesRequest(limit=200)).notices
        live = [n for n in notices if pb.notice.NoticeState.Name(n.state) == "NOTICE_STATE_ISSUED"]
        self.assertEqual(states.count("SENT"), len(live))
        return states

    def test_a_daemon_that_comes_back_while_the_backup_waits(self):
        """What went on meanwhile is in none of the copies or in all: intake holds what the fourth has not heard yet."""
        first, second = (self.consented(n) for n in (60, 61))
        self.t.call("desk", "intake.ReferToPartner", self.refer(first))
        self.t.settle()
        self.t["notifications"].stop()
        waits = threading.Thread(target=self.backup, args=("c1",))
        waits.start()
        time.sleep(2)
        self.withdraw(first)
        self.t.call("desk", "intake.ReferToPartner", self.refer(second))
        self.t["notifications"].start()
        waits.join()
        self.assertTrue(glob.glob(self.t.path("intake/backup/c1/manifest")))
        self.restore("c1")
        self.assertEqual(self.one_truth((first, second)), ["CANCELLED", "SENT"])
        self.assertNotIn("n'y est plus", self.sippe(5, "op", "status"))

    def test_a_cut_while_all_goes_on(self):
        """Referrals and withdrawals run through the backup; restored, intake and notifications say the same of each."""
        families = [self.consented(n) for n in range(1, 13)]
        stop = threading.Event()

        def work():
            for i, family_id in enumerate(families):
                if stop.is_set():
                    return
                self.t.call("desk", "intake.ReferToPartner", self.refer(family_id))
                if i % 3 == 2:
                    self.withdraw(family_id)

        worker = threading.Thread(target=work)
        worker.start()
        time.sleep(0.02)
        self.backup("c1")
        worker.join()
        self.restore("c1")
        self.sippe(5, "op", "status")  # the review alone
        self.assertNotIn("n'y est plus", self.sippe(5, "op", "status"))
        self.one_truth(families)

    def alone(self, cut):
        """Intake's store as it was then, by hand, while the others go on."""
        self.t["intake"].stop()
        folder = self.t["intake"].dir
        os.unlink(folder + "/lock.mdb")
        shutil.copy(folder + f"/backup/{cut}/data.mdb", folder + "/data.mdb")
        for client in self.t.clients.values():
            client.close()
        self.t.clients.clear()
        self.t["intake"].start()

    def test_one_store_put_back_alone_and_resumed_at_once(self):
        """Before any daemon has noticed: the status tells it already, and whoever resumes is told all that was done."""
        self.backup("c1")
        families = [self.consented(n) for n in range(30, 33)]
        for family_id in families:
            self.t.call("desk", "intake.ReferToPartner", self.refer(family_id))
        self.t.settle()
        self.alone("c1")
        self.assertRegex(self.sippe(5, "op", "status"), "qui n'y est plus : intake a été restauré seul|flux arrêté")
        out = self.sippe(0, "op", "stream", "resume", "notifications", "intake")
        self.assertEqual(out.count("NoticeOpened"), len(families), out)
        again = self.consented(35)
        self.t.call("desk", "intake.ReferToPartner", self.refer(again))
        self.t.until(lambda: len(self.t.call("coord", "notifications.ListNotices",
                                             pb.notifications.ListNoticesRequest(limit=200)).notices) == len(families) + 1,
                     what="what is told from then on")

    def test_one_store_put_back_alone(self):
        """By hand, without the program: nobody says that all is well, and who resumes it is told what was already done."""
        self.backup("c1")
        families = [self.consented(n) for n in range(20, 24)]
        for family_id in families:
            self.t.call("desk", "intake.ReferToPartner", self.refer(family_id))
        self.t.settle()
        self.t.stop_all()
        folder = self.t["intake"].dir
        os.unlink(folder + "/lock.mdb")
        shutil.copy(folder + "/backup/c1/data.mdb", folder + "/data.mdb")
        for client in self.t.clients.values():
            client.close()
        self.t.clients.clear()
        self.t.start_all()
        self.t.until(lambda: self.t.health("desk", "intake"))
        self.t.until(lambda: any(f.stopped for f in self.t.status("notifications").followed))
        self.assertIn("flux arrêté", self.sippe(5, "op", "status"))
        out = self.sippe(0, "op", "stream", "resume", "notifications", "intake")
        self.assertEqual(out.count("NoticeOpened"), len(families), out)
        self.assertIn(" effets, ci-dessus", out)
        self.assertIn("Aucun effet", self.sippe(0, "op", "stream", "effects", "directory"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
