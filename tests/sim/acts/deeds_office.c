/* Who keeps the territory: rules, organisations, workers; and who keeps the daemons. */
#include "rules.h"
#include "sim.h"

/* Whom files are for changes with them. */
static sippe__access *access_rules(struct sim *s, struct arena *a) {
    sippe__access *access = NEW(a, sippe__access);
    bool glass = chance(s, 80);
    access->care_team = glass && chance(s, 40) ? CARE_TEAM_ASSIGNED : CARE_TEAM_OPEN;
    access->break_glass = NEW(a, sippe__break_glass);
    access->break_glass->allowed = glass;
    access->break_glass->minutes = glass ? 5 + (int)prng_below(&s->prng, 1000) : 0;
    access->break_glass->over_restrictions = glass && chance(s, 60);
    access->day_codes = chance(s, 80);
    access->source = "essai";
    return access;
}

/* New rules from today, from a day to come, or from one that has passed; the same ones again. */
static bool adopt(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    intake__adopt_territory_request *r = NEW(a, intake__adopt_territory_request);
    r->territory = sim_rules(a);
    if (s->adopted < 4 && chance(s, 60)) {
        r->territory->label = arena_printf(a, "2026-%d", ++s->adopted + 1);
        r->territory->valid_from = day_on(s, a, (int)prng_below(&s->prng, 5) - 1);
        r->territory->delays->acknowledge = 2 + (int)prng_below(&s->prng, 3);
        r->territory->delays->key_worker = 3 + (int)prng_below(&s->prng, 4);
        r->territory->access = access_rules(s, a);
    }
    const char *key = chance(s, 50) ? "operator" : "coordinator";
    CLERK_SEND(c, "intake", key, "intake.AdoptTerritory", r, "sippe.node.TerritoryAdopted");
    return true;
}

/* ---- the directory and the team ---- */

static bool put_organization(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    directory__put_organization_request *r = NEW(a, directory__put_organization_request);
    r->organization = NEW(a, directory__organization);
    organization_fill(s, a, r->organization, (int)prng_below(&s->prng, PARTNERS));
    if (chance(s, 50)) r->organization->phone = "5145550119";
    if (chance(s, 25)) r->organization->n_services = 1;
    if (chance(s, 15)) r->organization->name = "";
    CLERK_SEND(c, "directory", "operator", "directory.PutOrganization", r, NULL);
    return true;
}

/* For a while: it is put back by whoever imports next. */
static bool retire(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    struct id nobody = {{1}};
    if (!chance(s, 40)) return false;
    directory__retire_organization_request *r = NEW(a, directory__retire_organization_request);
    r->organization_id = id_field(a, chance(s, 70) ? s->organizations[prng_below(&s->prng, PARTNERS)] : nobody);
    r->reason = "fermé";
    CLERK_SEND(c, "directory", "operator", "directory.RetireOrganization", r, NULL);
    return true;
}

/* Of its own, now and then of another one's, or more than there can be. */
static bool report_capacity(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    int who = (int)prng_below(&s->prng, PARTNERS);
    directory__report_capacity_request *r = NEW(a, directory__report_capacity_request);
    r->service_id = id_field(a, s->services[chance(s, 80) ? who : (int)prng_below(&s->prng, PARTNERS)][0]);
    r->available = chance(s, 10) ? 1000 : (int)prng_below(&s->prng, 5);
    CLERK_SEND(c, "directory", partner_names[who], "directory.ReportCapacity", r, "sippe.directory.CapacityReported");
    return true;
}

static bool put_worker(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    scheduling__put_worker_request *r = NEW(a, scheduling__put_worker_request);
    r->worker = NEW(a, scheduling__worker);
    worker_fill(a, r->worker, (int)prng_below(&s->prng, WORKERS));
    r->worker->inactive = chance(s, 15);
    r->worker->cap_tenths = 100 + 10 * (int)prng_below(&s->prng, 20);
    if (chance(s, 15)) r->worker->code = "";
    CLERK_SEND(c, "scheduling", "coordinator", "scheduling.PutWorker", r, NULL);
    return true;
}

static void stand_in_named(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    struct arena a;
    arena_init(&a);
    if (reply_reason(reply) == 0) {
        scheduling__put_substitute_reply *out =
            UNPACK(&a, scheduling__put_substitute_reply, span_pb(reply->body), MESSAGE_OPEN);
        c->task.sim->stand_in = id_of(out->substitute_id);
        c->task.sim->stand_in_version = id_of(out->version);
    }
    arena_close(&a);
    clerk_done(task, reply);
}

