/* Families are erased: proposed, kept back by a hold, confirmed by another coordinator a day later; while messages are
 * lost, a follower lies behind, and daemons die. Nothing of her is born again, whatever is still on its way. */
#include "sim.h"

static const struct id nobody = {{0}};

struct erasing {
    struct sim *s;
    struct arena *a;
    struct journey *j;
    ProtobufCBinaryData family, erasure, version;
};

static int ask(struct erasing *x, const char *key, const char *method, const ProtobufCMessage *request, void *out) {
    return sim_call(x->s, x->a, "intake", key, method, request, out);
}
#define ASK(x, key, method, request, out) ask((x), (key), "intake." method, &(request)->base, (out))

static const intake__get_family_reply *file(struct erasing *x) {
    intake__get_family_request *r = NEW(x->a, intake__get_family_request);
    intake__get_family_reply *f = NULL;
    r->family_id = x->family;
    return ASK(x, "coordinator", "GetFamily", r, &f) ? NULL : f;
}

/* She that she has become by now; false: she is erased, or was never acknowledged. */
static bool family_found(struct erasing *x) {
    if (id_is_zero(x->j->family_id)) return false;
    x->family = id_field(x->a, x->j->family_id);
    const intake__get_family_reply *f = file(x);
    if (f && f->merged_into.len) x->family = f->merged_into;
    return f && f->family_id.len;
}

/* Nobody who is followed is erased. */
static bool follow_up_over(struct erasing *x) {
    const intake__get_family_reply *f = file(x);
    const intake__enrolment *e = f ? f->enrolment : NULL;
    if (!e || e->state == ENROLMENT_STATE_ENDED) return f != NULL;
    intake__end_enrolment_request *r = NEW(x->a, intake__end_enrolment_request);
    r->enrolment_id = e->enrolment_id;
    r->version = e->version;
    r->reason = END_REASON_MOVED;
    return ASK(x, "coordinator", "EndEnrolment", r, NULL) == 0;
}

static bool propose(struct erasing *x) {
    intake__propose_erasure_request *r = NEW(x->a, intake__propose_erasure_request);
    intake__propose_erasure_reply *out = NULL;
    r->family_id = x->family;
    r->rule = "ON_REQUEST";
    r->reason = "elle l'a demandé";
    if (ASK(x, "coordinator", "ProposeErasure", r, &out)) return false;
    x->erasure = out->erasure_id;
    x->version = out->version;
    return true;
}

static bool change_their_mind(struct erasing *x) {
    intake__withdraw_erasure_request *r = NEW(x->a, intake__withdraw_erasure_request);
    r->erasure_id = x->erasure;
    r->version = x->version;
    r->reason = "elle attend";
    return ASK(x, "coordinator", "WithdrawErasure", r, NULL) == 0 && propose(x);
}

static void confirm(struct erasing *x, const char *key, int *reason) {
    intake__confirm_erasure_request *r = NEW(x->a, intake__confirm_erasure_request);
    r->erasure_id = x->erasure;
    r->version = x->version;
    *reason = ASK(x, key, "ConfirmErasure", r, NULL);
}

/* The one who proposed it cannot confirm it, nor anybody under a hold. */
static bool is_kept_back(struct erasing *x) {
    intake__put_hold_request *hold = NEW(x->a, intake__put_hold_request);
    intake__put_hold_reply *held = NULL;
    intake__lift_hold_request *lift = NEW(x->a, intake__lift_hold_request);
    int same, under;
    hold->family_id = x->family;
    hold->kind = HOLD_KIND_COMPLAINT;
    hold->reason = "plainte";
    if (ASK(x, "privacy", "PutHold", hold, &held)) return false;
    confirm(x, "coordinator", &same);
    confirm(x, "coordinator-2", &under);
    lift->hold_id = held->hold_id;
    lift->version = held->version;
    lift->reason = "réglée";
    return ASK(x, "privacy", "LiftHold", lift, NULL) == 0 && same && under;
}

