"""Each story is told as it stands in its file; no row of a table is wider than the screen it was told on."""
import difflib, glob, os, sys, unittest
sys.path.insert(0, os.path.dirname(__file__))
import stories

HERE = os.path.dirname(os.path.abspath(__file__))


class Stories(unittest.TestCase):
    maxDiff = None


def test_of(path):
    def test(self):
        now, was = stories.told(path)
        wide = [line for line in now if stories.is_row(line) and len(line) > 4 + stories.WIDE]
        if os.environ.get("SIPPE_WRITE"):
            with open(path, "w") as f:
                f.write("\n".join(now))
        elif now != was:
            self.fail("\n" + "\n".join(difflib.unified_diff(was, now, "as it is written", "as it is told", lineterm="")))
        self.assertEqual(wide, [], "wider than the screen")
    return test


for one in sorted(glob.glob(os.path.join(HERE, "*.story"))):
    setattr(Stories, "test_" + os.path.basename(one)[:-6].replace("-", "_"), test_of(one))

if __name__ == "__main__":
    unittest.main()
