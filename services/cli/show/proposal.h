/* A proposal and a decision as a person reads them: each criterion with its rule, what speaks for another decision. The
 * machine proposes: what it rests on is shown beside it, how it may still end, what to ask and what not to ask again,
 * and how to decide otherwise. Nothing under --json. */
#pragma once
#include "cli/cli.h"
#include "proto/intake.h"

/* The screening tells what the criteria were looked at with; NULL (not sent, or erased): only the names of the answers
 * are told. */
void show_proposal(struct cli *c, const intake__proposal *p, const intake__screening *s);
/* By today's rules, where they lead elsewhere; NULL: they do not. */
void show_proposal_today(struct cli *c, const intake__proposal *p);
/* So many answers were told by somebody who calls for her, and are not kept. Nothing for 0. */
void left_out_say(struct cli *c, size_t n);
/* "P1 (sécurité)": what is suggested, with what speaks for it. */
const char *show_priority(struct cli *c, const intake__proposal *p);
void show_decision(struct cli *c, const intake__decision *d);
/* Those that another one took the place of; `last`: the one that stands, or NULL. */
void show_earlier_decisions(struct cli *c, intake__decision *const *all, size_t n, const intake__decision *last);
