/* The folder of the profile: what the program keeps between runs. One folder a person and territory; c->home is its
 * path.
 *
 *   peers          where the daemons are, and their keys (from operations)
 *   NAME.key, .pub our key; several, and --as says which
 *   next/          a key made by `sippe keys rotate`, until it takes the place of ours
 *   zone           the territory's clock (zone.h): a memory, may be deleted
 *   web            where the gateway's pages are, "https://sippe.example.org" (from operations; may be absent)
 *   cursors/       how far `sippe notices watch` has read
 *   spool/         screenings that wait, or were sent (push/spool.h): not to be deleted */
#pragma once
#include "cli/cli.h"

/* A file of it: "/home/desk/.config/sippe/cursors/x"; in the arena. */
char *profile_path(struct cli *c, const char *folder, const char *name);
/* Makes a folder of it and those above, mode 0700: names and telephones of families stand in the spool. "": the profile
 * itself. 0 or the exit code, said. */
int profile_folder(struct cli *c, const char *folder);
