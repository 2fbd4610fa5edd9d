/* Who keeps the bond: candidates with reasons, and the choice, upon the version of the list that was just read. */
#include "base/message.h"
#include "cli/line/commands.h"
#include "cli/call/lookup.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/show/words.h"

/* The enrolment of a family, from intake, or from scheduling when only it may be asked. */
static bool enrolment_of(struct cli *c, const char *text, ProtobufCBinaryData *enrolment) {
    ProtobufCBinaryData family = {0};
    if (!lookup_family_id(c, text, &family, enrolment)) return false;
    if (!enrolment->len) {
        scheduling__family_visits_request *r = NEW(&c->arena, scheduling__family_visits_request);
        r->family_id = family;
        struct bus_request ask = {.method = "scheduling.FamilyVisits", .message = &r->base};
        sippe__reply *reply = session_ask(c, DAEMON_SCHEDULING, &ask);
        if (!reply) return false;
        bool unknown = reply->status->code == CODE_NOT_FOUND || reply->status->code == CODE_PERMISSION_DENIED;
        scheduling__family_visits_reply *v =
            unknown ? NULL : session_body(c, DAEMON_SCHEDULING, reply, &scheduling__family_visits_reply__descriptor);
        if (!v && !unknown) return false;
        if (v) *enrolment = v->enrolment_id;
    }
    if (!enrolment->len)
        stop(c, CLI_REFUSED, "La famille %s n'est pas inscrite aux SIPPE. D'abord : sippe enrol %s",
             "Family %s is not enrolled in SIPPE. First: sippe enrol %s", text, text);
    return enrolment->len > 0;
}

static scheduling__list_candidates_reply *candidates_of(struct cli *c, ProtobufCBinaryData enrolment) {
    scheduling__list_candidates_request *r = NEW(&c->arena, scheduling__list_candidates_request);
    r->enrolment_id = enrolment;
    return CALL(c, r, scheduling__list_candidates_reply);
}

/* One table for both lists, so that the excluded can be held against the proposed column by column. */
static void candidates_show(struct cli *c, scheduling__candidate *const *list, size_t n) {
    struct table *t =
        table_new(c, "Code|~Nom|~Discipline|Charge|Avec elle|À venir|Plafond|Distance|~Langue|~Écartée pour",
                  "Code|~Name|~Discipline|Load|With her|To come|Cap|Distance|~Language|~Excluded for");
    for (size_t i = 0; i < n; i++) {
        const scheduling__candidate *k = list[i];
        table_paint(t, COLOUR_BOLD, k->worker);
        table_cell(t, k->name);
        table_cell(t, WORD(c, scheduling__discipline, k->discipline));
        table_cell(t, show_tenths(c, k->load_tenths));
        table_cell(t, show_tenths(c, k->load_after_tenths));
        table_paint(t, k->over_cap_on ? COLOUR_RED : COLOUR_NONE,
                    k->peak_on ? phrase(c, "%s le %s", "%s on %s", show_tenths(c, k->peak_tenths),
                                        show_brief_date(c, k->peak_on))
                               : "");
        table_cell(t, show_tenths(c, k->cap_tenths));
        table_cell(t, show_distance(c, k->distance_m));
        table_cell(t, k->speaks_language ? "✓" : pick(c, "interprète", "interpreter"));
        table_cell(t, WORD(c, scheduling__exclusion_reason, k->excluded));
        if (k->over_cap_on && !k->excluded)
            table_note(t, phrase(c, "dépasse son plafond à partir du %s", "over her cap from %s",
                                 show_date(c, k->over_cap_on)));
    }
    table_end(t);
}

static int candidates_run(struct cli *c) {
    ProtobufCBinaryData enrolment = {0};
    if (!enrolment_of(c, operand(c, 0), &enrolment)) return c->exit;
    scheduling__list_candidates_reply *list = candidates_of(c, enrolment);
    if (!list) return c->exit;
    if (c->json) return print_json(c, &list->base);
    say(c, "Proposées, la meilleure d'abord (règles %s) :", "Proposed, best first (rules %s):", list->rules_label);
    candidates_show(c, list->candidates, list->n_candidates);
    if (list->n_candidates == 0) say(c, "  personne", "  nobody");
    if (list->n_excluded) heading(c, "Écartées", "Excluded");
    candidates_show(c, list->excluded, list->n_excluded);
    if (list->n_candidates)
        say(c, "\nUne personne choisit : sippe keyworker confirm %s %s",
            "\nA person chooses: sippe keyworker confirm %s %s", operand(c, 0), list->candidates[0]->worker);
    return CLI_DONE;
}

/* The list is read again for its version: what it shows now is what is decided on, and a change in between refuses
 * it. */
