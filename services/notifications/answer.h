/* How an answer becomes a record, whichever way it came: answer.c, link/answer_link.c. */
#pragma once
#include "notifications/domain/notice.h"
#include "notifications/rows.h"

struct answered {
    ProtobufCBinaryData version;
    notifications__notice_state state;
};
/* 0, or FIELDS_INVALID with what is wrong noted. */
int notifications_answer_checked(struct decide *d, const struct notice_answer *answer, int64_t issued_ms);
/* It was asked already whether this one may follow. */
struct answered notifications_answer_emit(struct decide *d, struct id notice, const notifications_rows__notice *n,
                                          const struct notice_answer *answer);
