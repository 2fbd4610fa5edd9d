#include <string.h>
#include "base/message.h"
#include "cli/call/lookup.h"
#include "cli/cmd/notice.h"
#include "cli/show/output.h"
#include "cli/call/session.h"
#include "cli/show/words.h"

static void rule_line(struct cli *c) {
    for (int i = 0; i < SHEET_WIDTH; i++) fputc('-', c->out);
    fputc('\n', c->out);
}

/* Boxes to be ticked by hand, in the words of the command that notes the answer. */
static void answers_list(struct cli *c) {
    static const char *const lines[][2] = {
        {"[ ] Reçu       [ ] Accepté         [ ] En liste d'attente",
         "[ ] Received   [ ] Accepted        [ ] On the waiting list"},
        {"[ ] Décliné    [ ] Pas pour nous   [ ] Premier contact le ____________",
         "[ ] Declined   [ ] Not for us      [ ] First contact on ____________"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        say(c, "  %s", "  %s", pick(c, lines[i][0], lines[i][1]));
}

/* The sheet in the language of the run. */
static void sheet_once(struct cli *c, const notifications__get_sheet_reply *s) {
    const notifications__notice *n = s->notice;
    rule_line(c);
    say(c, "AVIS DE RÉFÉRENCE – CONFIDENTIEL", "REFERRAL NOTICE – CONFIDENTIAL");
    rule_line(c);
    field(c, "À", "To", arena_printf(&c->arena, "%s  %s", s->organization_name, show_phone(c, s->organization_phone)));
    field(c, "De", "From", arena_printf(&c->arena, "%s  %s", n->clsc_name, show_phone(c, n->clsc_phone)));
    field(c, "Envoyé", "Sent", show_instant(c, n->issued_at));
    field(c, "Service demandé", "Service asked for", n->service_name);
    field(c, "Besoin", "Need", WORD(c, sippe__need, n->need));
    if (n->content) {
        fputc('\n', c->out);
        notice_content_show(c, n->content);
    } else
        say(c, "\n  Cet avis a été retiré : n'y donnez pas suite.", "\n  This notice was withdrawn: do not act on it.");
    fputc('\n', c->out);
    const char *text = pick(c, s->text_fr, s->text_en);
    if (*text) paragraph(c, text, 2, SHEET_WIDTH);
    fputc('\n', c->out);
    say(c, "  CODE DE RÉPONSE : %s", "  ANSWER CODE: %s", s->answer_code);
    paragraph(c,
              phrase(c, "Pour répondre, appelez le %s (%s) et donnez ce code, au plus tard le %s.",
                     "To answer, call %s (%s) and give this code, by %s.", show_phone(c, n->clsc_phone), n->clsc_name,
                     show_date(c, n->acknowledge_by)),
              2, SHEET_WIDTH);
    answers_list(c);
    say(c, "\n  Votre nom : ______________________________", "\n  Your name: ______________________________");
}

void notice_sheet(struct cli *c, const notifications__get_sheet_reply *s) {
    enum language language = c->language;
    const notifications__notice_content *k = s->notice->content;
    c->language = FRENCH;
    c->width = SHEET_WIDTH;
    sheet_once(c, s);
    if (k && k->language && *k->language->code && strcmp(k->language->code, "fr") != 0) {
        fputc('\n', c->out);
        c->language = ENGLISH;
        sheet_once(c, s);
    }
    rule_line(c);
    c->language = language;
    c->width = 0;
}

/* One id, of a referral or of a notice: both are asked for, as ids do not tell what they are of. A desk has the
 * referral's, a coordinator the notice's. */
static notifications__get_sheet_reply *sheet_get(struct cli *c, ProtobufCBinaryData id) {
    notifications__get_sheet_request *r = NEW(&c->arena, notifications__get_sheet_request);
    r->referral_id = id;
    struct bus_request ask = {.method = "notifications.GetSheet", .message = &r->base};
    sippe__reply *reply = session_ask(c, DAEMON_NOTIFICATIONS, &ask);
    if (!reply) return NULL;
    if (reply->status->code == CODE_OK)
        return UNPACK(&c->arena, notifications__get_sheet_reply, span_pb(reply->body), MESSAGE_OPEN);
    if (reply->status->code != CODE_NOT_FOUND) {
        fail_status(c, reply->status);
        return NULL;
    }
    r->referral_id = (ProtobufCBinaryData){0};
    r->notice_id = id;
    return CALL(c, r, notifications__get_sheet_reply);
}

/* A desk has the referral's id, a coordinator may have either; the first digits are looked for where the key may look.
 * */
int notice_print_run(struct cli *c) {
    ProtobufCBinaryData id;
    const struct key_file *key = session_key(c);
    if (!key) return c->exit;
    if (!whole_id(c, operand(c, 0), &id)) {
        bool by_referral = key->role == ROLE_DESK || key->role == ROLE_TEAM;
        const intake__thing *referral =
            by_referral ? lookup_thing(c, THING_KIND_REFERRAL, operand(c, 0), "référence", "referral") : NULL;
        notifications__notice *n = by_referral ? NULL : lookup_notice(c, operand(c, 0));
        if (!n && !referral) return c->exit;
        id = n ? n->notice_id : referral->id;
    }
    notifications__get_sheet_reply *s = sheet_get(c, id);
    if (!s || !s->notice) return fail_hollow(c, c->exit ? NULL : c);
    if (c->json) return print_json(c, &s->base);
    notice_sheet(c, s);
    return CLI_DONE;
}
