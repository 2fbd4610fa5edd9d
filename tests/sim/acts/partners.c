/* A partner's program: lists its open notices and answers one, again and again. */
#include "sim.h"

static void step_list(void *task, const sippe__reply *reply);

static void on_answered(void *task, const sippe__reply *reply) {
    (void)reply;
    struct partner *p = task;
    task_sleep(&p->task, 2000, step_list);
}

#define ANSWER(p, a, rpc, Rpc)                                                                                         \
    do {                                                                                                               \
        notifications__##rpc##_request *r = NEW(&(a), notifications__##rpc##_request);                                 \
        r->notice_id = id_field(&(a), (p)->notice);                                                                    \
        r->version = id_field(&(a), (p)->version);                                                                     \
        r->told_by = "M. Ó Briain";                                                                                    \
        SET(r);                                                                                                        \
        task_call(&(p)->task, "notifications", partner_names[(p)->index], "notifications." #Rpc, &r->base,             \
                  "sippe.notifications.NoticeAnswered", on_answered);                                                  \
    } while (0)

static void answer(struct partner *p) {
    struct sim *s = p->task.sim;
    struct arena a;
    arena_init(&a);
    uint64_t choice = prng_below(&s->prng, 12);
#define SET(r) (void)0
    if ((p->state == NOTICE_STATE_ISSUED && choice < 5) || choice == 11) /* at times once more than it should */
        ANSWER(p, a, acknowledge_notice, AcknowledgeNotice);
    else if (choice < 7 && p->state != NOTICE_STATE_ACCEPTED)
        ANSWER(p, a, accept_notice, AcceptNotice);
    else if (choice < 8)
        ANSWER(p, a, waitlist_notice, WaitlistNotice);
#undef SET
#define SET(r) ((r)->reason = DECLINE_REASON_FULL)
    else if (choice < 9)
        ANSWER(p, a, decline_notice, DeclineNotice);
#undef SET
#define SET(r) ((r)->note = "pas chez nous")
    else if (choice < 10)
        ANSWER(p, a, report_wrong_partner, ReportWrongPartner);
#undef SET
#define SET(r) ((r)->on = day_on(s, &a, 0))
    else
        ANSWER(p, a, report_first_contact, ReportFirstContact);
#undef SET
    arena_close(&a);
}

static void on_listed(void *task, const sippe__reply *reply) {
    struct partner *p = task;
    struct arena a;
    arena_init(&a);
    notifications__list_notices_reply *r =
        reply_reason(reply) ? NULL
                            : UNPACK(&a, notifications__list_notices_reply, span_pb(reply->body), MESSAGE_STRICT);
    if (r && r->n_notices) {
        notifications__notice *n = r->notices[prng_below(&p->task.sim->prng, r->n_notices)];
        p->notice = id_of(n->notice_id);
        p->version = id_of(n->version);
        p->state = n->state;
        answer(p);
    } else {
        task_sleep(&p->task, 4000, step_list);
    }
    arena_close(&a);
}

static void step_list(void *task, const sippe__reply *reply) {
    (void)reply;
    struct partner *p = task;
    if (p->task.sim->closing) {
        p->task.over = true;
        return;
    }
    struct arena a;
    arena_init(&a);
    notifications__list_notices_request *r = NEW(&a, notifications__list_notices_request);
    r->open_only = true;
    r->limit = 200;
    task_call(&p->task, "notifications", partner_names[p->index], "notifications.ListNotices", &r->base, NULL,
              on_listed);
    arena_close(&a);
}

void partner_begin(struct sim *s, struct partner *p, int index) {
    p->index = index;
    task_begin(&p->task, s, p);
    task_sleep(&p->task, 5000, step_list);
    p->task.over = chance(s, 12); /* nobody is there, and what is sent there becomes late */
}
