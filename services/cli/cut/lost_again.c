#include "cli/cut/lost_again.h"

#include <string.h>
#include "base/message.h"
#include "cli/call/session.h"
#include "cli/cut/lost_words.h"
#include "cli/show/output.h"
#include "proto/intake.h"
#include "proto/intake_events.h"
#include "proto/node_events.h"

/* FAILED: nobody answers, which ends the run; what is refused lets the others pass. */
enum again { AGAIN_DONE, AGAIN_ALREADY, AGAIN_GONE, AGAIN_OTHER_KEY, AGAIN_REFUSED, AGAIN_FAILED };
enum { AGAIN_KINDS = AGAIN_FAILED + 1 };

static const struct outcome {
    sippe__reason reason;
    enum again how;
} outcomes[] = {
    {REASON_MOVE_ILLEGAL, AGAIN_ALREADY},
    {REASON_CONSENT_WITHDRAWN, AGAIN_ALREADY},
    {REASON_NOT_FOUND, AGAIN_GONE},
    {REASON_NOT_ALLOWED, AGAIN_OTHER_KEY},
};

/* *answer: its reply's body, when it is done. What is refused is said. */
static enum again ask(struct cli *c, const char *method, const ProtobufCMessage *request, sippe__reply **answer) {
    struct bus_request r = {.method = method, .message = request};
    *answer = session_ask(c, DAEMON_INTAKE, &r);
    if (!*answer) return AGAIN_FAILED;
    const sippe__status *s = (*answer)->status;
    if (s->code == CODE_OK) return AGAIN_DONE;
    for (size_t i = 0; i < sizeof outcomes / sizeof outcomes[0]; i++)
        if (outcomes[i].reason == s->reason) return outcomes[i].how;
    remark(c, "%s", "%s", pick(c, s->message_fr, s->message_en));
    return AGAIN_REFUSED;
}

/* ---- a consent ---- */

/* The family as she is now: of one that was merged nothing is shown but where she went. */
static enum again family_now(struct cli *c, ProtobufCBinaryData id, intake__get_family_reply **out) {
    intake__get_family_request *r = NEW(&c->arena, intake__get_family_request);
    sippe__reply *answer;
    r->family_id = id;
    for (int merged = 0; merged < 2; merged++) { /* it tells where she is in the end, not the next step */
        enum again how = ask(c, "intake.GetFamily", &r->base, &answer);
        if (how) return how;
        *out = session_body(c, DAEMON_INTAKE, answer, &intake__get_family_reply__descriptor);
        if (!*out) return AGAIN_FAILED;
        if (!(*out)->merged_into.len) return AGAIN_DONE;
        r->family_id = (*out)->merged_into;
    }
    return AGAIN_GONE;
}

static enum again withdraw_again(struct cli *c, const intake__consent_withdrawn *e) {
    intake__get_family_reply *family;
    sippe__reply *answer;
    enum again how = family_now(c, e->family_id, &family);
    if (how) return how;
    for (size_t i = 0; i < family->n_consents; i++) {
        if (!span_equal(span_pb(family->consents[i]->consent_id), span_pb(e->consent_id))) continue;
        intake__withdraw_consent_request *r = NEW(&c->arena, intake__withdraw_consent_request);
        r->consent_id = e->consent_id;
        r->version = family->consents[i]->version;
        r->reason = e->personal ? e->personal->reason : "";
        return ask(c, "intake.WithdrawConsent", &r->base, &answer);
    }
    return AGAIN_GONE;
}

/* ---- a membership ---- */

static enum again end_again(struct cli *c, const char *member, const char *reason) {
    sippe__reply *answer;
    intake__end_member_request *r = NEW(&c->arena, intake__end_member_request);
    r->member = member;
    r->reason = reason;
    return ask(c, "intake.EndMember", &r->base, &answer);
}

/* Each of its keys by its public half; those that are revoked by now change nothing. */
static enum again keys_again(struct cli *c, const node__membership_changed *e, const char *member, const char *reason) {
    enum again how = AGAIN_ALREADY;
    sippe__reply *answer;
    for (size_t i = 0; i < e->n_revoked_keys; i++) {
        intake__revoke_key_request *r = NEW(&c->arena, intake__revoke_key_request);
        r->member = member;
        r->public_key = e->revoked_keys[i];
        r->reason = reason;
        enum again one = ask(c, "intake.RevokeKey", &r->base, &answer);
        if (one > AGAIN_ALREADY) return one;
        if (one == AGAIN_DONE) how = AGAIN_DONE;
    }
    return how;
}

