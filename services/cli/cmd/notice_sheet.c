/* The sheet of a notice, printed, and how a person names the notice that she means. */
#include <string.h>
#include "base/message.h"
#include "cli/call/lookup.h"
#include "cli/cmd/notice.h"
#include "cli/show/output.h"
#include "cli/out/save.h"
#include "cli/call/session.h"
#include "cli/out/sheet_page.h"
#include "cli/show/words.h"

static void rule_line(struct cli *c) {
    for (int i = 0; i < SHEET_WIDTH; i++) fputc('-', c->out);
    fputc('\n', c->out);
}

/* Boxes to be ticked by hand, in the words of the command that notes the answer. */
static void answers_list(struct cli *c) {
    static const char *const lines[][2] = {
        {"[ ] Reçu       [ ] Accepté         [ ] En liste d'attente",
         "[ ] Received   [ ] Accepted            [ ] On the waiting list"},
        {"[ ] Décliné    [ ] Reçu par erreur [ ] Premier contact le ____________",
         "[ ] Declined   [ ] Received by mistake [ ] First contact on ____________"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        say(c, "  %s", "  %s", pick(c, lines[i][0], lines[i][1]));
}

/* Nothing of what it asked for: which sheets it is about, and that they are void. */
static void withdrawn_once(struct cli *c, const notifications__get_sheet_reply *s) {
    const notifications__notice *n = s->notice;
    rule_line(c);
    say(c, "AVIS RETIRÉ – CONFIDENTIEL", "NOTICE WITHDRAWN – CONFIDENTIAL");
    rule_line(c);
    field(c, "À", "To", arena_printf(&c->arena, "%s  %s", s->organization_name, show_phone(c, s->organization_phone)));
    field(c, "De", "From", arena_printf(&c->arena, "%s  %s", n->clsc_name, show_phone(c, n->clsc_phone)));
    fputc('\n', c->out);
    paragraph(c,
              phrase(c,
                     "L'avis dont la feuille porte le code %s a été retiré : n'y donnez pas suite, et détruisez la "
                     "feuille et ce que vous avez noté.",
                     "The notice whose sheet bears the code %s was withdrawn: do not act on it, and destroy the sheet "
                     "and what you wrote down.",
                     s->answer_code),
              2, SHEET_WIDTH);
}

/* An address that is short enough to be typed, in a line of its own, so that no fold breaks it; the browser asks for
 * the second half of the code, which whoever has the paper has. */
static void link_line(struct cli *c, const notifications__get_sheet_reply *s) {
    if (!*s->link) return;
    const char *half = strrchr(s->answer_code, '-');
    paragraph(c,
              phrase(c, "Ou dans un navigateur, jusqu'au %s, avec la fin du code (%s) :",
                     "Or in a browser, until %s, with the end of the code (%s):", show_date(c, s->link_until),
                     half ? half + 1 : s->answer_code),
              2, SHEET_WIDTH);
    say(c, "  %s\n", "  %s\n", s->link);
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
    }
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
    link_line(c, s);
    answers_list(c);
    say(c, "\n  Votre nom : ______________________________", "\n  Your name: ______________________________");
}

void notice_sheet(struct cli *c, const notifications__get_sheet_reply *s) {
    enum language language = c->language;
    const notifications__notice_content *k = s->notice->content;
    c->language = FRENCH;
    c->width = SHEET_WIDTH;
    if (s->notice->state == NOTICE_STATE_WITHDRAWN)
        withdrawn_once(c, s);
    else
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

/* ---- which notice ---- */

/* A desk has the referral's id, a coordinator may have either; the first digits are looked for where the key may look.
 * */
bool notice_named(struct cli *c, const char *text, ProtobufCBinaryData *id) {
    const struct key_file *key = session_key(c);
    if (!key) return false;
    if (whole_id(c, text, id)) return true;
    bool by_referral = key->role == ROLE_DESK || key->role == ROLE_TEAM;
    const intake__thing *referral =
        by_referral ? lookup_thing(c, THING_KIND_REFERRAL, text, "référence", "referral") : NULL;
    notifications__notice *n = by_referral ? NULL : lookup_notice(c, text);
    if (!n && !referral) return false;
    *id = n ? n->notice_id : referral->id;
    return true;
}

sippe__reply *notice_ask(struct cli *c, ProtobufCBinaryData id, const struct notice_question *q) {
    sippe__reply *reply = NULL;
    for (int as_notice = 0; as_notice < 2; as_notice++) {
        *q->referral_id = as_notice ? (ProtobufCBinaryData){0} : id;
        *q->notice_id = as_notice ? id : (ProtobufCBinaryData){0};
        struct bus_request ask = {.method = q->method, .message = q->request};
        reply = session_ask(c, DAEMON_NOTIFICATIONS, &ask);
        if (!reply || reply->status->code != CODE_NOT_FOUND) return reply;
    }
    return reply;
}

/* ---- printed ---- */

/* The printing is recorded before there is anything to print. NULL: it cannot be had, and that was said. */
static notifications__get_sheet_reply *sheet_get(struct cli *c, ProtobufCBinaryData id) {
    notifications__print_sheet_request *r = NEW(&c->arena, notifications__print_sheet_request);
    notifications__get_sheet_request *sheet = NEW(&c->arena, notifications__get_sheet_request);
    sippe__reply *reply = notice_ask(
        c, id, &(struct notice_question){"notifications.PrintSheet", &r->base, &r->referral_id, &r->notice_id});
    if (!reply) return NULL;
    if (reply->status->code != CODE_OK && reply->status->reason != REASON_NOTICE_WITHDRAWN) {
        fail_status(c, reply->status);
        return NULL;
    }
    sheet->referral_id = r->referral_id;
    sheet->notice_id = r->notice_id;
    return CALL(c, sheet, notifications__get_sheet_reply);
}

/* Onto the screen, or as a page into a file. */
static int sheet_out(struct cli *c, const notifications__get_sheet_reply *s, const char *path) {
    if (!path) {
        if (c->json) return print_json(c, &s->base);
        notice_sheet(c, s);
        return CLI_DONE;
    }
    int rc = file_save(c, path, span_text(sheet_page(c, s)));
    if (rc) return rc;
    if (c->json) {
        fprintf(c->out, "{\"file\":%s}\n", json_text(&c->arena, path));
        return CLI_DONE;
    }
    say(c, "Feuille d'une page, à ouvrir dans un navigateur et à imprimer : %s",
        "A sheet of one page, to be opened in a browser and printed: %s", path);
    say(c, "Elle nomme une famille : effacez le fichier quand elle est partie.",
        "It names a family: delete the file once it has left.");
    return CLI_DONE;
}

int notice_print_run(struct cli *c) {
    ProtobufCBinaryData id;
    const char *path = arg_text(c, "html");
    int rc = path ? file_is_free(c, path) : 0;
    if (rc) return rc;
    if (!notice_named(c, operand(c, 0), &id)) return c->exit;
    notifications__get_sheet_reply *s = sheet_get(c, id);
    if (!s || !s->notice) return fail_hollow(c, c->exit ? NULL : c);
    return sheet_out(c, s, path);
}
