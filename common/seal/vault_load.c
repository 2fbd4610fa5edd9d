#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "seal/internal.h"

bool vault_is_in_place(int fd, const char *path) {
    struct stat ours, named;
    return fstat(fd, &ours) == 0 && stat(path, &named) == 0 && ours.st_ino == named.st_ino &&
           ours.st_dev == named.st_dev;
}

int vault_file_open(const char *path, int *out) {
    int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW); /* a rewrap would replace the link, not the file */
    if (fd < 0) return disk_err(errno);
    int rc = flock(fd, LOCK_EX | LOCK_NB) ? disk_err(errno) : 0;
    if (rc == 0 && !vault_is_in_place(fd, path)) rc = ERR_BUSY;
    if (rc) close(fd);
    *out = rc ? -1 : fd;
    return rc;
}

/* The worse answer counts for nothing if the other copy is sound. */
static int head_load(const struct vault *v, struct loading *l) {
    uint8_t raw[SLOTS_AT];
    size_t got;
    int rc = disk_read(v->fd, 0, raw, sizeof raw, &got);
    if (rc) return rc;
    if (got < sizeof raw) return ERR_CORRUPT;
    int first = head_read(&v->secrets->codec, raw), second = head_read(&v->secrets->codec, raw + HEAD_COPY_AT);
    l->head_is_whole = first == 0 && second == 0;
    rc = first == ERR_CORRUPT ? second : first;
    l->is_other_key = rc == ERR_DENIED;
    return l->is_other_key ? ERR_INVALID : rc;
}

/* Zeros for a key beside a state that does not read: an erased slot in which a bit changed. All zeros: a hole. */
static enum slot_state lost_state(const uint8_t *raw) {
    if (!slot_key_is_zero(raw) || sodium_is_zero(raw, SLOT_STATE_LEN)) return SLOT_DAMAGED;
    return SLOT_ERASED;
}

static int slot_note(struct vault *v, struct loading *l, uint64_t slot, const uint8_t *raw) {
    struct id subject;
    enum slot_state state = slot_state_read(&v->secrets->codec, slot, raw, &subject);
    if (state == SLOT_DAMAGED)
        state = lost_state(raw);
    else
        l->last = slot;
    if (state == SLOT_MARK) l->boot = subject;
    if (state == SLOT_ERASED && !slot_key_is_zero(raw)) l->is_torn = true;
    if (state != SLOT_FREE) v->next = slot + 1;
    bool is_hers = state == SLOT_GIVEN || state == SLOT_ERASED;
    return note_set(v, slot, state, is_hers ? subject : (struct id){{0}});
}

static int slots_load(struct vault *v, struct loading *l) {
    uint8_t raw[VAULT_DRAWN * VAULT_SLOT_LEN];
    size_t got = sizeof raw;
    int rc = 0;
    while (rc == 0 && got == sizeof raw) {
        rc = disk_read(v->fd, slot_at(l->total + 1), raw, sizeof raw, &got);
        if (rc == 0) rc = notes_grow(v, l->total + got / VAULT_SLOT_LEN);
        for (size_t i = 0; rc == 0 && i < got / VAULT_SLOT_LEN; i++)
            rc = slot_note(v, l, ++l->total, raw + i * VAULT_SLOT_LEN);
    }
    l->has_piece = got % VAULT_SLOT_LEN != 0;
    v->n = l->total;
    return rc;
}

/* The end that a torn draw left does not read, and is one draw long at most. No slot in it was ever given: of what was
 * whole before the last VAULT_RESERVE are free, so a damaged sector there cannot make a given one look like this. */
static int end_find(struct vault *v, const struct loading *l) {
    if (l->total - l->last > VAULT_DRAWN) return ERR_CORRUPT;
    v->n = l->last;
    if (v->next > v->n + 1) v->next = v->n + 1;
    return 0;
}

int vault_read_in(struct vault *v, struct loading *l) {
    int rc = head_load(v, l);
    if (rc == 0) rc = slots_load(v, l);
    return rc ? rc : end_find(v, l);
}
