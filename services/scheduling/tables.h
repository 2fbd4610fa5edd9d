/* Scheduling's tables, and the handlers that stand in them, grouped by file. */
#pragma once
#include "engine/service.h"
#include "proto/intake.h"
#include "proto/scheduling.h"
#include "scheduling/scheduling_rows.h"

extern const struct service scheduling_service;

extern const struct row_table scheduling_workers;       /* code -> WorkerRow */
extern const struct row_table scheduling_follow_ups;    /* enrolment -> FollowUpRow */
extern const struct row_table scheduling_families;      /* family -> FamilyRow */
extern const struct row_table scheduling_caseload;      /* (worker's code, enrolment): followed families */
extern const struct row_table scheduling_visits;        /* visit -> VisitRow */
extern const struct row_table scheduling_worker_visits; /* (worker's code, start ms, visit), no cancelled ones */
extern const struct row_table scheduling_family_visits; /* (family, start ms, visit) */

#define SCHEDULING_KEY_WORKER "key_worker" /* the deadline: an enrolled family has somebody by then */

/* worker.c */
int scheduling_worker_put(struct decide *d, const scheduling__put_worker_request *in,
                          scheduling__put_worker_reply *out);
int scheduling_worker_list(struct query *q, const scheduling__list_workers_request *in,
                           scheduling__list_workers_reply *out);
void scheduling_worker_on_put(struct apply *a, const struct record *r, const scheduling__worker_put *e);

/* follow_up.c */
int scheduling_follow_up_open(struct decide *d, const struct record *from, const intake__family_enrolled *e);
int scheduling_follow_up_end(struct decide *d, const struct record *from, const intake__enrolment_ended *e);
int scheduling_follow_up_redate(struct decide *d, const struct record *from, const intake__pregnancy_redated *e);
int scheduling_follow_up_overdue(struct decide *d, const struct due *due);
void scheduling_follow_up_on_opened(struct apply *a, const struct record *r, const scheduling__follow_up_opened *e);
void scheduling_follow_up_on_ended(struct apply *a, const struct record *r, const scheduling__follow_up_ended *e);
void scheduling_follow_up_on_redated(struct apply *a, const struct record *r, const scheduling__follow_up_redated *e);
void scheduling_follow_up_on_key_worker(struct apply *a, const struct record *r,
                                        const scheduling__key_worker_confirmed *e);

/* key_worker.c */
int scheduling_key_worker_candidates(struct query *q, const scheduling__list_candidates_request *in,
                                     scheduling__list_candidates_reply *out);
int scheduling_key_worker_confirm(struct decide *d, const scheduling__confirm_key_worker_request *in,
                                  scheduling__confirm_key_worker_reply *out);

/* visit.c */
int scheduling_visit_book(struct decide *d, const scheduling__book_visit_request *in,
                          scheduling__book_visit_reply *out);
int scheduling_visit_confirm(struct decide *d, const scheduling__confirm_visit_request *in,
                             scheduling__confirm_visit_reply *out);
int scheduling_visit_move(struct decide *d, const scheduling__move_visit_request *in,
                          scheduling__move_visit_reply *out);
int scheduling_visit_cancel(struct decide *d, const scheduling__cancel_visit_request *in,
                            scheduling__cancel_visit_reply *out);
int scheduling_visit_record(struct decide *d, const scheduling__record_visit_request *in,
                            scheduling__record_visit_reply *out);

/* visit_rows.c */
void scheduling_visit_on_booked(struct apply *a, const struct record *r, const scheduling__visit_booked *e);
void scheduling_visit_on_confirmed(struct apply *a, const struct record *r, const scheduling__visit_confirmed *e);
void scheduling_visit_on_moved(struct apply *a, const struct record *r, const scheduling__visit_moved *e);
void scheduling_visit_on_cancelled(struct apply *a, const struct record *r, const scheduling__visit_cancelled *e);
void scheduling_visit_on_recorded(struct apply *a, const struct record *r, const scheduling__visit_recorded *e);

/* week.c */
int scheduling_week_show(struct query *q, const scheduling__worker_week_request *in,
                         scheduling__worker_week_reply *out);
int scheduling_week_family(struct query *q, const scheduling__family_visits_request *in,
                           scheduling__family_visits_reply *out);
int scheduling_week_slots(struct query *q, const scheduling__list_slots_request *in, scheduling__list_slots_reply *out);

/* owner.c: the CLSC that a request's subject belongs to. */
const char *scheduling_owner_candidates(struct view *v, const scheduling__list_candidates_request *in);
const char *scheduling_owner_slots(struct view *v, const scheduling__list_slots_request *in);
const char *scheduling_owner_book(struct view *v, const scheduling__book_visit_request *in);
const char *scheduling_owner_confirm(struct view *v, const scheduling__confirm_visit_request *in);
const char *scheduling_owner_move(struct view *v, const scheduling__move_visit_request *in);
const char *scheduling_owner_cancel(struct view *v, const scheduling__cancel_visit_request *in);
const char *scheduling_owner_record(struct view *v, const scheduling__record_visit_request *in);
const char *scheduling_owner_family(struct view *v, const scheduling__family_visits_request *in);
