#include "cli/out/save.h"
#include <unistd.h>
#include "base/err.h"
#include "cli/show/output.h"
#include "sys/file.h"

static int taken(struct cli *c, const char *path) {
    return stop(c, CLI_USAGE, "Le fichier %s existe déjà : donnez un autre nom, ou --force pour le remplacer.",
                "The file %s is there already: give another name, or --force to replace it.", path);
}

int file_is_free(struct cli *c, const char *path) {
    return !arg_flag(c, "force") && access(path, F_OK) == 0 ? taken(c, path) : 0;
}

int file_save(struct cli *c, const char *path, struct span content) {
    int err = arg_flag(c, "force") ? file_write(path, content, 0600) : file_create(path, content, 0600);
    if (err == ERR_BUSY) return taken(c, path);
    return err ? fail_err(c, err, path) : 0;
}
