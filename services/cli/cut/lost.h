/* What a restore has lost: the records past the cut, of the stores that were put aside and not gone through yet. In the
 * order in which a person should look: who must not read any more, what must not leave any more, then the rest. */
#pragma once
#include "base/id.h"
#include "cli/cut/cut.h"

enum lost_rank {
    LOST_REVOKED,
    LOST_WITHDRAWN,
    LOST_CANCELLED,
    LOST_OTHER
}; /* the first three come before the review */

struct lost {
    enum daemon_name at;
    struct id record;
    int64_t at_ms;
    const char *type, *by;
    enum lost_rank rank;
    int order;               /* within the list */
    const char *what;        /* a sentence */
    const char *command;     /* that does it again */
    const char *since;       /* how it was taken back, later, so that it is not to be done again; "": it was not */
    ProtobufCMessage *event; /* with its personal part */
    bool settled, dropped;
};

/* One restore, as the daemons and the stores put aside tell it. */
struct loss {
    node__get_restore_reply *restore[DAEMONS];
    struct lost *list;
    size_t n;
    const char *unreadable; /* daemons of whose store nothing is known past the cut; "" none */
    struct count {          /* what is not listed: types, and how many */
        const char *type;
        size_t n;
    } others[64];
    size_t n_others;
    char **folders; /* that were read */
    size_t n_folders;
};

/* `stores`: the folder with a folder per daemon. 0, or the exit code, said. */
int loss_read(struct cli *c, const char *stores, struct loss *out);
/* The one whose record begins so; NULL after saying why. */
struct lost *loss_find(struct cli *c, struct loss *l, const char *prefix);
/* Marked by a person at the daemon that wrote it. 0, or the exit code, said. */
int lost_settle(struct cli *c, struct lost *one, bool dropped, const char *reason);
