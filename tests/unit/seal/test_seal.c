/* Sealing: the bytes are those of an independent implementation, every part of the place counts, no nonce comes twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include "prng.h"
#include "seal/seal.h"

enum { TEXT_MAX = 4096 };
static struct seal_keys keys;
static uint8_t sealed[TEXT_MAX + 256], opened[TEXT_MAX + 256];

static struct id id_from_byte(uint8_t first) {
    struct id id;
    for (uint8_t i = 0; i < ID_LEN; i++) id.bytes[i] = (uint8_t)(first + i);
    return id;
}

static int setup(void **state) {
    (void)state;
    uint8_t subject_key[SEAL_KEY_LEN];
    for (uint8_t i = 0; i < SEAL_KEY_LEN; i++) subject_key[i] = i;
    seal_keys_derive(subject_key, &keys);
    return sodium_init() < 0 ? -1 : 0;
}

static struct seal_place place_of_record(void) {
    return (struct seal_place){.table = span_text("journal"),
                               .journal = id_from_byte(0xa0),
                               .name = span_of("\1\2\3", 3),
                               .type = span_text("screening_submitted"),
                               .subject = id_from_byte(0x50)};
}

/* ---- the bytes ---- */

/* Made by another program, in Python: BLAKE2b of hashlib (RFC 7693), ChaCha20 and Poly1305 written from RFC 8439,
 * HChaCha20 from draft-irtf-cfrg-xchacha-03. */
static void the_bytes_are_these(void **state) {
    (void)state;
    static const struct {
        const char *text, *sealed;
    } vectors[] = {
        {"",
         "0dd18e2d92451be0118807c08ce1f83e15e7a3f2846ab675e34d640fce66f4aa5c13c9446a602bd8f3502063f8aa14f69cca952a4d23"
         "08915269f8e8085f45852335ef7447d58e6a663fd064ba0748285fb9bac820caad294e9ea16f2c50247468a5aa746064c8e8"},
        {"Mme Roy, 514 555-0142",
         "ce7edec4a607522a2235cfbff261bf76cc27852346ad509ffce7519116ffeb1fe376fde072460a0609788d9524b6a2e53a5652259aad"
         "a452f47f110b99a19916b2030c4838e8bbc458377663366586cdd03d1d1271c535351b0e05b118d439d44c7db030ce75d670"}};
    struct seal_place place = place_of_record();
    char hex[512];
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        struct span text = span_text(vectors[i].text);
        seal_text(&keys, &place, text, sealed);
        sodium_bin2hex(hex, sizeof hex, sealed, seal_size(text.len));
        assert_string_equal(hex, vectors[i].sealed);
    }
}

/* In a place of which a part is longer than SEAL_PART_MAX, and as long. */
static void the_bytes_of_a_long_text_are_these(void **state) {
    (void)state;
    static const struct {
        size_t name;
        const char *digest;
    } places[] = {{300, "8c0ef5fdcf8207e26093b7ed148efaed"}, {SEAL_PART_MAX, "058cbe38766632c8a902822b5cfbade8"}};
    uint8_t text[1000], name[300], digest[16];
    char hex[33];
    memset(name, 'k', sizeof name);
    for (size_t i = 0; i < sizeof text; i++) text[i] = (uint8_t)(i % 251);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct seal_place place = {span_text("family"), id_from_byte(0xa0), span_of(name, places[i].name),
                                   span_text(""), id_from_byte(0x50)};
        seal_text(&keys, &place, span_of(text, sizeof text), sealed);
        crypto_generichash(digest, sizeof digest, sealed, seal_size(sizeof text), NULL, 0);
        assert_string_equal(sodium_bin2hex(hex, sizeof hex, digest, sizeof digest), places[i].digest);
    }
}

/* ---- in and out again ---- */

static void every_length_comes_back(void **state) {
    (void)state;
    struct seal_place place = place_of_record();
    struct prng p;
    uint8_t text[TEXT_MAX];
    prng_init(&p, 1);
    prng_bytes(&p, text, sizeof text);
    for (size_t len = 0; len <= 700; len++) {
        size_t n = seal_size(len), got = 1;
        assert_int_equal(n, SEAL_LEAST + len / 64 * 64);
        seal_text(&keys, &place, span_of(text, len), sealed);
        assert_int_equal(seal_room(n), n - 40);
        assert_int_equal(seal_open(&keys, &place, span_of(sealed, n), opened, &got), 0);
        assert_int_equal(got, len);
        assert_memory_equal(opened, text, len);
    }
}

