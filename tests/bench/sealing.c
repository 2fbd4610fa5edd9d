/* bench-sealing DIR [COUNT]: what sealing costs the loop, of one submission each, beside the bare hashes and ciphers of
 * its texts. The linker leads the calls of common/seal through here, so that nothing else is counted. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "desk.h"
#include "samples.h"
#include "seal/vault.h"
#include "work.h"

extern const struct service intake_service;

static int64_t seal_ns, open_ns, vault_ns, draw_ns;
static size_t n_sealed, n_opened, n_keys, n_drawn, n_asked;

/* The lengths of those that were sealed last. */
enum { TEXTS = 1000 };
static size_t texts[TEXTS];

static int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static bool inside; /* what they call themselves counts once */

/* __real_NAME is what the linker calls the function, __wrap_NAME what is called in its place. */
#define TIMED(type, name, sum, params, args, count)                                                                    \
    type __real_##name params;                                                                                         \
    type __wrap_##name params;                                                                                         \
    type __wrap_##name params {                                                                                        \
        if (inside) return __real_##name args;                                                                         \
        inside = true;                                                                                                 \
        int64_t began = now_ns();                                                                                      \
        type rc = __real_##name args;                                                                                  \
        sum += now_ns() - began;                                                                                       \
        inside = false;                                                                                                \
        count;                                                                                                         \
        return rc;                                                                                                     \
    }

TIMED(int, seal_open, open_ns,
      (const struct seal_keys *k, const struct seal_place *p, struct span sealed, uint8_t *out, size_t *len),
      (k, p, sealed, out, len), n_opened++)
TIMED(int, vault_keys, vault_ns, (struct vault * v, uint64_t slot, const struct seal_keys **out), (v, slot, out),
      n_keys++)
TIMED(int, vault_give, vault_ns, (struct vault * v, struct id subject, uint64_t *slot), (v, subject, slot), n_asked++)
TIMED(uint64_t, vault_find, vault_ns, (const struct vault *v, struct id subject), (v, subject), n_asked++)
TIMED(bool, vault_is_erased, vault_ns, (const struct vault *v, struct id subject), (v, subject), n_asked++)
TIMED(int, vault_draw, draw_ns, (struct vault * v), (v), n_drawn++)
TIMED(int, vault_draw_begin, draw_ns, (struct vault * v, struct vault_draw *d), (v, d), (void)0)
TIMED(int, vault_draw_end, draw_ns, (struct vault_draw * d), (d), (void)0)

void __real_seal_text(const struct seal_keys *k, const struct seal_place *p, struct span text, uint8_t *out);
void __wrap_seal_text(const struct seal_keys *k, const struct seal_place *p, struct span text, uint8_t *out);
void __wrap_seal_text(const struct seal_keys *k, const struct seal_place *p, struct span text, uint8_t *out) {
    int64_t began = now_ns();
    __real_seal_text(k, p, text, out);
    seal_ns += now_ns() - began;
    texts[n_sealed++ % TEXTS] = text.len;
}

/* Of looking at the clock twice, which is no part of it: the least of many, as others' work only adds to it. */
static int64_t clock_cost_ns(void) {
    int64_t least = INT64_MAX;
    for (int round = 0; round < 200; round++) {
        int64_t began = now_ns();
        for (int i = 0; i < 1000; i++) (void)now_ns();
        int64_t cost = (now_ns() - began) / 1000;
        if (cost < least) least = cost;
    }
    return least;
}

static struct samples all, seals, opens, vaults; /* of nanoseconds */
static int64_t clock_ns;

static void sample(struct samples *s, int64_t ns, size_t calls) { samples_add(s, ns - (int64_t)calls * clock_ns); }
static double p50(struct samples *s) {
    double us = (double)samples_at(s, 500) / 1e3;
    samples_close(s);
    return us;
}

/* Of texts of all lengths; the slowest twentieth, which is others' work, left out. */
static double mean(struct samples *s) {
    double sum = 0;
    int n = 0;
    for (unsigned per_mille = 5; per_mille < 950; per_mille += 10, n++) sum += (double)samples_at(s, per_mille) / 1e3;
    samples_close(s);
    return sum / n;
}

/* What no library can do without: a keyed hash for the nonce and XChaCha20-Poly1305, of the same texts; one that is
 * opened needs no nonce. */
static double floor_us(double sealed, double opened) {
    static uint8_t text[1 << 16], out[sizeof text + 64], nonce[24], key[32], place[32];
    struct samples seal = {.us = NULL}, open = {.us = NULL};
    unsigned long long n;
    for (size_t i = 0; i < TEXTS; i++) {
        size_t len = texts[i] - texts[i] % SEAL_PAD + SEAL_PAD, got;
        int64_t began = now_ns();
        crypto_generichash(nonce, sizeof nonce, text, texts[i] + sizeof place, key, sizeof key);
        crypto_aead_xchacha20poly1305_ietf_encrypt(out, &n, text, len, place, sizeof place, NULL, nonce, key);
        sample(&seal, now_ns() - began, 1);
        got = (size_t)n;
        began = now_ns();
        if (crypto_aead_xchacha20poly1305_ietf_decrypt(text, &n, NULL, out, got, place, sizeof place, nonce, key))
            exit(1);
        sample(&open, now_ns() - began, 1);
    }
    return mean(&seal) * sealed + mean(&open) * opened;
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    static struct desk d;
    static struct work w;
    size_t count = argc > 2 ? strtoul(argv[2], NULL, 10) : 5000, ok = 0;
    clock_ns = clock_cost_ns();
    desk_open(&d, &intake_service, argv[1], true);
    work_make(&w, 1, WORK_MAX, (day)(desk_now_ms(&d) / 86400000));
    n_sealed = n_opened = n_drawn = 0;
    draw_ns = 0;
    for (size_t i = 0; i < count; i++) {
        size_t before[] = {n_sealed, n_opened};
        desk_push(&d, "bench-desk", "intake.SubmitScreening", work_body(&w, i));
        seal_ns = open_ns = vault_ns = 0;
        n_asked = n_keys = 0;
        desk_turn(&d, &ok);
        sample(&seals, seal_ns, n_sealed - before[0]);
        sample(&opens, open_ns, n_opened - before[1]);
        sample(&vaults, vault_ns, n_keys + n_asked);
        sample(&all, seal_ns + open_ns + vault_ns, n_sealed - before[0] + n_opened - before[1] + n_keys + n_asked);
    }
    double us = p50(&all), floor = floor_us((double)n_sealed / (double)count, (double)n_opened / (double)count);
    printf("{\"what\":\"sealing\",\"n\":%zu,\"p50_us\":%.1f,\"seal_us\":%.1f,\"open_us\":%.1f,\"vault_us\":%.1f,"
           "\"draw_us\":%.1f,\"floor_us\":%.1f,\"to_floor\":%.2f,\"drawn_on_loop\":%zu,\"sealed\":%.1f,\"opened\":%.1f}"
           "\n",
           count, us, p50(&seals), p50(&opens), p50(&vaults), (double)draw_ns / 1e3 / (double)count, floor, us / floor,
           n_drawn, (double)n_sealed / (double)count, (double)n_opened / (double)count);
    work_close(&w);
    desk_close(&d);
    return ok == count ? 0 : 1;
}
