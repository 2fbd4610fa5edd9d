/* Encounters: what took place with a family, with or without an appointment, and what was written down wrong. */
#include "base/message.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/line/commands.h"
#include "cli/encounter/shown.h"
#include "cli/show/output.h"

static scheduling__family_visits_reply *visits_of(struct cli *c, ProtobufCBinaryData *family) {
    scheduling__family_visits_request *r = NEW(&c->arena, scheduling__family_visits_request);
    if (!lookup_family_id(c, operand(c, 0), &r->family_id, NULL)) return NULL;
    *family = r->family_id;
    return CALL(c, r, scheduling__family_visits_reply);
}

/* ---- list ---- */

static int list_run(struct cli *c) {
    ProtobufCBinaryData family;
    scheduling__family_visits_reply *v = visits_of(c, &family);
    if (!v) return c->exit;
    if (c->json) return print_json(c, &v->base);
    say(c, "Famille %s : %s.", "Family %s: %s.", operand(c, 0),
        counted(c, v->n_encounters, "rencontre notée", "encounter recorded"));
    encounters_show(c, v->encounters, v->n_encounters);
    return CLI_DONE;
}

/* ---- record ---- */

/* What she was told of is the appointment that it closes; its time is that of the encounter unless another is given. */
static bool name_visit(struct cli *c, const scheduling__family_visits_reply *v,
                       scheduling__record_encounter_request *r) {
    if (!arg_text(c, "visit")) return true;
    const scheduling__visit *visit = lookup_visit(c, v, arg_text(c, "visit"));
    if (!visit) return false;
    r->visit_id = visit->visit_id;
    r->visit_version = visit->version;
    r->facts->start = visit->start;
    return true;
}

static int record_run(struct cli *c) {
    scheduling__record_encounter_request *r = NEW(&c->arena, scheduling__record_encounter_request);
    scheduling__family_visits_reply *v = visits_of(c, &r->family_id);
    r->facts = NEW(&c->arena, scheduling__encounter_facts);
    if (!v || !name_visit(c, v, r)) return c->exit;
    int rc = operand(c, 1) ? request_set(c, &r->base, "facts.start", operand(c, 1), pick(c, "MOMENT", "TIME")) : 0;
    if (rc == 0) rc = request_fill(c, &r->base);
    if (rc) return rc;
    scheduling__record_encounter_reply *done = CALL(c, r, scheduling__record_encounter_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Rencontre %s notée : %s.", "Encounter %s recorded: %s.", show_short(c, done->encounter_id),
        show_instant(c, r->facts->start));
    return CLI_DONE;
}

/* ---- correct ---- */

static const scheduling__encounter *encounter_of(struct cli *c, const scheduling__family_visits_reply *v) {
    const char *text = operand(c, 1);
    const scheduling__encounter *found = NULL;
    size_t n = 0;
    for (size_t i = 0; i < v->n_encounters; i++) {
        if (strncmp(show_hex(c, v->encounters[i]->encounter_id), text, strlen(text)) != 0) continue;
        found = v->encounters[i];
        n++;
    }
    if (n == 1) return found;
    stop(c, CLI_REFUSED, "rencontre : rien, ou plusieurs, de cette famille commencent par %s.",
         "encounter: nothing, or several, of this family begin with %s.", text);
    return NULL;
}

/* The whole new value is sent: what is not given is as it was. A list that is given takes the place of the other. */
static scheduling__encounter_facts *facts_from(struct cli *c, const scheduling__encounter *e) {
    scheduling__encounter_facts *f =
        e->facts ? message_copy(&c->arena, &e->facts->base) : NEW(&c->arena, scheduling__encounter_facts);
    if (arg_text(c, "workers")) f->n_workers = 0;
    if (arg_text(c, "met")) f->n_met = 0;
    if (arg_flag(c, "done")) f->missed = ENCOUNTER_MISSED_UNSPECIFIED;
    if (arg_text(c, "missed")) f->n_met = 0;
    return f;
}