static enum again revoke_again(struct cli *c, const node__membership_changed *e) {
    const char *member = show_hex(c, e->member_id), *reason = e->personal ? e->personal->reason : "";
    return e->ended ? end_again(c, member, reason) : keys_again(c, e, member, reason);
}

static enum again login_end_again(struct cli *c, const intake__login_ended *e) {
    sippe__reply *answer;
    intake__end_login_request *r = NEW(&c->arena, intake__end_login_request);
    r->login_id = e->login_id;
    return ask(c, "intake.EndLogin", &r->base, &answer);
}

/* ---- all ---- */

/* What lost_words ranks so: three types. */
static enum again event_again(struct cli *c, const ProtobufCMessage *event) {
    if (event->descriptor == &intake__login_ended__descriptor)
        return login_end_again(c, (const intake__login_ended *)event);
    if (event->descriptor == &node__membership_changed__descriptor)
        return revoke_again(c, (const node__membership_changed *)event);
    return withdraw_again(c, (const intake__consent_withdrawn *)event);
}

static enum again one_again(struct cli *c, struct lost *one) {
    enum again how = event_again(c, one->event);
    if (how > AGAIN_GONE) return how;
    const char *gone = pick(c, "fait après la coupe, et perdu lui aussi", "made after the cut, and lost as well");
    return lost_settle(c, one, how == AGAIN_GONE, how == AGAIN_GONE ? gone : "") ? AGAIN_FAILED : how;
}

static void one_say(struct cli *c, const struct lost *one, enum again how) {
    if (how == AGAIN_DONE) say(c, "%s : c'est refait.", "%s: done again.", one->what);
    if (how == AGAIN_ALREADY)
        say(c, "%s : c'est déjà ainsi, rien n'a été changé.", "%s: it is so already, nothing was changed.", one->what);
    if (how == AGAIN_GONE)
        say(c, "%s : ce qu'il fallait reprendre est perdu aussi, rien n'a été changé.",
            "%s: what it took back is lost as well, nothing was changed.", one->what);
    if (how == AGAIN_REFUSED)
        say(c, "%s : refusé, rien n'a été changé. Pour le laisser : %s",
            "%s: refused, nothing was changed. To leave it: %s", one->what,
            lost_drop_command(c, one, pick(c, "MOTIF", "WHY")));
}

static int again_end(struct cli *c, const size_t n[AGAIN_KINDS]) {
    if (c->json)
        fprintf(c->out, "{\"done\": %zu, \"already\": %zu, \"gone\": %zu, \"refused\": %zu, \"left\": %zu}\n",
                n[AGAIN_DONE], n[AGAIN_ALREADY], n[AGAIN_GONE], n[AGAIN_REFUSED], n[AGAIN_OTHER_KEY]);
    say(c, "Refaits : %zu; déjà ainsi : %zu; perdus aussi : %zu; refusés : %zu.",
        "Done again: %zu; so already: %zu; lost as well: %zu; refused: %zu.", n[AGAIN_DONE], n[AGAIN_ALREADY],
        n[AGAIN_GONE], n[AGAIN_REFUSED]);
    if (n[AGAIN_OTHER_KEY])
        say(c, "Restent : %zu. Les révocations veulent une clé d'exploitation, les retraits une clé de coordination.",
            "Left: %zu. Revocations need an operator's key, withdrawals a coordinator's.", n[AGAIN_OTHER_KEY]);
    return n[AGAIN_OTHER_KEY] || n[AGAIN_REFUSED] ? CLI_PARTIAL : CLI_DONE;
}

/* Revocations are an operator's, withdrawals a coordinator's: each does its own, and what the other has to do stays. */
int lost_again(struct cli *c, struct loss *l) {
    size_t n[AGAIN_KINDS] = {0};
    for (size_t i = 0; i < l->n; i++) {
        if (l->list[i].settled || l->list[i].rank > LOST_WITHDRAWN) continue;
        enum again how = one_again(c, &l->list[i]);
        if (how == AGAIN_FAILED) return c->exit;
        one_say(c, &l->list[i], how);
        n[how]++;
    }
    return again_end(c, n);
}
