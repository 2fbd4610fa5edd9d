/* A store without room, and a clock that is a day off. */
#include "sim.h"

static const struct id nobody = {{0}};

static node__get_status_reply *status_of(struct sim *s, struct arena *a, const char *daemon) {
    node__get_status_request *r = NEW(a, node__get_status_request);
    node__get_status_reply *out = NULL;
    SIM_CALL(s, a, daemon, "operator", "node.GetStatus", r, &out);
    return out;
}

/* ---- a store without room ---- */

struct patient {
    bool answered;
    int reason;
};

static void on_patient(void *owner, struct world *w, const sippe__reply *reply) {
    struct patient *p = owner;
    (void)w;
    p->answered = true;
    p->reason = reply_reason(reply);
}

static void fill(struct sim *s, struct arena *a, const char *daemon) {
    const node__get_status_reply *status = status_of(s, a, daemon);
    if (status) world_resize(s->world, daemon, status->used_bytes * 21 / 20 / 4096 * 4096 + 4096);
    world_run(s->world, 3000);
}

/* What is asked meanwhile is not done, and is done once there is room: once. */
bool situation_full(struct sim *s) {
    struct arena a;
    struct patient p = {false, 0};
    arena_init(&a);
    fill(s, &a, "directory"); /* what is free in the file counts once it may matter */
    fill(s, &a, "directory");
    const node__get_status_reply *status = status_of(s, &a, "directory");
    if (!status || status->accepting) sim_fault(s, nobody, "a store that is full takes commands");
    directory__retire_organization_request *r = NEW(&a, directory__retire_organization_request);
    r->organization_id = id_field(&a, s->organizations[PARTNERS - 1]);
    r->reason = "fermé";
    world_send(s->world, "directory", "operator", "directory.RetireOrganization", world_request_id(s->world), &r->base,
               on_patient, &p);
    world_run(s->world, 5000);
    if (p.answered) sim_fault(s, nobody, "a store that is full answered a command %d", p.reason);
    world_resize(s->world, "directory", 0);
    for (int i = 0; i < 100 && !p.answered; i++) world_run(s->world, 1000);
    if (!p.answered) sim_fault(s, nobody, "a store that has room again takes no command");
    world_settle(s->world, 60000);
    arena_close(&a);
    return !s->fault[0];
}

/* ---- a clock that is a day off ---- */

static int confirm_clock(struct sim *s, struct arena *a, const char *daemon, int64_t off_ms) {
    node__confirm_clock_request *r = NEW(a, node__confirm_clock_request);
    r->at = instant_on(s, a, off_ms);
    return SIM_CALL(s, a, daemon, "operator", "node.ConfirmClock", r, NULL);
}

static void in_doubt(struct sim *s, struct arena *a, const char *daemon, bool expected) {
    const node__get_status_reply *status = status_of(s, a, daemon);
    bool is = status && status->clock != CLOCK_BELIEVED;
    if (is != expected)
        sim_fault(s, nobody, "%s %s its clock", daemon,
                  is ? "still doubts" : "believes a day too much or too little of");
}

static bool fired_since(struct sim *s, const char *daemon, uint64_t seq) {
    struct arena a;
    bool fired = false;
    arena_init(&a);
    struct view v = *world_view(s->world, daemon, &a);
    while (!fired && ++seq <= v.e->seq) fired = READ_EVENT(&v, node__deadline_fired, seq, NULL) != NULL;
    arena_close(&a);
    return fired;
}

/* Who was off when the years went by doubts the clock at its start, and fires nothing until a person has said that it is
 * right. */
void clocks_confirmed(struct sim *s) {
    struct arena a;
    arena_init(&a);
    for (int i = 0; i < DAEMONS; i++)
        if (confirm_clock(s, &a, daemon_names[i], 0)) sim_fault(s, nobody, "%s cannot be confirmed", daemon_names[i]);
    arena_close(&a);
}

bool situation_clock(struct sim *s) {
    struct arena a;
    arena_init(&a);
    const char *daemon = daemon_names[prng_below(&s->prng, DAEMONS)];
    int64_t off = (chance(s, 70) ? 1 : -1) * (chance(s, 30) ? DAY + 2 * HOUR : 10 * DAY);
    uint64_t seq = world_engine(s->world, daemon)->seq;
    world_skew(s->world, daemon, off);
    world_run(s->world, 10000);
    in_doubt(s, &a, daemon, true);
    if (fired_since(s, daemon, seq)) sim_fault(s, nobody, "%s doubts its clock, and a deadline fired by it", daemon);
    if (confirm_clock(s, &a, daemon, 0) != REASON_CLOCK_DIFFERS)
        sim_fault(s, nobody, "%s was told a time that is not its own, and took it", daemon);
    bool confirmed = chance(s, 50);
    if (confirmed && confirm_clock(s, &a, daemon, off)) sim_fault(s, nobody, "%s cannot be confirmed", daemon);
    if (confirmed) in_doubt(s, &a, daemon, false);
    world_skew(s->world, daemon, 0);
    world_run(s->world, 10000);
    if (confirmed && confirm_clock(s, &a, daemon, 0)) sim_fault(s, nobody, "%s cannot be confirmed", daemon);
    world_run(s->world, 70000);
    in_doubt(s, &a, daemon, false);
    world_settle(s->world, 60000);
    arena_close(&a);
    return !s->fault[0];
}
