#include "scheduling/seen/seen.h"

#include "scheduling/domain/encounter.h"
#include "scheduling/encounter/encounter.h"

struct meetings {
    day first, last; /* in presence */
    day latest;      /* in any way */
    int done;
};

static void add(struct meetings *m, const struct seen_meeting *one) {
    if (!one->done) return;
    m->done++;
    if (m->latest == DAY_NONE || one->on > m->latest) m->latest = one->on;
    if (!one->in_presence) return;
    if (m->first == DAY_NONE || one->on < m->first) m->first = one->on;
    if (m->last == DAY_NONE || one->on > m->last) m->last = one->on;
}

/* What took place before she was taken over is not counted: intake counts since then. */
static struct meetings gather(struct decide *d, const struct family_facts *f, const struct seen_meeting *change) {
    struct meetings m = {DAY_NONE, DAY_NONE, DAY_NONE, 0};
    struct zone zone = civil_zone(rules_on(VIEW(d), decide_today(d), NULL));
    struct encounter_list list = scheduling_encounters_of_family(VIEW(d), f->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const scheduling_rows__encounter *row = list.encounters[i].row;
        const scheduling_rows__encounter__personal *p = row->personal;
        if (!id_is(row->enrolment_id, f->enrolment_id) || row->day_only || p->in_error) continue;
        if (change && id_equal(change->encounter, list.encounters[i].id)) continue;
        add(&m, &(struct seen_meeting){.on = day_at(zone, p->start_ms),
                                       .done = encounter_is_done(p->missed),
                                       .in_presence = encounter_is_in_presence(p->mode)});
    }
    if (change) add(&m, change);
    return m;
}

void scheduling_seen_say(struct decide *d, const struct family_facts *f, const struct seen_change *c) {
    struct arena *a = arena_of(d);
    struct meetings m = gather(d, f, c->meeting);
    scheduling__follow_up_seen *e = NEW_WITH_PERSONAL(a, scheduling__follow_up_seen);
    e->enrolment_id = id_field(a, f->enrolment_id);
    e->family_id = id_field(a, f->family_id);
    e->key_worker_overdue = !c->key_worker && (c->overdue || f->row->key_worker_overdue);
    e->moves = f->row->moves;
    e->touched = f->row->taken_over && (c->touched || f->row->touched);
    e->personal->key_worker = arena_text(a, c->key_worker ? c->key_worker : f->row->personal->key_worker);
    e->personal->first_in_presence_on = civil_date(a, m.first);
    e->personal->last_in_presence_on = civil_date(a, m.last);
    e->personal->last_encounter_on = civil_date(a, m.latest);
    e->personal->encounters_done = m.done;
    if (c->struck_worker) e->personal->struck_worker = arena_text(a, c->struck_worker);
    if (c->bond_reason) e->personal->bond_reason = arena_text(a, c->bond_reason);
    emit_for(d, id_of(f->row->sealed_for), (struct id[]){f->enrolment_id, f->family_id}, 2, &e->base);
}

void scheduling_seen_touched(struct decide *d, const struct family_facts *f) {
    if (f->row->taken_over && !f->row->touched) scheduling_seen_say(d, f, &(struct seen_change){.touched = true});
}

/* The version stays: nothing changed that a person has seen of the follow-up. */
void scheduling_on_follow_up_seen(struct apply *a, const struct record *r, const scheduling__follow_up_seen *e) {
    struct id id;
    (void)r;
    if (!id_from(e->enrolment_id, &id)) return;
    scheduling_rows__follow_up *row = row_get(VIEW(a), &scheduling_follow_ups, KEY(KEY_ID(id)));
    if (!row) return;
    row->touched = e->touched;
    row->key_worker_overdue = e->key_worker_overdue;
    ROW_PUT(a, &scheduling_follow_ups, KEY(KEY_ID(id)), row);
}