/* A text that ends like padding is told from a shorter one. */
static void padding_is_not_taken_for_text(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
    } texts[] = {{"\x80", 1}, {"\x80\0", 2}, {"\0", 1}, {"\0\0\x80", 3}, {"a\x80\0\0", 4}};
    struct seal_place place = place_of_record();
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t len;
        seal_text(&keys, &place, span_of(texts[i].bytes, texts[i].len), sealed);
        assert_int_equal(seal_open(&keys, &place, span_of(sealed, SEAL_LEAST), opened, &len), 0);
        assert_int_equal(len, texts[i].len);
        assert_memory_equal(opened, texts[i].bytes, len);
    }
}

static void what_is_no_seal_has_no_room(void **state) {
    (void)state;
    static const size_t lengths[] = {0, 1, 23, 24, 39, 40, 63, 103, 105, 167, 169, SIZE_MAX};
    struct seal_place place = place_of_record();
    size_t len;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) assert_int_equal(seal_room(lengths[i]), 0);
    assert_int_equal(seal_open(&keys, &place, span_of(sealed, 105), opened, &len), ERR_CORRUPT);
    assert_int_equal(seal_open(&keys, &place, span_of(NULL, 0), opened, &len), ERR_CORRUPT);
}

/* ---- what does not open ---- */

static void opens_not(const struct seal_keys *with, const struct seal_place *at, size_t n) {
    static const uint8_t zeros[TEXT_MAX];
    size_t len = 1;
    memset(opened, 0xee, sizeof opened);
    assert_int_equal(seal_open(with, at, span_of(sealed, n), opened, &len), ERR_CORRUPT);
    assert_int_equal(len, 0);
    assert_memory_equal(opened, zeros, seal_room(n));
}

