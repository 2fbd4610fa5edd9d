/* Whose a thing is: the CLSC whose file the family is. Desks and teams of another one are told NOT_FOUND. */
#include "intake/tables.h"

static const char *of_family(struct view *v, ProtobufCBinaryData id) {
    const intake_rows__family *row = intake_family_row(v, id);
    return row ? row->clsc_code : NULL;
}

static const char *of_screening(struct view *v, ProtobufCBinaryData id) {
    const intake_rows__screening *row = intake_screening_row(v, id);
    return row ? row->clsc_code : NULL;
}

static const char *of_consent(struct view *v, ProtobufCBinaryData id) {
    const intake_rows__consent *row = intake_consent_row(v, id);
    return row ? of_family(v, row->family_id) : NULL;
}

static const char *of_enrolment(struct view *v, ProtobufCBinaryData id) {
    const intake_rows__enrolment *row = intake_enrolment_row(v, id);
    return row ? of_family(v, row->family_id) : NULL;
}

static const char *of_referral(struct view *v, ProtobufCBinaryData id) {
    const intake_rows__referral *row = intake_referral_row(v, id);
    return row ? of_family(v, row->family_id) : NULL;
}

#define OWNER_OF(rpc, thing, field)                                                                                    \
    const char *intake_owner_##rpc(struct view *v, const intake__##rpc##_request *in) {                                \
        return of_##thing(v, in->field);                                                                               \
    }

OWNER_OF(amend_screening, screening, screening_id)
OWNER_OF(decide_route, screening, screening_id)
OWNER_OF(settle_match, screening, screening_id)
OWNER_OF(record_attempt, screening, screening_id)
OWNER_OF(get_screening, screening, screening_id)
OWNER_OF(record_consent, family, family_id)
OWNER_OF(withdraw_consent, consent, consent_id)
OWNER_OF(enrol_family, family, family_id)
OWNER_OF(end_enrolment, enrolment, enrolment_id)
OWNER_OF(record_birth, family, family_id)
OWNER_OF(refer_to_partner, family, family_id)
OWNER_OF(cancel_referral, referral, referral_id)

const char *intake_owner_get_family(struct view *v, const intake__get_family_request *in) {
    struct id id;
    if (in->family_id.len) return of_family(v, in->family_id);
    const intake_rows__family *row = intake_family_by_number(v, in->number, &id);
    return row ? row->clsc_code : NULL;
}

const char *intake_owner_settle_work(struct view *v, const intake__settle_work_request *in) {
    const char *owner = of_referral(v, in->thing);
    if (!owner) owner = of_screening(v, in->thing);
    return owner ? owner : of_enrolment(v, in->thing);
}
