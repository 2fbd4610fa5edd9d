/* Intake's handlers, by file; what each may be asked for stands in proto/intake.proto, by whom in tables.c. */
#pragma once
#include "engine/service.h"
#include "proto/directory.h"
#include "proto/intake.h"
#include "proto/notifications.h"
#include "intake/rows.h"
#include "proto/scheduling.h"

extern const struct service intake_service;

/* owner.c: whose a thing is, as a CLSC's code; NULL: no such thing */
const char *intake_owner_amend_screening(struct view *v, const intake__amend_screening_request *in);
const char *intake_owner_decide_route(struct view *v, const intake__decide_route_request *in);
const char *intake_owner_settle_match(struct view *v, const intake__settle_match_request *in);
const char *intake_owner_record_attempt(struct view *v, const intake__record_attempt_request *in);
const char *intake_owner_get_screening(struct view *v, const intake__get_screening_request *in);
const char *intake_owner_get_family(struct view *v, const intake__get_family_request *in);
const char *intake_owner_record_consent(struct view *v, const intake__record_consent_request *in);
const char *intake_owner_withdraw_consent(struct view *v, const intake__withdraw_consent_request *in);
const char *intake_owner_enrol_family(struct view *v, const intake__enrol_family_request *in);
const char *intake_owner_end_enrolment(struct view *v, const intake__end_enrolment_request *in);
const char *intake_owner_record_birth(struct view *v, const intake__record_birth_request *in);
const char *intake_owner_refer_to_partner(struct view *v, const intake__refer_to_partner_request *in);
const char *intake_owner_cancel_referral(struct view *v, const intake__cancel_referral_request *in);
const char *intake_owner_settle_work(struct view *v, const intake__settle_work_request *in);

/* screening.c, screening_rows.c, screening_read.c */
int intake_screening_submit(struct decide *d, const intake__submit_screening_request *in,
                            intake__submit_screening_reply *out);
int intake_screening_amend(struct decide *d, const intake__amend_screening_request *in,
                           intake__amend_screening_reply *out);
int intake_screening_start_week(struct decide *d, const struct due *due);
void intake_screening_on_submitted(struct apply *a, const struct record *r, const intake__screening_submitted *e);
void intake_screening_on_amended(struct apply *a, const struct record *r, const intake__screening_amended *e);
void intake_screening_on_start_week(struct apply *a, const struct record *r, const intake__start_week_reached *e);
int intake_screening_preview(struct query *q, const intake__preview_route_request *in,
                             intake__preview_route_reply *out);
int intake_screening_get(struct query *q, const intake__get_screening_request *in, intake__get_screening_reply *out);
int intake_screening_list(struct query *q, const intake__list_screenings_request *in,
                          intake__list_screenings_reply *out);

/* route.c */
int intake_route_decide(struct decide *d, const intake__decide_route_request *in, intake__decide_route_reply *out);
void intake_route_on_decided(struct apply *a, const struct record *r, const intake__route_decided *e);

/* settle.c */
int intake_match_settle(struct decide *d, const intake__settle_match_request *in, intake__settle_match_reply *out);
void intake_match_on_settled(struct apply *a, const struct record *r, const intake__match_settled *e);

/* attempt.c */
int intake_attempt_record(struct decide *d, const intake__record_attempt_request *in,
                          intake__record_attempt_reply *out);
void intake_attempt_on_recorded(struct apply *a, const struct record *r, const intake__attempt_recorded *e);

/* family.c, find.c */
int intake_family_find(struct query *q, const intake__find_family_request *in, intake__find_family_reply *out);
int intake_family_get(struct query *q, const intake__get_family_request *in, intake__get_family_reply *out);

/* consent.c */
int intake_consent_record(struct decide *d, const intake__record_consent_request *in,
                          intake__record_consent_reply *out);
int intake_consent_withdraw(struct decide *d, const intake__withdraw_consent_request *in,
                            intake__withdraw_consent_reply *out);
void intake_consent_on_recorded(struct apply *a, const struct record *r, const intake__consent_recorded *e);
void intake_consent_on_withdrawn(struct apply *a, const struct record *r, const intake__consent_withdrawn *e);

