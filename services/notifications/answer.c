#include <string.h>
#include "base/character.h"
#include "notifications/domain/code.h"
#include "notifications/answer.h"
#include "notifications/domain/notice.h"
#include "notifications/rows.h"

/* What partners answer, by their program or by phone. notice.h says what may follow what; here it becomes a record.
 *
 * Who was first counts: an answer that comes after the withdrawal was heard is refused, one that came before it is told
 * to intake, which may have cancelled in between and then only notes it. */
static const struct notice_paths OWN_PATHS = {.reason = "reason", .contact_on = "on"},
                                 CODE_PATHS = {.reason = "decline_reason", .contact_on = "first_contact_on"};

int notifications_answer_checked(struct decide *d, const struct notice_answer *answer, int64_t issued_ms) {
    struct findings found = findings_in(arena_of(d));
    bool own = !answer->by_phone && !answer->by_link && !answer->correction;
    struct notice_paths paths = own ? OWN_PATHS : CODE_PATHS;
    notifications_answer_check(answer, paths, today_of(VIEW(d), issued_ms), decide_today(d), &found);
    return violations_add(d, "", &found);
}

/* Of one that was no answer: as it was when the notice was issued, or at once. A day that has passed may have been told
 * before the answer was noted, and is not told a second time as the same. */
static int64_t due_again(struct decide *d, const notifications_rows__notice *n) {
    const notifications__notice_opened *opened = READ_EVENT(d, notifications__notice_opened, n->opened, NULL);
    int64_t now_ms = decide_now_ms(d);
    return opened && opened->due_ms > now_ms ? opened->due_ms : now_ms;
}

/* Only what goes with the answer is recorded. The date is the request's own, which lies in the arena as an event
 * must. */
struct answered notifications_answer_emit(struct decide *d, struct id notice, const notifications_rows__notice *n,
                                          const struct notice_answer *answer) {
    struct arena *a = arena_of(d);
    struct id referral = id_of(n->referral_id);
    notifications__notice_answered *e = NEW_WITH_PERSONAL(a, notifications__notice_answered);
    notifications__notice_answered__personal *p = e->personal;
    e->notice_id = id_field(a, notice);
    e->referral_id = n->referral_id;
    e->by_phone = answer->by_phone;
    e->corrects = answer->corrects;
    p->answer = answer->state;
    if (answer->state == NOTICE_STATE_DECLINED) p->decline_reason = answer->reason;
    if (answer->state == NOTICE_STATE_FIRST_CONTACT) p->first_contact_on = (sippe__date *)(uintptr_t)answer->contact_on;
    p->told_by = text_is_blank(answer->told_by) ? "" : answer->told_by;
    p->note = answer->note;
    p->correction = answer->correction ? answer->correction : "";
    e->due_ms = answer->state == NOTICE_STATE_ISSUED ? due_again(d, n) : 0;
    struct id version = emit_for(d, id_of(n->sealed_for), (const struct id[]){notice, referral}, 2, &e->base);
    return (struct answered){id_field(a, version), answer->state};
}

/* `version` is NULL for an answer by phone: who calls has a sheet, which has no version. The order of the questions is
 * that of what helps the caller: withdrawn ends it all, a field can be mended, a stale version wants another look. */
static int answer_give(struct decide *d, struct id notice, const ProtobufCBinaryData *version,
                       const struct notice_answer *answer, struct answered *out) {
    const notifications_rows__notice *n = row_get(VIEW(d), &notifications_notices, KEY(KEY_ID(notice)));
    if (!n) return REASON_NOT_FOUND;
    if (n->personal->state == NOTICE_STATE_WITHDRAWN) return REASON_NOTICE_WITHDRAWN;
    int reason = notifications_answer_checked(d, answer, n->issued_ms);
    if (reason) return reason;
    reason = version ? version_check(d, n->version, *version) : 0;
    if (!reason) reason = notifications_answer_move(n->personal->state, answer->state);
    if (!reason) *out = notifications_answer_emit(d, notice, n, answer);
    return reason;
}

/* The six answers of a partner: same fields, same reply. */
#define ANSWER(rpc, said, ...)                                                                                         \
    int notifications_##rpc(struct decide *d, const notifications__##rpc##_request *in,                                \
                            notifications__##rpc##_reply *out) {                                                       \
        struct notice_answer answer = {.told_by = in->told_by, .state = NOTICE_STATE_##said, __VA_ARGS__};             \
        struct answered given = {.state = NOTICE_STATE_UNSPECIFIED};                                                   \
        struct id notice;                                                                                              \
        if (!id_from(in->notice_id, &notice)) return REASON_NOT_FOUND;                                                 \
        int reason = answer_give(d, notice, &in->version, &answer, &given);                                            \
        out->version = given.version;                                                                                  \
        out->state = given.state;                                                                                      \
        return reason;                                                                                                 \
    }

ANSWER(acknowledge_notice, ACKNOWLEDGED, .note = "")
ANSWER(accept_notice, ACCEPTED, .note = "")
ANSWER(waitlist_notice, WAITLISTED, .note = in->note)
ANSWER(decline_notice, DECLINED, .note = in->note, .reason = in->reason)
ANSWER(report_wrong_partner, WRONG_PARTNER, .note = in->note)
ANSWER(report_first_contact, FIRST_CONTACT, .note = "", .contact_on = in->on)

