/* Rules that were adopted ahead of their day are taken back before it comes. */
#include "base/character.h"
#include "intake/rows.h"

static const sippe__territory *adopted(struct decide *d, const intake_rows__adoption *row) {
    const node__territory_adopted *e = READ_EVENT(d, node__territory_adopted, row->record, NULL);
    return e ? e->territory : NULL;
}

/* Of rules that have begun a decision may name the version, also where others have replaced them since. */
int intake_withdraw_territory(struct decide *d, const intake__withdraw_territory_request *in,
                              intake__withdraw_territory_reply *out) {
    struct arena *a = arena_of(d);
    struct id version;
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (text_is_blank(in->reason)) violation(d, "reason", REASON_FIELD_REQUIRED);
    check_id(d, "version", in->version, &version);
    if (violations(d)) return REASON_FIELDS_INVALID;
    const intake_rows__adoption *row = row_get(VIEW(d), &intake_adoptions, KEY(KEY_ID(version)));
    const sippe__territory *t = row ? adopted(d, row) : NULL;
    if (!t) return REASON_NOT_FOUND;
    if (row->withdrawn) return REASON_TERRITORY_WITHDRAWN;
    if (civil_day(t->valid_from) <= decide_today(d)) return REASON_TERRITORY_BEGUN;
    node__territory_withdrawn *e = NEW(a, node__territory_withdrawn);
    e->version = in->version;
    e->personal = NEW(a, node__territory_withdrawn__personal);
    e->personal->reason = in->reason;
    out->version = id_field(a, EMIT(d, version, e));
    return 0;
}

void intake_on_territory_withdrawn(struct apply *a, const struct record *r, const node__territory_withdrawn *e) {
    struct key key = KEY(KEY_ID(id_of(e->version)));
    intake_rows__adoption *row = row_get(VIEW(a), &intake_adoptions, key);
    if (!row) return;
    row->withdrawn = r->seq;
    ROW_PUT(a, &intake_adoptions, key, row);
    rules_withdraw(a, id_of(e->version));
}
