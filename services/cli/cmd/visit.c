/* Visits: what is due, when workers are free, booked, moved, recorded. Times are the territory's clock, in both
 * directions. */
#include "base/message.h"
#include "cli/line/commands.h"
#include "cli/call/lookup.h"
#include "cli/encounter/shown.h"
#include "cli/encounter/visits_shown.h"
#include "cli/encounter/week.h"
#include "cli/encounter/windows_shown.h"
#include "cli/reach/contact_show.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/call/zone.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/workers/worker.h"
#include "cli/show/words.h"

/* What took place without an appointment stands in no row of the visits. */
static void unplanned_show(struct cli *c, const scheduling__family_visits_reply *v) {
    scheduling__encounter **list = arena_alloc(&c->arena, (v->n_encounters + 1) * sizeof *list);
    size_t n = 0;
    for (size_t i = 0; i < v->n_encounters; i++)
        if (!v->encounters[i]->visit_id.len && !v->encounters[i]->in_error) list[n++] = v->encounters[i];
    if (n) heading(c, "Rencontres sans visite fixée", "Encounters without an appointment");
    encounters_show(c, list, n);
}

/* A worker's round: when, at whose door, and the number to call from the car. Scheduling knows no names. */
static void round_show(struct cli *c, scheduling__visit *const *list, size_t n) {
    struct table *t = table_new(c, "Quand|Durée|Famille|~Nom|~Adresse|Téléphone|État|Visite",
                                "When|Length|Family|~Name|~Address|Phone|State|Visit");
    for (size_t i = 0; i < n; i++) {
        const scheduling__visit *v = list[i];
        const intake__get_family_reply *f = v->family_id.len ? lookup_seen(c, v->family_id) : NULL;
        table_paint(t, COLOUR_BOLD, show_brief_day(c, v->start));
        table_cell(t, arena_printf(&c->arena, "%d min", v->minutes));
        table_cell(t, v->family_number);
        table_cell(t, f ? show_name(c, f->name) : "");
        table_cell(t, f ? show_address(c, contact_or_none(c, f->contact)->address) : "");
        table_cell(t, f ? show_phone_safe(c, contact_phone(c, f->contact), contact_voice_mail(f->contact)) : "");
        struct joined state = joined_new(c, ", ");
        joined_add(&state, v->visit_id.len ? WORD(c, scheduling__visit_state, v->state) : pick(c, "pris", "taken"));
        visit_news_join(c, &state, v);
        table_cell(t, joined_text(&state));
        table_paint(t, COLOUR_DIM, show_short(c, v->visit_id));
    }
    table_end(t);
}

