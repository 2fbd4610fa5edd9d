/* A cut as `sippe backup` makes it, in the middle of the storm, with far more time between the daemons than the network
 * takes: without the hold followers would be ahead of their producers in it. */
#include "sim.h"

enum { TRIES = 200, APART_MS = 700 };

struct round {
    bool answered;
    int reason;
    node__standing *standing; /* in the arena of the try */
    struct arena *arena;
};

static void on_hold(void *owner, struct world *w, const sippe__reply *reply) {
    (void)w;
    struct round *a = owner;
    a->answered = true;
    a->reason = reply_reason(reply);
    node__hold_following_reply *body =
        a->reason ? NULL : UNPACK(a->arena, node__hold_following_reply, span_pb(reply->body), MESSAGE_STRICT);
    a->standing = body ? body->standing : NULL;
}

static void on_copy(void *owner, struct world *w, const sippe__reply *reply) {
    (void)w;
    struct round *a = owner;
    a->answered = true;
    a->reason = reply_reason(reply);
    node__backup_reply *body =
        a->reason ? NULL : UNPACK(a->arena, node__backup_reply, span_pb(reply->body), MESSAGE_STRICT);
    a->standing = body ? body->standing : NULL;
}

/* All four are asked, one after the other, and waited for: whoever is asked is answered, after a crash too. */
static bool ask_round(struct sim *s, struct arena *a, const char *method, const ProtobufCMessage *request,
                      world_done_fn *done, struct round asked[DAEMONS]) {
    bool all = false, good = true;
    for (int i = 0; i < DAEMONS; i++) {
        asked[i] = (struct round){.arena = a};
        world_send(s->world, daemon_names[i], "operator", method, world_request_id(s->world), request, done, &asked[i]);
        tasks_run(s, (int64_t)prng_below(&s->prng, APART_MS));
    }
    for (int waited = 0; waited < 3000 && !all; waited++) {
        tasks_run(s, 20);
        all = true;
        for (int i = 0; i < DAEMONS; i++) all &= asked[i].answered;
    }
    if (!all) snprintf(s->fault, sizeof s->fault, "%s is not answered", method);
    for (int i = 0; i < DAEMONS; i++) good &= asked[i].answered && asked[i].reason == 0;
    return good;
}

static const sippe__position *position_in(const node__standing *s, const char *journal) {
    for (size_t i = 0; i < s->n_followed; i++)
        if (strcmp(s->followed[i]->journal, journal) == 0) return s->followed[i]->position;
    return NULL;
}

/* Where the copies stand is where the holds stood. A daemon that crashed in between has lost its hold, and a late repeat
 * may have begun another one: that cut is given up, as the program gives it up. */
static bool holds_kept(const struct round held[DAEMONS], const struct round copied[DAEMONS]) {
    for (int i = 0; i < DAEMONS; i++)
        for (int j = 0; j < DAEMONS; j++) {
            const sippe__position *was = position_in(held[i].standing, daemon_names[j]);
            const sippe__position *is = position_in(copied[i].standing, daemon_names[j]);
            if ((was ? was->n : 0) != (is ? is->n : 0)) return false;
        }
    return true;
}

static bool none_is_ahead(struct sim *s, const struct round copied[DAEMONS]) {
    for (int i = 0; i < DAEMONS; i++)
        for (int j = 0; j < DAEMONS; j++) {
            const sippe__position *p = position_in(copied[i].standing, daemon_names[j]);
            if (p && p->seq > copied[j].standing->seq)
                return snprintf(s->fault, sizeof s->fault, "the cut: %s has taken %llu of %s, which ends at %llu",
                                daemon_names[i], (unsigned long long)p->seq, daemon_names[j],
                                (unsigned long long)copied[j].standing->seq),
                       false;
        }
    return true;
}

bool cut_make(struct sim *s) {
    for (int i = 0; i < TRIES; i++) {
        struct arena a;
        struct round held[DAEMONS], copied[DAEMONS];
        arena_init(&a);
        node__hold_following_request *hold = NEW(&a, node__hold_following_request);
        node__backup_request *copy = NEW(&a, node__backup_request);
        hold->cut = copy->cut = arena_printf(&a, "cut-%d", i);
        bool made = ask_round(s, &a, "node.HoldFollowing", &hold->base, on_hold, held) &&
                    ask_round(s, &a, "node.Backup", &copy->base, on_copy, copied);
        bool kept = made && holds_kept(held, copied);
        bool good = made && (kept || s->crashes) && none_is_ahead(s, copied);
        if (made && !kept && !s->crashes)
            snprintf(s->fault, sizeof s->fault, "the cut: a daemon went on following while it was held");
        if (good && kept) world_cut_keep(s->world, copy->cut);
        arena_close(&a);
        if (s->fault[0] || (good && kept)) return good && kept;
    }
    return snprintf(s->fault, sizeof s->fault, "no cut could be made"), false;
}
