"""Stories: what people type and what they read, word for word, over four real daemons. A file *.story holds one:

    Prose, in the first column: who does what, and why.

    fichier urgence.json : urgent.food_today=NO income.annual=UNKNOWN      a call of calls.py with other answers
    fichier equipe.csv :                                                  or its lines, indented
        code;nom
    tableau appels.csv :                                                  a table, a column a line: it would not fit a page otherwise
        nom = Exemple | Inventée
    jour +3                                                               the daemons stop, and start three days later
    guichet $ sippe screening push urgence.json                           a command of one of the ACTORS
        1 acceptée ...                                                    what it prints on both outputs
        [2]                                                               how it ends, unless with 0

It is Thursday 26 November 2026, ten in the morning at Montréal, for the daemons and for the program: a preloaded clock says so. What
differs from run to run is written as a place of the same width, so that tables stay aligned: ids as ⟨id-001⟩, in the order in which
they are first read, and so the numbers of families, ⟨f-1⟩, codes of ways in, ⟨code-1⟩, and of answers, ⟨r-1⟩; a command may name
them. The minutes of the hour in which it is told are 0x: 10 h 0x, and 12 h 0x for what lasts two hours. SIPPE_WRITE=1 writes what was
read into the file: read the difference.
"""
import calendar, os, pathlib, re, shlex, shutil, subprocess, time
from calls import call_with
from cases import organization
from territory import BIN, SOURCE, Territory, pb

BEGINS = calendar.timegm((2026, 11, 26, 15, 1, 10))
BEGAN = int(time.time())
DAY_S = 86400
WIDE = 80
ACTORS = {"guichet": ("DESK", "99001"), "guichet-2": ("DESK", "99002"), "equipe": ("TEAM", "99001"), "coordination": ("COORDINATOR", ""),
          "exploitation": ("OPERATOR", "")}
TRUSTED = {"coordination": "coord", "exploitation": "op"}  # the territory trusts these from the start
COMMAND = re.compile(r"^([a-z0-9-]+) \$ (.*)$")
FILE = re.compile(r"^fichier ([\w.-]+) :\s*(.*)$")
TABLE = re.compile(r"^tableau ([\w.-]+) :$")
DAY = re.compile(r"^jour \+(\d+)$")
ID = re.compile(r"(?<![0-9a-z⟨-])([0-9a-f]{32}|[0-9a-f]{8})(?![0-9a-z-])")
NUMBER = re.compile(r"(?<![\d-])(\d{4}-\d)(?![\d-])")
CODE = re.compile(r"(?<![\w-])([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4})(?![\w-])")
ANSWER = re.compile(r"(?<![\w-])([2-9A-Z]{3}-[2-9A-Z]{3,4})(?![\w-])")
SOON = re.compile(r"\b(\d{1,2}(?: h |:))0[1-9]\b")


class Places:
    """What stands for what differs from run to run."""

    def __init__(self):
        self.names, self.values = {}, {}

    def name(self, kind, key, value, width):
        if key not in self.names:
            n = 1 + sum(name.startswith(f"⟨{kind}-") for name in self.values)
            digits = max(1, width - len(kind) - 3)
            self.names[key] = f"⟨{kind}-{n:0{digits}}⟩"
        self.values[self.names[key]] = value
        return self.names[key]

    def hide(self, text):
        text = ID.sub(lambda m: self.name("id", m[1][:8], m[1], 8) + (" " * 24 if len(m[1]) == 32 else ""), text)
        text = CODE.sub(lambda m: self.name("code", m[1], m[1], 14), text)
        text = ANSWER.sub(lambda m: self.name("r", m[1], m[1], len(m[1])), text)
        text = NUMBER.sub(lambda m: self.name("f", m[1], m[1], 6), text)
        return SOON.sub(r"\g<1>0x", text)

    def show(self, command):
        for name, value in self.values.items():
            command = command.replace(name, value)
        return command


