/* The worklist's rows. Each thing (screening, family call, enrolment, referral, disclosure, erasure) has its own, made
 * anew from its row whenever an apply changed it; what must be told apart by the day (late, not yet) is told when the
 * list is read. Items are never written by hand: what a person ends she ends on the thing (work_settle.c), and the
 * refresh takes it off. */
#pragma once
#include "intake/rows.h"

/* Called by applies after the thing's row was put: they read it. `since_ms` (the record's time) stands for items that
 * were not there before; one that stays keeps its own. Refreshing twice changes nothing, so when in doubt, refresh. */
void intake_work_refresh_screening(struct apply *a, struct id screening, int64_t since_ms);
void intake_work_refresh_urgent(struct apply *a, struct id urgent, int64_t since_ms);
void intake_work_refresh_access(struct apply *a, struct id clock, int64_t since_ms);
void intake_work_refresh_enrolment(struct apply *a, struct id enrolment, int64_t since_ms);
void intake_work_refresh_referral(struct apply *a, struct id referral, int64_t since_ms);
void intake_work_refresh_consent(struct apply *a, struct id consent, int64_t since_ms);
void intake_work_refresh_disclosure(struct apply *a, struct id disclosure, int64_t since_ms);
void intake_work_refresh_inbound(struct apply *a, struct id inbound, int64_t since_ms);
void intake_work_refresh_incident(struct apply *a, struct id incident, int64_t since_ms);
void intake_work_refresh_draft(struct apply *a, struct id draft, int64_t since_ms);
void intake_work_refresh_family_call(struct apply *a, struct id call, int64_t since_ms);
void intake_work_refresh_opening(struct apply *a, struct id opening, int64_t since_ms);
void intake_work_refresh_move(struct apply *a, struct id move, int64_t since_ms);
void intake_work_refresh_kin(struct apply *a, struct id member, int64_t since_ms);
void intake_work_refresh_consent(struct apply *a, struct id consent, int64_t since_ms);
void intake_work_refresh_undone(struct apply *a, struct id undone, int64_t since_ms);
void intake_work_refresh_separation(struct apply *a, struct id separation, int64_t since_ms);
void intake_work_refresh_members_kin(struct apply *a, ProtobufCBinaryData family, int64_t since_ms);
void intake_work_refresh_erasure(struct apply *a, struct id erasure, int64_t since_ms);
/* Everything of her file: who must act changes with its enrolment, and whose list it is with a merge. */
void intake_work_refresh_family(struct apply *a, ProtobufCBinaryData family, int64_t since_ms);
/* The same from the start: all of it stands there since now, and nobody has it in hand. */
void intake_work_renew_family(struct apply *a, ProtobufCBinaryData family, int64_t since_ms);

/* Of what has no priority. */
enum { WORK_RANK_USUAL = 5 };

/* The row of a thing, and its item of that kind; NULL: none, of no row too. */
const intake_rows__work *intake_work_row(struct view *v, struct id thing);
const intake_rows__work__item *intake_work_find(const intake_rows__work *row, sippe__work_kind kind);

/* Of a record about an item: its thing, the family of its file, and the member for whom it is sealed where she is
 * another one: an erasure finds what is sealed for somebody by the records that name her. How many. */
size_t intake_work_subjects(struct view *v, const intake_rows__work *row, struct id thing, struct id out[3]);

/* What stands on the worklist for one thing today and is there for the caller, appended to a list of a reply. The two
 * fields are those that APPEND grows: a reply's own list goes in and comes out (family/family.c). */
struct work_items {
    sippe__work_item **items;
    size_t n_items;
};
void intake_work_list_thing(struct query *q, struct id thing, struct work_items *out);
/* Is an item of this kind, of this thing, there for the caller? Asked before it is counted. What keeps her from the
 * family, or from what the item is about, keeps the item; one of a match is there when one of the families is that the
 * call may be; who opened a file is the coordinators', and so is a family that is
 * offered by another CLSC. */
bool intake_work_is_seen(struct query *q, sippe__work_kind kind, struct id thing, const char *clsc_code,
                         struct id family);
/* The same of whoever acts. */
bool intake_work_is_hers(struct view *v, const struct principal *p, sippe__work_kind kind, struct id thing,
                         const char *clsc_code, struct id family);
/* One item as a person sees it, who sees it. NULL: it is silent until it is late, or there is none.
 * `partners_turn`: she asked for what is silent too. */
sippe__work_item *intake_work_item(struct query *q, struct id thing, sippe__work_kind kind, bool partners_turn);
