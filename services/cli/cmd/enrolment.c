#include "base/message.h"
#include "cli/line/commands.h"
#include "cli/call/lookup.h"
#include "cli/consent/consent.h"
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
    bool apart = !decided && f->child_file && f->child_file->followed && !f->child_file->ended_at;
    if (!decided && !apart)
        return stop(c, CLI_REFUSED,
                    "Aucune évaluation de la famille %s n'a été décidée pour les SIPPE (sippe route decide).",
                    "No screening of family %s was decided for SIPPE (sippe route decide).", f->number);
    r->family_id = f->family_id;
    if (decided) r->screening_id = decided->screening_id;
    int rc = request_fill(c, &r->base);
    if (rc == 0 && r->agreement) rc = agreement_complete(c, r->agreement);
    if (rc) return rc;
    intake__enrol_family_reply *done = CALL(c, r, intake__enrol_family_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c,
        "La famille %s est inscrite (%s). Ensuite, la coordination choisit une intervenante : sippe keyworker "
        "candidates %s",
        "Family %s is enrolled (%s). Next, the coordinator chooses a key worker: sippe keyworker candidates %s",
        f->number, show_short(c, done->enrolment_id), f->number);
    if (!r->agreement)
        say(c, "Accepte-t-elle le programme? À noter : sippe agreement record %s",
            "Does she agree to take part? To be noted: sippe agreement record %s", f->number);
    return CLI_DONE;
}

/* The family whose latest enrolment is meant; NULL: said. */
static intake__get_family_reply *enrolled(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (f && f->enrolment && f->enrolment->enrolment_id.len) return f;
    if (f) stop(c, CLI_REFUSED, "La famille %s n'est pas inscrite.", "Family %s is not enrolled.", f->number);
    return NULL;
}

static int end_run(struct cli *c) {
    intake__get_family_reply *f = enrolled(c);
    if (!f) return c->exit;
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

static int suspend_run(struct cli *c) {
    intake__get_family_reply *f = enrolled(c);
    if (!f) return c->exit;
    intake__suspend_enrolment_request *r = NEW(&c->arena, intake__suspend_enrolment_request);
    r->enrolment_id = f->enrolment->enrolment_id;
    r->version = version_of(c, f->enrolment->version);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__suspend_enrolment_reply *done = CALL(c, r, intake__suspend_enrolment_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c,
        "Le suivi de la famille %s est suspendu; à revoir le %s. Aucune visite n'est due d'ici là. Les visites "
        "convenues "
        "restent : à garder ou à annuler (sippe visits %s).",
        "The follow-up of family %s is suspended; to be looked at again on %s. No visit is due until then. The visits "
        "agreed stay: to be kept or cancelled (sippe visits %s).",
        f->number, show_date(c, r->review_on), f->number);
    return CLI_DONE;
}

static int resume_run(struct cli *c) {
    intake__get_family_reply *f = enrolled(c);
    if (!f) return c->exit;
    intake__resume_enrolment_request *r = NEW(&c->arena, intake__resume_enrolment_request);
    r->enrolment_id = f->enrolment->enrolment_id;
    r->version = version_of(c, f->enrolment->version);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__resume_enrolment_reply *done = CALL(c, r, intake__resume_enrolment_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Le suivi de la famille %s reprend; les visites de la pause ne sont pas dues.",
        "The follow-up of family %s goes on; the visits of the pause are not owed.", f->number);
    return CLI_DONE;
}

static int reopen_run(struct cli *c) {
    intake__get_family_reply *f = enrolled(c);
    if (!f) return c->exit;
    intake__reopen_enrolment_request *r = NEW(&c->arena, intake__reopen_enrolment_request);
    r->enrolment_id = f->enrolment->enrolment_id;
    r->version = version_of(c, f->enrolment->version);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__reopen_enrolment_reply *done = CALL(c, r, intake__reopen_enrolment_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c,
        "Le suivi de la famille %s est rouvert. Les visites que la fin avait annulées ne le sont pas : sippe visits "
        "%s, "
        "puis sippe visit book.",
        "The follow-up of family %s is open again. The visits that its end had cancelled are not: sippe visits %s, "
        "then sippe visit book.",
        f->number, f->number);
    return CLI_DONE;
}

static const struct option enrol_options[] = {
    {"screening", OPTION_TEXT, 0, NULL, NULL, NULL, "l'évaluation décidée (sinon la plus récente)",
     "the decided screening (else the latest)"},
    {"agreed", OPTION_CHOICE, 0, "agreement.mode", NULL, &intake__consent_mode__descriptor,
     "elle accepte le programme : comment elle l'a dit", "she takes part: how she said so"},
};
static const struct option end_options[] = {
    {"reason", OPTION_CHOICE, OPTION_REQUIRED, "reason", NULL, &intake__end_reason__descriptor, "pourquoi", "why"},
    {"note", OPTION_TEXT, 0, "note", NULL, NULL, "précision", "detail"},
    OPTION_VERSION,
};

static const struct option suspend_options[] = {
    {"reason", OPTION_CHOICE, OPTION_REQUIRED, "reason", NULL, &intake__suspension_reason__descriptor, "pourquoi",
     "why"},
    {"review-on", OPTION_DATE, OPTION_REQUIRED, "review_on", NULL, NULL, "le jour où on lui demande si elle reprend",
     "the day on which she is asked whether she goes on"},
    {"note", OPTION_TEXT, 0, "note", NULL, NULL, "précision", "detail"},
    OPTION_VERSION,
};
static const struct option resume_options[] = {
    {"note", OPTION_TEXT, 0, "note", NULL, NULL, "précision", "detail"},
    OPTION_VERSION,
};
static const struct option reopen_options[] = {
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi la fin est reprise",
     "why its end is taken back"},
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
    {.noun = "enrolment",
     .verb = "suspend",
     .fr = "suspendre le suivi pour un temps",
     .en = "suspend the follow-up for a time",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     OPTIONS(suspend_options),
     .run = suspend_run},
    {.noun = "enrolment",
     .verb = "resume",
     .fr = "reprendre un suivi suspendu",
     .en = "go on with a suspended follow-up",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     OPTIONS(resume_options),
     .run = resume_run},
    {.noun = "enrolment",
     .verb = "reopen",
     .fr = "rouvrir un suivi terminé depuis 30 jours au plus",
     .en = "reopen a follow-up that ended within 30 days",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     OPTIONS(reopen_options),
     .run = reopen_run},
};
COMMANDS_END(enrolment);
