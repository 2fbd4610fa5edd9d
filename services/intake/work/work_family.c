/* The items of all that is a family's, made anew; and whom a record about an item names. */
#include "intake/work/work.h"

/* The things of a family, by the index that lists them. */
static const struct {
    const struct row_table *of_family;
    void (*refresh)(struct apply *a, struct id thing, int64_t since_ms);
} things[] = {
    {&intake_screenings_of_family, intake_work_refresh_screening},
    {&intake_urgents_of_family, intake_work_refresh_urgent},
    {&intake_access_clocks_of_family, intake_work_refresh_access},
    {&intake_referrals_of_family, intake_work_refresh_referral},
    {&intake_consents_of_family, intake_work_refresh_consent},
    {&intake_disclosures_of_family, intake_work_refresh_disclosure},
    {&intake_calls_of_family, intake_work_refresh_family_call},
    {&intake_openings_of_family, intake_work_refresh_opening},
    {&intake_moves_of_family, intake_work_refresh_move},
    {&intake_undone_of_family, intake_work_refresh_undone},
    {&intake_incidents_of_family, intake_work_refresh_incident},
    {&intake_separations_of_family, intake_work_refresh_separation},
};

typedef void thing_fn(struct apply *a, struct id thing, int64_t since_ms);

static void each_enrolment(struct apply *a, ProtobufCBinaryData family, thing_fn *fn, int64_t since_ms) {
    struct id_list members = intake_members(VIEW(a), family);
    for (size_t i = 0; i < members.n; i++) {
        const intake_rows__family *row = row_get(VIEW(a), &intake_families, KEY(KEY_ID(members.ids[i])));
        ProtobufCBinaryData enrolment = row ? row->personal->enrolment : (ProtobufCBinaryData){0};
        if (enrolment.len) fn(a, id_of(enrolment), since_ms);
    }
}

void intake_work_refresh_family(struct apply *a, ProtobufCBinaryData family, int64_t since_ms) {
    for (size_t k = 0; k < sizeof things / sizeof *things; k++) {
        struct id_list list = intake_of_family(VIEW(a), things[k].of_family, family);
        for (size_t i = 0; i < list.n; i++) things[k].refresh(a, list.ids[i], since_ms);
    }
    each_enrolment(a, family, intake_work_refresh_enrolment, since_ms);
    intake_work_refresh_members_kin(a, family, since_ms);
}

static void forget(struct apply *a, struct id thing, int64_t since_ms) {
    (void)since_ms;
    row_delete(a, &intake_work, KEY(KEY_ID(thing)));
}

/* What stood there before depends on whom she was one with, whose rows a rebuild may be without. */
void intake_work_renew_family(struct apply *a, ProtobufCBinaryData family, int64_t since_ms) {
    struct id_list members = intake_members(VIEW(a), family);
    for (size_t k = 0; k < sizeof things / sizeof *things; k++) {
        struct id_list list = intake_of_members(VIEW(a), things[k].of_family, &members);
        for (size_t i = 0; i < list.n; i++) forget(a, list.ids[i], since_ms);
    }
    each_enrolment(a, family, forget, since_ms);
    for (size_t i = 0; i < members.n; i++) forget(a, members.ids[i], since_ms);
    intake_work_refresh_family(a, family, since_ms);
}

const intake_rows__work *intake_work_row(struct view *v, struct id thing) {
    return row_get(v, &intake_work, KEY(KEY_ID(thing)));
}

size_t intake_work_subjects(struct view *v, const intake_rows__work *row, struct id thing, struct id out[3]) {
    size_t n = 0;
    out[n++] = thing;
    out[n++] = id_of(row->family_id);
    bool member = intake_family_row(v, row->sealed_for) && !id_is(row->sealed_for, out[1]);
    if (member) out[n++] = id_of(row->sealed_for);
    return n;
}

void intake_work_refresh_members_kin(struct apply *a, ProtobufCBinaryData family, int64_t since_ms) {
    struct id_list members = intake_members(VIEW(a), family);
    for (size_t i = 0; i < members.n; i++) intake_work_refresh_kin(a, members.ids[i], since_ms);
}
