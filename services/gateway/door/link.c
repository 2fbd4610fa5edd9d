/* Whoever has a link of a notice, and nothing else: no account, no session. What a link opens is notifications' to say;
 * here it becomes a browser's cookie, and the door of the organisation, on whose behalf the rest is asked.
 *
 *   OpenLink ─▶ notifications.OpenByLink             what anybody may know: does something wait
 *   MeetLinkBrowser ─▶ OpenByLink ─▶ MeetBrowser     a code: the browser is known, and has its cookie
 *   ReadLink ─▶ OpenByLink ─▶ NoteLinkRead ─▶ ReadByLink
 *   AnswerLink ─▶ OpenByLink ─▶ AnswerByLink
 *
 * All are POST: a GET of the page's address asks no daemon, and shows the same page whatever stands behind it. A link
 * that opens nothing counts as a guess of its network (session/tries.h). */
#include <string.h>
#include "base/reason.h"
#include "gateway/door/visit.h"
#include "gateway/http/head/place.h"
#include "gateway/session/tries.h"
#include "proto/notifications.h"
#include "sys/random.h"

struct linking {
    const char *token, *network;
    const notifications__open_by_link_reply *opened;
    visit_fn *then;
    const char *purpose; /* which link it was, for the access journal */
};

static ProtobufCBinaryData browser_digest(struct visit *v) {
    if (!v->cookies.has_browser) return (ProtobufCBinaryData){0, NULL};
    return station_digest(v->arena, v->cookies.browser);
}

/* ---- opened ---- */

static void guessed(struct visit *v) {
    struct linking *l = v->mine;
    tries_link_wrong(v->door->options.sessions, l->network, door_now(v->door));
}

static void opened(void *owner, int err, const sippe__reply *reply) {
    struct visit *v = owner;
    struct linking *l = v->mine;
    if (err) return visit_fail(v, err);
    if (reply->status->code != CODE_OK) return visit_refuse_status(v, reply->status);
    l->opened = UNPACK(v->arena, notifications__open_by_link_reply, span_pb(reply->body), MESSAGE_OPEN);
    if (!l->opened) return visit_refuse(v, REASON_INTERNAL);
    if (l->opened->standing == LINK_STANDING_ENDED) guessed(v);
    l->purpose = arena_printf(v->arena, "lien %d", l->opened->number);
    l->then(v);
}

static bool is_closed(struct visit *v, struct linking *l) {
    int64_t wait = tries_link_wait(v->door->options.sessions, l->network, door_now(v->door));
    if (!wait) return false;
    sippe__status *status = status_make(v->arena, REASON_TRIES_OVER);
    status->retry_after_ms = wait < UINT32_MAX ? (uint32_t)wait : UINT32_MAX;
    v->door->counts.throttled++;
    visit_refuse_status(v, status);
    return true;
}

/* What the link opens, then `then`. */
static void link_open(struct visit *v, const char *token, visit_fn *then) {
    struct linking *l = v->mine = arena_alloc(v->arena, sizeof *l);
    char *network = arena_alloc(v->arena, ADDRESS_MAX + 1);
    forwarded_for(&v->asked->fields, v->asked->from_front, v->asked->peer, network);
    *l = (struct linking){.token = token, .network = network, .then = then};
    if (is_closed(v, l)) return;
    notifications__open_by_link_request *in = NEW(v->arena, notifications__open_by_link_request);
    in->token = token;
    in->browser = browser_digest(v);
    struct bus_request r = {.method = "notifications.OpenByLink", .message = &in->base};
    int err = visit_send(v, DAEMON_NOTIFICATIONS, &r, opened, v);
    if (err) visit_fail(v, err);
}

/* A link of which nothing is left has no door: it is refused as one that never was. */
static void door_ask(struct visit *v, const char *method, const ProtobufCMessage *in, struct id id,
                     calls_done_fn *done) {
    struct linking *l = v->mine;
    if (l->opened->door_id.len != ID_LEN) return visit_refuse(v, REASON_LINK_OVER);
    struct bus_request r = {.method = method,
                            .message = in,
                            .id = id,
                            .on_behalf_of = id_text(v->arena, id_of(l->opened->door_id)),
                            .purpose = l->purpose};
    v->door->counts.passed++;
    int err = visit_send(v, DAEMON_NOTIFICATIONS, &r, done, v);
    if (err) visit_fail(v, err);
}

