/* The register of incidents of confidentiality, for those who answer for it: coordinators and the privacy officer. */
#include "base/message.h"
#include "cli/call/lookup.h"
#include "cli/call/pages.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/erase/erase.h"
#include "cli/incident/incident.h"
#include "cli/line/commands.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

/* ---- opened, listed, shown ---- */

static int open_run(struct cli *c) {
    intake__open_incident_request *r = NEW(&c->arena, intake__open_incident_request);
    const char *family = arg_text(c, "family");
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    if (family && !warden_family_id(c, family, &r->family_id)) return c->exit;
    const intake__open_incident_reply *done = CALL(c, r, intake__open_incident_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Incident %s ouvert. Évaluez le risque au plus tard le %s.", "Incident %s opened. Assess the risk by %s.",
        show_short(c, done->incident_id), show_date(c, done->act_by));
    if (family)
        say(c, "Rien du dossier de la famille %s n'est détruit tant qu'il est ouvert.",
            "Nothing of family %s's file is destroyed while it is open.", family);
    return CLI_DONE;
}

static const char *serious_text(struct cli *c, const intake__incident_summary *s) {
    return s->assessment ? show_yes_no(c, s->assessment->serious_injury) : "";
}

static int list_run(struct cli *c) {
    intake__list_incidents_request *r = NEW(&c->arena, intake__list_incidents_request);
    const char *family = arg_text(c, "family");
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    if (family && !warden_family_id(c, family, &r->family_id)) return c->exit;
    intake__list_incidents_reply *list = PAGES(c, r, intake__list_incidents_reply);
    if (!list) return c->exit;
    if (c->json) return print_json(c, &list->base);
    struct table *t = table_new(c, "Incident|Connu le|~Nature|Famille|Échéance|Sérieux|~État",
                                "Incident|Known|~Kind|Family|Due|Serious|~State");
    for (size_t i = 0; i < list->n_incidents; i++) {
        const intake__incident_summary *s = list->incidents[i];
        if (!s->facts) return fail_hollow(c, NULL);
        table_cell(t, show_short(c, s->incident_id));
        table_cell(t, show_date(c, s->facts->known_on));
        table_cell(t, WORD(c, intake__incident_kind, s->facts->kind));
        table_cell(t, s->family_number);
        table_cell(t, s->act_by ? show_brief_date(c, s->act_by) : "");
        table_cell(t, serious_text(c, s));
        table_cell(t, WORD(c, intake__incident_state, s->state));
    }
    table_end(t);
    say(c, "%s.", "%s.", counted(c, list->n_incidents, "incident", "incident"));
    pages_more(c, list->next);
    return CLI_DONE;
}

static int show_run(struct cli *c) {
    const intake__get_incident_reply *g = lookup_incident(c, operand(c, 0));
    if (!g) return c->exit;
    if (c->json) return print_json(c, &g->base);
    incident_show(c, g);
    return CLI_DONE;
}

/* ---- changed ---- */

/* What every change begins with: the incident that is named, in the version that was read, then what the line says. 0,
 * or the exit code. */
#define BEGIN(c, r, known)                                                                                             \
    ((known) = lookup_incident((c), operand((c), 0)),                                                                  \
     (known) ? ((r)->incident_id = (known)->summary->incident_id,                                                      \
                (r)->version = version_of((c), (known)->summary->version), request_fill((c), &(r)->base))              \
             : (c)->exit)

