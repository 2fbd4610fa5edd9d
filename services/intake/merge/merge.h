/* Two families that are one (family/members.h), and are two again.
 *
 *   SettleMatch ─▶ MatchSettled     the family of a call is the alias of a known one
 *   UndoMatch ───▶ MatchUndone      she is a family of her own again: all of before the merge is where it was
 *                    └─ what was recorded in between of the one that is left ─▶ UNDO_REVIEW, a coordinator's
 *   ReassignThing ▶ ThingReassigned one of these things was the other's: recorded of her, struck out where it stood
 *   SettleWork ──▶                  the rest stays: a person has looked at it */
#pragma once
#include "intake/rows.h"

/* What was recorded of whoever became her, between a merge and its end; of CONTACT and KIN the thing is the family. */
struct recorded {
    intake__recorded_kind kind;
    struct id thing;
    uint64_t at; /* its record */
};
struct recorded_list {
    struct recorded *list; /* newest first */
    size_t n;
};
/* Of an alias: what was recorded since she became one, of each family that stands above her. Things about a call of her
 * own are hers and not among them; nor is what is kept apart, of which nobody learns by this. */
struct recorded_list intake_recorded_since(struct view *v, ProtobufCBinaryData alias);
/* As a person sees it. `family`: in whose file it was recorded; `as` may be empty. */
intake__recorded_since *intake_recorded_shown(struct view *v, const struct recorded *what, ProtobufCBinaryData family,
                                              ProtobufCBinaryData as);
/* What it became of the other family; empty: it stays where it was recorded. */
ProtobufCBinaryData intake_reassigned_as(struct view *v, const intake_rows__undone_match *row,
                                         ProtobufCBinaryData thing);

intake_rows__undone_match *intake_undone_row(struct view *v, ProtobufCBinaryData id);
struct owned intake_owner_of_undone(struct view *v, ProtobufCBinaryData id);
void intake_undone_put(struct apply *a, struct id id, intake_rows__undone_match *row, const struct record *r);
/* Of an apply: a coordinator has looked at what was recorded in between. False: this is no such thing. */
bool intake_undone_reviewed(struct apply *a, struct id id, const struct record *r);
/* Of an apply: the family is erased, and whoever had become her is a family of her own again. An erasure takes all of a
 * file with it, but for those who were parted from her before it, in a store that is put back to when they were one. */
void intake_merges_end(struct apply *a, const struct record *r, ProtobufCBinaryData erased);
