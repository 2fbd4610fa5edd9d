"""A territory with its gateway, until the standard input ends, for tests in other languages (tests/connect): one line of JSON says where
it listens, who has which token, which process each daemon is, and what may be told of invented families."""
from google.protobuf import json_format
from gateway import *

PEOPLE = {"martine": (pb.types.ROLE_DESK, "99001"), "ines": (pb.types.ROLE_DESK, "99001"), "julie": (pb.types.ROLE_TEAM, "99001"),
          "odile": (pb.types.ROLE_COORDINATOR, ""), "rose": (pb.types.ROLE_PRIVACY, "")}
FAMILIES = 24


def person(t, g, name):
    role, organization = PEOPLE[name]
    one = member(t, name, role, organization, g.member)
    return {"role": pb.types.Role.Name(role)[5:].lower(), "member": one.hex(), "token": token(t, one)[0]}


def family(n):
    f = Family(n)
    return {"phone": f.phone, "screening": json_format.MessageToDict(f.screening())}


def main():
    with Territory() as t:
        t.start_all()
        adopt(t)
        t.settle()
        g = Gateway(t)
        people = {name: person(t, g, name) for name in PEOPLE}
        code = invite(t, bytes.fromhex(people["martine"]["member"]))[0]
        t.settle()
        g.start()
        print(json.dumps({"port": g.port, "origin": g.origin, "people": people, "code": code,
                          "pids": {name: d.process.pid for name, d in t.daemons.items()},
                          "families": [family(n) for n in range(1, FAMILIES)]}), flush=True)
        sys.stdin.read()
        g.stop()


main()
