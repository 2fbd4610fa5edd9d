"""The power goes at random moments of what a real daemon, its backup and a desk's spool wrote: what was acknowledged is there. And
without any one of the flushes it is not, or the test would show nothing. $SIPPE_CUTS cuts; $SIPPE_SEED."""
import random, unittest
from cases import *
from recorded import *
from territory import *

CUTS = int(os.environ.get("SIPPE_CUTS", "150"))
CONTROL_CUTS = 60
SEED = int(os.environ.get("SIPPE_SEED", "0")) or random.randrange(1, 1 << 30)
PAGE = 4096


def form(family):
    """As a desk's file says it."""
    began = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 3600))
    due = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 168 * 86400))
    return {"call": {"started_at": began, "screener": "j.roy", "clsc_code": "99001", "source": "SELF_OLO_CALL",
                     "caller_is_subject": "YES", "language": "fr", "attempt": 1, "outcome": "COMPLETED"},
            "consent": {"notice_read_at": began, "notice_version": "2026-1", "consent_store": "YES", "safe_to_leave_message": "YES"},
            "identity": {"name": {"family": family.family, "given": family.given}, "birth_date": "1998-05-16", "phone": family.phone,
                         "address": {"postal_code": family.postal}},
            "pregnancy": {"due_date": due}, "household": {"size": 2}, "income": {"annual": 20000},
            "schooling": {"highest_diploma": "NONE"}}


