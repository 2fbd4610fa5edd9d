/* A territory restored from one cut, and the desks' spools that send again what was answered after it. */
#include "sim.h"

static void on_answered_again(void *owner, struct world *w, const sippe__reply *reply) {
    (void)w;
    struct acknowledged *h = owner;
    h->reason = reply_reason(reply);
}

static void resend(struct sim *s) {
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < s->n_history; i++) {
        struct acknowledged *h = &s->history[i];
        if (!h->body) continue;
        intake__submit_screening_request *r =
            UNPACK(&a, intake__submit_screening_request, span_of(h->body, h->len), MESSAGE_STRICT);
        h->reason = -1;
        world_send(s->world, "intake", h->key, "intake.SubmitScreening", h->request, &r->base, on_answered_again, h);
        world_run(s->world, (int64_t)prng_below(&s->prng, 50));
    }
    arena_close(&a);
}

static bool stopped(struct sim *s) {
    struct arena a;
    arena_init(&a);
    bool any = false;
    for (int i = 0; i < DAEMONS && !any; i++) {
        struct view *v = world_view(s->world, daemon_names[i], &a);
        for (size_t f = 0; f < v->e->n_follows && !any; f++) {
            engine_rows__cursor *cursor = cursor_read(v, v->e->follows[f].journal);
            any = cursor->stopped[0] != 0;
            if (any)
                snprintf(s->fault, sizeof s->fault, "restored: %s follows %s no more: %s", daemon_names[i],
                         v->e->follows[f].journal, cursor->stopped);
        }
    }
    arena_close(&a);
    return any;
}

bool restore_and_resend(struct sim *s) {
    world_restore(s->world);
    resend(s);
    if (!world_settle(s->world, 600000))
        return snprintf(s->fault, sizeof s->fault, "restored: the followers never catch up"), false;
    world_run(s->world, 70000);
    return !stopped(s) && checks_after_restore(s);
}
