/* Consents: what may be told, to whom, for what. What is not said has a default that covers little; purpose, giver and
 * mode are always in the record. */
#include "civil/civil.h"
#include "base/message.h"
#include "cli/consent/consent.h"
#include "cli/line/commands.h"
#include "cli/call/lookup.h"
#include "cli/show/output.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/call/zone.h"
#include "sys/clock.h"
#include "cli/show/words.h"

/* What is told unless something else is said: enough for a partner to call back. No family name, no date, no note:
 * those are said to be covered, or they are not sent. */
static const intake__shared_item covered_usually[] = {SHARED_ITEM_GIVEN_NAME, SHARED_ITEM_PHONE, SHARED_ITEM_LANGUAGE,
                                                      SHARED_ITEM_POSTAL_AREA, SHARED_ITEM_NEED};

/* Who interprets is not told what she needs: she says it herself. */
static bool is_covered_usually(intake__consent_purpose purpose, intake__shared_item item) {
    return purpose != CONSENT_PURPOSE_INTERPRETER || item != SHARED_ITEM_NEED;
}

static int consent_complete(struct cli *c, intake__consent *k, const char **organization) {
    const char *to = arg_text(c, "to");
    if (!k->purpose) k->purpose = CONSENT_PURPOSE_PARTNER_REFERRAL;
    if (!k->given_by) k->given_by = CONSENT_GIVER_SELF;
    if (!k->mode) k->mode = CONSENT_MODE_VERBAL;
    if (!k->given_at) {
        k->given_at = civil_instant(&c->arena, clock_now_ms());
    }
    if (k->n_covers == 0)
        for (size_t i = 0; i < sizeof covered_usually / sizeof covered_usually[0]; i++)
            if (is_covered_usually(k->purpose, covered_usually[i])) APPEND(&c->arena, k, covers, covered_usually[i]);
    if (to && !whole_id(c, to, &k->organization_id) && !lookup_organization(c, to, &k->organization_id, organization))
        return c->exit;
    if (!to) return stop(c, CLI_USAGE, "Dites à quel organisme : --to.", "Say to which organisation: --to.");
    return 0;
}

/* The one that is renewed, by its digits: whose family it is is told by the family that is named. */
static int renews_choose(struct cli *c, const intake__get_family_reply *f, intake__consent *k) {
    if (!arg_text(c, "renews")) return 0;
    const intake__consent *old = lookup_consent(c, f, arg_text(c, "renews"));
    if (!old) return c->exit;
    k->renews = old->consent_id;
    return 0;
}

/* What is wrong with the line is found before the family is looked up: nothing of her is read for a request that cannot
 * be sent. */
static int record_run(struct cli *c) {
    intake__record_consent_request *r = NEW(&c->arena, intake__record_consent_request);
    const char *organization = NULL;
    r->consent = NEW(&c->arena, intake__consent);
    int rc = request_fill(c, &r->base);
    if (rc == 0) rc = consent_complete(c, r->consent, &organization);
    if (rc == 0)
        rc = text_version_choose(c, WORDS_OF_CONSENT, day_at(zone_of(c), r->consent->given_at->ms),
                                 &r->consent->text_version);
    if (rc) return rc;
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (!f) return c->exit;
    rc = renews_choose(c, f, r->consent);
    if (rc) return rc;
    r->family_id = f->family_id;
    intake__record_consent_reply *done = CALL(c, r, intake__record_consent_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Consentement %s noté pour la famille %s%s%s. Il couvre :",
        "Consent %s recorded for family %s%s%s. It covers:", show_short(c, done->consent_id), f->number,
        organization ? pick(c, ", pour ", ", for ") : "", organization ? organization : "");
    for (size_t i = 0; i < r->consent->n_covers; i++)
        say(c, "  - %s", "  - %s", WORD(c, intake__shared_item, r->consent->covers[i]));
    return CLI_DONE;
}

/* ---- taking back ---- */

/* Whoever has no program that tells it learns of it from a person, who finds it on the list. */
static void say_who_is_told(struct cli *c, int32_t referrals, int32_t to_tell) {
    if (referrals)
        say(c,
            "Un organisme dont le programme lit ses avis l'apprend par lui; les autres paraissent sur la liste de "
            "travail : sippe worklist --kind TELL_HOLDER",
            "An organisation whose program reads its notices learns of it there; the others come onto the worklist: "
            "sippe worklist --kind TELL_HOLDER");
    else if (to_tell)
        say(c, "À prévenir par une personne : sippe worklist --kind TELL_HOLDER",
            "To be told by a person: sippe worklist --kind TELL_HOLDER");
}

