#include "cli/call/lookup.h"

#include <string.h>
#include "civil/family_number.h"
#include "base/message.h"
#include "cli/show/output.h"
#include "cli/call/session.h"
#include "cli/show/words.h"
#include "text/plain.h"

bool prefix_is(const char *text) {
    size_t len = strlen(text);
    return len >= PREFIX_MIN && len <= 2 * ID_LEN && strspn(text, "0123456789abcdefABCDEF") == len;
}

/* Digit by digit, without making a text of each id: a list of thousands is looked through for one. */
bool prefix_fits(const char *text, ProtobufCBinaryData id) {
    size_t len = strlen(text);
    if (!prefix_is(text) || len > 2 * id.len) return false;
    for (size_t i = 0; i < len; i++) {
        unsigned digit = i % 2 ? id.data[i / 2] & 15u : id.data[i / 2] >> 4;
        unsigned char want = (unsigned char)text[i];
        unsigned typed = want <= '9' ? (unsigned)(want - '0') : (want | 32u) - 'a' + 10u;
        if (digit != typed) return false;
    }
    return true;
}

bool whole_id(struct cli *c, const char *text, ProtobufCBinaryData *out) {
    return strlen(text) == 2 * ID_LEN && plain_bytes_read(&c->arena, text, out);
}

ProtobufCBinaryData version_of(struct cli *c, ProtobufCBinaryData seen) {
    ProtobufCBinaryData given;
    const char *text = arg_text(c, "version");
    return text && plain_bytes_read(&c->arena, text, &given) ? given : seen;
}

static int fail_none(struct cli *c, const char *fr, const char *en, const char *text) {
    return stop(c, CLI_REFUSED, "%s : rien ne commence par « %s ».", "%s: nothing begins with \"%s\".", pick(c, fr, en),
                text);
}

/* Several are listed with enough of their ids to tell them apart: the next line that is typed can then be right. */
static int fail_many(struct cli *c, const char *fr, const char *en, const char *text) {
    return stop(c, CLI_USAGE, "%s : plusieurs commencent par « %s »; donnez plus de chiffres.",
                "%s: several begin with \"%s\"; give more digits.", pick(c, fr, en), text);
}

static void show_many(struct cli *c, const intake__find_thing_reply *found) {
    for (size_t i = 0; i < found->n_things && !c->json; i++)
        remark(c, "  %s  famille %s  %s", "  %s  family %s  %s", show_hex(c, found->things[i]->id),
               found->things[i]->family_number, WORD(c, sippe__work_kind, found->things[i]->work));
}

static int fail_form(struct cli *c, const char *fr, const char *en, const char *text) {
    return stop(c, CLI_USAGE, "%2$s : « %1$s » n'est pas un identifiant; il en faut de 6 à 32 chiffres hexadécimaux.",
                "%2$s: \"%1$s\" is not an id; 6 to 32 hexadecimal digits of it are needed.", text, pick(c, fr, en));
}

const intake__thing *lookup_thing_any(struct cli *c, intake__thing_kind kind, const char *text, const char *fr,
                                      const char *en) {
    intake__find_thing_request *r = NEW(&c->arena, intake__find_thing_request);
    if (!prefix_is(text)) return fail_form(c, fr, en, text), NULL;
    r->kind = kind;
    r->digits = text;
    intake__find_thing_reply *found = CALL(c, r, intake__find_thing_reply);
    if (!found) return NULL;
    if (found->n_things == 0) return fail_none(c, fr, en, text), NULL;
    for (size_t i = 1; i < found->n_things; i++)
        if (!span_equal(span_pb(found->things[0]->id), span_pb(found->things[i]->id)))
            return fail_many(c, fr, en, text), show_many(c, found), NULL;
    return found->things[0];
}

const intake__thing *lookup_thing(struct cli *c, intake__thing_kind kind, const char *text, const char *fr,
                                  const char *en) {
    intake__find_thing_request *r = NEW(&c->arena, intake__find_thing_request);
    if (!prefix_is(text)) return fail_form(c, fr, en, text), NULL;
    r->kind = kind;
    r->digits = text;
    intake__find_thing_reply *found = CALL(c, r, intake__find_thing_reply);
    if (!found) return NULL;
    if (found->n_things == 1) return found->things[0];
    if (found->n_things == 0) return fail_none(c, fr, en, text), NULL;
    return fail_many(c, fr, en, text), show_many(c, found), NULL;
}

