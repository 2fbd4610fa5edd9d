/* An open vault, for its own bodies. Each file uses those above it alone:
 *
 *   slot    the bytes of one                     cache   keys in locked memory
 *   disk    reading, writing, flushing           draw    more slots
 *   notes   what is known of each, who has one   give    given, told, erased      open, copy */
#pragma once
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include "seal/slot.h"
#include "seal/vault.h"

enum { VAULT_SLOTS_MAX = 1 << 30 };

/* 20 bytes a slot; the index adds 8 to 16. */
struct note {
    struct id subject; /* zero unless GIVEN or ERASED */
    uint16_t cached;   /* where its keys are in the cache; 0: nowhere */
    uint8_t state;     /* enum slot_state */
};

struct cached {
    struct seal_keys keys;
    uint32_t slot;
    uint16_t newer, older;
};

/* One mapping that is locked: no wrapping key and no subject's key is written to swap or to a core. */
struct secrets {
    struct slot_codec codec;
    struct cached cache[VAULT_CACHE + 1]; /* [0] is the ring's end: its older is the newest, its newer the oldest */
    struct seal_keys drawn[VAULT_DRAWN];  /* of the draw that another thread makes, until they are in the cache */
};

struct vault {
    char *path;
    int fd;
    struct id journal, boot;
    bool throwaway, is_locked;
    struct vault_draw *drawing; /* between vault_draw_begin and _end, or NULL */
    pthread_mutex_t draw_lock;  /* held while it is run */
    bool is_lost;               /* another file has our name: what is written here would be lost */
    struct note *notes;         /* [slot - 1] */
    uint64_t n, room;
    uint64_t next;      /* no slot before it is given */
    uint32_t *index;    /* slots by their subject, open addressing; a subject may have several */
    uint64_t index_len; /* a power of two */
    uint64_t index_used;
    uint64_t index_salt; /* drawn: nobody can choose ids that all go to one place */
    struct secrets *secrets;
};

/* ---- disk ---- */
int disk_err(int error);
/* Short reads at the end of the file give *got < len. */
int disk_read(int fd, uint64_t at, void *out, size_t len, size_t *got);
int disk_write(int fd, uint64_t at, const void *data, size_t len);
int disk_flush(const struct vault *v);
/* VAULT_SLOT_LEN bytes; past the end: ERR_CORRUPT. */
int slot_load(const struct vault *v, uint64_t slot, uint8_t raw[VAULT_SLOT_LEN]);

/* ---- notes ---- */
static inline struct note *note_of(const struct vault *v, uint64_t slot) {
    return slot == 0 || slot > v->n ? NULL : &v->notes[slot - 1];
}
/* Room for so many slots. */
int notes_grow(struct vault *v, uint64_t n);
/* State and subject, and the subject's place in the index. */
int note_set(struct vault *v, uint64_t slot, enum slot_state state, struct id subject);
/* The slots of a subject, in no order: from *probe = 0; 0: no more. */
uint64_t notes_each(const struct vault *v, struct id subject, uint64_t *probe);

/* ---- cache ---- */
int cache_open(struct vault *v);
void cache_close(struct vault *v);
void cache_drop(struct vault *v, uint64_t slot);
/* Of a slot that is not in it. */
void cache_put(struct vault *v, uint64_t slot, const struct seal_keys *keys);

/* ---- draw ---- */
/* What was begun and not ended is forgotten. */
void draw_drop(struct vault *v);

/* ---- give ---- */
/* ERASED and zeros, not flushed; what is known of the slot stays as it was. */
int erased_write(struct vault *v, uint64_t slot, struct id subject);

/* ---- load ---- */
/* What was read before anything is put right. */
struct loading {
    uint64_t last;      /* slot whose state reads */
    uint64_t total;     /* slots of the file, a piece of one not counted */
    bool is_torn;       /* an erasure stopped half-way, or was not taken to all slots of its subject */
    bool has_piece;     /* of a slot, at the end */
    bool head_is_whole; /* both copies of it */
    bool is_other_key;
    struct id boot; /* of the last mark */
};
/* False after a rewrap: another file has its name. */
bool vault_is_in_place(int fd, const char *path);
/* Locked; a rewrap may have come between the opening and the lock, which is ERR_BUSY. The outcomes of vault_open. */
int vault_file_open(const char *path, int *fd);
/* Head and slots; writes nothing. */
int vault_read_in(struct vault *v, struct loading *l);
