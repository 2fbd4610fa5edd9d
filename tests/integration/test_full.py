"""No room left: commands are refused with STORE_FULL, queries go on, nothing told is lost, and it heals by itself."""
import subprocess, tempfile, unittest
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
            told.append(f"screening desk {request_id.hex()} {s.screening_id.hex()}")
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
            self.assertGreater(len(self.more(t, told)), len(told))
            self.sound(t, told)

    def more(self, t, told):
        request_id = secrets.token_bytes(16)
        s = t.call("desk", "intake.SubmitScreening",
                   pb.intake.SubmitScreeningRequest(screening=Family(9001).screening()), request_id=request_id)
        return told + [f"screening desk {request_id.hex()} {s.screening_id.hex()}"]

    # ---- a full disk

    def disk(self, size):
        folder = tempfile.mkdtemp(prefix="sippe-disk-")
        self.addCleanup(os.rmdir, folder)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=0700", "sippe-test", folder],
                          capture_output=True).returncode:
            self.skipTest("a tmpfs cannot be mounted here")
        self.addCleanup(subprocess.run, ["umount", folder], check=True)
        return folder

    def ballast(self, folder, leave):
        """A file that leaves so many bytes free."""
        free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
        path = os.path.join(folder, "ballast")
        with open(path, "ab") as f:
            f.write(b"\0" * max(0, free - leave))
        return path

    def test_a_full_disk(self):
        folder = self.disk("24M")
        t = Territory(root=folder)
        try:
            self.start(t)
            told, _ = self.told_few(t)
            path = self.ballast(folder, 1 << 20)  # under a tenth
            time.sleep(1.2)
            full, refused = self.fill(t, 2000)
            self.assertEqual(refused.reason, "STORE_FULL")
            self.still_answers(t, told)
            os.unlink(path)
            t.until(lambda: t.health("desk", "intake"), 10, "serving again by itself")
            told = self.more(t, told + full)
            self.assertEqual(len(t["intake"].events("ready")), 1)  # without a restart
            self.sound(t, told)
        finally:
            t.close(check=False)
            for name in os.listdir(folder):  # the folder is the mount itself
                path = os.path.join(folder, name)
                shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)

    def told_few(self, t):
        told = []
        for n in range(5000, 5020):
            request_id = secrets.token_bytes(16)
            s = t.call("desk", "intake.SubmitScreening",
                       pb.intake.SubmitScreeningRequest(screening=Family(n).screening()), request_id=request_id)
            told.append(f"screening desk {request_id.hex()} {s.screening_id.hex()}")
        return told, None

    def test_not_a_byte_left(self):
        """Filled in one go, between two looks at the free space: the commit itself fails, and nothing of it is told."""
        folder = self.disk("24M")
        t = Territory(root=folder)
        try:
            self.start(t)
            told, _ = self.told_few(t)
            path = self.ballast(folder, 0)
            full, refused = self.fill(t, 2000)
            self.assertEqual(refused.reason, "STORE_FULL")
            self.still_answers(t, told)
            os.unlink(path)
            t.until(lambda: t.health("desk", "intake"), 10, "serving again by itself")
            told = self.more(t, told + full)
            self.assertEqual(len(t["intake"].events("ready")), 1)
            self.sound(t, told)
        except BaseException:
            print(t["intake"].tail(), t["intake"].alive())
            raise
        finally:
            t.close(check=False)
            for name in os.listdir(folder):
                path = os.path.join(folder, name)
                shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)


if __name__ == "__main__":
    unittest.main(verbosity=2)
