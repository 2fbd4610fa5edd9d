/* An erasure as a person sees it: a proposal, then a certificate. */
#include "civil/civil.h"
#include "intake/domain/erasure/erasure.h"
#include "intake/erasure/erasure.h"

static void show_rule(struct view *v, const intake_rows__erasure *row, intake__erasure *out) {
    struct rules_used used;
    const sippe__territory *t = rules_version(v, id_of(row->rules_version), &used);
    const sippe__erasure_rule *rule = intake_erasure_rule(t, row->rule);
    out->rule = row->rule;
    if (!rule) return;
    out->rule_fr = rule->fr;
    out->rule_en = rule->en;
}

/* Who did it and when, by the record's head: what it says may be gone with her. */
static void show_act(struct view *v, uint64_t seq, sippe__instant **at, const char **by) {
    struct record r;
    if (!seq || !record_head(v, seq, &r)) return;
    *at = civil_instant(view_arena(v), r.at_ms);
    *by = member_name(v, r.actor);
}

static void show_acts(struct view *v, const intake_rows__erasure *row, intake__erasure *out) {
    out->proposed_at = civil_instant(view_arena(v), row->proposed_ms);
    out->proposed_by = member_name(v, id_of(row->proposed_by));
    const char *by = "";
    show_act(v, row->withdrawn, &out->withdrawn_at, &by);
    out->withdrawn_by = by;
    by = "";
    show_act(v, row->confirmed, &out->confirmed_at, &by);
    out->confirmed_by = by;
    by = "";
    show_act(v, row->destroyed, &out->final_at, &by);
    out->final_by_member = by;
}

/* Once confirmed by the certificate; before, by her file. */
static void show_numbers(struct view *v, const intake_rows__erasure *row, const intake__erasure_confirmed *e,
                         intake__erasure *out) {
    const intake_rows__family *family = e ? NULL : intake_family_row(v, row->family_id);
    if (family) out->number = family->personal->number;
    for (size_t i = 0; e && i < e->personal->n_numbers; i++)
        if (i)
            APPEND(view_arena(v), out, merged_numbers, e->personal->numbers[i]);
        else
            out->number = e->personal->numbers[i];
}

static void show_holders(struct view *v, const intake_rows__erasure *row, const intake__erasure_confirmed *e,
                         intake__erasure *out) {
    struct arena *a = view_arena(v);
    struct holders all = {0};
    if (e)
        all = (struct holders){e->personal->holders, e->personal->n_holders};
    else if (row->state == ERASURE_STATE_PROPOSED)
        all = intake_erasure_holders(v, row->family_id);
    for (size_t i = 0; i < all.n_holders; i++) {
        intake__erasure_holder *h = NEW(a, intake__erasure_holder);
        h->organization_id = all.holders[i]->organization_id;
        h->organization_name = all.holders[i]->organization_name;
        h->shared_on = all.holders[i]->shared_on;
        h->told_on = all.holders[i]->told_on;
        h->given_up = all.holders[i]->given_up;
        APPEND(a, out, holders, h);
    }
}

static void show_answers(struct view *v, const intake_rows__erasure *row, intake__erasure *out) {
    struct arena *a = view_arena(v);
    for (int i = 0; i < DAEMONS && row->confirmed; i++) {
        struct record r;
        uint64_t answered = (size_t)i < row->n_answered ? row->answered[i] : 0, noted;
        intake__erasure_answer *answer = NEW(a, intake__erasure_answer);
        answer->daemon = daemon_names[i];
        if (answered && record_head(v, answered, &r)) answer->answered_at = civil_instant(a, r.at_ms);
        if (intake_erasure_is_rewrapped(v, row, i, &noted) && record_head(v, noted, &r))
            answer->rewrapped_at = civil_instant(a, r.at_ms);
        APPEND(a, out, answers, answer);
    }
}

static void show_reason(struct view *v, const intake_rows__erasure *row, intake__erasure *out) {
    const intake__erasure_proposed *e = READ_EVENT(v, intake__erasure_proposed, row->proposed, NULL);
    if (e) out->reason = e->personal->reason;
}

static bool is_overdue(const intake_rows__erasure *row, day today) {
    bool done = row->state == ERASURE_STATE_CONFIRMED || row->state == ERASURE_STATE_PROVISIONAL;
    return done && civil_day(row->final_by) < today;
}

intake__erasure *intake_erasure_shown(struct view *v, struct id id, const intake_rows__erasure *row, day today,
                                      unsigned how) {
    intake__erasure *out = NEW(view_arena(v), intake__erasure);
    const intake__erasure_confirmed *e =
        row->confirmed ? READ_EVENT(v, intake__erasure_confirmed, row->confirmed, NULL) : NULL;
    out->erasure_id = id_field(view_arena(v), id);
    out->version = row->version;
    out->state = row->state;
    out->confirm_from = row->confirm_from;
    out->final_by = row->final_by;
    out->overdue = is_overdue(row, today);
    show_rule(v, row, out);
    show_acts(v, row, out);
    if (how & ERASURE_NAMED) show_numbers(v, row, e, out);
    if (!(how & ERASURE_WHOLE)) return out;
    show_reason(v, row, out);
    show_holders(v, row, e, out);
    show_answers(v, row, out);
    return out;
}
