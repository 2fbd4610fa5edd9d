"""Five places where what was told must be on the disk, each recorded once and cut as often as asked:

    data     a daemon's store, under commands of a desk        what was acknowledged is there, the journal whole
    spool    a desk's screenings, while nobody answers         what was told to wait waits, whatever is torn behind it
    keys     keys of the program, and the daemon's `revoked`   a file that has its name is whole
    backup   a copy and its manifest                           where the manifest is, both are whole
    jobs     outcomes in files beside a store (worker.c)       one that has its name is whole; each piece is settled once

The power goes after any write; `plant` is a fault that must be found (recorder.c)."""
from cases import *
from recorded import *
from territory import *
from worker import worker

PAGE = 4096


def form(family):
    """As a desk's file says it."""
    began = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 3600))
    due = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 168 * 86400))
    return {"call": {"started_at": began, "called_by": "j.roy", "clsc_code": "99001", "source": "SELF_OLO_CALL",
                     "caller_is_subject": "YES", "language": "fr", "attempt": 1, "outcome": "COMPLETED"},
            "consent": {"notice_read_at": began, "notice_version": "2026-1", "consent_store": "YES", "safe_to_leave_message": "YES"},
            "identity": {"name": {"family": family.family, "given": family.given}, "birth_date": "1998-05-16", "phone": family.phone,
                         "address": {"postal_code": family.postal}},
            "pregnancy": {"due_date": due}, "household": {"size": 2}, "income": {"annual": 20000},
            "schooling": {"highest_diploma": "NONE"}}


class Cuts:
    """One recording. `cut` gives None, or what is wrong when the power goes at a random moment of it."""
    plants = ()  # what each kind of flush is called, for the variants without it

    def __init__(self, t, chance, plant=""):
        self.t, self.chance, self.plant, self.log_path = t, chance, plant, t.path(type(self).__name__ + ".record")
        self.record()
        self.log = Log(self.log_path)
        self.begin()

    def begin(self):
        """After the recording."""

    def moment(self):
        """A length of the log, as likely in the middle of something as between two."""
        return self.chance.choice(self.log.ends)

    def size(self):
        return os.path.getsize(self.log_path) if os.path.exists(self.log_path) else 0

    def start(self):
        """All four daemons; intake is recorded."""
        for d in self.t.daemons.values():
            d.start(env=preload(self.log_path, d.dir, self.plant) if d.name == "intake" else None)
        adopt(self.t)

    def store_files(self, folder):
        """What a store is: its data and its log."""
        return {name: self.log.file(os.path.join(folder, name)) for name in ("data.mdb", "log.0", "log.1")}

    def put_store(self, folder, files, end):
        """As a loss of power at this moment leaves it, in place of the one that is there; what else the folder holds stays."""
        os.makedirs(folder, 0o700, exist_ok=True)
        for name in ("lock.mdb", "jobs"):
            path = os.path.join(folder, name)
            shutil.rmtree(path) if os.path.isdir(path) else os.path.exists(path) and os.unlink(path)
        for name, file in files.items():
            image = file.image(self.chance, file.count(end))
            image.extend(bytes(-len(image) % PAGE))
            with open(os.path.join(folder, name), "wb") as f:
                f.write(image)

    def profile(self, name):
        home = self.t.path("profile-" + name)
        os.makedirs(home, 0o700, exist_ok=True)
        shutil.copy(self.t.path("peers"), home)
        self.t.write_file(os.path.join("profile-" + name, name + ".key"), self.t.keys[name].text())
        return home

    def sippe(self, home, *words, recorded=False):
        env = {**os.environ, "SIPPE_HOME": home, "LC_ALL": "fr_CA.UTF-8",
               **(preload(self.log_path, home, self.plant) if recorded else {})}
        done = subprocess.run([os.path.join(BIN, "sippe"), *words], env=env, capture_output=True, timeout=120)
        return done.returncode, (done.stdout + done.stderr).decode()


class Data(Cuts):
    plants = ("nosync", "/log.")
    turn = 0

    def record(self):
        self.start()
        self.t.allow("desk", "DESK", "99001")
        self.told, self.client = [], self.t.client("desk", "intake")
        for n in range(60):
            self.work(n)
        self.t["intake"].kill9()

    def ask(self, method, request):
        request_id = secrets.token_bytes(16)
        reply = self.client.call(method, request, request_id=request_id, timeout=30, attempt=30)
        self.told.append((self.size(), f"{self.t.said('desk')} {request_id.hex()}"))
        return reply

    def work(self, n):
        s = self.ask("intake.SubmitScreening", pb.intake.SubmitScreeningRequest(screening=Family(n).screening()))
        if n % 2 == 0:
            self.ask("intake.DecideRoute", pb.intake.DecideRouteRequest(
                screening_id=s.screening_id, version=s.version, route=1))
            self.ask("intake.EnrolFamily", pb.intake.EnrolFamilyRequest(
                family_id=s.family_id, screening_id=s.screening_id))

    def begin(self):
        """From the first that was told on."""
        self.files = self.store_files(self.t["intake"].dir)
        self.vault = self.log.file(os.path.join(self.t["intake"].dir, "vault"))
        self.log.ends = [end for end in self.log.ends if end >= self.told[0][0]]

    def store(self, end):
        folder = self.t.path("cut")
        self.put_store(folder, self.files, end)
        with open(os.path.join(folder, "vault"), "wb") as f:  # as the same loss of power leaves it
            f.write(self.vault.image(self.chance, self.vault.count(end)))
        return folder

    def verify(self):
        """The daemon's own look at the store of the last cut, which it also opens."""
        text = self.t["intake"].config_text().replace(f"dir = {self.t['intake'].dir}\n", f"dir = {self.t.path('cut')}\n")
        config = self.t.write_file("cut.conf", text)
        done = subprocess.run([self.t["intake"].program, "--config", config, "--verify"], capture_output=True, text=True, timeout=60)
        return f"verify: {done.returncode} {done.stderr}" if done.returncode else None

    def cut(self):
        end = self.moment()
        folder = self.store(end)
        with open(self.t.path("told"), "w") as f:
            f.writelines(line + "\n" for at, line in self.told if at <= end)
        code, said = check_cut("intake", folder, self.t.path("told"))
        self.turn += 1
        if code:
            return f"log of {end} bytes: {code} {said}"
        return self.verify() if self.turn % 5 == 0 else None


