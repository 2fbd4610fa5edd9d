/* Have all daemons heard what intake has told? A key that is revoked is refused by each of them from then on only. */
#pragma once
#include "cli/line/commands.h"

/* Waits for it, up to 10 s; then says who has not heard, and what that means. `name`: of the key that was revoked. The
 * exit code. */
int key_heard_wait(struct cli *c, const char *name);
