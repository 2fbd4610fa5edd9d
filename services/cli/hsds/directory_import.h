/* `sippe directory import`: an HSDS package into the directory, told row by row.
 *
 *   folder ─▶ tables ─▶ organisations ─▶ PutOrganization one by one ─▶ added, changed, unchanged, refused
 *                                   └─ what the directory holds besides ─▶ missing: told, retired only on demand */
#pragma once
#include "cli/cli.h"
#include "cli/hsds/hsds.h"

/* The handler of the command. */
int directory_import_run(struct cli *c);
/* Reads the tables of a folder; organizations.csv and services.csv must be there. 0 or the exit code, said. */
int directory_package_read(struct cli *c, const char *folder, struct hsds *out);
