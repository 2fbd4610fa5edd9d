"""What a daemon sends outside, by a real loop to a real far end: each way in which it ends, cut off, stopped, killed on its way; the
far end knows a repeat by its key, and the loop waits for none of it."""
import http.server, threading, unittest
from worker import *


class Far(http.server.ThreadingHTTPServer):
    """Answers each request as `will` says by then: a code; "drop": it hangs up; "hold": it says nothing, for as long as it is not
    hung up on."""
    daemon_threads = True

    def __init__(self):
        self.will, self.keys, self.agents, self.gone = 200, [], [], 0
        super().__init__(("127.0.0.1", 0), Answer)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/avis"


class Answer(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        far, will = self.server, self.server.will
        if self.rfile.read(int(self.headers["Content-Length"])) != b"bonjour":
            will = 400
        far.keys.append(self.headers["Idempotency-Key"])
        if will == "hold":
            self.connection.settimeout(20)
            self.connection.recv(1)
            far.gone += 1
        if isinstance(will, int):
            self.send_response(will)
            self.send_header("Content-Length", "0")
            self.end_headers()
        self.close_connection = True

    def log_message(self, *_):
        pass


class Sent(unittest.TestCase):
    def setUp(self):
        self.far = Far()
        self.t = Territory(map_size="64M")
        self.d = worker(self.t, url=self.far.url, post_private_hosts="127.0.0.1")

    def tearDown(self):
        self.t.close(check=False)
        self.far.shutdown()
        self.far.server_close()

    def begun(self, will, n=1, options=()):
        self.far.will = will
        self.d.start(*options)
        self.d.add(sends=n)

    def asked(self, n):
        self.d.until(lambda: len(self.far.keys) >= n, f"{n} requests")

    def all_done(self):
        self.d.until(lambda: not self.d.jobs(), "all of it done")

    def ends(self):
        """After a clean stop: how each attempt ended."""
        self.d.stop()
        self.ended, self.settled = self.d.journal()
        self.assertEqual(len({(e.job, e.attempt) for e in self.ended}), len(self.ended))
        return [e.how for e in self.ended]

    def test_an_answer(self):
        self.begun(200, n=12)
        self.all_done()
        self.assertEqual(self.ends(), ["DONE"] * 12)
        self.assertEqual(len(set(self.settled)), 12)
        self.assertEqual(sorted(self.far.keys), sorted(f'"{job}"' for job in self.settled))

    def test_an_answer_that_is_a_refusal_is_tried_again(self):
        self.begun(503)
        self.asked(2)
        self.far.will = 200
        self.all_done()
        ends = self.ends()
        self.assertEqual(set(ends[:-1]) | {ends[-1]}, {"FAILED", "DONE"})
        self.assertEqual((len(set(self.far.keys)), ends.count("DONE"), len(self.settled)), (1, 1, 1))
        self.assertEqual(len(self.far.keys), len(ends))

    def test_no_answer_may_have_arrived(self):
        self.begun("drop")
        self.asked(2)
        self.far.will = 200
        self.all_done()
        ends = self.ends()
        self.assertEqual((set(ends[:-1]), ends[-1]), ({"UNKNOWN"}, "DONE"))
        self.assertEqual(len(set(self.far.keys)), 1)
        self.assertTrue(all(e["may_have_arrived"] and e["end"] == "broken" for e in self.d.events("post")))

    def not_sent(self, word, url):
        self.begun(200, options=("--url", url))
        self.d.until(lambda: self.d.jobs() and self.d.jobs()[0].last, "an attempt that ended")
        self.assertEqual(REASON[self.d.jobs()[0].reason], "REASON_POST_NOT_SENT")
        ends = self.ends()
        self.assertEqual((set(ends), self.far.keys), ({"FAILED"}, []))
        self.assertEqual({e["end"] for e in self.d.events("post")}, {word})
        return self.d.events("post")[0]

    def test_nobody_is_there(self):
        self.assertFalse(self.not_sent("unreachable", f"http://127.0.0.1:{free_ports(1)[0]}/")["may_have_arrived"])

    def test_a_request_that_is_refused_here(self):
        self.assertEqual(self.not_sent("not-begun", "ftp://127.0.0.1/")["field"], "url")

    def test_the_loop_waits_for_nobody(self):
        self.begun("hold", n=4)
        self.asked(4)
        for _ in range(20):
            began = time.monotonic()
            self.d.ask("node.GetStatus")
            self.assertLess(time.monotonic() - began, 1)
        self.assertEqual([j.state for j in self.d.jobs()], [pb.node.JOB_STATE_RUNNING] * 4)

    def test_a_person_cuts_it_off(self):
        self.begun("hold")
        self.asked(1)
        job = self.d.jobs()[0]
        began = time.monotonic()
        self.d.ask("node.StopJob", pb.node.StopJobRequest(type=job.type, thing=job.thing, reason="essai"))
        self.d.until(lambda: self.far.gone == 1, "it is hung up on")
        self.assertLess(time.monotonic() - began, 3)
        self.d.until(lambda: self.d.jobs()[0].state == pb.node.JOB_STATE_STOPPED, "stopped")
        self.assertEqual(self.ends(), ["UNKNOWN"])
        self.assertEqual(len(self.far.keys), 1)

    def test_a_daemon_that_stops_waits_for_nobody(self):
        self.begun("hold", n=4)
        self.asked(4)
        began = time.monotonic()
        self.assertEqual(self.ends(), ["UNKNOWN"] * 4)
        self.assertLess(time.monotonic() - began, 3)
        self.assertTrue(self.d.events("stopped")[-1]["clean"])
        self.far.will = 200
        self.d.start()
        self.all_done()
        self.assertEqual(sorted(self.ends()), ["DONE"] * 4 + ["UNKNOWN"] * 4)
        self.assertEqual((len(self.far.keys), len(set(self.far.keys))), (8, 4))

    def test_a_mail_server_that_is_silent_does_not_keep_it(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            self.begun(200, options=("--url", f"smtp://127.0.0.1:{silent.getsockname()[1]}/"))
            link, _ = silent.accept()
            time.sleep(0.2)
            began = time.monotonic()
            self.assertEqual(self.ends(), ["STOPPED"])
            self.assertLess(time.monotonic() - began, 3)
            link.close()
        self.assertTrue(self.d.events("stopped")[-1]["clean"])

    def test_killed_on_its_way(self):
        self.begun("hold")
        for life in range(2):
            self.asked(life + 1)
            self.d.kill9()
            self.d.start()
        self.asked(3)
        self.far.will = 200
        self.d.kill9()
        self.d.start()
        self.d.until(lambda: self.d.jobs()[0].state == pb.node.JOB_STATE_GIVEN_UP, "the third death is the last")
        self.assertEqual(self.ends(), ["CRASHED"])
        self.assertEqual((len(self.far.keys), len(set(self.far.keys))), (3, 1))


if __name__ == "__main__":
    unittest.main(verbosity=2)
