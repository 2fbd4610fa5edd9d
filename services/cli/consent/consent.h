/* `sippe consent`: what its two files share. */
#pragma once
#include "cli/cli.h"

/* `sippe consent show`: one consent, and the words that were read, whole. */
int consent_show_run(struct cli *c);
