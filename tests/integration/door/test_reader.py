"""Whoever asks and then takes nothing of the answer is cut after half a minute; who takes it slowly gets all of it."""
import unittest
from storm import *

WAIT = 30  # READER_WAIT_MS


class Reader(unittest.TestCase):
    def test_takes_nothing(self):
        with Territory() as t:
            t.start_all()
            adopt(t)
            t.settle()
            g = Gateway(t, unix=True)
            g.start()
            self.addCleanup(g.kill9)
            whole = len(Browser(g).request("GET", "/openapi.json").body)
            ask = b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
            idle, steady = (socket.socket(socket.AF_UNIX) for _ in range(2))  # where the kernel holds less than one answer
            for s in (idle, steady):
                s.settimeout(20)
                s.connect(g.socket)
                s.sendall(ask)
            got, end = 0, time.monotonic() + WAIT + 6
            while time.monotonic() < end:
                if got < whole:
                    got += len(steady.recv(8192))
                time.sleep(0.5)
            while got < whole:
                got += len(steady.recv(65536))
            cut = len(answer_of(idle))
            print(f"{whole} bytes: {cut} for who took nothing for {WAIT + 6} s, {got} for who took them slowly", flush=True)
            self.assertLess(cut, whole)
            self.assertGreaterEqual(got, whole)
            steady.close()
            g.stop()


if __name__ == "__main__":
    unittest.main(verbosity=2)
