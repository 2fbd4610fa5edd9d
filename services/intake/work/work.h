/* The worklist's rows. Each thing (screening, enrolment, referral) has its own, made anew from its row whenever an
 * apply changed it; what must be told apart by the day (late, not yet) is told when the list is read. */
#pragma once
#include "intake/rows.h"

/* Called by applies after the thing's row was put. `since_ms` stands for items that were not there before. */
void intake_work_refresh_screening(struct apply *a, struct id screening, int64_t since_ms);
void intake_work_refresh_enrolment(struct apply *a, struct id enrolment, int64_t since_ms);
void intake_work_refresh_referral(struct apply *a, struct id referral, int64_t since_ms);
/* Everything of a family: who must act changes with its enrolment. */
void intake_work_refresh_family(struct apply *a, ProtobufCBinaryData family, int64_t since_ms);

/* What stands on the worklist for one thing today, appended to a list of a reply. */
struct work_items {
    intake__worklist_item **items;
    size_t n_items;
};
void intake_work_list_thing(struct view *v, struct id thing, day today, struct work_items *out);
/* One item as a person sees it. NULL: it is silent until it is late. */
intake__worklist_item *intake_work_item(struct view *v, struct id thing, intake__work_kind kind, day today);
