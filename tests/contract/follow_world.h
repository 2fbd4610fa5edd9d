/* What scheduling is asked for by a team that follows a family: workers, who keeps the bond, visits. */
#pragma once
#include "intake_world.h"
#include "services.h"

#define SCHEDULE(t, key, Method, method, request, reply)                                                               \
    CALL((t)->w, &(t)->a, "scheduling", key, scheduling, Method, method, request, reply)

/* All four daemons, and rules by which the key "team" sees a family without being a worker of hers. */
HOLDER int follow_opened(void **state) {
    struct desk *t = calloc(1, sizeof *t);
    desk_open_with(t, all_services, DAEMONS);
    sippe__territory *rules = fixture_territory(&t->a);
    rules->access->care_team = CARE_TEAM_OPEN;
    assert_int_equal(adopt(t, rules), 0);
    assert_true(world_settle(t->w, 60000));
    *state = t;
    return 0;
}

HOLDER int follow_closed(void **state) {
    struct desk *t = *state;
    assert_true(world_settle(t->w, 60000));
    desk_close(t);
    free(t);
    return 0;
}

HOLDER void put_worker(struct desk *t, const char *code, scheduling__discipline discipline) {
    scheduling__put_worker_request *in = NEW(&t->a, scheduling__put_worker_request);
    scheduling__put_worker_reply *out = NULL;
    scheduling__worker *w = in->worker = NEW(&t->a, scheduling__worker);
    w->code = code;
    w->name = "Mme Roy";
    w->discipline = discipline;
    APPEND(&t->a, w, languages, language(&t->a, "fr"));
    for (int day_number = 1; day_number <= 5; day_number++) {
        scheduling__hours *h = NEW(&t->a, scheduling__hours);
        h->weekday = day_number;
        h->from_minute = 8 * 60 + 30;
        h->to_minute = 16 * 60 + 30;
        APPEND(&t->a, w, hours, h);
    }
    w->start_area = NEW(&t->a, sippe__postal_code);
    w->start_area->code = "H2M";
    w->clsc_code = "99001";
    assert_int_equal(SCHEDULE(t, "coord", PutWorker, put_worker, in, &out), 0);
}

HOLDER scheduling__confirm_key_worker_reply *confirm(struct desk *t, ProtobufCBinaryData enrolment) {
    scheduling__list_candidates_request *ask = NEW(&t->a, scheduling__list_candidates_request);
    scheduling__list_candidates_reply *list = NULL;
    ask->enrolment_id = enrolment;
    assert_int_equal(SCHEDULE(t, "coord", ListCandidates, list_candidates, ask, &list), 0);
    scheduling__confirm_key_worker_request *in = NEW(&t->a, scheduling__confirm_key_worker_request);
    scheduling__confirm_key_worker_reply *out = NULL;
    in->enrolment_id = enrolment;
    in->enrolment_version = list->enrolment_version;
    in->worker = "ts-1";
    assert_int_equal(SCHEDULE(t, "coord", ConfirmKeyWorker, confirm_key_worker, in, &out), 0);
    return out;
}

HOLDER scheduling__family_visits_reply *follow_up(struct desk *t, ProtobufCBinaryData family_id) {
    scheduling__family_visits_request *in = NEW(&t->a, scheduling__family_visits_request);
    scheduling__family_visits_reply *out = NULL;
    in->family_id = family_id;
    assert_int_equal(SCHEDULE(t, "coord", FamilyVisits, family_visits, in, &out), 0);
    return out;
}

HOLDER void record_visit(struct desk *t, const scheduling__visit *visit) {
    scheduling__record_visit_request *in = NEW(&t->a, scheduling__record_visit_request);
    scheduling__record_visit_reply *recorded = NULL;
    in->visit_id = visit->visit_id;
    in->version = visit->version;
    in->result = VISIT_RESULT_DONE;
    int reason = SCHEDULE(t, "team", RecordVisit, record_visit, in, &recorded);
    assert_int_equal(reason, 0);
    assert_true(world_settle(t->w, 60000));
}
