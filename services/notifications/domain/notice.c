#include "notifications/domain/notice.h"

#include <string.h>
#include "base/character.h"

/*   (not there) ─ISSUE─▶ ISSUED ─ACKNOWLEDGE─▶ ACKNOWLEDGED
 *                          │                        │
 *                          └──────────┬─────────────┘        an answer may skip the acknowledgement
 *                                     ▼
 *        ┌──────────── ACCEPTED ◀─▶ WAITLISTED ────────────┐
 *        │                 ▲ ▲           ▲ ▲               │
 *        │                 │ └─────┬─────┘ │               │ FIRST_CONTACT, also from ISSUED and ACKNOWLEDGED
 *        │                 ▼       ▼       ▼               │
 *        │             DECLINED ◀─▶ WRONG_PARTNER          │  a partner changes its mind: the four follow each other
 *        │                                                 │
 *        └───────────────▶ FIRST_CONTACT ◀─────────────────┘
 *
 *   from every state: WITHDRAW ─▶ WITHDRAWN, and nothing leads out of that. */
enum {
    NOT_THERE = NOTICE_STATE_UNSPECIFIED,
    ISSUED = NOTICE_STATE_ISSUED,
    ACKNOWLEDGED = NOTICE_STATE_ACKNOWLEDGED,
    ACCEPTED = NOTICE_STATE_ACCEPTED,
    WAITLISTED = NOTICE_STATE_WAITLISTED,
    DECLINED = NOTICE_STATE_DECLINED,
    WRONG_PARTNER = NOTICE_STATE_WRONG_PARTNER,
    FIRST_CONTACT = NOTICE_STATE_FIRST_CONTACT,
    WITHDRAWN = NOTICE_STATE_WITHDRAWN,
};

static const struct sm_move moves[] = {
    {NOT_THERE, NOTICE_ISSUE, ISSUED},

    {ISSUED, NOTICE_ACKNOWLEDGE, ACKNOWLEDGED},
    {ISSUED, NOTICE_ACCEPT, ACCEPTED},
    {ISSUED, NOTICE_WAITLIST, WAITLISTED},
    {ISSUED, NOTICE_DECLINE, DECLINED},
    {ISSUED, NOTICE_WRONG_PARTNER, WRONG_PARTNER},
    {ISSUED, NOTICE_FIRST_CONTACT, FIRST_CONTACT},
    {ISSUED, NOTICE_WITHDRAW, WITHDRAWN},

    {ACKNOWLEDGED, NOTICE_ACCEPT, ACCEPTED},
    {ACKNOWLEDGED, NOTICE_WAITLIST, WAITLISTED},
    {ACKNOWLEDGED, NOTICE_DECLINE, DECLINED},
    {ACKNOWLEDGED, NOTICE_WRONG_PARTNER, WRONG_PARTNER},
    {ACKNOWLEDGED, NOTICE_FIRST_CONTACT, FIRST_CONTACT},
    {ACKNOWLEDGED, NOTICE_WITHDRAW, WITHDRAWN},

    {ACCEPTED, NOTICE_WAITLIST, WAITLISTED},
    {ACCEPTED, NOTICE_DECLINE, DECLINED},
    {ACCEPTED, NOTICE_WRONG_PARTNER, WRONG_PARTNER},
    {ACCEPTED, NOTICE_FIRST_CONTACT, FIRST_CONTACT},
    {ACCEPTED, NOTICE_WITHDRAW, WITHDRAWN},

    {WAITLISTED, NOTICE_ACCEPT, ACCEPTED},
    {WAITLISTED, NOTICE_DECLINE, DECLINED},
    {WAITLISTED, NOTICE_WRONG_PARTNER, WRONG_PARTNER},
    {WAITLISTED, NOTICE_FIRST_CONTACT, FIRST_CONTACT},
    {WAITLISTED, NOTICE_WITHDRAW, WITHDRAWN},

    {DECLINED, NOTICE_ACCEPT, ACCEPTED},
    {DECLINED, NOTICE_WAITLIST, WAITLISTED},
    {DECLINED, NOTICE_WRONG_PARTNER, WRONG_PARTNER},
    {DECLINED, NOTICE_WITHDRAW, WITHDRAWN},

    {WRONG_PARTNER, NOTICE_ACCEPT, ACCEPTED},
    {WRONG_PARTNER, NOTICE_WAITLIST, WAITLISTED},
    {WRONG_PARTNER, NOTICE_DECLINE, DECLINED},
    {WRONG_PARTNER, NOTICE_WITHDRAW, WITHDRAWN},

    {FIRST_CONTACT, NOTICE_WITHDRAW, WITHDRAWN},
};