/* enrolment.c, birth.c */
int intake_enrolment_enrol(struct decide *d, const intake__enrol_family_request *in, intake__enrol_family_reply *out);
int intake_enrolment_end(struct decide *d, const intake__end_enrolment_request *in, intake__end_enrolment_reply *out);
void intake_enrolment_on_enrolled(struct apply *a, const struct record *r, const intake__family_enrolled *e);
void intake_enrolment_on_ended(struct apply *a, const struct record *r, const intake__enrolment_ended *e);
int intake_birth_record(struct decide *d, const intake__record_birth_request *in, intake__record_birth_reply *out);
void intake_birth_on_recorded(struct apply *a, const struct record *r, const intake__birth_recorded *e);

/* referral.c, referral_note.c */
int intake_referral_refer(struct decide *d, const intake__refer_to_partner_request *in,
                          intake__refer_to_partner_reply *out);
int intake_referral_cancel(struct decide *d, const intake__cancel_referral_request *in,
                           intake__cancel_referral_reply *out);
void intake_referral_on_opened(struct apply *a, const struct record *r, const intake__referral_opened *e);
void intake_referral_on_cancelled(struct apply *a, const struct record *r, const intake__referral_cancelled *e);
int intake_referral_follow_answer(struct decide *d, const struct record *from, const notifications__notice_answered *e);
int intake_referral_follow_overdue(struct decide *d, const struct record *from, const notifications__notice_overdue *e);
void intake_referral_on_answered(struct apply *a, const struct record *r, const intake__referral_answer_noted *e);
void intake_referral_on_overdue(struct apply *a, const struct record *r, const intake__referral_overdue_noted *e);

/* schedule_note.c */
int intake_schedule_follow_key_worker(struct decide *d, const struct record *from,
                                      const scheduling__key_worker_confirmed *e);
int intake_schedule_follow_overdue(struct decide *d, const struct record *from,
                                   const scheduling__key_worker_overdue *e);
int intake_schedule_follow_visit(struct decide *d, const struct record *from, const scheduling__visit_recorded *e);
void intake_schedule_on_key_worker(struct apply *a, const struct record *r, const intake__key_worker_noted *e);
void intake_schedule_on_overdue(struct apply *a, const struct record *r, const intake__key_worker_overdue_noted *e);
void intake_schedule_on_visit(struct apply *a, const struct record *r, const intake__visit_noted *e);

/* service_note.c */
int intake_service_follow(struct decide *d, const struct record *from, const directory__organization_published *e);
void intake_service_on_noted(struct apply *a, const struct record *r, const intake__service_noted *e);

/* worklist.c, work_settle.c */
int intake_worklist_list(struct query *q, const intake__list_worklist_request *in, intake__list_worklist_reply *out);
int intake_work_settle(struct decide *d, const intake__settle_work_request *in, intake__settle_work_reply *out);
void intake_work_on_settled(struct apply *a, const struct record *r, const intake__work_settled *e);

/* territory.c */
int intake_territory_adopt(struct decide *d, const intake__adopt_territory_request *in,
                           intake__adopt_territory_reply *out);
int intake_territory_examine(struct query *q, const intake__check_territory_request *in,
                             intake__check_territory_reply *out);
int intake_territory_get(struct query *q, const intake__get_territory_request *in, intake__get_territory_reply *out);
void intake_territory_on_adopted(struct apply *a, const struct record *r, const node__territory_adopted *e);

/* keys.c */
int intake_key_allow(struct decide *d, const intake__allow_key_request *in, intake__allow_key_reply *out);
int intake_key_revoke(struct decide *d, const intake__revoke_key_request *in, intake__revoke_key_reply *out);
int intake_key_list(struct query *q, const intake__list_keys_request *in, intake__list_keys_reply *out);
void intake_key_on_allowed(struct apply *a, const struct record *r, const node__key_allowed *e);
void intake_key_on_revoked(struct apply *a, const struct record *r, const node__key_revoked *e);
