#include "sim.h"

static void step_look(void *task, const sippe__reply *reply);

struct journey *clerk_other(struct clerk *c) {
    struct sim *s = c->task.sim;
    return &s->journeys[prng_below(&s->prng, s->n_journeys)];
}

/* Somebody who was given no right to it, or has lost it: never both right and refused, as the table says which. */
static const char *key_drawn(struct sim *s, const char *key) {
    return chance(s, 10) ? s->keys[prng_below(&s->prng, s->n_keys)].name : key;
}

void clerk_done(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    (void)reply;
    task_sleep(&c->task, 4000, step_look);
}

void clerk_send(struct clerk *c, const char *daemon, const char *key, const char *method,
                const ProtobufCMessage *request, const char *event) {
    task_call(&c->task, daemon, key_drawn(c->task.sim, key), method, request, event, clerk_done);
}

static bool try_one(struct clerk *c, const struct deeds *deeds) {
    struct arena a;
    arena_init(&a);
    size_t from = prng_below(&c->task.sim->prng, deeds->n);
    bool done = false;
    for (size_t i = 0; i < deeds->n && !done; i++) done = deeds->list[(from + i) % deeds->n](c, &a);
    arena_close(&a);
    return done;
}

static void act(struct clerk *c, const struct deeds *deeds) {
    if (!try_one(c, deeds)) task_sleep(&c->task, 2000, step_look);
}

/* ---- what it looks at first ---- */

static void on_sheet(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    c->sheet = reply_reason(reply)
                   ? NULL
                   : UNPACK(&c->arena, notifications__get_sheet_reply, span_pb(reply->body), MESSAGE_STRICT);
    act(c, chance(c->task.sim, 70) ? &deeds_of_links : &deeds_of_sheet);
}

/* Printed or not: one that was withdrawn is not, and says so. */
static void on_printed(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    struct arena a;
    (void)reply;
    arena_init(&a);
    notifications__get_sheet_request *r = NEW(&a, notifications__get_sheet_request);
    r->referral_id = id_field(&a, c->printed);
    task_call(&c->task, "notifications", c->about->desk, "notifications.GetSheet", &r->base, NULL, on_sheet);
    arena_close(&a);
}

static void look_at_sheet(struct clerk *c) {
    const intake__get_family_reply *f = c->file;
    struct arena a;
    if (!f->n_referrals) return act(c, &deeds_of_file);
    arena_init(&a);
    notifications__print_sheet_request *r = NEW(&a, notifications__print_sheet_request);
    r->referral_id = f->referrals[prng_below(&c->task.sim->prng, f->n_referrals)]->referral_id;
    c->printed = id_of(r->referral_id);
    task_call(&c->task, "notifications", c->about->desk, "notifications.PrintSheet", &r->base,
              "sippe.notifications.NoticeShared", on_printed);
    arena_close(&a);
}

static void on_visits(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    c->visits = reply_reason(reply)
                    ? NULL
                    : UNPACK(&c->arena, scheduling__family_visits_reply, span_pb(reply->body), MESSAGE_STRICT);
    if (c->visits && c->visits->state == FOLLOW_UP_STATE_ENDED && chance(c->task.sim, 70))
        act(c, &deeds_of_telling);
    else
        act(c, c->visits ? &deeds_of_visits : &deeds_of_file);
}

static void look_at_visits(struct clerk *c) {
    struct arena a;
    arena_init(&a);
    scheduling__family_visits_request *r = NEW(&a, scheduling__family_visits_request);
    r->family_id = id_field(&a, c->about->family_id);
    task_call(&c->task, "scheduling", "coordinator", "scheduling.FamilyVisits", &r->base, NULL, on_visits);
    arena_close(&a);
}

static const struct deeds *seldom_drawn(struct sim *s) {
    static const struct deeds *const all[] = {
        &deeds_of_leaving,  &deeds_apart,       &deeds_of_access, &deeds_of_access,    &deeds_of_reaching,
        &deeds_of_reaching, &deeds_of_reaching, &deeds_of_kin,    &deeds_of_following, &deeds_of_moving};
    return all[prng_below(&s->prng, sizeof all / sizeof all[0])];
}

/* Seldom, and then it waits for nobody else. */
static bool somebody_is_to_be_told(const intake__get_family_reply *f) {
    for (size_t i = 0; i < f->n_next; i++)
        if (f->next[i]->kind == WORK_KIND_TELL_HOLDER) return true;
    return false;
}

/* Then scheduling has something to move when she turns out to be somebody else. */
static bool follow_up_is_over(const intake__get_family_reply *f) {
    return f->enrolment && f->enrolment->state == ENROLMENT_STATE_ENDED;
}

