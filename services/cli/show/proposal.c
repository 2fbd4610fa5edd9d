#include "cli/show/proposal.h"

#include <string.h>
#include "cli/show/label.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

static const char *labels_joined(struct cli *c, const char *const *paths, size_t n) {
    struct joined all = joined_new(c, ", ");
    for (size_t i = 0; i < n; i++) joined_add(&all, label_of(c, paths[i]));
    return joined_text(&all);
}

/* "": she told none. */
static const char *range_told(struct cli *c, const intake__screening *s) {
    const sippe__money_answer *a = s && s->income ? s->income->annual : NULL;
    bool told = a && a->answer_case == SIPPE__MONEY_ANSWER__ANSWER_RANGE && a->range;
    return told ? show_money_range(c, a->range) : "";
}

static const char *income_told(struct cli *c, const intake__screening *s) {
    const sippe__money_answer *a = s && s->income ? s->income->annual : NULL;
    const char *range = range_told(c, s);
    if (*range) return range;
    return a && a->answer_case == SIPPE__MONEY_ANSWER__ANSWER_VALUE && a->value ? show_money(c, a->value->cents) : "–";
}

/* The amount beside the threshold that it was held against: the size of the household decides which. */
static const char *income_fact(struct cli *c, const intake__proposal *p, const intake__screening *s) {
    const char *income = income_told(c, s);
    if (!p->income_threshold) return income;
    return phrase(c, "%s; seuil %s à %d pers.", "%s; threshold %s for %d", income,
                  show_money(c, p->income_threshold->cents), p->household_counted);
}

/* What a criterion was looked at with, as the answer itself where it fits a line. */
static const char *criterion_facts(struct cli *c, const intake__proposal *p, const intake__criterion *k,
                                   const intake__screening *s) {
    if (k->n_facts_missing)
        return phrase(c, "il manque : %s", "missing: %s", labels_joined(c, k->facts_missing, k->n_facts_missing));
    switch (k->kind) {
    case CRITERION_KIND_LOW_INCOME: return income_fact(c, p, s);
    case CRITERION_KIND_PREGNANCY_DATED:
    case CRITERION_KIND_START_WEEK_REACHED:
    case CRITERION_KIND_OLO_START_WEEK_REACHED:
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
    case CRITERION_KIND_IN_PROGRAMME_AGE:
        if (!p->programme_end) break;
        return phrase(c, "jusqu'au %s", "until %s", show_date(c, p->programme_end));
    case CRITERION_KIND_IN_OLO_AGE:
        if (!p->olo_end) break;
        return phrase(c, "jusqu'au %s", "until %s", show_date(c, p->olo_end));
    case CRITERION_KIND_UNSPECIFIED: break;
    }
    return labels_joined(c, k->facts_used, k->n_facts_used);
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

/* Olo's own week is told where it says something else than SIPPE's, and the child's ages where they stand in the way:
 * of most calls they say nothing. */
static bool criterion_speaks(const intake__proposal *p, const intake__criterion *k) {
    if (k->kind == CRITERION_KIND_IN_PROGRAMME_AGE || k->kind == CRITERION_KIND_IN_OLO_AGE) return k->met != MET_YES;
    if (k->kind != CRITERION_KIND_OLO_START_WEEK_REACHED) return true;
    for (size_t i = 0; i < p->n_criteria; i++)
        if (p->criteria[i]->kind == CRITERION_KIND_START_WEEK_REACHED && p->criteria[i]->met == k->met) return false;
    return true;
}

/* ---- how it may still end, and what would tell ---- */

static const char *possible_text(struct cli *c, const intake__possible *p) {
    const char *route = WORD(c, intake__route, p->route);
    if (p->because)
        route = phrase(c, "%s (%s%s%s)", "%s (%s%s%s)", route, WORD(c, intake__other_reason, p->because),
                       *p->right_door ? " : " : "", p->right_door);
    if (p->or_later) return phrase(c, "%s, tout de suite ou plus tard", "%s, at once or later", route);
    return p->from ? phrase(c, "%s dès le %s", "%s from %s", route, show_date(c, p->from)) : route;
}

static void show_possible(struct cli *c, const intake__proposal *p) {
    struct joined all = joined_new(c, pick(c, " ; ", "; "));
    for (size_t i = 0; i < p->n_possible; i++) joined_add(&all, possible_text(c, p->possible[i]));
    if (p->n_possible > 1 || p->route == ROUTE_CALL_BACK)
        field(c, "Encore possibles", "Still possible", joined_text(&all));
}

/* As a nurse says it. */
static const struct {
    const char *path, *fr, *en;
} questions[] = {
    {"identity.address.postal_code", "son code postal ?", "her postal code?"},
    {"pregnancy.already_delivered", "le bébé est-il né ?", "is the baby born?"},
    {"pregnancy.due_date", "pour quand est prévu l'accouchement ?", "when is the baby due?"},
    {"pregnancy.last_menstrual_date", "le premier jour des dernières règles ?", "the first day of her last period?"},
    {"pregnancy.weeks_stated", "à combien de semaines est-elle ?", "how many weeks is she?"},
    {"pregnancy.child_birth_date", "si le bébé est né, quel jour ?", "if the baby is born, on which day?"},
    {"pregnancy.multiple_pregnancy", "attend-elle plus d'un bébé ?", "does she expect more than one baby?"},
    {"household.size", "combien de personnes dans le ménage, sans l'enfant à naître ?",
     "how many persons in the household, without the unborn child?"},
    {"income.annual", "le revenu de l'année ?", "the year's income?"},
    {"schooling.highest_diploma", "son plus haut diplôme ?", "her highest diploma?"},
    {"schooling.years_abroad", "combien d'années d'études dans un autre pays ?", "how many years of school abroad?"},
};

static const char *question_asked(struct cli *c, const char *path) {
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++)
        if (strcmp(questions[i].path, path) == 0) return pick(c, questions[i].fr, questions[i].en);
    return label_of(c, path);
}