/* Any day of the week names it: scheduling finds the Monday. */
static int week_run(struct cli *c, const char *worker) {
    scheduling__worker_week_request *r = NEW(&c->arena, scheduling__worker_week_request);
    r->worker = worker;
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    scheduling__worker_week_reply *w = CALL(c, r, scheduling__worker_week_reply);
    if (!w) return c->exit;
    if (c->json) return print_json(c, &w->base);
    static const char *const days[2][7] = {
        {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"},
        {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}};
    say(c, "Semaine du %s, %s", "Week of %s, %s", show_date(c, w->monday), worker);
    round_show(c, w->visits, w->n_visits);
    if (w->n_visits == 0) say(c, "  aucune visite", "  no visit");
    if (w->n_substitutes) heading(c, "Remplacements", "Substitutes");
    substitutes_show(c, w->substitutes, w->n_substitutes);
    if (w->n_hours) heading(c, "Heures", "Hours");
    for (size_t i = 0; i < w->n_hours; i++) {
        const scheduling__hours *h = w->hours[i];
        if (h->weekday < 1 || h->weekday > 7) continue;
        field(c, days[FRENCH][h->weekday - 1], days[ENGLISH][h->weekday - 1],
              phrase(c, "%s à %s", "%s to %s", show_minutes(c, h->from_minute), show_minutes(c, h->to_minute)));
    }
    return CLI_DONE;
}

/* The family's id is all that is needed of her. */
static scheduling__family_visits_reply *visits_of(struct cli *c, const char *family) {
    scheduling__family_visits_request *r = NEW(&c->arena, scheduling__family_visits_request);
    return lookup_family_id(c, family, &r->family_id, NULL) ? CALL(c, r, scheduling__family_visits_reply) : NULL;
}

static int visits_run(struct cli *c) {
    const char *worker = arg_text(c, "worker"), *family = operand(c, 0);
    if ((worker != NULL) == (family != NULL))
        return stop(c, CLI_USAGE, "Donnez une famille, ou --worker CODE.", "Give a family, or --worker CODE.");
    if (worker) return week_run(c, worker);
    scheduling__family_visits_reply *v = visits_of(c, family);
    if (!v) return c->exit;
    if (c->json) return print_json(c, &v->base);
    say(c, "Famille %s : %s%s%s", "Family %s: %s%s%s", family, WORD(c, scheduling__follow_up_state, v->state),
        *v->key_worker ? pick(c, ", intervenante privilégiée ", ", key worker ") : "", v->key_worker);
    visits_show(c, v->visits, v->n_visits);
    unplanned_show(c, v);
    windows_show(c, v);
    return CLI_DONE;
}

/* All of them, from the first on: what was met, what lapsed, what is owed. */
static int windows_run(struct cli *c) {
    scheduling__family_visits_request *r = NEW(&c->arena, scheduling__family_visits_request);
    if (!lookup_family_id(c, operand(c, 0), &r->family_id, NULL)) return c->exit;
    r->all_windows = true;
    scheduling__family_visits_reply *v = CALL(c, r, scheduling__family_visits_reply);
    if (!v) return c->exit;
    if (c->json) return print_json(c, &v->base);
    say(c, "Famille %s : %s, règles « %s ».", "Family %s: %s, rules \"%s\".", operand(c, 0),
        counted(c, v->n_windows, "visite due", "visit due"), v->rules_label);
    windows_show(c, v);
    return CLI_DONE;
}

/* One line a day. */
static void slots_show(struct cli *c, const scheduling__list_slots_reply *s) {
    struct joined times = joined_new(c, ", ");
    for (size_t i = 0; i < s->n_starts; i++) {
        struct wall w = wall_at(zone_of(c), s->starts[i]->ms);
        bool last = i + 1 == s->n_starts || wall_at(zone_of(c), s->starts[i + 1]->ms).day != w.day;
        joined_add(&times, show_minutes(c, w.minute));
        if (!last) continue;
        field(c, show_day(c, w.day), show_day(c, w.day), joined_text(&times));
        times = joined_new(c, ", ");
    }
}

static int slots_run(struct cli *c) {
    scheduling__list_slots_request *r = NEW(&c->arena, scheduling__list_slots_request);
    if (!lookup_family_id(c, operand(c, 0), &r->family_id, NULL)) return c->exit;
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    scheduling__list_slots_reply *s = CALL(c, r, scheduling__list_slots_reply);
    if (!s) return c->exit;
    if (c->json) return print_json(c, &s->base);
    struct joined workers = joined_new(c, " + ");
    for (size_t i = 0; i < s->n_workers; i++) joined_add(&workers, s->workers[i]);
    say(c, "%s de %d min pour %s, %s :", "%s of %d min for %s, %s:", counted(c, s->n_starts, "plage", "slot"),
        s->minutes, joined_text(&workers),
        s->travel_unknown
            ? pick(c, "adresse inconnue, un trajet habituel est compté", "address not known, a usual way is counted")
            : pick(c, "trajets comptés", "travel counted"));
    slots_show(c, s);
    return CLI_DONE;
}

/* A person may want it so; that she does is asked of nobody, and that she knows it is. */
static void outside_say(struct cli *c, bool outside_window) {
    if (outside_window)
        say(c, "Attention : aucune visite n'est due ce jour-là (sippe visit windows).",
            "Note: no visit is due on that day (sippe visit windows).");
}

static int book_run(struct cli *c) {
    scheduling__book_visit_request *r = NEW(&c->arena, scheduling__book_visit_request);
    if (!lookup_family_id(c, operand(c, 0), &r->family_id, NULL)) return c->exit;
    int rc = request_fill(c, &r->base);
    if (rc == 0) rc = request_set(c, &r->base, "start", operand(c, 1), pick(c, "MOMENT", "TIME"));
    if (rc) return rc;
    scheduling__book_visit_reply *done = CALL(c, r, scheduling__book_visit_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Visite %s fixée : %s.", "Visit %s booked: %s.", show_short(c, done->visit_id), show_instant(c, r->start));
    outside_say(c, done->outside_window);
    return CLI_DONE;
}

/* The visit that an operand names, or the family's only one that is to come. */
static scheduling__visit *visit_of(struct cli *c, size_t at) {
    if (arg_text(c, "worker")) return visit_of_week(c, at);
    scheduling__family_visits_reply *v = visits_of(c, operand(c, 0));
    return v ? lookup_visit(c, v, operand(c, at)) : NULL;
}

/* What was acted upon is said with its day: the only open one was chosen without a word. */
static const char *visit_text(struct cli *c, const scheduling__visit *v) {
    return phrase(c, "la visite %s du %s (%s)", "visit %s on %s (%s)", show_short(c, v->visit_id),
                  show_instant(c, v->start), visit_workers_text(c, v));
}

static int confirm_run(struct cli *c) {
    scheduling__visit *v = visit_of(c, 1);
    scheduling__confirm_visit_request *r = NEW(&c->arena, scheduling__confirm_visit_request);
    if (!v) return c->exit;
    r->visit_id = v->visit_id;
    r->version = version_of(c, v->version);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    scheduling__confirm_visit_reply *done = CALL(c, r, scheduling__confirm_visit_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Confirmée : %s.", "Confirmed: %s.", visit_text(c, v));
    return CLI_DONE;
}

static int move_run(struct cli *c) {
    scheduling__visit *v = visit_of(c, 1);
    scheduling__move_visit_request *r = NEW(&c->arena, scheduling__move_visit_request);
    if (!v) return c->exit;
    r->visit_id = v->visit_id;
    r->version = version_of(c, v->version);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    scheduling__move_visit_reply *done = CALL(c, r, scheduling__move_visit_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Déplacée : %s → %s.", "Moved: %s → %s.", visit_text(c, v), show_instant(c, r->start));
    outside_say(c, done->outside_window);
    return CLI_DONE;
}

static int cancel_run(struct cli *c) {
    scheduling__visit *v = visit_of(c, 1);
    scheduling__cancel_visit_request *r = NEW(&c->arena, scheduling__cancel_visit_request);
    if (!v) return c->exit;
    r->visit_id = v->visit_id;
    r->version = version_of(c, v->version);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    scheduling__cancel_visit_reply *done = CALL(c, r, scheduling__cancel_visit_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Annulée : %s.", "Cancelled: %s.", visit_text(c, v));
    return CLI_DONE;
}

static int record_run(struct cli *c) {
    scheduling__visit *v = visit_of(c, 2);
    scheduling__record_visit_request *r = NEW(&c->arena, scheduling__record_visit_request);
    if (!v) return c->exit;
    r->visit_id = v->visit_id;
    r->version = version_of(c, v->version);
    r->result = (scheduling__visit_result)operand_choice(c, 1);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    scheduling__record_visit_reply *done = CALL(c, r, scheduling__record_visit_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Notée, %s : %s.", "Recorded, %s: %s.", WORD(c, scheduling__visit_result, r->result), visit_text(c, v));
    return CLI_DONE;
}

#define FAMILY                                                                                                         \
    { .kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY" }
#define VISIT                                                                                                          \
    { .kind = OPERAND_TEXT, .fr = "VISITE", .en = "VISIT", .optional = true }
#define OPTION_REASON(flags_)                                                                                          \
    { "reason", OPTION_TEXT, flags_, "reason", NULL, NULL, "pourquoi", "why" }
#define OPTION_OUTSIDE                                                                                                 \
    {                                                                                                                  \
        "outside-hours", OPTION_FLAG, 0, "outside_hours", NULL, NULL,                                                  \
            "même hors des heures des intervenantes (--reason dit pourquoi)",                                          \
            "outside of the workers' hours too (--reason says why)"                                                    \
    }
#define OPTION_WORKERS                                                                                                 \
    {                                                                                                                  \
        "workers", OPTION_TEXT, OPTION_MANY, "workers", NULL, NULL,                                                    \
            "codes des intervenantes (sinon les mêmes, ou la privilégiée)",                                            \
            "codes of the workers (else the same, or the key worker)"                                                  \
    }

static const struct option visits_options[] = {
    {"worker", OPTION_TEXT, 0, NULL, NULL, NULL, "la semaine de cette intervenante", "the week of this worker"},
    {"week", OPTION_DATE, 0, "monday", NULL, NULL, "le lundi de la semaine (sinon celle-ci)",
     "the week's Monday (else this one)"},
};
static const struct option slots_options[] = {
    OPTION_WORKERS,
    {"from", OPTION_DATE, 0, "from", NULL, NULL, "à partir de ce jour (sinon aujourd'hui)",
     "from this day on (else today)"},
    {"days", OPTION_NUMBER, 0, "days", NULL, NULL, "sur tant de jours (sinon 14)", "over so many days (else 14)"},
    {"minutes", OPTION_NUMBER, 0, "minutes", NULL, NULL, "durée (sinon celle de la cadence)",
     "length (else the cadence's)"},
};
static const struct option book_options[] = {
    OPTION_WORKERS,
    OPTION_REASON(0),
    OPTION_OUTSIDE,
    {"minutes", OPTION_NUMBER, 0, "minutes", NULL, NULL, "durée (sinon celle de la cadence)",
     "length (else the cadence's)"},
};
static const struct option confirm_options[] = {OPTION_VERSION};
static const struct option move_options[] = {
    {"to", OPTION_TIME, OPTION_REQUIRED, "start", NULL, NULL, "quand, comme « 2026-11-24 09:30 »",
     "when, like \"2026-11-24 09:30\""},
    OPTION_WORKERS,
    OPTION_REASON(OPTION_REQUIRED),
    OPTION_OUTSIDE,
    OPTIONS_OF_WEEK,
    OPTION_VERSION,
};
static const struct option cancel_options[] = {OPTION_REASON(OPTION_REQUIRED), OPTIONS_OF_WEEK, OPTION_VERSION};
static const struct option record_options[] = {
    {"minutes", OPTION_NUMBER, 0, "minutes", NULL, NULL, "durée réelle (sinon comme prévu)",
     "how long it took (else as booked)"},
    OPTION_REASON(0),
    OPTIONS_OF_WEEK,
    OPTION_VERSION,
};

const struct command visit_commands[] = {
    {.noun = "visits",
     .fr = "les visites d'une famille, ou la semaine d'une intervenante",
     .en = "the visits of a family, or a worker's week",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY", .optional = true}},
     OPTIONS(visits_options),
     .run = visits_run},
    {.noun = "visit",
     .verb = "windows",
     .fr = "toutes les visites dues d'une famille, et ce qu'il en est",
     .en = "all visits due to a family, and what became of each",
     .operands = {FAMILY},
     .run = windows_run},
    {.noun = "visit",
     .verb = "slots",
     .fr = "quand les intervenantes sont libres",
     .en = "when the workers are free",
     .operands = {FAMILY},
     OPTIONS(slots_options),
     .run = slots_run},
    {.noun = "visit",
     .verb = "book",
     .fr = "fixer une visite",
     .en = "book a visit",
     .operands = {FAMILY, {.kind = OPERAND_TEXT, .fr = "MOMENT", .en = "TIME"}},
     OPTIONS(book_options),
     .run = book_run},
    {.noun = "visit",
     .verb = "confirm",
     .fr = "confirmer une visite proposée",
     .en = "confirm a proposed visit",
     .operands = {FAMILY, VISIT},
     OPTIONS(confirm_options),
     .run = confirm_run},
    {.noun = "visit",
     .verb = "move",
     .fr = "déplacer une visite",
     .en = "move a visit",
     .operands = {FAMILY, VISIT},
     OPTIONS(move_options),
     .run = move_run},
    {.noun = "visit",
     .verb = "cancel",
     .fr = "annuler une visite",
     .en = "cancel a visit",
     .operands = {FAMILY, VISIT},
     OPTIONS(cancel_options),
     .run = cancel_run},
    {.noun = "visit",
     .verb = "record",
     .fr = "noter ce qui s'est passé",
     .en = "record what happened",
     .operands =
         {FAMILY,
          {.kind = OPERAND_CHOICE, .fr = "RÉSULTAT", .en = "RESULT", .choices = &scheduling__visit_result__descriptor},
          VISIT},
     OPTIONS(record_options),
     .run = record_run},
};
COMMANDS_END(visit);
