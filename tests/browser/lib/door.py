"""A real territory with its gateway, for the pages' tests: the address on the first line, then an answer for each line that comes.

    code martine      a day code for all her memberships
    end               all ways in that were opened so far are ended
    stop intake       the daemon is stopped;  start intake: it is there again
"""
import os, sys
sys.path.insert(0, os.path.join(os.environ["SIPPE_SOURCE"], "tests/integration/door"))
from gateway import *

PEOPLE = {"martine": ["martine.roy"], "julie": ["julie.gagnon", "julie.gagnon.equipe"], "nadia": ["nadia.cloutier"]}
ROLES = {"martine.roy": pb.types.ROLE_DESK, "julie.gagnon": pb.types.ROLE_DESK, "julie.gagnon.equipe": pb.types.ROLE_TEAM,
         "nadia.cloutier": pb.types.ROLE_COORDINATOR}


class World:
    def __init__(self, t):
        self.t, self.logins = t, []
        t.start_all()
        adopt(t)
        t.settle()
        self.gateway = Gateway(t)
        self.members = {n: member(t, n, r, "99001" if r != pb.types.ROLE_COORDINATOR else "", self.gateway.member) for n, r in ROLES.items()}
        t.settle()
        self.gateway.start()

    def code(self, person):
        code, login = invite(self.t, *[self.members[n] for n in PEOPLE[person]])
        self.logins.append(login)
        return code

    def end(self):
        for login in self.logins:
            self.t.call("coord", "intake.EndLogin", pb.intake.EndLoginRequest(login_id=login))
        self.logins = []

    def stop(self, daemon):
        self.t.daemons[daemon].stop()

    def start(self, daemon):
        self.t.daemons[daemon].start()


with Territory() as t:
    world = World(t)
    print(world.gateway.origin, flush=True)
    for line in sys.stdin:
        act, *arguments = line.split()
        print(getattr(world, act)(*arguments) or "", flush=True)
    world.gateway.stop()
