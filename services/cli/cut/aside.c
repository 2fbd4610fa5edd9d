#include "cli/cut/aside.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "civil/family_number.h"
#include "proto/intake_events.h"

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/* Their names end with the second in which they were put aside; of two cuts the order matters to nobody. */
struct aside_list aside_list(struct cli *c, const char *store) {
    struct aside_list out = {0};
    DIR *folder = opendir(store);
    for (struct dirent *e = folder ? readdir(folder) : NULL; e; e = readdir(folder)) {
        if (strncmp(e->d_name, "before-", 7) != 0) continue;
        char **more = arena_alloc(&c->arena, (out.n + 1) * sizeof *more);
        if (out.n) memcpy(more, out.folders, out.n * sizeof *more);
        more[out.n++] = arena_printf(&c->arena, "%s/%s", store, e->d_name);
        out.folders = more;
    }
    if (folder) closedir(folder);
    if (out.n) qsort(out.folders, out.n, sizeof *out.folders, by_name);
    return out;
}

/* A number is told with the call that made the family, or passed over by an earlier restore. False: it was told, and
 * does not open here. Then the store counts as one that cannot be read, and intake passes over all that it may have
 * told: a number that is another family's is the worse of the two. */
static bool number_in(struct arena *a, const sippe__record *r, uint64_t *number) {
    uint64_t n = 0;
    bool is_told = true;
    if (strcmp(r->type, intake__screening_submitted__descriptor.name) == 0) {
        intake__screening_submitted__personal *p =
            UNPACK(a, intake__screening_submitted__personal, span_pb(r->sealed), MESSAGE_OPEN);
        bool has_number = p && family_number_parse(p->family_number, &n);
        is_told = has_number || r->sealed.len == 0; /* erased: hers is passed with those after it */
    } else if (strcmp(r->type, intake__numbers_passed__descriptor.name) == 0) {
        intake__numbers_passed *e = UNPACK(a, intake__numbers_passed, span_pb(r->open), MESSAGE_OPEN);
        n = e ? e->past : 0;
    }
    if (n > *number) *number = n;
    return is_told;
}

/* Record by record, each by its own number: what is damaged is passed, and the rest still told. */
static struct beyond read_beyond(const char *dir, const node__standing *cut) {
    struct beyond b = {0};
    struct copy *copy;
    struct arena a;
    if (copy_open(&copy, dir)) return b;
    arena_init(&a);
    bool shared = copy_holds(copy, &a, cut->seq, cut->chain);
    b.readable = shared;
    b.stood_seq = copy_seq(copy);
    for (uint64_t seq = shared ? cut->seq + 1 : 1; seq <= b.stood_seq; seq++, arena_reset(&a)) {
        sippe__record *r = copy_record(copy, &a, seq);
        b.readable &= r && number_in(&a, r, &b.last_number);
    }
    arena_close(&a);
    copy_close(copy);
    return b;
}

struct beyond aside_beyond(struct cli *c, const char *store, const node__standing *cut) {
    struct beyond b = read_beyond(store, cut);
    struct aside_list before = aside_list(c, store);
    for (size_t i = 0; i < before.n; i++) {
        struct beyond one = read_beyond(before.folders[i], cut);
        if (one.last_number > b.last_number) b.last_number = one.last_number;
    }
    return b;
}
