/* Who outside held something of a family. */
#include "civil/civil.h"
#include "intake/erasure/erasure.h"
#include "intake/family/shown.h"

static intake__erasure_confirmed__holder *holder_new(struct view *v, ProtobufCBinaryData organization,
                                                     uint64_t shared) {
    struct arena *a = view_arena(v);
    struct record r;
    intake__erasure_confirmed__holder *out = NEW(a, intake__erasure_confirmed__holder);
    out->organization_id = organization;
    out->organization_name = intake_organization_name(v, organization);
    if (record_head(v, shared, &r)) out->shared_on = civil_date(a, today_of(v, r.at_ms));
    return out;
}

/* When a person told them; of who reads by a program, nothing. */
static void tell(struct view *v, intake__erasure_confirmed__holder *out, uint64_t told, uint64_t given_up) {
    const intake__holder_told *e = told ? READ_EVENT(v, intake__holder_told, told, NULL) : NULL;
    if (e) out->told_on = civil_date(view_arena(v), today_of(v, civil_ms(e->personal->told_at)));
    out->given_up = given_up && !told;
}

static void add_referrals(struct view *v, ProtobufCBinaryData family, struct holders *out) {
    struct id_list list = intake_of_family(v, &intake_referrals_of_family, family);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__referral *row = row_get(v, &intake_referrals, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        intake__erasure_confirmed__holder *h = holder_new(v, row->personal->organization_id, row->opened);
        tell(v, h, row->told, row->given_up);
        APPEND(view_arena(v), out, holders, h);
    }
}

/* What left of a referral is told with it. */
static void add_told(struct view *v, ProtobufCBinaryData family, struct holders *out) {
    struct id_list list = intake_of_family(v, &intake_disclosures_of_family, family);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__disclosure *row = row_get(v, &intake_disclosures, KEY(KEY_ID(list.ids[i])));
        const intake__disclosed *e = row ? READ_EVENT(v, intake__disclosed, row->disclosed, NULL) : NULL;
        if (!e || row->referral_id.len || row->personal->in_error) continue;
        intake__erasure_confirmed__holder *h = holder_new(v, e->personal->organization_id, row->disclosed);
        tell(v, h, row->told, row->given_up);
        APPEND(view_arena(v), out, holders, h);
    }
}

struct holders intake_erasure_holders(struct view *v, ProtobufCBinaryData family) {
    struct holders out = {0};
    add_referrals(v, family, &out);
    add_told(v, family, &out);
    return out;
}
