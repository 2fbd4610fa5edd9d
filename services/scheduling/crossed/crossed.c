#include "scheduling/crossed/crossed.h"

static void add(struct arena *a, struct crossed_visits *to, struct visit_ref visit) {
    *(struct visit_ref *)message_grow(a, (void **)&to->off.visits, &to->off.n, sizeof visit) = visit;
}

struct crossed_visits scheduling_crossed(struct decide *d, const struct family_facts *f, const struct crossed_by *by) {
    struct crossed_visits out = {{NULL, 0}, false};
    struct visit_list all = scheduling_visits_of_family(VIEW(d), f->family_id, INT64_MIN, INT64_MAX);
    for (size_t i = 0; i < all.n; i++) {
        const scheduling_rows__visit *row = all.visits[i].row;
        if (!id_is(row->enrolment_id, f->enrolment_id)) continue;
        enum crossing_follows follows =
            crossing_of_visit(by->told, row->personal->state, row->personal->start_ms, by->at_ms);
        if (follows != CROSSING_WITHDRAWN && follows != CROSSING_CANCELLED) continue;
        out.tell |= follows == CROSSING_CANCELLED;
        add(arena_of(d), &out, all.visits[i]);
    }
    return out;
}

void scheduling_crossed_cancel(struct decide *d, const struct family_facts *f, const struct crossed_by *by,
                               const struct crossed_visits *visits) {
    struct arena *a = arena_of(d);
    for (size_t i = 0; i < visits->off.n; i++) {
        const struct visit_ref *visit = &visits->off.visits[i];
        scheduling__visit_cancelled *c = NEW_WITH_PERSONAL(a, scheduling__visit_cancelled);
        c->visit_id = id_field(a, visit->id);
        c->family_id = id_field(a, f->family_id);
        c->personal->reason = by->reason;
        emit_for(d, id_of(visit->row->sealed_for), (struct id[]){visit->id, f->family_id}, 2, &c->base);
    }
}
