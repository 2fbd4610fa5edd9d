/* A family referred to a partner's service. Who, where and for what is said before it is sent: a slip of words is seen
 * while it can still be cancelled. */
#include "base/message.h"
#include "cli/line/commands.h"
#include "cli/call/lookup.h"
#include "cli/show/output.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/show/words.h"

static int refer_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (!f) return c->exit;
    if (prefix_is(operand(c, 1)) && operand(c, 2))
        return stop(c, CLI_USAGE, "Un service à la fois : sippe refer %s %s, puis l'autre.",
                    "One service at a time: sippe refer %s %s, then the other.", operand(c, 0), operand(c, 1));
    directory__get_service_reply *service = lookup_service(c, operands_joined(c, 1));
    if (!service || !service->service) return fail_hollow(c, service);
    intake__refer_to_partner_request *r = NEW(&c->arena, intake__refer_to_partner_request);
    r->family_id = f->family_id;
    r->service_id = service->service->service_id;
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    if (!r->need && service->service->n_needs) r->need = service->service->needs[0];
    say(c, "Famille %s → %s, %s (besoin : %s).", "Family %s → %s, %s (need: %s).", f->number, service->service->name,
        service->organization ? service->organization->name : "", WORD(c, sippe__need, r->need));
    intake__refer_to_partner_reply *done = CALL(c, r, intake__refer_to_partner_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Référence %s envoyée. Feuille à imprimer : sippe notices print %s",
        "Referral %s sent. Sheet to print: sippe notices print %s", show_short(c, done->referral_id),
        show_short(c, done->referral_id));
    return CLI_DONE;
}

/* Without an id the only open one. What it was at that moment is said: a partner may have accepted, and must then be
 * called. */
static int cancel_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (!f) return c->exit;
    intake__referral *seen = lookup_referral(c, f, operand(c, 1));
    if (!seen) return c->exit;
    intake__cancel_referral_request *r = NEW(&c->arena, intake__cancel_referral_request);
    r->referral_id = seen->referral_id;
    r->version = version_of(c, seen->version);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__cancel_referral_reply *done = CALL(c, r, intake__cancel_referral_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Référence %s annulée (%s, %s; elle était : %s).", "Referral %s cancelled (%s, %s; it was: %s).",
        show_short(c, seen->referral_id), seen->service_name, seen->organization_name,
        WORD(c, intake__referral_state, seen->state));
    return CLI_DONE;
}

static const struct option refer_options[] = {
    {"need", OPTION_CHOICE, 0, "need", NULL, &sippe__need__descriptor, "le besoin (sinon le premier du service)",
     "the need (else the service's first)"},
    {"note", OPTION_TEXT, 0, "note", NULL, NULL, "un mot au partenaire, envoyé si le consentement le couvre",
     "a word to the partner, sent when the consent covers it"},
};
static const struct option cancel_options[] = {
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi", "why"},
    OPTION_VERSION,
};

const struct command referral_commands[] = {
    {.noun = "refer",
     .fr = "référer la famille à un service d'un partenaire",
     .en = "refer the family to a partner's service",
     .more_fr = "Il faut un consentement pour cet organisme (sippe consent record).",
     .more_en = "A consent for that organisation is needed (sippe consent record).",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"},
                  {.kind = OPERAND_TEXT, .fr = "MOTS-DU-SERVICE", .en = "SERVICE-WORDS", .many = true}},
     OPTIONS(refer_options),
     .run = refer_run},
    {.noun = "referral",
     .verb = "cancel",
     .fr = "annuler une référence",
     .en = "cancel a referral",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"},
                  {.kind = OPERAND_TEXT, .fr = "RÉFÉRENCE", .en = "REFERRAL", .optional = true}},
     OPTIONS(cancel_options),
     .run = cancel_run},
};
COMMANDS_END(referral);