static const char *const inputs[NOTICE_INPUTS] = {
    [NOTICE_ISSUE] = "ISSUE",
    [NOTICE_ACKNOWLEDGE] = "ACKNOWLEDGE",
    [NOTICE_ACCEPT] = "ACCEPT",
    [NOTICE_WAITLIST] = "WAITLIST",
    [NOTICE_DECLINE] = "DECLINE",
    [NOTICE_WRONG_PARTNER] = "WRONG_PARTNER",
    [NOTICE_FIRST_CONTACT] = "FIRST_CONTACT",
    [NOTICE_WITHDRAW] = "WITHDRAW",
};

const struct sm notifications_notice_states = {
    .name = "notice",
    .states = &notifications__notice_state__descriptor,
    .inputs = inputs,
    .n_inputs = NOTICE_INPUTS,
    .moves = moves,
    .n_moves = sizeof moves / sizeof *moves,
};

bool notifications_notice_is_open(notifications__notice_state s) {
    return s == NOTICE_STATE_ISSUED || s == NOTICE_STATE_ACKNOWLEDGED || s == NOTICE_STATE_ACCEPTED ||
           s == NOTICE_STATE_WAITLISTED;
}

bool notifications_is_answered(notifications__notice_state s) {
    return s != NOTICE_STATE_UNSPECIFIED && s != NOTICE_STATE_ISSUED && s != NOTICE_STATE_ACKNOWLEDGED;
}

bool notifications_is_noted(notifications__notice_state s) {
    return notifications_is_answered(s) || s == NOTICE_STATE_ACKNOWLEDGED;
}

/* -1: that is no answer. */
static int input_of(notifications__notice_state answer) {
    switch (answer) {
    case NOTICE_STATE_ACKNOWLEDGED: return NOTICE_ACKNOWLEDGE;
    case NOTICE_STATE_ACCEPTED: return NOTICE_ACCEPT;
    case NOTICE_STATE_WAITLISTED: return NOTICE_WAITLIST;
    case NOTICE_STATE_DECLINED: return NOTICE_DECLINE;
    case NOTICE_STATE_WRONG_PARTNER: return NOTICE_WRONG_PARTNER;
    case NOTICE_STATE_FIRST_CONTACT: return NOTICE_FIRST_CONTACT;
    case NOTICE_STATE_UNSPECIFIED:
    case NOTICE_STATE_ISSUED:
    case NOTICE_STATE_WITHDRAWN: return -1;
    }
    return -1;
}

/* Saying the same again is no move either: who asks twice reads the notice and finds what was said. */
int notifications_answer_move(notifications__notice_state from, notifications__notice_state answer) {
    int input = input_of(answer);
    if (from == NOTICE_STATE_WITHDRAWN) return REASON_NOTICE_WITHDRAWN;
    return input < 0 || sm_next(&notifications_notice_states, (int)from, input) < 0 ? REASON_MOVE_ILLEGAL : 0;
}

static int contact_fault(const sippe__date *on, day issued, day today) {
    if (!on) return REASON_FIELD_REQUIRED;
    day d = day_from(on->year, on->month, on->day);
    if (d == DAY_NONE) return REASON_DATE_IMPOSSIBLE;
    if (d > today) return REASON_DATE_IN_FUTURE;
    return d < issued ? REASON_DATE_TOO_OLD : 0;
}

/* Of an answer by phone or by a link somebody is asked: the CLSC must know whom to call back. A reason that goes with
 * no DECLINED, or a date with no first contact, is passed over and not recorded (answer.c). */
void notifications_answer_check(const struct notice_answer *answer, struct notice_paths paths, day issued, day today,
                                struct findings *wrong) {
    enum { PERSON_MAX = 200, NOTE_MAX = 2000 };
    bool none = answer->correction && answer->state == NOTICE_STATE_ISSUED;
    if (answer->correction && text_is_blank(answer->correction)) finding_add(wrong, REASON_REASON_MISSING, "reason");
    if (answer->correction && strlen(answer->correction) > NOTE_MAX) finding_add(wrong, REASON_TEXT_TOO_LONG, "reason");
    if (!none && input_of(answer->state) < 0) finding_add(wrong, REASON_ENUM_UNKNOWN, "answer");
    if ((answer->by_phone || answer->by_link) && text_is_blank(answer->told_by))
        finding_add(wrong, REASON_FIELD_REQUIRED, "told_by");
    if (strlen(answer->told_by) > PERSON_MAX) finding_add(wrong, REASON_TEXT_TOO_LONG, "told_by");
    if (strlen(answer->note) > NOTE_MAX) finding_add(wrong, REASON_TEXT_TOO_LONG, "note");
    if (answer->state == NOTICE_STATE_DECLINED && !answer->reason)
        finding_add(wrong, REASON_REASON_MISSING, paths.reason);
    if (answer->state != NOTICE_STATE_FIRST_CONTACT) return;
    int fault = contact_fault(answer->contact_on, issued, today);
    if (fault) finding_add(wrong, fault, paths.contact_on);
}
