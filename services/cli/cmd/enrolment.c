#include "base/message.h"
#include "cli/line/commands.h"
#include "cli/call/lookup.h"
#include "cli/show/output.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/show/words.h"

/* The latest one that was decided for SIPPE: an enrolment rests on a decision, and names it. */
static const intake__screening_summary *screening_decided(const intake__get_family_reply *f) {
    const intake__screening_summary *best = NULL;
    for (size_t i = 0; i < f->n_screenings; i++) {
        const intake__screening_summary *s = f->screenings[i];
        if (s->decided_route != ROUTE_SIPPE) continue;
        if (!best || (s->submitted_at && best->submitted_at && s->submitted_at->ms > best->submitted_at->ms)) best = s;
    }
    return best;
}

/* Two daemons, two steps: enrolled here, a key worker there. The answer names the next one, since another role takes
 * it. */
static int enrol_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (!f) return c->exit;
    intake__enrol_family_request *r = NEW(&c->arena, intake__enrol_family_request);
    const intake__screening_summary *decided = screening_decided(f);
    intake__get_screening_reply *named =
        arg_text(c, "screening") ? lookup_screening(c, arg_text(c, "screening")) : NULL;
    if (arg_text(c, "screening") && (!named || !named->summary)) return c->exit;
    if (named) decided = named->summary;
    if (!decided)
        return stop(c, CLI_REFUSED,
                    "Aucune évaluation de la famille %s n'a été décidée pour les SIPPE (sippe route decide).",
                    "No screening of family %s was decided for SIPPE (sippe route decide).", f->number);
    r->family_id = f->family_id;
    r->screening_id = decided->screening_id;
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__enrol_family_reply *done = CALL(c, r, intake__enrol_family_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c,
        "La famille %s est inscrite (%s). Ensuite, la coordination choisit une intervenante : sippe keyworker "
        "candidates %s",
        "Family %s is enrolled (%s). Next, the coordinator chooses a key worker: sippe keyworker candidates %s",
        f->number, show_short(c, done->enrolment_id), f->number);
    return CLI_DONE;
}

static int end_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (!f) return c->exit;
    if (!f->enrolment || !f->enrolment->enrolment_id.len)
        return stop(c, CLI_REFUSED, "La famille %s n'est pas inscrite.", "Family %s is not enrolled.", f->number);
    intake__end_enrolment_request *r = NEW(&c->arena, intake__end_enrolment_request);
    r->enrolment_id = f->enrolment->enrolment_id;
    r->version = version_of(c, f->enrolment->version);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__end_enrolment_reply *done = CALL(c, r, intake__end_enrolment_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Le suivi de la famille %s est terminé : %s.", "The follow-up of family %s has ended: %s.", f->number,
        WORD(c, intake__end_reason, r->reason));
    return CLI_DONE;
}

static const struct option enrol_options[] = {
    {"screening", OPTION_TEXT, 0, NULL, NULL, NULL, "l'évaluation décidée (sinon la plus récente)",
     "the decided screening (else the latest)"},
};
static const struct option end_options[] = {
    {"reason", OPTION_CHOICE, OPTION_REQUIRED, "reason", NULL, &intake__end_reason__descriptor, "pourquoi", "why"},
    {"note", OPTION_TEXT, 0, "note", NULL, NULL, "précision", "detail"},
    OPTION_VERSION,
};

const struct command enrolment_commands[] = {
    {.noun = "enrol",
     .fr = "inscrire la famille aux SIPPE",
     .en = "enrol the family in SIPPE",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     OPTIONS(enrol_options),
     .run = enrol_run},
    {.noun = "enrolment",
     .verb = "end",
     .fr = "terminer le suivi",
     .en = "end the follow-up",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     OPTIONS(end_options),
     .run = end_run},
};
COMMANDS_END(enrolment);
