"""What an honest desk waits while one valid key does its worst, beside what it waits alone. On a machine that does nothing
else; sanitizers make everything slower, so there the numbers are only printed."""
import unittest
from attacks import *

QUERY_RATIO, QUERY_MS, AFTER_RATIO, SLACK_MS = 10, 8, 1.5, 0.3
COMMAND_MS = 5  # beside what it is alone and two flushes


class Long(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.t = world(1000)
        refer(cls.t, 100)

    @classmethod
    def tearDownClass(cls):
        cls.t.close()

    def limit(self, value, most, what):
        if not SANITIZED:
            self.assertLess(value, most, what)

    def commit_ms(self, before=None):
        m = self.t.metrics("intake")
        now = m["sippe_commit_seconds_sum"], m["sippe_commit_seconds_count"]
        return now if before is None else 1000 * (now[0] - before[0]) / max(1, now[1] - before[1])

    def measure(self, name, crowd):
        base, base_command, before = latency(self.t, 40)[0], latency(self.t, 20, True)[0], self.commit_ms()
        with crowd:
            time.sleep(2)
            query, command = latency(self.t, 40), latency(self.t, 20, True)
            own = self.t["intake"].rss_kib("RssAnon")
        time.sleep(2)
        after, commit = latency(self.t, 40)[0], self.commit_ms(before)
        print(f"{name}: query {base:.2f} -> {query[0]:.2f} ms (at most {query[1]:.0f}), then {after:.2f}; command {base_command:.2f} -> "
              f"{command[0]:.2f}; a commit {commit:.2f}; {own / 1024:.0f} MiB; answered {crowd.got} of {crowd.sent}", flush=True)
        self.limit(command[0], base_command + 2 * commit + COMMAND_MS, "a command's median")
        self.limit(after, AFTER_RATIO * base + SLACK_MS, "a query's median 2 s after")
        self.limit(own, OWN_KIB, "own memory")
        return base, query[0]

    def query_limit(self, name, crowd):
        base, query = self.measure(name, crowd)
        self.limit(query, min(QUERY_RATIO * base, QUERY_MS), "a query's median")

    def test_light_queries(self):
        self.query_limit("256 light queries", Crowd(self.t, "evil", "intake", LIGHT, 1, 256))

    def test_heavy_queries(self):
        self.query_limit("512 heavy queries", Crowd(self.t, "evil", "intake", HEAVY, 1, 512))

    def test_heavy_queries_of_many_connections(self):
        self.query_limit("50 connections, heavy", Crowd(self.t, "evil", "intake", HEAVY, 50, 64))
        self.query_limit("500 connections, heavy", Crowd(self.t, "evil", "intake", HEAVY, 500, 8))

    def test_commands(self):
        """A query waits for the flush of the turn in which it came, and for no other."""
        numbers = iter(range(5000, 10**6))
        crowd = Crowd(self.t, "evil", "intake", lambda: request(
            "intake.SubmitScreening", pb.intake.SubmitScreeningRequest(screening=Family(next(numbers)).screening())), 1, 512)
        self.query_limit("512 submissions", crowd)

    def test_after_a_long_flood(self):
        base = latency(self.t, 40)[0]
        with Crowd(self.t, "evil", "intake", HEAVY) as crowd:
            time.sleep(5)
        time.sleep(2)
        after = latency(self.t, 40)[0]
        print(f"2 s after {crowd.sent} requests: {base:.2f} -> {after:.2f} ms", flush=True)
        self.limit(after, AFTER_RATIO * base + SLACK_MS, "a query's median")

    def test_who_never_reads(self):
        for key, daemon, message, connections in (("partner", "notifications", fetch(self.t), 1),
                                                  ("partner", "notifications", fetch(self.t), 20),
                                                  ("evil", "intake", HEAVY, 20)):
            with Crowd(self.t, key, daemon, message, connections, pause=0.0002):
                peak = 0
                for _ in range(24):
                    time.sleep(0.5)
                    peak = max(peak, self.t[daemon].rss_kib("RssAnon"))
            print(f"{daemon}, {connections} connections that never read: {peak / 1024:.0f} MiB at most", flush=True)
            self.limit(peak, OWN_KIB, "own memory")

    def test_three_thousand_connections(self):
        d, base = self.t["intake"], descriptors(self.t["intake"])
        crowd = Crowd(self.t, "evil", "intake", LIGHT, 3000)  # opened, and nothing said
        time.sleep(15)
        held, own, (p50, slowest) = descriptors(d), d.rss_kib("RssAnon"), latency(self.t, 20)
        print(f"3,000 connections: {held} descriptors, {own / 1024:.0f} MiB, a query {p50:.2f} ms, at most {slowest:.0f}",
              flush=True)
        self.assertLess(held, base + 600)
        self.limit(own, OWN_KIB, "own memory")
        self.limit(p50, 50, "a query's median")
        for s in crowd.sockets:
            s.close(0)
        crowd.context.term()
        self.t.until(lambda: descriptors(d) < base + 50, 30, "descriptors given back")


if __name__ == "__main__":
    unittest.main(verbosity=2)
