"""A daemon that works beside its turns is killed (-9) before any of its steps on the disk, 200 times: each piece of work is run,
each attempt has one end at most, each piece one outcome, and what was kept of it in a file was whole. $SIPPE_SEED."""
import collections, random, unittest
from worker import *

KILLS, PIECES = 200, 450
STEPS = {"w": 12, "C": 12, "M": 2, "R": 2, "P": 4, "F": 2, "N": 2, "D": 4, "U": 2}  # of a kind: before the first, ... of a life
SEED = int(os.environ.get("SIPPE_SEED", "0")) or random.randrange(1, 1 << 30)

FOLLOWING = "while what was committed is put into LMDB"
POINTS = ("before an attempt's commit", "after it, before the work", "while its outcome is written", "before the outcome has its name",
          "after the outcome", "before JobEnded's commit, and what settle gave", "after that commit, before its file is removed")
AT = {"R": 1, "P": 2, "F": 2, "N": 3, "D": 4, "U": 6}


def point(steps):
    """Of the last of them, before which it died. A commit that comes behind work is that of its end."""
    if steps[-1] == "M":
        return FOLLOWING
    if steps[-1] in AT:
        return POINTS[AT[steps[-1]]]
    before = [s for s in steps[:-1] if s not in "wM"]
    return POINTS[5 if before and before[-1] in "RD" else 0]


class Killed(unittest.TestCase):
    def test_run_once_at_least_and_recorded_once(self):
        print(f"seed {SEED}", flush=True)
        chance = random.Random(SEED)
        with Territory(map_size="64M") as t:
            d = worker(t)
            d.start()
            d.add(heavy=PIECES)
            d.kill9()
            began, points = time.monotonic(), collections.Counter()
            for _ in range(KILLS):
                kind = chance.choice(list(STEPS))
                points[point(self.life(d, kind, chance.randint(1, STEPS[kind])))] += 1
            took = time.monotonic() - began
            print(f"{KILLS} kills in {took:.0f} s", *(f"{points[p]:4} {p}" for p in POINTS + (FOLLOWING,)), sep="\n", flush=True)
            self.assertLess(took, 240 if SANITIZED else 60)
            for p in POINTS + (FOLLOWING,):
                self.assertGreaterEqual(points[p], 3, p)
            d.start()
            d.until(lambda: all(j.state == pb.node.JOB_STATE_GIVEN_UP for j in d.jobs()), "all of it done")
            d.until(lambda: not d.outcome_files(), "no file is left")
            d.stop()
            self.came_of_it(d)
            self.assertEqual(d.run("--verify")[0], 0)

    def life(self, d, kind, at):
        """From its start to the step before which it dies; the steps."""
        log = d.territory.path("steps")
        if os.path.exists(log):
            os.remove(log)
        code = d.launch(env={"LD_PRELOAD": os.path.join(BIN, "libkiller.so"), "KILL_DIR": d.dir, "KILL_AT": str(at),
                             "KILL_KIND": kind, "KILL_LOG": log,
                             "ASAN_OPTIONS": "verify_asan_link_order=0:" + os.environ.get("ASAN_OPTIONS", "")})
        if code is None:
            code = d.process.wait(20)
            d.process = None
        self.assertEqual(code, -signal.SIGKILL, d.tail())
        with open(log) as f:
            steps = f.read()
        self.assertEqual((steps[-1], steps.count(kind)), (kind, at))
        return steps

    def came_of_it(self, d):
        ended, settled = d.journal()
        runs = d.runs()
        over = [e for e in ended if e.how in ("DONE", "CRASHED")]
        done = {e.job for e in ended if e.how == "DONE"}
        self.assertEqual(len({(e.job, e.attempt) for e in ended}), len(ended), "an attempt with two ends")
        self.assertEqual(len({e.job for e in over}), len(over), "a piece with two ends")
        self.assertEqual(len(over), PIECES)
        self.assertEqual(len(settled), len(set(settled)), "two outcomes of one piece")
        self.assertTrue(set(settled) == done, "an outcome without its end, or an end without it")
        self.assertEqual(len(set(runs)), len(runs), "an attempt that was run twice")
        self.assertEqual([e for e in ended if e.how == "DONE" and (e.job, e.attempt) not in set(runs)][:5], [], "done and never run")
        self.assertEqual({e.how for e in ended} - {"DONE", "CRASHED", "STOPPED"}, set())
        self.assertGreater(sum(e.bytes > 0 for e in ended), PIECES // 4)
        self.assertGreater(len(done), PIECES * 9 // 10)
        again = sum(n > 1 for n in collections.Counter(job for job, _ in runs).values())
        print(f"{len(done)} done, {len(over) - len(done)} crashed, {again} were run more than once", flush=True)
        self.assertGreater(again, 5)


if __name__ == "__main__":
    unittest.main(verbosity=2)
