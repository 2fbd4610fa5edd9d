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

/* The number that the next family gets behind this record. The one that was told is sealed with the call; but each family
 * that is made takes the next one, and an earlier restore passes over some: both stand in the open (intake/call/number.c
 * counts so too). */
static uint64_t number_behind(struct arena *a, const sippe__record *r, uint64_t next) {
    if (strcmp(r->type, intake__screening_submitted__descriptor.name) == 0) {
        const intake__screening_submitted *e = UNPACK(a, intake__screening_submitted, span_pb(r->open), MESSAGE_OPEN);
        return next + (e && e->new_family);
    }
    if (strcmp(r->type, intake__numbers_passed__descriptor.name) != 0) return next;
    const intake__numbers_passed *e = UNPACK(a, intake__numbers_passed, span_pb(r->open), MESSAGE_OPEN);
    return e && e->past >= next ? e->past + 1 : next;
}

/* Record by record, each by its own number: what is damaged is passed, and the rest still told. From the first one,
 * because numbers are counted from there. */
static struct beyond read_beyond(const char *dir, const node__standing *cut) {
    struct beyond b = {0};
    struct copy *copy;
    struct arena a;
    uint64_t next = FAMILY_NUMBER_FIRST;
    if (copy_open(&copy, dir)) return b;
    arena_init(&a);
    b.readable = copy_holds(copy, &a, cut->seq, cut->chain);
    b.stood_seq = copy_seq(copy);
    for (uint64_t seq = 1; seq <= b.stood_seq; seq++, arena_reset(&a)) {
        sippe__record *r = copy_record(copy, &a, seq);
        b.readable &= r != NULL;
        if (r) next = number_behind(&a, r, next);
    }
    if (next > FAMILY_NUMBER_FIRST) b.last_number = next - 1;
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
