/* What a partner answers to a notice, and what a desk notes of a telephone call. The version acted upon is the one just
 * read: if the notice moved in between, the daemon says so (VERSION_STALE), and the person looks again. */
#include "base/message.h"
#include "cli/line/commands.h"
#include "cli/call/lookup.h"
#include "cli/cmd/notice.h"
#include "cli/show/output.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/show/words.h"

/* Most often a colleague has answered it. What was answered in error, only whoever referred the family can correct. */
static void state_told(struct cli *c, const notifications__notice *n) {
    if (n->state == NOTICE_STATE_ISSUED) return;
    remark(c, "  L'avis %s est à l'état : %s.", "  Notice %s is in the state: %s.", show_short(c, n->notice_id),
           WORD(c, notifications__notice_state, n->state));
    if (n->state == NOTICE_STATE_WITHDRAWN || n->state == NOTICE_STATE_ACKNOWLEDGED) return;
    remark(c, "  Si cette réponse est une erreur, %s la corrige : %s.",
           "  If that answer is a mistake, %s corrects it: %s.", n->clsc_name, show_phone(c, n->clsc_phone));
}

/* What all six replies have. */
static int answered(struct cli *c, const ProtobufCMessage *reply, const notifications__notice *n,
                    notifications__notice_state state) {
    if (!reply) {
        state_told(c, n);
        return c->exit;
    }
    if (c->json) return print_json(c, reply);
    say(c, "Avis %s (%s) : %s.", "Notice %s (%s): %s.", show_short(c, n->notice_id), n->service_name,
        WORD(c, notifications__notice_state, state));
    return CLI_DONE;
}

/* ANSWER(acknowledge_notice): the command of one of the partner's answers. */
#define ANSWER(rpc)                                                                                                    \
    static int rpc##_run(struct cli *c) {                                                                              \
        notifications__notice *n = lookup_notice(c, operand(c, 0));                                                    \
        notifications__##rpc##_request *r = NEW(&c->arena, notifications__##rpc##_request);                            \
        if (!n) return c->exit;                                                                                        \
        r->notice_id = n->notice_id;                                                                                   \
        r->version = version_of(c, n->version);                                                                        \
        int rc = request_fill(c, &r->base);                                                                            \
        if (rc) return rc;                                                                                             \
        notifications__##rpc##_reply *done = CALL(c, r, notifications__##rpc##_reply);                                 \
        return answered(c, done ? &done->base : NULL, n, done ? done->state : NOTICE_STATE_UNSPECIFIED);               \
    }
ANSWER(acknowledge_notice)
ANSWER(accept_notice)
ANSWER(waitlist_notice)
ANSWER(decline_notice)
ANSWER(report_wrong_partner)
ANSWER(report_first_contact)

/* No version: who calls has paper. The code is sent as it was typed; the daemon reads it. */
static int by_code_run(struct cli *c) {
    notifications__answer_by_code_request *r = NEW(&c->arena, notifications__answer_by_code_request);
    r->code = operand(c, 0);
    r->answer = (notifications__notice_state)operand_choice(c, 1);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    notifications__answer_by_code_reply *done = CALL(c, r, notifications__answer_by_code_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Réponse %s notée : %s.", "Answer of %s recorded: %s.", of_name(c, r->told_by),
        WORD(c, notifications__notice_state, done->state));
    return CLI_DONE;
}

/* Which notice, and what it says now: of a desk's referral as of a coordinator's notice. NULL: said why not. */
static notifications__get_receipt_reply *noted_now(struct cli *c, const char *text) {
    notifications__get_receipt_request *r = NEW(&c->arena, notifications__get_receipt_request);
    ProtobufCBinaryData id;
    if (!notice_named(c, text, &id)) return NULL;
    sippe__reply *reply = notice_ask(
        c, id, &(struct notice_question){"notifications.GetReceipt", &r->base, &r->referral_id, &r->notice_id});
    if (!reply) return NULL;
    if (reply->status->code == CODE_OK)
        return UNPACK(&c->arena, notifications__get_receipt_reply, span_pb(reply->body), MESSAGE_OPEN);
    fail_status(c, reply->status);
    return NULL;
}

static int correct_run(struct cli *c) {
    notifications__get_receipt_reply *was = noted_now(c, operand(c, 0));
    if (!was) return fail_hollow(c, c->exit ? NULL : c);
    notifications__correct_answer_request *r = NEW(&c->arena, notifications__correct_answer_request);
    r->notice_id = was->notice_id;
    r->version = version_of(c, was->version);
    r->answer = (notifications__notice_state)operand_choice(c, 1);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    notifications__correct_answer_reply *done = CALL(c, r, notifications__correct_answer_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Avis %s corrigé : %s. Avant : %s.", "Notice %s corrected: %s. Before: %s.", show_short(c, done->notice_id),
        WORD(c, notifications__notice_state, done->state), WORD(c, notifications__notice_state, was->state));
    return CLI_DONE;
}

#define OPTION_TOLD_BY                                                                                                 \
    {                                                                                                                  \
        "told-by", OPTION_TEXT, 0, "told_by", NULL, NULL, "de qui est la réponse, si ce n'est pas de vous",            \
            "whose answer it is, when it is not your own"                                                              \
    }
#define OPTION_NOTE                                                                                                    \
    { "note", OPTION_TEXT, 0, "note", NULL, NULL, "précision", "detail" }
