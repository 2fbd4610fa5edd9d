#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>
#include "seal/internal.h"
#include "sys/file.h"

int vault_read(const struct vault *v, uint64_t from, struct arena *a, struct span *out) {
    *out = (struct span){NULL, 0};
    if (from == 0) return ERR_INVALID;
    if (from > v->n) return 0;
    uint64_t n = v->n - from + 1 < VAULT_DRAWN ? v->n - from + 1 : VAULT_DRAWN;
    size_t got;
    uint8_t *raw = arena_alloc(a, n * VAULT_SLOT_LEN);
    int rc = disk_read(v->fd, slot_at(from), raw, n * VAULT_SLOT_LEN, &got);
    if (rc == 0 && got != n * VAULT_SLOT_LEN) rc = ERR_CORRUPT;
    if (rc == 0) *out = span_of(raw, got);
    return rc;
}

static int file_whole(const struct vault *v, struct arena *a, uint8_t **data, size_t *len) {
    struct stat st;
    if (fstat(v->fd, &st)) return ERR_IO;
    *data = arena_alloc(a, (size_t)st.st_size);
    return disk_read(v->fd, 0, *data, (size_t)st.st_size, len);
}

/* Of the vault it reads its descriptor alone. A slot that is written meanwhile is, at worst, one whose state does not
 * read: the store tells it again. */
int vault_copy(const struct vault *v, const char *path) {
    struct arena a;
    uint8_t *data;
    size_t len;
    arena_init(&a);
    int rc = file_whole(v, &a, &data, &len);
    if (rc == 0) rc = file_create(path, span_of(data, len), 0600);
    arena_close(&a);
    return rc;
}

/* ---- another wrapping key ---- */

/* What does not read stays as it is, and reads as little under the other key. */
static void slot_rewrap(const struct slot_codec *from, const struct slot_codec *to, uint64_t slot, uint8_t *raw) {
    uint8_t subject_key[SEAL_KEY_LEN];
    struct id subject;
    enum slot_state state = slot_state_read(from, slot, raw, &subject);
    if (state != SLOT_DAMAGED) slot_state_write(to, slot, state, subject, raw);
    if (slot_key_read(from, slot, raw, subject_key) == 0) slot_key_write(to, slot, subject_key, raw);
    sodium_memzero(subject_key, sizeof subject_key);
}

static int all_rewrap(const struct vault *v, const struct slot_codec *to, struct arena *a, struct span *out) {
    size_t len;
    uint8_t *data;
    int rc = file_whole(v, a, &data, &len);
    if (rc) return rc;
    if (len < slot_at(v->n + 1)) return ERR_CORRUPT;
    head_write(to, data);
    head_write(to, data + HEAD_COPY_AT);
    for (uint64_t slot = 1; slot <= v->n; slot++) slot_rewrap(&v->secrets->codec, to, slot, data + slot_at(slot));
    *out = span_of(data, slot_at(v->n + 1));
    return 0;
}

/* Run by root, the new file is still whose the old one was: a daemon may be somebody else. */
static void give_to_owner(int from, int to) {
    struct stat old, made;
    if (fstat(from, &old) || fstat(to, &made) || (old.st_uid == made.st_uid && old.st_gid == made.st_gid)) return;
    if (fchown(to, old.st_uid, old.st_gid)) return; /* the daemon says so when it cannot read it */
}

/* From here on the old file has no name: what were written to it would be lost with our descriptor. */
static int take_over(struct vault *v, const struct slot_codec *to) {
    int fd;
    int rc = vault_file_open(v->path, &fd);
    if (rc) return rc;
    give_to_owner(v->fd, fd);
    close(v->fd);
    v->fd = fd;
    v->secrets->codec = *to;
    for (uint64_t slot = 1; slot <= v->n; slot++) cache_drop(v, slot); /* what is damaged is so from now on */
    return 0;
}

int vault_rewrap(struct vault *v, const struct wrapping_key *key) {
    if (v->is_lost) return ERR_IO;
    if (v->drawing) return ERR_BUSY;
    struct arena a;
    struct span whole;
    struct slot_codec to;
    arena_init(&a);
    slot_codec_make(&to, key, v->journal);
    int rc = all_rewrap(v, &to, &a, &whole);
    if (rc == 0) {
        rc = file_write(v->path, whole, 0600);
        if (rc == 0) rc = take_over(v, &to);
        v->is_lost = !vault_is_in_place(v->fd, v->path); /* the flush of the folder may fail after the renaming */
    }
    sodium_memzero(&to, sizeof to);
    arena_close(&a);
    return rc;
}
