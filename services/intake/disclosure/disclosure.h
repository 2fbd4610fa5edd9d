/* The register of what has left of a family: to whom, which kinds of things, under which consent. It holds no value:
 * what was told stands in the records of the notice, and is the family's to have erased. The register has an end of its
 * own (partners.disclosure_years), and each of its records is sealed for the register of the year. */
#pragma once
#include "intake/rows.h"

struct disclosure {
    intake__disclosure_way way;
    intake__consent_purpose purpose;
    ProtobufCBinaryData family_id, consent_id, organization_id;
    ProtobufCBinaryData referral_id; /* empty: told by a person */
    const intake__shared_item *items;
    size_t n_items;
    struct id by; /* the membership that let it leave */
    int64_t at_ms;
};
/* One record of its own; gives the disclosure's id. Whoever lets something leave asks intake_agreed before, and calls
 * this. */
struct id intake_disclosure_emit(struct decide *d, const struct disclosure *what);

/* Puts the changed row under the record's version; its item of the worklist follows. */
void intake_disclosure_put(struct apply *a, struct id id, intake_rows__disclosure *row, const struct record *r);
/* As a person sees it, with what became of its referral. */
intake__disclosure *intake_disclosure_shown(struct view *v, struct id id);
/* It was told of another family: gathers the same of this one. NOT_FOUND (the register has forgotten it). */
int intake_disclosure_hand_over(struct decide *d, ProtobufCBinaryData to_family_id, const intake_rows__disclosure *row,
                                ProtobufCBinaryData *as, ProtobufCBinaryData *version);
/* Of an apply: nobody need be told of it any more as hers. */
void intake_disclosure_strike(struct apply *a, const struct record *r, struct id disclosure);
/* The CLSC of its family; NULL: there is none. */
struct owned intake_owner_of_disclosure(struct view *v, ProtobufCBinaryData id);