/* What she has said of it already, so that whoever asks again goes on from there. */
static const char *said_of(struct cli *c, const intake__question *q, const intake__screening *s) {
    const char *range = strcmp(q->fact, "income.annual") == 0 ? range_told(c, s) : "";
    return *range ? phrase(c, " (elle a dit : %s)", " (she said: %s)", range) : "";
}

/* A threshold in the question lets her answer yes or no, and say no amount. */
static const char *question_text(struct cli *c, const intake__question *q, const intake__screening *s) {
    const char *fact = question_asked(c, q->fact), *said = said_of(c, q, s);
    if (q->whom == WHOM_US) return phrase(c, "%s : à nous de le trouver", "%s: ours to find out", label_of(c, q->fact));
    if (!q->below) return arena_printf(&c->arena, "%s%s", fact, said);
    return phrase(c, "%s %s ou moins, pour %d personnes ?%s", "%s %s or less, for %d persons?%s", fact,
                  show_money(c, q->below->cents), q->persons, said);
}

static void show_questions(struct cli *c, const intake__proposal *p, const intake__screening *s) {
    for (size_t i = 0; i < p->n_ask; i++)
        field(c, i ? "" : "À demander", i ? "" : "To ask",
              arena_printf(&c->arena, "%zu. %s", i + 1, question_text(c, p->ask[i], s)));
}

static void show_unknowns(struct cli *c, const intake__proposal *p, const intake__screening *s) {
    show_possible(c, p);
    show_questions(c, p, s);
    field(c, "Inutile de demander", "Not to be asked", labels_joined(c, p->not_needed, p->n_not_needed));
    if (!p->n_declined) return;
    paragraph(c,
              phrase(c, "Elle préfère ne pas dire : %s. À vous de décider.",
                     "She would rather not say: %s. It is for you to decide.",
                     labels_joined(c, p->declined, p->n_declined)),
              2, output_width(c));
}

