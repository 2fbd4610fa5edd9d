/* The reading part of a turn: after the commit, on what it left. */
#include "engine/access/access.h"
#include "engine/turn/turn.h"

/* Where two are served, reading is as short as writing: each of them waits for the other's part of a turn. For one
 * alone it ends all the same, as another may come. */
enum { READ_CONTENDED_US = 1000, READ_US = 25000, OUT_CONTENDED_BYTES = 1 << 20 };

static void pong(struct engine *e, const struct work *w) {
    sippe__envelope *envelope = NEW(&e->arena, sippe__envelope);
    envelope->content_case = SIPPE__ENVELOPE__CONTENT_PONG;
    envelope->pong = NEW(&e->arena, sippe__pong);
    envelope->pong->nonce = w->envelope->ping->nonce;
    out_push(e, &w->entry->route, NULL, envelope);
}

void run_read(struct engine *e, struct work *w) {
    const struct engine_route *route = &w->entry->route;
    work_open(e, w);
    switch (w->kind) {
    case WORK_QUERY:
        if (!request_query(e, route, sender_key(w->entry->sender)->name, w->envelope->request, w->ref))
            list_wait(e, w->entry);
        break;
    case WORK_FETCH: fetch_take(e, route, w->entry->sender, w->envelope->fetch); break;
    case WORK_PING: pong(e, w); break;
    case WORK_REFUSED:
        e->counters.window_refusals += w->refusal == REASON_WINDOW_FULL;
        reply_send(e, route, w->envelope->request, refusal_make(&e->arena, w->refusal), (struct span){NULL, 0});
        break;
    case WORK_COMMAND:
    case WORK_FEED:
    case WORK_NOTHING: break;
    }
}

bool is_read(const struct work *w) {
    return w->kind == WORK_QUERY || w->kind == WORK_FETCH || w->kind == WORK_PING || w->kind == WORK_REFUSED;
}

bool is_look(const struct work *w) { return w->kind == WORK_QUERY && access_is_logged(w->ref); }

/* Refusals are so many a second and small. Daemons are charged to nobody, and wait for no share of the time. */
static bool may_run(const struct engine *e, const struct work *w, bool over) {
    const struct sender *s = w->entry->sender;
    if (!w->entry->request) return true;
    return s && s->role == ROLE_DAEMON ? e->out_bytes < ENGINE_TURN_OUT_BYTES : !over;
}

static void read_measured(struct engine *e, struct work *w) {
    int64_t began_us = turn_mono_us(e);
    run_read(e, w);
    sender_measured(e, w->entry, turn_mono_us(e) - began_us);
}

/* What a sender left behind in the writing part, it must see done before it reads. One read at least is run, however
 * short the time: else a heavy one would never be. What is expected to take longer than what is left does not hold up
 * those that were answered before it. */
void read_all(struct engine *e, struct work *w, size_t n, bool looks, bool none) {
    bool contended = turn_is_contended(e), over = none;
    int64_t until_us = turn_mono_us(e) + (contended ? READ_CONTENDED_US : READ_US);
    size_t ran = 0, most = contended ? e->out_bytes + OUT_CONTENDED_BYTES : ENGINE_TURN_OUT_BYTES;
    for (size_t i = 0; i < n; i++) {
        struct inbox_entry *entry = w[i].entry;
        if (!is_read(&w[i]) || entry->fate != INBOX_DONE || w[i].looked || is_look(&w[i]) != looks) continue;
        over = over || (ran && e->options.mono_us && turn_mono_us(e) + entry->charged_us > until_us);
        if (entry->sender && entry->sender->left_turn == e->counters.turns)
            entry->fate = INBOX_LEFT;
        else if (entry->awaits && !engine_is_whole(e))
            list_wait(e, entry);
        else if (!may_run(e, &w[i], over))
            entry_leave(e, entry);
        else if (w[i].kind != WORK_REFUSED && route_is_stalled(e, &entry->route))
            entry->fate = INBOX_STALLED;
        else {
            read_measured(e, &w[i]);
            w[i].looked = looks;
            ran += entry->request;
        }
        over = over || e->out_bytes >= most;
    }
}
