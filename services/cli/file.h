/* Files that a person hands over, read with their faults told by line and column. */
#pragma once
#include "base/span.h"
#include "cli.h"
#include "screening.h"
#include "territory.h"

enum { INPUT_MAX = 64 << 20 };

/* 0 or the exit code, said. "-" is the standard input. */
int input_read(struct cli *c, const char *path, struct span *out);
/* NULL after saying why. */
intake__screening *input_screening(struct cli *c, const char *path);
sippe__territory *input_territory(struct cli *c, const char *path);
/* Does the name end so? */
bool name_ends(const char *path, const char *end);
