/* What must hold after every turn of five years, beside what checks/turn.c asks: no visit that a family counts on moves
 * or is cancelled by nobody. */
#include "years.h"

/* Of one turn: what ends a follow-up cancels its visits, and is said beside them. */
static bool ends_with(struct view *v, const struct record *cancelled) {
    struct record r;
    for (uint64_t seq = cancelled->seq; record_head(v, seq, &r) && id_equal(r.cause, cancelled->cause); seq++)
        if (strcmp(r.type, scheduling__follow_up_ended__descriptor.name) == 0) return true;
    for (uint64_t seq = cancelled->seq; record_head(v, seq, &r) && id_equal(r.cause, cancelled->cause); seq--)
        if (strcmp(r.type, scheduling__follow_up_ended__descriptor.name) == 0) return true;
    return false;
}

static bool is_of(const struct record *r, struct id visit) {
    for (size_t i = 0; i < r->n_subjects; i++)
        if (id_equal(r->subjects[i], visit)) return true;
    return false;
}

/* Had a person confirmed, booked or moved it? What the machine alone proposed it may take back. */
static bool was_promised(struct view *v, const struct record *cancelled) {
    struct id visit = id_of(READ_EVENT(v, scheduling__visit_cancelled, cancelled->seq, NULL)->visit_id);
    struct record r;
    for (uint64_t seq = cancelled->seq - 1; seq && record_head(v, seq, &r); seq--) {
        if (!is_of(&r, visit)) continue;
        const scheduling__visit_booked *booked = READ_EVENT(v, scheduling__visit_booked, seq, NULL);
        if (booked) return booked->state == VISIT_STATE_CONFIRMED;
        if (strcmp(r.type, scheduling__visit_confirmed__descriptor.name) == 0) return true;
        if (strcmp(r.type, scheduling__visit_moved__descriptor.name) == 0) return true;
    }
    return true;
}

/* A visit that is cancelled or moved is so by a person, or goes with a follow-up that a person ended. */
static void nothing_moves_by_itself(struct years *y, struct view *v, uint64_t seq_before) {
    struct id own = member_of_name("scheduling");
    struct record r;
    for (uint64_t seq = seq_before + 1; seq <= v->e->seq; seq++) {
        if (!record_head(v, seq, &r)) continue;
        bool moved = strcmp(r.type, scheduling__visit_moved__descriptor.name) == 0;
        bool cancelled = strcmp(r.type, scheduling__visit_cancelled__descriptor.name) == 0;
        bool nobody = id_is_zero(r.actor) || id_equal(r.actor, own);
        if (nobody && (moved || (cancelled && !ends_with(v, &r) && was_promised(v, &r))))
            years_fault(y, "%s by nobody", r.type);
    }
}

void years_turned(void *owner, struct world *w, const char *daemon, uint64_t seq_before) {
    struct years *y = owner;
    struct arena a;
    checks_turn(&y->s, w, daemon, seq_before);
    if (y->s.fault[0] || strcmp(daemon, "scheduling") != 0) return;
    arena_init(&a);
    nothing_moves_by_itself(y, world_view(w, daemon, &a), seq_before);
    arena_close(&a);
}

void years_stepped(void *owner, struct world *w) {
    struct years *y = owner;
    checks_day(&y->s, w);
}
