/* Links of notices, and browsers that organisations are known by: how they are found (rows.c), and what the others of
 * this room and the sheet ask. proto/notifications/link.proto says what they are for. In the arena; from any context,
 * VIEW(ctx). */
#pragma once
#include "notifications/domain/link.h"
#include "notifications/rows.h"

struct link {
    struct id id, notice, referral, organization;
    const notifications_rows__link *row;
    const notifications_rows__notice *of;
    struct link_facts facts;
};

/* By an id as a request has it. NULL: none. */
notifications_rows__link *notifications_link_row(struct view *v, ProtobufCBinaryData field, struct id *id);
/* By what whoever came says; one of a notice that was erased is none. */
bool notifications_link_by_token(struct view *v, const char *typed, struct link *out);
/* The one that a notice has over this channel, and that has not ended by now; false: none. */
bool notifications_link_of(struct view *v, struct id notice, notifications__link_channel channel, int64_t now_ms,
                           struct link *out);
/* All that the row's notice says about whether it opens. */
bool notifications_link_read_facts(struct view *v, struct link *link);
/* As staff are shown it; of one whose facts were read. (link.c) */
notifications__link *notifications_link_shown(struct query *q, const struct link *link);
/* "https://.../r/..."; "" once it was erased. */
const char *notifications_link_address(struct view *v, const notifications_rows__link *row);
/* Beside a sheet that is printed: the link that it shows, unless there is one. Where nobody has said at which address
 * the gateway is, there is none. */
void notifications_sheet_link(struct decide *d, struct id notice, const notifications_rows__notice *row);

/* By the SHA-256 of its cookie; zero: it has none. */
struct id notifications_browser_hash(struct view *v, ProtobufCBinaryData browser);
/* NULL: this organisation does not know it. One whose time is over is still there until it is known again. */
notifications_rows__browser *notifications_browser_row(struct view *v, struct id browser, struct id organization);
bool notifications_browser_is_known(struct view *v, ProtobufCBinaryData browser, struct id organization,
                                    int64_t now_ms);
