"""kill -9 at random for $SIPPE_KILL_SECONDS while two desks and a partner work; then what clients were told is compared with
the journals by a reader that knows nothing of the engine, rows are rebuilt, and no personal value may stand in clear."""
import threading, unittest
from cases import *
from checking import *
from territory import *

SECONDS = float(os.environ.get("SIPPE_KILL_SECONDS", "60"))
SEED = int(os.environ.get("SIPPE_SEED", "0")) or random.randrange(1, 1 << 30)
READY_MS = 2000 if not SANITIZED else 6000


class Worker(threading.Thread):
    """Works until `stop`; notes what it was told. A reply that never comes is repeated until it does."""

    numbers = iter(range(1, 1 << 30))

    def __init__(self, t, key, told, stop):
        super().__init__(daemon=True)
        self.t, self.key, self.told, self.stop = t, key, told, stop
        self.own, self.error, self.refused = {}, None, 0

    def ask(self, method, request):
        """The reply and the request's id, however long the daemon is away."""
        daemon = method.split(".")[0]
        if daemon not in self.own:
            d = self.t[daemon]
            self.own[daemon] = Client(d.endpoint["public"], d.key.public, self.t.keys[self.key])
        request_id = secrets.token_bytes(16)
        return self.own[daemon].call(method, request, request_id=request_id, timeout=60, attempt=1.5), request_id

    def run(self):
        try:
            while not self.stop.is_set():
                self.step()
        except Exception as e:  # shown by the test
            self.error = e
        for c in self.own.values():
            c.close()

    def note(self, word, request_id, thing):
        self.told.append(f"{word} {self.t.said(self.key)} {request_id.hex()} {thing.hex()}")


class Desk(Worker):
    def __init__(self, *args, partner):
        super().__init__(*args)
        self.partner, self.families = partner, []

    def step(self):
        family = Family(next(self.numbers))
        self.families.append(family)
        s, request_id = self.ask("intake.SubmitScreening", pb.intake.SubmitScreeningRequest(screening=family.screening()))
        self.note("screening", request_id, s.screening_id)
        if family.n % 3:
            return
        self.ask("intake.DecideRoute", pb.intake.DecideRouteRequest(
            screening_id=s.screening_id, version=s.version, route=1))
        if family.n % 2:
            self.ask("intake.EnrolFamily", pb.intake.EnrolFamilyRequest(
                family_id=s.family_id, screening_id=s.screening_id))
        self.ask("intake.RecordConsent", consent(s.family_id, self.partner[0]))
        r, request_id = self.ask("intake.ReferToPartner", pb.intake.ReferToPartnerRequest(
            family_id=s.family_id, service_id=self.partner[1], need=pb.types.NEED_FOOD_AID, note=NOTE))
        self.note("referral", request_id, r.referral_id)


class Partner(Worker):
    """Follows its stream from its own cursor, as a partner's program does, and acknowledges each notice."""

    position, seen = None, 0

    def step(self):
        d = self.t["notifications"]
        client = self.own.setdefault("follow", Client(d.endpoint["public"], d.key.public, self.t.keys[self.key]))
        try:
            feed = client.fetch("partner:" + self.t.keys[self.key].organization, self.position)
        except Silent:
            return
        for record in feed.records:
            self.seen += 1
            assert record.n == self.seen, f"the partner's stream skips from {self.seen} to {record.n}"
            notice = pb.notifications_events.NoticeIssued.FromString(record.open)
            _, request_id = self.ask("notifications.AcknowledgeNotice", pb.notifications.AcknowledgeNoticeRequest(
                notice_id=notice.notice_id, version=record.id, told_by="M. Lebel"))
            self.note("answer", request_id, notice.notice_id)
        if feed.records:
            self.position = feed.next


class Kill(unittest.TestCase):
    def test_nothing_told_is_lost(self):
        print(f"seed {SEED}, {SECONDS:.0f} s", flush=True)
        with Territory(map_size="2G") as t:
            t.start_all()
            workers, told, stop = self.workers(t)
            kills, slowest = self.kill(t, workers)
            stop.set()
            for w in workers:
                w.join(90)
                self.assertFalse(w.is_alive(), f"{w.key} hangs")
                self.assertIsNone(w.error, f"{w.key}: {w.error!r}")
            t.settle(60)
            parked = sum(t.status(d).parked for d in DAEMONS)
            t.stop_all()
            print(f"{kills} kills, READY at most {slowest:.0f} ms after one, {len(told)} acknowledged", flush=True)
            self.after(t, workers, told)
            self.assertEqual(parked, 0)
            self.assertGreater(kills, SECONDS / 4)

    def workers(self, t):
        adopt(t)
        partner = put_organization(t)
        for name, clsc in (("desk-a", "99001"), ("desk-b", "99001")):
            t.allow(name, "DESK", clsc)
        t.allow("partner", "PARTNER", partner[0].hex())
        t.settle()
        told, stop = [], threading.Event()
        workers = [Desk(t, name, told, stop, partner=partner) for name in ("desk-a", "desk-b") for _ in range(2)]
        workers.append(Partner(t, "partner", told, stop))
        for w in workers:
            w.start()
        return workers, told, stop

    def kill(self, t, workers):
        chance, kills, slowest, end = random.Random(SEED), 0, 0, time.monotonic() + SECONDS
        while time.monotonic() < end and not any(w.error for w in workers):
            time.sleep(chance.uniform(0.3, 3))
            d = t[chance.choice(DAEMONS)]
            self.assertTrue(d.alive(), f"{d.name} ended by itself")
            d.kill9()
            d.start()
            kills += 1
            slowest = max(slowest, d.ready_ms)
            self.assertLess(d.ready_ms, READY_MS)
        return kills, slowest

    def after(self, t, workers, told):
        values = {v for w in workers for f in getattr(w, "families", []) for v in f.values}
        values |= {"Mme Gagnon", "M. Lebel", "j.roy", NOTE}
        code, output = check_journals(t.root, told=write_lines(t.path("told"), told),
                                      absent=write_lines(t.path("absent"), sorted(values)[:400]))
        print(output, flush=True)
        self.assertEqual(code, 0, output)
        self.assertIsNone(personal_in_logs(t, values))
        for d in t.daemons.values():
            code, output = d.run("--verify")
            self.assertEqual(code, 0, output)


if __name__ == "__main__":
    unittest.main(verbosity=2)