/* For some days from today or soon on, now and then nobody yet; two are colleagues of one CLSC when their numbers are as far apart as there are
 * desks. */
static bool name_substitute(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    scheduling__put_substitute_request *r = NEW(a, scheduling__put_substitute_request);
    int from = (int)prng_below(&s->prng, 3), away = (int)prng_below(&s->prng, WORKERS);
    r->worker = arena_printf(a, "w%d", away + 1);
    if (chance(s, 75)) r->substitute = arena_printf(a, "w%d", (away + (chance(s, 80) ? DESKS : 1)) % WORKERS + 1);
    if (from) r->from = day_on(s, a, from);
    r->until = day_on(s, a, from + (int)prng_below(&s->prng, 5) - (chance(s, 10) ? 4 : 0));
    r->reason = "grippe";
    task_call(&c->task, "scheduling", "coordinator", "scheduling.PutSubstitute", &r->base,
              "sippe.scheduling.SubstitutePut", stand_in_named);
    return true;
}

static bool end_substitute(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    if (id_is_zero(s->stand_in)) return false;
    scheduling__end_substitute_request *r = NEW(a, scheduling__end_substitute_request);
    r->substitute_id = id_field(a, s->stand_in);
    r->version = id_field(a, s->stand_in_version);
    CLERK_SEND(c, "scheduling", "coordinator", "scheduling.EndSubstitute", r, "sippe.scheduling.SubstituteEnded");
    return true;
}

static deed_fn *const office[] = {adopt,      put_organization, put_organization, name_substitute, retire,
                                  put_worker, name_substitute,  end_substitute,   report_capacity};
const struct deeds deeds_of_office = {office, sizeof office / sizeof office[0]};

/* ---- the daemons ---- */

static const char *some_daemon(struct clerk *c) { return daemon_names[prng_below(&c->task.sim->prng, DAEMONS)]; }

static bool retry(struct clerk *c, struct arena *a) {
    node__retry_parked_request *r = NEW(a, node__retry_parked_request);
    r->id = id_field(a, world_request_id(c->task.sim->world));
    CLERK_SEND(c, some_daemon(c), "operator", "node.RetryParked", r, NULL);
    return true;
}

static bool drop(struct clerk *c, struct arena *a) {
    node__drop_parked_request *r = NEW(a, node__drop_parked_request);
    r->id = id_field(a, world_request_id(c->task.sim->world));
    r->reason = "sans objet";
    CLERK_SEND(c, some_daemon(c), "operator", "node.DropParked", r, NULL);
    return true;
}

static bool confirm_clock(struct clerk *c, struct arena *a) {
    node__confirm_clock_request *r = NEW(a, node__confirm_clock_request);
    r->at = instant_on(c->task.sim, a, chance(c->task.sim, 50) ? 0 : 3 * HOUR);
    CLERK_SEND(c, some_daemon(c), "operator", "node.ConfirmClock", r, NULL);
    return true;
}

static bool resume(struct clerk *c, struct arena *a) {
    node__resume_stream_request *r = NEW(a, node__resume_stream_request);
    r->journal = chance(c->task.sim, 50) ? "intake" : "nobody";
    CLERK_SEND(c, some_daemon(c), "operator", "node.ResumeStream", r, NULL);
    return true;
}

/* Before any restore there is nothing to say of one. */
static bool lost(struct clerk *c, struct arena *a) {
    node__settle_lost_request *r = NEW(a, node__settle_lost_request);
    r->record_id = id_field(a, world_request_id(c->task.sim->world));
    CLERK_SEND(c, some_daemon(c), "operator", "node.SettleLost", r, NULL);
    return true;
}

static bool review(struct clerk *c, struct arena *a) {
    node__review_restore_request *r = NEW(a, node__review_restore_request);
    CLERK_SEND(c, some_daemon(c), "operator", "node.ReviewRestore", r, NULL);
    return true;
}

/* The operator reads journals; what families told is not among it, however it asks. */
static bool records(struct clerk *c, struct arena *a) {
    node__list_records_request *r = NEW(a, node__list_records_request);
    r->limit = 60;
    CLERK_SEND(c, some_daemon(c), "operator", "node.ListRecords", r, NULL);
    return true;
}

static deed_fn *const node[] = {retry, drop, confirm_clock, resume, lost, review, records, records};
const struct deeds deeds_of_node = {node, sizeof node / sizeof node[0]};
