/* Whom a family's file is for: what she restricts in writing, and who opens it with a reason. What is in force the
 * engine keeps, in every daemon that has something of hers (engine/see.h); here stands who asked, when, and why.
 *
 *   RestrictAccess, LiftRestriction, OpenFile, TeamChanged, a merge
 *        └─▶ the whole of it as it is now ─▶ FileAccessRuled: intake itself, scheduling
 *                                         └▶ ReferralAccessRuled, for each of her referrals: notifications */
#pragma once
#include "intake/rows.h"

struct owned intake_owner_of_restriction(struct view *v, ProtobufCBinaryData id);
struct owned intake_owner_of_opening(struct view *v, ProtobufCBinaryData id);

/* As it is now, without what has ended: to be changed and said again. */
node__file_access *intake_access_now(struct decide *d, ProtobufCBinaryData family_id);
/* Says it to all who keep something of hers, the first of these two as a record of our own. */
void intake_access_say(struct decide *d, ProtobufCBinaryData family_id, const node__file_access *f);
void intake_access_say_referrals(struct decide *d, ProtobufCBinaryData family_id, const node__file_access *f);
/* Of a referral that is new: nothing, when nothing was said of the family. */
void intake_access_say_referral(struct decide *d, ProtobufCBinaryData family_id, struct id referral);
/* Of two files that become one what either said holds; of two that are apart again, what each said herself. `from`:
 * with whoever became her. */
void intake_access_join(struct decide *d, ProtobufCBinaryData into, ProtobufCBinaryData from);
void intake_access_part(struct decide *d, ProtobufCBinaryData left, const struct id_list *from);

/* Whom the one keeps from her file is kept from the other, a child's own that is about to be made of it: until somebody
 * lifts it there. Why she asked for it, and when, stays where she did. */
void intake_access_keep(struct decide *d, ProtobufCBinaryData from, ProtobufCBinaryData made);

/* Of the other one of two families who were taken for one: kept from hers, and lifted here. 0, MOVE_ILLEGAL (lifted),
 * TOO_MANY, NOT_FOUND. */
int intake_restriction_hand_over(struct decide *d, const intake__reassign_thing_request *to,
                                 const intake_rows__restriction *row, ProtobufCBinaryData *as,
                                 ProtobufCBinaryData *version);

/* A coordinator has looked at it. False: this is no opening. */
bool intake_opening_looked_at(struct apply *a, struct id opening, int64_t at_ms);

/* Which of these classes the caller sees of what belongs to this CLSC and family: of an alias, of who she is
 * now. */
unsigned intake_sees(struct view *v, const struct principal *p, const char *clsc_code, ProtobufCBinaryData family,
                     unsigned shows);
/* For a second thing that a command names beside its subject: what the engine asks of that (tables/each.h). 0,
 * NOT_FOUND, CARE_TEAM_ONLY. */
int intake_may_change(struct decide *d, const char *clsc_code, ProtobufCBinaryData family);
/* Those of the families that a call may be which are there for the caller. Another CLSC's are, by their number alone: a
 * family that moves is one family, and a coordinator says so; not those that keep the caller from who they are. */
struct matches intake_matches_seen(struct view *v, const struct principal *p, struct matches all);