class Spool(Cuts):
    plants = ("/spool/",)

    def record(self):
        self.t.start_all()
        adopt(self.t)
        self.t.allow("desk", "DESK", "99001")
        self.t["intake"].stop()
        self.home, self.told = self.profile("desk"), []
        for n in (3, 9):  # the second file is longer, and holds the first
            forms = self.t.write_file("forms.json", json.dumps([form(Family(k)) for k in range(n)]))
            code, said = self.sippe(self.home, "screening", "push", forms, recorded=True)
            if code != 3 or f"{n} en attente" not in said:
                raise AssertionError(f"{code}: {said}")
            self.told.append((self.size(), n))

    def begin(self):
        self.path = os.path.join(self.home, "spool", "desk")
        self.file = self.log.file(self.path)

    def cut(self):
        """What was told to wait is listed. What was being added may be torn anywhere: it is cut off, or told as damage (5)."""
        end = self.moment()
        with open(self.path, "wb") as f:
            f.write(self.file.image(self.chance, self.file.count(end)))
        code, said = self.sippe(self.home, "screening", "spool", "--json")
        told = max([n for at, n in self.told if at <= end], default=0)
        waiting = said.count('"request_id"')
        fault = code not in (0, 5) or waiting < told
        return f"log of {end} bytes: {code}, {waiting} of {told} wait: {said[:200]}" if fault else None


class Keys(Cuts):
    plants = (".key", ".pub", "revoked")

    def record(self):
        self.start()
        home = self.t.path("profile-new")
        os.makedirs(home, 0o700)
        for n in range(8):
            code, said = self.sippe(home, "keys", "new", f"poste-{n}", "--role", "desk", "--organization", "99001", recorded=True)
            if code:
                raise AssertionError(said)
            self.t.allow(f"accueil-{n}", "DESK", "99001")
            self.t.call("op", "intake.RevokeKey", pb.intake.RevokeKeyRequest(member=f"accueil-{n}", reason="essai"))
        self.t["intake"].kill9()

    def cut(self):
        path = self.log.torn(self.chance, self.moment(), self.plant)
        return f"{path} is torn" if path else None


class Backup(Cuts):
    plants = (".part/data.mdb", "manifest")

    def record(self):
        self.start()
        self.t.settle()
        code, said = self.sippe(self.profile("op"), "backup", "--cut", "coupe")
        if code:
            raise AssertionError(said)
        self.folder = os.path.join(self.t["intake"].dir, "backup", "coupe")

    def begin(self):
        """The moments from the manifest's name on; before it there is no cut that could be put back."""
        self.copy = self.log.file(os.path.join(self.folder, "data.mdb"))
        self.told = next(end for path, _, end in self.log.names if path.endswith("/manifest"))
        self.log.ends = [end for end in self.log.ends if end >= self.told]

    def cut(self):
        end = self.moment()
        if self.copy.image(self.chance, self.copy.count(end)) != self.copy.written(len(self.copy.entries)):
            return f"{self.folder}/data.mdb is torn, and has its manifest"
        path = self.log.torn(self.chance, end, "manifest")
        return f"{path} is torn" if path else None


class Jobs(Cuts):
    plants = ("/jobs/",)
    PIECES = 40
    turn = 0

    def record(self):
        self.d = worker(self.t, runs=self.t.path("runs"))
        self.d.start(env=preload(self.log_path, self.d.dir, self.plant))
        self.d.add(heavy=self.PIECES)
        self.told = self.size()
        self.d.until(lambda: not self.d.jobs(), "all of it done")
        self.d.kill9()

    def begin(self):
        self.files = self.store_files(self.d.dir)
        self.log.ends = [end for end in self.log.ends if end >= self.told]

    def cut(self):
        end = self.moment()
        path = self.log.torn(self.chance, end, "/jobs/")
        if path:
            return f"{path} is torn"
        self.turn += 1
        return self.live_on(end) if self.turn % 5 == 0 else None

    def live_on(self, end):
        """The daemon, on what the disk holds, does what is left to do."""
        self.put_store(self.d.dir, self.files, end)
        os.makedirs(os.path.join(self.d.dir, "jobs"), 0o700)
        for path, file in self.log.there(end).items():
            if "/jobs/" in path:
                with open(path, "wb") as f:
                    f.write(file.image(self.chance, file.count(end)))
        self.d.start()
        self.d.until(lambda: not self.d.jobs() and not self.d.outcome_files(), "all of it done, and no file left")
        self.d.kill9()
        ended, settled = self.d.journal()
        wrong = [e for e in ended if e.how != "DONE"]
        fault = wrong or len(ended) != self.PIECES or len(set(settled)) != self.PIECES
        return f"log of {end} bytes: {len(ended)} ends, {len(set(settled))} settled, {wrong[:3]}" if fault else None


KINDS = {"data": Data, "spool": Spool, "keys": Keys, "backup": Backup, "jobs": Jobs}