class Teller:
    """A territory with its rules, team, partner and people, and the folder in which commands are typed."""

    def __init__(self):
        self.t = t = Territory("demo-nord")
        self.moved_s = 0
        self.folder = t.path("ici")
        os.makedirs(self.folder, 0o700)

    def open(self):
        t = self.t
        t.start_all(env=self.clock())
        for name in TRUSTED:
            self.profile(name, t.keys[TRUSTED[name]])
        self.must("exploitation", "territory", "adopt", os.path.join(SOURCE, "deploy/territories/ahuntsic-demo.yaml"))
        for name, (role, organization) in ACTORS.items():
            if name not in TRUSTED:
                self.profile(name, t.allow(name, role, organization))
        self.must("coordination", "workers", "import", os.path.join(SOURCE, "deploy/demo/team.csv"))
        self.partner()
        t.settle()

    def partner(self):
        partner = organization("Maison des familles d'essai", bytes([1] * 16), bytes([2] * 16))
        for service in partner.services:
            service.verified_on.CopyFrom(pb.types.Date(year=2026, month=11, day=20))
        self.t.call("coord", "directory.PutOrganization", pb.directory.PutOrganizationRequest(organization=partner))
        self.profile("partenaire", self.t.allow("partenaire", "PARTNER", partner.organization_id.hex()))

    def clock(self):
        ms = 1000 * (BEGINS + self.moved_s - BEGAN)
        return {"LD_PRELOAD": os.path.join(BIN, "liblater.so"), "LATER_MS": str(ms),
                "ASAN_OPTIONS": "verify_asan_link_order=0:" + os.environ.get("ASAN_OPTIONS", "")}

    def profile(self, name, key):
        home = self.t.path("profil-" + name)
        os.makedirs(home, 0o700, exist_ok=True)
        shutil.copy(self.t.path("peers"), home)
        self.t.write_file(os.path.join("profil-" + name, key.name + ".key"), key.text())

    def run(self, name, *words):
        own = {k: v for k, v in os.environ.items() if not k.startswith("SIPPE_")}
        env = {**own, **self.clock(), "SIPPE_HOME": self.t.path("profil-" + name), "LC_ALL": "fr_CA.UTF-8", "NO_COLOR": "1",
               "COLUMNS": str(WIDE)}
        done = subprocess.run([os.path.join(BIN, "sippe"), *words], env=env, cwd=self.folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
        return done.returncode, done.stdout.decode()

    def must(self, name, *words):
        code, out = self.run(name, *words)
        assert code == 0, f"{name} $ {' '.join(words)}\n{out}[{code}]"

    def later(self, days):
        self.t.stop_all()
        self.moved_s += days * DAY_S
        self.t.start_all(env=self.clock())
        self.t.settle()

    def write(self, name, answers, lines):
        path = pathlib.Path(self.folder, name)
        path.write_text(call_with(answers, BEGINS + self.moved_s) if not lines else "\n".join(lines) + "\n")


def table(columns):
    """The lines of a CSV, whose columns are given as `title = first | second`."""
    titles, cells = zip(*(column.split(" = ", 1) for column in columns))
    rows = zip(*([cell.strip() for cell in one.split("|")] for one in cells))
    return [";".join(row) for row in (titles, *rows)]


def is_row(line):
    """Of a table: columns stand two blanks apart, sentences have none such."""
    return line.startswith("    ") and len(re.findall(r"\S  +\S", line[4:])) > 1


def indented(lines, at):
    """The lines of a block, without their indent, and where it ends: blank ones belong to it when another line follows."""
    out, end = [], at
    for i in range(at, len(lines)):
        if lines[i].startswith("    "):
            out += [""] * (i - end) + [lines[i][4:]]
            end = i + 1
        elif lines[i].strip():
            break
    return out, end


def said(code, out, places):
    lines = [line.rstrip() for line in places.hide(out).rstrip("\n").split("\n")] if out.strip() else []
    return lines + ([f"[{code}]"] if code else [])


def told(path):
    """The story as it is told now."""
    lines = pathlib.Path(path).read_text().split("\n")
    teller, places, out, at = Teller(), Places(), [], 0
    try:
        teller.open()
        while at < len(lines):
            line, at = lines[at], at + 1
            out.append(line)
            if m := FILE.match(line):
                block, end = indented(lines, at)
                teller.write(m[1], shlex.split(places.show(m[2])), [places.show(b) for b in block])
                out += lines[at:end]
                at = end
            elif m := TABLE.match(line):
                block, end = indented(lines, at)
                teller.write(m[1], None, table([places.show(b) for b in block]))
                out += lines[at:end]
                at = end
            elif m := DAY.match(line):
                teller.later(int(m[1]))
            elif m := COMMAND.match(line):
                _, at = indented(lines, at)
                words = shlex.split(places.show(m[2]))
                assert words[0] == "sippe", line
                teller.t.settle()
                out += ["    " + s if s else "" for s in said(*teller.run(m[1], *words[1:]), places)]
    finally:
        teller.t.close(check=False)
    return out, lines
