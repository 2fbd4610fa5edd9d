/* Effects of records that are no more. A store that was put back alone has lost records that its followers have acted
 * upon; nothing undoes that, and a person has to know what it was. */
#pragma once
#include "base/daemons.h"
#include "cli/cli.h"

/* Prints what `who` has recorded because of records that no other daemon's journal holds; reads all four journals to
 * their ends. *n: how many. 0, or the exit code, said. */
int orphans_say(struct cli *c, enum daemon_name who, size_t *n);
