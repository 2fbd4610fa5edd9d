#include "intake/domain/states.h"

/*   (not there) ─SEND─▶ SENT ─ACKNOWLEDGE─▶ ACKNOWLEDGED
 *                        │                        │
 *                        │   ACCEPT    ┌──────────┤  an answer may skip any step before it
 *                        ├─────────────┤          │
 *                        │   WAITLIST  │          │
 *                        │   DECLINE   │          │
 *                        │   NOT_OURS  ▼          ▼
 *                        │        ACCEPTED ◀──▶ WAITLISTED
 *                        │           │  ▲  ▲       │  ▲     partners change their minds: each of the four may follow
 *                        │           ▼  │  └───┐   ▼  │     each other
 *                        │        DECLINED ◀──▶ WRONG_PARTNER
 *                        │           │             │
 *                        └───────────┴─────┬───────┘
 *                       from all of these: │ REPORT_CONTACT ─▶ FIRST_CONTACT   the loop is closed
 *                                          └ CANCEL ─────────▶ CANCELLED       answers are only noted
 *                      and from FIRST_CONTACT: WITHDRAW ───────▶ CANCELLED       the consent, not only the referral
 *
 *   CANCEL of what was declined matters: a late acceptance must not reopen what a withdrawn consent forbids. After the
 *   first contact there is nothing to cancel, but the partner holds more of her than before: WITHDRAW reaches it. */
enum {
    NOT_THERE = REFERRAL_STATE_UNSPECIFIED,
    SENT = REFERRAL_STATE_SENT,
    ACKNOWLEDGED = REFERRAL_STATE_ACKNOWLEDGED,
    ACCEPTED = REFERRAL_STATE_ACCEPTED,
    WAITLISTED = REFERRAL_STATE_WAITLISTED,
    DECLINED = REFERRAL_STATE_DECLINED,
    WRONG_PARTNER = REFERRAL_STATE_WRONG_PARTNER,
    FIRST_CONTACT = REFERRAL_STATE_FIRST_CONTACT,
    CANCELLED = REFERRAL_STATE_CANCELLED,
};

/* More is legal here than in notifications' own table (there nobody reports a contact about what was declined):
 * whatever was taken there must find a move here, or it would be noted and change nothing. */
static const struct sm_move moves[] = {
    {NOT_THERE, REFERRAL_SEND, SENT},

    {SENT, REFERRAL_ACKNOWLEDGE, ACKNOWLEDGED},
    {SENT, REFERRAL_ACCEPT, ACCEPTED},
    {SENT, REFERRAL_WAITLIST, WAITLISTED},
    {SENT, REFERRAL_DECLINE, DECLINED},
    {SENT, REFERRAL_NOT_OURS, WRONG_PARTNER},
    {SENT, REFERRAL_REPORT_CONTACT, FIRST_CONTACT},
    {SENT, REFERRAL_CANCEL, CANCELLED},
    {SENT, REFERRAL_WITHDRAW, CANCELLED},

    {ACKNOWLEDGED, REFERRAL_ACCEPT, ACCEPTED},
    {ACKNOWLEDGED, REFERRAL_WAITLIST, WAITLISTED},
    {ACKNOWLEDGED, REFERRAL_DECLINE, DECLINED},
    {ACKNOWLEDGED, REFERRAL_NOT_OURS, WRONG_PARTNER},
    {ACKNOWLEDGED, REFERRAL_REPORT_CONTACT, FIRST_CONTACT},
    {ACKNOWLEDGED, REFERRAL_CANCEL, CANCELLED},
    {ACKNOWLEDGED, REFERRAL_WITHDRAW, CANCELLED},

    {ACCEPTED, REFERRAL_WAITLIST, WAITLISTED},
    {ACCEPTED, REFERRAL_DECLINE, DECLINED},
    {ACCEPTED, REFERRAL_NOT_OURS, WRONG_PARTNER},
    {ACCEPTED, REFERRAL_REPORT_CONTACT, FIRST_CONTACT},
    {ACCEPTED, REFERRAL_CANCEL, CANCELLED},
    {ACCEPTED, REFERRAL_WITHDRAW, CANCELLED},

    {WAITLISTED, REFERRAL_ACCEPT, ACCEPTED},
    {WAITLISTED, REFERRAL_DECLINE, DECLINED},
    {WAITLISTED, REFERRAL_NOT_OURS, WRONG_PARTNER},
    {WAITLISTED, REFERRAL_REPORT_CONTACT, FIRST_CONTACT},
    {WAITLISTED, REFERRAL_CANCEL, CANCELLED},
    {WAITLISTED, REFERRAL_WITHDRAW, CANCELLED},

    {DECLINED, REFERRAL_ACCEPT, ACCEPTED},
    {DECLINED, REFERRAL_WAITLIST, WAITLISTED},
    {DECLINED, REFERRAL_NOT_OURS, WRONG_PARTNER},
    {DECLINED, REFERRAL_REPORT_CONTACT, FIRST_CONTACT},
    {DECLINED, REFERRAL_CANCEL, CANCELLED},
    {DECLINED, REFERRAL_WITHDRAW, CANCELLED},

    {WRONG_PARTNER, REFERRAL_ACCEPT, ACCEPTED},
    {WRONG_PARTNER, REFERRAL_WAITLIST, WAITLISTED},
    {WRONG_PARTNER, REFERRAL_DECLINE, DECLINED},
    {WRONG_PARTNER, REFERRAL_REPORT_CONTACT, FIRST_CONTACT},
    {WRONG_PARTNER, REFERRAL_CANCEL, CANCELLED},
    {WRONG_PARTNER, REFERRAL_WITHDRAW, CANCELLED},

    {FIRST_CONTACT, REFERRAL_WITHDRAW, CANCELLED},
};

