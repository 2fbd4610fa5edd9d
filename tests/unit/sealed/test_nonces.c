/* One nonce never seals two texts under one key, whatever is restored, forked, taken back and sent again in another order.
 * Every seal that is made in this process is counted, those of turns that were taken back and of stores that were put
 * aside too: the linker leads seal_text through here. */
#include "rig.h"

#include <stdio.h>
#include <stdlib.h>
#include "harness_internal.h"
#include "prng.h"

enum { STORES = 125, HISTORIES = 8, CALLS = 6, FAMILIES = 2, SEEN = 1 << 20 };

/* ---- every seal ---- */

struct seen {
    struct id nonce, text; /* of the key and the nonce; of what was sealed */
    bool is_there;
};
static struct seen *seen;
static size_t n_seals, n_again, n_seen;

void __real_seal_text(const struct seal_keys *keys, const struct seal_place *place, struct span text, uint8_t *out);
void __wrap_seal_text(const struct seal_keys *keys, const struct seal_place *place, struct span text, uint8_t *out);

static struct seen *seen_at(struct id nonce) {
    size_t at;
    memcpy(&at, nonce.bytes, sizeof at);
    for (at %= SEEN; seen[at].is_there && !id_equal(seen[at].nonce, nonce);) at = (at + 1) % SEEN;
    return &seen[at];
}

void __wrap_seal_text(const struct seal_keys *keys, const struct seal_place *place, struct span text, uint8_t *out) {
    __real_seal_text(keys, place, text, out);
    struct span key = span_of(keys->cipher, sizeof keys->cipher), nonce = span_of(out, SEAL_NONCE_LEN);
    struct id which = id_derive("seal", key, nonce, (struct span){NULL, 0});
    struct id what = id_derive("text", text, (struct span){NULL, 0}, (struct span){NULL, 0});
    struct seen *s = seen_at(which);
    n_seals++;
    n_again += s->is_there;
    if (s->is_there && !id_equal(s->text, what)) fail_msg("seal %zu: one nonce for two texts", n_seals);
    if (!s->is_there && ++n_seen > SEEN / 2) fail_msg("more seals than are counted");
    *s = (struct seen){which, what, true};
}

/* ---- histories ---- */

static void copy(struct rig *r, const char *from, const char *to) {
    file_copy(arena_printf(&r->arena, "%s/%s", r->dir, from), arena_printf(&r->arena, "%s/%s", r->dir, to));
}

static void reopen(struct rig *r) {
    if (rig_reopen(r)) fail_msg("%s", engine_open_error());
}

struct asked {
    struct id id;
    const char *family;
    int pad;
};

static void call_push(struct rig *r, const struct asked *c) {
    tally__add_request *in = rig_adding(r, c->family, 1);
    in->pad = c->pad;
    assert_int_equal(rig_push(r, 1, "desk", rig_request(r, c->id, "intake.Add", &in->base)), 0);
}

/* A spool in an order of its own; one turn in eight is taken back, the daemon dies, and the desk sends it again. */
static void spool(struct rig *r, struct asked *calls, struct prng *p) {
    prng_shuffle(p, calls, CALLS, sizeof *calls);
    for (size_t i = 0; i < CALLS; i++) {
        if (prng_below(p, 8) == 0) {
            call_push(r, &calls[i]);
            r->commit_fails = 1;
            assert_int_equal(engine_turn(r->engine, r->now_ms, rig_boot_ms(r)), ERR_CLOSED);
            reopen(r);
        }
        call_push(r, &calls[i]);
        rig_turn(r, 1);
        assert_int_equal(rig_reason(rig_reply(r, calls[i].id)), 0);
    }
}

/* Put back to the cut: by a person's restore, which leaves a note, or as whoever copies a file makes it. */
static void put_back(struct rig *r, uint64_t seq, const uint8_t chain[ID_LEN], bool restored) {
    engine_close(r->engine);
    r->engine = NULL;
    copy(r, "cut", "data.mdb");
    if (restored) {
        node__restored *note = NEW(&r->arena, node__restored);
        note->cut = "cut";
        note->epoch = id_field(&r->arena, rig_request_id(r));
        note->seq = seq;
        note->chain = (ProtobufCBinaryData){ID_LEN, arena_copy(&r->arena, chain, ID_LEN)};
        note->readable = true;
        struct span packed = message_pack(&r->arena, &note->base);
        FILE *f = fopen(arena_printf(&r->arena, "%s/restored", r->dir), "w");
        assert_int_equal(fwrite(packed.data, 1, packed.len, f), packed.len);
        fclose(f);
    }
    reopen(r);
    rig_turn(r, 1);
}

static void history(struct rig *r, struct prng *p) {
    static const char *const families[FAMILIES] = {"x", "y"};
    struct asked calls[CALLS];
    uint8_t chain[ID_LEN];
    uint64_t seq = r->engine->seq;
    memcpy(chain, r->engine->chain, ID_LEN);
    assert_int_equal(store_settle(r->engine->store), 0); /* all of it is in the file */
    copy(r, "data.mdb", "cut");
    for (size_t i = 0; i < CALLS; i++)
        calls[i] = (struct asked){rig_request_id(r), families[i % FAMILIES], 1 + (int)prng_below(p, 200)};
    spool(r, calls, p);
    put_back(r, seq, chain, prng_below(p, 2) == 0);
    spool(r, calls, p);
    arena_reset(&r->arena);
}

static void one_nonce_never_seals_two_texts(void **state) {
    (void)state;
    struct prng p;
    prng_init(&p, 1);
    seen = calloc(SEEN, sizeof *seen);
    for (int s = 0; s < STORES; s++) {
        struct rig r;
        rig_open(&r, &tally_counts);
        for (int h = 0; h < HISTORIES; h++) history(&r, &p);
        rig_close(&r);
    }
    print_message("%zu seals in %d histories, %zu of them made again\n", n_seals, STORES * HISTORIES, n_again);
    assert_true(n_seals > STORES * HISTORIES * CALLS * 6);
    assert_true(n_again > 0);
    free(seen);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_nonce_never_seals_two_texts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
