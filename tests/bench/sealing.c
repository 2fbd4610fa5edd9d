/* bench-sealing DIR [COUNT]: what sealing costs the loop, of one submission each. The linker leads the calls of common/seal
 * through here, so that nothing else is counted; a flush of the vault is counted as the disk of DIR has it. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "desk.h"
#include "samples.h"
#include "seal/vault.h"
#include "work.h"

extern const struct service intake_service;

static int64_t sum_ns, draw_ns;
static size_t n_sealed, n_opened, n_keys, n_bytes, n_drawn;

static int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* __real_NAME is what the linker calls the function, __wrap_NAME what is called in its place. */
#define TIMED(type, name, sum, params, args, count)                                                                    \
    type __real_##name params;                                                                                         \
    type __wrap_##name params;                                                                                         \
    type __wrap_##name params {                                                                                        \
        int64_t began = now_ns();                                                                                      \
        type rc = __real_##name args;                                                                                  \
        sum += now_ns() - began;                                                                                       \
        count;                                                                                                         \
        return rc;                                                                                                     \
    }

TIMED(int, seal_open, sum_ns,
      (const struct seal_keys *k, const struct seal_place *p, struct span sealed, uint8_t *out, size_t *len),
      (k, p, sealed, out, len), n_opened++)
TIMED(int, vault_keys, sum_ns, (struct vault * v, uint64_t slot, const struct seal_keys **out), (v, slot, out),
      n_keys++)
TIMED(int, vault_give, sum_ns, (struct vault * v, struct id subject, uint64_t *slot), (v, subject, slot), (void)0)
TIMED(uint64_t, vault_find, sum_ns, (const struct vault *v, struct id subject), (v, subject), (void)0)
TIMED(bool, vault_is_erased, sum_ns, (const struct vault *v, struct id subject), (v, subject), (void)0)
TIMED(int, vault_draw, draw_ns, (struct vault * v), (v), n_drawn++)
TIMED(int, vault_draw_begin, draw_ns, (struct vault * v, struct vault_draw *d), (v, d), (void)0)
TIMED(int, vault_draw_end, draw_ns, (struct vault_draw * d), (d), (void)0)

void __real_seal_text(const struct seal_keys *k, const struct seal_place *p, struct span text, uint8_t *out);
void __wrap_seal_text(const struct seal_keys *k, const struct seal_place *p, struct span text, uint8_t *out);
void __wrap_seal_text(const struct seal_keys *k, const struct seal_place *p, struct span text, uint8_t *out) {
    int64_t began = now_ns();
    __real_seal_text(k, p, text, out);
    sum_ns += now_ns() - began;
    n_sealed++;
    n_bytes += text.len;
}

/* Of looking at the clock twice, which is no part of it. */
static int64_t clock_cost_ns(void) {
    int64_t began = now_ns();
    for (int i = 0; i < 100000; i++) (void)now_ns();
    return (now_ns() - began) / 100000;
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    static struct desk d;
    static struct work w;
    struct samples s = {.us = NULL}; /* of nanoseconds */
    size_t count = argc > 2 ? strtoul(argv[2], NULL, 10) : 5000, ok = 0, calls = 0;
    int64_t clock_ns = clock_cost_ns();
    desk_open(&d, &intake_service, argv[1], true);
    work_make(&w, 1, WORK_MAX, (day)(desk_now_ms(&d) / 86400000));
    n_sealed = n_opened = n_bytes = n_keys = 0;
    draw_ns = 0;
    n_drawn = 0;
    for (size_t i = 0; i < count; i++) {
        size_t before = n_sealed + n_opened + n_keys;
        desk_push(&d, "bench-desk", "intake.SubmitScreening", work_body(&w, i));
        sum_ns = 0;
        desk_turn(&d, &ok);
        calls = n_sealed + n_opened + n_keys - before;
        samples_add(&s, sum_ns - (int64_t)calls * clock_ns);
    }
    printf("{\"what\":\"sealing\",\"n\":%zu,\"p50_us\":%.1f,\"draw_us\":%.1f,\"drawn_on_loop\":%zu,\"sealed\":%.1f,"
           "\"opened\":%.1f,\"bytes\":"
           "%zu}\n",
           count, (double)samples_at(&s, 500) / 1e3, (double)draw_ns / 1e3 / (double)count, n_drawn,
           (double)n_sealed / (double)count, (double)n_opened / (double)count, n_bytes / (n_sealed ? n_sealed : 1));
    samples_close(&s);
    work_close(&w);
    desk_close(&d);
    return ok == count ? 0 : 1;
}
