/* A notice as its reader sees it, and the commands that share it. Under --json notice_show and notice_content_show
 * print nothing; notice_sheet would draw its rules, but its handler has printed the reply and left by then. */
#pragma once
#include "cli/cli.h"
#include "proto/envelope.h"
#include "proto/notifications.h"

/* The whole of it, with what was answered and whom to call. Withdrawn: that, and no content. */
void notice_show(struct cli *c, const notifications__notice *n);
void notice_content_show(struct cli *c, const notifications__notice_content *k);
/* notice_watch.c, notice_sheet.c */
int notice_watch_run(struct cli *c);
int notice_print_run(struct cli *c);
/* The id of either, of a referral or of a notice, as a person names it; false: said why not. */
bool notice_named(struct cli *c, const char *text, ProtobufCBinaryData *id);
/* Asks with that id as a referral's, then as a notice's, as ids do not tell what they are of: the last reply, whose
 * status is not said; NULL: no answer, said. */
struct notice_question {
    const char *method;
    const ProtobufCMessage *request;
    ProtobufCBinaryData *referral_id, *notice_id; /* of the request */
};
sippe__reply *notice_ask(struct cli *c, ProtobufCBinaryData id, const struct notice_question *q);
/* The sheet on paper: 72 columns, French, then English when the family's language is not French (French first, another
 * language beside it: Charter of the French language, C-11). It leaves the run's language as it was. */
void notice_sheet(struct cli *c, const notifications__get_sheet_reply *s);
