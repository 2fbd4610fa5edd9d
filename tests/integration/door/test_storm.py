"""The gateway while daemons and it itself are killed, floods of connections and bodies, callers that leave and ones that linger."""
import unittest
from storm import *

CALLS, IN_FLIGHT, KILLS = 400, 16, 12


def slow(factor=4):
    return factor if SANITIZED else 1


class Storm(unittest.TestCase):
    def setUp(self):
        self.t = t = Territory(map_size="1G")
        self.addCleanup(self.t.close, False)
        t.start_all()
        adopt(t)
        t.settle()
        self.g = Gateway(t, unix=True)
        self.addCleanup(self.g.kill9)
        self.desk = member(t, "martine", pb.types.ROLE_DESK, "99001", self.g.member)
        t.settle()
        self.g.start()
        self.program = Asker(self.g, bearer=token(t, self.desk)[0])
        t.until(lambda: self.program.once(QUERY).status == 200, what="the first answer")

    def session(self):
        browser = Browser(self.g)
        got = browser.sign_in(invite(self.t, self.desk)[0])
        self.assertEqual(got.status, 200, got.body)
        return Asker(self.g, browser=browser)

    # ---- kill -9

    def worker(self, asker, numbers, told):
        for n in numbers:
            form = PROTO if n % 2 else JSON
            request, request_id = submission(n), secrets.token_hex(16)
            body = request.SerializeToString() if n % 2 else json_format.MessageToJson(request).encode()
            got = asker.until_answered(SUBMIT, body, form, request_id)
            assert got.status == 200, (got.status, got.body)
            reply = pb.intake.SubmitScreeningReply()
            if n % 2:
                reply.ParseFromString(got.body)
            else:
                json_format.Parse(got.body, reply)
            told.append((request_id, reply))

    def kill(self, told, done):
        """In turn, each time that so many more were answered: each falls into the middle of what is under way."""
        for k in range(KILLS):
            while len(told) < (k + 1) * CALLS // (KILLS + 2):
                if done():
                    return k
                time.sleep(0.002)
            daemon = self.g if k % 2 else self.t["intake"]
            self.assertTrue(daemon.alive(), f"{daemon.name} ended by itself")
            daemon.kill9()
            daemon.start()
        return KILLS

    def submitted(self):
        """Records of it in intake's journal, by an operator's eyes."""
        n, at, last = 0, 1, 1
        while at <= last:
            got = self.t.call("op", "node.ListRecords", pb.node.ListRecordsRequest(**{"from": at, "limit": 200}), daemon="intake")
            n += sum(r.type.endswith("ScreeningSubmitted") for r in got.records)
            last, at = got.last, (got.records[-1].seq if got.records else got.last) + 1
        return n

    def test_400_calls_and_nothing_twice(self):
        askers = [self.session() if i % 2 else self.program for i in range(IN_FLIGHT)]
        told, failed = [], []

        def run(asker, numbers):
            try:
                self.worker(asker, numbers, told)
            except Exception as e:  # shown below
                failed.append(e)

        threads = [threading.Thread(target=run, args=(a, range(i + 1, CALLS + 1, IN_FLIGHT)), daemon=True) for i, a in enumerate(askers)]
        for thread in threads:
            thread.start()
        kills = self.kill(told, lambda: not any(thread.is_alive() for thread in threads))
        for thread in threads:
            thread.join(180)
        self.assertEqual(failed, [])
        repeats = sum({id(a): a.repeats for a in askers}.values())
        print(f"{len(told)} answers, {kills} kills, {repeats} repeats by callers", flush=True)
        self.assertEqual((len(told), kills), (CALLS, KILLS))
        self.assertEqual(len({reply.screening_id for _, reply in told}), CALLS)
        self.assertEqual(len({reply.family_number for _, reply in told}), CALLS)
        self.assertEqual(self.submitted(), CALLS)

    # ---- whoever leaves, whoever is away

    def test_a_browser_that_leaves(self):
        asker, body, request_id = self.session(), submission(1).SerializeToString(), secrets.token_hex(16)
        with Stopped(self.t["intake"]):
            s = connected(self.g)
            s.sendall(asker.head(SUBMIT, len(body), form=PROTO, Sippe_Request_Id=request_id) + body)
            time.sleep(0.5)
            s.close()
            time.sleep(0.2)
        self.t.until(lambda: self.submitted() == 1, what="a command whose caller has left")
        seq = self.t.status("intake").seq
        got = asker.once(SUBMIT, body, PROTO, Sippe_Request_Id=request_id)
        self.assertEqual(got.status, 200, got.body)
        reply = pb.intake.SubmitScreeningReply.FromString(got.body)
        self.assertFalse(reply.known)  # its own reply, not that of the same answers given again
        self.assertEqual((self.submitted(), self.t.status("intake").seq), (1, seq))

    def test_a_daemon_away(self):
        workers, before = "/sippe.scheduling.Scheduling/ListWorkers", self.program.p50_ms()
        self.assertEqual(self.program.once(workers).status, 200)
        self.t["scheduling"].stop()
        end, took = time.monotonic() + 8, []
        while time.monotonic() < end:
            began = time.monotonic()
            got = self.program.once(workers, Connect_Timeout_Ms="1500")
            took.append(time.monotonic() - began)
            self.assertEqual((got.status, got.json["code"], got.reason), (503, "unavailable", "REASON_DAEMON_AWAY"))
            self.assertGreater(int(got.headers["Retry-After"]), 0)
            time.sleep(0.2)
        during = self.program.p50_ms()
        print(f"{len(took)} answers that it is away, at most {max(took):.2f} s, then {took[-1] * 1000:.1f} ms; "
              f"intake's p50 {before:.2f} ms before, {during:.2f} beside it", flush=True)
        self.assertLess(max(took), 1.5 + 0.7 * slow())
        self.assertLess(took[-1], 0.3 * slow())
        self.assertLess(during, 3 * before + 1)
        self.t["scheduling"].start()
        self.t.until(lambda: self.program.once(workers).status == 200, what="scheduling back")

    def test_a_connection_that_is_kept(self):
        """The front's, on which one request comes behind the other: none of them waits for a timer, and all cost less than their own."""
        front = ByTheFront(self.g, bearer=token(self.t, self.desk)[0])
        self.addCleanup(front.socket.close)
        kept, each = zip(*((front.p50_ms(), self.program.p50_ms()) for _ in range(4)))
        print(f"p50 {min(kept):.2f} ms on one connection, {min(each):.2f} on one each", flush=True)
        self.assertLess(min(kept), min(each))

    def test_ended_with_requests_open(self):
        began = time.monotonic()
        with Stopped(self.t["intake"]):
            ended = threading.Timer(1, lambda: self.g.process.send_signal(signal.SIGTERM))
            ended.start()
            got = at_once(32, lambda i: self.program.once(SUBMIT, submission(i + 1).SerializeToString(), PROTO))
            code = self.g.process.wait(10)
        self.g.process = None
        self.assertEqual(code, 0)
        for one in got:
            self.assertIsInstance(one, Answer, one)
            self.assertEqual((one.status, one.json["code"]), (503, "unavailable"))
            self.assertRegex(one.headers["Sippe-Request-Id"], r"^[0-9a-f]{32}$")
        self.assertTrue(self.g.events("stopped")[-1]["clean"])
        self.assertLess(time.monotonic() - began, 8)

    def test_ready_is_a_door_that_opens(self):
        """Not before it has met the daemons, or three seconds are over, which pages say."""
        for _ in range(5):
            self.g.stop()
            self.g.start()
            self.assertEqual(self.program.once(QUERY).status, 200)
        self.t["scheduling"].stop()
        self.g.stop()
        self.g.start()
        self.assertGreater(self.g.ready_ms, 2500)
        self.assertFalse(self.g.events("ready")[-1]["daemons"])
        self.assertEqual(self.program.once(QUERY).status, 200)

    def test_ended_while_a_refusal_is_held_back(self):
        """A wrong code is told after 0.3 s, and no later than the end."""
        ended = threading.Timer(0.1, lambda: self.g.process.send_signal(signal.SIGTERM))
        ended.start()
        got = at_once(4, lambda i: Browser(self.g).sign_in("22222" + "34567"[i] * 5))
        code = self.g.process.wait(10)
        self.g.process = None
        self.assertEqual(code, 0, self.g.tail())
        self.assertEqual([one.status for one in got], [401] * 4)
        self.assertTrue(self.g.events("stopped")[-1]["clean"])

    def test_a_daemon_that_has_not_heard_of_her_yet(self):
        """It refuses who speaks for her; she stays signed in, and is known there when it has."""
        workers = "/sippe.scheduling.Scheduling/ListWorkers"
        self.t["scheduling"].stop()
        late = member(self.t, "nouvelle", pb.types.ROLE_DESK, "99001", self.g.member)
        code, _ = invite(self.t, late)
        browser = Browser(self.g)
        self.assertEqual(browser.sign_in(code).status, 200)
        self.t["intake"].stop()
        self.t["scheduling"].start()
        got = self.t.until(lambda: (a := browser.call(workers)).status != 503 and a, 20, "scheduling up")
        self.assertEqual((got.status, got.reason), (403, "REASON_ON_BEHALF_FORBIDDEN"))
        self.t["intake"].start()
        self.t.until(lambda: browser.call("/sippe.gateway.Gateway/WhoAmI").status == 200, what="she is still signed in")
        self.t.until(lambda: (a := browser.call(workers)).status == 403 and a.reason == "REASON_NOT_ALLOWED" or a.status == 200, 20,
                     "scheduling has heard of her")

    # ---- floods

    def test_slow_drip(self):
        """A thousand connections that send a byte each two seconds, from four addresses."""
        alone = [self.program.p50_ms(50) for _ in range(3)]
        drip = [connected(self.g, f"127.0.0.{2 + i % 4}") for i in range(1000)]
        self.addCleanup(lambda: [s.close() for s in drip])
        began, head = time.monotonic(), QUERY.join(("POST ", " HTTP/1.1\r\nHost: localhost\r\n")).encode()
        during = []
        for i in range(4):
            for s in drip:
                s.send(head[i:i + 1])
            during.append(self.program.p50_ms(50))
            time.sleep(max(0, began + 2 * (i + 1) - time.monotonic()))
        time.sleep(max(0, began + 12 - time.monotonic()))
        asked = select.poll()  # more descriptors than select can name
        for s in drip:
            asked.register(s, select.POLLIN)
        answered = {fd for fd, _ in asked.poll(0)}
        waiting = [s for s in drip if s.fileno() not in answered]
        self.assertEqual(waiting, [])
        self.assertEqual({status_of(answer_of(s)) for s in drip}, {408})
        alone.append(self.program.p50_ms(50))
        print(f"p50 {max(alone):.2f} ms alone, {min(during):.2f} beside 1,000 that drip, who were gone after 12 s", flush=True)
        self.assertLess(min(during), 2 * max(alone))  # the least disturbed round: what else this machine does comes and goes

    def test_many_bodies_at_once(self):
        """What would not fit is refused, what was begun is finished."""
        length, half = 200 << 10, 150 << 10
        held = []
        for _ in range(2000):
            s = connected(self.g, f"127.0.0.{2 + len(held) % 4}")
            s.sendall(self.program.head(QUERY, length) + b" " * half)
            held.append(s)
            if select.select([s], [], [], 0.01)[0]:
                break
        refused = answer_of(held.pop())
        print(f"{len(held)} bodies at once, then {status_of(refused)}", flush=True)
        self.assertEqual(status_of(refused), 503)
        self.assertIn(b"Retry-After:", refused)
        self.assertLessEqual(len(held) * half, 32 << 20)
        self.assertGreaterEqual(len(held) * (256 << 10), 31 << 20)
        end = b" " * (length - half - 2) + b"{}"
        for s in held:
            s.sendall(end)
        self.assertEqual({status_of(answer_of(s)) for s in held}, {200})
        self.assertEqual(self.program.once(QUERY).status, 200)

    def test_a_flood_signs_nobody_out(self):
        """More than a daemon lets wait of one carrier, and each asked a second time for its silence: whoever has no place is told so."""
        asker = self.session()
        with Stopped(self.t["intake"]):
            held = [connected(self.g, f"127.0.0.{2 + i % 4}") for i in range(700)]
            for i, s in enumerate(held):
                s.sendall((asker if i % 10 else self.program).head(QUERY, 2) + b"{}")
            time.sleep(6)
        got = [status_of(answer_of(s)) for s in held]
        print({status: got.count(status) for status in set(got)}, flush=True)
        self.assertLessEqual(set(got), {200, 429, 503})
        self.assertEqual(asker.once(QUERY).status, 200)


if __name__ == "__main__":
    unittest.main(verbosity=2)
