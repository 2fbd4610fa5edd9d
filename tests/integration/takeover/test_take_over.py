"""The first day: a coordinator has a caseload in a workbook, and four real daemons have nothing yet."""
import csv, datetime, io, pathlib, re, subprocess, unittest
from cases import *
from territory import *


WORKER = "inf-01"


def on(plus):
    d = day(plus=plus)
    return f"{d.year:04d}-{d.month:02d}-{d.day:02d}"


def weekday(plus):
    """From then on a Tuesday to Thursday that is no holiday, in any year."""
    d = datetime.date.fromisoformat(on(plus))
    while d.weekday() not in (1, 2, 3) or (d.month, d.day) in ((1, 1), (6, 24), (7, 1), (12, 25)):
        d += datetime.timedelta(days=1)
    return d.isoformat()


class TakeOver(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.t = t = Territory()
        t.start_all()
        adopt(t)
        t.allow("desk", "DESK", "99001")
        worker(t, WORKER)
        t.settle()
        for name in ("coord", "desk"):
            home = os.path.join(t.root, "profile-" + name)
            os.makedirs(home, 0o700, exist_ok=True)
            shutil.copy(t.path("peers"), home)
            t.write_file(os.path.join("profile-" + name, name + ".key"), t.keys[name].text())

    @classmethod
    def tearDownClass(cls):
        cls.t.close()

    def sippe(self, code, name, *words):
        own = {k: v for k, v in os.environ.items() if k not in ("SIPPE_KEY", "SIPPE_BY")}
        env = {**own, "SIPPE_HOME": self.t.path("profile-" + name), "LC_ALL": "fr_CA.UTF-8", "NO_COLOR": "1", "COLUMNS": "160"}
        done = subprocess.run([os.path.join(BIN, "sippe"), *words], env=env, capture_output=True, timeout=120)
        out = done.stdout.decode() + done.stderr.decode()
        self.assertEqual(done.returncode, code, out)
        return out

    def head(self):
        return self.sippe(0, "coord", "takeover", "template").lstrip("\ufeff").splitlines()[0].split(";")

    def row(self, n, **changes):
        f = Family(n)
        answers = {"reference": f"C-{n}", "clsc": "99001", "nom": f.family, "prenom": f.given, "naissance": "1998-05-16",
                   "telephone": f.phone, "langue": "français", "enfant1_naissance": on(-200), "enfant1_prenom": "Léo",
                   "intervenante": WORKER, "suivie_depuis": on(-300), "derniere_visite": on(-7), "accord_par": "elle-même",
                   "accord_le": on(-300), **changes}
        return answers

    def sheet(self, name, *rows):
        out = io.StringIO()
        head = self.head()
        lines = csv.writer(out, delimiter=";")
        lines.writerow(head)
        for row in rows:
            lines.writerow([row.get(column, "") for column in head])
        path = self.t.path(name)
        pathlib.Path(path).write_text(out.getvalue())
        return path

    def number(self, out, n):
        return re.search(rf"C-{n}\b.*?(\d+-\d)", out).group(1)

    def test_the_template_is_a_sheet(self):
        path = self.t.path("template.csv")
        pathlib.Path(path).write_text(self.sippe(0, "coord", "takeover", "template"))
        self.assertIn("aucune famille", self.sippe(2, "coord", "takeover", "preview", path))

    def test_a_caseload(self):
        at = weekday(14) + " 10:00"
        path = self.sheet("caseload.csv", self.row(1, prochaine_visite=at), self.row(2, intervenante="ts-99"),
                          self.row(3, prochaine_visite=at), self.row(4, telephone="555-0142"), self.row(5, naissance="16/05/1998"))
        out = self.sippe(5, "coord", "takeover", "preview", path)
        self.assertIn("3 reprises, 1 refusée, 1 illisible", out)
        self.assertIn("caseload.csv, ligne 5, colonne telephone :", out)
        alone = self.sheet("alone.csv", self.row(9, enfant1_naissance="", enfant1_prenom=""))
        self.assertIn("une date prévue ou la naissance", self.sippe(1, "coord", "takeover", "preview", alone))
        self.assertIn("caseload.csv, ligne 6, colonne naissance :", out)
        self.assertIn("intervenante inconnue", out)
        self.assertIn("Aucune feuille", self.sippe(0, "coord", "takeover", "list"))

        out = self.sippe(5, "coord", "takeover", "run", path)
        self.assertIn("3 reprises, 1 refusée, 1 illisible", out)
        self.t.settle()
        numbers = [self.number(out, n) for n in (1, 2, 3)]
        sheet = re.search(r"takeover show (\w+)", out).group(1)

        shown = self.sippe(0, "coord", "family", "show", numbers[0])
        for words in ("reprise d'un suivi en cours", WORKER, "Léo", "référence C-1"):
            self.assertIn(words, shown)
        visits = self.sippe(0, "coord", "visits", numbers[0])
        self.assertIn("faite", visits)
        self.assertIn("confirmée", visits)
        work = self.sippe(0, "coord", "worklist")
        self.assertRegex(work, rf"confirmer une intervenante privilégiée\s+{numbers[1]}")
        self.assertRegex(work, rf"replacer la visite convenue\s+{numbers[2]}")  # one worker, one hour, two families
        self.assertIn("n'a pas pu être inscrite", self.sippe(0, "coord", "family", "show", numbers[2]))
        self.assertIn(numbers[1], self.sippe(0, "desk", "family", "find", "C-2"))

        mended = self.sheet("caseload.csv", self.row(1, prochaine_visite=at), self.row(2, intervenante="ts-99"),
                            self.row(3, prochaine_visite=at), self.row(4), self.row(5))
        out = self.sippe(0, "coord", "takeover", "run", mended)
        self.assertIn("2 reprises, 3 déjà reprises", out)
        self.assertIn("0 reprise, 5 déjà reprises", self.sippe(0, "coord", "takeover", "run", mended))
        second = re.search(r"takeover show (\w+)", out).group(1)

        self.sippe(0, "desk", "safety", "record", numbers[0], "--text", "gros chien")
        out = self.sippe(1, "coord", "takeover", "undo", sheet, "--reason", "mauvais classeur")
        self.assertIn("autre chose notée depuis", out)
        self.assertIn("--rest", out)
        out = self.sippe(0, "coord", "takeover", "undo", sheet, "--reason", "mauvais classeur", "--rest")
        self.assertIn("2 reprises annulées, 1 laissée", out)
        self.t.settle()
        self.assertIn("inscrite par erreur", self.sippe(0, "coord", "family", "show", numbers[2]))
        self.assertNotIn(numbers[2], self.sippe(0, "coord", "worklist"))
        self.assertIn("Aucune famille", self.sippe(0, "desk", "family", "find", "C-2"))
        self.assertIn("annulée le", self.sippe(0, "coord", "takeover", "show", sheet))
        self.assertIn("2 reprises annulées", self.sippe(0, "coord", "takeover", "undo", second, "--reason", "mauvais classeur"))

    def test_who_may(self):
        path = self.sheet("desk.csv", self.row(20))
        self.assertIn("Votre rôle", self.sippe(1, "desk", "takeover", "run", path))

    def test_who_is_known(self):
        first = self.sheet("first.csv", self.row(30))
        self.sippe(0, "coord", "takeover", "run", first)
        other = self.sheet("other.csv", self.row(30, reference="X-30", nom="Autrement"))
        out = self.sippe(1, "coord", "takeover", "preview", other)
        self.assertIn("même téléphone", out)
        self.assertIn("distincte", self.sippe(1, "coord", "takeover", "run", other))
        self.sippe(0, "coord", "takeover", "run", self.sheet("other.csv", self.row(30, reference="X-30", nom="Autrement", distincte="oui")))
        changed = self.sheet("changed.csv", self.row(30, intervenante="ts-99"))
        self.assertIn("avec d'autres renseignements", self.sippe(1, "coord", "takeover", "run", changed))


if __name__ == "__main__":
    unittest.main()
