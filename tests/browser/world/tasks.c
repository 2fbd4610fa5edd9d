#include "tasks.h"

#include "base/message.h"
#include "family_screening.h"
#include "proto/intake.h"
#include "proto/scheduling.h"

#define INTAKE(p, a, key, Method, method, request, reply)                                                              \
    CALL((p)->world, (a), "intake", (key), intake, Method, method, (request), (reply))
#define SCHEDULING(p, a, Method, method, request, reply)                                                               \
    CALL((p)->world, (a), "scheduling", PEOPLE_COORDINATOR, scheduling, Method, method, (request), (reply))

enum { TRIES = 40, SETTLE_MS = 60000 };

/* ---- a call that broke off ---- */

static bool draft(struct people *p, struct arena *a, struct id *id) {
    struct family_case one;
    people_family(p, &one);
    intake__save_draft_request *in = NEW(a, intake__save_draft_request);
    intake__save_draft_reply *out = NULL;
    in->screening = family_screening(a, &one);
    in->screening->call->clsc_code = "99001";
    in->screening->call->ended_at = NULL;
    in->screening->household = NULL;
    in->screening->income = NULL;
    in->screening->schooling = NULL;
    if (INTAKE(p, a, "desk", SaveDraft, save_draft, in, &out)) return false;
    *id = id_of(out->draft_id);
    return true;
}

/* ---- enrolled ---- */

static bool decide(struct people *p, struct arena *a, const intake__get_screening_reply *of) {
    intake__decide_route_request *in = NEW(a, intake__decide_route_request);
    in->screening_id = of->summary->screening_id;
    in->version = of->summary->version;
    in->route = ROUTE_SIPPE;
    in->override_reason = "essai";
    return !INTAKE(p, a, PEOPLE_COORDINATOR, DecideRoute, decide_route, in, NULL);
}

static bool enrol_one(struct people *p, struct arena *a, struct id *family, struct id *enrolment) {
    struct id screening = {{0}};
    intake__get_screening_request *get = NEW(a, intake__get_screening_request);
    intake__get_screening_reply *of = NULL;
    if (!people_screening(p, &screening)) return false;
    get->screening_id = id_field(a, screening);
    if (INTAKE(p, a, PEOPLE_COORDINATOR, GetScreening, get_screening, get, &of) || !decide(p, a, of)) return false;
    intake__enrol_family_request *in = NEW(a, intake__enrol_family_request);
    intake__enrol_family_reply *out = NULL;
    in->family_id = of->summary->family_id;
    in->screening_id = of->summary->screening_id;
    if (INTAKE(p, a, PEOPLE_COORDINATOR, EnrolFamily, enrol_family, in, &out)) return false;
    *family = id_of(in->family_id);
    *enrolment = id_of(out->enrolment_id);
    return true;
}

/* Not all invented families may be enrolled: the next one that may. */
static bool enrol(struct people *p, struct arena *a, struct id *family, struct id *enrolment) {
    for (int i = 0; i < TRIES; i++)
        if (enrol_one(p, a, family, enrolment)) return world_settle(p->world, SETTLE_MS);
    return false;
}

/* ---- followed ---- */

static bool worker(struct people *p, struct arena *a, const char *code, scheduling__discipline discipline) {
    scheduling__put_worker_request *in = NEW(a, scheduling__put_worker_request);
    scheduling__worker *w = in->worker = NEW(a, scheduling__worker);
    static const char *const spoken[] = {"fr", "en", "es", "ar", "ht", "vi", "pt"};
    w->code = code;
    w->name = "Julie Gagnon";
    w->discipline = discipline;
    for (size_t i = 0; i < sizeof spoken / sizeof *spoken; i++) {
        sippe__language *one = NEW(a, sippe__language);
        one->code = spoken[i];
        APPEND(a, w, languages, one);
    }
    for (int day_of = 1; day_of <= 5; day_of++) {
        scheduling__hours *h = NEW(a, scheduling__hours);
        h->weekday = day_of;
        h->from_minute = 510;
        h->to_minute = 990;
        APPEND(a, w, hours, h);
    }
    w->start_area = NEW(a, sippe__postal_code);
    w->start_area->code = "H2M";
    return !SCHEDULING(p, a, PutWorker, put_worker, in, NULL);
}

