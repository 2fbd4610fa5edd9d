/* A letter leaves for her: the territory's own words, to her address, with a day by which she is asked to reply. */
#include <string.h>
#include "intake/contact/contact.h"
#include "intake/reach/reach.h"
#include "intake/work/working_days.h"

/* Printed at most a month ago, for a pile that was written down late; a reply within half a year. */
enum { PRINTED_DAYS_MAX = 31, REPLY_DAYS_MAX = 183 };

static bool is_known(const sippe__territory *t, const char *kind) {
    for (size_t i = 0; i < t->n_letters; i++)
        if (strcmp(t->letters[i]->kind, kind) == 0) return true;
    return false;
}

static int check_may(struct decide *d, const struct reaching *r) {
    const intake__contact_details *c = intake_family_contact(VIEW(d), r->family_id);
    if (!intake_contact_is_allowed(c, CONTACT_CHANNEL_MAIL)) return REASON_MAIL_NOT_ALLOWED;
    return intake_contact_has_address(c) ? 0 : REASON_ADDRESS_MISSING;
}

static void check_days(struct decide *d, const intake__record_letter_request *in, day *printed, day *reply_by) {
    day today = decide_today(d);
    *printed = check_date(d, "printed_on", in->printed_on, false);
    *reply_by = check_date(d, "reply_by", in->reply_by, false);
    if (*printed > today) violation(d, "printed_on", REASON_DATE_IN_FUTURE);
    if (*printed != DAY_NONE && *printed < today - PRINTED_DAYS_MAX) violation(d, "printed_on", REASON_DATE_TOO_OLD);
    if (*printed == DAY_NONE) *printed = today;
    if (*reply_by == DAY_NONE) return;
    if (*reply_by <= *printed) violation(d, "reply_by", REASON_IN_THE_PAST);
    if (*reply_by > *printed + REPLY_DAYS_MAX) violation(d, "reply_by", REASON_DATE_TOO_FAR);
}

/* As a call that was tried: what is said of it is the same for all. */
static intake__call_told *told_of(struct decide *d) {
    intake__call_told *told = NEW(arena_of(d), intake__call_told);
    told->direction = CALL_DIRECTION_OUTGOING;
    told->way = CALL_WAY_MAIL;
    told->outcome = CALL_OUTCOME_LEFT_MESSAGE;
    told->at = civil_instant(arena_of(d), decide_at_ms(d));
    return told;
}

int intake_record_letter(struct decide *d, const intake__record_letter_request *in, intake__record_letter_reply *out) {
    struct arena *a = arena_of(d);
    struct reaching r = {.call_back_on = DAY_NONE};
    day printed, reply_by;
    int reason = intake_reaching_begin(d, in->family_id, &r);
    if (!reason) reason = intake_reaching_about(d, in->screening_id, &r);
    if (!reason) reason = check_may(d, &r);
    if (reason) return reason;
    if (!is_known(r.rules, in->kind)) {
        violation(d, "kind", REASON_LETTER_UNKNOWN);
        return REASON_LETTER_UNKNOWN;
    }
    check_days(d, in, &printed, &reply_by);
    if (violations(d)) return REASON_FIELDS_INVALID;
    int32_t reply = r.rules->attempts ? r.rules->attempts->letter_reply : 0;
    if (reply_by == DAY_NONE) reply_by = intake_working_day(a, r.rules, printed, reply);
    r.letter = NEW(a, intake__letter_printed);
    r.letter->kind = in->kind;
    r.letter->printed_on = civil_date(a, printed);
    r.letter->reply_by = civil_date(a, reply_by);
    r.told = told_of(d);
    r.rule = intake_call_rule(r.told, true);
    intake_reaching_follow(d, &r);
    out->version = id_field(a, intake_reaching_emit(d, &r, &out->call_id));
    out->printed_on = r.letter->printed_on;
    out->reply_by = r.letter->reply_by;
    return 0;
}
