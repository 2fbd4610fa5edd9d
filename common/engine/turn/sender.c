/* Who sends: what a principal may have waiting here, and whose turn it is.
 *
 * Each sender has an account of the microseconds that its messages took. Next is who has something waiting and the
 * smallest account; it is charged what its messages cost on the average, and corrected when the message was measured.
 * So a sender of heavy messages gets fewer of them, and one who sends little hardly waits. Who was idle begins at the
 * account of the one served last: nothing is saved up. Daemons come first and are charged to nobody: they ask little,
 * and the others wait for what they tell.
 *
 * Behind a key of many, a gateway's or a shared desk's, each membership that acts is a sender, so that one of them does
 * not use up what is the others'. */
#include "engine/turn/turn.h"

#include <stdlib.h>

enum { SENDERS_MANY = 256, COST_LEAST_US = 20, CONTENDED_MS = 1000 };

static bool is_idle(const struct engine *e, const struct sender *s) {
    return !s->waiting && !s->fetches && !s->behind && s->second != e->now_ms / 1000;
}

/* Senders are as many as there are keys and people behind them, and forgotten past 256 when nothing of them waits. */
static void senders_forget(struct engine *e) {
    size_t kept = 0;
    for (size_t i = 0; i < e->n_senders; i++) {
        struct sender *s = e->senders[i];
        if (!is_idle(e, s)) {
            e->senders[kept++] = s;
            continue;
        }
        if (e->talker == s) e->talker = NULL;
        if (s->carrier) s->carrier->behind--;
        free(s);
    }
    e->n_senders = kept;
}

static struct sender *sender_add(struct engine *e, const char *name) {
    if (e->n_senders >= SENDERS_MANY) senders_forget(e);
    struct sender **more = realloc(e->senders, (e->n_senders + 1) * sizeof(struct sender *));
    struct sender *s = calloc(1, sizeof *s);
    if (!more || !s) abort();
    e->senders = more;
    memcpy(s->name, name, strnlen(name, sizeof s->name - 1));
    s->cost_us = COST_LEAST_US;
    return e->senders[e->n_senders++] = s;
}

/* `at` is a guess that may be old: the name decides. */
struct sender *sender_of(struct engine *e, const char *name, uint32_t *at) {
    if (at && *at && *at <= e->n_senders && strcmp(e->senders[*at - 1]->name, name) == 0) return e->senders[*at - 1];
    struct sender *s = NULL;
    for (size_t i = 0; i < e->n_senders && !s; i++)
        if (strcmp(e->senders[i]->name, name) == 0) {
            s = e->senders[i];
            if (at) *at = (uint32_t)i + 1;
        }
    if (s) return s;
    s = sender_add(e, name);
    if (at) *at = (uint32_t)e->n_senders;
    return s;
}

/* As the keys and memberships are at this turn: looked up once in it. */
static bool is_looked_up(const struct engine *e, const struct sender *s) {
    return s->looked_turn == e->counters.turns + 1;
}

static void noted(struct engine *e, struct sender *s, struct id member, sippe__role role) {
    s->member = member;
    s->role = role;
    s->looked_turn = e->counters.turns + 1;
}

sippe__role sender_role(struct engine *e, struct sender *s) {
    struct view v = view_make(e, &e->snapshot);
    struct principal who;
    struct member m;
    if (is_looked_up(e, s)) return s->role;
    if (s->carrier) {
        noted(e, s, s->member, member_find(&v, s->member, &m) ? m.role : ROLE_UNSPECIFIED);
        return s->role;
    }
    bool known = principal_find(&v, s->name, e->now_ms, &who) == 0;
    noted(e, s, who.id, known ? who.role : ROLE_UNSPECIFIED);
    s->carries = known && (who.shared || who.role == ROLE_GATEWAY);
    return s->role;
}

/* ---- behind a key of many ---- */

