#!/usr/bin/env python3
"""A program of a partner or a desk, in the language of its choice: an example to start from.

It needs python3-zmq, python3-protobuf and protoc (Debian's packages), the .proto files, and four things from the operator: the
endpoint of the daemon, its public key, and the allowance of the key pair that this program made (see `key`).

    ./client.py key --name relevailles --role PARTNER --organization 8a2f...    # makes relevailles.key and relevailles.pub
    ./client.py notices --endpoint tcp://sippe.example:20204 --server-key '...' --key relevailles.key --cursor cursor.bin
    ./client.py screening --endpoint tcp://sippe.example:20201 --server-key '...' --key desk.key screening.json

What to know of the protocol (proto/envelope.proto):
  - one ZeroMQ DEALER, CURVE, one packed Envelope per message;
  - a request carries an id of 16 bytes that you choose. No answer? Send the same request again, same id, as often as you like: it
    is done once, and every repeat gets the same reply. Keep the id with what you send until you have the reply;
  - a stream is followed from a position that you keep. Save it together with what you did about the records, and nothing is
    missed or done twice, whatever stops in between.
"""
import argparse, glob, importlib, json, os, secrets, subprocess, sys, tempfile, time
import zmq
from google.protobuf import json_format

PROTO = os.environ.get("SIPPE_PROTO") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../proto")


def contract():
    """The messages, generated from the .proto files; a real program does this once, when it is built."""
    with tempfile.TemporaryDirectory() as out:
        files = sorted(os.path.relpath(f, PROTO) for f in glob.glob(PROTO + "/**/*.proto", recursive=True))
        subprocess.run(["protoc", "-I", PROTO, "-I", "/usr/include", "--python_out", out, *files,
                        "protobuf-c/protobuf-c.proto"], check=True, stderr=subprocess.DEVNULL)
        sys.path.insert(0, out)
        try:
            return [importlib.import_module(name) for name in
                    ("envelope_pb2", "status_pb2", "intake.screening_pb2", "intake_pb2", "notifications_pb2",
                     "notifications_events_pb2")]
        finally:
            sys.path.remove(out)


envelope, status, screening, intake, notifications, notifications_events = contract()

# ---- keys: lines of "name = value", the secret half readable by nobody else