/* Partners call the desk that referred: its sheets, and no others, are what a desk or a team may answer for. What of it
 * the caller may see; 0: no such notice. */
static unsigned find_by_code(struct decide *d, const char *typed, struct id *notice) {
    char code[CODE_LEN + 1];
    if (!notifications_code_read(typed, code) || !notifications_notice_of_code(VIEW(d), code, notice)) return 0;
    const notifications_rows__notice *n = row_get(VIEW(d), &notifications_notices, KEY(KEY_ID(*notice)));
    return n ? may_see(VIEW(d), decide_principal(d), n->clsc_code, id_of(n->referral_id), SHOWS_ALL) : 0;
}

/* Misheard, nobody's and what the caller may see nothing of are one answer: read it to me again. The count is a record,
 * so that it is there after a restart and in the journal of who asked. */
static int refuse_code(struct decide *d, struct code_tries before) {
    struct id member = decide_principal(d)->id;
    struct code_tries tries = notifications_code_wrong(before, decide_now_ms(d));
    notifications__wrong_code_noted *e = NEW(arena_of(d), notifications__wrong_code_noted);
    e->member_id = id_field(arena_of(d), member);
    e->wrong = tries.wrong;
    e->since_ms = tries.since_ms;
    e->closed_until_ms = tries.closed_until_ms;
    return refuse_noting(d, REASON_CODE_UNKNOWN, member, &e->base);
}

int notifications_answer_by_code(struct decide *d, const notifications__answer_by_code_request *in,
                                 notifications__answer_by_code_reply *out) {
    struct notice_answer answer = {.state = in->answer,
                                   .told_by = in->told_by,
                                   .note = in->note,
                                   .reason = in->decline_reason,
                                   .contact_on = in->first_contact_on,
                                   .by_phone = true};
    struct answered given = {.state = NOTICE_STATE_UNSPECIFIED};
    struct id notice;
    struct code_tries tries = notifications_code_tries(VIEW(d), decide_principal(d)->id);
    if (notifications_codes_are_closed(tries, decide_now_ms(d)))
        return refuse_until(d, REASON_CODES_CLOSED, tries.closed_until_ms);
    unsigned seen = find_by_code(d, in->code, &notice);
    if (!seen) return refuse_code(d, tries);
    if (!(seen & SHOWS_REFERRALS)) return REASON_CARE_TEAM_ONLY;
    int reason = answer_give(d, notice, NULL, &answer, &given);
    if (reason) return reason;
    out->notice_id = id_field(arena_of(d), notice);
    out->version = given.version;
    out->state = given.state;
    return 0;
}

/* ---- what was noted of an answer was wrong ---- */

static bool is_same(const notifications__notice_answered__personal *was, const struct notice_answer *is) {
    day on = is->state == NOTICE_STATE_FIRST_CONTACT ? civil_day(is->contact_on) : DAY_NONE;
    bool reason = is->state != NOTICE_STATE_DECLINED || is->reason == was->decline_reason;
    return was->answer == is->state && reason && civil_day(was->first_contact_on) == on &&
           strcmp(was->note, is->note) == 0;
}

/* The answer stays hers who gave it, where the slip was ours. */
static const char *who_answered(struct decide *d, const notifications__notice_answered *was, const struct record *r) {
    return *was->personal->told_by ? was->personal->told_by : member_name(VIEW(d), r->actor);
}

/* Of any answer, whoever gave it: a partner that slipped calls the desk, and a desk that took a call for another family
 * sees it by itself. A withdrawal counts before it, as nobody acts on the notice any more. */
int notifications_correct_answer(struct decide *d, const notifications__correct_answer_request *in,
                                 notifications__correct_answer_reply *out) {
    struct id notice;
    const notifications_rows__notice *n = NOTICE_BY(d, in, &notice);
    if (!n) return REASON_NOT_FOUND;
    if (n->personal->state == NOTICE_STATE_WITHDRAWN) return REASON_NOTICE_WITHDRAWN;
    struct notice_answer answer = {.state = in->answer,
                                   .told_by = in->told_by,
                                   .note = in->note,
                                   .reason = in->decline_reason,
                                   .contact_on = in->first_contact_on,
                                   .correction = in->reason,
                                   .corrects = n->version};
    int reason = notifications_answer_checked(d, &answer, n->issued_ms);
    if (!reason) reason = version_check(d, n->version, in->version);
    if (reason) return reason;
    struct record r;
    const notifications__notice_answered *was = READ_EVENT(d, notifications__notice_answered, n->answer, &r);
    if (!notifications_is_noted(n->personal->state) || !was) return REASON_NOT_ANSWERED;
    if (is_same(was->personal, &answer)) return REASON_ANSWER_SAME;
    if (text_is_blank(in->told_by)) answer.told_by = who_answered(d, was, &r);
    struct answered given = notifications_answer_emit(d, notice, n, &answer);
    out->notice_id = id_field(arena_of(d), notice);
    out->version = given.version;
    out->state = given.state;
    return 0;
}
