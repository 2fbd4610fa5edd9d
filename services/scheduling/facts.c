#include "scheduling/facts.h"

#include "scheduling/domain/terms.h"

static void versions_read(struct view *v, struct rules_now *out) {
    const struct rules_held *held;
    size_t n = rules_by_day(v, &held);
    struct cadence_rules *versions = arena_alloc(view_arena(v), n * sizeof *versions);
    for (size_t i = 0; i < n; i++)
        if (held[i].territory->visits)
            versions[out->n_versions++] = (struct cadence_rules){held[i].from, held[i].territory->visits};
    out->versions = versions;
}

/* Other rules may be in force without any for visits: of a territory that has none there is nothing to propose by. */
bool scheduling_rules(struct view *v, int64_t now_ms, struct rules_now *out) {
    *out = (struct rules_now){.today = today_of(v, now_ms)};
    out->territory = rules_on(v, out->today, &out->used);
    if (!out->territory || !out->territory->visits) return false;
    out->visits = out->territory->visits;
    out->zone = civil_zone(out->territory);
    out->calendar = civil_calendar(view_arena(v), out->territory);
    versions_read(v, out);
    return true;
}

void scheduling_family_told(struct family_facts *f, const sippe__follow_up_facts *told) {
    f->told = told;
    f->language = told && told->language ? told->language->code : "";
    f->postal_code = told ? terms_postal(told->postal_code) : "";
    f->interpreter = told && told->interpreter_needed;
    f->dates = follow_up_dates(told);
}

/* As they were last told. When that one's personal part was erased, what was told before must not come back: then none
 * are known. */
static const sippe__follow_up_facts *told_of(struct view *v, const scheduling_rows__follow_up *row) {
    if (!row->changed_record) {
        const scheduling__follow_up_opened *e = READ_EVENT(v, scheduling__follow_up_opened, row->record, NULL);
        return e ? e->personal->facts : NULL;
    }
    const scheduling__follow_up_changed *e = READ_EVENT(v, scheduling__follow_up_changed, row->changed_record, NULL);
    return e ? e->personal->facts : NULL;
}

bool scheduling_family_of_enrolment(struct view *v, struct id enrolment_id, struct family_facts *out) {
    *out = (struct family_facts){.enrolment_id = enrolment_id};
    out->row = row_get(v, &scheduling_follow_ups, KEY(KEY_ID(enrolment_id)));
    scheduling_family_told(out, out->row ? told_of(v, out->row) : NULL);
    if (!out->row) return false;
    out->family_id = id_of(out->row->family_id);
    return true;
}

bool scheduling_family_of(struct view *v, struct id family_id, struct family_facts *out) {
    struct members members = scheduling_members(v, family_id);
    struct id enrolment_id;
    return scheduling_members_enrolment(v, &members, &enrolment_id) &&
           scheduling_family_of_enrolment(v, enrolment_id, out);
}

unsigned scheduling_family_seen(struct view *v, const struct principal *p, const struct family_facts *f,
                                const char *clsc_code, unsigned shows) {
    return may_see(v, p, clsc_code, scheduling_family_now(v, f->family_id), shows);
}

struct candidates_family scheduling_family_candidate(struct view *v, const struct rules_now *rules,
                                                     const struct family_facts *f) {
    return (struct candidates_family){.language = f->language,
                                      .interpreter = f->interpreter,
                                      .postal_code = f->postal_code,
                                      .clsc_code = f->row->clsc_code,
                                      .points_tenths = scheduling_family_points(v, rules, f),
                                      .today = rules->today};
}
