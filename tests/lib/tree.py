"""What tests in Python read from the tree itself."""
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
# The one list of the daemons, in its order.
DAEMONS = tuple(re.findall(r"^ *X\([A-Z_]+, *([a-z_]+)\)", (ROOT / "common/base/daemons.h").read_text(), re.M))
