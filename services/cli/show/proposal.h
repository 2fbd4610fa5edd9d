/* A proposal and a decision as a person reads them: each criterion with its rule, what speaks for another decision. */
#pragma once
#include "cli/cli.h"
#include "proto/intake.h"

/* The screening tells what the criteria were looked at with; NULL: only the names of the answers are told. */
void show_proposal(struct cli *c, const intake__proposal *p, const intake__screening *s);
void show_decision(struct cli *c, const intake__decision *d);
