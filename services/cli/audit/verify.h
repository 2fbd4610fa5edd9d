/* sippe audit verify. */
#pragma once
#include "cli/cli.h"

/* Says of each daemon how many entries are whole, up to where another daemon knows of them, and which is the first that
 * is wrong. 0: all are whole; CLI_REFUSED: one is wrong; CLI_PARTIAL: a daemon or a witness did not answer. */
int audit_verify(struct cli *c);
