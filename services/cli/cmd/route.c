/* What follows a screening: its route proposed and decided, whose family it is. Each acts upon the version just read,
 * and says first what it found. */
#include "civil/civil.h"
#include "base/message.h"
#include "cli/line/commands.h"
#include "cli/call/input.h"
#include "cli/call/lookup.h"
#include "cli/call/pages.h"
#include "cli/show/output.h"
#include "cli/show/proposal.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "sys/clock.h"
#include "cli/show/words.h"
#include "text/plain.h"

/* Nothing is kept, here or there: for a call that is still going on. */
static int preview_run(struct cli *c) {
    intake__preview_route_request *r = NEW(&c->arena, intake__preview_route_request);
    struct input in;
    r->screening = input_screening(c, operand(c, 0), &in);
    if (!r->screening) return c->exit;
    intake__preview_route_reply *done = CALL(c, r, intake__preview_route_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    if (done->n_violations) return fail_input(c, &in, "screening.", done->violations, done->n_violations);
    show_proposal(c, done->proposal, r->screening);
    show_proposal_today(c, done->today);
    left_out_say(c, done->n_left_out);
    say(c, "\nRien n'est gardé.", "\nNothing is kept.");
    return CLI_DONE;
}

/* What the machine suggests, before anything is asked: it is never taken by itself. */
static void priority_say(struct cli *c, const intake__get_screening_reply *seen, intake__route route, int32_t given) {
    const intake__proposal *p = seen->proposal;
    if (!p || !p->priority || given || (route != ROUTE_SIPPE && route != ROUTE_WAITLIST)) return;
    say(c, "Priorité suggérée : %s. Une personne la fixe : --priority %d.",
        "Suggested priority: %s. A person sets it: --priority %d.", show_priority(c, p), p->priority);
}

/* It was decided without one all the same: how it is set now. */
static void no_priority_say(struct cli *c, const intake__get_screening_reply *seen, intake__route route) {
    const intake__proposal *p = seen->proposal;
    if (!p || !p->priority || (route != ROUTE_SIPPE && route != ROUTE_WAITLIST)) return;
    const char *id = show_short(c, seen->summary->screening_id),
               *word = plain_enum_write(&intake__route__descriptor, (int)route);
    say(c,
        "Aucun délai d'accès ne court. Pour fixer une priorité : sippe route revise %s %s --priority %d --because "
        "MOTIF",
        "No delay of access runs. To set a priority: sippe route revise %s %s --priority %d --because REASON", id, word,
        p->priority);
}

/* Who acts next, and what she types. */
static void decided_say(struct cli *c, const intake__get_screening_reply *seen, intake__route route,
                        const sippe__instant *access_due_at) {
    const char *number = seen->summary->family_number;
    if (access_due_at)
        say(c, "À rencontrer en personne d'ici le %s.", "To be met in person by %s.", show_instant(c, access_due_at));
    if (route == ROUTE_SIPPE) say(c, "Ensuite : sippe enrol %s", "Next: sippe enrol %s", number);
    if (route == ROUTE_WAITLIST) say(c, "Sa place : sippe route waiting", "Her place: sippe route waiting");
    if (route == ROUTE_OLO_ONLY)
        say(c, "Reste à mettre en place l'aide Olo : sippe worklist --family %s",
            "The Olo food support is to be arranged: sippe worklist --family %s", number);
    if (route == ROUTE_OTHER_SERVICE)
        say(c, "Reste à lui dire à quelle porte s'adresser : sippe worklist --family %s",
            "She is to be told which door to go to: sippe worklist --family %s", number);
}

static int decide_run(struct cli *c) {
    intake__get_screening_reply *seen = lookup_screening(c, operand(c, 0));
    if (!seen || !seen->summary) return fail_hollow(c, seen);
    intake__decide_route_request *r = NEW(&c->arena, intake__decide_route_request);
    r->screening_id = seen->summary->screening_id;
    r->version = version_of(c, seen->summary->version);
    r->route = (intake__route)operand_choice(c, 1);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    say(c, "Évaluation %s, famille %s; proposée : %s.", "Screening %s, family %s; proposed: %s.",
        show_short(c, r->screening_id), seen->summary->family_number,
        WORD(c, intake__route, seen->summary->proposed_route));
    priority_say(c, seen, r->route, r->priority);
    intake__decide_route_reply *done = CALL(c, r, intake__decide_route_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Décidée : %s.", "Decided: %s.", WORD(c, intake__route, r->route));
    if (!r->priority && !done->access_due_at) no_priority_say(c, seen, r->route);
    decided_say(c, seen, r->route, done->access_due_at);
    return CLI_DONE;
}

static int revise_run(struct cli *c) {
    intake__get_screening_reply *seen = lookup_screening(c, operand(c, 0));
    if (!seen || !seen->summary) return fail_hollow(c, seen);
    intake__revise_decision_request *r = NEW(&c->arena, intake__revise_decision_request);
    r->screening_id = seen->summary->screening_id;
    r->version = version_of(c, seen->summary->version);
    r->route = (intake__route)operand_choice(c, 1);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    say(c, "Évaluation %s, famille %s; décidée : %s.", "Screening %s, family %s; decided: %s.",
        show_short(c, r->screening_id), seen->summary->family_number,
        WORD(c, intake__route, seen->summary->decided_route));
    intake__revise_decision_reply *done = CALL(c, r, intake__revise_decision_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Revue : %s. La décision d'avant reste au dossier.", "Revised: %s. The decision before stays in the file.",
        WORD(c, intake__route, r->route));
    decided_say(c, seen, r->route, done->access_due_at);
    return CLI_DONE;
}

/* Whom to take next, and why she stands there. */
static int waiting_run(struct cli *c) {
    intake__list_waiting_request *r = NEW(&c->arena, intake__list_waiting_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__list_waiting_reply *list = PAGES(c, r, intake__list_waiting_reply);
    if (!list) return c->exit;
    if (c->json) return print_json(c, &list->base);
    struct table *t = table_new(c, "N°|P|Famille|~Nom|Téléphone|Demandé|Depuis|À revoir|~Pourquoi|Évaluation",
                                "No.|P|Family|~Name|Phone|Asked|Since|Due|~Why|Screening");
    for (size_t i = 0; i < list->n_waiting; i++) {
        const intake__waiting *w = list->waiting[i];
        table_cell(t, arena_printf(&c->arena, "%u", w->place));
        table_cell(t, w->priority ? arena_printf(&c->arena, "P%d", w->priority) : "–");
        table_paint(t, COLOUR_BOLD, w->family_number);
        table_cell(t, w->name ? show_name(c, w->name) : "");
        table_cell(t, show_phone_safe(c, w->phone, w->safe_to_leave_message));
        table_cell(t, w->first_asked_on ? show_brief_date(c, w->first_asked_on) : "");
        table_cell(t, w->since ? show_brief(c, w->since) : "");
        table_paint(t, w->overdue ? COLOUR_RED : COLOUR_NONE, w->due_on ? show_brief_date(c, w->due_on) : "");
        table_cell(t, w->reason);
        table_paint(t, COLOUR_DIM, show_short(c, w->screening_id));
    }
    table_end(t);
    say(c, "%s%s en attente : par priorité, puis par date de la demande.",
        "%s%s waiting: by priority, then by the day they asked.",
        list->more_than ? pick(c, "Plus de ", "More than ") : "",
        counted(c, list->total, "famille", "family/families"));
    pages_more(c, list->next);
    return CLI_DONE;
}

/* Neither is a default: one merges two families for good, the other parts them. */
static int settle_run(struct cli *c) {
    const char *same = arg_text(c, "same-as");
    if ((same != NULL) == arg_flag(c, "new"))
        return stop(c, CLI_USAGE, "Dites --same-as FAMILLE (c'est la même) ou --new (c'en est une autre).",
                    "Say --same-as FAMILY (it is the same) or --new (it is another one).");
    intake__get_screening_reply *seen = lookup_screening(c, operand(c, 0));
    if (!seen || !seen->summary) return fail_hollow(c, seen);
    intake__settle_match_request *r = NEW(&c->arena, intake__settle_match_request);
    r->screening_id = seen->summary->screening_id;
    r->version = version_of(c, seen->summary->version);
    intake__get_family_reply *family = same ? lookup_family(c, same) : NULL;
    if (same && !family) return c->exit;
    if (family) r->same_as_family_id = family->family_id;
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__settle_match_reply *done = CALL(c, r, intake__settle_match_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "L'évaluation appartient maintenant à la famille %s.", "The screening now belongs to family %s.",
        done->family_number);
    return CLI_DONE;
}

static const struct option decide_options[] = {
    {"because", OPTION_TEXT, 0, "override_reason", NULL, NULL, "pourquoi une autre orientation que la proposée",
     "why another route than the proposed one"},
    {"priority", OPTION_NUMBER, 0, "priority", NULL, NULL, "priorité, de 1 à 4 (P1 à P4)",
     "priority, from 1 to 4 (P1 to P4)"},
    OPTION_VERSION,
};
static const struct option revise_options[] = {
    {"because", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi la décision est revue",
     "why it is decided again"},
    {"priority", OPTION_NUMBER, 0, "priority", NULL, NULL, "priorité, de 1 à 4 (sinon celle d'avant)",
     "priority, from 1 to 4 (else the one before)"},
    OPTION_VERSION,
};
static const struct option waiting_options[] = {
    OPTION_LIMIT,
    OPTION_AFTER,
};
static const struct option settle_options[] = {
    {"same-as", OPTION_TEXT, 0, NULL, NULL, NULL, "la famille connue qu'elle est", "the known family that it is"},
    {"new", OPTION_FLAG, 0, NULL, NULL, NULL, "une famille à part", "a family of its own"},
    OPTION_VERSION,
};
static const struct option preview_options[] = {OPTION_ENCODING};

const struct command route_commands[] = {
    {.noun = "route",
     .verb = "preview",
     .fr = "l'orientation que donneraient ces réponses",
     .en = "the route these answers would give",
     .operands = {{.kind = OPERAND_FILE, .fr = "FICHIER", .en = "FILE"}},
     OPTIONS(preview_options),
     .run = preview_run},
    {.noun = "route",
     .verb = "decide",
     .fr = "décider de l'orientation",
     .en = "decide the route",
     .more_fr =
         "La machine propose, une personne décide. L'orientation se donne par son nom ou par son mot (OLO_ONLY, « olo "
         "seulement »). Une autre que la proposée, et donc toute mise en attente, demande --because; la priorité "
         "est suggérée, et fixée par une personne (--priority).",
     .more_en = "The machine proposes, a person decides. The route is given by its name or its word (OLO_ONLY, \"olo "
                "only\"). One "
                "other than the proposed one needs --because.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "ÉVALUATION", .en = "SCREENING"},
                  {.kind = OPERAND_CHOICE,
                   .fr = "ORIENTATION",
                   .en = "ROUTE",
                   .choices = &intake__route__descriptor,
                   .unoffered = 1u << ROUTE_CALL_BACK | 1u << ROUTE_PRE_REGISTER}},
     OPTIONS(decide_options),
     .run = decide_run},
    {.noun = "route",
     .verb = "revise",
     .fr = "revoir une décision",
     .en = "decide again what was decided",
     .more_fr = "Une personne décide de nouveau, en disant pourquoi; la décision d'avant reste au dossier, et le délai "
                "d'accès est compté depuis la même demande. D'une famille suivie, on met d'abord fin à l'inscription.",
     .more_en =
         "A person decides again and says why; the decision before stays in the file, and the delay of access is "
         "counted from the same demand. Of a family that is followed, the enrolment is ended first.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "ÉVALUATION", .en = "SCREENING"},
                  {.kind = OPERAND_CHOICE, .fr = "ORIENTATION", .en = "ROUTE", .choices = &intake__route__descriptor}},
     OPTIONS(revise_options),
     .run = revise_run},
    {.noun = "route",
     .verb = "waiting",
     .fr = "la liste d'attente, dans l'ordre où on la prend",
     .en = "the waiting list, in the order in which it is taken",
     OPTIONS(waiting_options),
     .run = waiting_run},
    {.noun = "match",
     .verb = "settle",
     .fr = "dire si la famille d'une évaluation est déjà connue",
     .en = "say whether a screening's family is known",
     .operands = {{.kind = OPERAND_TEXT, .fr = "ÉVALUATION", .en = "SCREENING"}},
     OPTIONS(settle_options),
     .run = settle_run},
};
COMMANDS_END(route);
