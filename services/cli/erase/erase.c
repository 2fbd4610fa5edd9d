/* Erasing a family: looked at, proposed, confirmed by somebody else, and shown. */
#include <string.h>
#include "base/message.h"
#include "base/reason.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/erase/erase.h"
#include "cli/line/commands.h"
#include "cli/show/output.h"
#include "cli/show/words.h"
#include "cli/show/work.h"

/* ---- looked at ---- */

static void preview_show(struct cli *c, const intake__preview_erasure_reply *p) {
    say(c, "Rien n'est changé. Détruire le dossier de la famille %s détruirait :",
        "Nothing is changed. To erase the file of family %s would destroy:", p->number);
    for (size_t i = 0; i < p->n_merged_numbers; i++) field(c, "Réunie à elle", "Merged into her", p->merged_numbers[i]);
    field(c, "Évaluations", "Screenings", arena_printf(&c->arena, "%d", p->screenings));
    field(c, "Consentements", "Consents", arena_printf(&c->arena, "%d", p->consents));
    field(c, "Références", "Referrals", arena_printf(&c->arena, "%d", p->referrals));
    field(c, "Inscriptions", "Enrolments", arena_printf(&c->arena, "%d", p->enrolments));
    field(c, "Reste au registre", "Stays registered",
          counted(c, (uint64_t)p->disclosures, "communication", "disclosure"));
    field(c, "Dernière chose", "Last thing", show_date(c, p->last_on));
    field(c, "À proposer dès", "To propose from", show_date(c, p->propose_from));
    field(c, "Délai", "Delay", counted(c, (uint64_t)p->delay_days, "jour", "day"));
    if (p->n_to_cancel)
        heading(c, "Annulées dès la proposition, et retirées", "Cancelled at the proposal, and recalled");
    for (size_t i = 0; i < p->n_to_cancel; i++)
        say(c, "  - %s, %s", "  - %s, %s", p->to_cancel[i]->organization_name, p->to_cancel[i]->service_name);
    if (p->n_to_tell) heading(c, "À prévenir par une personne", "To be told by a person");
    work_show(c, p->to_tell, p->n_to_tell);
    if (p->n_holds) heading(c, "Suspensions", "Holds");
    holds_show(c, p->holds, p->n_holds);
    if (p->n_in_the_way) heading(c, "En travers du chemin", "In the way");
    for (size_t i = 0; i < p->n_in_the_way; i++) {
        const struct reason_info *why = reason_info((int)p->in_the_way[i]);
        paragraph(c, pick(c, why->fr, why->en), 2, output_width(c));
    }
}

