/* A way in through the gateway is drawn here and shown once: intake is told its digest (proto/intake/login.proto).
 */
#include <sodium.h>
#include <string.h>
#include "base/codes/day_code.h"
#include "base/message.h"
#include "cli/call/members.h"
#include "cli/call/profile.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/line/commands.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "proto/intake.h"
#include "sys/file.h"
#include "sys/random.h"

static ProtobufCBinaryData kept(struct cli *c, const void *bytes, size_t len) {
    return pb_of(arena_span(&c->arena, span_of(bytes, len)));
}

/* What intake answered, with the secret that it was not told. */
static int secret_json(struct cli *c, const char *name, const char *secret, const ProtobufCMessage *reply) {
    fprintf(c->out, "{\"%s\":%s,%s\n", name, json_text(&c->arena, secret), json_shown(c, reply, false) + 1);
    return CLI_DONE;
}

/* ---- a day code ---- */

/* Of several that begin alike and wait, one would be found and the others not: intake says so, and another is drawn.
 * That five in a row are taken happens to nobody who has less than a hundred thousand waiting. */
enum { DRAWS_MAX = 5, ADDRESS_MAX = 512 };

static bool members_named(struct cli *c, intake__invite_member_request *r) {
    const intake__list_members_reply *all = members_of(c);
    for (size_t i = 0; all && operand(c, i); i++) {
        const intake__member *m = member_among(all, operand(c, i));
        if (!m) return member_of(c, operand(c, i)) != NULL;
        APPEND(&c->arena, r, member_ids, m->id);
    }
    return all != NULL;
}

static void code_draw(struct cli *c, intake__invite_member_request *r, char code[DAY_CODE_LEN + 1]) {
    uint8_t digest[SECRET_DIGEST_LEN];
    struct id salt = random_id();
    day_code_make(random_id(), code);
    day_code_digest(salt, code, digest);
    r->handle = day_code_handle(&c->arena, code);
    r->salt = id_field(&c->arena, salt);
    r->digest = kept(c, digest, sizeof digest);
}

static intake__invite_member_reply *invited(struct cli *c, intake__invite_member_request *r,
                                            char code[DAY_CODE_LEN + 1]) {
    sippe__reply *reply = NULL;
    for (int draw = 0; draw < DRAWS_MAX; draw++) {
        struct bus_request ask = {.method = "intake.InviteMember", .message = &r->base};
        code_draw(c, r, code);
        reply = session_ask(c, DAEMON_INTAKE, &ask);
        if (!reply || reply->status->reason != REASON_CODE_TAKEN) break;
    }
    return reply ? session_body(c, DAEMON_INTAKE, reply, &intake__invite_member_reply__descriptor) : NULL;
}

/* Where the pages are, when operations put it into the profile; NULL: not known, or it is no address. */
static const char *address_of(struct cli *c) {
    struct span text;
    if (file_read(&c->arena, profile_path(c, "", "web"), ADDRESS_MAX, &text)) return NULL;
    char *address = arena_printf(&c->arena, "%.*s", (int)text.len, (const char *)text.data);
    address[strcspn(address, " \t\r\n")] = '\0';
    return strncmp(address, "https://", 8) == 0 || strncmp(address, "http://", 7) == 0 ? address : NULL;
}

static const char *apart(struct cli *c, const char *spoken) {
    struct joined all = joined_new(c, " ");
    for (; *spoken; spoken++) joined_add(&all, arena_printf(&c->arena, "%c", *spoken));
    return joined_text(&all);
}

static void code_say(struct cli *c, const char *code, const intake__invite_member_reply *done) {
    const char *spoken = day_code_spoken(&c->arena, code), *address = address_of(c);
    struct joined names = joined_new(c, ", ");
    for (size_t i = 0; operand(c, i); i++) joined_add(&names, operand(c, i));
    say(c, "Code du jour de %s :", "Day code of %s:", joined_text(&names));
    say(c, "\n      %s\n", "\n      %s\n", paint(c, COLOUR_BOLD, apart(c, spoken)));
    say(c, "À lui dire, au téléphone ou de vive voix, jamais par courriel ni par texto :",
        "To tell her, on the phone or face to face, never by e-mail or text message:");
    say(c, "  « Ouvrez %s, choisissez Code du jour, et écrivez %s. »", "  \"Open %s, choose Day code, and type %s.\"",
        address ? address : pick(c, "la page de la passerelle", "the gateway's page"), spoken);
    say(c, "Il sert une seule fois, d'ici au %s; il ouvre pour 12 heures, sur le poste où il est écrit.",
        "It serves once, until %s; it opens for 12 hours, on the station where it is typed.",
        show_instant(c, done->until));
    say(c, "Il n'est plus montré nulle part. Perdu ou entendu par quelqu'un d'autre : sippe people unbind %s",
        "It is shown nowhere again. Lost, or heard by somebody else: sippe people unbind %s",
        show_short(c, done->login_id));
}

