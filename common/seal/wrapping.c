#include "seal/wrapping.h"

#include <sodium.h>
#include <string.h>
#include "base/arena.h"
#include "sys/file.h"

#define HEAD "sippe-wrapping-key-1 "
enum { HEAD_LEN = sizeof HEAD - 1, HEX_LEN = 2 * WRAPPING_KEY_LEN, LINE_LEN = HEAD_LEN + HEX_LEN };

void wrapping_key_new(struct wrapping_key *out) { randombytes_buf(out->bytes, sizeof out->bytes); }
void wrapping_key_wipe(struct wrapping_key *key) { sodium_memzero(key->bytes, sizeof key->bytes); }

int wrapping_key_save(const char *path, const struct wrapping_key *key) {
    char text[LINE_LEN + 1] = HEAD;
    sodium_bin2hex(text + HEAD_LEN, HEX_LEN + 1, key->bytes, sizeof key->bytes);
    text[LINE_LEN] = '\n'; /* over the NUL of the digits */
    int rc = file_create(path, span_of(text, sizeof text), 0400);
    sodium_memzero(text, sizeof text);
    return rc;
}

/* One line and nothing after it: what a person glued together, or cut, is not guessed at. */
static int key_read(struct span text, struct wrapping_key *out) {
    size_t len = text.len && text.data[text.len - 1] == '\n' ? text.len - 1 : text.len, read = 0;
    if (len != LINE_LEN || memcmp(text.data, HEAD, HEAD_LEN) != 0) return ERR_INVALID;
    int rc =
        sodium_hex2bin(out->bytes, sizeof out->bytes, (const char *)text.data + HEAD_LEN, HEX_LEN, NULL, &read, NULL);
    return rc || read != sizeof out->bytes ? ERR_INVALID : 0;
}

static struct seal_fault fault_of(int rc) {
    switch (rc) {
    case ERR_NOTFOUND:
        return SEAL_FAULT(
            "le fichier de la clé maîtresse n'est pas là : remettez-le d'où il est gardé, ou corrigez son "
            "chemin ; n'en faites pas un nouveau, il n'ouvrirait rien",
            "the wrapping key's file is not there: put it back from where it is kept, or mend its path; "
            "do not make a new one, it would open nothing");
    case ERR_DENIED:
        return SEAL_FAULT("d'autres peuvent lire la clé maîtresse, ou nous ne le pouvons pas : chmod 0400, au nom de "
                          "qui exécute le service",
                          "others may read the wrapping key, or we may not: chmod 0400, owned by whoever runs the "
                          "service");
    case ERR_INVALID:
        return SEAL_FAULT("ce n'est pas une clé maîtresse : une seule ligne est attendue, « sippe-wrapping-key-1 » et "
                          "64 chiffres hexadécimaux",
                          "that is no wrapping key: one line is expected, \"sippe-wrapping-key-1\" and 64 hexadecimal "
                          "digits");
    default:
        return SEAL_FAULT("la clé maîtresse ne peut pas être lue : vérifiez le disque, puis recommencez",
                          "the wrapping key cannot be read: check the disk, then try again");
    }
}

int wrapping_key_load(const char *path, struct wrapping_key *out, struct seal_fault *fault) {
    struct arena a;
    struct span text = {NULL, 0};
    arena_init(&a);
    *fault = (struct seal_fault){"", ""};
    int rc = file_read_private(&a, path, LINE_LEN + 1, &text);
    if (rc == 0) rc = key_read(text, out);
    if (text.len) sodium_memzero((void *)(uintptr_t)text.data, text.len); /* the arena gives it back as it is */
    arena_close(&a);
    if (rc == 0) return 0;
    wrapping_key_wipe(out);
    *fault = fault_of(rc);
    return rc;
}
