/* Who heard of each record, against the tables: what is written of it in the journal is what will be sent for ever. */
#include "harness_internal.h"

#include <stdio.h>
#include <string.h>

static bool joins(const sippe__record *r, const char *stream) {
    for (size_t i = 0; i < r->n_streams; i++)
        if (strcmp(r->streams[i]->name, stream) == 0) return true;
    return false;
}

/* Of the daemons each that the row names and no other; and of partners one at most, where the row allows it. */
static bool is_told_as(const sippe__record *r, const struct event *row, const char *own) {
    size_t should = 0, partners = 0;
    for (unsigned i = 0; i < DAEMONS; i++) {
        char stream[64];
        snprintf(stream, sizeof stream, "daemons:%s", daemon_names[i]);
        bool named = (row->audience & (1u << i)) && strcmp(daemon_names[i], own) != 0;
        if (joins(r, stream) != named) return false;
        should += named;
    }
    for (size_t i = 0; i < r->n_streams; i++) partners += strncmp(r->streams[i]->name, "partner:", 8) == 0;
    return r->n_streams == should + partners && partners <= row->partner;
}

const char *audience_fault(struct world *w, const struct daemon *daemon) {
    struct arena a;
    uint64_t seq = 1;
    const sippe__record *r;
    arena_init(&a);
    w->fault[0] = 0;
    for (struct view *v = world_view(w, daemon->service->name, &a); (r = journal_read(v, seq)) != NULL; seq++) {
        const struct event *row = event_row(daemon->engine, r->type);
        if (!row || !is_told_as(r, row, daemon->service->name))
            snprintf(w->fault, sizeof w->fault, "%s: record %llu, %s, was told to others than its table says",
                     daemon->service->name, (unsigned long long)seq, r->type);
        arena_reset(&a);
        if (w->fault[0]) break;
    }
    arena_close(&a);
    return w->fault[0] ? w->fault : NULL;
}