/* Whoever has it on paper; the reason is told with the certificate. */
static void holders_given_up(struct erasing *x) {
    intake__preview_erasure_request *r = NEW(x->a, intake__preview_erasure_request);
    intake__preview_erasure_reply *p = NULL;
    r->family_id = x->family;
    if (ASK(x, "coordinator", "PreviewErasure", r, &p)) return;
    for (size_t i = 0; i < p->n_to_tell; i++) {
        intake__give_up_holder_request *up = NEW(x->a, intake__give_up_holder_request);
        up->thing = p->to_tell[i]->thing;
        up->reason = "l'organisme a fermé";
        ASK(x, "coordinator", "GiveUpHolder", up, NULL);
    }
}

/* To a desk she was never there; to a coordinator she is a certificate. */
static bool is_erased_for_people(struct erasing *x) {
    intake__get_family_request *r = NEW(x->a, intake__get_family_request);
    const intake__get_family_reply *f = file(x);
    r->family_id = x->family;
    if (!f || !f->erasure || f->family_id.len) return sim_fault(x->s, id_of(x->family), "an erased family is shown");
    if (ASK(x, x->j->desk, "GetFamily", r, NULL) == REASON_NOT_FOUND) return true;
    return sim_fault(x->s, id_of(x->family), "a desk learns of a family that was erased");
}

static const intake__erasure *certificate(struct erasing *x) {
    intake__get_erasure_request *r = NEW(x->a, intake__get_erasure_request);
    intake__get_erasure_reply *out = NULL;
    r->erasure_id = x->erasure;
    return ASK(x, "coordinator", "GetErasure", r, &out) ? NULL : out->erasure;
}

static bool all_have_answered(struct erasing *x) {
    const intake__erasure *e = certificate(x);
    size_t n = 0;
    for (size_t i = 0; e && i < e->n_answers; i++) n += e->answers[i]->answered_at != NULL;
    return n == DAEMONS || sim_fault(x->s, id_of(x->family), "%zu daemons say that they erased her", n);
}

/* Final once no copy of before opens any more: each vault under another key, and the old key files destroyed. */
static bool becomes_final(struct erasing *x) {
    intake__confirm_keys_destroyed_request *r = NEW(x->a, intake__confirm_keys_destroyed_request);
    r->note = "au coffre, détruits";
    if (!ASK(x, "operator", "ConfirmKeysDestroyed", r, NULL)) return sim_fault(x->s, nobody, "final too early");
    for (int i = 0; i < DAEMONS; i++) world_rewrap(x->s->world, daemon_names[i]);
    world_run(x->s->world, 61000);
    if (!world_settle(x->s->world, 600000)) return sim_fault(x->s, nobody, "nobody is heard under another key");
    int reason = ASK(x, "operator", "ConfirmKeysDestroyed", r, NULL);
    const intake__erasure *e = certificate(x);
    bool final = !reason && e && e->state == ERASURE_STATE_FINAL;
    return final || sim_fault(x->s, id_of(x->family), "the certificate is not final: %d", reason);
}

/* Asked by a desk; and by a coordinator, of nothing that is there. */
static void nobody_else(struct erasing *x) {
    static const struct {
        const char *method;
        const ProtobufCMessageDescriptor *request;
    } all[] = {{"intake.ProposeErasure", &intake__propose_erasure_request__descriptor},
               {"intake.WithdrawErasure", &intake__withdraw_erasure_request__descriptor},
               {"intake.ConfirmErasure", &intake__confirm_erasure_request__descriptor},
               {"intake.GiveUpHolder", &intake__give_up_holder_request__descriptor}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        const ProtobufCMessage *of_nothing = message_new(x->a, all[i].request);
        if (ask(x, x->j->desk, all[i].method, of_nothing, NULL) != REASON_NOT_ALLOWED)
            sim_fault(x->s, nobody, "%s by a desk", all[i].method);
        if (!ask(x, "coordinator", all[i].method, of_nothing, NULL))
            sim_fault(x->s, nobody, "%s of nothing", all[i].method);
    }
}

