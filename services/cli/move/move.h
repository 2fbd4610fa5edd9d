/* A family's moves between CLSCs, as her file shows them. */
#pragma once
#include "cli/cli.h"
#include "proto/intake.h"

/* Each with what was said of it, newest first; nothing where there is none. */
void moves_show(struct cli *c, intake__move *const *moves, size_t n);
