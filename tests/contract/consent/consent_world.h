/* The loop of the main job, as what leaves and what is taken back looks from intake: a partner's program that reads or
 * does not, an interpreter, the register. */
#pragma once
#include "feeder.h"
#include "loop_world.h"

HOLDER ProtobufCBinaryData interpreters(struct loop *l) { return numbered(&l->t.a, "interpreters"); }

/* For interpreting, and for no partner. */
HOLDER int consent_to_interpret(struct loop *l, ProtobufCBinaryData family_id, intake__record_consent_reply **out) {
    intake__record_consent_request *in = consent_request(l, family_id);
    in->consent->purpose = CONSENT_PURPOSE_INTERPRETER;
    in->consent->organization_id = interpreters(l);
    in->consent->covers[2] = SHARED_ITEM_LANGUAGE;
    return consent(l, in, out);
}

HOLDER int disclose_items(struct loop *l, ProtobufCBinaryData family_id, ProtobufCBinaryData to,
                          intake__consent_purpose purpose, intake__shared_item only, intake__disclose_reply **out) {
    intake__disclose_request *in = NEW(&l->t.a, intake__disclose_request);
    in->family_id = family_id;
    in->organization_id = to;
    in->purpose = purpose;
    if (only) APPEND(&l->t.a, in, items, only);
    return ASK(&l->t, "desk", Disclose, disclose, in, out);
}

HOLDER int disclose(struct loop *l, ProtobufCBinaryData family_id, intake__disclose_reply **out) {
    return disclose_items(l, family_id, interpreters(l), CONSENT_PURPOSE_INTERPRETER, 0, out);
}

HOLDER intake__list_disclosures_reply *registered(struct loop *l, ProtobufCBinaryData family_id) {
    intake__list_disclosures_request *in = NEW(&l->t.a, intake__list_disclosures_request);
    intake__list_disclosures_reply *out = NULL;
    in->family_id = family_id;
    assert_int_equal(ASK(&l->t, "team", ListDisclosures, list_disclosures, in, &out), 0);
    return out;
}

HOLDER int tell(struct loop *l, ProtobufCBinaryData thing, const char *person, intake__record_holder_told_reply **out) {
    intake__record_holder_told_request *in = NEW(&l->t.a, intake__record_holder_told_request);
    in->thing = thing;
    in->told_person = person;
    in->note = "la feuille est détruite";
    return ASK(&l->t, "desk", RecordHolderTold, record_holder_told, in, out);
}

HOLDER const sippe__work_item *to_tell(struct loop *l) {
    return work_of(worklist(&l->t, "desk"), WORK_KIND_TELL_HOLDER);
}

/* The partner's program reads all of its stream. */
HOLDER void maison_reads(struct loop *l) {
    const char *stream = arena_printf(&l->t.a, "partner:%s", partner_id);
    sippe__feed *all = feeder_fetch(l->t.w, &l->t.a, "notifications", "maison", stream);
    feeder_fetch_on(l->t.w, &l->t.a, "notifications", "maison", stream, all->next);
}

HOLDER int print_sheet(struct loop *l, ProtobufCBinaryData referral_id) {
    notifications__print_sheet_request *in = NEW(&l->t.a, notifications__print_sheet_request);
    in->referral_id = referral_id;
    return CALL(l->t.w, &l->t.a, "notifications", "team", notifications, PrintSheet, print_sheet, in, NULL);
}

HOLDER void contacted(struct loop *l) {
    notifications__report_first_contact_request *in = NEW(&l->t.a, notifications__report_first_contact_request);
    const notifications__notice *n = notices(l)->notices[0];
    in->notice_id = n->notice_id;
    in->version = n->version;
    in->on = civil_date(&l->t.a, day_at(civil_zone(fixture_territory(&l->t.a)), world_now_ms(l->t.w)));
    assert_int_equal(CALL(l->t.w, &l->t.a, "notifications", "maison", notifications, ReportFirstContact,
                          report_first_contact, in, NULL),
                     0);
    settle_all(l);
}
