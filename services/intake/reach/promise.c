#include "intake/reach/promise.h"

#include "base/message.h"
#include "civil/civil.h"
#include "intake/call/screening_rows.h"
#include "intake/contact/contact.h"
#include "intake/family/members.h"
#include "intake/reach/reach.h"

/* What this message breaks, or mends: a loss that was recorded in error. */
struct broken {
    ProtobufCBinaryData family_id;
    intake__outdated_because because;
    bool mended;
};

static bool is_elsewhere(struct decide *d, ProtobufCBinaryData family_id, const struct follow_now *now) {
    return now->contact && !now->part &&
           intake_contact_address_is_other(arena_of(d), intake_family_contact(VIEW(d), family_id), now->contact);
}

static struct broken broken_by(struct decide *d, ProtobufCBinaryData family_id, const struct follow_now *now) {
    struct broken b = {.family_id = family_id, .mended = now->change == KIN_CHANGE_REOPENED};
    if (now->change == KIN_CHANGE_LOSS)
        b.because = OUTDATED_BECAUSE_LOSS;
    else if (is_elsewhere(d, family_id, now))
        b.because = OUTDATED_BECAUSE_ADDRESS;
    return b;
}

/* A loss stays the reason, wherever she lives; and only its correction takes it away. */
static bool is_news(const struct broken *b, intake__outdated_because was) {
    if (was == OUTDATED_BECAUSE_LOSS) return b->mended;
    return b->because && b->because != was;
}

/* `kept_by`: the day that it had before, of what holds again; NULL: none. */
static void say(struct decide *d, const struct broken *b, struct id thing, ProtobufCBinaryData sealed_for,
                sippe__date *kept_by) {
    intake__promise_outdated *e = NEW_WITH_PERSONAL(arena_of(d), intake__promise_outdated);
    e->thing = id_field(arena_of(d), thing);
    e->family_id = b->family_id;
    e->act_by = b->because ? civil_date(arena_of(d), decide_today(d)) : kept_by;
    e->personal->because = b->because;
    emit_for(d, id_of(sealed_for), (struct id[]){thing, id_of(b->family_id)}, 2, &e->base);
}

static void letters_compare(struct decide *d, const struct broken *b) {
    struct id_list list = intake_of_family(VIEW(d), &intake_calls_of_family, b->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__family_call *row = row_get(VIEW(d), &intake_family_calls, KEY(KEY_ID(list.ids[i])));
        if (!row || row->personal->asks != WORK_KIND_LETTER || !is_news(b, row->personal->outdated)) continue;
        const intake__letter_printed *letter = intake_call_letter(VIEW(d), row);
        say(d, b, list.ids[i], row->sealed_for, letter ? letter->reply_by : NULL);
    }
}

/* Who fetches hers fetches them from anywhere. */
static bool are_brought(struct decide *d, ProtobufCBinaryData family_id) {
    const intake__screening *answers = intake_family_answers(VIEW(d), family_id);
    return !answers || !answers->olo || answers->olo->voucher_delivery != VOUCHER_DELIVERY_PICKUP;
}

/* Under a decision that is no longer hers. They are stopped wherever she lives; what mends a loss leaves them what they
 * were. */
static void coupons_left_compare(struct decide *d, const struct broken *b, struct id call,
                                 const intake_rows__screening *row) {
    struct broken mended = {.family_id = b->family_id};
    if (b->because == OUTDATED_BECAUSE_ADDRESS || !is_news(b, row->personal->outdated)) return;
    if (row->personal->route) mended.because = OUTDATED_BECAUSE_DECISION;
    say(d, b->mended ? &mended : b, call, row->sealed_for, NULL);
}

static void coupons_compare(struct decide *d, const struct broken *b) {
    bool brought = b->because != OUTDATED_BECAUSE_ADDRESS || are_brought(d, b->family_id);
    struct id_list list = intake_of_family(VIEW(d), &intake_screenings_of_family, b->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__screening *row = row_get(VIEW(d), &intake_screenings, KEY(KEY_ID(list.ids[i])));
        if (row && row->personal->coupons) coupons_left_compare(d, b, list.ids[i], row);
        if (!row || !brought || row->personal->route != ROUTE_OLO_ONLY || row->personal->enrolled) continue;
        bool promised = row->personal->arranged || row->personal->outdated;
        if (promised && is_news(b, row->personal->outdated)) say(d, b, list.ids[i], row->sealed_for, NULL);
    }
}

void intake_promises_compare(struct decide *d, ProtobufCBinaryData family_id, const struct follow_now *now) {
    struct broken b = broken_by(d, family_id, now);
    if (!b.because && !b.mended) return;
    letters_compare(d, &b);
    coupons_compare(d, &b);
}

/* What was somebody's work already stays so, with its reason. */
void intake_promises_decided(struct decide *d, ProtobufCBinaryData screening_id, const intake_rows__screening *row,
                             intake__route route) {
    intake__outdated_because was = row->personal->outdated;
    struct broken b = {.family_id = row->family_id};
    if (!intake_screening_has_coupons(row)) return;
    if (route != ROUTE_OLO_ONLY) b.because = OUTDATED_BECAUSE_DECISION;
    if (was && was != OUTDATED_BECAUSE_DECISION) b.because = was;
    say(d, &b, id_of(screening_id), row->sealed_for, NULL);
}

intake__outdated_because intake_promise_outdated(struct view *v, struct id thing) {
    const intake_rows__family_call *letter = row_get(v, &intake_family_calls, KEY(KEY_ID(thing)));
    const intake_rows__screening *call = letter ? NULL : row_get(v, &intake_screenings, KEY(KEY_ID(thing)));
    if (letter) return letter->personal->outdated;
    return call ? call->personal->outdated : OUTDATED_BECAUSE_UNSPECIFIED;
}
