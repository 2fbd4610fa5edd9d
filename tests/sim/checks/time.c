/* Deadlines, from the records that set, move, end and fire them: each fires once, none before its time, none after what
 * it was for is over. */
#include "sim.h"

enum { THINGS_MAX = 1024, LATE_MS = 10 * 60000 };

struct due_thing {
    struct id thing;
    int64_t due_ms; /* 0: none stands */
    bool erased;    /* with whom it was for: nothing is due of it any more, and what was said of it is gone */
};
struct dues {
    struct due_thing list[THINGS_MAX];
    size_t n;
    const char *type, *what;
    bool erased; /* whom the record in hand is about */
};

static struct due_thing *due_of(struct dues *d, ProtobufCBinaryData thing) {
    size_t i = 0;
    while (i < d->n && !id_is(thing, d->list[i].thing)) i++;
    if (i == d->n && d->n < THINGS_MAX) d->list[d->n++] = (struct due_thing){.thing = id_of(thing)};
    return &d->list[i < THINGS_MAX ? i : 0];
}

static void set(struct dues *d, ProtobufCBinaryData thing, int64_t due_ms) {
    struct due_thing *t = due_of(d, thing);
    t->due_ms = due_ms;
    t->erased |= d->erased;
}

static bool is_of_an_erased(struct view *v, const struct record *r) {
    bool erased = vault_is_erased(v->e->vault, r->sealed_for);
    for (size_t i = 0; !erased && i < r->n_subjects; i++) erased = vault_is_erased(v->e->vault, r->subjects[i]);
    return erased;
}

/* A firing leaves its own record, whatever its handler says to it. */
static void fire(struct sim *s, struct dues *d, const node__deadline_fired *e, const struct record *r) {
    struct due_thing *t = due_of(d, e->thing);
    if (strcmp(e->type, d->type) != 0 || t->erased) return;
    struct key due = KEY(KEY_I64(t->due_ms));
    struct id cause = id_derive("sippe deadline", span_text(d->type), id_span(&t->thing), key_span(&due));
    if (!id_equal(r->cause, cause)) sim_fault(s, t->thing, "%s fired that was cleared or moved", d->what);
    if (t->due_ms > r->at_ms)
        sim_fault(s, t->thing, "%s fired %lld ms early", d->what, (long long)(t->due_ms - r->at_ms));
    t->due_ms = 0;
}

static void none_is_late(struct sim *s, const struct dues *d) {
    for (size_t i = 0; i < d->n; i++)
        if (d->list[i].due_ms && !d->list[i].erased && d->list[i].due_ms < world_now_ms(s->world) - LATE_MS)
            sim_fault(s, d->list[i].thing, "%s was due and has not fired", d->what);
}

typedef void step_of(struct sim *s, struct view *v, uint64_t seq, struct dues *d);

#define ON(type, body)                                                                                                 \
    {                                                                                                                  \
        const type *e = READ_EVENT(v, type, seq, &r);                                                                  \
        d->erased = e && is_of_an_erased(v, &r);                                                                       \
        if (e) body;                                                                                                   \
    }

static void key_worker(struct sim *s, struct view *v, uint64_t seq, struct dues *d) {
    struct record r;
    ON(scheduling__follow_up_opened, set(d, e->enrolment_id, e->key_worker_due_ms))
    ON(scheduling__key_worker_confirmed, set(d, e->enrolment_id, 0))
    ON(scheduling__key_worker_struck, if (e->key_worker_due_ms) set(d, e->enrolment_id, e->key_worker_due_ms))
    ON(scheduling__follow_up_ended, set(d, e->enrolment_id, 0))
    ON(scheduling__follow_up_reopened, set(d, e->enrolment_id, e->key_worker_due_ms))
    ON(scheduling__follow_up_handed_over, if (e->key_worker_due_ms) set(d, e->enrolment_id, e->key_worker_due_ms))
    ON(node__deadline_fired, fire(s, d, e, &r))
}

static void acknowledge(struct sim *s, struct view *v, uint64_t seq, struct dues *d) {
    struct record r;
    ON(notifications__notice_opened, set(d, e->notice_id, e->due_ms))
    ON(notifications__notice_answered, set(d, e->notice_id, e->due_ms))
    ON(notifications__notice_withdrawn, set(d, e->notice_id, 0))
    ON(notifications__notice_overdue, set(d, e->notice_id, e->next_ms))
    ON(node__deadline_fired, fire(s, d, e, &r))
}

static void recall(struct sim *s, struct view *v, uint64_t seq, struct dues *d) {
    struct record r;
    ON(notifications__notice_withdrawn, set(d, e->notice_id, e->hear_by_ms))
    ON(node__deadline_fired, fire(s, d, e, &r))
}

static void disclosure_end(struct sim *s, struct view *v, uint64_t seq, struct dues *d) {
    struct record r;
    ON(intake__disclosed, set(d, e->disclosure_id, e->keep_until_ms))
    ON(node__deadline_fired, fire(s, d, e, &r))
}

static void start_week(struct sim *s, struct view *v, uint64_t seq, struct dues *d) {
    struct record r;
    ON(intake__screening_submitted, set(d, e->screening_id, e->personal->recall_at ? e->personal->recall_at->ms : 0))
    ON(intake__screening_amended, set(d, e->screening_id, e->personal->recall_at ? e->personal->recall_at->ms : 0))
    ON(intake__route_decided, set(d, e->screening_id, 0))
    ON(node__deadline_fired, fire(s, d, e, &r))
}

static void walk(struct sim *s, const char *daemon, const char *type, const char *what, step_of *step) {
    static struct dues d;
    d.n = 0;
    d.type = type;
    d.what = what;
    uint64_t last = world_engine(s->world, daemon)->seq;
    for (uint64_t seq = 1; seq <= last && !s->fault[0]; seq++) {
        struct arena a;
        arena_init(&a);
        step(s, world_view(s->world, daemon, &a), seq, &d);
        arena_close(&a);
    }
    none_is_late(s, &d);
}

bool checks_deadlines(struct sim *s) {
    walk(s, "scheduling", "key_worker", "the deadline for a key worker", key_worker);
    walk(s, "notifications", "acknowledge", "the deadline of a notice", acknowledge);
    walk(s, "notifications", "recall", "the deadline of a recall", recall);
    walk(s, "intake", "disclosure_end", "the end of a disclosure", disclosure_end);
    walk(s, "intake", "start_week", "the deadline of a start week", start_week);
    return !s->fault[0];
}
