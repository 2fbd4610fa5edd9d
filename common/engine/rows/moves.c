/* Which lists moved: a ring in memory of the last changes of those indexes that are WATCHED, and of memberships. Ids
 * and codes alone, nothing of a family; a restart forgets it, and says so by numbers that begin with the time. */
#include <stdio.h>
#include <stdlib.h>
#include "engine/rows/rows.h"

enum { MOVES_KEPT = 2048, MOVES_OF_TURN = 64, SCOPE_MAX = 32 };

struct move {
    const char *list; /* a constant of the program */
    char scope[SCOPE_MAX + 1];
};

struct moves {
    struct move ring[MOVES_KEPT], turn[MOVES_OF_TURN];
    uint64_t begun, now; /* numbers of the last move: before this life, and so far */
    size_t n_turn;
    bool many; /* more in this turn than it notes */
};

int moves_open(struct engine *e) {
    e->moves = calloc(1, sizeof *e->moves);
    if (!e->moves) return ERR_NOMEM;
    e->moves->begun = e->moves->now = (uint64_t)e->options.started_ms;
    return 0;
}

void moves_close(struct engine *e) {
    free(e->moves);
    e->moves = NULL;
}

/* ---- in a turn ---- */

bool moves_watch(const struct engine *e, const struct row_table *index) {
    for (size_t i = 0; i < e->service->n_watched; i++)
        if (e->service->watched[i] == index) return true;
    return false;
}

void moves_note(struct engine *e, const char *list, const char *scope) {
    struct moves *m = e->moves;
    if (!m) return; /* rows are made anew: nobody asks yet */
    for (size_t i = 0; i < m->n_turn; i++)
        if (m->turn[i].list == list && strcmp(m->turn[i].scope, scope) == 0) return;
    if (m->n_turn == MOVES_OF_TURN) {
        m->many = true;
        return;
    }
    m->turn[m->n_turn].list = list;
    snprintf(m->turn[m->n_turn++].scope, SCOPE_MAX + 1, "%s", scope);
}

/* A list of one scope begins with its text and a NUL; what begins with anything else is of all. Where each row stands
 * in the list of all too (""), its own scope tells enough. */
void moves_note_key(struct engine *e, const struct row_table *index, const struct key *key) {
    char scope[SCOPE_MAX + 1] = "";
    size_t n = 0;
    while (n < key->len && n < SCOPE_MAX && key->bytes[n] > ' ' && key->bytes[n] < 0x7f) n++;
    bool is_text = n < key->len && key->bytes[n] == 0;
    if (is_text && n == 0 && index->in_memory) return;
    if (is_text) memcpy(scope, key->bytes, n);
    moves_note(e, index->name, scope);
}

void moves_take_back(struct engine *e) {
    e->moves->n_turn = 0;
    e->moves->many = false;
}

void moves_publish(struct engine *e) {
    struct moves *m = e->moves;
    for (size_t i = 0; i < m->n_turn; i++) m->ring[++m->now % MOVES_KEPT] = m->turn[i];
    if (m->many) m->begun = ++m->now; /* who asks for what is before it is told "everything" */
    moves_take_back(e);
}

/* ---- told ---- */

void moves_tell(const struct engine *e, struct arena *a, uint64_t since, node__moved_reply *out) {
    const struct moves *m = e->moves;
    out->now = m->now;
    out->everything = since < m->begun || since > m->now || m->now - since > MOVES_KEPT;
    for (uint64_t n = since + 1; !out->everything && n <= m->now; n++) {
        node__movement *one = NEW(a, node__movement);
        one->list = m->ring[n % MOVES_KEPT].list;
        one->scope = arena_text(a, m->ring[n % MOVES_KEPT].scope);
        APPEND(a, out, moved, one);
    }
}
