/* What is closed with a family, and when something happened to her last. */
#include "intake/erasure/erasure.h"
#include "intake/notes/notes.h"

static void list_add(struct id_list *list, struct id id, size_t most) {
    for (size_t i = 0; i < list->n; i++)
        if (id_equal(list->ids[i], id)) return;
    if (list->n < most) list->ids[list->n++] = id;
}

struct id_list intake_erasure_families(struct view *v, ProtobufCBinaryData family) {
    return intake_members_under(v, family);
}

/* Whatever else is closed with a family is added here. */
struct id_list intake_erasure_subjects(struct view *v, ProtobufCBinaryData family) {
    enum { MOST = 4 * INTAKE_LIST_MAX + 1 };
    const struct id_list parts[] = {intake_erasure_families(v, family),
                                    intake_of_family(v, &intake_referrals_of_family, family),
                                    intake_of_family(v, &intake_inbounds_of_family, family),
                                    intake_notes_subjects(v, family, NOTE_KIND_UNSPECIFIED)};
    struct id_list out = {arena_alloc(view_arena(v), MOST * sizeof(struct id)), 0};
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
        for (size_t i = 0; i < parts[k].n; i++) list_add(&out, parts[k].ids[i], MOST);
    return out;
}

/* ---- when ---- */

static void later(int64_t *last_ms, int64_t at_ms) {
    if (at_ms > *last_ms) *last_ms = at_ms;
}

static void later_record(struct view *v, int64_t *last_ms, uint64_t seq) {
    struct record r;
    if (seq && record_head(v, seq, &r)) later(last_ms, r.at_ms);
}

static void of_screenings(struct view *v, ProtobufCBinaryData family, int64_t *last_ms) {
    struct id_list list = intake_of_family(v, &intake_screenings_of_family, family);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__screening *row = row_get(v, &intake_screenings, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        const uint64_t seqs[] = {row->submitted, row->amended, row->decided, row->settled};
        for (size_t k = 0; k < sizeof seqs / sizeof *seqs; k++) later_record(v, last_ms, seqs[k]);
    }
}

static void of_calls(struct view *v, ProtobufCBinaryData family, int64_t *last_ms) {
    struct id_list list = intake_of_family(v, &intake_calls_of_family, family);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__family_call *row = row_get(v, &intake_family_calls, KEY(KEY_ID(list.ids[i])));
        if (row && !row->personal->in_error) later_record(v, last_ms, row->said[0]);
    }
}

static void of_people(struct view *v, ProtobufCBinaryData family, int64_t *last_ms) {
    struct id_list members = intake_members(v, family);
    for (size_t i = 0; i < members.n; i++) {
        const intake_rows__contact *row = row_get(v, &intake_contacts, KEY(KEY_ID(members.ids[i])));
        const intake_rows__kin *kin = row_get(v, &intake_kin, KEY(KEY_ID(members.ids[i])));
        if (row) later_record(v, last_ms, row->said[row->n_said - 1]);
        if (kin) later_record(v, last_ms, kin->said[kin->n_said - 1]);
    }
}

/* What was done about an urgent need. */
static void of_urgents(struct view *v, ProtobufCBinaryData family, int64_t *last_ms) {
    struct id_list list = intake_of_family(v, &intake_urgents_of_family, family);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__urgent *row = row_get(v, &intake_urgents, KEY(KEY_ID(list.ids[i])));
        if (row) later_record(v, last_ms, row->settled);
    }
}

static void of_consents(struct view *v, ProtobufCBinaryData family, int64_t *last_ms) {
    struct id_list list = intake_of_family(v, &intake_consents_of_family, family);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__consent *row = row_get(v, &intake_consents, KEY(KEY_ID(list.ids[i])));
        if (row) later_record(v, last_ms, row->recorded);
    }
}

/* An answer that met a cancellation is the partner's doing alone, and none. */
static void of_referrals(struct view *v, ProtobufCBinaryData family, int64_t *last_ms) {
    struct id_list list = intake_of_family(v, &intake_referrals_of_family, family);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__referral *row = row_get(v, &intake_referrals, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        later(last_ms, row->sent_ms);
        later_record(v, last_ms, row->answered);
    }
}

static void of_told(struct view *v, ProtobufCBinaryData family, int64_t *last_ms) {
    struct id_list list = intake_of_family(v, &intake_disclosures_of_family, family);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__disclosure *row = row_get(v, &intake_disclosures, KEY(KEY_ID(list.ids[i])));
        if (row && !row->referral_id.len) later_record(v, last_ms, row->disclosed);
    }
}

static void of_undone(struct view *v, ProtobufCBinaryData family, int64_t *last_ms) {
    struct id_list list = intake_of_family(v, &intake_undone_of_family, family);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__undone_match *row = row_get(v, &intake_undone_matches, KEY(KEY_ID(list.ids[i])));
        if (row) later_record(v, last_ms, row->undone);
    }
}

int64_t intake_erasure_last_ms(struct view *v, ProtobufCBinaryData family) {
    const intake_rows__enrolment *enrolment = intake_family_enrolment(v, family, NULL);
    int64_t last_ms = 0;
    of_screenings(v, family, &last_ms);
    of_urgents(v, family, &last_ms);
    of_calls(v, family, &last_ms);
    of_people(v, family, &last_ms);
    of_consents(v, family, &last_ms);
    of_referrals(v, family, &last_ms);
    of_told(v, family, &last_ms);
    of_undone(v, family, &last_ms);
    if (enrolment) later(&last_ms, enrolment->ended_ms ? enrolment->ended_ms : enrolment->enrolled_ms);
    return last_ms;
}