static const char *const inputs[REFERRAL_INPUTS] = {
    [REFERRAL_SEND] = "SEND",
    [REFERRAL_ACKNOWLEDGE] = "ACKNOWLEDGE",
    [REFERRAL_ACCEPT] = "ACCEPT",
    [REFERRAL_WAITLIST] = "WAITLIST",
    [REFERRAL_DECLINE] = "DECLINE",
    [REFERRAL_NOT_OURS] = "WRONG_PARTNER",
    [REFERRAL_REPORT_CONTACT] = "FIRST_CONTACT",
    [REFERRAL_CANCEL] = "CANCEL",
    [REFERRAL_WITHDRAW] = "WITHDRAW",
};

const struct sm intake_referral_states = {
    .name = "referral",
    .states = &intake__referral_state__descriptor,
    .inputs = inputs,
    .n_inputs = REFERRAL_INPUTS,
    .moves = moves,
    .n_moves = sizeof moves / sizeof *moves,
};

bool intake_referral_is_open(intake__referral_state s) {
    return s == REFERRAL_STATE_SENT || s == REFERRAL_STATE_ACKNOWLEDGED || s == REFERRAL_STATE_ACCEPTED ||
           s == REFERRAL_STATE_WAITLISTED;
}

bool intake_referral_can_cancel(intake__referral_state s) {
    return sm_next(&intake_referral_states, (int)s, REFERRAL_CANCEL) >= 0;
}

bool intake_referral_can_withdraw(intake__referral_state s) {
    return sm_next(&intake_referral_states, (int)s, REFERRAL_WITHDRAW) >= 0;
}

/* -1: no answer. SENT and CANCELLED are ours to say. */
static int input_of(intake__referral_state answer) {
    switch (answer) {
    case REFERRAL_STATE_ACKNOWLEDGED: return REFERRAL_ACKNOWLEDGE;
    case REFERRAL_STATE_ACCEPTED: return REFERRAL_ACCEPT;
    case REFERRAL_STATE_WAITLISTED: return REFERRAL_WAITLIST;
    case REFERRAL_STATE_DECLINED: return REFERRAL_DECLINE;
    case REFERRAL_STATE_WRONG_PARTNER: return REFERRAL_NOT_OURS;
    case REFERRAL_STATE_FIRST_CONTACT: return REFERRAL_REPORT_CONTACT;
    case REFERRAL_STATE_UNSPECIFIED:
    case REFERRAL_STATE_SENT:
    case REFERRAL_STATE_CANCELLED: return -1;
    }
    return -1;
}

/* A cancellation wins over every answer. Who declines what was cancelled will do nothing about it, so nobody need be
 * told; who acknowledges it may act any day. The same answer again is no fault: notifications takes none twice, but
 * from a restored store one may be told a second time. */
struct referral_answered intake_referral_answer(intake__referral_state now, intake__referral_state answer) {
    struct referral_answered out = {.meeting = REFERRAL_OVERTAKEN, .next = now};
    int input = input_of(answer);
    if (input < 0) return out;
    if (now == REFERRAL_STATE_CANCELLED) {
        out.meeting = REFERRAL_CROSSED;
        out.tell_partner = input != REFERRAL_DECLINE && input != REFERRAL_NOT_OURS;
        return out;
    }
    if (now == answer) {
        out.meeting = REFERRAL_REPEATED;
        return out;
    }
    int next = sm_next(&intake_referral_states, (int)now, input);
    if (next < 0) return out;
    out.meeting = REFERRAL_MOVES;
    out.next = (intake__referral_state)next;
    return out;
}

struct referral_answered intake_referral_correction(intake__referral_state now, intake__referral_state answer) {
    struct referral_answered out = intake_referral_answer(now, answer);
    bool known = input_of(answer) >= 0 || answer == REFERRAL_STATE_SENT;
    if (out.meeting == REFERRAL_CROSSED || now == REFERRAL_STATE_CANCELLED || !known) return out;
    return (struct referral_answered){.meeting = REFERRAL_MOVES, .next = answer};
}