class PowerCut(unittest.TestCase):
    def setUp(self):
        print(f"seed {SEED}", flush=True)
        self.chance = random.Random(SEED)

    # ---- a daemon's store

    def work(self, t, log):
        """Commands of a desk; (end of the log when it was told, principal, request)."""
        told, client = [], t.client("desk", "intake")

        def ask(method, request):
            request_id = secrets.token_bytes(16)
            reply = client.call(method, request, request_id=request_id, timeout=30, attempt=30)
            told.append((os.path.getsize(log), f"desk {request_id.hex()}"))
            return reply
        for n in range(60):
            s = ask("intake.SubmitScreening", pb.intake.SubmitScreeningRequest(screening=Family(n).screening()))
            if n % 2 == 0:
                ask("intake.DecideRoute", pb.intake.DecideRouteRequest(
                    screening_id=s.screening_id, version=s.version, route=1, by="Mme Gagnon"))
                ask("intake.EnrolFamily", pb.intake.EnrolFamilyRequest(
                    family_id=s.family_id, screening_id=s.screening_id, by="j.roy"))
        return told

    def recorded_daemon(self, t, plant=""):
        log = t.path("intake.record")
        for d in t.daemons.values():
            d.start(env=preload(log, t["intake"].dir, plant) if d.name == "intake" else None)
        adopt(t)
        t.allow("desk", "DESK", "99001")
        told = self.work(t, log)
        t["intake"].kill9()
        return Recorded(log, os.path.join(t["intake"].dir, "data.mdb")), told

    def cut(self, t, recorded, told, until):
        """None, or what is wrong with the store when the power goes there."""
        folder = t.path("cut")
        shutil.rmtree(folder, True)
        os.makedirs(folder, 0o700)
        image = recorded.image(self.chance, until)
        image.extend(bytes(-len(image) % PAGE))
        with open(os.path.join(folder, "data.mdb"), "wb") as f:
            f.write(image)
        end = recorded.entries[until - 1][4]
        with open(t.path("told"), "w") as f:
            f.writelines(line + "\n" for at, line in told if at <= end)
        code, said = check_cut("intake", folder, t.path("told"))
        return f"at {until}: {code} {said}" if code else None

    def verify(self, t):
        """The daemon's own look at the store of the last cut, which it also opens."""
        text = t["intake"].config_text().replace(f"dir = {t['intake'].dir}\n", f"dir = {t.path('cut')}\n")
        config = t.write_file("cut.conf", text)
        done = subprocess.run([t["intake"].program, "--config", config, "--verify"], capture_output=True, text=True, timeout=60)
        return f"verify: {done.returncode} {done.stderr}" if done.returncode else None

    def moments(self, recorded, n):
        """From the first record on, as likely in the middle of a commit as between two."""
        first = next(i for i, e in enumerate(recorded.entries) if e[0] == b"W" and e[2] >= 2 * PAGE) + 1
        return [self.chance.randrange(first + 40, len(recorded.entries) + 1) for _ in range(n)]

    def test_nothing_acknowledged_is_lost(self):
        with Territory(map_size="64M") as t:
            recorded, told = self.recorded_daemon(t)
            self.assertGreater(recorded.flushes, 60)
            self.assertGreater(len(told), 100)
            for i, until in enumerate(self.moments(recorded, CUTS)):
                self.assertIsNone(self.cut(t, recorded, told, until))
                if i % 5 == 0:
                    self.assertIsNone(self.verify(t))

    def test_a_missing_flush_is_seen(self):
        for plant in ("nosync", "nometasync"):
            with self.subTest(plant), Territory(map_size="64M") as t:
                recorded, told = self.recorded_daemon(t, plant)
                bad = [self.cut(t, recorded, told, until) for until in self.moments(recorded, CONTROL_CUTS)]
                self.assertGreater(sum(b is not None for b in bad), 0, plant)

    # ---- what is told to be on the disk when a program has ended

    def whole(self, log, path, n):
        """Is the file as it is now, whatever of the unflushed is lost?"""
        recorded = Recorded(log, path)
        with open(path, "rb") as f:
            now = f.read()
        return all(bytes(recorded.image(self.chance, len(recorded.entries))) == now for _ in range(n)) and bool(recorded.entries)

    def profile(self, t, name):
        home = t.path("profile-" + name)
        os.makedirs(home, 0o700, exist_ok=True)
        shutil.copy(t.path("peers"), home)
        t.write_file(os.path.join("profile-" + name, name + ".key"), t.keys[name].text())
        return home

    def sippe(self, t, name, *words, env=None):
        env = {**os.environ, "SIPPE_HOME": self.profile(t, name), "SIPPE_BY": "Mme Gagnon", "LC_ALL": "fr_CA.UTF-8", **(env or {})}
        done = subprocess.run([os.path.join(BIN, "sippe"), *words], env=env, capture_output=True, timeout=120)
        return done.returncode, (done.stdout + done.stderr).decode()

    def backup(self, plant, file):
        with Territory(map_size="64M") as t:
            log = t.path("intake.record")
            for d in t.daemons.values():
                d.start(env=preload(log, d.dir, plant) if d.name == "intake" else None)
            adopt(t)
            t.settle()
            code, said = self.sippe(t, "op", "backup", "--cut", "coupure")
            self.assertEqual(code, 0, said)
            return self.whole(log, os.path.join(t["intake"].dir, "backup", "coupure", file), 10)

    def test_a_backup_is_on_the_disk_when_it_is_told(self):
        for file in ("data.mdb", "manifest"):
            with self.subTest(file):
                self.assertTrue(self.backup("", file))
                self.assertFalse(self.backup("/backup/", file))

    def revoked(self, plant):
        with Territory(map_size="64M") as t:
            log = t.path("intake.record")
            for d in t.daemons.values():
                d.start(env=preload(log, d.dir, plant) if d.name == "intake" else None)
            adopt(t)
            t.allow("desk", "DESK", "99001")
            t.call("op", "intake.RevokeKey", pb.intake.RevokeKeyRequest(name="desk", by="Mme Gagnon", reason="Perdue"))
            return self.whole(log, os.path.join(t["intake"].dir, "revoked"), 10)

    def test_a_revocation_is_on_the_disk_when_it_is_told(self):
        self.assertTrue(self.revoked(""))
        self.assertFalse(self.revoked("/revoked"))

    def spool(self, plant):
        with Territory(map_size="64M") as t:
            t.start_all()
            adopt(t)
            t.allow("desk", "DESK", "99001")
            t["intake"].stop()
            home, log = self.profile(t, "desk"), t.path("spool.record")
            forms = t.write_file("forms.json", json.dumps([form(Family(n)) for n in range(3)]))
            code, said = self.sippe(t, "desk", "screening", "push", forms, env=preload(log, home, plant))
            self.assertEqual(code, 3, said)
            self.assertIn("3 en attente", said)
            return self.whole(log, os.path.join(home, "spool", "desk"), 10)

    def test_a_spool_is_on_the_disk_when_it_is_told(self):
        self.assertTrue(self.spool(""))
        self.assertFalse(self.spool("/spool/"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
