#include "vaults.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int vaults_setup(void **state) {
    struct vaults *t = calloc(1, sizeof *t);
    if (!t || sodium_init() < 0) return -1;
    strcpy(t->dir, "/tmp/sippe-vault-XXXXXX");
    if (!mkdtemp(t->dir)) return -1;
    snprintf(t->path, sizeof t->path, "%s/vault", t->dir);
    snprintf(t->other, sizeof t->other, "%s/other", t->dir);
    wrapping_key_new(&t->key);
    t->options = (struct vault_options){
        .path = t->path, .key = &t->key, .journal = vaults_id(777), .boot = vaults_id(1), .throwaway = true};
    *state = t;
    return vault_create(&t->options) || vault_open(&t->v, &t->options, &t->fault) ? -1 : 0;
}

int vaults_teardown(void **state) {
    struct vaults *t = *state;
    vault_close(t->v);
    unlink(t->path);
    unlink(t->other);
    int rc = rmdir(t->dir); /* fails when a temporary file was left */
    free(t);
    return rc;
}

void vaults_reopen(struct vaults *t) {
    vault_close(t->v);
    int rc = vault_open(&t->v, &t->options, &t->fault);
    if (rc) print_message("%s\n%s\n", t->fault.fr, t->fault.en);
    assert_int_equal(rc, 0);
}

int vaults_refused(struct vaults *t) {
    size_t len, len_after;
    uint8_t *before = vaults_bytes(t->path, &len);
    vault_close(t->v);
    int rc = vault_open(&t->v, &t->options, &t->fault);
    assert_null(t->v);
    assert_true(*t->fault.fr && *t->fault.en);
    uint8_t *after = vaults_bytes(t->path, &len_after);
    assert_int_equal(len, len_after);
    if (before) assert_memory_equal(before, after, len);
    free(before);
    free(after);
    return rc;
}

struct id vaults_id(uint64_t n) {
    return id_derive("sippe test", span_of(&n, sizeof n), span_of(NULL, 0), span_of(NULL, 0));
}

uint64_t vaults_give(struct vaults *t, uint64_t subject) {
    uint64_t slot;
    assert_int_equal(vault_give(t->v, vaults_id(subject), &slot), 0);
    assert_int_not_equal(slot, 0);
    return slot;
}

static struct seal_place place_of(struct id subject) {
    return (struct seal_place){.table = span_text("journal"), .journal = vaults_id(777), .subject = subject};
}

struct vaults_text vaults_seal(struct vault *v, uint64_t slot, struct id subject) {
    const struct seal_keys *keys;
    struct seal_place place = place_of(subject);
    struct vaults_text text;
    assert_int_equal(vault_keys(v, slot, &keys), 0);
    seal_text(keys, &place, id_span(&subject), text.bytes);
    return text;
}

int vaults_opens(struct vault *v, uint64_t slot, struct id subject, const struct vaults_text *text) {
    const struct seal_keys *keys;
    struct seal_place place = place_of(subject);
    uint8_t out[SEAL_PAD];
    size_t len;
    int rc = vault_keys(v, slot, &keys);
    if (rc == 0) rc = seal_open(keys, &place, span_of(text->bytes, sizeof text->bytes), out, &len);
    if (rc == 0) assert_memory_equal(out, subject.bytes, ID_LEN);
    return rc;
}

uint8_t *vaults_bytes(const char *path, size_t *len) {
    struct stat st;
    *len = 0;
    int fd = open(path, O_RDONLY);
    if (fd < 0) return NULL;
    assert_int_equal(fstat(fd, &st), 0);
    *len = (size_t)st.st_size;
    uint8_t *bytes = malloc(*len + 1);
    assert_int_equal(read(fd, bytes, *len), (ssize_t)*len);
    close(fd);
    return bytes;
}

void vaults_put(const char *path, const uint8_t *bytes, size_t len) {
    int fd = open(path, O_WRONLY | O_TRUNC | O_CREAT, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, len), (ssize_t)len);
    close(fd);
}

size_t vaults_at(uint64_t slot) { return 8192 + (slot - 1) * VAULT_SLOT_LEN; }
