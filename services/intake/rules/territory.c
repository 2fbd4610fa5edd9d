/* Adopting the territory's rules for all four daemons, and reading those in force. */
#include <string.h>
#include "intake/domain/territory/territory_check.h"
#include "intake/rows.h"

/* Of the packed message: how a file is laid out, and its comments, make no difference. */
static const char *digest_of(struct arena *a, const sippe__territory *t) {
    struct span packed = message_pack(a, &t->base);
    return id_text(a, id_derive("sippe rules", packed, (struct span){0}, (struct span){0}));
}

/* The rules that this file would stand in for are these already: those of its own first day, not those of today, since
 * rules may be adopted ahead of their day, and older ones be set right. */
static bool is_in_force(struct view *v, day on, const char *digest) {
    struct rules_used used;
    if (!rules_on(v, on, &used)) return false;
    const intake_rows__adoption *row = row_get(v, &intake_adoptions, KEY(KEY_ID(used.version)));
    return row && strcmp(row->digest, digest) == 0;
}

/* Nothing that was decided changes with it: each decision names the version of its day, and all versions stay. */
int intake_adopt_territory(struct decide *d, const intake__adopt_territory_request *in,
                           intake__adopt_territory_reply *out) {
    struct arena *a = arena_of(d);
    check_person(d, "by", in->by);
    if (!in->territory) return violation(d, "territory", REASON_FIELD_REQUIRED);
    struct findings f = findings_in(a);
    intake_territory_check(in->territory, &f);
    if (violations_add(d, "territory.", &f)) return REASON_FIELDS_INVALID;
    if (strcmp(view_territory(VIEW(d)), in->territory->territory) != 0) return REASON_TERRITORY_OTHER;
    const char *digest = digest_of(a, in->territory);
    if (is_in_force(VIEW(d), civil_day(in->territory->valid_from), digest)) return REASON_TERRITORY_UNCHANGED;
    node__territory_adopted *e = NEW(a, node__territory_adopted);
    e->territory = in->territory;
    e->digest = digest;
    e->personal = NEW(a, node__territory_adopted__personal);
    e->personal->by = in->by;
    struct id subject =
        id_derive("sippe territory", span_text(in->territory->territory), (struct span){0}, (struct span){0});
    out->version = id_field(a, EMIT(d, subject, e));
    out->digest = digest;
    return 0;
}

/* Our own copy. The others hear of it on the stream that tells what was decided with it, and before that. */
void intake_on_territory_adopted(struct apply *a, const struct record *r, const node__territory_adopted *e) {
    if (!e->territory) return;
    intake_rows__adoption *row = NEW(arena_of(a), intake_rows__adoption);
    row->territory = e->territory->territory;
    row->digest = e->digest;
    row->record = r->seq;
    ROW_PUT(a, &intake_adoptions, KEY(KEY_ID(r->id)), row);
    rules_put(a, r->id, e->territory, r->at_ms);
}

/* ---- reading ---- */

int intake_check_territory(struct query *q, const intake__check_territory_request *in,
                           intake__check_territory_reply *out) {
    struct arena *a = arena_of(q);
    if (!in->territory) return REASON_FIELD_REQUIRED;
    struct findings f = findings_in(a);
    intake_territory_check(in->territory, &f);
    for (size_t i = 0; i < f.n; i++) APPEND(a, out, violations, finding_violation(a, "territory.", &f.list[i]));
    out->other_territory = strcmp(view_territory(VIEW(q)), in->territory->territory) != 0;
    out->digest = digest_of(a, in->territory);
    out->in_force = is_in_force(VIEW(q), query_today(q), out->digest);
    return 0;
}

int intake_get_territory(struct query *q, const intake__get_territory_request *in, intake__get_territory_reply *out) {
    struct arena *a = arena_of(q);
    struct rules_used used;
    day on = in->on ? civil_day(in->on) : query_today(q);
    const sippe__territory *t = on == DAY_NONE ? NULL : rules_on(VIEW(q), on, &used);
    if (!t) return REASON_TERRITORY_MISSING;
    out->territory = message_copy(a, &t->base);
    out->version = id_field(a, used.version);
    out->adopted_at = civil_instant(a, used.adopted_ms);
    const intake_rows__adoption *row = row_get(VIEW(q), &intake_adoptions, KEY(KEY_ID(used.version)));
    const node__territory_adopted *e = row ? READ_EVENT(q, node__territory_adopted, row->record, NULL) : NULL;
    if (e && e->personal) out->adopted_by = e->personal->by;
    return 0;
}
