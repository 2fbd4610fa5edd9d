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
#include "intake/family/joined.h"
#include "intake/rows.h"

/* In force of her file; NULL: nothing is known, or what is known was erased. */
intake__contact_details *intake_family_contact(struct view *v, ProtobufCBinaryData family_id);
/* This member's alone; NULL: her calls tell it. */
intake_rows__contact *intake_contact_row(struct view *v, ProtobufCBinaryData family_id);
/* What that says; NULL: there is none. */
intake__contact_details *intake_own_contact(struct view *v, ProtobufCBinaryData family_id);
/* Of what is in force: the id of the newest record that it is made of. */
ProtobufCBinaryData intake_contact_version(struct view *v, ProtobufCBinaryData family_id);
/* As it will be in force, if no record is made of it: once a call is corrected; once two files are one; once a member
 * is a family of her own again, of those who are left (`without` her), or of herself (`without` empty). */
intake__contact_details *intake_contact_after(struct view *v, ProtobufCBinaryData family_id,
                                              const struct corrected_call *corrected);
intake__contact_details *intake_contact_together(struct view *v, ProtobufCBinaryData into, ProtobufCBinaryData from);
intake__contact_details *intake_contact_apart(struct view *v, ProtobufCBinaryData family_id,
                                              ProtobufCBinaryData without);
/* Of who is left once a merge is taken back: what was in force of her by then, and on it what was changed of the file
 * since. NULL: nothing was, and she has what she had. */
intake__contact_details *intake_contact_parted(struct view *v, const struct parting *of);
/* The same, as her record, since what was recorded of the file has the other's details in it. NULL: none is needed. */
const intake__contact_details *intake_contact_part(struct decide *d, const struct parting *of);

/* A call was taken in of a family that was there before; its record comes first. This and the next give what is in
 * force from now on, for scheduling to be told of it (follow/told.h); NULL: as it was. */
const intake__contact_details *intake_contact_heard(struct decide *d, ProtobufCBinaryData family_id,
                                                    ProtobufCBinaryData screening_id, const intake__screening *answers);
/* The latest call of her file was corrected. */
const intake__contact_details *intake_contact_amended(struct decide *d, ProtobufCBinaryData family_id,
                                                      const intake__screening *before,
                                                      const struct corrected_call *after);