static bool follow_up_rests(const intake__get_family_reply *f) {
    return f->enrolment && f->enrolment->state == ENROLMENT_STATE_SUSPENDED;
}

/* She may be another CLSC's by now: people of there act. */
static void at_home(struct clerk *c) {
    for (int i = 0; i < DESKS; i++) {
        if (strcmp(desk_clscs[i], c->file->clsc_code) != 0) continue;
        c->about->desk = desk_names[i];
        c->about->team = team_names[i];
    }
}

/* Of either file. */
static bool child_is_apart(const intake__get_family_reply *f) {
    for (size_t i = 0; f->kin && i < f->kin->n_people; i++)
        if (f->kin->people[i]->left == PERSON_LEFT_OWN_FILE) return true;
    return f->child_file != NULL;
}

static bool somebody_offers_her(const intake__get_family_reply *f) {
    return f->n_moves && (f->moves[0]->state == MOVE_STATE_OFFERED || f->moves[0]->state == MOVE_STATE_DECLINED);
}

static void on_file(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    uint64_t choice = prng_below(&c->task.sim->prng, 10);
    if (reply_reason(reply)) return task_sleep(&c->task, 2000, step_look);
    c->file = UNPACK(&c->arena, intake__get_family_reply, span_pb(reply->body), MESSAGE_STRICT);
    at_home(c);
    if (chance(c->task.sim, child_is_apart(c->file) ? 30 : 3)) return act(c, &deeds_of_children);
    if (somebody_offers_her(c->file) && chance(c->task.sim, 50)) return act(c, &deeds_of_moving);
    if (!id_is_zero(c->restricted.id) && chance(c->task.sim, 30)) return act(c, &deeds_of_access);
    if (c->file->merged_into.len && chance(c->task.sim, 40)) return act(c, &deeds_of_parting);
    if (somebody_is_to_be_told(c->file) && chance(c->task.sim, 60))
        act(c, &deeds_of_leaving);
    else if (follow_up_is_over(c->file) && chance(c->task.sim, 25))
        act(c, &deeds_of_merging);
    else if (follow_up_is_over(c->file) && chance(c->task.sim, 30))
        act(c, &deeds_of_following);
    else if (follow_up_is_over(c->file) && chance(c->task.sim, 60))
        look_at_visits(c);
    else if (follow_up_rests(c->file) && chance(c->task.sim, 50))
        act(c, &deeds_of_following);
    else if (choice < 2)
        look_at_sheet(c);
    else if (choice < 6 && c->file->enrolment)
        look_at_visits(c);
    else if (choice < 8)
        act(c, seldom_drawn(c->task.sim));
    else
        act(c, &deeds_of_file);
}

static void look_at_file(struct clerk *c) {
    struct arena a;
    arena_init(&a);
    intake__get_family_request *r = NEW(&a, intake__get_family_request);
    bool own = !id_is_zero(c->about->own_file) && chance(c->task.sim, 20);
    r->family_id = id_field(&a, own ? c->about->own_file : c->about->family_id);
    const char *key = chance(c->task.sim, 60) ? "coordinator" : key_drawn(c->task.sim, c->about->desk);
    task_call(&c->task, "intake", key, "intake.GetFamily", &r->base, NULL, on_file);
    arena_close(&a);
}

/* The office has the most to do; ways in twice, as a day code is used only by who was given one. */
static const struct deeds *office_drawn(struct sim *s) {
    static const struct deeds *const all[] = {&deeds_of_office, &deeds_of_office,    &deeds_of_people,
                                              &deeds_of_node,   &deeds_of_ways,      &deeds_of_ways,
                                              &deeds_of_drafts, &deeds_of_take_overs};
    return all[prng_below(&s->prng, sizeof all / sizeof all[0])];
}

static void step_look(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    (void)reply;
    if (c->task.sim->closing) {
        c->task.over = true;
        return;
    }
    arena_reset(&c->arena);
    c->file = NULL;
    c->visits = NULL;
    c->sheet = NULL;
    c->about = clerk_other(c);
    if (chance(c->task.sim, 4)) return act(c, &deeds_of_inbound);
    if (chance(c->task.sim, 4)) return act(c, &deeds_of_incidents);
    if (chance(c->task.sim, 20)) return act(c, &deeds_of_looks);
    if (chance(c->task.sim, 20)) return act(c, office_drawn(c->task.sim));
    if (id_is_zero(c->about->family_id)) return task_sleep(&c->task, 3000, step_look);
    look_at_file(c);
}

void clerk_begin(struct sim *s, struct clerk *c, int index) {
    task_begin(&c->task, s, c);
    arena_init(&c->arena);
    c->index = index;
    task_sleep(&c->task, 30000, step_look);
}

void clerk_end(struct clerk *c) {
    task_end(&c->task);
    arena_close(&c->arena);
}
