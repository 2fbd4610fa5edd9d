/* What intake says of two families that became one, and of one that is two again (members.h). Which family it is, and
 * where she is followed, stands in the open, and what an alias is asked by is sealed for her alone, so that a rebuild
 * gives the same rows when the words of either are gone. */
#include "scheduling/care_team.h"
#include "scheduling/facts.h"
#include "scheduling/index.h"

/* ---- one ---- */

/* Noted of a family that was never enrolled too: people go on asking by the number that they were told first. */
static void note_merged(struct decide *d, struct id from, struct id into, const char *clsc_code) {
    struct arena *a = arena_of(d);
    scheduling__family_merged_noted *e = NEW_WITH_PERSONAL(a, scheduling__family_merged_noted);
    e->family_id = id_field(a, from);
    e->clsc_code = arena_text(a, clsc_code);
    e->personal->merged_into = id_field(a, into);
    emit_for(d, from, (struct id[]){from, into}, 2, &e->base);
}

/* Told again, or without the other's id because the family that is left was erased: nothing is to be done. */
int scheduling_follow_family_merged(struct decide *d, const struct record *record, const intake__family_merged *e) {
    struct id into, from;
    (void)record;
    if (!id_from(e->family_id, &into)) return REASON_ID_INVALID;
    if (!e->personal->merged_family_id.len) return 0;
    if (!id_from(e->personal->merged_family_id, &from)) return REASON_ID_INVALID;
    if (id_equal(scheduling_family_now(VIEW(d), into), from)) return REASON_CONTRADICTION; /* nobody would be found */
    if (!id_equal(scheduling_family_now(VIEW(d), from), from)) return 0;
    note_merged(d, from, into, e->clsc_code);
    scheduling_team_hand_on(d, from, scheduling_family_now(VIEW(d), into));
    return 0;
}

/* ---- two again ---- */

/* Of a merge that was never heard, or told again, nothing is to be done. */
int scheduling_follow_family_parted(struct decide *d, const struct record *record, const intake__family_parted *e) {
    struct arena *a = arena_of(d);
    struct id family;
    (void)record;
    if (!id_from(e->family_id, &family)) return REASON_ID_INVALID;
    struct id left = scheduling_family_now(VIEW(d), family);
    if (id_equal(left, family)) return 0;
    scheduling__family_parted_noted *noted = NEW(a, scheduling__family_parted_noted);
    noted->family_id = e->family_id;
    noted->clsc_code = arena_text(a, e->clsc_code);
    emit_about(d, (struct id[]){family, left}, 2, &noted->base);
    scheduling_team_part(d, family, left);
    return 0;
}

/* ---- applying ---- */

static scheduling_rows__family *family_row(struct apply *a, struct id family_id) {
    scheduling_rows__family *row = row_get(VIEW(a), &scheduling_families, KEY(KEY_ID(family_id)));
    return row ? row : NEW_WITH_PERSONAL(arena_of(a), scheduling_rows__family);
}

void scheduling_family_put_latest(struct apply *a, struct id family_id, ProtobufCBinaryData enrolment_id) {
    scheduling_rows__family *row = family_row(a, family_id);
    row->enrolment_id = enrolment_id;
    ROW_PUT(a, &scheduling_families, KEY(KEY_ID(family_id)), row);
}

/* A follow-up is of the CLSC that follows her now. Its version stays: nothing changed of it that a person has seen. */
static void refile(struct apply *a, struct id family_id, const char *clsc_code) {
    struct members members = scheduling_members_under(VIEW(a), family_id);
    for (size_t i = 0; i < members.n; i++) {
        struct id *enrolments;
        size_t n = scheduling_follow_ups_under(VIEW(a), members.ids[i], &enrolments);
        for (size_t k = 0; k < n; k++) {
            scheduling_rows__follow_up *row = row_get(VIEW(a), &scheduling_follow_ups, KEY(KEY_ID(enrolments[k])));
            if (!row) continue;
            row->clsc_code = scheduling_clsc_now(VIEW(a), members.ids[i], clsc_code);
            ROW_PUT(a, &scheduling_follow_ups, KEY(KEY_ID(enrolments[k])), row);
        }
    }
}

void scheduling_on_family_merged_noted(struct apply *a, const struct record *r,
                                       const scheduling__family_merged_noted *e) {
    (void)r;
    struct id id = id_of(e->family_id);
    scheduling_rows__family *row = family_row(a, id);
    row->clsc_code = e->clsc_code;
    row->personal->alias_of = e->personal->merged_into;
    ROW_PUT(a, &scheduling_families, KEY(KEY_ID(id)), row);
    refile(a, id, e->clsc_code);
}

void scheduling_on_family_parted_noted(struct apply *a, const struct record *r,
                                       const scheduling__family_parted_noted *e) {
    (void)r;
    struct id id = id_of(e->family_id);
    scheduling_rows__family *row = family_row(a, id);
    row->clsc_code = "";
    row->personal->alias_of = (ProtobufCBinaryData){0};
    ROW_PUT(a, &scheduling_families, KEY(KEY_ID(id)), row);
    refile(a, id, e->clsc_code);
}
