/* A vault of any bytes. The first byte says what they are: the file; slots behind a sound head; or changes, two bytes of
 * place and one of what is changed, in a sound vault of three subjects, one of them erased. What opens is asked for
 * everything, and nobody is given what is another's or erased. */
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "fault.h"
#include "fuzz.h"
#include "seal/vault.h"

enum { SUBJECTS = 3, ERASED = 1, HEADS = 8192 };
static char path[64];
static uint8_t sound[65536];
static size_t sound_len;
static uint64_t slots[SUBJECTS];
static struct seal_keys keys_of[SUBJECTS];
static const struct wrapping_key key = {{7}};
static struct vault_options options = {.path = path, .key = &key, .boot = {{1}}, .journal = {{2}}, .throwaway = true};

static struct id subject(uint64_t i) { return (struct id){{(uint8_t)(i + 9)}}; }
static void path_remove(void) { unlink(path); }

static void path_write(const uint8_t *data, size_t len) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || write(fd, data, len) != (ssize_t)len) fault("%s cannot be written", path);
    close(fd);
}

static void subject_make(struct vault *v, uint64_t i) {
    const struct seal_keys *keys;
    if (vault_give(v, subject(i), &slots[i]) || vault_keys(v, slots[i], &keys)) fault("no slot");
    keys_of[i] = *keys;
    if (i == ERASED && vault_erase(v, slots[i], subject(i))) fault("not erased");
}

static void sound_make(void) {
    struct vault *v;
    struct seal_fault why;
    snprintf(path, sizeof path, "/tmp/sippe-fuzz-vault-%d", (int)getpid());
    unlink(path);
    atexit(path_remove);
    if (sodium_init() < 0 || vault_create(&options) || vault_open(&v, &options, &why)) fault("no vault");
    for (uint64_t i = 0; i < SUBJECTS; i++) subject_make(v, i);
    vault_close(v);
    int fd = open(path, O_RDONLY);
    ssize_t n = read(fd, sound, sizeof sound);
    close(fd);
    if (n < HEADS) fault("no bytes");
    sound_len = (size_t)n;
}

static void spoiled_write(const uint8_t *data, size_t len) {
    static uint8_t file[sizeof sound];
    memcpy(file, sound, sizeof file);
    if (data[0] % 3 == 0) {
        path_write(data + 1, len - 1);
        return;
    }
    size_t file_len = sound_len;
    if (data[0] % 3 == 1) {
        file_len = HEADS + len - 1;
        memcpy(file + HEADS, data + 1, len - 1);
    }
    for (size_t i = 1; data[0] % 3 == 2 && i + 3 <= len; i += 3)
        file[((size_t)data[i] | (size_t)data[i + 1] << 8) % sound_len] ^= data[i + 2];
    path_write(file, file_len);
}

/* Under the right number either her own keys or none: the cipher's check stands between. */
static void subject_check(struct vault *v, uint64_t i) {
    const struct seal_keys *keys;
    int told = vault_was_given(v, slots[i], subject(i)), rc = vault_keys(v, slots[i], &keys);
    if (rc == 0 && i == ERASED) fault("an erased key is back");
    if (rc == 0 && told == 0 && memcmp(keys, &keys_of[i], sizeof *keys) != 0) fault("other keys under her slot");
    if (told == 0 && vault_find(v, subject(i)) == 0) fault("told and not found");
}

static void given_check(struct vault *v, uint64_t slot) {
    const struct seal_keys *keys;
    if (vault_keys(v, slot, &keys)) fault("given, and no keys");
    for (uint64_t i = 0; i < SUBJECTS; i++)
        if (memcmp(keys, &keys_of[i], sizeof *keys) == 0) fault("given to two");
}

static void all_check(struct vault *v, bool is_of_ours) {
    struct id id;
    uint64_t slot = 0, n = 0;
    while (vault_next_erased(v, &slot, &id) || vault_next_damaged(v, &n)) continue;
    for (uint64_t i = 0; is_of_ours && i < SUBJECTS; i++) subject_check(v, i);
    if (vault_give(v, subject(100), &slot) == 0 && is_of_ours) given_check(v, slot);
    if (vault_find(v, subject(100)) != 0 && vault_erase(v, vault_find(v, subject(100)), subject(100)))
        fault("what was given cannot be erased");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
    if (!*path) sound_make();
    if (len < 1 || len > sizeof sound - HEADS) return 0;
    struct vault *v;
    struct seal_fault why;
    spoiled_write(data, len);
    int rc = vault_open(&v, &options, &why);
    if (rc && (v || !*why.fr || !*why.en)) fault("refused without a reason");
    if (rc == 0) all_check(v, data[0] % 3 == 2);
    vault_close(v);
    rc = vault_open(&v, &options, &why);
    if (rc == 0) vault_close(v);
    return 0;
}
