/* What scheduling and intake say of a family is one thing, and a worker has the families that she was given. */
#include "sim.h"

enum { FOLLOWED_MAX = 256, MET_MAX = 1024 };

struct followed { /* an enrolment, as scheduling's journal has it */
    struct id enrolment;
    char worker[32];
    int done;
    bool ended;
};
struct met { /* an encounter, as its last record has it */
    struct id id, enrolment;
    bool done;
};
struct follow_ups {
    struct followed list[FOLLOWED_MAX];
    size_t n;
    struct met met[MET_MAX];
    size_t n_met;
};

static struct followed *followed_of(struct follow_ups *f, ProtobufCBinaryData enrolment) {
    size_t i = 0;
    while (i < f->n && !id_is(enrolment, f->list[i].enrolment)) i++;
    if (i == f->n && f->n < FOLLOWED_MAX) f->list[f->n++] = (struct followed){.enrolment = id_of(enrolment)};
    return &f->list[i < FOLLOWED_MAX ? i : 0];
}

/* One of before she was taken over is corrected too, and never counted. */
static struct met *met_of(struct follow_ups *f, ProtobufCBinaryData encounter) {
    for (size_t i = 0; i < f->n_met; i++)
        if (id_is(encounter, f->met[i].id)) return &f->met[i];
    return NULL;
}

static void take_met(struct met *met, const scheduling__encounter_facts *facts) {
    if (met) met->done = facts && !facts->missed;
}

static void count_met(struct follow_ups *f) {
    for (size_t i = 0; i < f->n_met; i++)
        if (f->met[i].done) followed_of(f, (ProtobufCBinaryData){ID_LEN, f->met[i].enrolment.bytes})->done++;
}

static void take(struct view *v, uint64_t seq, struct follow_ups *f) {
    const scheduling__key_worker_confirmed *w = READ_EVENT(v, scheduling__key_worker_confirmed, seq, NULL);
    const scheduling__follow_up_ended *end = READ_EVENT(v, scheduling__follow_up_ended, seq, NULL);
    const scheduling__follow_up_reopened *reopened = READ_EVENT(v, scheduling__follow_up_reopened, seq, NULL);
    const scheduling__encounter_recorded *met = READ_EVENT(v, scheduling__encounter_recorded, seq, NULL);
    const scheduling__encounter_corrected *corrected = READ_EVENT(v, scheduling__encounter_corrected, seq, NULL);
    if (w) {
        struct followed *one = followed_of(f, w->enrolment_id);
        snprintf(one->worker, sizeof one->worker, "%s", w->personal->worker);
    }
    const scheduling__key_worker_struck *struck = READ_EVENT(v, scheduling__key_worker_struck, seq, NULL);
    if (struck) {
        struct followed *one = followed_of(f, struck->enrolment_id);
        snprintf(one->worker, sizeof one->worker, "%s", struck->personal->key_worker);
    }
    const scheduling__follow_up_handed_over *handed = READ_EVENT(v, scheduling__follow_up_handed_over, seq, NULL);
    if (handed) followed_of(f, handed->enrolment_id)->worker[0] = 0;
    if (end) followed_of(f, end->enrolment_id)->ended = true;
    if (reopened) followed_of(f, reopened->enrolment_id)->ended = false;
    if (met && !met->day_only && f->n_met < MET_MAX) {
        f->met[f->n_met++] = (struct met){.id = id_of(met->encounter_id), .enrolment = id_of(met->enrolment_id)};
        take_met(&f->met[f->n_met - 1], met->personal->facts);
    }
    if (corrected) take_met(met_of(f, corrected->encounter_id), corrected->personal->facts);
}

static bool enrolment_agrees(struct sim *s, struct follow_ups *all, struct id family, const intake__enrolment *e) {
    const struct followed *f = followed_of(all, e->enrolment_id);
    if (e->visits_done != f->done)
        return sim_fault(s, family, "intake counts %d visits, scheduling %d", e->visits_done, f->done);
    if (e->state == ENROLMENT_STATE_ACTIVE && (f->ended || strcmp(e->key_worker, f->worker) != 0))
        return sim_fault(s, family, "intake says that %s follows her, scheduling %s", e->key_worker, f->worker);
    if (e->state == ENROLMENT_STATE_ENDED && !f->ended)
        return sim_fault(s, family, "an enrolment has ended, and scheduling goes on");
    return true;
}

static bool family_agrees(struct sim *s, struct follow_ups *all, struct id family) {
    struct arena a;
    arena_init(&a);
    intake__get_family_request *r = NEW(&a, intake__get_family_request);
    intake__get_family_reply *f = NULL;
    r->family_id = id_field(&a, family);
    int reason = SIM_CALL(s, &a, "intake", "coordinator", "intake.GetFamily", r, &f);
    bool sound = reason || !f || !f->enrolment || enrolment_agrees(s, all, family, f->enrolment);
    arena_close(&a);
    return sound;
}

/* A follow-up that has ended holds nobody's time. */
static bool end_is_an_end(struct sim *s, struct id family) {
    struct arena a;
    bool sound = true;
    arena_init(&a);
    scheduling__family_visits_request *r = NEW(&a, scheduling__family_visits_request);
    scheduling__family_visits_reply *f = NULL;
    r->family_id = id_field(&a, family);
    SIM_CALL(s, &a, "scheduling", "coordinator", "scheduling.FamilyVisits", r, &f);
    for (size_t i = 0; f && f->state == FOLLOW_UP_STATE_ENDED && sound && i < f->n_visits; i++) {
        const scheduling__visit *v = f->visits[i];
        bool open = v->state == VISIT_STATE_PROPOSED || v->state == VISIT_STATE_CONFIRMED;
        if (open && v->start->ms > world_now_ms(s->world) + 5 * MINUTE)
            sound = sim_fault(s, family, "a follow-up has ended, and a visit of it still stands");
    }
    arena_close(&a);
    return sound;
}

/* Her points are another matter: what a family weighs changes with the days, and a suspended one weighs nothing. */
static bool load_agrees(struct sim *s, const struct follow_ups *all, const scheduling__worker_summary *w) {
    int families = 0;
    for (size_t i = 0; i < all->n; i++)
        families += !all->list[i].ended && strcmp(all->list[i].worker, w->worker->code) == 0;
    if (families == w->families && (families > 0 || w->load_tenths == 0)) return true;
    return sim_fault(s, (struct id){{0}}, "%s has %d families and %d points, and the journal says %d families",
                     w->worker->code, w->families, w->load_tenths, families);
}

bool checks_follow_up(struct sim *s) {
    static struct follow_ups all;
    struct arena a;
    arena_init(&a);
    all.n = all.n_met = 0;
    uint64_t last = world_engine(s->world, "scheduling")->seq;
    for (uint64_t seq = 1; seq <= last; seq++) take(world_view(s->world, "scheduling", &a), seq, &all);
    count_met(&all);
    for (size_t i = 0; i < s->n_journeys && !s->fault[0]; i++)
        if (!id_is_zero(s->journeys[i].family_id) && family_agrees(s, &all, s->journeys[i].family_id))
            end_is_an_end(s, s->journeys[i].family_id);
    scheduling__list_workers_request *r = NEW(&a, scheduling__list_workers_request);
    scheduling__list_workers_reply *workers = NULL;
    SIM_CALL(s, &a, "scheduling", "coordinator", "scheduling.ListWorkers", r, &workers);
    for (size_t i = 0; workers && i < workers->n_workers && !s->fault[0]; i++)
        load_agrees(s, &all, workers->workers[i]);
    arena_close(&a);
    return !s->fault[0];
}
