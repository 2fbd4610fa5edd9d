/* A notice and the answers to it: which may follow which, and what each must say. Pure. The drawing stands in notice.c,
 * the table in README.md too. A state is what the partner last said; whether it is late is not one, and changes no
 * version. */
#pragma once
#include <stdbool.h>
#include "base/arena.h"
#include "civil/date.h"
#include "base/finding.h"
#include "base/sm.h"
#include "proto/notifications.h"
#include "proto/status.h"

/* ACKNOWLEDGE to FIRST_CONTACT are the partner's, ISSUE and WITHDRAW ours. */
enum notice_input {
    NOTICE_ISSUE,
    NOTICE_ACKNOWLEDGE,
    NOTICE_ACCEPT,
    NOTICE_WAITLIST,
    NOTICE_DECLINE,
    NOTICE_WRONG_PARTNER,
    NOTICE_FIRST_CONTACT,
    NOTICE_WITHDRAW,
    NOTICE_INPUTS,
};

extern const struct sm notifications_notice_states;

/* Somebody still has to do something about it: issued, acknowledged, accepted, waitlisted. For the list of open ones; a
 * partner that declined may still change its mind. */
bool notifications_notice_is_open(notifications__notice_state s);

/* An answer as it was given, of a request or by phone, before it was checked. Texts stay the request's; none is
 * NULL. */
struct notice_answer {
    notifications__notice_state state; /* ACKNOWLEDGED ... FIRST_CONTACT: what the partner says it is now; of staff's
                                          correction ISSUED too: nothing was answered */
    const char *told_by;               /* whose answer it is, as it was said; "": of the member who gives it */
    const char *note;
    notifications__decline_reason reason; /* of DECLINED */
    const sippe__date *contact_on;        /* of FIRST_CONTACT */
    bool by_phone;
    bool by_link;
    const char *correction;       /* of staff: why what was noted is wrong; NULL: it is no such correction */
    ProtobufCBinaryData corrects; /* the record of the answer whose place it takes; empty: it follows it */
};

/* Adds what is wrong. The paths of the person and the note are "told_by" and "note", those of the other two depend on
 * the request. TEXT_TOO_LONG, REASON_MISSING, FIELD_REQUIRED, DATE_IMPOSSIBLE, DATE_IN_FUTURE,
 * DATE_TOO_OLD (a contact before the notice), ENUM_UNKNOWN at "answer". `issued` and `today` are days of the
 * territory. */
struct notice_paths {
    const char *reason, *contact_on;
};
void notifications_answer_check(const struct notice_answer *answer, struct notice_paths paths, day issued, day today,
                                struct findings *wrong);
/* 0, NOTICE_WITHDRAWN or MOVE_ILLEGAL: may this answer follow that state? The first is apart because it asks for an
 * act: do not call her, destroy the sheet. */
int notifications_answer_move(notifications__notice_state from, notifications__notice_state answer);
/* Has somebody said what becomes of the family? That it was received is not that yet. */
bool notifications_is_answered(notifications__notice_state s);
/* Has anything been heard of it, so that it can have been noted wrongly? */
bool notifications_is_noted(notifications__notice_state s);
