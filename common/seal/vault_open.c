#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <unistd.h>
#include "seal/internal.h"
#include "sys/file.h"

int vault_create(const struct vault_options *o) {
    uint8_t head[SLOTS_AT] = {0};
    struct slot_codec codec;
    slot_codec_make(&codec, o->key, o->journal);
    head_write(&codec, head);
    memcpy(head + HEAD_COPY_AT, head, HEAD_LEN);
    sodium_memzero(&codec, sizeof codec);
    return file_create(o->path, span_of(head, sizeof head), 0600);
}

/* ---- what is put right ---- */

static int head_mend(struct vault *v) {
    uint8_t raw[HEAD_LEN];
    head_write(&v->secrets->codec, raw);
    int rc = disk_write(v->fd, 0, raw, sizeof raw);
    return rc ? rc : disk_write(v->fd, HEAD_COPY_AT, raw, sizeof raw);
}

/* Cheap enough to look at all: only a torn erasure brings us here, or a subject with two slots. */
static int erasures_end(struct vault *v) {
    int rc = 0;
    for (uint64_t slot = 1; rc == 0 && slot <= v->n; slot++) {
        struct note *note = &v->notes[slot - 1];
        if (id_is_zero(note->subject) || !vault_is_erased(v, note->subject)) continue;
        rc = erased_write(v, slot, note->subject);
        if (rc == 0) note->state = SLOT_ERASED;
    }
    return rc;
}

static bool has_half_erased(const struct vault *v) {
    uint64_t slot = 0;
    struct id subject;
    while (vault_next_erased(v, &slot, &subject)) {
        uint64_t probe = 0, other;
        while (!id_is_zero(subject) && (other = notes_each(v, subject, &probe)) != 0)
            if (v->notes[other - 1].state == SLOT_GIVEN) return true;
    }
    return false;
}

/* The flush at the end is for slots that a process drew and did not live to flush: they read, and may not be given
 * before they are on the disk. */
static int put_right(struct vault *v, const struct loading *l) {
    int rc = 0;
    if (l->has_piece || l->total != v->n) rc = ftruncate(v->fd, (off_t)slot_at(v->n + 1)) ? disk_err(errno) : 0;
    if (rc == 0 && !l->head_is_whole) rc = head_mend(v);
    if (rc == 0 && (l->is_torn || has_half_erased(v))) rc = erasures_end(v);
    if (rc == 0) rc = disk_flush(v);
    return rc || id_equal(l->boot, v->boot) ? rc : vault_past_end(v);
}

/* ---- opening ---- */

/* Another one each time the machine starts; without /proc each opening counts as such, which costs a draw. */
static struct id boot_now(struct id given) {
    struct id boot = given;
    char text[37] = "", hex[33] = "";
    size_t n = 0, got = 0;
    if (!id_is_zero(given)) return boot;
    int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        if (disk_read(fd, 0, text, sizeof text - 1, &got)) got = 0;
        close(fd);
    }
    for (size_t i = 0; i < got && n < 32; i++)
        if (text[i] != '-') hex[n++] = text[i];
    if (!id_parse(hex, &boot)) randombytes_buf(boot.bytes, ID_LEN);
    return boot;
}

static struct vault *vault_new(const struct vault_options *o) {
    struct vault *v = calloc(1, sizeof *v);
    if (!v) return NULL;
    *v = (struct vault){.path = strdup(o->path), .fd = -1, .journal = o->journal, .next = 1};
    pthread_mutex_init(&v->draw_lock, NULL);
    v->throwaway = o->throwaway;
    v->boot = boot_now(o->boot);
    randombytes_buf(&v->index_salt, sizeof v->index_salt);
    return v;
}

static int vault_load(struct vault *v, const struct vault_options *o, struct loading *l) {
    if (!v->path) return ERR_NOMEM;
    int rc = cache_open(v);
    if (rc == 0) slot_codec_make(&v->secrets->codec, o->key, o->journal);
    if (rc == 0) rc = vault_file_open(o->path, &v->fd);
    if (rc == 0) rc = vault_read_in(v, l);
    return rc ? rc : put_right(v, l);
}

static struct seal_fault fault_of(int rc, bool is_other_key) {
    if (is_other_key)
        return SEAL_FAULT(
            "ce coffre a été fermé par une autre clé maîtresse : donnez le fichier de la sienne ; rien n'a "
            "été touché",
            "this vault was closed by another wrapping key: give the file of its own; nothing was touched");
    switch (rc) {
    case ERR_NOTFOUND:
        return SEAL_FAULT(
            "le coffre des clés n'est pas là : remettez sa copie de sauvegarde ; sans lui, rien de ce qui est "
            "scellé ne s'ouvre",
            "the vault of the keys is not there: put its backup back; without it nothing that is sealed opens");
    case ERR_DENIED:
        return SEAL_FAULT("le coffre des clés ne peut pas être ouvert par ce service : corrigez ses droits (0600)",
                          "the vault of the keys cannot be opened by this service: mend its permissions (0600)");
    case ERR_BUSY:
        return SEAL_FAULT("un autre programme tient le coffre des clés : arrêtez-le, puis recommencez",
                          "another program has the vault of the keys: stop it, then try again");
    case ERR_VERSION:
        return SEAL_FAULT("le coffre des clés vient d'une version plus récente : mettez le programme à jour",
                          "the vault of the keys is of a newer release: update the program");
    case ERR_INVALID:
        return SEAL_FAULT(
            "ce coffre est celui d'un autre registre : remettez celui de ce service ; rien n'a été touché",
            "this vault is another store's: put back the one of this service; nothing was touched");
    case ERR_CORRUPT:
        return SEAL_FAULT(
            "ce fichier n'est pas un coffre de clés, ou il est trop abîmé : remettez sa copie de sauvegarde ; "
            "rien n'a été touché",
            "this file is no vault of keys, or is damaged too far: put its backup back; nothing was touched");
    case ERR_FULL:
        return SEAL_FAULT("il n'y a plus de place pour le coffre des clés : libérez de l'espace, puis recommencez",
                          "there is no space left for the vault of the keys: free some, then try again");
    default:
        return SEAL_FAULT("le coffre des clés ne peut pas être lu ou écrit : vérifiez le disque, puis recommencez",
                          "the vault of the keys cannot be read or written: check the disk, then try again");
    }
}

static void vault_release(struct vault *v) {
    draw_drop(v);
    pthread_mutex_destroy(&v->draw_lock);
    if (v->fd >= 0) close(v->fd);
    cache_close(v);
    free(v->notes);
    free(v->index);
    free(v->path);
    free(v);
}

int vault_open(struct vault **out, const struct vault_options *o, struct seal_fault *fault) {
    struct loading l = {.last = 0};
    *fault = SEAL_FAULT("", "");
    *out = NULL;
    struct vault *v = vault_new(o);
    int rc = v ? vault_load(v, o, &l) : ERR_NOMEM;
    if (rc == 0) {
        *out = v;
        return 0;
    }
    *fault = fault_of(rc, l.is_other_key);
    if (v) vault_release(v);
    return rc;
}

void vault_close(struct vault *v) {
    if (!v) return;
    disk_flush(v); /* what was given; were it lost, the store would tell it again */
    vault_release(v);
}