static bool in_each_vault(struct erasing *x) {
    for (int i = 0; i < DAEMONS; i++)
        if (!vault_is_erased(world_engine(x->s->world, daemon_names[i])->vault, id_of(x->family)))
            return sim_fault(x->s, id_of(x->family), "%s has her key still", daemon_names[i]);
    return true;
}

/* What her records say is gone at once, by her key; what stood in the clear of her in rows, from the live store. */
static bool nothing_opens(struct erasing *x, const char *daemon) {
    struct view v = *world_view(x->s->world, daemon, x->a);
    struct id hers = id_of(x->family);
    for (uint64_t seq = 1; seq <= v.e->seq; seq++) {
        const sippe__record *r = journal_read(&v, seq);
        struct written w;
        if (r && r->sealed.len && id_is(r->sealed_for, hers) && written_open(&v, r, &w) != ERR_ERASED) return false;
    }
    for (size_t i = 0; i < v.e->service->n_rows; i++) {
        const struct row_table *t = v.e->service->rows[i];
        if (t->of || t->open) continue;
        struct store_cursor c = cursor_open(v.txn, (store_table)(TABLE_SERVICE + i), &KEY_EMPTY, NULL);
        bool left = false;
        while (!left && cursor_next(&c))
            left = id_equal(row_subject(row_open_part(x->a, t->type, c.value), &c.key), hers);
        cursor_close(&c);
        if (left) return false;
    }
    return true;
}

static bool is_gone_everywhere(struct erasing *x) {
    for (int i = 0; i < DAEMONS; i++)
        if (!nothing_opens(x, daemon_names[i]))
            return sim_fault(x->s, id_of(x->family), "%s has something of an erased family", daemon_names[i]);
    return true;
}

/* One hears of it late: clerks and partners go on meanwhile, and what they do about her makes nothing. */
static bool erase(struct erasing *x) {
    static const char *const late[] = {"scheduling", "notifications"};
    const char *behind = late[prng_below(&x->s->prng, 2)];
    bool cut = chance(x->s, 50);
    int reason;
    if (cut) world_cut_off(x->s->world, behind, "intake", true);
    confirm(x, "coordinator-2", &reason);
    if (!reason && cut) tasks_run(x->s, 20000);
    world_cut_off(x->s->world, behind, "intake", false);
    if (reason) return true; /* something happened to her since, or waits: a person proposes it anew */
    if (!world_settle(x->s->world, 600000)) return sim_fault(x->s, nobody, "the followers never catch up");
    world_run(x->s->world, 70000);
    bool well = is_erased_for_people(x) && in_each_vault(x) && is_gone_everywhere(x) && all_have_answered(x);
    return well && (chance(x->s, 70) || becomes_final(x));
}

static bool one(struct sim *s, struct journey *j) {
    struct arena a;
    arena_init(&a);
    struct erasing x = {.s = s, .a = &a, .j = j};
    bool begun = family_found(&x) && follow_up_over(&x) && world_settle(s->world, 600000) && propose(&x);
    if (begun && chance(s, 30)) begun = change_their_mind(&x);
    if (begun) nobody_else(&x);
    bool well = !begun || is_kept_back(&x) || sim_fault(s, id_of(x.family), "a hold keeps nothing back");
    if (begun && well) {
        world_pass(s->world, 2 * DAY);
        world_run(s->world, 70000);
        holders_given_up(&x);
        well = erase(&x);
    }
    arena_close(&a);
    return well;
}

bool situation_erased(struct sim *s) {
    size_t n = 1 + prng_below(&s->prng, 3);
    bool well = true;
    for (size_t i = 0; well && i < n; i++) well = one(s, &s->journeys[prng_below(&s->prng, s->n_journeys)]);
    return well && tasks_again(s);
}
