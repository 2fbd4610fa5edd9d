/* The key file: made once, read by its owner alone, refused with a sentence when it is anything else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "vaults.h"

static void saved_is_loaded(void **state) {
    struct vaults *t = *state;
    struct wrapping_key key;
    struct stat st;
    assert_int_equal(wrapping_key_save(t->other, &t->key), 0);
    assert_int_equal(stat(t->other, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0400);
    assert_int_equal(wrapping_key_load(t->other, &key, &t->fault), 0);
    assert_memory_equal(key.bytes, t->key.bytes, sizeof key.bytes);
    assert_string_equal(t->fault.fr, "");
}

static void a_key_is_never_written_over(void **state) {
    struct vaults *t = *state;
    struct wrapping_key second, key;
    wrapping_key_new(&second);
    assert_memory_not_equal(second.bytes, t->key.bytes, sizeof second.bytes);
    assert_int_equal(wrapping_key_save(t->other, &t->key), 0);
    assert_int_equal(wrapping_key_save(t->other, &second), ERR_BUSY);
    assert_int_equal(wrapping_key_load(t->other, &key, &t->fault), 0);
    assert_memory_equal(key.bytes, t->key.bytes, sizeof key.bytes);
}

static void refused(struct vaults *t, int outcome) {
    static const struct wrapping_key zeros;
    struct wrapping_key key;
    memset(&key, 7, sizeof key);
    assert_int_equal(wrapping_key_load(t->other, &key, &t->fault), outcome);
    assert_memory_equal(&key, &zeros, sizeof key);
    assert_true(*t->fault.fr && *t->fault.en);
}

static void missing_or_open_to_others_is_refused(void **state) {
    struct vaults *t = *state;
    static const mode_t modes[] = {0440, 0404, 0600 | 0040, 0666, 0420};
    refused(t, ERR_NOTFOUND);
    assert_int_equal(wrapping_key_save(t->other, &t->key), 0);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        assert_int_equal(chmod(t->other, modes[i]), 0);
        refused(t, ERR_DENIED);
    }
}

#define HEX32 "00112233445566778899aabbccddeeff"

static void what_is_no_key_file_is_refused(void **state) {
    struct vaults *t = *state;
    static const char *const texts[] = {"",
                                        "\n",
                                        HEX32 HEX32 "\n",
                                        "sippe-wrapping-key-1 \n",
                                        "sippe-wrapping-key-1 " HEX32 "\n",
                                        "sippe-wrapping-key-1 " HEX32 "00112233445566778899aabbccddeef\n",
                                        "sippe-wrapping-key-1 " HEX32 "00112233445566778899aabbccddeefg\n",
                                        "sippe-wrapping-key-1 " HEX32 HEX32 "0\n",
                                        "sippe-wrapping-key-1 " HEX32 HEX32 "\n\n",
                                        "sippe-wrapping-key-2 " HEX32 HEX32 "\n",
                                        "secret = " HEX32 HEX32 "\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        vaults_put(t->other, (const uint8_t *)texts[i], strlen(texts[i]));
        refused(t, ERR_INVALID);
    }
}

/* An editor may have taken the end of the line away, or a person typed capitals. */
static void the_line_may_be_bare(void **state) {
    struct vaults *t = *state;
    struct wrapping_key key;
    static const char text[] = "sippe-wrapping-key-1 " HEX32 "00112233445566778899AABBCCDDEEFF";
    vaults_put(t->other, (const uint8_t *)text, strlen(text));
    assert_int_equal(wrapping_key_load(t->other, &key, &t->fault), 0);
    assert_int_equal(key.bytes[31], 0xff);
    assert_memory_equal(key.bytes, key.bytes + 16, 16);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, vaults_setup, vaults_teardown)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(saved_is_loaded),
        TEST(a_key_is_never_written_over),
        TEST(missing_or_open_to_others_is_refused),
        TEST(what_is_no_key_file_is_refused),
        TEST(the_line_may_be_bare),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
