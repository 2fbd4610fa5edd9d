/* Who belongs to a family. A merge makes one family the alias of another and moves nothing: each thing stays under the
 * family for which it was recorded, and is sealed for her. Whatever is shown, asked or counted of a family is of all
 * her members: she herself, and whoever became her.
 *
 *        a ──alias of──▶ b ──alias of──▶ c        named by the id of a, of b or of c, the file is that of c
 *                                                 members of the file: c, b, a;  of b alone: b, a
 *
 * Who asks by any of her ids gets the file of who she is now. What is recorded from then on is c's, but for what is
 * about a thing of a member (a call about her call, a correction): that is the member's, so that taking the merge back
 * (merge/undo.c) leaves everything of before where it was. */
#pragma once
#include "intake/tables.h"

/* What belongs to a family, newest first: ids out of one of the intake_…_of_family indexes. At most INTAKE_LIST_MAX,
 * and nothing says that there were more: no family has as many, and what a command does for each of them must fit one
 * message, which holds 1,000 records. */
enum { INTAKE_LIST_MAX = 500 };
struct id_list {
    struct id *ids;
    size_t n;
};

/* Who a family has become: she herself, or through each merge the one that is left; `id` becomes hers. Whoever shows a
 * family, or finds one by what was told to her, asks here; who became one that is erased is she herself. NULL: there is
 * none. */
intake_rows__family *intake_family_now(struct view *v, ProtobufCBinaryData *id);
/* Her id as it is now; the same where there is no such family. */
ProtobufCBinaryData intake_id_now(struct view *v, ProtobufCBinaryData family);
/* Are both in one file? */
bool intake_same_file(struct view *v, ProtobufCBinaryData one, ProtobufCBinaryData other);

/* All of the file in which she is, who is left first. */
struct id_list intake_members(struct view *v, ProtobufCBinaryData family);
/* She, and who became her: what goes with her when she is a family of her own again. */
struct id_list intake_members_under(struct view *v, ProtobufCBinaryData family);
/* Who became her by a merge of her own, the oldest merge first. */
struct id_list intake_aliases_of(struct view *v, ProtobufCBinaryData family);
bool intake_is_among(const struct id_list *members, ProtobufCBinaryData family);
/* The first without the second. */
struct id_list intake_members_without(struct view *v, struct id_list all, const struct id_list *without);

/* Her things, of her whole file. */
struct id_list intake_of_family(struct view *v, const struct row_table *index, ProtobufCBinaryData family);
/* Of these families and no others. */
struct id_list intake_of_members(struct view *v, const struct row_table *index, const struct id_list *members);
/* Where it stands who she is, and what she is found by: her calls, newest first, the row of the sheet by which she
 * came, and each member herself, where how she is reached or who she is was changed. */
struct id_list intake_said_of_family(struct view *v, ProtobufCBinaryData family);

/* Nothing is added to her file any more: FAMILY_MERGED, FAMILY_UNDONE (she was taken over, and that was taken back); 0:
 * it may be. */
int intake_family_closed(const intake_rows__family *family);
/* What the owner functions give of a thing that is hers, and what may_see is asked with: who she is now, and her CLSC.
 * Nobody's, where there is no such family. */
struct owned intake_owned_by(struct view *v, ProtobufCBinaryData family);

/* Her enrolment that goes on, or else the newest one; NULL: none. `id` may be NULL. */
intake_rows__enrolment *intake_family_enrolment(struct view *v, ProtobufCBinaryData family, ProtobufCBinaryData *id);
/* That of these members. */
intake_rows__enrolment *intake_members_enrolment(struct view *v, const struct id_list *members,
                                                 ProtobufCBinaryData *id);
/* The one that goes on; NULL: none. */
intake_rows__enrolment *intake_live_enrolment(struct view *v, ProtobufCBinaryData family);

/* The latest call of her file; empty: she never called. */
ProtobufCBinaryData intake_latest_call(struct view *v, ProtobufCBinaryData family);
/* Who the family is: the answers of her latest call; of one that never called what the sheet says in their places, with
 * no start, no income and no diploma. NULL: none, or erased. */
const intake__screening *intake_family_answers(struct view *v, ProtobufCBinaryData family);
const intake__screening *intake_members_answers(struct view *v, const struct id_list *members);
