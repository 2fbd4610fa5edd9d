#include "scheduling/index.h"

static const char *clsc_of_enrolment(struct view *v, ProtobufCBinaryData enrolment) {
    struct id id;
    if (!id_from(enrolment, &id)) return NULL;
    const scheduling_rows__follow_up_row *row = row_get(v, &scheduling_follow_ups, KEY(KEY_ID(id)));
    return row ? row->clsc_code : NULL;
}

static const char *clsc_of_family(struct view *v, ProtobufCBinaryData family) {
    struct id id;
    if (!id_from(family, &id)) return NULL;
    const scheduling_rows__family_row *row = row_get(v, &scheduling_families, KEY(KEY_ID(id)));
    return row ? clsc_of_enrolment(v, row->enrolment_id) : NULL;
}

static const char *clsc_of_visit(struct view *v, ProtobufCBinaryData visit) {
    struct id id;
    if (!id_from(visit, &id)) return NULL;
    const scheduling_rows__visit_row *row = scheduling_visit_get(v, id);
    return row ? clsc_of_enrolment(v, row->enrolment_id) : NULL;
}

#define OWNED_BY(name, type, field, clsc)                                                                              \
    const char *scheduling_owner_##name(struct view *v, const type *in) { return clsc(v, in->field); }
OWNED_BY(candidates, scheduling__list_candidates_request, enrolment_id, clsc_of_enrolment)
OWNED_BY(slots, scheduling__list_slots_request, family_id, clsc_of_family)
OWNED_BY(book, scheduling__book_visit_request, family_id, clsc_of_family)
OWNED_BY(confirm, scheduling__confirm_visit_request, visit_id, clsc_of_visit)
OWNED_BY(move, scheduling__move_visit_request, visit_id, clsc_of_visit)
OWNED_BY(cancel, scheduling__cancel_visit_request, visit_id, clsc_of_visit)
OWNED_BY(record, scheduling__record_visit_request, visit_id, clsc_of_visit)
OWNED_BY(family, scheduling__family_visits_request, family_id, clsc_of_family)
