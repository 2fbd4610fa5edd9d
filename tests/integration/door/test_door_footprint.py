"""What the gateway holds: idle, and with 300 people at work. Limits hold in any build but with sanitizers, where the numbers are only
printed."""
import unittest
from storm import *

SESSIONS, REQUESTS, BODY = 300, 64, 64 << 10
IDLE_KIB, BUSY_KIB = 8 << 10, 24 << 10


class Footprint(unittest.TestCase):
    def limit(self, value, most, what):
        if not SANITIZED:
            self.assertLessEqual(value, most, what)

    def test_idle_and_busy(self):
        with Territory() as t:
            t.start_all()
            adopt(t)
            t.settle()
            g = Gateway(t, unix=True)
            desk = member(t, "martine", pb.types.ROLE_DESK, "99001", g.member)
            t.settle()
            g.start()
            self.addCleanup(g.kill9)
            Asker(g, bearer=token(t, desk)[0]).p50_ms(20)
            time.sleep(1)
            idle = g.rss_kib("RssAnon")
            people = [self.one(t, g, desk) for _ in range(SESSIONS)]
            quiet = g.rss_kib("RssAnon")
            most = self.busy(t, g, people)
            print(f"its own: {idle / 1024:.1f} MiB idle, {quiet / 1024:.1f} with {SESSIONS} sessions and their connections, "
                  f"{most / 1024:.1f} with {REQUESTS} requests of {BODY >> 10} KiB under way", flush=True)
            self.limit(idle, IDLE_KIB, "idle")
            self.limit(most, BUSY_KIB, "busy")
            for one in people:
                one.socket.close()
            g.stop()

    def one(self, t, g, desk):
        browser = Browser(g)
        self.assertEqual(browser.sign_in(invite(t, desk)[0]).status, 200)
        front = ByTheFront(g, browser=browser)
        front.send(QUERY, b"{}")
        self.assertEqual(front.status(), 200)
        return front

    def busy(self, t, g, people):
        with Stopped(t["intake"]):
            for i, one in enumerate(people[:REQUESTS]):
                text = "é" * (BODY // 2 - 40)
                one.send("/sippe.intake.Intake/FindFamily", json.dumps({"phone": text}, ensure_ascii=False).encode(), Connect_Timeout_Ms="9000")
            time.sleep(2)
            most = g.rss_kib("RssAnon")
        self.assertNotIn(0, [one.status() for one in people[:REQUESTS]])
        return max(most, g.rss_kib("RssAnon"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
