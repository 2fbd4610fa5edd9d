/* A CLSC's code as people and spreadsheets write it: "6123" is 06123, where the territory has that one and no other
 * that differs by its leading zeros. Nothing is read otherwise without a word. */
#pragma once
#include "cli/cli.h"

/* The code that is meant, after a remark when it is another one; the text itself where nobody can know. Asks intake for
 * the territory's rules, once a run, and only for a code that may have lost its zeros. NULL: it cannot ask, said. */
const char *clsc_read(struct cli *c, const char *text);