def key_make(name, role, organization):
    public, secret = (half.decode() for half in zmq.curve_keypair())
    head = f"name = {name}\nrole = {role}\n" + (f"organization = {organization}\n" if organization else "")
    head += f"created = {time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())}\npublic = {public}\n"
    with os.fdopen(os.open(name + ".key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as f:
        f.write(head + f"secret = {secret}\n")
    with open(name + ".pub", "x") as f:
        f.write(head)  # this one goes to the operator


def key_load(path):
    with open(path) as f:
        return {name.strip(): value.strip() for name, _, value in (line.partition("=") for line in f) if value}


# ---- the connection


class Refused(Exception):
    """The daemon answered no. Decide on `code`; show `message_fr` or `message_en`; `violations` name the fields."""

    def __init__(self, s):
        self.status = s
        super().__init__(f"{status.Code.Name(s.code)} {status.Reason.Name(s.reason)}: {s.message_fr} / {s.message_en}"
                         + "".join(f"\n  {v.path}: {v.message_fr}" for v in s.violations))


class Connection:
    def __init__(self, endpoint, server_key, key):
        self.endpoint, self.server_key, self.key = endpoint, server_key, key
        self.socket = None

    def open(self):
        self.close()
        s = self.socket = zmq.Context.instance().socket(zmq.DEALER)
        s.linger = 0         # what is unanswered is asked again, not left in a queue
        s.immediate = 1      # and nothing is queued while there is no connection
        s.curve_serverkey = self.server_key.encode()
        s.curve_publickey, s.curve_secretkey = self.key["public"].encode(), self.key["secret"].encode()
        s.connect(self.endpoint)

    def close(self):
        if self.socket:
            self.socket.close()
        self.socket = None

    def exchange(self, question, is_answer, seconds):
        """Sends until there is an answer; a new connection when there is none for a while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if not self.socket:
                self.open()
            if self.socket.poll(2000, zmq.POLLOUT):
                self.socket.send(question.SerializeToString())
                while self.socket.poll(4000):
                    answer = envelope.Envelope.FromString(self.socket.recv())
                    if is_answer(answer):
                        return answer
            self.close()
        raise TimeoutError(f"no answer from {self.endpoint}: is the key allowed there, and is the server's key the right one?")

    def call(self, method, request, reply, request_id=None, seconds=60):
        """One rpc: its reply, or Refused."""
        question = envelope.Envelope()
        question.request.id = request_id or secrets.token_bytes(16)
        question.request.method = method
        question.request.body = request.SerializeToString()
        answer = self.exchange(question, lambda a: a.reply.request_id == question.request.id, seconds).reply
        if answer.status.code:
            raise Refused(answer.status)
        reply.ParseFromString(answer.body)
        return reply

    def fetch(self, stream, position, wait_ms=2000, seconds=60):
        """What follows the position in a stream; waits a little when there is nothing new."""
        question = envelope.Envelope()
        question.fetch.stream, question.fetch.wait_ms = stream, wait_ms
        if position:
            question.fetch.position.ParseFromString(position)
        feed = self.exchange(question, lambda a: a.feed.stream == stream, seconds).feed
        if feed.status.code:
            raise Refused(feed.status)
        if feed.forked:
            raise RuntimeError("the daemon was restored from a backup: forget the cursor and begin again, you know what you did")
        return feed


# ---- a desk: one screening, from JSON (the field names of proto/intake/screening.proto)


def screening_push(connection, path):
    with open(path) as f:
        call = json_format.ParseDict(json.load(f), screening.Screening())
    request = intake.SubmitScreeningRequest(screening=call)
    # The id is kept beside the file: whatever happens, this call is never entered twice.
    id_path = path + ".id"
    if not os.path.exists(id_path):
        with open(id_path, "wb") as f:
            f.write(secrets.token_bytes(16))
    with open(id_path, "rb") as f:
        reply = connection.call("intake.SubmitScreening", request, intake.SubmitScreeningReply(), f.read())
    print(json.dumps({"family": reply.family_number, "screening": reply.screening_id.hex(),
                      "proposed": intake.Route.Name(reply.proposed_route)}))


# ---- a partner: follows its notices and acknowledges each


def acknowledge(connection, notice_id, version):
    """The request id is made from the notice: after a crash the same acknowledgement is repeated, not a second one made."""
    request = notifications.AcknowledgeNoticeRequest(notice_id=notice_id, version=version)
    return connection.call("notifications.AcknowledgeNotice", request, notifications.AcknowledgeNoticeReply(), notice_id)


def notice_take(connection, record):
    if record.withheld or record.type.endswith(".NoticeRecalled"):
        print(json.dumps({"n": record.n, "recalled": True}))  # do not act on it any more
        return
    notice = notifications_events.NoticeIssued.FromString(record.open)
    personal = notifications_events.NoticeIssued.Personal.FromString(record.sealed)  # only what the family consented to
    try:
        acknowledge(connection, notice.notice_id, record.id)
    except Refused as e:
        print(json.dumps({"n": record.n, "refused": str(e)}))  # withdrawn meanwhile, or answered by phone
        return
    print(json.dumps({"n": record.n, "notice": notice.notice_id.hex(), "service": personal.service_name,
                      "given_name": personal.content.given_name}, ensure_ascii=False))


def notices_follow(connection, organization, cursor_path, once):
    position = b""
    if os.path.exists(cursor_path):
        with open(cursor_path, "rb") as f:
            position = f.read()
    while True:
        feed = connection.fetch("partner:" + organization, position)
        for record in feed.records:
            notice_take(connection, record)
        if feed.records:
            position = feed.next.SerializeToString()
            with open(cursor_path + ".new", "wb") as f:
                f.write(position)
                f.flush()
                os.fsync(f.fileno())
            os.replace(cursor_path + ".new", cursor_path)  # the old or the new one, never half
        if once and feed.next.n == feed.head:
            return


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    made = commands.add_parser("key")
    made.add_argument("--name", required=True)
    made.add_argument("--role", required=True, choices=["DESK", "TEAM", "PARTNER"])
    made.add_argument("--organization", default="")
    for name in ("screening", "notices"):
        c = commands.add_parser(name)
        c.add_argument("--endpoint", required=True)
        c.add_argument("--server-key", required=True)
        c.add_argument("--key", required=True)
        if name == "screening":
            c.add_argument("file")
        else:
            c.add_argument("--cursor", required=True)
            c.add_argument("--once", action="store_true", help="end when nothing is left")
    a = parser.parse_args()
    if a.command == "key":
        return key_make(a.name, a.role, a.organization)
    key = key_load(a.key)
    connection = Connection(a.endpoint, a.server_key, key)
    try:
        if a.command == "screening":
            screening_push(connection, a.file)
        else:
            notices_follow(connection, key["organization"], a.cursor, a.once)
    except (Refused, TimeoutError) as e:
        sys.exit(str(e))
    finally:
        connection.close()


if __name__ == "__main__":
    main()
