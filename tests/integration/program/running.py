"""The program `sippe` beside the four daemons, as a desk, an operator and a partner have it: for tests that run it."""
import csv, io, pathlib, subprocess, unittest
from cases import *
from territory import *

PEOPLE = {"desk": ("DESK", "99001"), "desk2": ("DESK", "99002"), "team": ("TEAM", "99001")}


class ProgramCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.t = t = Territory()
        t.start_all()
        adopt(t)
        for name, (role, organization) in PEOPLE.items():
            t.allow(name, role, organization)
        cls.partner = put_organization(t)
        t.allow("partner", "PARTNER", cls.partner[0].hex())
        t.settle()
        for name in (*PEOPLE, "op", "coord", "partner"):
            cls.profile(name)

    @classmethod
    def tearDownClass(cls):
        cls.t.close()

    @classmethod
    def profile(cls, name, key=None):
        home = os.path.join(cls.t.root, "profile-" + name)
        os.makedirs(home, 0o700, exist_ok=True)
        shutil.copy(cls.t.path("peers"), home)
        cls.t.write_file(os.path.join("profile-" + name, (key or cls.t.keys[name]).name + ".key"), (key or cls.t.keys[name]).text())
        return home

    def run_as(self, name, *words, env=None, input=b"", **options):
        own = {k: v for k, v in os.environ.items() if k not in ("SIPPE_KEY", "SIPPE_BY")}
        env = {**own, "SIPPE_HOME": self.t.path("profile-" + name), "LC_ALL": "fr_CA.UTF-8", "NO_COLOR": "1", **(env or {})}
        return subprocess.run([os.path.join(BIN, "sippe"), *words], env=env, input=input, capture_output=True,
                              timeout=120, **options)

    def sippe(self, code, name, *words, **options):
        """Its output of both kinds, when it ended with this code."""
        done = self.run_as(name, *words, **options)
        out = done.stdout.decode() + done.stderr.decode()
        self.assertEqual(done.returncode, code, out)
        return out

    def json(self, code, name, *words, **options):
        done = self.run_as(name, *words, "--json", **options)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return json.loads(done.stdout)

    def file(self, name, content):
        path = self.t.path(name)
        pathlib.Path(path).write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    # ---- tables

    def table(self, *ns, **changes):
        """Rows of a spreadsheet, the header first: Family(n) with other answers."""
        template = self.sippe(0, "desk", "screening", "template", "csv").lstrip("\ufeff").splitlines()[0].split(";")
        rows = [template]
        for n in ns:
            f = Family(n)
            answers = {"appel_debut": time.strftime("%Y-%m-%d %H:%M", time.gmtime(time.time() - 86400)), "evaluation_par": "j.roy",
                       "clsc": "99001", "source": "appel Olo", "langue": "fr", "avis_version": "2026-1", "consent_conservation": "oui",
                       "message_sans_danger": "oui", "nom": f.family, "prenom": f.given, "naissance": "1998-05-16",
                       "telephone": f.phone, "code_postal": f.postal, "personnes_menage": "2", "revenu_annuel": "20000",
                       "diplome": "aucun", "date_prevue": time.strftime("%Y-%m-%d", time.gmtime(time.time() + 168 * 86400)),
                       "reference_locale": f"R-{n}", **changes}
            answers.setdefault("avis_lu_le", answers["appel_debut"])
            rows.append([answers.get(column, "") for column in template])
        return rows

    def text(self, rows, delimiter=";"):
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter).writerows(rows)
        return out.getvalue()
