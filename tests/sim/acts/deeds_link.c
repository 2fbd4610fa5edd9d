/* What is done with the link of a sheet: by whoever has the paper, in a browser, through the gateway; and by staff. */
#include "sim.h"

/* ---- by whoever has the paper ---- */

enum { BROWSERS = 3 };

/* Of a few browsers, so that some are known already. Wrong ones come from nowhere. */
static void begin(struct clerk *c) {
    struct sim *s = c->task.sim;
    const char *token = strrchr(c->sheet->link, '/'), *half = strrchr(c->sheet->answer_code, '-');
    snprintf(c->link.token, sizeof c->link.token, "%s", token ? token + 1 : "");
    snprintf(c->link.code, sizeof c->link.code, "%s", half && !chance(s, 15) ? half + 1 : "2222");
    if (c->link.digits[0] && chance(s, 70)) snprintf(c->link.code, sizeof c->link.code, "%s", c->link.digits);
    snprintf(c->link.door, sizeof c->link.door, "porte %s", c->sheet->organization_name);
    memset(c->link.browser, (int)prng_below(&s->prng, BROWSERS) + 1, sizeof c->link.browser);
    c->link.digits[0] = '\0';
    c->link.version = (struct id){{0}};
}

#define LINK_REQUEST(c, a, rpc)                                                                                        \
    notifications__##rpc##_request *r = NEW(a, notifications__##rpc##_request);                                        \
    r->token = (c)->link.token;                                                                                        \
    r->browser = pb_of(span_of((c)->link.browser, sizeof(c)->link.browser))

