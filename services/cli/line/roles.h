/* Which roles may do what: for a refusal that says who may, and for help that begins with what this key is for. The
 * daemons decide; a test compares this with their tables (services/<name>/tables.def). */
#pragma once
#include "cli/line/args.h"

/* A set of roles, 1 << ROLE_...; 0: this release does not know the method. */
unsigned roles_of_method(const char *method);
/* Of a command, by the method that it is for; all of them where it asks nobody. */
unsigned roles_of_command(const struct command *k);
/* "accueil, équipe"; in the arena. */
const char *roles_text(struct cli *c, unsigned roles);