static int correct_run(struct cli *c) {
    scheduling__correct_encounter_request *r = NEW(&c->arena, scheduling__correct_encounter_request);
    ProtobufCBinaryData family;
    scheduling__family_visits_reply *v = visits_of(c, &family);
    const scheduling__encounter *e = v ? encounter_of(c, v) : NULL;
    if (!e) return c->exit;
    r->encounter_id = e->encounter_id;
    r->version = version_of(c, e->version);
    if (!arg_flag(c, "in-error")) r->facts = facts_from(c, e);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    scheduling__correct_encounter_reply *done = CALL(c, r, scheduling__correct_encounter_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    if (r->in_error)
        say(c, "Rencontre %s annulée : elle était inscrite par erreur.",
            "Encounter %s struck out: it was entered in error.", show_short(c, e->encounter_id));
    else
        say(c, "Rencontre %s corrigée.", "Encounter %s corrected.", show_short(c, e->encounter_id));
    return CLI_DONE;
}

#define FAMILY                                                                                                         \
    { .kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY" }
#define FACTS                                                                                                          \
    {"missed",                                                                                                         \
     OPTION_CHOICE,                                                                                                    \
     0,                                                                                                                \
     "facts.missed",                                                                                                   \
     NULL,                                                                                                             \
     &scheduling__encounter_missed__descriptor,                                                                        \
     "pourquoi elle n'a pas eu lieu",                                                                                  \
     "why it did not take place"},                                                                                     \
        {"minutes", OPTION_NUMBER, 0, "facts.minutes", NULL, NULL, "durée", "how long it took"},                       \
        {"mode",                                                                                                       \
         OPTION_CHOICE,                                                                                                \
         0,                                                                                                            \
         "facts.mode",                                                                                                 \
         NULL,                                                                                                         \
         &scheduling__encounter_mode__descriptor,                                                                      \
         "comment (sinon en personne)",                                                                                \
         "in which way (else in person)"},                                                                             \
        {"place", OPTION_CHOICE, 0, "facts.place", NULL, &scheduling__encounter_place__descriptor, "où", "where"},     \
        {"language",                                                                                                   \
         OPTION_TEXT,                                                                                                  \
         0,                                                                                                            \
         "facts.language",                                                                                             \
         NULL,                                                                                                         \
         NULL,                                                                                                         \
         "langue parlée, comme « es »",                                                                                \
         "language spoken, like \"es\""},                                                                              \
        {"interpreter", OPTION_FLAG, 0, "facts.interpreter", NULL, NULL, "avec interprète", "with an interpreter"},    \
        {"workers",                                                                                                    \
         OPTION_TEXT,                                                                                                  \
         OPTION_MANY,                                                                                                  \
         "facts.workers",                                                                                              \
         NULL,                                                                                                         \
         NULL,                                                                                                         \
         "codes de celles qui y étaient",                                                                              \
         "codes of those who went"},                                                                                   \
        {"met",          OPTION_CHOICE, OPTION_MANY, "facts.met", NULL, &scheduling__encounter_met__descriptor,        \
         "qui était là", "who was met"},                                                                               \
    {                                                                                                                  \
        "note", OPTION_TEXT, 0, "facts.note", NULL, NULL, "ce qu'il faut savoir", "what should be known"               \
    }

static const struct option record_options[] = {
    {"visit", OPTION_TEXT, 0, NULL, NULL, NULL, "la visite fixée qui a eu lieu, ou non (premiers chiffres)",
     "the visit that was booked (first digits)"},
    FACTS,
};
static const struct option correct_options[] = {
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi c'était faux", "why it was wrong"},
    {"in-error", OPTION_FLAG, 0, "in_error", NULL, NULL, "elle n'a jamais été : la rayer",
     "it never was: strike it out"},
    {"at", OPTION_TIME, 0, "facts.start", NULL, NULL, "quand, comme « 2026-11-24 09:30 »",
     "when, like \"2026-11-24 09:30\""},
    {"done", OPTION_FLAG, 0, NULL, NULL, NULL, "elle a eu lieu", "it took place"},
    FACTS,
    OPTION_VERSION,
};

const struct command encounter_commands[] = {
    {.noun = "encounter",
     .verb = "record",
     .fr = "noter une rencontre, avec ou sans visite fixée",
     .en = "record an encounter, with or without an appointment",
     .more_fr = "Sans MOMENT : l'heure de la visite (--visit). Une rencontre oubliée se note plus tard, aussi après la "
                "fin du suivi.",
     .more_en = "Without TIME: the visit's (--visit). One that was forgotten is recorded later, after the end of the "
                "follow-up too.",
     .operands = {FAMILY, {.kind = OPERAND_TEXT, .fr = "MOMENT", .en = "TIME", .optional = true}},
     OPTIONS(record_options),
     .run = record_run},
    {.noun = "encounter",
     .verb = "correct",
     .fr = "corriger une rencontre mal notée, ou la rayer",
     .en = "correct an encounter that was recorded wrong, or strike it out",
     .operands = {FAMILY, {.kind = OPERAND_TEXT, .fr = "RENCONTRE", .en = "ENCOUNTER"}},
     OPTIONS(correct_options),
     .run = correct_run},
    {.noun = "encounter",
     .verb = "list",
     .fr = "les rencontres d'une famille",
     .en = "the encounters of a family",
     .operands = {FAMILY},
     .run = list_run},
};
COMMANDS_END(encounter);