#define LINK_CALL(c, key, Rpc, next)                                                                                   \
    task_call(&(c)->task, "notifications", (key), "notifications." #Rpc, &r->base, NULL, (next))

static void answer(struct clerk *c) {
    static const notifications__notice_state answers[] = {NOTICE_STATE_ACKNOWLEDGED, NOTICE_STATE_ACCEPTED,
                                                          NOTICE_STATE_WAITLISTED, NOTICE_STATE_DECLINED,
                                                          NOTICE_STATE_FIRST_CONTACT};
    struct sim *s = c->task.sim;
    struct arena a;
    arena_init(&a);
    LINK_REQUEST(c, &a, answer_by_link);
    r->version = id_field(&a, c->link.version);
    r->answer = answers[prng_below(&s->prng, sizeof answers / sizeof answers[0])];
    r->told_by = "Mme Ó Briain";
    r->corrects = c->link.answered && chance(s, 60);
    if (r->answer == NOTICE_STATE_DECLINED) r->decline_reason = DECLINE_REASON_FULL;
    if (r->answer == NOTICE_STATE_FIRST_CONTACT) r->first_contact_on = day_on(s, &a, 0);
    LINK_CALL(c, c->link.door, AnswerByLink, clerk_done);
    arena_close(&a);
}

/* Whoever was not shown it answers all the same, now and then. */
static void on_read(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    struct arena a;
    arena_init(&a);
    const notifications__read_by_link_reply *got =
        reply_reason(reply) ? NULL
                            : UNPACK(&a, notifications__read_by_link_reply, span_pb(reply->body), MESSAGE_STRICT);
    if (got) {
        c->link.version = id_of(got->notice->version);
        c->link.answered = got->correct_until != NULL;
    }
    arena_close(&a);
    if (got || chance(c->task.sim, 30))
        answer(c);
    else
        clerk_done(c, NULL);
}

static void on_pressed(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    struct arena a;
    (void)reply;
    arena_init(&a);
    LINK_REQUEST(c, &a, read_by_link);
    LINK_CALL(c, c->link.door, ReadByLink, on_read);
    arena_close(&a);
}

static void press(struct clerk *c) {
    struct arena a;
    arena_init(&a);
    LINK_REQUEST(c, &a, note_link_read);
    LINK_CALL(c, c->link.door, NoteLinkRead, on_pressed);
    arena_close(&a);
}

static void on_met(void *task, const sippe__reply *reply) {
    (void)reply;
    press(task);
}

static void on_opened(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    struct arena a;
    arena_init(&a);
    const notifications__open_by_link_reply *got =
        reply_reason(reply) ? NULL
                            : UNPACK(&a, notifications__open_by_link_reply, span_pb(reply->body), MESSAGE_STRICT);
    LINK_REQUEST(c, &a, meet_browser);
    r->code = c->link.code;
    r->place = "Firefox, Linux";
    if (got && got->known)
        press(c);
    else
        LINK_CALL(c, c->link.door, MeetBrowser, on_met);
    arena_close(&a);
}

static bool by_link(struct clerk *c, struct arena *a) {
    if (!c->sheet || !*c->sheet->link) return false;
    begin(c);
    LINK_REQUEST(c, a, open_by_link);
    LINK_CALL(c, "gateway", OpenByLink, on_opened);
    return true;
}

/* ---- by staff ---- */

static bool make_link(struct clerk *c, struct arena *a) {
    notifications__make_link_request *r = NEW(a, notifications__make_link_request);
    r->referral_id = id_field(a, c->printed);
    r->channel = chance(c->task.sim, 50) ? LINK_CHANNEL_MAIL : LINK_CHANNEL_SHEET;
    CLERK_SEND(c, "notifications", c->about->desk, "notifications.MakeLink", r, NULL);
    return true;
}

static void on_listed(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    struct arena a;
    arena_init(&a);
    const notifications__list_links_reply *got =
        reply_reason(reply) ? NULL : UNPACK(&a, notifications__list_links_reply, span_pb(reply->body), MESSAGE_STRICT);
    notifications__end_link_request *r = NEW(&a, notifications__end_link_request);
    if (got && got->n_links) r->link_id = got->links[prng_below(&c->task.sim->prng, got->n_links)]->link_id;
    if (r->link_id.len)
        CLERK_SEND(c, "notifications", c->about->desk, "notifications.EndLink", r, NULL);
    else
        clerk_done(c, NULL);
    arena_close(&a);
}

static bool end_link(struct clerk *c, struct arena *a) {
    notifications__list_links_request *r = NEW(a, notifications__list_links_request);
    r->referral_id = id_field(a, c->printed);
    task_call(&c->task, "notifications", c->about->desk, "notifications.ListLinks", &r->base, NULL, on_listed);
    return true;
}

/* Read out, and used by whoever opens the link next. */
static void on_digits(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    struct arena a;
    arena_init(&a);
    const notifications__make_browser_code_reply *got =
        reply_reason(reply) ? NULL
                            : UNPACK(&a, notifications__make_browser_code_reply, span_pb(reply->body), MESSAGE_STRICT);
    snprintf(c->link.digits, sizeof c->link.digits, "%s", got ? got->code : "");
    if (!got || !by_link(c, &a)) clerk_done(c, NULL);
    arena_close(&a);
}

static bool read_out(struct clerk *c, struct arena *a) {
    notifications__make_browser_code_request *r = NEW(a, notifications__make_browser_code_request);
    r->referral_id = id_field(a, c->printed);
    task_call(&c->task, "notifications", c->about->desk, "notifications.MakeBrowserCode", &r->base, NULL, on_digits);
    return true;
}

static void on_browsers(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    struct arena a;
    arena_init(&a);
    const notifications__list_browsers_reply *got =
        reply_reason(reply) ? NULL
                            : UNPACK(&a, notifications__list_browsers_reply, span_pb(reply->body), MESSAGE_STRICT);
    notifications__end_browser_request *r = NEW(&a, notifications__end_browser_request);
    r->known_id = id_field(&a, c->printed); /* of none */
    if (got && got->n_browsers && !chance(c->task.sim, 30)) r->known_id = got->browsers[0]->known_id;
    CLERK_SEND(c, "notifications", c->about->desk, "notifications.EndBrowser", r, NULL);
    arena_close(&a);
}

static bool end_browser(struct clerk *c, struct arena *a) {
    notifications__list_browsers_request *r = NEW(a, notifications__list_browsers_request);
    task_call(&c->task, "notifications", c->about->desk, "notifications.ListBrowsers", &r->base, NULL, on_browsers);
    return true;
}

static deed_fn *const links[] = {by_link, by_link, by_link, by_link, read_out, make_link, end_link, end_browser};
const struct deeds deeds_of_links = {links, sizeof links / sizeof links[0]};
