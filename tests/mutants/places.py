"""Faults made by rule (propose.py), numbers from 201 on: {file: [(number, kind, text that is found once in it), ...]}.

What stands between ⟦ and ⟧ in the text is changed, by its kind:

    negated    a condition                      left out   a statement
    goes on    an early return is not taken     one more   a number
    edge       < for <=, > for >=               swapped    two arguments that are declared alike
    either     && for ||

A fourth text says why it is `equivalent: ` (no test can see it: it is not counted), or why it `survives: `.
"""
import importlib

PARTS = ("engine", "common", "services")
PLACES = {file: of for part in PARTS for file, of in importlib.import_module(f"places_{part}").PLACES.items()}
