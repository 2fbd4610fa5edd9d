/* A proposal and a decision as a person reads them: each criterion with its rule, what speaks for another decision. */
#pragma once
#include "cli.h"
#include "intake.h"

void show_proposal(struct cli *c, const intake__proposal *p);
void show_decision(struct cli *c, const intake__decision *d);
