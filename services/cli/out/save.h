/* A file that a command writes for a person, whole and at once, for its owner alone. */
#pragma once
#include "base/span.h"
#include "cli/cli.h"

/* What is there already is replaced only when she says so. */
#define OPTION_FORCE                                                                                                   \
    { "force", OPTION_FLAG, 0, NULL, NULL, NULL, "remplacer le fichier s'il existe", "replace the file if it is there" }

/* Before anything is asked or recorded for it: 0, or the exit code after saying that something stands there. */
int file_is_free(struct cli *c, const char *path);
/* The same, and the file is there. */
int file_save(struct cli *c, const char *path, struct span content);
