#include "cli/call/profile.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include "cli/show/output.h"

/* An empty folder or name leaves out its slash: "" and "" are the profile itself. */
char *profile_path(struct cli *c, const char *folder, const char *name) {
    return arena_printf(&c->arena, "%s%s%s%s%s", c->home, *folder ? "/" : "", folder, *name ? "/" : "", name);
}

static int folder_make(const char *path) { return mkdir(path, 0700) && errno != EEXIST ? -1 : 0; }

/* What is above the profile may be there already, or be nobody's to make: only the last two are asked how it went. */
int profile_folder(struct cli *c, const char *folder) {
    char *home = arena_text(&c->arena, c->home);
    for (char *slash = strchr(home + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        folder_make(home);
        *slash = '/';
    }
    if (folder_make(c->home) || (*folder && folder_make(profile_path(c, folder, ""))))
        return fail_err(c, errno == EACCES ? ERR_DENIED : ERR_IO, profile_path(c, folder, ""));
    return 0;
}
