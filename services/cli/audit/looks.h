/* Looks at families, of all four daemons, as the access journals have them (proto/node.proto).
 *
 *   looks_add, once or for each id ─▶ ListAccess by the page, at each daemon ─▶ looks_sort ─▶ by time, each once
 *
 * A daemon that is silent is said, and what the others have is shown: `exit` is then CLI_PARTIAL. */
#pragma once
#include "base/daemons.h"
#include "cli/cli.h"
#include "proto/node.h"

struct look_shown {
    enum daemon_name at;
    const node__access_shown *entry;
};
struct month_ended {
    enum daemon_name at;
    const node__access_ended *month;
};
struct looks {
    struct look_shown *rows;
    size_t n;
    struct month_ended *ended; /* of the time that was asked for: what was looked at then is not known any more */
    size_t n_ended;
    bool silent[DAEMONS]; /* did not answer, and is not asked again */
    int exit;
};

/* What this request gives, at all four. 0, or the exit code when it was refused. */
int looks_add(struct cli *c, struct looks *l, node__list_access_request *in);
void looks_sort(struct looks *l);
/* ended.c: those of a page, each once. */
void looks_ended_add(struct cli *c, struct looks *l, enum daemon_name at, const node__list_access_reply *page);
/* A line for each daemon that has ended months: which, since when, by which rule. On stderr beside JSON. */
void looks_ended_say(struct cli *c, const struct looks *l);
/* "Mme Roy (poste-accueil)": the name as it is now, or the id of one that is not known any more. */
const char *look_who(struct cli *c, const node__access_shown *e);
/* What she did, in words that a family understands: "a ouvert le dossier". A method that this release has no words for
 * is shown by its name; a test wants words for each that leaves an entry. */
const char *look_what(struct cli *c, const char *method);
