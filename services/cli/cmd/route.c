/* What follows a screening: its route proposed and decided, whose family it is, calls that were tried. Each acts upon
 * the version just read, and says first what it found. */
#include "civil/civil.h"
#include "base/message.h"
#include "cli/line/commands.h"
#include "cli/call/input.h"
#include "cli/call/lookup.h"
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
    say(c, "\nRien n'est gardé.", "\nNothing is kept.");
    return CLI_DONE;
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
    intake__decide_route_reply *done = CALL(c, r, intake__decide_route_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Décidée : %s.", "Decided: %s.", WORD(c, intake__route, r->route));
    if (r->route == ROUTE_SIPPE)
        say(c, "Ensuite : sippe enrol %s", "Next: sippe enrol %s", seen->summary->family_number);
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

/* A day, or a day and an hour. */
static int call_back_read(struct cli *c, intake__record_attempt_request *r) {
    const char *text = arg_text(c, "call-back-on");
    sippe__date *on = NEW(&c->arena, sippe__date);
    int64_t at_ms;
    if (!text) return 0;
    if (date_read(c, text, on))
        r->call_back_on = on;
    else if (time_read(c, text, &at_ms))
        r->call_back_at = civil_instant(&c->arena, at_ms);
    else
        return stop(c, CLI_USAGE, "--call-back-on %s : %s, ou avec l'heure : « 2026-11-24 09:30 »",
                    "--call-back-on %s: %s, or with the hour: \"2026-11-24 09:30\"", text, date_fault(c, text));
    return 0;
}

enum { TRIES_MANY = 5 }; /* from here on a person is reminded that calling may end */

/* What comes next after this outcome: another call, or somebody's decision. */
static void attempt_next_say(struct cli *c, const intake__record_attempt_request *r,
                             const intake__record_attempt_reply *done, const char *id) {
    if (r->call_back_at) say(c, "À rappeler le %s.", "Call back on %s.", show_instant(c, r->call_back_at));
    if (done->call_back_on && !r->call_back_at)
        say(c, "À rappeler le %s.", "Call back on %s.", show_date(c, done->call_back_on));
    if (done->call_back_on && done->attempts >= TRIES_MANY)
        say(c, "%s : si elle reste injoignable, sippe route decide %s UNREACHABLE",
            "%s: if she stays unreachable, sippe route decide %s UNREACHABLE",
            counted(c, (uint64_t)done->attempts, "appel tenté", "call tried/calls tried"), id);
    if (done->call_back_on) return;
    if (r->outcome == CALL_OUTCOME_REFUSED)
        say(c, "Ensuite : sippe route decide %s DECLINED", "Next: sippe route decide %s DECLINED", id);
    else if (r->outcome == CALL_OUTCOME_WRONG_NUMBER)
        say(c,
            "Ensuite : corrigez le numéro (sippe screening amend %s FICHIER), ou décidez : sippe route decide %s "
            "UNREACHABLE",
            "Next: correct the number (sippe screening amend %s FILE), or decide: sippe route decide %s UNREACHABLE",
            id, id);
    else
        say(c,
            "Ensuite : complétez les réponses (sippe screening amend %s FICHIER), puis décidez (sippe route decide "
            "%s).",
            "Next: complete the answers (sippe screening amend %s FILE), then decide (sippe route decide %s).", id, id);
}

/* Now, unless --at says when: what is usual is set first, request_fill puts what was said over it. */
static int attempt_run(struct cli *c) {
    intake__get_screening_reply *seen = lookup_screening(c, operand(c, 0));
    if (!seen || !seen->summary) return fail_hollow(c, seen);
    intake__record_attempt_request *r = NEW(&c->arena, intake__record_attempt_request);
    r->screening_id = seen->summary->screening_id;
    r->version = version_of(c, seen->summary->version);
    r->outcome = (intake__call_outcome)operand_choice(c, 1);
    r->at = civil_instant(&c->arena, clock_now_ms());
    int rc = request_fill(c, &r->base);
    if (rc == 0) rc = call_back_read(c, r);
    if (rc) return rc;
    intake__record_attempt_reply *done = CALL(c, r, intake__record_attempt_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Tentative %d notée : %s.", "Attempt %d recorded: %s.", done->attempts,
        WORD(c, intake__call_outcome, r->outcome));
    attempt_next_say(c, r, done, show_short(c, r->screening_id));
    return CLI_DONE;
}

static const struct option decide_options[] = {
    {"because", OPTION_TEXT, 0, "override_reason", NULL, NULL, "pourquoi une autre orientation que la proposée",
     "why another route than the proposed one"},
    {"priority", OPTION_NUMBER, 0, "priority", NULL, NULL, "priorité, de 1 à 4 (P1 à P4)",
     "priority, from 1 to 4 (P1 to P4)"},
    OPTION_VERSION,
};
static const struct option settle_options[] = {
    {"same-as", OPTION_TEXT, 0, NULL, NULL, NULL, "la famille connue qu'elle est", "the known family that it is"},
    {"new", OPTION_FLAG, 0, NULL, NULL, NULL, "une famille à part", "a family of its own"},
    OPTION_VERSION,
};
static const struct option preview_options[] = {OPTION_ENCODING};
static const struct option attempt_options[] = {
    {"at", OPTION_TIME, 0, "at", NULL, NULL, "quand (sinon maintenant)", "when (else now)"},
    {"call-back-on", OPTION_TEXT, 0, NULL, NULL, NULL,
     "quand rappeler, un jour ou « 2026-11-24 09:30 » (sinon le délai du territoire)",
     "when to call again, a day or \"2026-11-24 09:30\" (else the territory's delay)"},
    OPTION_VERSION,
};

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
         "seulement »). Une autre que la proposée demande --because.",
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
    {.noun = "match",
     .verb = "settle",
     .fr = "dire si la famille d'une évaluation est déjà connue",
     .en = "say whether a screening's family is known",
     .operands = {{.kind = OPERAND_TEXT, .fr = "ÉVALUATION", .en = "SCREENING"}},
     OPTIONS(settle_options),
     .run = settle_run},
    {.noun = "attempt",
     .verb = "record",
     .fr = "noter un appel tenté",
     .en = "record a call that was tried",
     .operands =
         {{.kind = OPERAND_TEXT, .fr = "ÉVALUATION", .en = "SCREENING"},
          {.kind = OPERAND_CHOICE, .fr = "RÉSULTAT", .en = "OUTCOME", .choices = &intake__call_outcome__descriptor}},
     OPTIONS(attempt_options),
     .run = attempt_run},
};
COMMANDS_END(route);