static void a_changed_bit_does_not_open(void **state) {
    (void)state;
    struct seal_place place = place_of_record();
    size_t n = seal_size(100);
    seal_text(&keys, &place, span_of(opened + 1024, 100), sealed);
    for (size_t bit = 0; bit < 8 * n; bit++) {
        sealed[bit / 8] ^= (uint8_t)(1 << bit % 8);
        opens_not(&keys, &place, n);
        sealed[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
}

static void another_place_does_not_open(void **state) {
    (void)state;
    const struct seal_place right = place_of_record();
    struct seal_place wrong[] = {right, right, right, right, right, right, right};
    uint8_t first[SEAL_LEAST];
    wrong[0].table = span_text("journa");
    wrong[0].name = span_of("l\1\2\3", 4);
    wrong[1].journal.bytes[0] ^= 1;
    wrong[2].name = span_of("\1\2", 2);
    wrong[3].type = span_text("screening_amended");
    wrong[4].subject.bytes[15] ^= 1;
    wrong[5].name = span_of("\1\2\3s", 4);
    wrong[5].type = span_text("creening_submitted");
    wrong[6].journal = right.subject;
    wrong[6].subject = right.journal;
    seal_text(&keys, &right, span_text("texte"), first);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        memcpy(sealed, first, sizeof first);
        opens_not(&keys, &wrong[i], sizeof first);
        seal_text(&keys, &wrong[i], span_text("texte"), sealed); /* nor has it the same nonce */
        assert_memory_not_equal(sealed, first, SEAL_NONCE_LEN);
    }
}

static int nonce_order(const void *a, const void *b) { return memcmp(a, b, SEAL_NONCE_LEN); }

/* Every way of cutting one run of bytes into three parts, at every length about the one from which on parts are hashed:
 * no two have the same nonce, so no two the same bytes in front of the text. */
static void no_two_cuts_are_one_place(void **state) {
    (void)state;
    enum { RUN = 2 * SEAL_PART_MAX + 2, CUTS = (RUN + 1) * (RUN + 2) / 2 };
    static uint8_t run[RUN];
    uint8_t(*nonces)[SEAL_NONCE_LEN] = malloc((size_t)CUTS * SEAL_NONCE_LEN);
    size_t n = 0;
    assert_non_null(nonces);
    for (size_t i = 0; i <= RUN; i++)
        for (size_t j = i; j <= RUN; j++) {
            struct seal_place place = place_of_record();
            place.table = span_of(run, i);
            place.name = span_of(run + i, j - i);
            place.type = span_of(run + j, RUN - j);
            seal_text(&keys, &place, span_text("texte"), sealed);
            memcpy(nonces[n++], sealed, SEAL_NONCE_LEN);
        }
    assert_int_equal(n, CUTS);
    qsort(nonces, n, SEAL_NONCE_LEN, nonce_order);
    for (size_t i = 1; i < n; i++) assert_memory_not_equal(nonces[i - 1], nonces[i], SEAL_NONCE_LEN);
    free(nonces);
}

/* What a text begins with is not taken for the end of its place, nor the end of a place for its text. */
static void a_place_ends_where_it_says(void **state) {
    (void)state;
    struct seal_place place = place_of_record(), shorter = place;
    uint8_t first[SEAL_LEAST], long_name[SEAL_PART_MAX + 1] = {0};
    place.type = span_text("abc");
    shorter.type = span_text("ab");
    seal_text(&keys, &place, span_text("d"), first);
    seal_text(&keys, &shorter, span_text("cd"), sealed);
    assert_memory_not_equal(sealed, first, SEAL_NONCE_LEN);
    place.name = shorter.name = span_of(long_name, sizeof long_name);
    seal_text(&keys, &place, span_text("d"), first);
    seal_text(&keys, &shorter, span_text("cd"), sealed);
    assert_memory_not_equal(sealed, first, SEAL_NONCE_LEN);
}

static void another_key_does_not_open(void **state) {
    (void)state;
    struct seal_place place = place_of_record();
    struct seal_keys other = keys;
    seal_text(&keys, &place, span_text("texte"), sealed);
    other.cipher[31] ^= 1;
    opens_not(&other, &place, SEAL_LEAST);
}

/* Two keys, so that neither tells of the other. */
static void the_two_keys_differ(void **state) {
    (void)state;
    uint8_t subject_key[SEAL_KEY_LEN];
    for (uint8_t i = 0; i < SEAL_KEY_LEN; i++) subject_key[i] = i;
    assert_memory_not_equal(keys.cipher, keys.nonce, SEAL_KEY_LEN);
    assert_memory_not_equal(keys.cipher, subject_key, SEAL_KEY_LEN);
    assert_memory_not_equal(keys.nonce, subject_key, SEAL_KEY_LEN);
}

/* ---- nonces ---- */

enum { SEALS = 1000000, RESTORED = 1000 };

/* The same place again and again, as a row is, with texts that differ by a number only. */
static void no_nonce_comes_twice(void **state) {
    (void)state;
    uint8_t(*nonces)[SEAL_NONCE_LEN] = malloc((size_t)SEALS * SEAL_NONCE_LEN), text[16] = {0};
    struct seal_place place = place_of_record();
    assert_non_null(nonces);
    for (uint32_t i = 0; i < SEALS; i++) {
        memcpy(text, &i, sizeof i);
        seal_text(&keys, &place, span_of(text, sizeof text), sealed);
        memcpy(nonces[i], sealed, SEAL_NONCE_LEN);
    }
    qsort(nonces, SEALS, SEAL_NONCE_LEN, nonce_order);
    for (uint32_t i = 1; i < SEALS; i++) assert_memory_not_equal(nonces[i - 1], nonces[i], SEAL_NONCE_LEN);
    free(nonces);
}

/* After a restore a record gets the name that another had, with another text: had the nonce come from the name, the
 * two would tell each other. And what is done again is done the same. */
static void after_a_restore_another_text_has_another_nonce(void **state) {
    (void)state;
    uint8_t first[SEAL_LEAST];
    for (uint64_t seq = 1; seq <= RESTORED; seq++) {
        struct seal_place place = place_of_record();
        place.name = span_of(&seq, sizeof seq);
        seal_text(&keys, &place, span_text("refuge, 514 555-0142"), first);
        seal_text(&keys, &place, span_text("coupons OLO"), sealed);
        assert_memory_not_equal(sealed, first, SEAL_NONCE_LEN);
        seal_text(&keys, &place, span_text("refuge, 514 555-0142"), sealed);
        assert_memory_equal(sealed, first, sizeof first);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bytes_are_these),
        cmocka_unit_test(the_bytes_of_a_long_text_are_these),
        cmocka_unit_test(every_length_comes_back),
        cmocka_unit_test(padding_is_not_taken_for_text),
        cmocka_unit_test(what_is_no_seal_has_no_room),
        cmocka_unit_test(a_changed_bit_does_not_open),
        cmocka_unit_test(another_place_does_not_open),
        cmocka_unit_test(no_two_cuts_are_one_place),
        cmocka_unit_test(a_place_ends_where_it_says),
        cmocka_unit_test(another_key_does_not_open),
        cmocka_unit_test(the_two_keys_differ),
        cmocka_unit_test(no_nonce_comes_twice),
        cmocka_unit_test(after_a_restore_another_text_has_another_nonce),
    };
    return cmocka_run_group_tests(tests, setup, NULL);
}
