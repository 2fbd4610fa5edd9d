/* What whoever has a link is told, and what she answers. A gateway asks what it opens; from then on the door of the
 * organisation acts, and what it may see and do ends with the link's own notice. */
#include "notifications/answer.h"
#include "notifications/link/links.h"

/* ---- whose it is ---- */

/* A link that is over is like one that never was. */
static struct owned link_owner(struct view *v, const char *token) {
    struct link link;
    if (!notifications_link_by_token(v, token, &link)) return (struct owned){0};
    return (struct owned){id_text(view_arena(v), link.organization), link.referral};
}
#define LINK_OWNER(rpc)                                                                                                \
    struct owned notifications_owner_of_##rpc(struct view *v, const notifications__##rpc##_request *in) {              \
        return link_owner(v, in->token);                                                                               \
    }
LINK_OWNER(meet_browser)
LINK_OWNER(note_link_read)
LINK_OWNER(read_by_link)
LINK_OWNER(answer_by_link)

/* ---- opened: what anybody may learn ---- */

static void show_waiting(struct query *q, const struct link *link, notifications__open_by_link_reply *out) {
    const notifications__notice_issued *e = READ_EVENT(q, notifications__notice_issued, link->of->record, NULL);
    if (!e) return;
    out->clsc_name = e->clsc_name;
    out->clsc_phone = e->clsc_phone;
    if (out->standing != LINK_STANDING_WAITING) return;
    out->need = e->personal->need;
    out->answer_by = e->acknowledge_by;
}

int notifications_open_by_link(struct query *q, const notifications__open_by_link_request *in,
                               notifications__open_by_link_reply *out) {
    struct link link;
    out->standing = LINK_STANDING_ENDED;
    if (!notifications_link_by_token(VIEW(q), in->token, &link)) return 0;
    out->standing = notifications_link_standing(&link.facts, query_now_ms(q));
    if (out->standing == LINK_STANDING_ENDED) return 0;
    out->door_id = id_field(arena_of(q), door_of(link.organization));
    out->number = link.row->number;
    out->known = notifications_browser_is_known(VIEW(q), in->browser, link.organization, query_now_ms(q));
    show_waiting(q, &link, out);
    return 0;
}

/* ---- read: by the door, in a browser that is known ---- */

/* 0, or why it is not shown. */
static int may_read(struct view *v, const struct link *link, ProtobufCBinaryData browser, int64_t now_ms) {
    switch (notifications_link_standing(&link->facts, now_ms)) {
    case LINK_STANDING_WITHDRAWN: return REASON_NOTICE_WITHDRAWN;
    case LINK_STANDING_WAITING:
    case LINK_STANDING_ANSWERED:
        return notifications_browser_is_known(v, browser, link->organization, now_ms) ? 0 : REASON_BROWSER_UNKNOWN;
    case LINK_STANDING_UNSPECIFIED:
    case LINK_STANDING_ENDED: break;
    }
    return REASON_NOT_FOUND;
}

/* Read twice is read once: a repeat makes no record. */
int notifications_note_link_read(struct decide *d, const notifications__note_link_read_request *in,
                                 notifications__note_link_read_reply *out) {
    struct link link;
    (void)out;
    if (!notifications_link_by_token(VIEW(d), in->token, &link)) return REASON_NOT_FOUND;
    int reason = may_read(VIEW(d), &link, in->browser, decide_now_ms(d));
    if (reason || link.row->read) return reason;
    notifications__link_read *e = NEW(arena_of(d), notifications__link_read);
    e->link_id = id_field(arena_of(d), link.id);
    e->notice_id = id_field(arena_of(d), link.notice);
    emit_about(d, (const struct id[]){link.id, link.notice, link.referral}, 3, &e->base);
    return 0;
}

