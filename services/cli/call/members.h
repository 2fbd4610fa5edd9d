/* Who may speak to the daemons, as intake has them, and found as a person names them. */
#pragma once
#include "cli/cli.h"
#include "proto/intake.h"

/* All of them, by name; NULL after saying why (c->exit). */
const intake__list_members_reply *members_of(struct cli *c);
/* By name or by id in hexadecimal; NULL: there is none, and nothing is said. */
intake__member *member_among(const intake__list_members_reply *all, const char *text);
/* The same of intake: NULL after saying why, or that there is none. */
intake__member *member_of(struct cli *c, const char *text);
