/* Taking back a notice: from whoever has not read it, by its program from who has, and where there is no program that
 * reads, by a person: intake is told, and somebody calls.
 *
 *   ReferralCancelled ─▶ NoticeWithdrawn   the NoticeIssued leaves as withheld
 *                        NoticeRecalled ─▶ the partner's stream
 *                          ├─ its program has never read anything ─────────▶ RecallUnheard ─▶ intake: TELL_HOLDER
 *                          └─ it reads: 17:00, delays.recall working days on
 *                               ├─ it has read past the NoticeRecalled       nothing: it knows
 *                               └─ it has not ─────────────────────────────▶ RecallUnheard ─▶ intake: TELL_HOLDER */
#include "notifications/domain/delay.h"
#include "notifications/domain/notice.h"
#include "notifications/rows.h"

struct recall {
    struct id notice, referral, organization;
    const notifications_rows__notice *row;
    bool consent_withdrawn;
    bool reads; /* its program has read of its stream before */
};

/* What had been read by now is said now: from here on a program passes the record, and is given nothing. */
static void emit_withdrawn(struct decide *d, const struct recall *r) {
    struct arena *a = arena_of(d);
    const sippe__territory *rules = rules_on(VIEW(d), decide_today(d), NULL);
    int64_t at_ms;
    notifications__notice_withdrawn *e = NEW_WITH_PERSONAL(a, notifications__notice_withdrawn);
    e->notice_id = id_field(a, r->notice);
    e->referral_id = id_field(a, r->referral);
    e->issued_record = r->row->issued_record;
    if (r->reads) e->hear_by_ms = notifications_recall_ms(a, rules, civil_zone(rules), decide_now_ms(d));
    e->personal->consent_withdrawn = r->consent_withdrawn;
    if (stream_acknowledged(VIEW(d), r->organization, r->row->record, &at_ms))
        e->personal->received_at = civil_instant(a, at_ms);
    emit_for(d, id_of(r->row->sealed_for), (const struct id[]){r->notice, r->referral}, 2, &e->base);
}

static void emit_unheard(struct decide *d, struct id notice, struct id referral) {
    notifications__recall_unheard *e = NEW(arena_of(d), notifications__recall_unheard);
    e->notice_id = id_field(arena_of(d), notice);
    e->referral_id = id_field(arena_of(d), referral);
    emit_about(d, (const struct id[]){notice, referral}, 2, &e->base);
}

/* Ours takes the content back from who has not fetched it, the one on the partner's stream is for who has, and a person
 * for who does not read it. */
static void recall_emit(struct decide *d, const struct recall *r) {
    emit_withdrawn(d, r);
    notifications__notice_recalled *recalled = NEW(arena_of(d), notifications__notice_recalled);
    recalled->notice_id = id_field(arena_of(d), r->notice);
    emit_to_partner(d, r->organization, id_of(r->row->sealed_for), r->notice, &recalled->base);
    if (!r->reads) emit_unheard(d, r->notice, r->referral);
}

static void note_cancellation(struct decide *d, struct id referral, const intake__referral_cancelled *e) {
    notifications__cancellation_noted *noted = NEW_WITH_PERSONAL(arena_of(d), notifications__cancellation_noted);
    noted->referral_id = e->referral_id;
    noted->personal->consent_withdrawn = e->personal->consent_withdrawn;
    EMIT_FOR(d, referral, referral, noted);
}

/* Passes records of its referral that are held: if the notice has not gone out yet, it never will. Told twice, the
 * second changes nothing. The partner's last answer does not matter: after the first contact it holds more than
 * before. */
int notifications_follow_referral_cancelled(struct decide *d, const struct record *from,
                                            const intake__referral_cancelled *e) {
    struct recall r = {.consent_withdrawn = e->personal->consent_withdrawn};
    (void)from;
    if (!id_from(e->referral_id, &r.referral)) return REASON_MALFORMED;
    if (!notifications_notice_of_referral(VIEW(d), r.referral, &r.notice)) {
        note_cancellation(d, r.referral, e);
        return 0;
    }
    r.row = row_get(VIEW(d), &notifications_notices, KEY(KEY_ID(r.notice)));
    if (!r.row || r.row->personal->state == NOTICE_STATE_WITHDRAWN ||
        !id_from(r.row->personal->organization_id, &r.organization))
        return 0;
    r.reads = stream_acknowledged(VIEW(d), r.organization, 1, NULL);
    recall_emit(d, &r);
    return 0;
}

int notifications_recall_due(struct decide *d, const struct due *due) {
    struct id referral, organization;
    const notifications_rows__notice *n = row_get(VIEW(d), &notifications_notices, KEY(KEY_ID(due->thing)));
    if (!n || !id_from(n->referral_id, &referral) || !id_from(n->personal->organization_id, &organization)) return 0;
    if (!stream_acknowledged(VIEW(d), organization, n->recalled, NULL)) emit_unheard(d, due->thing, referral);
    return 0;
}

/* ---- apply ---- */

/* From here on the NoticeIssued leaves as withheld to whoever has not fetched it yet; who has is told by
 * NoticeRecalled. The row stays: a late answer must hear that it was withdrawn, not that there is nothing. */
void notifications_on_notice_withdrawn(struct apply *a, const struct record *r,
                                       const notifications__notice_withdrawn *e) {
    struct id notice, issued;
    notifications_rows__notice *n = notifications_notice_row(VIEW(a), e->notice_id, &notice);
    if (id_from(e->issued_record, &issued)) record_recall(a, issued); /* the notice itself may be gone */
    if (!n) return;
    n->version = id_field(arena_of(a), r->id);
    n->withdrawn = r->seq;
    n->personal->state = NOTICE_STATE_WITHDRAWN;
    n->pending = false;
    ROW_PUT(a, &notifications_notices, KEY(KEY_ID(notice)), n);
    deadline_clear(a, &notifications_acknowledge, notice);
    if (e->hear_by_ms) deadline_set(a, &notifications_recall, notice, e->hear_by_ms);
}

/* Not its version: what the partner holds was withdrawn by the record before. */
void notifications_on_notice_recalled(struct apply *a, const struct record *r,
                                      const notifications__notice_recalled *e) {
    struct id notice;
    notifications_rows__notice *n = notifications_notice_row(VIEW(a), e->notice_id, &notice);
    if (!n) return;
    n->recalled = r->seq;
    ROW_PUT(a, &notifications_notices, KEY(KEY_ID(notice)), n);
}

void notifications_on_cancellation_noted(struct apply *a, const struct record *r,
                                         const notifications__cancellation_noted *e) {
    (void)r;
    struct id referral;
    if (!id_from(e->referral_id, &referral)) return;
    ROW_PUT(a, &notifications_cancelled_referrals, KEY(KEY_ID(referral)),
            NEW(arena_of(a), notifications_rows__cancelled_referral));
}