static void preview_show(struct cli *c, const char *number, const intake__preview_withdrawal_reply *p) {
    say(c, "Rien n'est changé. Pour la famille %s, cela retirerait :",
        "Nothing is changed. Of family %s this would take back:", number);
    for (size_t i = 0; i < p->n_consents; i++) {
        const intake__consent *k = p->consents[i];
        say(c, "  - le consentement %s (%s%s%s)", "  - consent %s (%s%s%s)", show_short(c, k->consent_id),
            WORD(c, intake__consent_purpose, k->purpose), *k->organization_name ? ", " : "", k->organization_name);
    }
    for (size_t i = 0; i < p->n_referrals; i++) {
        const intake__referral *r = p->referrals[i];
        say(c, "  - la référence %s (%s, %s : %s)", "  - referral %s (%s, %s: %s)", show_short(c, r->referral_id),
            r->service_name, r->organization_name, WORD(c, intake__referral_state, r->state));
    }
    for (size_t i = 0; i < p->n_told; i++) {
        const intake__disclosure *d = p->told[i];
        say(c, "  - ce qui a été dit le %s à %s : à prévenir par une personne",
            "  - what was told on %s to %s: to be told by a person", show_instant(c, d->at),
            *d->organization_name ? d->organization_name : show_short(c, d->organization_id));
    }
    if (!p->n_consents) say(c, "  rien : tout est retiré déjà.", "  nothing: all is withdrawn already.");
}

static int preview_run(struct cli *c, const intake__get_family_reply *f, ProtobufCBinaryData consent_id) {
    intake__preview_withdrawal_request *r = NEW(&c->arena, intake__preview_withdrawal_request);
    r->family_id = f->family_id;
    r->consent_id = consent_id;
    intake__preview_withdrawal_reply *p = CALL(c, r, intake__preview_withdrawal_reply);
    if (!p) return c->exit;
    if (c->json) return print_json(c, &p->base);
    preview_show(c, f->number, p);
    return CLI_DONE;
}

static int withdraw_all(struct cli *c, const intake__get_family_reply *f) {
    intake__withdraw_all_consents_request *r = NEW(&c->arena, intake__withdraw_all_consents_request);
    const char *reason = arg_text(c, "reason");
    r->family_id = f->family_id;
    if (reason) r->reason = reason;
    intake__withdraw_all_consents_reply *done = CALL(c, r, intake__withdraw_all_consents_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Famille %s : %s, %s.", "Family %s: %s, %s.", f->number,
        counted(c, (uint64_t)done->consents_withdrawn, "consentement retiré", "consent withdrawn/consents withdrawn"),
        counted(c, (uint64_t)done->referrals_cancelled, "référence annulée", "referral cancelled/referrals cancelled"));
    say_who_is_told(c, done->referrals_cancelled, done->to_tell);
    return CLI_DONE;
}

static bool allows_the_same(const intake__consent *k, const intake__consent *other) {
    bool same =
        k->purpose == other->purpose && span_equal(span_pb(k->organization_id), span_pb(other->organization_id));
    return same && !span_equal(span_pb(k->consent_id), span_pb(other->consent_id)) && !other->withdrawn_at &&
           !other->in_error && !other->renewed_by.len;
}

/* Recorded twice it holds on by the other one: she believes that it is over. */
static void say_what_stays(struct cli *c, const intake__get_family_reply *f, const intake__consent *k) {
    for (size_t i = 0; i < f->n_consents; i++)
        if (allows_the_same(k, f->consents[i]))
            say(c, "Attention : le consentement %s permet encore la même chose (sippe consent withdraw %s %s).",
                "Note: consent %s still allows the same (sippe consent withdraw %s %s).",
                show_short(c, f->consents[i]->consent_id), f->number, show_short(c, f->consents[i]->consent_id));
}

/* How many referrals it took with it is said at once: those partners may be on the telephone. */
static int withdraw_one(struct cli *c, const intake__get_family_reply *f, const intake__consent *k) {
    intake__withdraw_consent_request *r = NEW(&c->arena, intake__withdraw_consent_request);
    r->consent_id = k->consent_id;
    r->version = version_of(c, k->version);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__withdraw_consent_reply *done = CALL(c, r, intake__withdraw_consent_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Consentement %s retiré (%s). Références annulées : %d.",
        "Consent %s withdrawn (%s). Referrals cancelled: %d.", show_short(c, k->consent_id),
        WORD(c, intake__consent_purpose, k->purpose), done->referrals_cancelled);
    say_who_is_told(c, done->referrals_cancelled, done->to_tell);
    say_what_stays(c, f, k);
    return CLI_DONE;
}

