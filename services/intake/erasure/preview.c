/* What erasing a family would destroy, whom it would make somebody call, and what stands in its way. */
#include "civil/civil.h"
#include "intake/domain/erasure/erasure.h"
#include "intake/domain/states.h"
#include "intake/erasure/erasure.h"
#include "intake/family/shown.h"
#include "intake/work/work.h"

static int32_t count(struct view *v, const struct row_table *index, ProtobufCBinaryData family) {
    return (int32_t)intake_of_family(v, index, family).n;
}

static void show_families(struct view *v, ProtobufCBinaryData family, intake__preview_erasure_reply *out) {
    struct id_list families = intake_erasure_families(v, family);
    for (size_t i = 1; i < families.n; i++) {
        const intake_rows__family *row = row_get(v, &intake_families, KEY(KEY_ID(families.ids[i])));
        if (row) APPEND(view_arena(v), out, merged_numbers, row->personal->number);
    }
}

static void show_kinds(struct view *v, const struct erasing *m, intake__preview_erasure_reply *out) {
    out->screenings = count(v, &intake_screenings_of_family, m->family_id);
    out->consents = count(v, &intake_consents_of_family, m->family_id);
    out->referrals = count(v, &intake_referrals_of_family, m->family_id);
    out->disclosures = count(v, &intake_disclosures_of_family, m->family_id);
    out->enrolments = intake_family_enrolment(v, m->family_id, NULL) != NULL;
}

/* Only of the kinds that keep an erasure back. */
static void show_to_tell(struct query *q, struct id thing, intake__preview_erasure_reply *out) {
    static const sippe__work_kind kinds[] = {WORK_KIND_TELL_HOLDER, WORK_KIND_ANSWER_AFTER_CANCEL};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        sippe__work_item *item = intake_work_item(q, thing, kinds[i], false);
        if (item) APPEND(arena_of(q), out, to_tell, item);
    }
}

static void show_holders(struct query *q, const struct erasing *m, intake__preview_erasure_reply *out) {
    struct view *v = VIEW(q);
    struct id_list referrals = intake_of_family(v, &intake_referrals_of_family, m->family_id);
    for (size_t i = 0; i < referrals.n; i++) {
        const intake_rows__referral *row = row_get(v, &intake_referrals, KEY(KEY_ID(referrals.ids[i])));
        if (!row) continue;
        if (intake_referral_can_withdraw(row->personal->state))
            APPEND(arena_of(q), out, to_cancel, intake_referral_shown(v, referrals.ids[i], row, m->today));
        show_to_tell(q, referrals.ids[i], out);
    }
    struct id_list told = intake_of_family(v, &intake_disclosures_of_family, m->family_id);
    for (size_t i = 0; i < told.n; i++) show_to_tell(q, told.ids[i], out);
}

/* All of them at once: a person clears one after the other. What is held, and a restore that nobody has reviewed, the
 * confirmation asks. */
static void show_in_the_way(struct query *q, const struct erasing *m, const char *code,
                            intake__preview_erasure_reply *out) {
    const int reasons[] = {*code ? intake_erasing_check_rule(m, code) : 0, intake_erasing_check_followed(VIEW(q), m),
                           intake_erasing_check_open(VIEW(q), m), intake_erasing_check_holds(VIEW(q), m),
                           intake_erasing_check_holders(VIEW(q), m)};
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i]) APPEND(arena_of(q), out, in_the_way, (sippe__reason)reasons[i]);
}

int intake_preview_erasure(struct query *q, const intake__preview_erasure_request *in,
                           intake__preview_erasure_reply *out) {
    struct erasing m;
    int reason = intake_erasing_begin(VIEW(q), in->family_id, query_today(q), &m);
    if (reason) return reason;
    query_shows(q, id_of(in->family_id));
    const sippe__erasure_rule *rule = intake_erasure_rule(m.rules, in->rule);
    struct holds holds = intake_holds_of(VIEW(q), in->family_id);
    out->number = m.family->personal->number;
    out->last_on = civil_date(arena_of(q), intake_erasing_last(&m));
    if (rule) out->propose_from = civil_date(arena_of(q), intake_erasure_from(rule, intake_erasing_last(&m)));
    out->delay_days = intake_erasure_delay_days(m.rules);
    out->holds = holds.holds;
    out->n_holds = holds.n_holds;
    show_families(VIEW(q), in->family_id, out);
    show_kinds(VIEW(q), &m, out);
    show_holders(q, &m, out);
    show_in_the_way(q, &m, in->rule, out);
    return 0;
}
