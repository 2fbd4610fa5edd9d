#include "cli/show/proposal.h"

#include "cli/show/label.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

static const char *names_joined(struct cli *c, const intake__criterion *k, bool missing) {
    struct joined all = joined_new(c, ", ");
    size_t n = missing ? k->n_facts_missing : k->n_facts_used;
    for (size_t i = 0; i < n; i++) joined_add(&all, label_of(c, missing ? k->facts_missing[i] : k->facts_used[i]));
    return joined_text(&all);
}

/* The amount beside the threshold that it was held against: the size of the household decides which. */
static const char *income_fact(struct cli *c, const intake__proposal *p, const intake__screening *s) {
    const sippe__money_answer *a = s && s->income ? s->income->annual : NULL;
    bool told = a && a->answer_case == SIPPE__MONEY_ANSWER__ANSWER_VALUE && a->value;
    const char *income = told ? show_money(c, a->value->cents) : "–";
    if (!p->income_threshold) return income;
    return phrase(c, "%s; seuil %s à %d pers.", "%s; threshold %s for %d", income,
                  show_money(c, p->income_threshold->cents), p->household_counted);
}

/* What a criterion was looked at with, as the answer itself where it fits a line. */
static const char *criterion_facts(struct cli *c, const intake__proposal *p, const intake__criterion *k,
                                   const intake__screening *s) {
    if (k->n_facts_missing) return phrase(c, "il manque : %s", "missing: %s", names_joined(c, k, true));
    switch (k->kind) {
    case CRITERION_KIND_LOW_INCOME: return income_fact(c, p, s);
    case CRITERION_KIND_PREGNANCY_DATED:
    case CRITERION_KIND_START_WEEK_REACHED:
        if (!p->gestational_age_days) break;
        return phrase(c, "%d semaines + %d j", "%d weeks + %d d", p->gestational_age_days / 7,
                      p->gestational_age_days % 7);
    case CRITERION_KIND_NO_DIPLOMA:
        if (!s || !s->schooling) break;
        return WORD(c, intake__diploma, s->schooling->highest_diploma);
    case CRITERION_KIND_SOURCE_ACCEPTED:
        if (!s || !s->call) break;
        return WORD(c, intake__referral_source, s->call->source);
    case CRITERION_KIND_IN_TERRITORY:
        if (!s || !s->identity || !s->identity->address || !s->identity->address->postal_code) break;
        return s->identity->address->postal_code->code;
    case CRITERION_KIND_UNSPECIFIED: break;
    }
    return names_joined(c, k, false);
}

/* A value of a newer daemon has no mark here; its word is shown all the same. */
static void criterion_cells(struct cli *c, struct table *t, const intake__proposal *p, const intake__criterion *k,
                            const intake__screening *s) {
    static const struct {
        const char *mark;
        enum colour colour;
    } marks[] = {
        [MET_UNSPECIFIED] = {" ", COLOUR_NONE},
        [MET_YES] = {"✓", COLOUR_GREEN},
        [MET_NO] = {"✗", COLOUR_RED},
        [MET_TO_VERIFY] = {"?", COLOUR_YELLOW},
    };
    unsigned met = (unsigned)k->met < sizeof marks / sizeof marks[0] ? (unsigned)k->met : 0;
    table_paint(t, marks[met].colour,
                arena_printf(&c->arena, "  %s %s", marks[met].mark, WORD(c, intake__met, k->met)));
    table_cell(t, WORD(c, intake__criterion_kind, k->kind));
    table_cell(t, criterion_facts(c, p, k, s));
    table_paint(t, COLOUR_DIM, label_of(c, k->rule));
}

/* What the rules do not count and a person should: it may lead to another decision, and the line says how. */
static void show_flags(struct cli *c, const intake__proposal *p) {
    struct joined all = joined_new(c, ", ");
    for (size_t i = 0; i < p->n_flags; i++) joined_add(&all, WORD(c, intake__flag, p->flags[i]));
    field(c, "À remarquer", "Worth noting", paint(c, COLOUR_YELLOW, joined_text(&all)));
    if (!p->consider_override) return;
    paragraph(
        c,
        pick(
            c,
            "→ La règle mène à cette orientation, mais ces faits invitent à décider autrement : une personne le peut, "
            "en disant "
            "pourquoi (sippe route decide ... --because \"...\").",
            "→ The rule leads to this route, but these facts invite another decision: a person may take it, saying why "
            "(sippe route decide ... --because \"...\")."),
        2, output_width(c));
}

