#include "intake/referral/outdated.h"

#include <string.h>
#include "base/message.h"
#include "civil/civil.h"
#include "intake/contact/contact.h"
#include "intake/domain/consent/consent.h"
#include "intake/domain/states.h"
#include "intake/kin/kin.h"
#include "intake/work/work.h"
#include "intake/work/working_days.h"

/* The two records of a referral are of one commit, the one that left before the one that stayed. */
struct notice {
    const intake__referral_sent *sent;
    const intake__referral_opened *opened;
};

static bool read_notice(struct decide *d, const intake_rows__referral *row, struct notice *out) {
    out->sent = READ_EVENT(d, intake__referral_sent, row->opened - 1, NULL);
    out->opened = READ_EVENT(d, intake__referral_opened, row->opened, NULL);
    return out->sent && out->opened;
}

static bool tells_due(const intake__referral_sent__personal *p) { return p->due_date != NULL; }

/* After a loss: whoever is still to call her, and whoever has met her for the sake of a birth. */
static bool hurts(const intake_rows__referral *row, const struct notice *told) {
    return intake_referral_is_open(row->personal->state) || intake_need_rests_on_birth(row->personal->need) ||
           tells_due(told->sent->personal);
}

/* Why, but for what the notice says: as it was, unless this message is what begins or ends it. */
static intake__outdated_because because(const intake_rows__referral *row, const struct notice *told,
                                        const struct follow_now *now, const intake__kin *kin) {
    intake__outdated_because was = row->personal->because;
    if (now->change == KIN_CHANGE_LOSS) return hurts(row, told) ? OUTDATED_BECAUSE_LOSS : was;
    if (now->change == KIN_CHANGE_REOPENED) return was == OUTDATED_BECAUSE_LOSS ? OUTDATED_BECAUSE_UNSPECIFIED : was;
    if (!now->enrolment) return was;
    if (now->enrolment->state != ENROLMENT_STATE_ENDED) /* an end that is taken back; a loss in her file stands */
        return was == OUTDATED_BECAUSE_LOSS && intake_kin_is_lost(NULL, kin) ? was : OUTDATED_BECAUSE_UNSPECIFIED;
    switch (now->enrolment->personal->end_reason) {
    case END_REASON_ERROR: return was;
    case END_REASON_PREGNANCY_ENDED: return hurts(row, told) ? OUTDATED_BECAUSE_LOSS : was;
    case END_REASON_UNSPECIFIED:
    case END_REASON_SCHOOL_ENTRY:
    case END_REASON_FIFTH_BIRTHDAY:
    case END_REASON_MOVED:
    case END_REASON_FAMILY_WISH:
    case END_REASON_LOST_TO_FOLLOW_UP:
    case END_REASON_OTHER:
        return !was && intake_referral_is_open(row->personal->state) ? OUTDATED_BECAUSE_FOLLOW_UP_ENDED : was;
    }
    return was;
}

static ProtobufCBinaryData digest_of(struct decide *d, intake__outdated_because why,
                                     const intake__referral_sent__personal *differing) {
    struct arena *a = arena_of(d);
    struct span values = message_pack(a, &differing->base);
    uint8_t *of = arena_alloc(a, values.len + 1);
    of[0] = (uint8_t)why;
    if (values.len) memcpy(of + 1, values.data, values.len);
    return id_field(a, lookup_hash_of(VIEW(d), "notice", span_of(of, values.len + 1)));
}

static intake__referral_outdated *compared(struct decide *d, ProtobufCBinaryData family_id,
                                           const intake_rows__referral *row, const struct follow_now *now) {
    struct arena *a = arena_of(d);
    struct notice told;
    struct sharing of = {.answers = now->part ? intake_members_answers(VIEW(d), now->part)
                                              : intake_family_answers(VIEW(d), family_id)};
    if (!of.answers || !read_notice(d, row, &told)) return NULL;
    of.contact = now->contact ? now->contact : intake_family_contact(VIEW(d), family_id);
    const intake__kin *kin = now->kin ? now->kin : intake_family_kin(VIEW(d), family_id);
    of.due = intake_kin_due(kin);
    const intake__referral_opened__personal *left = told.opened->personal;
    intake__referral_outdated *e = NEW_WITH_PERSONAL(a, intake__referral_outdated);
    const intake__referral_sent__personal *differing = intake_shared_differences(
        a, told.sent->personal, intake_referral_personal(a, &of, left->items, left->n_items, NULL), e->personal);
    e->family_id = row->family_id;
    e->personal->because = because(row, &told, now, kin);
    e->personal->compared = digest_of(d, e->personal->because, differing);
    return e;
}

/* Nothing is said of one that never differed. */
static bool is_news(const intake_rows__referral *row, const intake__referral_outdated *e) {
    if (row->personal->compared.len)
        return !span_equal(span_pb(row->personal->compared), span_pb(e->personal->compared));
    return e->personal->because || e->personal->n_differs;
}

static void compare(struct decide *d, struct id referral, ProtobufCBinaryData family_id, const struct follow_now *now) {
    struct arena *a = arena_of(d);
    const intake_rows__referral *row = row_get(VIEW(d), &intake_referrals, KEY(KEY_ID(referral)));
    bool acts =
        row && (intake_referral_is_open(row->personal->state) || row->personal->state == REFERRAL_STATE_FIRST_CONTACT);
    intake__referral_outdated *e = acts ? compared(d, family_id, row, now) : NULL;
    if (!e || !is_news(row, e)) return;
    e->referral_id = id_field(a, referral);
    bool today = e->personal->because == OUTDATED_BECAUSE_LOSS;
    e->look_by = today ? civil_date(a, decide_today(d)) : intake_due_date(d, INTAKE_TELL);
    emit_for(d, id_of(row->sealed_for), (struct id[]){referral, id_of(row->family_id)}, 2, &e->base);
}

void intake_referrals_compare(struct decide *d, ProtobufCBinaryData family_id, const struct follow_now *now) {
    struct id_list list = now->part ? intake_of_members(VIEW(d), &intake_referrals_of_family, now->part)
                                    : intake_of_family(VIEW(d), &intake_referrals_of_family, family_id);
    for (size_t i = 0; i < list.n; i++) compare(d, list.ids[i], family_id, now);
}

/* ---- rows ---- */

/* The referral's version stays: nobody touched it. */
void intake_on_referral_outdated(struct apply *a, const struct record *r, const intake__referral_outdated *e) {
    intake_rows__referral *row = intake_referral_row(VIEW(a), e->referral_id);
    if (!row) return;
    const intake__referral_outdated__personal *p = e->personal;
    bool looked_at = span_equal(span_pb(row->personal->looked_at), span_pb(p->compared));
    row->personal->because = p->because;
    row->personal->compared = p->compared;
    row->personal->differs = looked_at ? NULL : p->differs;
    row->personal->n_differs = looked_at ? 0 : p->n_differs;
    row->personal->outdated = looked_at      ? OUTDATED_BECAUSE_UNSPECIFIED
                              : p->because   ? p->because
                              : p->n_differs ? OUTDATED_BECAUSE_FACTS
                                             : OUTDATED_BECAUSE_UNSPECIFIED;
    row->personal->look_by = e->look_by;
    ROW_PUT(a, &intake_referrals, KEY(KEY_ID(id_of(e->referral_id))), row);
    intake_work_refresh_referral(a, id_of(e->referral_id), r->at_ms);
}

void intake_outdated_looked_at(intake_rows__referral *row) {
    row->personal->looked_at = row->personal->compared;
    row->personal->outdated = OUTDATED_BECAUSE_UNSPECIFIED;
    row->personal->n_differs = 0;
}