bool family_number_check(struct cli *c, const char *text) {
    uint64_t n;
    if (family_number_parse(text, &n)) return true;
    if (strspn(text, "0123456789- ") == strlen(text) && *text)
        stop(c, CLI_USAGE,
             "Famille %s : ce numéro n'existe pas, un chiffre est mal copié (le dernier vérifie les autres).",
             "Family %s: there is no such number, a digit was miscopied (the last one checks the others).", text);
    else
        stop(c, CLI_USAGE, "Famille %s : un numéro comme 1042-9 est attendu (sippe family find le trouve).",
             "Family %s: a number like 1042-9 is expected (sippe family find finds it).", text);
    return false;
}

/* Digits alone are a number while they are as few as a number has: people say numbers, and a miscopied one is told. */
static bool is_family_prefix(const char *text) {
    uint64_t n;
    bool is_number = family_number_parse(text, &n) || (strlen(text) < 8 && strspn(text, "0123456789") == strlen(text));
    return !is_number && prefix_is(text);
}

/* By number, whole id or its first digits. NULL after saying what is wrong. */
static intake__get_family_request *family_request(struct cli *c, const char *text) {
    intake__get_family_request *r = NEW(&c->arena, intake__get_family_request);
    if (whole_id(c, text, &r->family_id)) return r;
    if (is_family_prefix(text)) {
        const intake__thing *found = lookup_thing(c, THING_KIND_FAMILY, text, "famille", "family");
        if (found) r->family_id = found->id;
        return found ? r : NULL;
    }
    r->number = arena_text(&c->arena, text);
    return family_number_check(c, text) ? r : NULL;
}

/* A family's file, or why not; a number that nobody has is told with the number, which the daemon's sentence cannot
 * do. */
static intake__get_family_reply *family_of(struct cli *c, const char *text, const sippe__reply *reply) {
    if (reply->status->code == CODE_NOT_FOUND && !c->json)
        stop(c, CLI_REFUSED, "Famille %s : introuvable. Celles d'un autre CLSC ne se voient pas d'ici.",
             "Family %s: not found. Those of another CLSC are not seen from here.", text);
    else if (reply->status->code != CODE_OK)
        fail_status(c, reply->status);
    if (reply->status->code != CODE_OK) return NULL;
    intake__get_family_reply *f = UNPACK(&c->arena, intake__get_family_reply, span_pb(reply->body), MESSAGE_OPEN);
    if (!f) stop(c, CLI_INTERNAL, "Réponse illisible.", "The answer cannot be read.");
    if (f && f->erasure && !f->family_id.len) {
        stop(c, CLI_REFUSED, "Famille %s : détruite le %s, attestation %s (sippe erase certificate).",
             "Family %s: erased on %s, certificate %s (sippe erase certificate).", text,
             show_instant(c, f->erasure->confirmed_at), show_short(c, f->erasure->erasure_id));
        return NULL;
    }
    return f;
}

intake__get_family_reply *lookup_family(struct cli *c, const char *text) {
    intake__get_family_request *asked = family_request(c, text);
    if (!asked) return NULL;
    struct bus_request r = {.method = "intake.GetFamily", .message = &asked->base};
    sippe__reply *reply = session_ask(c, DAEMON_INTAKE, &r);
    return reply ? family_of(c, text, reply) : NULL;
}

bool lookup_family_id(struct cli *c, const char *text, ProtobufCBinaryData *family, ProtobufCBinaryData *enrolment) {
    intake__get_family_reply *f = lookup_family(c, text);
    if (!f) return false;
    *family = f->family_id;
    if (enrolment && f->enrolment) *enrolment = f->enrolment->enrolment_id;
    return true;
}

intake__get_screening_reply *lookup_screening(struct cli *c, const char *text) {
    intake__get_screening_request *r = NEW(&c->arena, intake__get_screening_request);
    if (!whole_id(c, text, &r->screening_id)) {
        const intake__thing *found = lookup_thing(c, THING_KIND_SCREENING, text, "évaluation", "screening");
        if (found) r->screening_id = found->id;
    }
    return r->screening_id.len ? CALL(c, r, intake__get_screening_reply) : NULL;
}

/* Among things that were listed: the one that the text names, or, without a text, the only one that is open. Without a
 * text more than one is not chosen between. */
struct choice {
    size_t at, n;
};