static int invite_run(struct cli *c) {
    char code[DAY_CODE_LEN + 1];
    intake__invite_member_request *r = NEW(&c->arena, intake__invite_member_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    if (!members_named(c, r)) return c->exit;
    intake__invite_member_reply *done = invited(c, r, code);
    if (done && c->json) rc = secret_json(c, "code", day_code_spoken(&c->arena, code), &done->base);
    if (done && !c->json) code_say(c, code, done);
    sodium_memzero(code, sizeof code);
    return done ? rc : c->exit;
}

/* ---- a token ---- */

#define TOKEN_PREFIX "sippe_"
enum { TOKEN_BYTES = 32, TOKEN_LEN = sizeof TOKEN_PREFIX - 1 + 43 };

static void token_draw(struct cli *c, intake__make_token_request *r, char token[TOKEN_LEN + 1]) {
    struct id chance[] = {random_id(), random_id()};
    uint8_t digest[SECRET_DIGEST_LEN];
    _Static_assert(sizeof chance == TOKEN_BYTES, "two ids");
    memcpy(token, TOKEN_PREFIX, sizeof TOKEN_PREFIX);
    sodium_bin2base64(token + sizeof TOKEN_PREFIX - 1, TOKEN_LEN + 2 - sizeof TOKEN_PREFIX, chance[0].bytes,
                      TOKEN_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    secret_digest((struct span){NULL, 0}, token, digest);
    r->digest = kept(c, digest, sizeof digest);
    sodium_memzero(chance, sizeof chance);
}

/* On stdout nothing but the token, for `| secret-tool store`; what to do with it beside. */
static int token_run(struct cli *c) {
    char token[TOKEN_LEN + 1];
    intake__make_token_request *r = NEW(&c->arena, intake__make_token_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    const intake__member *m = member_of(c, operand(c, 0));
    if (!m) return c->exit;
    r->member_id = m->id;
    token_draw(c, r, token);
    intake__make_token_reply *done = CALL(c, r, intake__make_token_reply);
    if (done && c->json) secret_json(c, "token", token, &done->base);
    if (done) say(c, "%s", "%s", token);
    sodium_memzero(token, sizeof token);
    if (!done) return c->exit;
    remark(c,
           "Jeton de %s, montré cette seule fois, bon jusqu'au %s. Le programme l'envoie à la passerelle "
           "(Authorization: Bearer). Gardez-le où il garde ses secrets; pour le retirer : sippe people unbind %s",
           "Token of %s, shown this once, good until %s. The program sends it to the gateway (Authorization: Bearer). "
           "Keep it where it keeps its secrets; to end it: sippe people unbind %s",
           m->name, show_instant(c, done->until), show_short(c, done->login_id));
    return CLI_DONE;
}

#define OPTION_LABEL                                                                                                   \
    {                                                                                                                  \
        "label", OPTION_TEXT, 0, "label", NULL, NULL, "pour le reconnaître dans la liste (poste, programme)",          \
            "to know it by in the list (station, program)"                                                             \
    }
static const struct option invite_options[] = {OPTION_LABEL};
static const struct option token_options[] = {
    {"days", OPTION_NUMBER, OPTION_REQUIRED, "days", NULL, NULL, "bon pour tant de jours (366 au plus)",
     "good for so many days (at most 366)"},
    OPTION_LABEL,
};

const struct command invite_commands[] = {
    {.noun = "people",
     .verb = "invite",
     .fr = "un code du jour, pour entrer par la passerelle",
     .en = "a day code, to come in through the gateway",
     .more_fr =
         "Pour une personne, qui peut avoir plusieurs rôles : nommez-les tous. Le code se dit au téléphone, sert "
         "une seule fois dans les 24 heures, et ouvre pour 12 heures. Le territoire le permet ou non "
         "(access.day_codes).",
     .more_en = "For one person, who may have several roles: name them all. The code is said on the phone, serves once "
                "within 24 hours, and opens for 12. The territory allows it or not (access.day_codes).",
     .operands = {{.kind = OPERAND_TEXT, .fr = "NOM", .en = "NAME", .many = true}},
     OPTIONS(invite_options),
     .run = invite_run},
    {.noun = "people",
     .verb = "token",
     .fr = "un jeton, pour un programme qui passe par la passerelle",
     .en = "a token, for a program that goes through the gateway",
     .more_fr = "Montré une seule fois, seul sur la sortie : sippe people token NOM --days 90 > FICHIER",
     .more_en = "Shown once, alone on the output: sippe people token NAME --days 90 > FILE",
     .operands = {{.kind = OPERAND_TEXT, .fr = "NOM", .en = "NAME"}},
     OPTIONS(token_options),
     .run = token_run},
};
COMMANDS_END(invite);
