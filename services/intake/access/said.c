/* Said to all daemons: whom a file is for, whole, at each change. */
#include "intake/access/access.h"

static bool is_over(const node__restriction *r, day today) { return r->until && civil_day(r->until) < today; }

/* What has ended says nothing any more, and the row would grow by each opening. */
node__file_access *intake_access_now(struct decide *d, ProtobufCBinaryData family_id) {
    struct arena *a = arena_of(d);
    const node__file_access *is = file_access(VIEW(d), id_of(family_id));
    node__file_access *now = NEW(a, node__file_access);
    now->team = is->team;
    now->n_team = is->n_team;
    for (size_t i = 0; i < is->n_restrictions; i++)
        if (!is_over(is->restrictions[i], decide_today(d))) APPEND(a, now, restrictions, is->restrictions[i]);
    for (size_t i = 0; i < is->n_opened; i++)
        if (is->opened[i]->until_ms > decide_now_ms(d)) APPEND(a, now, opened, is->opened[i]);
    return now;
}

static void say_referral(struct decide *d, struct id sealed_for, struct id referral, const node__file_access *f) {
    node__referral_access_ruled *e = NEW_WITH_PERSONAL(arena_of(d), node__referral_access_ruled);
    e->subject = id_field(arena_of(d), referral);
    e->personal->access = (node__file_access *)(uintptr_t)f;
    EMIT_FOR(d, sealed_for, referral, e);
}

void intake_access_say_referrals(struct decide *d, ProtobufCBinaryData family_id, const node__file_access *f) {
    struct id_list list = intake_of_family(VIEW(d), &intake_referrals_of_family, family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__referral *row = row_get(VIEW(d), &intake_referrals, KEY(KEY_ID(list.ids[i])));
        if (row) say_referral(d, id_of(row->sealed_for), list.ids[i], f);
    }
}

void intake_access_say(struct decide *d, ProtobufCBinaryData family_id, const node__file_access *f) {
    node__file_access_ruled *e = NEW_WITH_PERSONAL(arena_of(d), node__file_access_ruled);
    e->subject = family_id;
    e->personal->restrictions = f->restrictions;
    e->personal->n_restrictions = f->n_restrictions;
    e->personal->opened = f->opened;
    e->personal->n_opened = f->n_opened;
    EMIT_FOR(d, id_of(family_id), id_of(family_id), e);
    intake_access_say_referrals(d, family_id, f);
}

void intake_access_say_referral(struct decide *d, ProtobufCBinaryData family_id, struct id referral) {
    const node__file_access *f = intake_access_now(d, family_id);
    if (f->n_team || f->n_restrictions || f->n_opened) say_referral(d, id_of(family_id), referral, f);
}

void intake_access_join(struct decide *d, ProtobufCBinaryData into, ProtobufCBinaryData from) {
    struct arena *a = arena_of(d);
    node__file_access *f = intake_access_now(d, into);
    const node__file_access *other = intake_access_now(d, from);
    for (size_t i = 0; i < other->n_restrictions; i++) APPEND(a, f, restrictions, other->restrictions[i]);
    for (size_t i = 0; i < other->n_opened; i++) APPEND(a, f, opened, other->opened[i]);
    if (!f->n_team && !f->n_restrictions && !f->n_opened) return;
    intake_access_say(d, into, f);
    struct id_list moved = intake_of_family(VIEW(d), &intake_referrals_of_family, from);
    for (size_t i = 0; i < moved.n; i++) {
        const intake_rows__referral *row = row_get(VIEW(d), &intake_referrals, KEY(KEY_ID(moved.ids[i])));
        if (row) say_referral(d, id_of(row->sealed_for), moved.ids[i], f);
    }
}

/* Noted as all note it, and told on to notifications, which hears nothing of scheduling. Of a family that was merged
 * the file is the other's. */
int intake_follow_team_changed(struct decide *d, const struct record *from, const node__team_changed *e) {
    ProtobufCBinaryData family = e->subject;
    struct id subject;
    (void)from;
    if (!id_from(e->subject, &subject)) return REASON_MALFORMED;
    intake_family_now(VIEW(d), &family);
    node__team_changed *noted = message_copy(arena_of(d), &e->base);
    noted->subject = family;
    EMIT_FOR(d, id_of(family), id_of(family), noted);
    node__file_access *f = intake_access_now(d, family);
    f->team = noted->personal->team;
    f->n_team = noted->personal->n_team;
    intake_access_say_referrals(d, family, f);
    return 0;
}

void intake_on_file_access_ruled(struct apply *a, const struct record *r, const node__file_access_ruled *e) {
    (void)r;
    file_access_put(a, id_of(e->subject), e->personal);
}
