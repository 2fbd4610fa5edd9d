"""RESULTS.md: what a run measured stands between two marks, what people say of it around them."""
import pathlib

PAGE = pathlib.Path(__file__).resolve().parent / "RESULTS.md"


def page_write(mark, text):
    begin, end = f"<!-- {mark}: begin -->", f"<!-- {mark}: end -->"
    head, rest = PAGE.read_text(encoding="utf-8").split(begin)
    PAGE.write_text(head + begin + "\n" + text + "\n" + end + rest.split(end)[1], encoding="utf-8")
