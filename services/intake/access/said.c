/* Said to all daemons: whom a file is for, whole, at each change. */
#include "intake/access/access.h"

static bool is_over(const node__restriction *r, day today) { return r->until && civil_day(r->until) < today; }

/* What has ended says nothing any more, and the row would grow by each opening. */
node__file_access *intake_access_now(struct decide *d, ProtobufCBinaryData family_id) {
    struct arena *a = arena_of(d);
    const node__file_access *is = file_access(VIEW(d), id_of(intake_id_now(VIEW(d), family_id)));
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

static void say_referrals(struct decide *d, const struct id_list *members, const node__file_access *f) {
    struct id_list list = intake_of_members(VIEW(d), &intake_referrals_of_family, members);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__referral *row = row_get(VIEW(d), &intake_referrals, KEY(KEY_ID(list.ids[i])));
        if (row) say_referral(d, id_of(row->sealed_for), list.ids[i], f);
    }
}

void intake_access_say_referrals(struct decide *d, ProtobufCBinaryData family_id, const node__file_access *f) {
    struct id_list members = intake_members(VIEW(d), family_id);
    say_referrals(d, &members, f);
}

/* Of the file of this one, with these members. */
static void say(struct decide *d, struct id file, const struct id_list *members, const node__file_access *f) {
    node__file_access_ruled *e = NEW_WITH_PERSONAL(arena_of(d), node__file_access_ruled);
    e->subject = id_field(arena_of(d), file);
    e->personal->restrictions = f->restrictions;
    e->personal->n_restrictions = f->n_restrictions;
    e->personal->opened = f->opened;
    e->personal->n_opened = f->n_opened;
    EMIT_FOR(d, file, file, e);
    say_referrals(d, members, f);
}

void intake_access_say(struct decide *d, ProtobufCBinaryData family_id, const node__file_access *f) {
    struct id_list members = intake_members(VIEW(d), family_id);
    say(d, id_of(intake_id_now(VIEW(d), family_id)), &members, f);
}

void intake_access_say_referral(struct decide *d, ProtobufCBinaryData family_id, struct id referral) {
    const node__file_access *f = intake_access_now(d, family_id);
    if (f->n_team || f->n_restrictions || f->n_opened) say_referral(d, id_of(family_id), referral, f);
}

/* ---- two files are one, or two again ---- */

static bool says_nothing(const node__file_access *f) { return !f->n_team && !f->n_restrictions && !f->n_opened; }

void intake_access_join(struct decide *d, ProtobufCBinaryData into, ProtobufCBinaryData from) {
    struct arena *a = arena_of(d);
    node__file_access *f = intake_access_now(d, into);
    const node__file_access *other = intake_access_now(d, from);
    for (size_t i = 0; i < other->n_restrictions; i++) APPEND(a, f, restrictions, other->restrictions[i]);
    for (size_t i = 0; i < other->n_opened; i++) APPEND(a, f, opened, other->opened[i]);
    if (says_nothing(f)) return;
    intake_access_say(d, into, f);
    intake_access_say_referrals(d, from, f);
}

static bool restricted_by(struct view *v, const struct id_list *members, const node__restriction *r) {
    const intake_rows__restriction *row = row_get(v, &intake_restrictions, KEY(KEY_ID(id_of(r->restriction_id))));
    return row && intake_is_among(members, row->family_id);
}

/* An opening has no id where it is in force: it is told by who opened it, and until when. */
static bool opened_by(struct view *v, const struct id_list *members, const node__opened *o) {
    struct id_list list = intake_of_members(v, &intake_openings_of_family, members);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__opening *row = row_get(v, &intake_openings, KEY(KEY_ID(list.ids[i])));
        const intake__file_opened *e = row ? READ_EVENT(v, intake__file_opened, row->opened, NULL) : NULL;
        const node__opened *said = e ? e->personal->opened : NULL;
        if (said && said->until_ms == o->until_ms && id_is(said->member_id, id_of(o->member_id))) return true;
    }
    return false;
}

/* Who follows whom scheduling says of each (TeamChanged): until it does, who is left keeps the team of the file. */
void intake_access_part(struct decide *d, ProtobufCBinaryData left, const struct id_list *from) {
    struct arena *a = arena_of(d);
    struct view *v = VIEW(d);
    const node__file_access *all = intake_access_now(d, left), *was = file_access(v, from->ids[0]);
    struct id_list rest = intake_members_without(v, intake_members(v, left), from);
    node__file_access *hers = NEW(a, node__file_access), *other = NEW(a, node__file_access);
    hers->team = all->team;
    hers->n_team = all->n_team;
    other->team = was->team;
    other->n_team = was->n_team;
    for (size_t i = 0; i < all->n_restrictions; i++) {
        node__file_access *to = restricted_by(v, from, all->restrictions[i]) ? other : hers;
        APPEND(a, to, restrictions, all->restrictions[i]);
    }
    for (size_t i = 0; i < all->n_opened; i++) {
        node__file_access *to = opened_by(v, from, all->opened[i]) ? other : hers;
        APPEND(a, to, opened, all->opened[i]);
    }
    if (says_nothing(all) && says_nothing(was)) return;
    say(d, id_of(left), &rest, hers);
    say(d, from->ids[0], from, other);
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