static int preview_run(struct cli *c) {
    intake__preview_erasure_request *r = NEW(&c->arena, intake__preview_erasure_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    if (!lookup_family_id(c, operand(c, 0), &r->family_id, NULL)) return c->exit;
    intake__preview_erasure_reply *p = CALL(c, r, intake__preview_erasure_reply);
    if (!p) return c->exit;
    if (c->json) return print_json(c, &p->base);
    preview_show(c, p);
    return CLI_DONE;
}

/* ---- two persons ---- */

static int propose_run(struct cli *c) {
    intake__propose_erasure_request *r = NEW(&c->arena, intake__propose_erasure_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    if (!lookup_family_id(c, operand(c, 0), &r->family_id, NULL)) return c->exit;
    intake__propose_erasure_reply *done = CALL(c, r, intake__propose_erasure_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Destruction %s proposée pour la famille %s : %s, %s.", "Erasure %s of family %s proposed: %s, %s.",
        show_short(c, done->erasure_id), operand(c, 0),
        counted(c, (uint64_t)done->consents_withdrawn, "consentement retiré", "consent withdrawn/consents withdrawn"),
        counted(c, (uint64_t)done->referrals_cancelled, "référence annulée", "referral cancelled/referrals cancelled"));
    say(c, "Prévenez qui détient encore quelque chose : sippe worklist --kind TELL_HOLDER",
        "Tell whoever still holds something: sippe worklist --kind TELL_HOLDER");
    say(c, "Une autre personne confirme à partir du %s : sippe erase confirm %s %s",
        "Another person confirms from %s on: sippe erase confirm %s %s", show_date(c, done->confirm_from),
        show_short(c, done->erasure_id), operand(c, 0));
    return CLI_DONE;
}

static int withdraw_run(struct cli *c) {
    intake__withdraw_erasure_request *r = NEW(&c->arena, intake__withdraw_erasure_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    const intake__erasure *e = lookup_erasure(c, operand(c, 0));
    if (!e) return c->exit;
    r->erasure_id = e->erasure_id;
    r->version = version_of(c, e->version);
    intake__withdraw_erasure_reply *done = CALL(c, r, intake__withdraw_erasure_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Proposition retirée, famille %s : son dossier reste.", "Proposal withdrawn, family %s: her file stays.",
        e->number);
    say(c, "Ses consentements restent retirés : demandez-les de nouveau si elle le veut.",
        "Her consents stay withdrawn: ask for them again if she wishes.");
    return CLI_DONE;
}

/* The number is typed once more: from here on nobody can undo it. */
static int confirm_run(struct cli *c) {
    intake__confirm_erasure_request *r = NEW(&c->arena, intake__confirm_erasure_request);
    const intake__erasure *e = lookup_erasure(c, operand(c, 0));
    if (!e) return c->exit;
    if (strcmp(e->number, operand(c, 1)) != 0)
        return stop(c, CLI_USAGE, "La destruction %s est celle de la famille %s, et non de %s : rien n'est fait.",
                    "Erasure %s is that of family %s, not of %s: nothing is done.", show_short(c, e->erasure_id),
                    e->number, operand(c, 1));
    r->erasure_id = e->erasure_id;
    r->version = version_of(c, e->version);
    intake__confirm_erasure_reply *done = CALL(c, r, intake__confirm_erasure_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Famille %s : tout ce qui est su d'elle est détruit (%s).",
        "Family %s: all that is known of her is erased (%s).", e->number,
        counted(c, (uint64_t)done->families, "dossier", "file"));
    say(c,
        "Attestation : sippe erase certificate %s. Provisoire jusqu'à ce que les anciens fichiers de clés soient "
        "détruits, pour le %s (sippe keys rewrap).",
        "Certificate: sippe erase certificate %s. Provisional until the older key files are destroyed, by %s (sippe "
        "keys "
        "rewrap).",
        show_short(c, e->erasure_id), show_date(c, done->final_by));
    return CLI_DONE;
}

static int give_up_run(struct cli *c) {
    intake__give_up_holder_request *r = NEW(&c->arena, intake__give_up_holder_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    const intake__thing *w = lookup_thing(c, THING_KIND_WORK, operand(c, 0), "liste de travail", "worklist");
    if (!w) return c->exit;
    r->thing = w->id;
    intake__give_up_holder_reply *done = CALL(c, r, intake__give_up_holder_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Noté, famille %s : l'organisme n'a pas pu être prévenu. L'attestation le dira.",
        "Recorded, family %s: the organisation could not be told. The certificate will say so.", w->family_number);
    return CLI_DONE;
}

/* ---- shown ---- */

static void list_table(struct cli *c, const intake__list_erasures_reply *l) {
    struct table *t = table_new(c, "Id|Famille|~Où elle en est|Règle|Proposée|À confirmer dès|Définitive pour",
                                "Id|Family|~Where it stands|Rule|Proposed|Confirm from|Final by");
    for (size_t i = 0; i < l->n_erasures; i++) {
        const intake__erasure *e = l->erasures[i];
        bool open = e->state == ERASURE_STATE_PROPOSED;
        table_cell(t, show_short(c, e->erasure_id));
        table_paint(t, COLOUR_BOLD, e->number);
        table_paint(t, e->overdue ? COLOUR_RED : COLOUR_NONE, WORD(c, intake__erasure_state, e->state));
        table_cell(t, e->rule);
        table_cell(t, show_brief(c, e->proposed_at));
        table_cell(t, open ? show_date(c, e->confirm_from) : "");
        table_cell(t, show_date(c, e->final_by));
    }
    table_end(t);
}

static int list_run(struct cli *c) {
    intake__list_erasures_request *r = NEW(&c->arena, intake__list_erasures_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__list_erasures_reply *l = CALL(c, r, intake__list_erasures_reply);
    if (!l) return c->exit;
    if (c->json) return print_json(c, &l->base);
    list_table(c, l);
    if (!l->n_erasures) say(c, "Aucune destruction.", "No erasure.");
    if (l->provisional)
        say(c, "%s, pour le %s au plus tôt; en retard : %d.", "%s, the first by %s; overdue: %d.",
            counted(c, (uint64_t)l->provisional, "attestation provisoire",
                    "provisional certificate/provisional certificates"),
            show_date(c, l->next_by), l->overdue);
    if (l->next.len) say(c, "La suite : --after %s", "The rest: --after %s", show_hex(c, l->next));
    return CLI_DONE;
}

static void show(struct cli *c, const intake__erasure *e) {
    say(c, "Destruction %s, famille %s : %s", "Erasure %s, family %s: %s", show_short(c, e->erasure_id), e->number,
        WORD(c, intake__erasure_state, e->state));
    field(c, "Motif", "Reason", *e->rule_fr ? pick(c, e->rule_fr, *e->rule_en ? e->rule_en : e->rule_fr) : e->rule);
    field(c, "Raison donnée", "Reason given", e->reason);
    field(c, "Proposée", "Proposed",
          phrase(c, "%s, par %s", "%s, by %s", show_instant(c, e->proposed_at), show_who(e->proposed_by)));
    if (e->state == ERASURE_STATE_PROPOSED) field(c, "À confirmer dès", "Confirm from", show_date(c, e->confirm_from));
    if (e->withdrawn_at)
        field(c, "Retirée", "Withdrawn",
              phrase(c, "%s, par %s", "%s, by %s", show_instant(c, e->withdrawn_at), show_who(e->withdrawn_by)));
    if (e->confirmed_at)
        field(c, "Confirmée", "Confirmed",
              phrase(c, "%s, par %s", "%s, by %s", show_instant(c, e->confirmed_at), show_who(e->confirmed_by)));
    if (e->final_by) field(c, "Définitive pour", "Final by", show_date(c, e->final_by));
    for (size_t i = 0; i < e->n_answers; i++)
        field(c, e->answers[i]->daemon, e->answers[i]->daemon,
              e->answers[i]->answered_at ? show_instant(c, e->answers[i]->answered_at)
                                         : paint(c, COLOUR_RED, pick(c, "pas encore répondu", "not answered yet")));
}

static int show_run(struct cli *c) {
    const intake__erasure *e = lookup_erasure(c, operand(c, 0));
    if (!e) return c->exit;
    if (c->json) return print_json(c, &e->base);
    show(c, e);
    return CLI_DONE;
}

static int certificate_run(struct cli *c) {
    const intake__erasure *e = lookup_erasure(c, operand(c, 0));
    if (!e) return c->exit;
    if (c->json) return print_json(c, &e->base);
    if (!e->confirmed_at)
        return stop(c, CLI_REFUSED,
                    "Destruction %s : pas encore confirmée, il n'y a rien à attester (sippe erase show).",
                    "Erasure %s: not confirmed yet, there is nothing to certify (sippe erase show).",
                    show_short(c, e->erasure_id));
    certificate_sheet(c, e);
    return CLI_DONE;
}

static int holds_run(struct cli *c) {
    intake__list_holds_request *r = NEW(&c->arena, intake__list_holds_request);
    if (operand(c, 0) && !lookup_family_id(c, operand(c, 0), &r->family_id, NULL)) return c->exit;
    intake__list_holds_reply *l = CALL(c, r, intake__list_holds_reply);
    if (!l) return c->exit;
    if (c->json) return print_json(c, &l->base);
    holds_show(c, l->holds, l->n_holds);
    if (!l->n_holds) say(c, "Aucune suspension.", "No hold.");
    return CLI_DONE;
}

#define FAMILY                                                                                                         \
    { .kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY" }
#define ERASURE                                                                                                        \
    { .kind = OPERAND_TEXT, .fr = "DESTRUCTION", .en = "ERASURE" }
static const struct option rule_option[] = {
    {"rule", OPTION_TEXT, 0, "rule", NULL, NULL, "selon cette règle du territoire : son code (partie erasure)",
     "by this rule of the territory: its code (part erasure)"},
};
static const struct option propose_options[] = {
    {"rule", OPTION_TEXT, OPTION_REQUIRED, "rule", NULL, NULL, "la règle du territoire : son code (partie erasure)",
     "the territory's rule: its code (part erasure)"},
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi; disparaît avec le dossier",
     "why; goes with the file"},
};
static const struct option withdraw_options[] = {
    {"reason", OPTION_TEXT, 0, "reason", NULL, NULL, "pourquoi", "why"},
    {"version", OPTION_HEX, 0, NULL, NULL, NULL, "la version vue (sinon celle d'à présent)",
     "the version seen (else the one of now)"},
};
static const struct option confirm_options[] = {
    {"version", OPTION_HEX, 0, NULL, NULL, NULL, "la version vue (sinon celle d'à présent)",
     "the version seen (else the one of now)"},
};
static const struct option give_up_options[] = {
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi personne n'a pu être prévenu",
     "why nobody could be told"},
};
static const struct option list_options[] = {
    {"open", OPTION_FLAG, 0, "open_only", NULL, NULL, "seulement celles qui demandent encore quelque chose",
     "only those that still ask for something"},
    {"after", OPTION_HEX, 0, "after", NULL, NULL, "la suite d'une liste, par le code qui était sous elle",
     "the rest of a list, by the code that stood below it"},
};

const struct command erase_commands[] = {
    {.noun = "erase",
     .verb = "preview",
     .fr = "ce que détruire un dossier détruirait, qui prévenir, et ce qui l'empêche",
     .en = "what erasing a file would destroy, whom to tell, and what stands in the way",
     .operands = {FAMILY},
     OPTIONS(rule_option),
     .run = preview_run},
    {.noun = "erase",
     .verb = "propose",
     .fr = "proposer de détruire le dossier d'une famille",
     .en = "propose to erase a family's file",
     .more_fr =
         "Tous ses consentements sont retirés aussitôt, pour que qui détient quelque chose l'apprenne. Une autre "
         "personne confirme après le délai du territoire.",
     .more_en = "All her consents are withdrawn at once, so that whoever holds something learns of it. Another person "
                "confirms after the territory's delay.",
     .operands = {FAMILY},
     OPTIONS(propose_options),
     .run = propose_run},
    {.noun = "erase",
     .verb = "withdraw",
     .fr = "retirer une proposition avant qu'elle soit confirmée",
     .en = "withdraw a proposal before it is confirmed",
     .more_fr = "Les consentements retirés avec elle le restent.",
     .more_en = "The consents that were withdrawn with it stay so.",
     .operands = {ERASURE},
     OPTIONS(withdraw_options),
     .run = withdraw_run},
    {.noun = "erase",
     .verb = "confirm",
     .fr = "confirmer une destruction : personne ne peut la défaire",
     .en = "confirm an erasure: nobody can undo it",
     .more_fr =
         "Une autre personne que celle qui l'a proposée, après le délai. Le numéro de la famille est tapé une fois "
         "de plus.",
     .more_en = "Another person than proposed it, after the delay. The family's number is typed once more.",
     .operands = {ERASURE, FAMILY},
     OPTIONS(confirm_options),
     .run = confirm_run},
    {.noun = "erase",
     .verb = "give-up",
     .fr = "dire qu'un organisme n'a pas pu être prévenu d'un retrait",
     .en = "say that an organisation could not be told of a withdrawal",
     .more_fr = "CHOSE : ses premiers chiffres, dans la colonne Sur de la liste de travail.",
     .more_en = "THING: its first digits, in the worklist's column About.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "CHOSE", .en = "THING"}},
     OPTIONS(give_up_options),
     .run = give_up_run},
    {.noun = "erase",
     .verb = "list",
     .fr = "les destructions, les dernières d'abord",
     .en = "erasures, the newest first",
     OPTIONS(list_options),
     .run = list_run},
    {.noun = "erase",
     .verb = "show",
     .fr = "où en est une destruction",
     .en = "where an erasure stands",
     .more_fr = "DESTRUCTION : les premiers chiffres de son identifiant, ou le numéro de la famille.",
     .more_en = "ERASURE: the first digits of its id, or the family's number.",
     .operands = {ERASURE},
     .run = show_run},
    {.noun = "erase",
     .verb = "certificate",
     .fr = "l'attestation d'une destruction, à imprimer",
     .en = "the certificate of an erasure, to be printed",
     .operands = {ERASURE},
     .run = certificate_run},
    {.noun = "erase",
     .verb = "holds",
     .fr = "les suspensions en cours",
     .en = "the holds that stand",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY", .optional = true}},
     .run = holds_run},
    {.noun = "erase",
     .verb = "report",
     .fr = "les copies des bases sur cette machine, qui peuvent contenir ce qui fut détruit",
     .en = "copies of the stores on this machine, which may hold what was erased",
     .operands = {{.kind = OPERAND_FOLDER, .fr = "BASES", .en = "STORES"}},
     .run = report_run},
};
COMMANDS_END(erase);
