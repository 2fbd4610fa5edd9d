/* What intake and the directory tell, and what becomes of time: notices are issued and found overdue.
 *
 * Three daemons meet here, in any order: intake's referral may be heard before the directory's service (it waits), and
 * its cancellation before the referral was taken in (it is noted, and passes: recall.c). */
#include "notifications/domain/code.h"
#include "notifications/domain/delay.h"
#include "notifications/domain/notice.h"
#include "notifications/rows.h"

/* The content as intake sent it: only what the consent covers was ever sent. */
static notifications__notice_content *content_of(struct arena *a, const intake__referral_sent__personal *p) {
    notifications__notice_content *c = NEW(a, notifications__notice_content);
    c->given_name = p->given_name;
    c->family_name = p->family_name;
    c->phone = p->phone;
    c->phone_extension = p->phone_extension;
    c->email = p->email;
    c->safe_to_leave_message = p->safe_to_leave_message;
    c->safe_contact_hours = p->safe_contact_hours;
    c->language = p->language;
    c->postal_area = p->postal_area;
    c->due_date = p->due_date;
    c->note = p->note;
    c->agreed_until = p->agreed_until;
    return c;
}

/* A code that no other notice has, withdrawn ones included: an old sheet must not answer for another family. Of a hash
 * under the store's own key: the same when the record is taken again after a crash, and no chance to anybody who lacks
 * that key, though she knows every id. NULL, which parks the referral, takes 64 codes in a row that others have
 * (code.h). */
static const char *code_new(struct decide *d, struct id notice) {
    char code[CODE_LEN + 1];
    struct id taken;
    for (unsigned attempt = 0; attempt < CODE_TRIES_MAX; attempt++) {
        const char *nth = arena_printf(arena_of(d), "%s/%u", id_text(arena_of(d), notice), attempt);
        notifications_code_make(lookup_hash(VIEW(d), "answer code of", nth), code);
        if (!notifications_notice_of_code(VIEW(d), code, &taken)) return arena_text(arena_of(d), code);
    }
    return NULL;
}

/* All that a partner may see, in one record with nothing else in it: its stream is a copy of the records, not a view of
 * them. */
static struct id emit_issued(struct decide *d, struct id notice, const intake__referral_sent *e,
                             const char *service_name, const sippe__territory *rules) {
    struct arena *a = arena_of(d);
    notifications__notice_issued *issued = NEW_WITH_PERSONAL(a, notifications__notice_issued);
    issued->notice_id = id_field(a, notice);
    issued->acknowledge_by = e->acknowledge_by;
    issued->clsc_name = e->clsc_name;
    issued->clsc_phone = e->clsc_phone;
    if (rules->partners) {
        issued->text_fr = arena_text(a, rules->partners->notice_text_fr);
        issued->text_en = arena_text(a, rules->partners->notice_text_en);
    }
    issued->personal->content = content_of(a, e->personal);
    issued->personal->service_id = e->personal->service_id;
    issued->personal->service_name = service_name;
    issued->personal->need = e->personal->need;
    struct id referral = id_of(e->referral_id);
    return emit_to_partner(d, id_of(e->personal->organization_id), referral, notice, &issued->base);
}

/* NoticeIssued first: its apply makes the row that NoticeOpened fills in, and NoticeOpened names its id, by which a
 * withdrawal takes it back. NoticeShared is for the register of what has left, which is intake's. */
static void notice_issue(struct decide *d, const intake__referral_sent *e, struct id referral,
                         notifications__notice_opened *opened, const char *service_name,
                         const sippe__territory *rules) {
    struct arena *a = arena_of(d);
    struct id notice = id_of(opened->notice_id);
    opened->referral_id = opened->sealed_for = e->referral_id;
    opened->personal->organization_id = e->personal->organization_id;
    opened->personal->service_id = e->personal->service_id;
    opened->clsc_code = e->clsc_code;
    opened->issued_record = id_field(a, emit_issued(d, notice, e, service_name, rules));
    emit_for(d, referral, (const struct id[]){notice, referral}, 2, &opened->base);
    notifications__notice_shared *shared = NEW(a, notifications__notice_shared);
    shared->notice_id = opened->notice_id;
    shared->referral_id = e->referral_id;
    emit_about(d, (const struct id[]){notice, referral}, 2, &shared->base);
}

