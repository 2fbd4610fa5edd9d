#include "cli/call/lookup.h"

#include <string.h>
#include "civil/family_number.h"
#include "base/message.h"
#include "cli/show/output.h"
#include "cli/call/session.h"
#include "text/plain.h"

enum { PAGE = 200, PAGES_MAX = 50 }; /* the most that a list gives at once; 10,000 things */

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
    return stop(c, CLI_REFUSED, "%s : rien ne correspond à « %s ».", "%s: nothing fits \"%s\".", pick(c, fr, en), text);
}

static int fail_many(struct cli *c, const char *fr, const char *en, const char *text) {
    return stop(c, CLI_USAGE, "%s : plusieurs correspondent à « %s »; donnez plus de chiffres.",
                "%s: several fit \"%s\"; give more digits.", pick(c, fr, en), text);
}

static int fail_form(struct cli *c, const char *fr, const char *en, const char *text) {
    return stop(c, CLI_USAGE, "%2$s : « %1$s » n'est pas un identifiant; il en faut de 6 à 32 chiffres hexadécimaux.",
                "%2$s: \"%1$s\" is not an id; 6 to 32 hexadecimal digits of it are needed.", text, pick(c, fr, en));
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

/* A number that can be one, or a whole id. */
static bool family_is_named(struct cli *c, const char *text) {
    ProtobufCBinaryData id;
    return whole_id(c, text, &id) || family_number_check(c, text);
}

static intake__get_family_request *family_request(struct cli *c, const char *text) {
    intake__get_family_request *r = NEW(&c->arena, intake__get_family_request);
    if (!whole_id(c, text, &r->family_id)) r->number = arena_text(&c->arena, text);
    return r;
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
    return f;
}

intake__get_family_reply *lookup_family(struct cli *c, const char *text) {
    if (!family_is_named(c, text)) return NULL;
    struct bus_request r = {.method = "intake.GetFamily", .message = &family_request(c, text)->base};
    sippe__reply *reply = session_ask(c, DAEMON_INTAKE, &r);
    return reply ? family_of(c, text, reply) : NULL;
}

/* For who may not read a family's file: what the worklist says of it. */
static bool family_from_worklist(struct cli *c, const char *text, ProtobufCBinaryData *family,
                                 ProtobufCBinaryData *enrolment) {
    intake__list_worklist_request *r = NEW(&c->arena, intake__list_worklist_request);
    bool found = false;
    r->limit = PAGE;
    for (int page = 0; page < PAGES_MAX; page++) {
        intake__list_worklist_reply *w = CALL(c, r, intake__list_worklist_reply);
        if (!w) return false;
        for (size_t i = 0; i < w->n_items; i++) {
            const intake__worklist_item *item = w->items[i];
            if (strcmp(item->family_number, text) != 0 && !(prefix_is(text) && prefix_fits(text, item->family_id)))
                continue;
            found = true;
            *family = item->family_id;
            if (item->kind == WORK_KIND_KEY_WORKER && enrolment) *enrolment = item->thing;
        }
        if (!w->next.len) break;
        r->after = w->next;
    }
    if (!found) fail_none(c, "liste de travail", "worklist", text);
    return found;
}

bool lookup_family_id(struct cli *c, const char *text, ProtobufCBinaryData *family, ProtobufCBinaryData *enrolment) {
    if (!prefix_is(text) && !family_is_named(c, text)) return false;
    struct bus_request r = {.method = "intake.GetFamily", .message = &family_request(c, text)->base};
    sippe__reply *reply = session_ask(c, DAEMON_INTAKE, &r);
    if (!reply) return false;
    if (reply->status->code == CODE_PERMISSION_DENIED) return family_from_worklist(c, text, family, enrolment);
    intake__get_family_reply *f = family_of(c, text, reply);
    if (!f) return false;
    *family = f->family_id;
    if (enrolment && f->enrolment) *enrolment = f->enrolment->enrolment_id;
    return true;
}

/* The only screening whose id begins so; found.len 0: none or several, said. */
static ProtobufCBinaryData screening_id(struct cli *c, const char *text) {
    ProtobufCBinaryData found = {0};
    intake__list_screenings_request *r = NEW(&c->arena, intake__list_screenings_request);
    r->limit = PAGE;
    for (int page = 0; page < PAGES_MAX; page++) {
        intake__list_screenings_reply *list = CALL(c, r, intake__list_screenings_reply);
        if (!list) return (ProtobufCBinaryData){0};
        for (size_t i = 0; i < list->n_screenings; i++) {
            if (!prefix_fits(text, list->screenings[i]->screening_id)) continue;
            if (found.len) {
                fail_many(c, "évaluations", "screenings", text);
                return (ProtobufCBinaryData){0};
            }
            found = list->screenings[i]->screening_id;
        }
        if (!list->next.len) break;
        r->after = list->next;
    }
    if (!found.len) fail_none(c, "évaluation", "screening", text);
    return found;
}

intake__get_screening_reply *lookup_screening(struct cli *c, const char *text) {
    intake__get_screening_request *r = NEW(&c->arena, intake__get_screening_request);
    if (!prefix_is(text)) {
        fail_form(c, "évaluation", "screening", text);
        return NULL;
    }
    if (!whole_id(c, text, &r->screening_id)) r->screening_id = screening_id(c, text);
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
        choice_see(&k, i, text, f->consents[i]->consent_id, !f->consents[i]->withdrawn_at);
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
    notifications__list_notices_request *r = NEW(&c->arena, notifications__list_notices_request);
    notifications__notice *found = NULL;
    if (!prefix_is(text)) {
        fail_form(c, "avis", "notice", text);
        return NULL;
    }
    r->limit = PAGE;
    for (int page = 0; page < PAGES_MAX; page++) {
        notifications__list_notices_reply *list = CALL(c, r, notifications__list_notices_reply);
        if (!list) return NULL;
        for (size_t i = 0; i < list->n_notices; i++) {
            if (!prefix_fits(text, list->notices[i]->notice_id)) continue;
            if (found) {
                fail_many(c, "avis", "notices", text);
                return NULL;
            }
            found = list->notices[i];
        }
        if (!list->next.len) break;
        r->after = list->next;
    }
    if (!found) fail_none(c, "avis", "notice", text);
    return found;
}
