/* What each role may call, as the daemons say of themselves (node.WhoAmI): kept by daemon and role until the daemon is
 * connected anew, since only another release of it says something else. */
#pragma once
#include "base/arena.h"
#include "base/daemons.h"
#include "proto/types.h"

enum { RIGHTS_ROLES = 16 };

struct rights {
    struct {
        struct arena arena;
        char **methods;
        size_t n;
        bool known;
    } of[DAEMONS][RIGHTS_ROLES];
};

void rights_open(struct rights *r);
void rights_close(struct rights *r);
void rights_forget(struct rights *r, enum daemon_name daemon);
bool rights_known(const struct rights *r, int daemon, sippe__role role);
void rights_keep(struct rights *r, int daemon, sippe__role role, char *const *methods, size_t n);