static bool follow(struct people *p, struct arena *a, struct id *family) {
    struct id enrolment = {{0}};
    if (!worker(p, a, "inf-01", DISCIPLINE_NURSE) || !worker(p, a, "ts-01", DISCIPLINE_SOCIAL_WORKER)) return false;
    if (!enrol(p, a, family, &enrolment)) return false;
    scheduling__list_candidates_request *list = NEW(a, scheduling__list_candidates_request);
    scheduling__list_candidates_reply *of = NULL;
    list->enrolment_id = id_field(a, enrolment);
    if (SCHEDULING(p, a, ListCandidates, list_candidates, list, &of)) return false;
    scheduling__confirm_key_worker_request *in = NEW(a, scheduling__confirm_key_worker_request);
    in->enrolment_id = list->enrolment_id;
    in->enrolment_version = of->enrolment_version;
    in->worker = "inf-01";
    return !SCHEDULING(p, a, ConfirmKeyWorker, confirm_key_worker, in, NULL) && world_settle(p->world, SETTLE_MS);
}

/* ---- rules that come ---- */

static bool rules(struct people *p, struct arena *a, struct id *version) {
    intake__get_territory_request *get = NEW(a, intake__get_territory_request);
    intake__get_territory_reply *now = NULL;
    if (INTAKE(p, a, "op", GetTerritory, get_territory, get, &now)) return false;
    intake__adopt_territory_request *in = NEW(a, intake__adopt_territory_request);
    intake__adopt_territory_reply *out = NULL;
    in->territory = now->territory;
    in->territory->label = "2027-04";
    in->territory->valid_from->year = 2027;
    in->territory->valid_from->month = 4;
    in->territory->valid_from->day = 1;
    in->territory->admission->start_week = 14;
    in->territory->admission->unborn_counts_in_household = false;
    in->territory->clscs[0]->phone = "5145550199";
    if (INTAKE(p, a, "op", AdoptTerritory, adopt_territory, in, &out)) return false;
    *version = id_of(out->version);
    return true;
}

/* ---- in hand ---- */

static bool take(struct people *p, struct arena *a, struct id *thing) {
    sippe__list_work_request *list = NEW(a, sippe__list_work_request);
    sippe__list_work_reply *of = NULL;
    list->taken = WORK_TAKEN_FREE;
    list->role = ROLE_DESK;
    if (world_call(p->world, a, "intake", "desk", "intake.ListWork", world_request_id(p->world), &list->base,
                   &sippe__list_work_reply__descriptor, &of, NULL) ||
        !of->n_items)
        return false;
    intake__take_work_request *in = NEW(a, intake__take_work_request);
    in->kind = of->items[0]->kind;
    in->thing = of->items[0]->thing;
    *thing = id_of(in->thing);
    return !INTAKE(p, a, "desk", TakeWork, take_work, in, NULL);
}

/* ---- each with its own memory ---- */

static bool enrol_only(struct people *p, struct arena *a, struct id *family) {
    struct id enrolment;
    return enrol(p, a, family, &enrolment);
}

static bool done(struct people *p, bool (*what)(struct people *p, struct arena *a, struct id *id), struct id *id) {
    struct arena a;
    arena_init(&a);
    bool is_done = what(p, &a, id);
    arena_close(&a);
    return is_done;
}

bool tasks_draft(struct people *p, struct id *id) { return done(p, draft, id); }
bool tasks_enrol(struct people *p, struct id *family) { return done(p, enrol_only, family); }
bool tasks_follow(struct people *p, struct id *family) { return done(p, follow, family); }
bool tasks_rules(struct people *p, struct id *version) { return done(p, rules, version); }
bool tasks_take(struct people *p, struct id *thing) { return done(p, take, thing); }
