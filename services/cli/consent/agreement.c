/* Whether a family takes part in the programme, noted at the enrolment or afterwards. */
#include "base/message.h"
#include "civil/civil.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/call/zone.h"
#include "cli/consent/consent.h"
#include "cli/line/commands.h"
#include "cli/show/output.h"
#include "cli/show/words.h"
#include "sys/clock.h"

int agreement_complete(struct cli *c, intake__agreement *said) {
    day today = day_at(zone_of(c), clock_now_ms());
    if (!said->answer) said->answer = AGREEMENT_ANSWER_AGREED;
    if (!said->mode) said->mode = CONSENT_MODE_VERBAL;
    if (!said->given_by) said->given_by = CONSENT_GIVER_SELF;
    if (!said->on) said->on = civil_date(&c->arena, today);
    return text_version_choose(c, WORDS_OF_PARTICIPATION, civil_day(said->on), &said->text_version);
}

/* Nobody's follow-up ends by what was noted: the answer says what a person does next. */
static void say_what_follows(struct cli *c, const char *number, intake__agreement_answer answer) {
    say(c, "Famille %s : %s.", "Family %s: %s.", number, WORD(c, intake__agreement_answer, answer));
    if (answer == AGREEMENT_ANSWER_AGREED) return;
    say(c,
        "Le suivi n'est pas terminé pour autant. Parlez-en avec elle, puis terminez-le (sippe enrolment end %s "
        "--reason "
        "FAMILY_WISH), ou notez qu'elle accepte.",
        "The follow-up has not ended by it. Speak with her, then end it (sippe enrolment end %s --reason FAMILY_WISH), "
        "or "
        "note that she agrees.",
        number);
}

static int record_run(struct cli *c) {
    intake__record_agreement_request *r = NEW(&c->arena, intake__record_agreement_request);
    r->agreement = NEW(&c->arena, intake__agreement);
    int rc = request_fill(c, &r->base);
    if (rc == 0) rc = agreement_complete(c, r->agreement);
    if (rc) return rc;
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (!f) return c->exit;
    if (!f->enrolment || !f->enrolment->enrolment_id.len)
        return stop(c, CLI_REFUSED, "La famille %s n'est pas inscrite.", "Family %s is not enrolled.", f->number);
    r->enrolment_id = f->enrolment->enrolment_id;
    r->version = version_of(c, f->enrolment->version);
    intake__record_agreement_reply *done = CALL(c, r, intake__record_agreement_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say_what_follows(c, f->number, r->agreement->answer);
    return CLI_DONE;
}

static const struct option record_options[] = {
    {"answer", OPTION_CHOICE, 0, "agreement.answer", NULL, &intake__agreement_answer__descriptor,
     "sa réponse (sinon elle accepte)", "her answer (else she agrees)"},
    {"mode", OPTION_CHOICE, 0, "agreement.mode", NULL, &intake__consent_mode__descriptor, "comment (sinon verbal)",
     "how (else verbal)"},
    {"on", OPTION_DATE, 0, "agreement.on", NULL, NULL, "quel jour (sinon aujourd'hui)", "on which day (else today)"},
    {"text-version", OPTION_TEXT, 0, "agreement.text_version", NULL, NULL,
     "la version du texte lu (sinon la dernière du territoire, ce jour-là)",
     "the version of the words that were read (else the territory's latest of that day)"},
    {"given-by", OPTION_CHOICE, 0, "agreement.given_by", NULL, &intake__consent_giver__descriptor,
     "qui répond (sinon elle-même)", "who answers (else herself)"},
    {"given-by-name", OPTION_TEXT, 0, "agreement.given_by_name", NULL, NULL, "son nom, si ce n'est pas elle-même",
     "their name, where it is not herself"},
    {"reason", OPTION_TEXT, 0, "agreement.reason", NULL, NULL, "pourquoi ce n'est plus ce qui était noté",
     "why it is no longer what was noted"},
    OPTION_VERSION,
};

const struct command agreement_commands[] = {
    {.noun = "agreement",
     .verb = "record",
     .fr = "noter si la famille accepte de participer au programme",
     .en = "note whether the family takes part in the programme",
     .more_fr = "Ce qui était noté avant reste au dossier. Un refus ou un retrait ne termine pas le suivi : une "
                "personne le fait.",
     .more_en = "What was noted before stays in the file. A refusal or a withdrawal does not end the follow-up: a "
                "person does.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     OPTIONS(record_options),
     .run = record_run},
};
COMMANDS_END(agreement);
