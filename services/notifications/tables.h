/* Notifications as the engine sees them: the tables of rows and the handlers. */
#pragma once
#include "engine/service.h"
#include "proto/intake.h"
#include "proto/directory.h"
#include "proto/notifications.h"
#include "notifications/notifications_rows.h"

extern const struct service notifications_service;

/* The deadline of a notice: acknowledged, or told to intake as overdue. */
#define NOTIFICATIONS_ACKNOWLEDGE "acknowledge"

/* rows.c */
extern const struct row_table notifications_notices;       /* notice → Notice */
extern const struct row_table notifications_referrals;     /* index: referral, notice */
extern const struct row_table notifications_codes;         /* index: answer code, notice */
extern const struct row_table notifications_lists;         /* index: see notifications_list_key */
extern const struct row_table notifications_cancelled;     /* index: referral, cancelled before its notice */
extern const struct row_table notifications_organizations; /* organisation → Organization */
extern const struct row_table notifications_services;      /* organisation, service → Service */
notifications_rows__notice *notifications_notice_row(struct view *v, ProtobufCBinaryData field, struct id *id);
/* False: no notice was issued for it. */
bool notifications_notice_of_referral(struct view *v, struct id referral, struct id *notice);
bool notifications_notice_of_code(struct view *v, const char *code, struct id *notice);
/* Lists begin with (open ones only?, an organisation or all (zero)) and go from the newest to the oldest. */
struct key notifications_list_prefix(bool open, struct id organization);
void notifications_notice_on_issued(struct apply *a, const struct record *r, const notifications__notice_issued *e);
void notifications_notice_on_opened(struct apply *a, const struct record *r, const notifications__notice_opened *e);
void notifications_notice_on_answered(struct apply *a, const struct record *r, const notifications__notice_answered *e);
void notifications_notice_on_overdue(struct apply *a, const struct record *r, const notifications__notice_overdue *e);
void notifications_notice_on_withdrawn(struct apply *a, const struct record *r,
                                       const notifications__notice_withdrawn *e);
void notifications_cancellation_on_noted(struct apply *a, const struct record *r,
                                         const notifications__cancellation_noted *e);
void notifications_organization_on_noted(struct apply *a, const struct record *r,
                                         const notifications__organization_noted *e);

/* referral.c: what intake and the directory tell, and time */
int notifications_referral_follow_sent(struct decide *d, const struct record *from, const intake__referral_sent *e);
int notifications_referral_follow_cancelled(struct decide *d, const struct record *from,
                                            const intake__referral_cancelled *e);
int notifications_organization_follow(struct decide *d, const struct record *from,
                                      const directory__organization_published *e);
int notifications_notice_overdue(struct decide *d, const struct due *due);

/* answer.c */
#define ANSWER_HANDLER(handler, rpc)                                                                                   \
    int notifications_##handler(struct decide *d, const notifications__##rpc##_request *in,                            \
                                notifications__##rpc##_reply *out)
ANSWER_HANDLER(notice_acknowledge, acknowledge_notice);
ANSWER_HANDLER(notice_accept, accept_notice);
ANSWER_HANDLER(notice_waitlist, waitlist_notice);
ANSWER_HANDLER(notice_decline, decline_notice);
ANSWER_HANDLER(notice_report_wrong_partner, report_wrong_partner);
ANSWER_HANDLER(notice_report_first_contact, report_first_contact);
ANSWER_HANDLER(notice_answer_by_code, answer_by_code);

/* owner.c: the organisation of a notice, in hexadecimal; of a sheet, the code of the CLSC that referred */
#define NOTICE_OWNER(rpc)                                                                                              \
    const char *notifications_##rpc##_owner(struct view *v, const notifications__##rpc##_request *in)
NOTICE_OWNER(acknowledge_notice);
NOTICE_OWNER(accept_notice);
NOTICE_OWNER(waitlist_notice);
NOTICE_OWNER(decline_notice);
NOTICE_OWNER(report_wrong_partner);
NOTICE_OWNER(report_first_contact);
NOTICE_OWNER(get_notice);
NOTICE_OWNER(get_sheet);

/* notice.c */
int notifications_notice_list(struct query *q, const notifications__list_notices_request *in,
                              notifications__list_notices_reply *out);
int notifications_notice_get(struct query *q, const notifications__get_notice_request *in,
                             notifications__get_notice_reply *out);
int notifications_sheet_get(struct query *q, const notifications__get_sheet_request *in,
                            notifications__get_sheet_reply *out);
