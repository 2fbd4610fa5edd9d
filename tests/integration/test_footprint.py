"""How soon a daemon is ready and how much it holds, with $SIPPE_RECORDS records in its journal. Limits hold in a Release build;
sanitizers make everything larger and slower, so there the numbers are only printed."""
import unittest
from cases import *
from territory import *

RECORDS = int(os.environ.get("SIPPE_RECORDS", "5000"))
READY_MS, IDLE_KIB = 200, 12 << 10
# Of its own, beside that: lists that no file may hold stand in memory (INDEX_IN_MEMORY), a key of 80 bytes eight times a call; and
# after a load what LMDB keeps of its largest commit. The pages of the store's file are the system's, which takes them back.
RECORD_KIB, LOADED_KIB = 1, 24 << 10


class Footprint(unittest.TestCase):
    def limit(self, value, most, what):
        if not SANITIZED:
            self.assertLess(value, most, what)

    def fill(self, t, n):
        """Screenings, many in flight."""
        d, window = t["intake"], 400
        c = Client(d.endpoint["public"], d.key.public, t.keys["desk"])
        c.connect()
        c.socket.poll(3000, zmq.POLLOUT)
        e = pb.envelope.Envelope()
        sent = got = 0
        while got < n:
            while sent < n and sent - got < window:
                family = Family(sent % 9000 + 1)
                e.request.id, e.request.method = secrets.token_bytes(16), "intake.SubmitScreening"
                screening = family.screening()
                screening.identity.phone = f"438555{sent % 10000:04d}"
                screening.identity.name.family += str(sent)
                e.request.body = pb.intake.SubmitScreeningRequest(screening=screening).SerializeToString()
                c.socket.send(e.SerializeToString())
                sent += 1
            r = c.receive(20000)
            self.assertIsNotNone(r, f"{got} of {n} answered")
            self.assertEqual(r.reply.status.code, 0, r.reply.status.message_fr)
            got += 1
        c.close()

    def test_ready_and_rss(self):
        with Territory(map_size="16G") as t:
            t.start_all()
            adopt(t)
            t.allow("desk", "DESK", "99001")
            time.sleep(1)
            for d in t.daemons.values():
                print(f"{d.name}: READY after {d.ready_ms:.0f} ms, idle {d.rss_kib() / 1024:.1f} MiB", flush=True)
                self.limit(d.ready_ms, READY_MS, "READY")
                self.limit(d.rss_kib(), IDLE_KIB, "idle RSS in KiB")
            began = time.monotonic()
            self.fill(t, RECORDS)
            took, own, mapped = time.monotonic() - began, t["intake"].rss_kib("RssAnon") / 1024, t["intake"].rss_kib("RssFile") / 1024
            t["intake"].stop()
            t["intake"].start()
            n = t.status("intake").seq
            time.sleep(1)
            d = t["intake"]
            held = d.rss_kib("RssAnon")
            print(f"{RECORDS} screenings at {RECORDS / took:.0f}/s, then {own:.1f} MiB of its own and {mapped:.1f} of the file; with {n} records READY after "
                  f"{d.ready_ms:.0f} ms, idle {held / 1024:.1f} MiB of its own", flush=True)
            self.assertGreaterEqual(n, RECORDS)
            self.limit(d.ready_ms, READY_MS, "READY with records")
            self.limit(own * 1024, LOADED_KIB + RECORD_KIB * RECORDS, "own memory in KiB, after the load")
            self.limit(held, IDLE_KIB + RECORD_KIB * RECORDS, "own memory in KiB, with records")

    def test_idle_costs_little(self):
        with Territory() as t:
            t.start_all()
            time.sleep(3)

            def cpu():
                with open(f"/proc/{t['intake'].process.pid}/stat") as f:
                    fields = f.read().rsplit(")", 1)[1].split()
                return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

            before = cpu()
            time.sleep(5)
            share = 100 * (cpu() - before) / 5
            print(f"intake idle: {share:.1f} % of a core", flush=True)
            self.assertLess(share, 5 if not SANITIZED else 15)


if __name__ == "__main__":
    unittest.main(verbosity=2)
