/* Calls over a wire that the test holds, on virtual time: each is answered once, or told why not. */
#include "peers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "bus/calls.h"

enum { SENT_MAX = 2048 };

struct world {
    struct calls *calls;
    struct arena arena;
    int64_t now_ms;
    bool cut, given_up, too_large;        /* nothing leaves; nothing was heard for long; whatever leaves is too large */
    const sippe__request *sent[SENT_MAX]; /* in their order */
    size_t n_sent;
    int done, last_err;
    char last_body[64];
    bool asks_again; /* who is told asks at once again */
};

static int wire_send(void *owner, struct span frame) {
    struct world *w = owner;
    if (w->too_large) return ERR_INVALID;
    if (w->cut) return ERR_BUSY;
    if (w->n_sent < SENT_MAX) w->sent[w->n_sent++] = UNPACK(&w->arena, sippe__envelope, frame, MESSAGE_STRICT)->request;
    return 0;
}

static bool wire_is_up(void *owner) { return !((struct world *)owner)->given_up; }

static int setup(void **state) {
    struct world *w = calloc(1, sizeof *w);
    if (!w) return -1;
    arena_init(&w->arena);
    w->now_ms = 1000;
    w->calls = calls_new(&(struct calls_wire){wire_send, wire_is_up, w}, w->now_ms);
    *state = w;
    return w->calls ? 0 : -1;
}

static int teardown(void **state) {
    struct world *w = *state;
    calls_free(w->calls);
    arena_close(&w->arena);
    free(w);
    return 0;
}

static int ask_with(struct world *w, struct id id, const char *body, int wait_ms);

static void told(void *owner, int err, const sippe__reply *reply) {
    struct world *w = owner;
    w->done++;
    w->last_err = err;
    if (reply)
        snprintf(w->last_body, sizeof w->last_body, "%.*s", (int)reply->body.len, (const char *)reply->body.data);
    if (w->asks_again) (void)ask_with(w, (struct id){{0}}, "again", 0);
}

static int ask_with(struct world *w, struct id id, const char *body, int wait_ms) {
    struct bus_request r = {.method = "intake.GetFamily", .id = id, .body = span_text(body), .on_behalf_of = "0a"};
    const struct call call = {.request = &r, .wait_ms = wait_ms, .done = told, .owner = w};
    return calls_send(w->calls, &call);
}

static void ask(struct world *w, const char *body) {
    assert_int_equal(ask_with(w, (struct id){{0}}, body, 0), 0);
    assert_true(w->sent[w->n_sent - 1]->tag > 0);
}

static void pass(struct world *w, int64_t ms) { calls_tick(w->calls, w->now_ms += ms); }

static void answer(struct world *w, ProtobufCBinaryData id, uint64_t tag, const char *body) {
    sippe__envelope *e = NEW(&w->arena, sippe__envelope);
    e->content_case = SIPPE__ENVELOPE__CONTENT_REPLY;
    e->reply = NEW(&w->arena, sippe__reply);
    e->reply->request_id = id;
    e->reply->tag = tag;
    e->reply->body = pb_of(span_text(body));
    calls_received(w->calls, message_pack(&w->arena, &e->base));
}

static void answer_sent(struct world *w, size_t i, const char *body) {
    answer(w, w->sent[i]->id, w->sent[i]->tag, body);
}

/* Two under one id: each its own, in whatever order they come; and what nobody asked is dropped. */
static void each_has_its_own_answer(void **state) {
    struct world *w = *state;
    struct id id = {{7}};
    assert_int_equal(ask_with(w, id, "a", 0), 0);
    assert_int_equal(ask_with(w, id, "b", 0), 0);
    assert_int_equal(w->n_sent, 2);
    assert_string_equal(w->sent[0]->on_behalf_of, "0a");
    assert_int_not_equal(w->sent[0]->tag, w->sent[1]->tag);
    answer_sent(w, 1, "B");
    assert_string_equal(w->last_body, "B");
    answer_sent(w, 1, "B");                                          /* a second time */
    answer(w, w->sent[0]->id, 99, "C");                              /* of no call */
    answer(w, (ProtobufCBinaryData){0, NULL}, w->sent[0]->tag, "D"); /* of another request */
    calls_received(w->calls, span_text("\xff\xff"));
    assert_int_equal(w->done, 1);
    answer_sent(w, 0, "A");
    assert_string_equal(w->last_body, "A");
    assert_int_equal(w->done, 2);
    assert_int_equal(calls_counts(w->calls)->strays, 4);
    assert_int_equal(calls_in_flight(w->calls), 0);
}

/* Once after 4 s, however long it lasts; then it is told so at its deadline, and once. */
static void silence_is_asked_into_once(void **state) {
    struct world *w = *state;
    ask(w, "x");
    pass(w, CALLS_SILENCE_MS - 1);
    assert_int_equal(w->n_sent, 1);
    pass(w, 1);
    assert_int_equal(w->n_sent, 2);
    assert_memory_equal(w->sent[1]->id.data, w->sent[0]->id.data, ID_LEN);
    assert_int_equal(w->sent[1]->tag, w->sent[0]->tag);
    for (int i = 0; i < 10; i++) pass(w, 1000);
    assert_int_equal(w->n_sent, 2);
    assert_int_equal(w->done, 0);
    pass(w, CALLS_WAIT_MS - CALLS_SILENCE_MS - 10000);
    assert_int_equal(w->done, 1);
    assert_int_equal(w->last_err, ERR_TIMEOUT);
    answer_sent(w, 0, "late");
    assert_int_equal(w->done, 1);
}