#define NOTICE                                                                                                         \
    { .kind = OPERAND_TEXT, .fr = "AVIS", .en = "NOTICE" }

static const struct option plain_options[] = {OPTION_TOLD_BY, OPTION_VERSION};
static const struct option note_options[] = {OPTION_TOLD_BY, OPTION_NOTE, OPTION_VERSION};
static const struct option decline_options[] = {
    OPTION_TOLD_BY,
    {"reason", OPTION_CHOICE, OPTION_REQUIRED, "reason", NULL, &notifications__decline_reason__descriptor, "pourquoi",
     "why"},
    OPTION_NOTE,
    OPTION_VERSION,
};
static const struct option contact_options[] = {
    OPTION_TOLD_BY,
    {"on", OPTION_DATE, OPTION_REQUIRED, "on", NULL, NULL, "le jour du premier contact",
     "the day of the first contact"},
    OPTION_VERSION,
};
static const struct option code_options[] = {
    {"told-by", OPTION_TEXT, OPTION_REQUIRED, "told_by", NULL, NULL, "la personne de l'organisme qui a appelé",
     "the organisation's person who called"},
    {"reason", OPTION_CHOICE, 0, "decline_reason", NULL, &notifications__decline_reason__descriptor,
     "pourquoi, si elle décline", "why, when it declines"},
    {"on", OPTION_DATE, 0, "first_contact_on", NULL, NULL, "le jour du premier contact",
     "the day of the first contact"},
    OPTION_NOTE,
};
static const struct option correct_options[] = {
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi ce qui est noté est faux",
     "why what was noted is wrong"},
    {"on", OPTION_DATE, 0, "first_contact_on", NULL, NULL, "le jour du premier contact",
     "the day of the first contact"},
    {"because", OPTION_CHOICE, 0, "decline_reason", NULL, &notifications__decline_reason__descriptor,
     "pourquoi le partenaire décline", "why the partner declines"},
    {"told-by", OPTION_TEXT, 0, "told_by", NULL, NULL, "la personne de l'organisme qui le dit",
     "the organisation's person who says so"},
    OPTION_NOTE,
    OPTION_VERSION,
};

const struct command answer_commands[] = {
    {.noun = "notices",
     .verb = "ack",
     .fr = "accuser réception",
     .en = "acknowledge",
     .operands = {NOTICE},
     OPTIONS(plain_options),
     .run = acknowledge_notice_run},
    {.noun = "notices",
     .verb = "accept",
     .fr = "accepter la famille",
     .en = "accept the family",
     .operands = {NOTICE},
     OPTIONS(plain_options),
     .run = accept_notice_run},
    {.noun = "notices",
     .verb = "waitlist",
     .fr = "mettre en liste d'attente",
     .en = "put on the waiting list",
     .operands = {NOTICE},
     OPTIONS(note_options),
     .run = waitlist_notice_run},
    {.noun = "notices",
     .verb = "decline",
     .fr = "décliner, en disant pourquoi",
     .en = "decline, saying why",
     .operands = {NOTICE},
     OPTIONS(decline_options),
     .run = decline_notice_run},
    {.noun = "notices",
     .verb = "wrong-partner",
     .fr = "reçu par erreur, destiné à d'autres : un incident de confidentialité s'ouvre",
     .en = "received by mistake, meant for others: an incident of confidentiality is opened",
     .operands = {NOTICE},
     OPTIONS(note_options),
     .run = report_wrong_partner_run},
    {.noun = "notices",
     .verb = "first-contact",
     .fr = "la famille a été jointe",
     .en = "the family was reached",
     .operands = {NOTICE},
     OPTIONS(contact_options),
     .run = report_first_contact_run},
    {.noun = "notices",
     .verb = "answer-by-code",
     .fr = "noter la réponse d'un partenaire au téléphone",
     .en = "record a partner's answer by phone",
     .more_fr =
         "CODE : celui de la feuille imprimée, comme XHJ-62T5; minuscules, blancs et traits d'union ne comptent pas. "
         "RÉPONSE : tout sauf nouveau et retiré. « décliné » demande --reason, « premier contact fait » demande --on.",
     .more_en =
         "CODE: that of the printed sheet, like XHJ-62T5; case, blanks and hyphens do not count. ANSWER: all but new "
         "and withdrawn. DECLINED needs --reason, FIRST_CONTACT needs --on.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "CODE", .en = "CODE"},
                  {.kind = OPERAND_CHOICE,
                   .fr = "RÉPONSE",
                   .en = "ANSWER",
                   .choices = &notifications__notice_state__descriptor}},
     OPTIONS(code_options),
     .run = by_code_run},
    {.noun = "notices",
     .verb = "correct-answer",
     .fr = "corriger la réponse qui a été notée",
     .en = "correct the answer that was recorded",
     .more_fr =
         "RÉFÉRENCE : celle de la famille, ou l'avis. RÉPONSE : la bonne; « nouveau » si rien n'avait été répondu. Ce "
         "qui était noté reste dans l'histoire de la famille.",
     .more_en =
         "REFERRAL: the family's, or the notice. ANSWER: the right one; NEW when nothing had been answered. What "
         "was recorded stays in the family's history.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "RÉFÉRENCE", .en = "REFERRAL"},
                  {.kind = OPERAND_CHOICE,
                   .fr = "RÉPONSE",
                   .en = "ANSWER",
                   .choices = &notifications__notice_state__descriptor}},
     OPTIONS(correct_options),
     .run = correct_run},
};
COMMANDS_END(answer);
