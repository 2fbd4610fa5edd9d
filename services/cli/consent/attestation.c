/* The attestation by which a pregnant minor receives an aid: a sheet to be signed, and what became of it. */
#include <string.h>
#include "base/message.h"
#include "civil/civil.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/call/zone.h"
#include "cli/line/commands.h"
#include "cli/show/output.h"
#include "cli/show/words.h"
#include "sys/clock.h"

/* The family whose enrolment it is about; NULL: said. */
static intake__get_family_reply *enrolled(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (f && f->enrolment && f->enrolment->enrolment_id.len) return f;
    if (f) stop(c, CLI_REFUSED, "La famille %s n'est pas inscrite.", "Family %s is not enrolled.", f->number);
    return NULL;
}

/* ---- recorded ---- */

static int record_run(struct cli *c) {
    intake__record_aid_request *r = NEW(&c->arena, intake__record_aid_request);
    r->aid = NEW(&c->arena, intake__aid);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    if (!r->aid->outcome) r->aid->outcome = AID_OUTCOME_ATTESTED;
    if (!r->aid->on) r->aid->on = civil_date(&c->arena, day_at(zone_of(c), clock_now_ms()));
    intake__get_family_reply *f = enrolled(c);
    if (!f) return c->exit;
    r->enrolment_id = f->enrolment->enrolment_id;
    r->version = version_of(c, f->enrolment->version);
    intake__record_aid_reply *done = CALL(c, r, intake__record_aid_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Famille %s, aide aux mineures enceintes : %s.", "Family %s, aid for pregnant minors: %s.", f->number,
        WORD(c, intake__aid_outcome, r->aid->outcome));
    return CLI_DONE;
}

/* ---- printed ---- */

static const sippe__clsc *clsc_of(const sippe__territory *t, const char *code) {
    for (size_t i = 0; i < t->n_clscs; i++)
        if (strcmp(t->clscs[i]->code, code) == 0) return t->clscs[i];
    return NULL;
}

/* Who she is, who follows her, the territory's words and a place to sign: no date of the pregnancy, no address, no
 * reason. Who reads it needs none of them to open the aid. */
static void sheet_print(struct cli *c, const intake__get_family_reply *f, const sippe__territory *t) {
    const sippe__clsc *clsc = clsc_of(t, f->clsc_code);
    enum language language = c->language;
    c->language = FRENCH;
    say(c, "Attestation\n", "Attestation\n");
    if (f->name) field(c, "Nom", "Name", show_name(c, f->name));
    field(c, "Naissance", "Born", show_date(c, f->birth_date));
    if (clsc)
        field(c, "Suivie par", "Followed by", phrase(c, "%s, %s", "%s, %s", clsc->name, show_phone(c, clsc->phone)));
    say(c, "%s", "%s", "");
    paragraph(c, t->minor_aid->attestation_fr, 0, SHEET_WIDTH);
    if (*t->minor_aid->attestation_en) {
        say(c, "%s", "%s", "");
        paragraph(c, t->minor_aid->attestation_en, 0, SHEET_WIDTH);
    }
    static const char *const lines[] = {"", "Nom et titre : ______________________________",
                                        "Signature : _________________________________",
                                        "Date : ______________________________________"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) say(c, "%s", "%s", lines[i]);
    c->language = language;
}

static int print_run(struct cli *c) {
    intake__get_family_reply *f = enrolled(c);
    if (!f) return c->exit;
    if (!f->enrolment->aid_on)
        return stop(c, CLI_REFUSED, "Aucune aide n'est à attester pour la famille %s.",
                    "No aid is to be attested for family %s.", f->number);
    intake__get_territory_request *r = NEW(&c->arena, intake__get_territory_request);
    intake__get_territory_reply *g = CALL(c, r, intake__get_territory_reply);
    if (!g) return c->exit;
    if (!g->territory || !g->territory->minor_aid)
        return stop(c, CLI_REFUSED, "Les règles du territoire n'ont pas de texte d'attestation (minor_aid).",
                    "The territory's rules have no words of an attestation (minor_aid).");
    if (c->json) return print_json(c, &g->territory->minor_aid->base);
    sheet_print(c, f, g->territory);
    say(c, "\nUne fois signée et remise : sippe attestation record %s --signed-by NOM --given-to À QUI",
        "\nOnce it is signed and given: sippe attestation record %s --signed-by NAME --given-to WHOM", f->number);
    return CLI_DONE;
}

static const struct option record_options[] = {
    {"outcome", OPTION_CHOICE, 0, "aid.outcome", NULL, &intake__aid_outcome__descriptor,
     "ce qui en est (sinon attestée)", "what became of it (else attested)"},
    {"signed-by", OPTION_TEXT, 0, "aid.attested_by", NULL, NULL, "qui a signé, nom et titre",
     "who signed, name and title"},
    {"on", OPTION_DATE, 0, "aid.on", NULL, NULL, "quel jour (sinon aujourd'hui)", "on which day (else today)"},
    {"given-to", OPTION_TEXT, 0, "aid.given_to", NULL, NULL, "à qui elle est remise", "to whom it was given"},
    {"reason", OPTION_TEXT, 0, "aid.reason", NULL, NULL, "pourquoi ce n'est plus ce qui était noté",
     "why it is no longer what was noted"},
    OPTION_VERSION,
};

const struct command attestation_commands[] = {
    {.noun = "attestation",
     .verb = "print",
     .fr = "imprimer l'attestation de l'aide aux mineures enceintes, à signer",
     .en = "print the attestation of the aid for pregnant minors, to be signed",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     .run = print_run},
    {.noun = "attestation",
     .verb = "record",
     .fr = "noter qui a attesté l'aide, et à qui c'est remis, ou pourquoi non",
     .en = "record who attested the aid, and to whom it was given, or why nobody did",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     OPTIONS(record_options),
     .run = record_run},
};
COMMANDS_END(attestation);
