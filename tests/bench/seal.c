/* bench-seal FOLDER [SUBJECTS]: what sealing costs, and a vault of so many subjects in FOLDER. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "seal/vault.h"

static double clock_us(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static double now_us(void) { return clock_us(CLOCK_MONOTONIC); }
/* What is only computed: the machine may be busy with others. */
static double busy_us(void) { return clock_us(CLOCK_PROCESS_CPUTIME_ID); }

static void must(int rc, const char *what) {
    if (rc == 0) return;
    fprintf(stderr, "%s: %s\n", what, err_text(rc));
    exit(1);
}

static struct id subject(uint64_t n) {
    return id_derive("bench subject", span_of(&n, sizeof n), span_of(NULL, 0), span_of(NULL, 0));
}

static void seal_one(size_t len) {
    enum { TIMES = 50000 };
    static uint8_t text[4096], sealed[8192], opened[8192];
    uint8_t key[SEAL_KEY_LEN] = {1};
    struct seal_keys keys;
    size_t got;
    struct seal_place place = {span_text("journal"), subject(1), span_of(key, ID_LEN), span_text("screening_submitted"),
                               subject(2)};
    seal_keys_derive(key, &keys);
    double began = busy_us();
    for (uint32_t i = 0; i < TIMES; i++) {
        memcpy(text, &i, sizeof i);
        seal_text(&keys, &place, span_of(text, len), sealed);
    }
    double middle = busy_us();
    for (uint32_t i = 0; i < TIMES; i++)
        must(seal_open(&keys, &place, span_of(sealed, seal_size(len)), opened, &got), "open");
    printf("{\"text\":%zu,\"seal_us\":%.2f,\"open_us\":%.2f}\n", len, (middle - began) / TIMES,
           (busy_us() - middle) / TIMES);
}

static double ms_since(double *began) {
    double now = now_us(), ms = (now - *began) / 1e3;
    *began = now;
    return ms;
}

/* Each of 64 draws with its flush; then as many subjects as were asked for. */
static void vault_fill(struct vault *v, uint64_t n, double *began) {
    uint64_t slot;
    for (int i = 0; i < 64; i++) must(vault_draw(v), "draw");
    printf("{\"draw_ms\":%.2f}\n", ms_since(began) / 64);
    for (uint64_t i = 0; i < n; i++) {
        if (i == 64 * VAULT_DRAWN / 2) ms_since(began);
        must(vault_give(v, subject(i), &slot), "give");
        if (i == 64 * VAULT_DRAWN / 2 + 999) printf("{\"give_us\":%.2f}\n", ms_since(began));
    }
}

static void vault_one(const char *folder, uint64_t n) {
    char path[1000];
    struct wrapping_key key;
    struct vault *v;
    struct seal_fault fault;
    const struct seal_keys *keys;
    snprintf(path, sizeof path, "%s/vault", folder);
    wrapping_key_new(&key);
    struct vault_options o = {.path = path, .journal = subject(3), .key = &key};
    must(vault_create(&o), path);
    must(vault_open(&v, &o, &fault), "open");
    double began = now_us();
    vault_fill(v, n, &began);
    vault_close(v);
    ms_since(&began);
    must(vault_open(&v, &o, &fault), "open");
    printf("{\"subjects\":%lu,\"open_ms\":%.0f}\n", (unsigned long)n, ms_since(&began));
    for (uint64_t i = 0; i < n; i++) must(vault_was_given(v, vault_find(v, subject(i)), subject(i)), "told");
    printf("{\"find_and_tell_ms\":%.0f}\n", ms_since(&began));
    for (uint64_t i = 0; i < n; i++) must(vault_keys(v, vault_find(v, subject(i)), &keys), "keys");
    printf("{\"keys_unwrapped_us\":%.2f}\n", ms_since(&began) * 1e3 / (double)n);
    must(vault_erase(v, vault_find(v, subject(0)), subject(0)), "erase");
    printf("{\"erase_ms\":%.2f}\n", ms_since(&began));
    must(vault_rewrap(v, &key), "rewrap");
    printf("{\"rewrap_ms\":%.0f}\n", ms_since(&began));
    vault_close(v);
    unlink(path);
}

int main(int argc, char **argv) {
    static const size_t lengths[] = {64, 160, 1024, 3072};
    if (argc < 2 || sodium_init() < 0) return 2;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) seal_one(lengths[i]);
    vault_one(argv[1], argc > 2 ? strtoull(argv[2], NULL, 10) : 200000);
    return 0;
}
