"""The power goes at random moments of what was told to be on the disk (cuts.py): it is. And without any one of the flushes it is not,
or the test would show nothing. $SIPPE_SEED; more cuts than these: tests/fault/powercut."""
import random, unittest
from cuts import *

CUTS = {"data": 130, "spool": 60, "keys": 70, "backup": 60, "jobs": 60}
CONTROL_CUTS = 60
SEED = int(os.environ.get("SIPPE_SEED", "0")) or random.randrange(1, 1 << 30)


class PowerCut(unittest.TestCase):
    def setUp(self):
        print(f"seed {SEED}", flush=True)
        self.chance = random.Random(SEED)

    def holds(self, what):
        with Territory(map_size="64M") as t:
            cuts = KINDS[what](t, self.chance)
            for _ in range(CUTS[what]):
                self.assertIsNone(cuts.cut())

    def test_nothing_acknowledged_is_lost(self):
        self.holds("data")

    def test_what_waits_in_a_spool_waits(self):
        self.holds("spool")

    def test_a_file_that_has_its_name_is_whole(self):
        self.holds("keys")

    def test_a_backup_with_its_manifest_is_whole(self):
        self.holds("backup")

    def test_what_work_gave_is_whole_and_settled_once(self):
        self.holds("jobs")

    def test_a_missing_flush_is_seen(self):
        for what, kind in KINDS.items():
            for plant in kind.plants:
                with self.subTest(what=what, plant=plant), Territory(map_size="64M") as t:
                    cuts = kind(t, self.chance, plant)
                    self.assertTrue(any(cuts.cut() for _ in range(CONTROL_CUTS)), plant)


if __name__ == "__main__":
    unittest.main(verbosity=2)
