/* How notifications' rows are fetched. tables.def says which there are. In the arena; from any context, VIEW(d),
 * VIEW(q), VIEW(a). */
#pragma once
#include "notifications/domain/code.h"
#include "notifications/tables.h"

/* By an id as a request or an event has it, given in *id too. NULL: no id, or no such notice. */
notifications_rows__notice *notifications_notice_row(struct view *v, ProtobufCBinaryData field, struct id *id);
/* False: no notice was issued for it. At most one ever is: a referral that is sent again is another referral. */
bool notifications_notice_of_referral(struct view *v, struct id referral, struct id *notice);
/* The code as notifications_code_read gives it; rows hold its keyed hash alone. Codes of withdrawn notices are found
 * too, and are never given again. */
bool notifications_notice_of_code(struct view *v, const char *code, struct id *notice);
/* Of a notice's sheet; "" once it was erased. */
const char *notifications_notice_code(struct view *v, const notifications_rows__notice *row);
/* Wrong codes that a key has given: none, when it has no row. */
struct code_tries notifications_code_tries(struct view *v, struct id member);
/* By which an organisation stands in rows and keys that name it to nobody. */
struct id notifications_organization_hash(struct view *v, struct id organization);
/* Whose notice it is; false: erased. */
bool notifications_organization_of(const notifications_rows__notice *row, struct id *organization);
/* Of a notice whose sheet is asked for by either id: a desk has the referral's, a coordinator the notice's. */
notifications_rows__notice *notifications_notice_by(struct view *v, ProtobufCBinaryData referral_id,
                                                    ProtobufCBinaryData notice_id, struct id *notice);
#define NOTICE_BY(ctx, in, notice) notifications_notice_by(VIEW(ctx), (in)->referral_id, (in)->notice_id, (notice))
/* Lists begin with (pending ones only?, the hash of an organisation or zero for all) and go from the newest to the
 * oldest. `organization`: zero for all. */
struct key notifications_list_prefix(struct view *v, bool pending, struct id organization);
/* Which classes (of node__shows) this principal may see of it; 0: for her it is not there. */
unsigned notifications_notice_seen(struct view *v, const struct principal *p, const notifications_rows__notice *row);
/* A notice as somebody is shown it, and the record that it was issued by; NULL: that is not readable, or not for her.
 * Of one that was withdrawn neither need nor content nor answer. (notice.c) */
notifications__notice *notifications_notice_shown(struct query *q, struct id id, const notifications_rows__notice *row,
                                                  const notifications__notice_issued **issued);
/* Whom it was sent to, and whether it arrived: for whoever refers. (receipt.c) */
notifications__notice_sent *notifications_notice_sent(struct query *q, struct id notice,
                                                      const notifications_rows__notice *row);