int notifications_read_by_link(struct query *q, const notifications__read_by_link_request *in,
                               notifications__read_by_link_reply *out) {
    const notifications__notice_issued *issued;
    struct link link;
    struct view *v = VIEW(q);
    if (!notifications_link_by_token(v, in->token, &link)) return REASON_NOT_FOUND;
    int reason = may_read(v, &link, in->browser, query_now_ms(q));
    if (!reason && !link.row->read) reason = REASON_LINK_NOT_READ;
    if (reason) return reason;
    out->notice = notifications_notice_shown(q, link.notice, link.of, &issued);
    if (!out->notice) return REASON_NOT_FOUND;
    const notifications_rows__organization *o =
        row_get(v, &notifications_organizations, KEY(KEY_ID(link.organization)));
    out->organization_name = o ? o->name : "";
    out->text_fr = issued->text_fr;
    out->text_en = issued->text_en;
    if (notifications_may_correct(&link.facts, query_now_ms(q)))
        out->correct_until = civil_date(arena_of(q), today_of(v, link.facts.correct_until_ms - 1));
    out->today = civil_date(arena_of(q), query_today(q));
    out->link_until = civil_date(arena_of(q), today_of(v, link.row->until_ms - 1));
    return 0;
}

/* ---- answered ---- */

static void noted_emit(struct decide *d, const struct link *link, const struct notice_answer *answer) {
    struct arena *a = arena_of(d);
    notifications__answer_noted *e = NEW_WITH_PERSONAL(a, notifications__answer_noted);
    notifications__answer_noted__personal *p = e->personal;
    e->notice_id = id_field(a, link->notice);
    e->referral_id = link->of->referral_id;
    p->answer = answer->state;
    if (answer->state == NOTICE_STATE_DECLINED) p->decline_reason = answer->reason;
    if (answer->state == NOTICE_STATE_FIRST_CONTACT) p->first_contact_on = (sippe__date *)(uintptr_t)answer->contact_on;
    p->told_by = answer->told_by;
    p->note = answer->note;
    emit_for(d, id_of(link->of->sealed_for), (const struct id[]){link->notice, link->referral}, 2, &e->base);
}

/* Of what came too late to change anything: why, which is what she is told. What she had read is no longer so (the
 * version), or the time for it is over; a withdrawal counts before both. 0: it is in time. */
static int too_late(struct decide *d, const struct link *link, const notifications__answer_by_link_request *in) {
    const struct link_facts *f = &link->facts;
    bool seen = span_equal(span_pb(in->version), span_pb(link->of->version));
    if (f->state == NOTICE_STATE_WITHDRAWN) return REASON_NOTICE_WITHDRAWN;
    if (notifications_is_answered(f->state) && !seen) return REASON_ANSWERED_ALREADY;
    if (in->corrects && !notifications_may_correct(f, decide_now_ms(d))) return REASON_CORRECTION_OVER;
    bool over = notifications_link_standing(f, decide_now_ms(d)) == LINK_STANDING_ENDED;
    return over ? REASON_LINK_OVER : 0;
}

/* A correction takes the place of the last answer, whatever it was; another one follows it as the states allow. */
static int answer_follows(const struct link *link, const struct notice_answer *answer) {
    return answer->corrects.len ? 0 : notifications_answer_move(link->facts.state, answer->state);
}

/* Never lost: what changes nothing any more is noted, and refused with the sentence that says so. */
int notifications_answer_by_link(struct decide *d, const notifications__answer_by_link_request *in,
                                 notifications__answer_by_link_reply *out) {
    struct link link;
    struct notice_answer answer = {.state = in->answer,
                                   .told_by = in->told_by,
                                   .note = in->note,
                                   .reason = in->decline_reason,
                                   .contact_on = in->first_contact_on,
                                   .by_link = true};
    if (!notifications_link_by_token(VIEW(d), in->token, &link)) return REASON_NOT_FOUND;
    if (!notifications_browser_is_known(VIEW(d), in->browser, link.organization, decide_now_ms(d)))
        return REASON_BROWSER_UNKNOWN;
    int reason = notifications_answer_checked(d, &answer, link.of->issued_ms);
    if (reason) return reason;
    int late = too_late(d, &link, in);
    if (late) {
        noted_emit(d, &link, &answer);
        return refuse_keeping(d, late);
    }
    if (in->corrects) answer.corrects = link.of->version;
    reason = answer_follows(&link, &answer);
    if (reason) return reason;
    struct answered given = notifications_answer_emit(d, link.notice, link.of, &answer);
    out->version = given.version;
    out->state = given.state;
    return 0;
}
