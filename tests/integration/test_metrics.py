"""The figures of the running daemons, read as Prometheus reads them, against the one table (common/metrics/names.def)."""
import re, subprocess, unittest
from cases import *
from territory import *
sys.path.insert(0, os.path.join(SOURCE, "tests/tree"))
import metrics as tables

NAME = r"[a-zA-Z_][a-zA-Z0-9_]*"
SERIES = re.compile(rf'({NAME})(?:\{{((?:{NAME}="(?:\\.|[^"\\])*",?)+)\}})? (\S+)$')
LABEL = re.compile(rf'({NAME})="((?:\\.|[^"\\])*)"')


def parse(text):
    """family → (kind, help, {(name, labels): value}); what the format does not allow is an AssertionError."""
    families, current = {}, None
    assert text.endswith("\n"), "the last line has no end"
    for line in text.splitlines():
        if line.startswith("# HELP "):
            current, about = line[7:].split(" ", 1)
            assert current not in families, f"{current} twice"
            families[current] = [None, about, {}]
        elif line.startswith("# TYPE "):
            name, kind = line[7:].split(" ")
            assert name == current and families[name][0] is None, line
            families[name][0] = kind
        else:
            m = SERIES.match(line)
            assert m, f"not a series: {line}"
            name, labels = m[1], tuple(LABEL.findall(m[2] or ""))
            kind, _, series = families[current]
            own = [current + s for s in ("_bucket", "_sum", "_count")] if kind == "histogram" else [current]
            assert name in own, f"{name} stands under {current}"
            assert len(dict(labels)) == len(labels) and (name, labels) not in series, f"twice: {line}"
            series[name, labels] = float(m[3])
    return families


class Metrics(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.t = t = Territory()
        t.start_all()
        adopt(t)
        t.settle()
        files = {n: open(os.path.join(SOURCE, n)).read() for n in (tables.NAMES, tables.ALARMS)}
        with open(os.path.join(SOURCE, "services/gateway/meters.c")) as f:
            gateway = f.read()  # what it alone fills is no daemon's (door/test_door.py has it)
        cls.table = {name: (kind, labels.split(), about) for ident, kind, name, labels, _, about in tables.metrics(files)
                     if f"metric_{ident}," not in gateway}
        cls.alarms = list(tables.alarms(files))
        cls.texts = {d: t.call("op", "node.GetMetrics", daemon=d).text for d in DAEMONS}

    @classmethod
    def tearDownClass(cls):
        cls.t.close()

    def test_each_family_of_the_table_and_no_other(self):
        kinds = {"COUNTER": "counter", "GAUGE": "gauge", "SECONDS": "histogram", "MESSAGES": "histogram"}
        for daemon, text in self.texts.items():
            families = parse(text)
            self.assertEqual(set(families), set(self.table), daemon)
            for name, (kind, about, series) in families.items():
                self.assertEqual((kind, about), (kinds[self.table[name][0]], self.table[name][2]))
                self.assertTrue(series, name)
                for (_, labels), _ in series.items():
                    names = [n for n, _ in labels if n != "le"]
                    self.assertEqual(names, ["territory", "daemon", *self.table[name][1]], name)
                    self.assertEqual(dict(labels)["daemon"], daemon)
                    self.assertEqual(dict(labels)["territory"], self.t.code)

    def test_of_two_daemons_no_series_is_the_same(self):
        seen = set()
        for text in self.texts.values():
            for _, _, series in parse(text).values():
                self.assertFalse(seen & set(series))
                seen |= set(series)

    def test_histograms_add_up(self):
        kind, _, series = parse(self.texts["intake"])["sippe_commit_seconds"]
        buckets = [v for (name, _), v in series.items() if name.endswith("_bucket")]
        count = next(v for (name, _), v in series.items() if name.endswith("_count"))
        self.assertEqual(buckets, sorted(buckets))
        self.assertEqual(buckets[-1], count)
        self.assertGreater(count, 0)

    def test_figures_follow_what_happens(self):
        """One of each kind that alarms rest on: filled, and by the right thing."""
        t = self.t
        before = t.metrics("scheduling")
        self.assertEqual(before['sippe_in_lag_records{peer="intake"}'], 0)
        self.assertEqual(before['sippe_stream_stopped{peer="intake"}'], 0)
        self.assertEqual(before["sippe_accepting"], 1)
        self.assertEqual(before["sippe_clock_in_doubt"], 0)
        self.assertGreater(before["sippe_disk_free_bytes"], 0)
        t.until(lambda: t.metrics("scheduling")['sippe_link_up{peer="intake"}'] == 1, what="link up")
        t["intake"].stop()
        t.until(lambda: t.metrics("scheduling")['sippe_in_age_seconds{peer="intake"}'] > 3, what="age of the last feed")
        t["intake"].start()
        t.until(lambda: t.metrics("scheduling")['sippe_in_age_seconds{peer="intake"}'] < 3, what="heard again")
        self.assertGreater(t.metrics("scheduling")["sippe_feeds_taken_total"], 0)
        self.assertGreater(t.metrics("intake")["sippe_feeds_sent_total"], 0)

    def test_promtool(self):
        tool = shutil.which("promtool")
        if not tool:
            self.skipTest("promtool is not installed (package prometheus): read by the parser of this test alone")
        for daemon, text in self.texts.items():
            done = subprocess.run([tool, "check", "metrics"], input=text, capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""), daemon)

    def test_scrape(self):
        """Whole files for the collector; of a daemon that does not answer none, not yesterday's."""
        t = self.t
        for folder in ("scrape-profile", "collected"):
            os.makedirs(t.path(folder), 0o755)
        shutil.copy(t.path("peers"), t.path("scrape-profile"))
        t.write_file("scrape-profile/op.key", t.keys["op"].text())
        t["directory"].stop()
        t.write_file("collected/sippe-directory.prom", "sippe_build_info 1\n")
        done = subprocess.run([os.path.join(SOURCE, "deploy/prometheus/scrape"), t.path("collected")], capture_output=True, text=True,
                              env={**os.environ, "SIPPE": os.path.join(BIN, "sippe"), "SIPPE_HOME": t.path("scrape-profile")})
        t["directory"].start()
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertEqual(sorted(os.listdir(t.path("collected"))), [f"sippe-{d}.prom" for d in sorted(DAEMONS) if d != "directory"])
        with open(t.path("collected/sippe-intake.prom")) as f:
            self.assertEqual(set(parse(f.read())), set(self.table))


if __name__ == "__main__":
    unittest.main()
