/* A territory restored from one cut, and the desks' spools that send again what was answered after it. */
#include "civil/family_number.h"
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
        door_send(s, "intake", h->key, "intake.SubmitScreening", h->request, &r->base, on_answered_again, h);
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

/* ---- numbers ---- */

/* What each family was told, in the journal that the restore loses. */
struct told {
    struct id family;
    const char *number;
};
struct numbers {
    struct told *list;
    size_t n;
    uint64_t last;
};

static struct numbers numbers_told(struct sim *s, struct arena *a) {
    struct view *v = world_view(s->world, "intake", a);
    uint64_t last = v->e->seq, n = 0;
    struct numbers out = {.list = arena_alloc(a, (last + 1) * sizeof *out.list)};
    for (uint64_t seq = 1; seq <= last; seq++) {
        intake__screening_submitted *e = READ_EVENT(v, intake__screening_submitted, seq, NULL);
        if (!e || !e->new_family) continue;
        out.list[out.n++] = (struct told){id_of(e->family_id), arena_text(a, e->personal->family_number)};
        if (family_number_parse(e->personal->family_number, &n) && n > out.last) out.last = n;
    }
    return out;
}

/* A number that was told leads to her whom it was told, or to nobody. */
static bool numbers_are_hers(struct sim *s, const struct numbers *told) {
    struct arena a;
    arena_init(&a);
    bool hers = true;
    for (size_t i = 0; hers && i < told->n; i++) {
        intake__get_family_request *r = NEW(&a, intake__get_family_request);
        intake__get_family_reply *f = NULL;
        r->number = told->list[i].number;
        int reason = CALL(s->world, &a, "intake", "coordinator", intake, GetFamily, get_family, r, &f);
        hers = reason == REASON_NOT_FOUND || (reason == 0 && id_equal(id_of(f->family_id), told->list[i].family));
        if (!hers) snprintf(s->fault, sizeof s->fault, "restored: the number %s is another's (%d)", r->number, reason);
    }
    arena_close(&a);
    return hers;
}

/* ---- what people say of it ---- */

/* Of one lost record in each store; then that all was gone through, and once more, which is refused. */
static bool review(struct sim *s) {
    struct arena a;
    arena_init(&a);
    for (int i = 0; i < DAEMONS; i++) {
        node__settle_lost_request *lost = NEW(&a, node__settle_lost_request);
        lost->record_id = id_field(&a, world_request_id(s->world));
        lost->dropped = chance(s, 50);
        lost->reason = "refait au téléphone";
        node__review_restore_request *done = NEW(&a, node__review_restore_request);
        node__get_restore_request *ask = NEW(&a, node__get_restore_request);
        node__get_restore_reply *restore = NULL;
        SIM_CALL(s, &a, daemon_names[i], "coordinator", "node.GetRestore", ask, &restore);
        if (!restore || restore->reviewed)
            sim_fault(s, (struct id){{0}}, "%s was restored, and does not say that it is to be gone through",
                      daemon_names[i]);
        int said = SIM_CALL(s, &a, daemon_names[i], "operator", "node.SettleLost", lost, NULL);
        int reviewed = SIM_CALL(s, &a, daemon_names[i], "coordinator", "node.ReviewRestore", done, NULL);
        int again = SIM_CALL(s, &a, daemon_names[i], "coordinator", "node.ReviewRestore", done, NULL);
        if (said || reviewed || again != REASON_MOVE_ILLEGAL)
            sim_fault(s, (struct id){{0}}, "%s was restored, and what is said of it is answered %d, %d, %d",
                      daemon_names[i], said, reviewed, again);
    }
    arena_close(&a);
    return !s->fault[0];
}

static bool restored_well(struct sim *s, const struct numbers *told) {
    leaves_forget(s);
    owners_forget(s);
    looked_forget(s);
    kept_from_forget(s);
    for (int i = 0; i < PARTNERS; i++) s->readers[i].restored = true;
    s->apart = true;
    world_restore(s->world, told->last);
    resend(s);
    if (!world_settle(s->world, 600000))
        return snprintf(s->fault, sizeof s->fault, "restored: the followers never catch up"), false;
    tasks_run(s, 70000);
    s->apart = false;
    return !stopped(s) && numbers_are_hers(s, told) && review(s) && tasks_again(s) && checks_after_restore(s);
}

bool restore_and_resend(struct sim *s) {
    struct arena a;
    arena_init(&a);
    struct numbers told = numbers_told(s, &a);
    bool well = restored_well(s, &told);
    arena_close(&a);
    return well;
}
