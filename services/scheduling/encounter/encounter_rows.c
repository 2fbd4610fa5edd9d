/* What the records of an encounter do to its row and to the appointment that it closed, and how it is read back. */
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "scheduling/domain/encounter.h"
#include "scheduling/encounter/encounter.h"
#include "scheduling/index.h"
#include "scheduling/merge/members.h"

scheduling_rows__encounter *scheduling_encounter_get(struct view *v, struct id encounter_id) {
    return row_get(v, &scheduling_encounters, KEY(KEY_ID(encounter_id)));
}

void scheduling_family_encounters_keys(const scheduling_rows__encounter *r, struct keys *out) {
    keys_add(out, KEY(KEY_ID(id_of(r->family_id)), KEY_I64(r->personal->start_ms)));
}

static int by_start(const void *x, const void *y) {
    const struct encounter_ref *a = x, *b = y;
    int64_t a_ms = a->row->personal->start_ms, b_ms = b->row->personal->start_ms;
    return a_ms < b_ms ? -1 : a_ms > b_ms ? 1 : memcmp(a->id.bytes, b->id.bytes, ID_LEN);
}

static void add(struct view *v, struct id member, struct encounter_list *list) {
    struct key key;
    struct row_scan *s = row_scan(v, &scheduling_family_encounters, KEY(KEY_ID(member)), NULL);
    while (row_next(s, &key, NULL)) {
        struct id id = key_id_at(&key, ID_LEN + 8);
        scheduling_rows__encounter *row = scheduling_encounter_get(v, id);
        if (row)
            *(struct encounter_ref *)message_grow(view_arena(v), (void **)&list->encounters, &list->n,
                                                  sizeof *list->encounters) = (struct encounter_ref){id, row};
    }
}

/* Those of one member are in order already. */
struct encounter_list scheduling_encounters_of_family(struct view *v, struct id family_id) {
    struct encounter_list list = {NULL, 0};
    struct members members = scheduling_members(v, family_id);
    for (size_t i = 0; i < members.n; i++) add(v, members.ids[i], &list);
    if (members.n > 1 && list.n > 1) qsort(list.encounters, list.n, sizeof *list.encounters, by_start);
    return list;
}

/* ---- records ---- */

/* The appointment is as the encounter says: the state that follows was decided when the record was made. */
static void close_visit(struct apply *a, const struct record *r, ProtobufCBinaryData visit,
                        const scheduling__encounter_facts *facts) {
    struct id id;
    scheduling_rows__visit *row = id_from(visit, &id) ? scheduling_visit_get(VIEW(a), id) : NULL;
    if (!row) return;
    row->version = id_field(arena_of(a), r->id);
    row->last_record = r->seq;
    row->personal->state = facts ? encounter_visit_state(facts->missed) : VISIT_STATE_CONFIRMED;
    if (facts && facts->minutes > 0) row->personal->minutes = facts->minutes; /* of a missed one those booked stay */
    ROW_PUT(a, &scheduling_visits, KEY(KEY_ID(id)), row);
}

static void put(struct apply *a, const struct record *r, struct id id, scheduling_rows__encounter *row,
                const scheduling__encounter_facts *facts) {
    row->version = id_field(arena_of(a), r->id);
    if (facts) {
        row->personal->start_ms = civil_ms(facts->start);
        row->personal->missed = facts->missed;
        row->personal->mode = facts->mode;
        row->personal->place = facts->place;
    }
    ROW_PUT(a, &scheduling_encounters, KEY(KEY_ID(id)), row);
}

void scheduling_on_encounter_recorded(struct apply *a, const struct record *r,
                                      const scheduling__encounter_recorded *e) {
    struct id id;
    if (!id_from(e->encounter_id, &id)) return;
    scheduling_rows__encounter *row = NEW_WITH_PERSONAL(arena_of(a), scheduling_rows__encounter);
    row->record = r->seq;
    row->enrolment_id = e->enrolment_id;
    row->family_id = e->family_id;
    row->sealed_for = id_field(arena_of(a), r->sealed_for); /* of a follow-up that was another family's then: hers */
    row->visit_id = e->visit_id;
    row->day_only = e->day_only;
    row->clsc_code = e->clsc_code;
    put(a, r, id, row, e->personal->facts);
    if (e->personal->facts) close_visit(a, r, e->visit_id, e->personal->facts);
}

void scheduling_on_encounter_corrected(struct apply *a, const struct record *r,
                                       const scheduling__encounter_corrected *e) {
    struct id id;
    scheduling_rows__encounter *row = id_from(e->encounter_id, &id) ? scheduling_encounter_get(VIEW(a), id) : NULL;
    if (!row) return;
    row->last_record = r->seq;
    row->personal->in_error = e->personal->in_error;
    put(a, r, id, row, e->personal->facts);
    if (e->personal->facts || e->personal->in_error) close_visit(a, r, e->visit_id, e->personal->facts);
}

/* ---- read back ---- */

const char *scheduling_encounter_note(struct view *v, uint64_t seq) {
    const scheduling__encounter_recorded *e = READ_EVENT(v, scheduling__encounter_recorded, seq, NULL);
    if (e) return e->personal->facts ? e->personal->facts->note : "";
    const scheduling__encounter_corrected *c = READ_EVENT(v, scheduling__encounter_corrected, seq, NULL);
    if (!c) return "";
    return c->personal->facts ? c->personal->facts->note : c->personal->reason;
}

/* Of one that was struck out what it said stands beside that it did: people ask what was wrong. */
scheduling__encounter *scheduling_encounter_shown(struct view *v, const struct encounter_ref *ref) {
    struct arena *a = view_arena(v);
    struct record recorded, corrected;
    const scheduling__encounter_recorded *e =
        READ_EVENT(v, scheduling__encounter_recorded, ref->row->record, &recorded);
    const scheduling__encounter_corrected *c =
        ref->row->last_record ? READ_EVENT(v, scheduling__encounter_corrected, ref->row->last_record, &corrected)
                              : NULL;
    scheduling__encounter *out = NEW(a, scheduling__encounter);
    out->encounter_id = id_field(a, ref->id);
    out->version = ref->row->version;
    out->visit_id = ref->row->visit_id;
    out->in_error = ref->row->personal->in_error;
    out->day_only = ref->row->day_only;
    if (e) {
        out->facts = e->personal->facts;
        out->recorded_at = civil_instant(a, recorded.at_ms);
    }
    if (!c) return out;
    if (c->personal->facts) out->facts = c->personal->facts;
    out->reason = c->personal->reason;
    out->corrected_at = civil_instant(a, corrected.at_ms);
    return out;
}
