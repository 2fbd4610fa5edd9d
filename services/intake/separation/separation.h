/* Children who live with somebody else, and have a file of their own (proto/intake/kin.proto).
 *
 *   SeparateChild ─▶ KinChanged      of the file that they leave: who has left since
 *     │              ChildSeparated  there, where they went
 *     │              ChildFileMade   a number, who looks after them: in the places of a call's answers
 *     │              KinChanged      of theirs: she and they
 *     │                └─▶ CHILD_FILE, until EnrolFamily, or somebody says what was done
 *   ReturnChild ───▶ KinChanged      of the file that they left: one is back; of theirs: she has left
 *                    ChildReturned   there; ChildFileEnded of theirs, once the last of them is
 *                    in error: EnrolmentEnded; theirs is on no list and found by nothing any more
 *
 * Each file has a row of it, sealed for that family alone, which names the other by id: erased, the one leaves the
 * other whole, and whoever asks one of them learns nothing of the other but by ListSeparations, who sees both. */
#pragma once
#include "intake/rows.h"

struct owned intake_owner_of_separation(struct view *v, ProtobufCBinaryData id);
/* NULL: no such thing, or erased. */
intake_rows__separation *intake_separation_row(struct view *v, ProtobufCBinaryData id);
/* By which this file was made of children who were followed before, as it stands: what an enrolment of it may rest on.
 * Empty: none. */
ProtobufCBinaryData intake_followed_apart(struct view *v, ProtobufCBinaryData family_id);
/* Of a file that was made so; NULL: of another. */
intake__child_file *intake_child_file_shown(struct view *v, const intake_rows__family *family);

/* Of an apply: a person says what was done about CHILD_FILE. False: this is no such thing. */
bool intake_separation_settled(struct apply *a, struct id id, const struct record *r);
/* Of an apply, before the work of the family is made anew: she is enrolled, and nothing is asked of it any more. What a
 * member of her file asks is as it was, and waits for as long as somebody of the file is followed. */
void intake_separations_enrolled(struct apply *a, ProtobufCBinaryData family_id);