static struct sender *find_behind(struct engine *e, const struct sender *carrier, struct id member) {
    for (size_t i = 0; i < e->n_senders; i++)
        if (e->senders[i]->carrier == carrier && id_equal(e->senders[i]->member, member)) return e->senders[i];
    return NULL;
}

/* The carrier must outlive those that making room may forget. */
static struct sender *add_behind(struct engine *e, struct sender *carrier, struct id member) {
    char name[64] = "@";
    carrier->behind++;
    id_hex(member, name + 1);
    struct sender *s = sender_add(e, name);
    s->carrier = carrier;
    s->member = member;
    return s;
}

static const char *spoken_for(struct engine *e, struct span frame) {
    arena_reset(&e->arena);
    const sippe__envelope *asked = UNPACK(&e->arena, sippe__envelope, frame, MESSAGE_OPEN);
    return asked && asked->content_case == SIPPE__ENVELOPE__CONTENT_REQUEST ? asked->request->on_behalf_of : "";
}

/* A name that leads nowhere is no sender: whoever draws names would have a window for each. */
struct sender *sender_acting(struct engine *e, struct sender *carrier, struct span frame) {
    struct view v = view_make(e, &e->snapshot);
    const char *text = spoken_for(e, frame);
    struct member m;
    if (!*text) return carrier;
    struct sender *s = id_parse(text, &m.id) ? find_behind(e, carrier, m.id) : NULL;
    if (s && is_looked_up(e, s)) return s;
    if (!member_named(&v, text, &m) || !principal_may_carry(carrier->member, &m)) return carrier;
    s = find_behind(e, carrier, m.id);
    if (!s) s = add_behind(e, carrier, m.id);
    noted(e, s, m.id, m.role);
    return s;
}

uint32_t engine_connections(struct engine *e, const char *name, int64_t now_ms) {
    struct view v = view_make(e, &e->snapshot);
    struct principal who;
    if (principal_find(&v, name, now_ms, &who)) return 0;
    return who.role == ROLE_GATEWAY ? ENGINE_CONNECTIONS_WIDE : ENGINE_CONNECTIONS;
}

/* ---- two at once ---- */

void sender_talks(struct engine *e, struct sender *s) {
    if (sender_role(e, s) == ROLE_DAEMON) return;
    if (e->talker && e->talker != s && e->now_ms - e->talked_ms < CONTENDED_MS) e->contended_ms = e->now_ms;
    e->talker = s;
    e->talked_ms = e->now_ms;
}

bool turn_is_contended(const struct engine *e) { return e->now_ms - e->contended_ms < CONTENDED_MS; }

/* ---- whose turn ---- */

struct sender *sender_next(struct engine *e) {
    struct sender *next = NULL;
    for (size_t i = 0; i < e->n_senders; i++) {
        struct sender *s = e->senders[i];
        if (!s->queue.n) continue;
        if (!s->carrier && sender_role(e, s) == ROLE_DAEMON) return s;
        if (!next || s->used_us < next->used_us) next = s;
    }
    return next;
}

void sender_begins(struct engine *e, struct sender *s) {
    if (!s->waiting && s->used_us < e->served_us) s->used_us = e->served_us;
}

void sender_charge(struct sender *s, struct inbox_entry *entry) {
    if (s->role == ROLE_DAEMON) return;
    entry->account_us = s->used_us;
    entry->charged_us = s->cost_us > COST_LEAST_US ? s->cost_us : COST_LEAST_US;
    s->used_us += entry->charged_us;
}

/* What was taken and goes back was not served: hence here, and not when it is charged. */
void sender_measured(struct engine *e, struct inbox_entry *entry, int64_t took_us) {
    struct sender *s = entry->sender;
    if (!s || !entry->charged_us) return;
    e->served_us = entry->account_us;
    if (!e->options.mono_us) return;
    if (took_us < COST_LEAST_US) took_us = COST_LEAST_US;
    s->used_us += took_us - entry->charged_us;
    s->cost_us = (7 * s->cost_us + took_us) / 8;
    entry->charged_us = 0;
}
