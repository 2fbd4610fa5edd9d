"""No room left: commands are refused with STORE_FULL, queries go on, nothing told is lost, and it heals by itself."""
import contextlib, resource, subprocess, tempfile, unittest
from cases import *
from checking import *
from territory import *


class Full(unittest.TestCase):
    def fill(self, t, most):
        """Submits until one is refused: lines of what was told, and that refusal."""
        told = []
        for n in range(1, most):
            request_id = secrets.token_bytes(16)
            try:
                s = t.call("desk", "intake.SubmitScreening",
                           pb.intake.SubmitScreeningRequest(screening=Family(n).screening()), request_id=request_id)
            except Refused as e:
                return told, e
            told.append(f"screening {t.said('desk')} {request_id.hex()} {s.screening_id.hex()}")
        self.fail(f"never full after {most}")

    def start(self, t):
        t.start_all()
        adopt(t)
        t.allow("desk", "DESK", "99001")
        t.settle()

    def still_answers(self, t, told):
        listed = t.call("desk", "intake.ListScreenings", pb.intake.ListScreeningsRequest())
        self.assertGreater(len(listed.screenings), 0)
        get = pb.intake.GetScreeningRequest(screening_id=bytes.fromhex(told[0].split()[3]))
        self.assertTrue(t.call("desk", "intake.GetScreening", get).screening.identity.phone)
        self.assertFalse(t.call("desk", "node.GetHealth", daemon="intake").serving)

    def sound(self, t, told):
        t.settle()
        t.stop_all()
        code, output = check_journals(t.root, told=write_lines(t.path("told"), told))
        self.assertEqual(code, 0, output)

    def test_a_small_map(self):
        """The map is full at four fifths; a larger one in the configuration is all it takes."""
        with Territory(map_size="3M") as t:
            self.start(t)
            told, refused = self.fill(t, 5000)
            self.assertEqual((refused.code, refused.reason), ("RESOURCE_EXHAUSTED", "STORE_FULL"))
            self.still_answers(t, told)
            t["intake"].stop()
            t["intake"].start("--map-size", "64M")
            self.sound(t, self.more(t, told, 9001))

    def more(self, t, told, n):
        request_id = secrets.token_bytes(16)
        s = t.call("desk", "intake.SubmitScreening",
                   pb.intake.SubmitScreeningRequest(screening=Family(n).screening()), request_id=request_id)
        return told + [f"screening {t.said('desk')} {request_id.hex()} {s.screening_id.hex()}"]

    def test_a_commit_that_fails(self):
        """Neither full nor written: the daemon ends with 70 at once and has told nothing; the next one takes up from the disk."""
        with Territory() as t:
            self.start(t)
            told = self.told_few(t)
            size = os.path.getsize(os.path.join(t["intake"].dir, "data.mdb"))
            resource.prlimit(t["intake"].process.pid, resource.RLIMIT_FSIZE, (size, size))
            same, n = secrets.token_bytes(16), 6000
            while t["intake"].alive():
                same, n = secrets.token_bytes(16), n + 1
                request = pb.intake.SubmitScreeningRequest(screening=Family(n).screening())
                try:
                    s = t.call("desk", "intake.SubmitScreening", request, request_id=same, timeout=2, attempt=2)
                except Silent:
                    break
                told.append(f"screening {t.said('desk')} {same.hex()} {s.screening_id.hex()}")
            self.assertEqual(t["intake"].process.wait(10), 70)
            self.assertEqual(t["intake"].events("fault")[0]["what"], "turn.failed")
            t["intake"].start()
            s = t.call("desk", "intake.SubmitScreening", request, request_id=same)
            self.sound(t, told + [f"screening {t.said('desk')} {same.hex()} {s.screening_id.hex()}"])

    # ---- a full disk

    @contextlib.contextmanager
    def small_disk(self, size="64M"):
        """A territory on a disk of its own, with a few screenings told."""
        with tempfile.TemporaryDirectory(prefix="sippe-disk-") as folder:
            if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=0700", "sippe-test", folder],
                              capture_output=True).returncode:
                self.skipTest("a tmpfs cannot be mounted here")
            try:
                root = os.path.join(folder, "territory")
                os.mkdir(root)
                with Territory(root=root) as t:
                    self.start(t)
                    told = self.told_few(t)
                    t.call("desk", "intake.ListScreenings", pb.intake.ListScreeningsRequest())  # the month's key is there
                    time.sleep(1.5)  # and what was told is in the store's data
                    yield t, told
            finally:
                subprocess.run(["umount", folder], check=True)

    def told_few(self, t):
        told = []
        for n in range(5000, 5020):
            told = self.more(t, told, n)
        return told

    def ballast(self, t, leave):
        """A file that leaves so many bytes free."""
        disk = os.statvfs(t.root)
        path = t.path("ballast")
        with open(path, "ab") as f:
            f.write(b"\0" * max(0, disk.f_bavail * disk.f_frsize - leave))
        return path

    def refused_then_heals(self, t, told, path):
        more, refused = self.fill(t, 2000)
        self.assertEqual(refused.reason, "STORE_FULL")
        self.still_answers(t, told)
        os.unlink(path)
        t.until(lambda: t.health("desk", "intake"), 10, "serving again by itself")
        told = self.more(t, told + more, 9001)
        self.assertEqual(len(t["intake"].events("ready")), 1)  # without a restart
        self.assertEqual([e["accepting"] for e in t["intake"].events("room")], [False, True])  # a line each, not one a refusal
        self.sound(t, told)

    def test_a_full_disk(self):
        with self.small_disk() as (t, told):
            path = self.ballast(t, 1 << 20)  # under a tenth
            time.sleep(1.2)
            self.refused_then_heals(t, told, path)

    def test_a_copy_that_would_fill_the_disk(self):
        """Commands go on, as more than a tenth is left; what a copy would take of it is not there, and none is begun."""
        with self.small_disk() as (t, told):
            disk = os.statvfs(t.root)
            path = self.ballast(t, disk.f_blocks * disk.f_frsize // 10 + (64 << 10))
            time.sleep(1.2)
            hold = pb.node.HoldFollowingRequest(cut="plein")
            with self.assertRaises(Refused) as refused:
                t.call("op", "node.HoldFollowing", hold, daemon="intake")
            self.assertEqual(refused.exception.reason, "BACKUP_FAILED")
            self.assertTrue(t.call("desk", "node.GetHealth", daemon="intake").serving)
            os.unlink(path)
            t.call("op", "node.HoldFollowing", hold, daemon="intake")
            self.sound(t, told)

    def test_not_a_byte_left(self):
        """Filled in one go, between two looks at the free space: the commit itself fails, and nothing of it is told."""
        with self.small_disk() as (t, told):
            self.refused_then_heals(t, told, self.ballast(t, 0))


if __name__ == "__main__":
    unittest.main(verbosity=2)
