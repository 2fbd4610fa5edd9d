/* How a family is reached (proto/intake/contact.proto).
 *
 *   SubmitScreening, AmendScreening, TakeOverFamily   her calls tell it: as long as nobody has changed it, it is what
 *     │                                               the latest of them tells, and no row is kept
 *     └─ it was changed, or is more than that ─▶ ContactChanged, with the call that told it
 *   ChangeContact ─▶ ContactChanged, with why ─▶ her row: from now on the last of its records is in force
 *
 * What she is found by (call/match.h) of all that was told in calls stays; numbers that only this row has are found by
 * it. */
#pragma once
#include "intake/domain/contact/contact.h"
#include "intake/rows.h"

/* In force; NULL: nothing is known, or what is known was erased. */
intake__contact_details *intake_family_contact(struct view *v, ProtobufCBinaryData family_id,
                                               const intake_rows__family *family);
/* Hers alone; NULL: her calls tell it. */
intake_rows__contact *intake_contact_row(struct view *v, ProtobufCBinaryData family_id);
/* Of what is in force: the id of the record that says it. */
ProtobufCBinaryData intake_contact_version(struct view *v, ProtobufCBinaryData family_id,
                                           const intake_rows__family *family);

/* A call was taken in of a family that was there before; its record comes first. This and the next two give what is in
 * force from now on, for scheduling to be told of it (follow/told.h); NULL: as it was. */
const intake__contact_details *intake_contact_heard(struct decide *d, ProtobufCBinaryData family_id,
                                                    const intake_rows__family *family, ProtobufCBinaryData screening_id,
                                                    const intake__screening *answers);
/* The family's latest call was corrected. */
const intake__contact_details *intake_contact_amended(struct decide *d, ProtobufCBinaryData family_id,
                                                      const intake_rows__family *family,
                                                      const intake__screening *before, const intake__screening *after);
/* Of an apply after which her calls say something else of who she is. */
void intake_contact_found_by(struct apply *a, ProtobufCBinaryData family_id);
/* Two families become one: what the newer call told is said of the one that is left. `latest` is that call. */
const intake__contact_details *intake_contact_joined(struct decide *d, ProtobufCBinaryData into_id,
                                                     ProtobufCBinaryData from_id, ProtobufCBinaryData latest);