/* Is any option of the facts given? What is not said stays as it is noted. */
static bool tells_facts(const struct cli *c) {
    static const char *const names[] = {"kind",  "information", "described", "circumstances", "occurred",
                                        "until", "about",       "known",     "people",        "people-about"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (arg_text(c, names[i]) || arg_flag(c, names[i])) return true;
    return false;
}

/* A list, a number or a day that is told stands in place of what was noted with all that was said of it. */
static intake__incident_facts *facts_before(struct cli *c, const intake__get_incident_reply *known) {
    intake__incident_facts *f = message_copy(&c->arena, &known->summary->facts->base);
    if (!f) return NULL;
    if (arg_text(c, "information")) f->n_information = 0;
    if (arg_text(c, "people")) f->people_about = false;
    if (!arg_text(c, "occurred")) return f;
    f->occurred_until = NULL;
    f->occurred_about = false;
    return f;
}

static int note_run(struct cli *c) {
    intake__note_incident_request *r = NEW(&c->arena, intake__note_incident_request);
    const intake__get_incident_reply *known = lookup_incident(c, operand(c, 0));
    if (!known) return c->exit;
    r->incident_id = known->summary->incident_id;
    r->version = version_of(c, known->summary->version);
    if (tells_facts(c)) r->facts = facts_before(c, known);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    const intake__note_incident_reply *done = CALL(c, r, intake__note_incident_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Incident %s : noté.", "Incident %s: noted.", show_short(c, r->incident_id));
    return CLI_DONE;
}

static int assess_run(struct cli *c) {
    intake__assess_incident_request *r = NEW(&c->arena, intake__assess_incident_request);
    const intake__get_incident_reply *known;
    int rc = BEGIN(c, r, known);
    if (rc) return rc;
    const intake__assess_incident_reply *done = CALL(c, r, intake__assess_incident_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    if (r->assessment && r->assessment->serious_injury == YES_NO_YES)
        say(c,
            "Incident %s : risque de préjudice sérieux. À aviser : la Commission d'accès à l'information, le ministre, "
            "la personne.",
            "Incident %s: a risk of serious injury. To be told: the Commission d'accès à l'information, the minister, "
            "the person.",
            show_short(c, r->incident_id));
    else
        say(c, "Incident %s : pas de risque de préjudice sérieux.", "Incident %s: no risk of serious injury.",
            show_short(c, r->incident_id));
    return CLI_DONE;
}

static int notify_run(struct cli *c) {
    intake__notify_incident_request *r = NEW(&c->arena, intake__notify_incident_request);
    const intake__get_incident_reply *known;
    int rc = BEGIN(c, r, known);
    if (rc) return rc;
    if (!r->notice) r->notice = NEW(&c->arena, intake__incident_notice);
    r->notice->notified = (intake__incident_notified)operand_choice(c, 1);
    const intake__notify_incident_reply *done = CALL(c, r, intake__notify_incident_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Incident %s : %s, avis du %s noté.", "Incident %s: %s, notice of %s noted.", show_short(c, r->incident_id),
        WORD(c, intake__incident_notified, r->notice->notified), show_date(c, r->notice->on));
    return CLI_DONE;
}

static int close_run(struct cli *c) {
    intake__close_incident_request *r = NEW(&c->arena, intake__close_incident_request);
    const intake__get_incident_reply *known;
    int rc = BEGIN(c, r, known);
    if (rc) return rc;
    const intake__close_incident_reply *done = CALL(c, r, intake__close_incident_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Incident %s fermé. Il reste au registre jusqu'au %s.",
        "Incident %s closed. It stays in the register until %s.", show_short(c, r->incident_id),
        show_date(c, done->kept_until));
    return CLI_DONE;
}

static int reopen_run(struct cli *c) {
    intake__reopen_incident_request *r = NEW(&c->arena, intake__reopen_incident_request);
    const intake__get_incident_reply *known;
    int rc = BEGIN(c, r, known);
    if (rc) return rc;
    const intake__reopen_incident_reply *done = CALL(c, r, intake__reopen_incident_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Incident %s rouvert, à évaluer au plus tard le %s.", "Incident %s opened again, to be assessed by %s.",
        show_short(c, r->incident_id), show_date(c, done->act_by));
    return CLI_DONE;
}

static int strike_run(struct cli *c) {
    intake__strike_incident_request *r = NEW(&c->arena, intake__strike_incident_request);
    const intake__get_incident_reply *known;
    int rc = BEGIN(c, r, known);
    if (rc) return rc;
    const intake__strike_incident_reply *done = CALL(c, r, intake__strike_incident_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Incident %s rayé : ce n'en était pas un. Son histoire reste.",
        "Incident %s struck out: it was none. Its history stays.", show_short(c, r->incident_id));
    return CLI_DONE;
}

/* ---- the line ---- */

#define FACTS(required)                                                                                                \
    {"kind",                                                                                                           \
     OPTION_CHOICE,                                                                                                    \
     (required),                                                                                                       \
     "facts.kind",                                                                                                     \
     NULL,                                                                                                             \
     &intake__incident_kind__descriptor,                                                                               \
     "la nature de l'incident",                                                                                        \
     "the kind of incident"},                                                                                          \
        {"information",                                                                                                \
         OPTION_CHOICE,                                                                                                \
         OPTION_MANY,                                                                                                  \
         "facts.information",                                                                                          \
         NULL,                                                                                                         \
         &node__shows__descriptor,                                                                                     \
         "de quelles sortes sont les renseignements",                                                                  \
         "of which kinds the information is"},                                                                         \
        {"described",                                                                                                  \
         OPTION_TEXT,                                                                                                  \
         0,                                                                                                            \
         "facts.described",                                                                                            \
         NULL,                                                                                                         \
         NULL,                                                                                                         \
         "lesquels, ou pourquoi on ne le sait pas",                                                                    \
         "which, or why that is not known"},                                                                           \
        {"circumstances",                                                                                              \
         OPTION_TEXT,                                                                                                  \
         (required),                                                                                                   \
         "facts.circumstances",                                                                                        \
         NULL,                                                                                                         \
         NULL,                                                                                                         \
         "les circonstances, en bref et sans le contenu du dossier",                                                   \
         "the circumstances, in short and without what the file says"},                                                \
        {"occurred",                                                                                                   \
         OPTION_DATE,                                                                                                  \
         (required),                                                                                                   \
         "facts.occurred_on",                                                                                          \
         NULL,                                                                                                         \
         NULL,                                                                                                         \
         "le jour où il a eu lieu, ou le premier",                                                                     \
         "the day on which it took place, or the first one"},                                                          \
        {"until", OPTION_DATE, 0, "facts.occurred_until", NULL, NULL, "le dernier jour", "the last day"},              \
        {"about",                                                                                                      \
         OPTION_FLAG,                                                                                                  \
         0,                                                                                                            \
         "facts.occurred_about",                                                                                       \
         NULL,                                                                                                         \
         NULL,                                                                                                         \
         "ces jours sont approximatifs",                                                                               \
         "those days are approximate"},                                                                                \
        {"known",                                                                                                      \
         OPTION_DATE,                                                                                                  \
         (required),                                                                                                   \
         "facts.known_on",                                                                                             \
         NULL,                                                                                                         \
         NULL,                                                                                                         \
         "le jour où on l'a appris",                                                                                   \
         "the day on which it became known"},                                                                          \
        {"people",                                                                                                     \
         OPTION_NUMBER,                                                                                                \
         0,                                                                                                            \
         "facts.people",                                                                                               \
         NULL,                                                                                                         \
         NULL,                                                                                                         \
         "combien de personnes il touche",                                                                             \
         "how many people it concerns"},                                                                               \
    {                                                                                                                  \
        "people-about", OPTION_FLAG, 0, "facts.people_about", NULL, NULL, "ce nombre est approximatif",                \
            "that number is approximate"                                                                               \
    }

static const struct option open_options[] = {
    {"family", OPTION_TEXT, 0, NULL, NULL, NULL, "la famille qu'il touche, s'il n'en touche qu'une",
     "the family that it concerns, if it is one alone"},
    FACTS(OPTION_REQUIRED),
};
static const struct option list_options[] = {
    {"all", OPTION_FLAG, 0, "closed_too", NULL, NULL, "les incidents fermés ou rayés aussi",
     "closed and struck out ones too"},
    {"family", OPTION_TEXT, 0, NULL, NULL, NULL, "ceux de cette famille, quel que soit leur état",
     "those of this family, whatever their state"},
    OPTION_LIMIT,
    OPTION_AFTER,
};
static const struct option note_options[] = {
    {"measure", OPTION_TEXT, 0, "measure", NULL, NULL, "une mesure prise pour réduire le risque",
     "a measure taken to reduce the risk"},
    FACTS(0),
    {"reason", OPTION_TEXT, 0, "reason", NULL, NULL, "pourquoi ces faits remplacent les précédents",
     "why these facts stand in place of those before"},
    OPTION_VERSION,
};
static const struct option assess_options[] = {
    {"serious", OPTION_CHOICE, OPTION_REQUIRED, "assessment.serious_injury", NULL, &sippe__yes_no__descriptor,
     "y a-t-il un risque de préjudice sérieux", "is there a risk of serious injury"},
    {"sensitivity", OPTION_TEXT, 0, "assessment.sensitivity", NULL, NULL, "la sensibilité des renseignements",
     "how sensitive the information is"},
    {"consequences", OPTION_TEXT, 0, "assessment.consequences", NULL, NULL,
     "les conséquences qu'on craint de leur utilisation", "what is feared of its use"},
    {"likelihood", OPTION_TEXT, 0, "assessment.likelihood", NULL, NULL, "la probabilité qu'ils servent à nuire",
     "how likely it is used to injure"},
    OPTION_VERSION,
};
static const struct option notify_options[] = {
    {"on", OPTION_DATE, OPTION_REQUIRED, "notice.on", NULL, NULL, "le jour de l'avis", "the day of the notice"},
    {"note", OPTION_TEXT, 0, "notice.note", NULL, NULL, "un mot : qui, ou pourquoi un avis public",
     "a word: who, or why a public notice"},
    OPTION_VERSION,
};
static const struct option close_options[] = {
    {"reason", OPTION_TEXT, 0, "reason", NULL, NULL, "un mot de conclusion", "a word of conclusion"},
    OPTION_VERSION,
};
static const struct option reason_options[] = {
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi", "why"},
    OPTION_VERSION,
};

#define ONE                                                                                                            \
    { .kind = OPERAND_TEXT, .fr = "INCIDENT", .en = "INCIDENT" }

const struct command incident_commands[] = {
    {.noun = "incident",
     .verb = "open",
     .fr = "ouvrir un incident de confidentialité au registre",
     .en = "open an incident of confidentiality in the register",
     .more_fr =
         "Coordination, responsable de l'accès. « Reçu par erreur », dit par un organisme, en ouvre un sans vous.",
     .more_en =
         "Coordinator, privacy officer. \"Received by mistake\", said by an organisation, opens one without you.",
     OPTIONS(open_options),
     .run = open_run},
    {.noun = "incident",
     .verb = "list",
     .fr = "le registre des incidents de confidentialité",
     .en = "the register of incidents of confidentiality",
     OPTIONS(list_options),
     .run = list_run},
    {.noun = "incident",
     .verb = "show",
     .fr = "un incident et son histoire",
     .en = "an incident and its history",
     .operands = {ONE},
     .run = show_run},
    {.noun = "incident",
     .verb = "note",
     .fr = "noter une mesure, ou d'autres faits à la place de ceux qui sont notés",
     .en = "note a measure, or other facts in place of those that are noted",
     .operands = {ONE},
     OPTIONS(note_options),
     .run = note_run},
    {.noun = "incident",
     .verb = "assess",
     .fr = "dire s'il y a un risque de préjudice sérieux, et pourquoi",
     .en = "say whether there is a risk of serious injury, and why",
     .operands = {ONE},
     OPTIONS(assess_options),
     .run = assess_run},
    {.noun = "incident",
     .verb = "notify",
     .fr = "noter qui a été avisé, et quel jour",
     .en = "note who was told, and on which day",
     .operands =
         {ONE, {.kind = OPERAND_CHOICE, .fr = "QUI", .en = "WHO", .choices = &intake__incident_notified__descriptor}},
     OPTIONS(notify_options),
     .run = notify_run},
    {.noun = "incident",
     .verb = "close",
     .fr = "fermer un incident; il reste cinq ans au registre",
     .en = "close an incident; it stays in the register for five years",
     .operands = {ONE},
     OPTIONS(close_options),
     .run = close_run},
    {.noun = "incident",
     .verb = "reopen",
     .fr = "rouvrir un incident fermé ou rayé par erreur",
     .en = "open an incident again that was closed or struck out in error",
     .operands = {ONE},
     OPTIONS(reason_options),
     .run = reopen_run},
    {.noun = "incident",
     .verb = "strike",
     .fr = "rayer un incident qui n'en était pas un",
     .en = "strike out an incident that was none",
     .operands = {ONE},
     OPTIONS(reason_options),
     .run = strike_run},
};
COMMANDS_END(incident);
