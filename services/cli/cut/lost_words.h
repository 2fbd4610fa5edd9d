/* What a lost record was, and the command that does it again. */
#pragma once
#include "cli/cut/lost.h"

/* Fills rank, order, what and command. False: it is of a type that is only counted. */
bool lost_describe(struct cli *c, struct lost *one);
/* It follows from another one that is listed, or nobody decided it: neither listed nor counted. */
bool lost_is_consequence(const struct lost *one);
/* The command by which a person leaves it, for this reason. */
const char *lost_drop_command(struct cli *c, const struct lost *one, const char *reason);