/* Whatever the route: it is work of today, of whom the rules name. */
static void show_urgent(struct cli *c, const intake__proposal *p) {
    struct joined all = joined_new(c, ", ");
    for (size_t i = 0; i < p->n_urgent; i++) joined_add(&all, WORD(c, sippe__urgency, p->urgent[i]->need));
    field(c, "Urgent", "Urgent", paint(c, COLOUR_RED, joined_text(&all)));
}

const char *show_priority(struct cli *c, const intake__proposal *p) {
    struct joined why = joined_new(c, ", ");
    for (size_t i = 0; i < p->n_priority_reasons; i++)
        joined_add(&why, WORD(c, sippe__priority_reason, p->priority_reasons[i]));
    const char *reasons = joined_text(&why);
    if (!*reasons) return arena_printf(&c->arena, "P%d", p->priority);
    return arena_printf(&c->arena, "P%d (%s)", p->priority, reasons);
}

void show_proposal(struct cli *c, const intake__proposal *p, const intake__screening *s) {
    if (!p || c->json) return;
    heading(c, "Orientation proposée", "Proposed route");
    field(c, "Orientation", "Route", paint(c, COLOUR_BOLD, WORD(c, intake__route, p->route)));
    if (p->recall_on) field(c, "Rappeler le", "Call back on", show_date(c, p->recall_on));
    field(c, "Adresser à", "Right door", p->right_door);
    struct table *t = table_new(c, "  |~Critère|~Faits|~Règle", "  |~Criterion|~Facts|~Rule");
    for (size_t i = 0; i < p->n_criteria; i++) criterion_cells(c, t, p, p->criteria[i], s);
    table_end(t);
    if (p->n_urgent) show_urgent(c, p);
    if (p->n_flags) show_flags(c, p);
    if (p->priority) field(c, "Priorité suggérée", "Suggested priority", show_priority(c, p));
    if (p->rules) field(c, "Règles", "Rules", p->rules->label);
}

static void show_one(struct cli *c, const intake__decision *d) {
    field(c, "Orientation", "Route", paint(c, COLOUR_BOLD, WORD(c, intake__route, d->route)));
    field(c, "Décidée par", "Decided by", show_who(d->by));
    field(c, "Le", "On", show_instant(c, d->at));
    if (d->revised)
        field(c, "Revue parce que", "Revised because", d->override_reason);
    else if (d->override)
        field(c, "Autre que proposée", "Not as proposed", d->override_reason);
    else
        field(c, "Motif", "Reason", d->override_reason);
    if (d->priority) field(c, "Priorité", "Priority", arena_printf(&c->arena, "P%d", d->priority));
}

void show_decision(struct cli *c, const intake__decision *d) {
    if (!d || !d->route || c->json) return;
    heading(c, "Décision", "Decision");
    show_one(c, d);
}

void show_earlier_decisions(struct cli *c, intake__decision *const *all, size_t n, const intake__decision *last) {
    size_t earlier = n && last ? n - 1 : n; /* the last one stands, unless a correction took it back */
    if (!earlier || c->json) return;
    heading(c, "Décisions d'avant", "Decisions before");
    for (size_t i = 0; i < earlier; i++) {
        const intake__decision *d = all[i];
        const char *priority = d->priority ? arena_printf(&c->arena, ", P%d", d->priority) : "";
        const char *why = *d->override_reason ? phrase(c, " : %s", ": %s", d->override_reason) : "";
        paragraph(c,
                  phrase(c, "%s, %s, %s%s%s", "%s, %s, %s%s%s", show_instant(c, d->at), show_who(d->by),
                         WORD(c, intake__route, d->route), priority, why),
                  2, output_width(c));
    }
}
