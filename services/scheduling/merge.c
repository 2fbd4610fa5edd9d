/* Families that became one in intake. Things move and stay sealed for the family under which they were made: which
 * enrolment goes, from whom and to whom, stands in the open, and what a merged family is asked by is sealed for her
 * alone, so that a rebuild gives the same rows when the words of either are gone.
 *
 *   FamilyMerged ─▶ FollowUpMoved       each enrolment of hers, with its visits
 *                   FamilyMergedNoted   her id leads to the family that is left */
#include "scheduling/care_team.h"
#include "scheduling/encounter/encounter.h"
#include "scheduling/facts.h"
#include "scheduling/index.h"

static bool has_enrolment(struct view *v, struct id family_id) {
    const scheduling_rows__family *row = row_get(v, &scheduling_families, KEY(KEY_ID(family_id)));
    return row && row->enrolment_id.len;
}

void scheduling_merge_follow_up(struct decide *d, struct id enrolment_id, const struct merging *m, bool latest) {
    struct arena *a = arena_of(d);
    scheduling__follow_up_moved *e = NEW(a, scheduling__follow_up_moved);
    e->enrolment_id = id_field(a, enrolment_id);
    e->family_id = id_field(a, m->into);
    e->from_family_id = id_field(a, m->from);
    e->clsc_code = arena_text(a, m->clsc_code);
    e->latest = latest && !has_enrolment(VIEW(d), m->into);
    emit_about(d, (struct id[]){enrolment_id, m->into, m->from}, 3, &e->base);
}

/* Of several the latest is shown, where the family that is left has none of her own: what was hers stays what is asked
 * for, as in intake. */
static void move_all(struct decide *d, const struct merging *m) {
    struct id *enrolments;
    size_t n = scheduling_follow_ups_of(VIEW(d), m->from, &enrolments);
    const scheduling_rows__family *row = row_get(VIEW(d), &scheduling_families, KEY(KEY_ID(m->from)));
    for (size_t i = 0; i < n; i++)
        scheduling_merge_follow_up(d, enrolments[i], m, row && id_is(row->enrolment_id, enrolments[i]));
}

/* Noted of a family that was never enrolled too: people go on asking by the number that they were told first. */
static void note(struct decide *d, const struct merging *m) {
    struct arena *a = arena_of(d);
    scheduling__family_merged_noted *e = NEW_WITH_PERSONAL(a, scheduling__family_merged_noted);
    e->family_id = id_field(a, m->from);
    e->personal->merged_into = id_field(a, m->into);
    emit_for(d, m->from, (struct id[]){m->from, m->into}, 2, &e->base);
}

/* Told again, or without the other's id because the family that is left was erased: nothing is to be done. Tried again
 * late, the family that is left may have been merged in the meantime. */
int scheduling_follow_family_merged(struct decide *d, const struct record *from, const intake__family_merged *e) {
    struct merging m = {.clsc_code = e->clsc_code};
    (void)from;
    if (!id_from(e->family_id, &m.into)) return REASON_ID_INVALID;
    if (!e->personal->merged_family_id.len) return 0;
    if (!id_from(e->personal->merged_family_id, &m.from)) return REASON_ID_INVALID;
    m.into = scheduling_family_now(VIEW(d), m.into);
    if (id_equal(m.into, m.from)) return REASON_CONTRADICTION; /* in a circle nobody would be found */
    if (!id_equal(scheduling_family_now(VIEW(d), m.from), m.from)) return 0;
    move_all(d, &m);
    note(d, &m);
    scheduling_team_hand_on(d, m.from, m.into);
    return 0;
}

/* ---- applying ---- */

/* Found by the family that they were under and not by the follow-up, which may be gone while a visit that was booked
 * for another family than it was opened for is there. Visits get no version with it: nothing changed of them that a
 * person has seen. */
static void move_visits(struct apply *a, const scheduling__follow_up_moved *e) {
    struct visit_list list = scheduling_visits_of_family(VIEW(a), id_of(e->from_family_id), INT64_MIN, INT64_MAX);
    for (size_t i = 0; i < list.n; i++) {
        scheduling_rows__visit *row = list.visits[i].row;
        if (!id_is(row->enrolment_id, id_of(e->enrolment_id))) continue;
        row->family_id = e->family_id;
        ROW_PUT(a, &scheduling_visits, KEY(KEY_ID(list.visits[i].id)), row);
    }
}

static void move_encounters(struct apply *a, const scheduling__follow_up_moved *e) {
    struct encounter_list list = scheduling_encounters_of_family(VIEW(a), id_of(e->from_family_id));
    for (size_t i = 0; i < list.n; i++) {
        scheduling_rows__encounter *row = list.encounters[i].row;
        if (!id_is(row->enrolment_id, id_of(e->enrolment_id))) continue;
        row->family_id = e->family_id;
        ROW_PUT(a, &scheduling_encounters, KEY(KEY_ID(list.encounters[i].id)), row);
    }
}

static scheduling_rows__family *family_row(struct apply *a, struct id family_id) {
    scheduling_rows__family *row = row_get(VIEW(a), &scheduling_families, KEY(KEY_ID(family_id)));
    return row ? row : NEW_WITH_PERSONAL(arena_of(a), scheduling_rows__family);
}

void scheduling_family_put_latest(struct apply *a, struct id family_id, ProtobufCBinaryData enrolment_id) {
    scheduling_rows__family *row = family_row(a, family_id);
    row->enrolment_id = enrolment_id;
    ROW_PUT(a, &scheduling_families, KEY(KEY_ID(family_id)), row);
}

void scheduling_on_follow_up_moved(struct apply *a, const struct record *r, const scheduling__follow_up_moved *e) {
    struct key key = KEY(KEY_ID(id_of(e->enrolment_id)));
    scheduling_rows__follow_up *row = row_get(VIEW(a), &scheduling_follow_ups, key);
    if (row) {
        row->version = id_field(arena_of(a), r->id);
        row->family_id = e->family_id;
        row->clsc_code = e->clsc_code;
        ROW_PUT(a, &scheduling_follow_ups, key, row);
    }
    move_visits(a, e);
    move_encounters(a, e);
    if (e->latest) scheduling_family_put_latest(a, id_of(e->family_id), e->enrolment_id);
}

void scheduling_on_family_merged_noted(struct apply *a, const struct record *r,
                                       const scheduling__family_merged_noted *e) {
    (void)r;
    struct id id = id_of(e->family_id);
    scheduling_rows__family *row = family_row(a, id);
    row->personal->merged_into = e->personal->merged_into;
    ROW_PUT(a, &scheduling_families, KEY(KEY_ID(id)), row);
}
