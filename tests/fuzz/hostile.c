#include "hostile.h"

#include "answered.h"
#include "base/message.h"
#include "contract/contract.h"
#include "fault.h"
#include "made.h"

static const int errors[] = {ERR_TIMEOUT, ERR_DENIED, ERR_NAME, ERR_INVALID, ERR_IO, ERR_CLOSED};
static size_t n_asked;

/* 0, or why there is no answer; the first choice of an input that has ended. */
static int asked(void *owner) {
    struct bytes *from = owner;
    uint8_t how = bytes_next(from);
    if (++n_asked > ASKED_MAX) fault("it asks for ever");
    return how < 4 ? errors[bytes_below(from, sizeof errors / sizeof *errors)] : 0;
}

/* Mostly of the type that was asked for, else bytes of any kind. */
static struct span some_body(struct bytes *from, struct arena *a, const char *method) {
    struct rpc rpc;
    if (bytes_next(from) >= 16 && contract_find(a, method, &rpc))
        return message_pack(a, made_message(a, rpc.reply, from));
    size_t len = bytes_below(from, 512);
    uint8_t *raw = arena_alloc(a, len);
    for (size_t i = 0; i < len; i++) raw[i] = bytes_next(from);
    return span_of(raw, len);
}

static int some_reply(void *owner, struct arena *a, const char *method, sippe__reply *out) {
    struct bytes *from = owner;
    int err = asked(from);
    if (err) return err;
    *out = *(sippe__reply *)(void *)made_message(a, &sippe__reply__descriptor, from);
    out->body = pb_of(some_body(from, a, method));
    if (bytes_next(from) < 48) return 0;
    out->status = NEW(a, sippe__status);
    out->status->code = CODE_OK;
    return 0;
}

static int some_feed(void *owner, struct arena *a, sippe__feed *out) {
    int err = asked(owner);
    if (err) return err;
    *out = *(sippe__feed *)(void *)made_message(a, &sippe__feed__descriptor, owner);
    return 0;
}

void hostile_begin(struct bytes *from, bool terminal) {
    n_asked = 0;
    answered_by(&(struct answered){some_reply, some_feed, asked, from, terminal});
}