static void no_wait_is_longer_than_the_longest(void **state) {
    struct world *w = *state;
    assert_int_equal(ask_with(w, (struct id){{0}}, "x", 3 * CALLS_WAIT_MS), 0);
    assert_int_equal(ask_with(w, (struct id){{0}}, "y", 500), 0);
    pass(w, 500);
    assert_int_equal(w->done, 1);
    pass(w, CALLS_WAIT_MS - 500);
    assert_int_equal(w->done, 2);
}

/* All that is unanswered, in its order, with its ids, what is not sent yet too; each time. */
static void a_new_connection_is_asked_again(void **state) {
    struct world *w = *state;
    ask(w, "1");
    ask(w, "2");
    answer_sent(w, 0, "ok");
    w->cut = true;
    ask(w, "3");
    pass(w, 100);
    calls_up(w->calls); /* and it is gone again */
    assert_int_equal(w->n_sent, 2);
    w->cut = false;
    pass(w, 100);
    assert_int_equal(w->n_sent, 2); /* not by itself */
    calls_up(w->calls);
    assert_int_equal(w->n_sent, 4);
    assert_memory_equal(w->sent[2]->id.data, w->sent[1]->id.data, ID_LEN);
    assert_memory_equal(w->sent[3]->body.data, "3", 1);
    assert_int_equal(calls_counts(w->calls)->repeated, 1);
    pass(w, CALLS_SILENCE_MS); /* a frame of the new connection may be lost like any */
    assert_int_equal(w->n_sent, 6);
}

static void what_cannot_be_asked_is_said_at_once(void **state) {
    struct world *w = *state;
    w->cut = w->given_up = true;
    assert_int_equal(ask_with(w, (struct id){{0}}, "x", 0), ERR_BUSY);
    w->too_large = true;
    assert_int_equal(ask_with(w, (struct id){{0}}, "x", 0), ERR_INVALID);
    w->cut = w->too_large = false;
    calls_up(w->calls);
    pass(w, CALLS_WAIT_MS);
    assert_int_equal(w->n_sent + (size_t)w->done, 0); /* nothing of it is left */
    assert_int_equal(calls_counts(w->calls)->unavailable, 1);
}

/* What never left was not done, and is told so: at its time, after 4 s, and from then on at once; until there is a
 * connection again. What left, and was not answered before it was lost, may have been done. */
static void what_never_left_was_not_done(void **state) {
    struct world *w = *state;
    ask(w, "gone");
    w->cut = true;
    pass(w, 1000);
    assert_int_equal(ask_with(w, (struct id){{0}}, "short", 500), 0);
    ask(w, "long");
    pass(w, 500);
    assert_int_equal(w->done, 1);
    assert_int_equal(w->last_err, ERR_BUSY);
    pass(w, CALLS_SILENCE_MS - 501);
    assert_int_equal(w->done, 1);
    assert_int_equal(ask_with(w, (struct id){{0}}, "still", 0), 0);
    pass(w, 1);
    assert_int_equal(w->done, 2);
    assert_int_equal(w->last_err, ERR_BUSY);
    assert_int_equal(ask_with(w, (struct id){{0}}, "too late", 0), ERR_BUSY);
    assert_int_equal(calls_counts(w->calls)->unavailable, 3);
    w->cut = false;
    calls_up(w->calls);
    assert_int_equal(w->n_sent, 3); /* "gone" again, and "still" */
    w->cut = true;
    ask(w, "a new one");
    pass(w, CALLS_WAIT_MS);
    assert_int_equal(w->last_err, ERR_BUSY);
    assert_int_equal(calls_counts(w->calls)->timed_out, 2);
}

static void what_is_in_flight_is_bounded(void **state) {
    struct world *w = *state;
    for (int i = 0; i < CALLS_IN_FLIGHT; i++) ask(w, "x");
    assert_int_equal(ask_with(w, (struct id){{0}}, "x", 0), ERR_FULL);
    answer_sent(w, 300, "ok");
    ask(w, "x");
    assert_int_equal(ask_with(w, (struct id){{0}}, "x", 0), ERR_FULL);
    pass(w, CALLS_WAIT_MS);
    assert_int_equal(calls_in_flight(w->calls), 0);
    char *much = arena_alloc(&w->arena, (256 << 10) + 1);
    memset(much, 'x', 256 << 10);
    much[256 << 10] = 0;
    int taken = 0;
    while (ask_with(w, (struct id){{0}}, much, 0) == 0) taken++;
    assert_int_equal(taken, CALLS_BYTES / (256 << 10) - 1);
}

/* Whoever is told may ask: in a reply, and where many end at once. */
static void who_is_told_may_ask(void **state) {
    struct world *w = *state;
    w->asks_again = true;
    for (int i = 0; i < 3; i++) ask(w, "x");
    answer_sent(w, 1, "ok");
    pass(w, CALLS_WAIT_MS);
    assert_int_equal(w->done, 4);
    assert_int_equal(calls_in_flight(w->calls), 3);
    w->asks_again = false;
}

static void the_end_is_told(void **state) {
    struct world *w = *state;
    ask(w, "x");
    calls_free(w->calls);
    w->calls = NULL;
    assert_int_equal(w->done, 1);
    assert_int_equal(w->last_err, ERR_CLOSED);
}

int main(void) {
#define WORLD_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        WORLD_TEST(each_has_its_own_answer),
        WORLD_TEST(silence_is_asked_into_once),
        WORLD_TEST(no_wait_is_longer_than_the_longest),
        WORLD_TEST(a_new_connection_is_asked_again),
        WORLD_TEST(what_cannot_be_asked_is_said_at_once),
        WORLD_TEST(what_never_left_was_not_done),
        WORLD_TEST(what_is_in_flight_is_bounded),
        WORLD_TEST(who_is_told_may_ask),
        WORLD_TEST(the_end_is_told),
    };
    return cmocka_run_group_tests_name("calls", tests, NULL, NULL);
}