/* Heard before, or cancelled before: nothing is issued. The service is asked for among the retired ones too. Rules are
 * those of the time of the record, so that a referral that waited is issued as it was sent. */
int notifications_follow_referral_sent(struct decide *d, const struct record *from, const intake__referral_sent *e) {
    struct id referral, organization, service, known;
    (void)from;
    if (!id_from(e->referral_id, &referral) || !id_from(e->personal->organization_id, &organization) ||
        !id_from(e->personal->service_id, &service))
        return REASON_MALFORMED;
    if (row_exists(VIEW(d), &notifications_cancelled_referrals, KEY(KEY_ID(referral)))) return 0;
    if (notifications_notice_of_referral(VIEW(d), referral, &known)) return 0;
    const notifications_rows__service *s =
        row_get(VIEW(d), &notifications_services, KEY(KEY_ID(organization), KEY_ID(service)));
    if (!s) return WAIT;

    struct rules_used used;
    const sippe__territory *rules = rules_on(VIEW(d), today_of(VIEW(d), decide_at_ms(d)), &used);
    if (!rules) return REASON_TERRITORY_MISSING;
    notifications__notice_opened *opened = NEW_WITH_PERSONAL(arena_of(d), notifications__notice_opened);
    struct id notice = decide_new_id(d, "notice");
    opened->notice_id = id_field(arena_of(d), notice);
    opened->rules = id_field(arena_of(d), used.version);
    opened->due_ms = notifications_due_ms(civil_zone(rules), e->acknowledge_by);
    if (opened->due_ms == INT64_MIN) return REASON_DATE_IMPOSSIBLE;
    opened->personal->code = code_new(d, notice);
    if (!opened->personal->code) return REASON_INTERNAL;
    notice_issue(d, e, referral, opened, s->name, rules);
    return 0;
}

/* What a sheet says of the partner, and which services there are, in a record of our own: a rebuild asks no
 * directory. */
int notifications_follow_organization_published(struct decide *d, const struct record *from,
                                                const directory__organization_published *e) {
    struct arena *a = arena_of(d);
    struct id organization;
    (void)from;
    if (!id_from(e->organization_id, &organization)) return REASON_MALFORMED;
    notifications__organization_noted *noted = NEW(a, notifications__organization_noted);
    noted->organization_id = e->organization_id;
    noted->name = e->name;
    noted->phone = e->phone;
    for (size_t i = 0; i < e->n_services; i++) {
        notifications__service_note *s = NEW(a, notifications__service_note);
        s->service_id = e->services[i]->service_id;
        s->name = e->services[i]->name;
        APPEND(a, noted, services, s);
    }
    EMIT(d, organization, noted);
    return 0;
}

/* By the daemon's clock and today's rules, unlike the first date: a ladder is about now. Nothing when it was answered
 * in the same turn, just before. */
int notifications_acknowledge_due(struct decide *d, const struct due *due) {
    struct arena *a = arena_of(d);
    struct rules_used used = {0};
    struct id referral;
    const notifications_rows__notice *n = row_get(VIEW(d), &notifications_notices, KEY(KEY_ID(due->thing)));
    if (!n || n->personal->state != NOTICE_STATE_ISSUED || !id_from(n->referral_id, &referral)) return 0;
    const sippe__territory *rules = rules_on(VIEW(d), decide_today(d), &used);
    notifications__notice_overdue *e = NEW(a, notifications__notice_overdue);
    e->notice_id = id_field(a, due->thing);
    e->referral_id = n->referral_id;
    e->rung = n->personal->rung;
    e->next_ms = notifications_next_rung_ms(a, rules, civil_zone(rules), e->rung, decide_now_ms(d));
    if (rules) e->rules = id_field(a, used.version);
    emit_about(d, (const struct id[]){due->thing, referral}, 2, &e->base);
    return 0;
}
