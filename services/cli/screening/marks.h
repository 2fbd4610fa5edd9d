/* What a screening is marked for, told to whoever opens it: which answers are missing, and which are there and
 * doubtful, with why. */
#pragma once
#include "cli/cli.h"
#include "proto/intake.h"

/* Under headings of their own; nothing where nothing is marked. */
void show_marks(struct cli *c, const intake__get_screening_reply *s);