static bool choice_done(struct cli *c, const struct choice *k, const char *fr, const char *en, const char *text) {
    if (k->n == 1) return true;
    if (text && !prefix_is(text))
        fail_form(c, fr, en, text);
    else if (text)
        stop(c, CLI_REFUSED, "%s : rien, ou plusieurs choses, de cette famille commencent par %s.",
             "%s: nothing, or several things, of this family begin with %s.", pick(c, fr, en), text);
    else if (k->n == 0)
        stop(c, CLI_REFUSED, "%s : rien d'ouvert pour cette famille.", "%s: nothing is open for this family.",
             pick(c, fr, en));
    else
        stop(c, CLI_USAGE, "%s : il y en a %zu; précisez par les premiers chiffres de l'identifiant.",
             "%s: there are %zu; say which by the first digits of the id.", pick(c, fr, en), k->n);
    return false;
}

static void choice_see(struct choice *k, size_t at, const char *text, ProtobufCBinaryData id, bool is_open) {
    if (text ? !prefix_fits(text, id) : !is_open) return;
    k->at = at;
    k->n++;
}

intake__consent *lookup_consent(struct cli *c, const intake__get_family_reply *f, const char *text) {
    struct choice k = {0};
    for (size_t i = 0; i < f->n_consents; i++)
        choice_see(&k, i, text, f->consents[i]->consent_id,
                   !f->consents[i]->withdrawn_at && !f->consents[i]->renewed_by.len);
    return choice_done(c, &k, "consentement", "consent", text) ? f->consents[k.at] : NULL;
}

/* As intake has it: the partner still has it in hand. A declined one may come back, but is no default. */
static bool referral_is_open(const intake__referral *r) {
    return r->state == REFERRAL_STATE_SENT || r->state == REFERRAL_STATE_ACKNOWLEDGED ||
           r->state == REFERRAL_STATE_ACCEPTED || r->state == REFERRAL_STATE_WAITLISTED;
}

intake__referral *lookup_referral(struct cli *c, const intake__get_family_reply *f, const char *text) {
    struct choice k = {0};
    for (size_t i = 0; i < f->n_referrals; i++)
        choice_see(&k, i, text, f->referrals[i]->referral_id, referral_is_open(f->referrals[i]));
    return choice_done(c, &k, "référence", "referral", text) ? f->referrals[k.at] : NULL;
}

scheduling__visit *lookup_visit(struct cli *c, const scheduling__family_visits_reply *v, const char *text) {
    struct choice k = {0};
    for (size_t i = 0; i < v->n_visits; i++) {
        const scheduling__visit *visit = v->visits[i];
        choice_see(&k, i, text, visit->visit_id,
                   visit->state == VISIT_STATE_PROPOSED || visit->state == VISIT_STATE_CONFIRMED);
    }
    return choice_done(c, &k, "visite", "visit", text) ? v->visits[k.at] : NULL;
}

notifications__notice *lookup_notice(struct cli *c, const char *text) {
    notifications__find_notice_request *r = NEW(&c->arena, notifications__find_notice_request);
    if (!prefix_is(text)) return fail_form(c, "avis", "notice", text), NULL;
    r->digits = text;
    notifications__find_notice_reply *found = CALL(c, r, notifications__find_notice_reply);
    if (!found) return NULL;
    if (found->n_notices == 1) return found->notices[0];
    if (found->n_notices == 0) return fail_none(c, "avis", "notice", text), NULL;
    fail_many(c, "avis", "notices", text);
    for (size_t i = 0; i < found->n_notices && !c->json; i++)
        remark(c, "  %s  %s  %s", "  %s  %s  %s", show_hex(c, found->notices[i]->notice_id),
               show_brief(c, found->notices[i]->issued_at), found->notices[i]->service_name);
    return NULL;
}

const intake__get_family_reply *lookup_seen(struct cli *c, ProtobufCBinaryData family_id) {
    intake__get_family_request *r = NEW(&c->arena, intake__get_family_request);
    r->family_id = family_id;
    struct bus_request ask = {.method = "intake.GetFamily", .message = &r->base};
    sippe__reply *reply = session_ask(c, DAEMON_INTAKE, &ask);
    if (!reply || reply->status->code != CODE_OK) return NULL;
    return UNPACK(&c->arena, intake__get_family_reply, span_pb(reply->body), MESSAGE_OPEN);
}
