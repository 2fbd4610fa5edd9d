#include "intake/follow/programme_end.h"

#include "civil/civil.h"
#include "intake/follow/enrolment_rows.h"

enum { ASKED_MIN = 8 * 60 }; /* so that it stands on the list when people come in */

static void set(struct decide *d, ProtobufCBinaryData enrolment_id, const intake_rows__enrolment *row,
                ProtobufCBinaryData family_id, day on) {
    struct arena *a = arena_of(d);
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    if (on == (row ? civil_day(row->personal->programme_end_on) : DAY_NONE)) return;
    intake__programme_end_set *e = NEW_WITH_PERSONAL(a, intake__programme_end_set);
    e->enrolment_id = enrolment_id;
    e->family_id = family_id;
    e->personal->on = civil_date(a, on);
    if (on != DAY_NONE) e->personal->at = civil_instant(a, wall_instant(civil_zone(t), (struct wall){on, ASKED_MIN}));
    struct id subjects[] = {id_of(enrolment_id), id_of(family_id)};
    emit_for(d, row ? id_of(row->sealed_for) : id_of(family_id), subjects, 2, &e->base);
}

void intake_programme_end_emit(struct decide *d, ProtobufCBinaryData enrolment_id, const intake_rows__enrolment *row,
                               ProtobufCBinaryData family_id, day birth, const sippe__territory *t) {
    if (birth == DAY_NONE || !t || !t->admission) return;
    set(d, enrolment_id, row, family_id, civil_programme_end(t->admission->programme_end, birth));
}

void intake_programme_end_apart(struct decide *d, ProtobufCBinaryData enrolment_id, const intake_rows__enrolment *row,
                                day birth) {
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    if (!t || !t->admission) return;
    day on = birth == DAY_NONE ? DAY_NONE : civil_programme_end(t->admission->programme_end, birth);
    set(d, enrolment_id, row, row->family_id, on);
}

void intake_on_programme_end_set(struct apply *a, const struct record *r, const intake__programme_end_set *e) {
    struct id enrolment = id_of(e->enrolment_id);
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(a), e->enrolment_id);
    if (!row || row->state == ENROLMENT_STATE_ENDED) return;
    row->personal->programme_end_on = e->personal->on;
    row->personal->programme_over = false;
    if (e->personal->at)
        deadline_set(a, &intake_programme_end, enrolment, e->personal->at->ms);
    else
        deadline_clear(a, &intake_programme_end, enrolment);
    intake_enrolment_put(a, r, enrolment, row);
}

/* ---- the day ---- */

int intake_programme_end_due(struct decide *d, const struct due *due) {
    struct arena *a = arena_of(d);
    const intake_rows__enrolment *row = row_get(VIEW(d), &intake_enrolments, KEY(KEY_ID(due->thing)));
    if (!row || row->state == ENROLMENT_STATE_ENDED) return 0;
    intake__programme_end_reached *e = NEW(a, intake__programme_end_reached);
    e->enrolment_id = id_field(a, due->thing);
    e->family_id = row->family_id;
    struct id subjects[] = {due->thing, id_of(row->family_id)};
    emit_for(d, id_of(row->sealed_for), subjects, 2, &e->base);
    return 0;
}

void intake_on_programme_end_reached(struct apply *a, const struct record *r, const intake__programme_end_reached *e) {
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(a), e->enrolment_id);
    if (!row || row->state == ENROLMENT_STATE_ENDED) return;
    row->personal->programme_over = true;
    intake_enrolment_put(a, r, id_of(e->enrolment_id), row);
}