static int confirm_run(struct cli *c) {
    ProtobufCBinaryData enrolment = {0};
    if (!enrolment_of(c, operand(c, 0), &enrolment)) return c->exit;
    scheduling__list_candidates_reply *seen = candidates_of(c, enrolment);
    if (!seen) return c->exit;
    scheduling__confirm_key_worker_request *r = NEW(&c->arena, scheduling__confirm_key_worker_request);
    r->enrolment_id = enrolment;
    r->enrolment_version = version_of(c, seen->enrolment_version);
    r->worker = operand(c, 1);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    scheduling__confirm_key_worker_reply *done = CALL(c, r, scheduling__confirm_key_worker_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "%s est l'intervenante privilégiée de la famille %s.", "%s is the key worker of family %s.", r->worker,
        operand(c, 0));
    if (done->visits_agreed)
        say(c, "Visites convenues avec %s, à garder, à déplacer ou à annuler : %d (sippe visits %s).",
            "Visits agreed with %s, to be kept, moved or called off: %d (sippe visits %s).", done->key_worker_before,
            done->visits_agreed, operand(c, 0));
    if (done->over_cap_on)
        say(c, "Attention : d'après les naissances attendues, elle dépasse son plafond à partir du %s.",
            "Note: by the births expected she is over her cap from %s.", show_date(c, done->over_cap_on));
    if (done->visit_stands) {
        say(c, "Une visite est déjà faite ou convenue : aucune autre n'est proposée (sippe visits %s).",
            "A visit was made or is agreed already: no other one is proposed (sippe visits %s).", operand(c, 0));
        return CLI_DONE;
    }
    if (!done->first_visit_id.len) {
        say(c, "Aucune plage libre dans le délai : fixez la première visite (sippe visit book).",
            "No free slot inside the delay: book the first visit (sippe visit book).");
        return CLI_DONE;
    }
    struct joined workers = joined_new(c, pick(c, " et ", " and "));
    for (size_t i = 0; i < done->n_workers; i++) joined_add(&workers, done->workers[i]);
    say(c, "Première visite proposée : %s, %s. À confirmer : sippe visit confirm %s %s",
        "First visit proposed: %s, %s. To confirm: sippe visit confirm %s %s", show_instant(c, done->start),
        joined_text(&workers), operand(c, 0), show_short(c, done->first_visit_id));
    return CLI_DONE;
}

/* What was agreed under her name is said: nothing of it moves by itself. */
static void strike_say(struct cli *c, const scheduling__strike_key_worker_reply *done) {
    say(c, "%s avait été nommée par erreur pour la famille %s : c'est rayé.",
        "%s had been confirmed in error for family %s: struck out.", done->worker, operand(c, 0));
    if (*done->key_worker)
        say(c, "%s garde le lien, comme avant.", "%s keeps the bond, as before.", done->key_worker);
    else
        say(c, "Personne ne garde le lien : sippe keyworker candidates %s",
            "Nobody keeps the bond: sippe keyworker candidates %s", operand(c, 0));
    if (done->visits_withdrawn)
        say(c, "Visites proposées, retirées : %d.", "Proposed visits, withdrawn: %d.", done->visits_withdrawn);
    if (done->visits_to_settle)
        say(c, "Visites convenues avec elle, à garder, à déplacer ou à annuler : %d (sippe visits %s).",
            "Visits agreed with her, to be kept, moved or called off: %d (sippe visits %s).", done->visits_to_settle,
            operand(c, 0));
}

static int strike_run(struct cli *c) {
    ProtobufCBinaryData enrolment = {0};
    if (!enrolment_of(c, operand(c, 0), &enrolment)) return c->exit;
    scheduling__list_candidates_reply *seen = candidates_of(c, enrolment);
    if (!seen) return c->exit;
    scheduling__strike_key_worker_request *r = NEW(&c->arena, scheduling__strike_key_worker_request);
    r->enrolment_id = enrolment;
    r->version = version_of(c, seen->enrolment_version);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    scheduling__strike_key_worker_reply *done = CALL(c, r, scheduling__strike_key_worker_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    strike_say(c, done);
    return CLI_DONE;
}

static const struct option strike_options[] = {
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi c'était une erreur",
     "why it was an error"},
    OPTION_VERSION,
};
static const struct option confirm_options[] = {
    {"joint", OPTION_TEXT, 0, "joint_worker", NULL, NULL, "qui vient aussi à la première visite (sinon la meilleure)",
     "who comes along on the first visit (else the best one)"},
    {"reason", OPTION_TEXT, 0, "reason", NULL, NULL, "pourquoi le lien passe d'une intervenante en poste à une autre",
     "why the bond passes on from a worker who is there"},
    OPTION_VERSION,
};

const struct command keyworker_commands[] = {
    {.noun = "keyworker",
     .verb = "candidates",
     .fr = "qui pourrait être l'intervenante privilégiée, et pourquoi",
     .en = "who could be the key worker, and why",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     .run = candidates_run},
    {.noun = "keyworker",
     .verb = "confirm",
     .fr = "choisir l'intervenante privilégiée",
     .en = "choose the key worker",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"},
                  {.kind = OPERAND_TEXT, .fr = "CODE", .en = "CODE"}},
     OPTIONS(confirm_options),
     .run = confirm_run},
    {.noun = "keyworker",
     .verb = "strike",
     .fr = "rayer l'intervenante privilégiée nommée par erreur",
     .en = "strike out the key worker who was confirmed in error",
     .more_fr =
         "Mauvaise personne ou mauvaise famille. Qui gardait le lien avant le garde de nouveau. Une visite convenue "
         "avec elle reste, et quelqu'un en décide.",
     .more_en =
         "The wrong person, or the wrong family. Who kept the bond before keeps it again. A visit agreed with her "
         "stays, and somebody decides on it.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     OPTIONS(strike_options),
     .run = strike_run},
};
COMMANDS_END(keyworker);
