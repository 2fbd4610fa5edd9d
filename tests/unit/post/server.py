"""The far end of the posts of test_posts.c, on 127.0.0.1: a web server and a mail server, over TLS and bare, that answer as the
path, or the recipient, says. Prints one line: its folder and its ports; ends when its standard input does."""
import pathlib
import re
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time

FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="sippe-post-"))
NAMES = "subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:inside.test"
LONG = 200 << 10
state = threading.Lock()
open_now = open_most = 0
mails = []


def certificate(name, names):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-subj", "/CN=" + name, "-addext", names, "-keyout", FOLDER / (name + ".key"), "-out", FOLDER / (name + ".pem")],
                   check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(FOLDER / (name + ".pem"), FOLDER / (name + ".key"))
    return context


def reset(link):
    """The far end gets RST and not the end of the stream."""
    link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def request_of(link):
    """All of one request, as bytes."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = link.recv(65536)
        if not more:
            return data
        data += more
    head, body = data.split(b"\r\n\r\n", 1)
    length = int((re.search(rb"(?i)^content-length: *(\d+)", head, re.M) or [0, b"0"])[1])
    while len(body) < length:
        body += link.recv(65536)
    return head + b"\r\n\r\n" + body


def answer(link, code, head=b"", body=b""):
    link.sendall(b"HTTP/1.1 %d Whatever\r\nContent-Length: %d\r\n%s\r\n" % (code, len(body), head) + body)


def redirect(link, _):
    answer(link, 302, b"Location: /echo\r\n")


def large(link, _):
    answer(link, 200, b"", b"x" * LONG)


def endless_head(link, _):
    link.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        link.sendall(b"X-More: " + b"y" * 1000 + b"\r\n")


def endless_interim(link, _):
    while True:
        link.sendall(b"HTTP/1.1 103 Early Hints\r\nX-More: y\r\n\r\n")


def half(link, _):
    link.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    time.sleep(0.05)
    reset(link)


def hold(link, _):
    global open_now, open_most
    with state:
        open_now += 1
        open_most = max(open_most, open_now)
    time.sleep(0.4)
    with state:
        open_now -= 1
    answer(link, 200)


PATHS = {
    "/echo": lambda link, request: answer(link, 200, b"X-Odd: caf\xe9\r\nSet-Cookie: a=b\r\n", request),
    "/gone": lambda link, _: answer(link, 410, b"", b"gone"),
    "/interim": lambda link, _: (link.sendall(b"HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n"), answer(link, 200)),
    "/redirect": redirect, "/large": large, "/head": endless_head, "/interims": endless_interim, "/half": half, "/hold": hold,
    "/reset": lambda link, _: reset(link),
    "/slow": lambda link, _: time.sleep(5),
    "/most": lambda link, _: answer(link, 200, b"", b"%d" % open_most),
    "/mail": lambda link, _: answer(link, 200, b"", "".join(mails[-1:]).encode()),
}


def web(link):
    request = request_of(link)
    if request:
        PATHS[request.split(b" ", 2)[1].split(b"?")[0].decode()](link, request)


def mail(link):
    """One session, noted as it was heard. What happens is in the first recipient's name."""
    lines, said, to = link.makefile("rb"), [], ""

    def say(text):
        link.sendall(text.encode() + b"\r\n")

    say("220 ready")
    for line in lines:
        line = line.decode()
        said.append(line)
        word = line.split(" ")[0].strip().upper()
        if word == "RCPT":
            to = to or line
            say("550 nobody of that name" if "nobody" in line else "250 ok")
        elif word == "AUTH":
            say("334 ")
            said.append(lines.readline().decode())
            say("535 no" if "AHdyb25n" in said[-1] else "235 welcome")
        elif word == "DATA":
            say("354 go on")
            for text in iter(lambda: lines.readline().decode(), ".\r\n"):
                said.append(text)
            with state:
                mails.append("".join(said))
            if "reset" in to:
                return reset(link)
            if "slow" in to:
                time.sleep(1.5)
            say("250 taken")
        elif word == "QUIT":
            time.sleep(1.5 if "slow" in to else 0)
            say("221 bye")
            return
        else:
            say("250-here\r\n250 AUTH PLAIN" if word == "EHLO" else "250 ok")


def deaf(_):
    time.sleep(3)


def serve(listener, what, context):
    def one(link):
        try:
            with link:
                what(context.wrap_socket(link, server_side=True) if context else link)
        except (OSError, ValueError):
            pass

    while True:
        threading.Thread(target=one, args=(listener.accept()[0],), daemon=True).start()


def listen(what, context=None):
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    threading.Thread(target=serve, args=(listener, what, context), daemon=True).start()
    return listener.getsockname()[1]


def main():
    good, other = certificate("good", NAMES), certificate("other", NAMES)
    misnamed = certificate("misnamed", "subjectAltName=DNS:elsewhere.test")
    (FOLDER / "trusted.pem").write_bytes((FOLDER / "good.pem").read_bytes() + (FOLDER / "misnamed.pem").read_bytes())
    closed = socket.create_server(("127.0.0.1", 0))
    ports = [listen(web, good), listen(web, other), listen(web, misnamed), listen(web), listen(mail, good), listen(mail), listen(deaf),
             closed.getsockname()[1]]
    closed.close()
    print(FOLDER, *ports, flush=True)
    sys.stdin.read()
    for file in FOLDER.iterdir():
        file.unlink()
    FOLDER.rmdir()


main()
