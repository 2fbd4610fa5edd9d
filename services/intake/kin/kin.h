/* Who a family is: her people and pregnancies (proto/intake/kin.proto).
 *
 *   SubmitScreening, AmendScreening, TakeOverFamily   her calls tell it: as long as nobody has changed it, it is what
 *     │                                               the latest of them tells, and no row is kept
 *     └─ it was changed, or is more than that ──────┐
 *   RecordBirth, DatePregnancy, RecordLoss,         ├─▶ KinChanged ─▶ her row: the last of its records is in force
 *   ReopenPregnancy, ChangePerson ──────────────────┘      │
 *                                                          ├─ followed: FollowUpTold ────────────────▶ scheduling
 *                                                          ├─ ProgrammeEndSet, by her youngest child
 *                                                          └─ LOSS, ASK_HOME on the worklist, until somebody says
 *
 * What follows from a date is computed of what is in force whenever it is asked for; nothing of it is kept but that. */
#pragma once
#include "intake/domain/kin/kin.h"
#include "intake/family/joined.h"
#include "intake/rows.h"

/* In force of her file; NULL: nothing is known, or what is known was erased. */
intake__kin *intake_family_kin(struct view *v, ProtobufCBinaryData family_id);
/* Of what is in force: the id of the newest record that it is made of. */
ProtobufCBinaryData intake_kin_version(struct view *v, ProtobufCBinaryData family_id);
/* This member's alone; NULL: her calls tell it. */
intake_rows__kin *intake_kin_row(struct view *v, ProtobufCBinaryData family_id);
/* What that says; NULL: there is none. */
intake__kin *intake_own_kin(struct view *v, ProtobufCBinaryData family_id);
/* Of who is left once a merge is taken back: who she was by then, and on it what was changed of the file since. NULL:
 * nothing was, and she is who she was. */
intake__kin *intake_kin_parted(struct view *v, const struct parting *of);
/* The same, as her record, since what was recorded of the file has the other's people in it. NULL: none is needed. */
const intake__kin *intake_kin_part(struct decide *d, const struct parting *of);
/* Does what she has said herself still count in her file, or has somebody said since who all of it is? */
bool intake_kin_counts(struct view *v, ProtobufCBinaryData family_id);
/* As it will be in force, if no record is made of it: once a call is corrected; once two files are one; once a member
 * is a family of her own again, of those who are left (`without` her), or of herself (`without` empty). */
intake__kin *intake_kin_after(struct view *v, ProtobufCBinaryData family_id, const struct corrected_call *corrected);
intake__kin *intake_kin_together(struct view *v, ProtobufCBinaryData into, ProtobufCBinaryData from);
intake__kin *intake_kin_apart(struct view *v, ProtobufCBinaryData family_id, ProtobufCBinaryData without);

/* What is done to it. */
struct kin_changing {
    ProtobufCBinaryData family_id, screening_id; /* the call that told it; empty: a person did it */
    const intake_rows__family *family;
    intake__kin_change change;
    intake__kin *before, *after;
    const char *reason;
};
/* For a command: the family that is named, her kin as it was seen. `version` empty: whatever is there. NOT_FOUND,
 * FAMILY_MERGED, VERSION_STALE. */
int intake_kin_begin(struct decide *d, ProtobufCBinaryData family_id, ProtobufCBinaryData version,
                     struct kin_changing *c);
/* Its record, and what follows from it. Gives its version. */
struct id intake_kin_emit(struct decide *d, const struct kin_changing *c);
/* Ids for what a command adds. */
struct kin_ids intake_kin_new_ids(struct decide *d);

/* What these answers tell: with the same ids whenever they are read. `said`: the call, or the take-over. */
intake__kin *intake_kin_told_by(struct view *v, ProtobufCBinaryData said, const intake__screening *answers,
                                day call_day);

/* The day from which weeks that were told are counted: that of the call; of a sheet, the one of its take-over. `said`:
 * its record. */
day intake_kin_told_on(struct view *v, const intake__screening *s, uint64_t said);

/* A call was taken in of a family that was there before; its record comes first. This and the next give what is in
 * force from now on, for scheduling to be told of it (follow/told.h); NULL: as it was. */
const intake__kin *intake_kin_heard(struct decide *d, ProtobufCBinaryData family_id, ProtobufCBinaryData screening_id,
                                    const intake__screening *answers);
/* The latest call of her file was corrected. */
const intake__kin *intake_kin_amended(struct decide *d, ProtobufCBinaryData family_id, const intake__screening *before,
                                      const struct corrected_call *after);
/* Two files are one, or two again: the end of the programme follows from who she is now. */
void intake_kin_followed(struct decide *d, ProtobufCBinaryData enrolment_id, const intake_rows__enrolment *enrolment,
                         const intake__kin *kin);
