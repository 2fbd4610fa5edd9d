/* Families that became one in intake: the one is an alias of the other, and nothing moves. A follow-up, its visits and
 * its encounters stay under the family for which they were made, and are sealed for her; whoever asks by any id of a
 * family gets what is of all her members. So a merge that is taken back leaves everything where it was.
 *
 *   FamilyMerged ─▶ FamilyMergedNoted   she is an alias; whose CLSC her follow-ups are, follows
 *   FamilyParted ─▶ FamilyPartedNoted   she is a family of her own again, and so do they */
#pragma once
#include "scheduling/tables.h"

struct members {
    struct id *ids;
    size_t n;
};
/* Who she is now: of an alias, the one that is left, after any number of merges; else she herself, as is the alias of
 * one who is erased (intake's merge/merge.h says when there may be one). */
struct id scheduling_family_now(struct view *v, struct id family_id);
/* All of the file in which she is, who is left first; she, and who became her. */
struct members scheduling_members(struct view *v, struct id family_id);
struct members scheduling_members_under(struct view *v, struct id family_id);
/* The first without the second. */
struct members scheduling_members_without(struct view *v, const struct members *all, const struct members *without);
/* The CLSC that follows her now; `own`: of one that is no alias. */
const char *scheduling_clsc_now(struct view *v, struct id family_id, const char *own);
/* The enrolment by which these are asked for: the one that goes on, else the newest. False: nobody was enrolled. */
bool scheduling_members_enrolment(struct view *v, const struct members *members, struct id *enrolment_id);