static void show_contradictions(struct cli *c, const intake__proposal *p) {
    for (size_t i = 0; i < p->n_contradictions; i++) {
        const intake__contradiction *k = p->contradictions[i];
        field(c, i ? "" : "Ne concorde pas", i ? "" : "Does not agree",
              paint(c, COLOUR_YELLOW,
                    arena_printf(&c->arena, "%s (%s)", WORD(c, intake__contradiction_kind, k->kind),
                                 labels_joined(c, k->facts, k->n_facts))));
    }
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

/* Nobody is called back for what she would rather not say, or what only we can find out. */
static const char *route_text(struct cli *c, const intake__proposal *p) {
    bool asks_her = p->route != ROUTE_CALL_BACK;
    for (size_t i = 0; i < p->n_ask; i++) asks_her = asks_her || p->ask[i]->whom == WHOM_HER;
    if (asks_her) return WORD(c, intake__route, p->route);
    return pick(c, "à décider par une personne; rien de plus à demander à la famille",
                "for a person to decide; nothing more to ask the family");
}

void show_proposal(struct cli *c, const intake__proposal *p, const intake__screening *s) {
    if (!p || c->json) return;
    heading(c, "Orientation proposée", "Proposed route");
    field(c, "Orientation", "Route", paint(c, COLOUR_BOLD, route_text(c, p)));
    if (p->because) field(c, "Raison", "Reason", WORD(c, intake__other_reason, p->because));
    if (p->recall_on) field(c, "Rappeler le", "Call back on", show_date(c, p->recall_on));
    field(c, "Adresser à", "Right door", p->right_door);
    show_unknowns(c, p, s);
    show_contradictions(c, p);
    if (*p->clsc_suggested)
        field(c, "Autre CLSC", "Other CLSC",
              phrase(c, "son code postal est du CLSC %s : lui remettre le dossier ?",
                     "her postal code is CLSC %s's: hand her file over?", p->clsc_suggested));
    struct table *t = table_new(c, "  |~Critère|~Faits|~Règle", "  |~Criterion|~Facts|~Rule");
    for (size_t i = 0; i < p->n_criteria; i++)
        if (criterion_speaks(p, p->criteria[i])) criterion_cells(c, t, p, p->criteria[i], s);
    table_end(t);
    if (p->n_urgent) show_urgent(c, p);
    if (p->n_flags) show_flags(c, p);
    if (p->priority) field(c, "Priorité suggérée", "Suggested priority", show_priority(c, p));
    if (p->rules) field(c, "Règles", "Rules", p->rules->label);
    if (p->rules_came_later)
        paragraph(c,
                  pick(c, "Le territoire n'avait pas de règles le jour de l'appel : ce sont celles d'aujourd'hui.",
                       "The territory had no rules on the day of the call: these are today's."),
                  2, output_width(c));
}

void show_proposal_today(struct cli *c, const intake__proposal *p) {
    if (!p || c->json) return;
    const char *label = p->rules ? p->rules->label : "";
    heading(c, "Avec les règles d'aujourd'hui", "By today's rules");
    field(c, "Orientation", "Route", WORD(c, intake__route, p->route));
    if (p->because) field(c, "Raison", "Reason", WORD(c, intake__other_reason, p->because));
    if (p->recall_on) field(c, "Rappeler le", "Call back on", show_date(c, p->recall_on));
    field(c, "Adresser à", "Right door", p->right_door);
    show_possible(c, p);
    field(c, "Règles", "Rules", label);
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

void left_out_say(struct cli *c, size_t n) {
    if (!n) return;
    say(c, "Quelqu'un d'autre appelle pour elle : %s. Il reste de quoi la rappeler.",
        "Somebody else calls for her: %s. What is needed to call her back is kept.",
        counted(c, n, "réponse n'est pas gardée/réponses ne sont pas gardées",
                "answer is not kept/answers are not kept"));
}