/* Without an id the only one that was not withdrawn. */
static int withdraw_run(struct cli *c) {
    bool all = arg_flag(c, "all"), dry = arg_flag(c, "dry-run");
    if (all && operand(c, 1))
        return stop(c, CLI_USAGE, "--all retire tous les consentements : n'en nommez aucun.",
                    "--all withdraws every consent: name none.");
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    if (!f) return c->exit;
    if (all) return dry ? preview_run(c, f, (ProtobufCBinaryData){0}) : withdraw_all(c, f);
    intake__consent *k = lookup_consent(c, f, operand(c, 1));
    if (!k) return c->exit;
    return dry ? preview_run(c, f, k->consent_id) : withdraw_one(c, f, k);
}

static const struct option record_options[] = {
    {"to", OPTION_TEXT, 0, NULL, NULL, NULL, "l'organisme : des mots de son nom, ou son identifiant",
     "the organisation: words of its name, or its id"},
    {"purpose", OPTION_CHOICE, 0, "consent.purpose", NULL, &intake__consent_purpose__descriptor,
     "le but (sinon référence à un partenaire)", "the purpose (else referral to a partner)"},
    {"covers", OPTION_CHOICE, OPTION_MANY, "consent.covers", NULL, &intake__shared_item__descriptor,
     "ce qui peut être dit (sinon prénom, téléphone, langue, secteur, besoin)",
     "what may be told (else given name, phone, language, area, need)"},
    {"given-by", OPTION_CHOICE, 0, "consent.given_by", NULL, &intake__consent_giver__descriptor,
     "qui consent (sinon elle-même)", "who consents (else herself)"},
    {"given-by-name", OPTION_TEXT, 0, "consent.given_by_name", NULL, NULL, "son nom, si ce n'est pas elle-même",
     "their name, where it is not herself"},
    {"helped-by", OPTION_CHOICE, OPTION_MANY, "consent.help", NULL, &intake__consent_help__descriptor,
     "ce qui l'a aidée à comprendre", "what helped her to understand"},
    {"read-in", OPTION_TEXT, 0, "consent.read_in.code", NULL, NULL, "langue de la lecture (sinon le français)",
     "language of the reading (else French)"},
    {"renews", OPTION_TEXT, 0, NULL, NULL, NULL, "le consentement dont il prend la place",
     "the consent in whose place it is given"},
    {"mode", OPTION_CHOICE, 0, "consent.mode", NULL, &intake__consent_mode__descriptor, "comment (sinon verbal)",
     "how (else verbal)"},
    {"given-at", OPTION_TIME, 0, "consent.given_at", NULL, NULL, "quand (sinon maintenant)", "when (else now)"},
    {"expires", OPTION_DATE, 0, "consent.expires_on", NULL, NULL, "jusqu'à quand (sinon la durée du territoire)",
     "until when (else the territory's duration)"},
    {"text-version", OPTION_TEXT, 0, "consent.text_version", NULL, NULL,
     "la version du texte lu ou signé (sinon la dernière du territoire, ce jour-là)",
     "the version of the words that were read or signed (else the territory's latest of that day)"},
};
static const struct option withdraw_options[] = {
    {"reason", OPTION_TEXT, 0, "reason", NULL, NULL, "pourquoi", "why"},
    {"all", OPTION_FLAG, 0, NULL, NULL, NULL, "tous ses consentements, d'un coup", "all of her consents, at once"},
    {"dry-run", OPTION_FLAG, 0, NULL, NULL, NULL, "montrer ce qui serait retiré, sans rien changer",
     "show what would be taken back, and change nothing"},
    OPTION_VERSION,
};

const struct command consent_commands[] = {
    {.noun = "consent",
     .verb = "record",
     .fr = "noter à quoi la famille consent",
     .en = "record what the family agrees to",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     OPTIONS(record_options),
     .run = record_run},
    {.noun = "consent",
     .verb = "show",
     .fr = "montrer un consentement et le texte qui a été lu",
     .en = "show a consent and the words that were read",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"},
                  {.kind = OPERAND_TEXT, .fr = "CONSENTEMENT", .en = "CONSENT", .optional = true}},
     .run = consent_show_run},
    {.noun = "consent",
     .verb = "withdraw",
     .fr = "noter qu'elle retire son consentement",
     .en = "record that consent is withdrawn",
     .more_fr =
         "Effet immédiat, après un premier contact aussi : les références qui reposent sur lui sont annulées, ce "
         "qui n'est pas parti est retenu, et qui le détient l'apprend, par son programme ou par une personne.",
     .more_en =
         "Takes effect at once, after a first contact too: referrals that rest on it are cancelled, what was not "
         "sent is withheld, and whoever holds it is told, by its program or by a person.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"},
                  {.kind = OPERAND_TEXT, .fr = "CONSENTEMENT", .en = "CONSENT", .optional = true}},
     OPTIONS(withdraw_options),
     .run = withdraw_run},
};
COMMANDS_END(consent);
