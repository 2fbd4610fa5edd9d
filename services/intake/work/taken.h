/* Who has a piece of work in hand: taken, so that two people do not call the same woman, shown to the others by name,
 * and free again by itself. It changes nothing of what is to be done, or by whom it may be. */
#pragma once
#include "intake/work/work.h"

/* Until when it is taken; 0: it is free at this moment. */
static inline int64_t intake_taken_until_ms(const intake_rows__work__item *item, int64_t at_ms) {
    int64_t until = item->taken_ms + (int64_t)item->taken_minutes * 60000;
    return item->taken_by.len && until > at_ms ? until : 0;
}
/* Whoever acts on a family keeps what she has taken of it, for as long again. By the applies of what people do. */
void intake_taken_renew(struct apply *a, ProtobufCBinaryData family, const struct record *r);
