"""One valid key against a daemon, for two seconds each: memory stays within its bound, what is too much is refused or cut
and counted, and an honest desk is served. The long ones, with what the desk has to wait: test_attacks_long.py."""
import unittest
from attacks import *

SECONDS = 2
SERVED_MS = 1000 if SANITIZED else 250  # the slowest that a desk may be answered, on a machine that does other things


class Attacks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.t = world()
        refer(cls.t, 60)

    @classmethod
    def tearDownClass(cls):
        cls.t.close()

    def metric(self, name, daemon="intake"):
        return self.t.metrics(daemon)[name]

    def cut(self, why, daemon="intake"):
        return self.metric(f'sippe_connections_cut_total{{reason="{why}"}}', daemon)

    def small(self, daemon="intake"):
        kib = self.t[daemon].rss_kib("RssAnon")
        if not SANITIZED:
            self.assertLess(kib, OWN_KIB, daemon)
        return kib

    def served(self, n=10):
        p50, slowest = latency(self.t, n)
        self.assertLess(slowest, SERVED_MS)
        return p50

    def hold(self, crowd, daemon="intake", seconds=SECONDS):
        """Meanwhile: the desk is served, and memory is looked at."""
        with crowd:
            end = time.monotonic() + seconds
            time.sleep(0.3)
            while time.monotonic() < end:
                self.served(5)
                self.small(daemon)
            return crowd

    def test_a_flood_is_refused_past_its_window(self):
        before = self.metric("sippe_windows_full_total"), self.metric("sippe_discarded_total")
        crowd = self.hold(Crowd(self.t, "evil", "intake", LIGHT))
        self.assertGreater(self.metric("sippe_windows_full_total"), before[0])
        self.assertGreater(self.metric("sippe_discarded_total"), before[1])
        self.assertGreater(crowd.sent, 5000)

    def test_what_a_sender_leaves_behind_is_not_done(self):
        """2 s of heavy queries, then it is gone: the desk is at once as before, and hardly anything of it was done."""
        before = latency(self.t, 15)[0]
        queries = self.metric("sippe_queries_total")
        with Crowd(self.t, "evil", "intake", HEAVY) as crowd:
            time.sleep(SECONDS)
        time.sleep(1)
        after = latency(self.t, 15)[0]
        self.assertLess(after, max(3 * before, 5))
        self.assertLess(self.metric("sippe_queries_total") - queries, crowd.sent / 2)
        self.small()

    def test_large_frames_are_not_kept(self):
        for message in (request("intake.Nope", body=b"\0" * 255 * 1024),
                        request("intake.SubmitScreening", body=b"\xa2\x1f\x00" * 80000)):
            self.hold(Crowd(self.t, "evil", "intake", message), seconds=1)

    def test_who_never_reads_waits(self):
        stalled = self.metric("sippe_stalled_total")
        self.hold(Crowd(self.t, "evil", "intake", HEAVY, pause=0.0005), seconds=2 * SECONDS)
        self.assertGreater(self.metric("sippe_stalled_total"), stalled)

    def test_a_partner_that_never_reads(self):
        crowd = Crowd(self.t, "partner", "notifications", fetch(self.t), pause=0.0005)
        self.hold(crowd, "notifications", 2 * SECONDS)
        self.assertGreater(self.metric("sippe_stalled_total", "notifications"), 0)
        self.assertLess(self.metric("sippe_unread_bytes", "notifications"), 25 << 20)

    def test_twenty_connections_that_never_read(self):
        self.hold(Crowd(self.t, "evil", "intake", HEAVY, connections=20, pause=0.001), seconds=2 * SECONDS)
        self.assertLess(self.metric("sippe_unread_bytes"), 25 << 20)

    def test_connections_of_a_key_are_counted(self):
        before = self.cut("many")
        with Crowd(self.t, "evil", "intake", LIGHT, connections=100, window=1) as crowd:
            self.t.until(lambda: self.cut("many") >= before + 60, 10, "the newest cut")
            self.served()
            self.assertLessEqual(self.metric('sippe_connections{state="named"}'), 32 + 20)
            self.assertGreater(crowd.got, 100)  # those that were first are served
        self.t.until(lambda: self.t["intake"].events("connections.cut"), what="a line in the log")

    def test_a_revoked_key_loses_its_connections(self):
        self.t.allow("gone", "DESK", "99001")
        before = self.cut("revoked")
        self.t.call("op", "intake.RevokeKey", pb.intake.RevokeKeyRequest(member="gone", reason="perdue"))
        self.t.until(lambda: self.cut("revoked") > before, 3, "its connection cut")

    def test_strangers_do_not_hold_all_descriptors(self):
        d, before = self.t["intake"], self.cut("crowded")
        with few_descriptors(d, 40), Strangers(d.endpoint["public"]) as strangers:
            worked = processor_seconds(d)
            time.sleep(SECONDS)
            self.assertLess(processor_seconds(d) - worked, (0.7 if SANITIZED else 0.35) * SECONDS)
            c = Client(d.endpoint["public"], d.key.public, self.t.keys["desk"])
            began = time.monotonic()
            c.call("node.GetHealth", timeout=20, attempt=10)
            took = time.monotonic() - began
            c.close()
            self.assertLess(took, 5)
            self.assertGreater(self.cut("crowded"), before + 20)
            self.assertGreater(strangers.opened, 60)


if __name__ == "__main__":
    unittest.main(verbosity=2)