/* NOT_FOUND is a link that ended while it was open. */
static bool was_refused(struct visit *v, int err, const sippe__reply *reply) {
    if (err)
        visit_fail(v, err);
    else if (reply->status->reason == REASON_NOT_FOUND)
        visit_refuse(v, REASON_LINK_OVER);
    else if (reply->status->code != CODE_OK)
        visit_refuse_status(v, reply->status);
    return err || reply->status->code != CODE_OK;
}

static void link_answered(void *owner, int err, const sippe__reply *reply) {
    struct visit *v = owner;
    if (!was_refused(v, err, reply)) visit_reply_packed(v, arena_span(v->arena, span_pb(reply->body)));
}

/* ---- what anybody may know ---- */

static void tell_opened(struct visit *v) {
    const notifications__open_by_link_reply *o = ((struct linking *)v->mine)->opened;
    gateway__open_link_reply *out = NEW(v->arena, gateway__open_link_reply);
    out->standing = o->standing;
    out->need = o->need;
    out->answer_by = o->answer_by;
    out->clsc_name = o->clsc_name;
    out->clsc_phone = o->clsc_phone;
    out->known = o->known;
    visit_reply(v, &out->base);
}

void own_open_link(struct visit *v) {
    const gateway__open_link_request *in = visit_request(v);
    if (in) link_open(v, in->token, tell_opened);
}

/* ---- the browser ---- */

static void met(void *owner, int err, const sippe__reply *reply) {
    struct visit *v = owner;
    if (was_refused(v, err, reply)) return;
    visit_cookie(v, "__Host-avis", v->cookies.browser, STATION_KEPT_S);
    visit_reply(v, &NEW(v->arena, gateway__meet_link_browser_reply)->base);
}

static void browser_make(struct visit *v) {
    if (v->cookies.has_browser) return;
    const struct id drawn[] = {random_id(), random_id()};
    memcpy(v->cookies.browser, drawn, sizeof v->cookies.browser);
    v->cookies.has_browser = true;
}

/* By an id of our own: the same again, whose answer was lost, has drawn another cookie, and is another request. */
static void meet(struct visit *v) {
    const gateway__meet_link_browser_request *in = visit_request(v);
    char *place = arena_alloc(v->arena, PLACE_MAX + 1);
    browser_make(v);
    place_of(v->asked->fields.value[FIELD_USER_AGENT], place);
    notifications__meet_browser_request *ask = NEW(v->arena, notifications__meet_browser_request);
    ask->token = in->token;
    ask->browser = browser_digest(v);
    ask->code = in->code;
    ask->place = place;
    door_ask(v, "notifications.MeetBrowser", &ask->base, random_id(), met);
}

void own_meet_link_browser(struct visit *v) {
    const gateway__meet_link_browser_request *in = visit_request(v);
    if (in) link_open(v, in->token, meet);
}

/* ---- read ---- */

static void pressed(void *owner, int err, const sippe__reply *reply) {
    struct visit *v = owner;
    if (was_refused(v, err, reply)) return;
    notifications__read_by_link_request *ask = NEW(v->arena, notifications__read_by_link_request);
    ask->token = ((struct linking *)v->mine)->token;
    ask->browser = browser_digest(v);
    door_ask(v, "notifications.ReadByLink", &ask->base, random_id(), link_answered);
}

static void press(struct visit *v) {
    notifications__note_link_read_request *ask = NEW(v->arena, notifications__note_link_read_request);
    ask->token = ((struct linking *)v->mine)->token;
    ask->browser = browser_digest(v);
    door_ask(v, "notifications.NoteLinkRead", &ask->base, random_id(), pressed);
}

void own_read_link(struct visit *v) {
    const gateway__read_link_request *in = visit_request(v);
    if (in) link_open(v, in->token, press);
}

/* ---- answered ---- */

/* By the caller's id, so that a repeat is answered and not done again. */
static void answer(struct visit *v) {
    const gateway__answer_link_request *in = visit_request(v);
    notifications__answer_by_link_request *ask = NEW(v->arena, notifications__answer_by_link_request);
    ask->token = in->token;
    ask->browser = browser_digest(v);
    ask->version = in->version;
    ask->answer = in->answer;
    ask->told_by = in->told_by;
    ask->decline_reason = in->decline_reason;
    ask->note = in->note;
    ask->first_contact_on = in->first_contact_on;
    ask->corrects = in->corrects;
    door_ask(v, "notifications.AnswerByLink", &ask->base, id_is_zero(v->request_id) ? random_id() : v->request_id,
             link_answered);
}

void own_answer_link(struct visit *v) {
    const gateway__answer_link_request *in = visit_request(v);
    if (in) link_open(v, in->token, answer);
}
