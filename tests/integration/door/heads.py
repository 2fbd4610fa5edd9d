"""Heads of requests that two readers could read as two things, and what the gateway answers to each."""

GOOD = ("POST /sippe.gateway.Gateway/WhoAmI HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        "Connect-Protocol-Version: 1\r\n")
HOSTILE = [
    (GOOD + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 400),
    (GOOD + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 400),
    (GOOD + "Transfer-Encoding: identity\r\n\r\n", 501),
    (GOOD + "Transfer-Encoding : chunked\r\n\r\n", 400),
    (GOOD + "Host: autre\r\nContent-Length: 2\r\n\r\n{}", 400),
    (GOOD + "X-A: b\r\n folded\r\nContent-Length: 2\r\n\r\n{}", 400),
    (GOOD + "X-A: b\0c\r\nContent-Length: 2\r\n\r\n{}", 400),
    ("GET / HTTP/1.1\r\n\r\n", 400),
    ("GET http://autre/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    ("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", 405),
    ("GET /" + "a" * 9000 + " HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
]
