/* The folder of the profile: what the program keeps between runs. */
#pragma once
#include "cli/cli.h"

/* A file of it: "/home/desk/.config/sippe/cursors/x"; in the arena. */
char *profile_path(struct cli *c, const char *folder, const char *name);
/* Makes a folder of it, mode 0700. 0 or the exit code, said. */
int profile_folder(struct cli *c, const char *folder);
