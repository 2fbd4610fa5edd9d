#include "gateway/session/stations.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>
#include "base/arena.h"
#include "sys/file.h"

#define HEAD "sippe-stations-1 "
enum { HEAD_LEN = sizeof HEAD - 1, HEX_LEN = 2 * STATION_SECRET, LINE_LEN = HEAD_LEN + HEX_LEN + 1 };
typedef uint8_t secret_bytes[STATION_SECRET];

/* ---- the file ---- */

static void line_write(char *out, const secret_bytes secret) {
    memcpy(out, HEAD, HEAD_LEN);
    sodium_bin2hex(out + HEAD_LEN, HEX_LEN + 1, secret, STATION_SECRET);
    out[LINE_LEN - 1] = '\n'; /* over the NUL of the digits */
}

static bool line_read(const char *text, secret_bytes out) {
    size_t n = 0;
    return memcmp(text, HEAD, HEAD_LEN) == 0 && text[LINE_LEN - 1] == '\n' &&
           sodium_hex2bin(out, STATION_SECRET, text + HEAD_LEN, HEX_LEN, NULL, &n, NULL) == 0 && n == STATION_SECRET;
}

/* Whole lines and nothing beside them: what a person cut or glued together is not guessed at. */
static int secrets_read(struct stations *s, struct span text) {
    size_t n = text.len / LINE_LEN;
    if (n == 0 || n > STATIONS_MAX || text.len % LINE_LEN) return ERR_INVALID;
    for (size_t i = 0; i < n; i++)
        if (!line_read((const char *)text.data + i * LINE_LEN, s->secrets[i])) return ERR_INVALID;
    s->n = n;
    return 0;
}

static int file_load(struct stations *s, const char *path) {
    struct arena a;
    struct span text = {NULL, 0};
    arena_init(&a);
    int rc = file_read_private(&a, path, STATIONS_MAX * LINE_LEN, &text);
    if (rc == 0) rc = secrets_read(s, text);
    if (text.len) sodium_memzero((void *)(uintptr_t)text.data, text.len); /* the arena gives it back as it is */
    arena_close(&a);
    return rc;
}

typedef int put_fn(const char *path, struct span content, mode_t mode);

static int file_put(const struct stations *s, const char *path, put_fn *put) {
    char text[STATIONS_MAX * LINE_LEN];
    for (size_t i = 0; i < s->n; i++) line_write(text + i * LINE_LEN, s->secrets[i]);
    int rc = put(path, span_of(text, s->n * LINE_LEN), 0600);
    sodium_memzero(text, sizeof text);
    return rc;
}

static int memory_take(struct stations *s) {
    *s = (struct stations){.secrets = sodium_malloc(STATIONS_MAX * sizeof(secret_bytes))};
    return s->secrets ? 0 : ERR_NOMEM;
}

static int first_make(struct stations *s, const char *path) {
    randombytes_buf(s->secrets[0], STATION_SECRET);
    s->n = 1;
    return file_put(s, path, file_create);
}

int stations_open(struct stations *s, const char *path) {
    int rc = memory_take(s);
    if (rc == 0) rc = file_load(s, path);
    if (rc == ERR_NOTFOUND) rc = first_make(s, path);
    if (rc) stations_close(s);
    return rc;
}

void stations_close(struct stations *s) {
    sodium_free(s->secrets);
    *s = (struct stations){.n = 0};
}

static int newest_put(struct stations *s, const char *path) {
    int rc = file_load(s, path);
    if (rc == ERR_NOTFOUND) return first_make(s, path);
    if (rc) return rc;
    memcpy(s->secrets[1], s->secrets[0], STATION_SECRET);
    randombytes_buf(s->secrets[0], STATION_SECRET);
    s->n = STATIONS_MAX;
    return file_put(s, path, file_write);
}

int stations_renew(const char *path) {
    struct stations s;
    int rc = memory_take(&s);
    if (rc == 0) rc = newest_put(&s, path);
    stations_close(&s);
    return rc;
}

/* ---- what is derived ---- */

struct id station_name(struct span cookie) {
    return id_derive("sippe station name", cookie, (struct span){NULL, 0}, (struct span){NULL, 0});
}

/* What a key is made of, each of one length. */
struct origin {
    const uint8_t *secret;
    struct id member;
    struct span cookie;
};

/* BLAKE2b under the secret; the domain says what it is for. */
static void derive(const struct origin *from, const char *domain, uint8_t *out, size_t len) {
    crypto_generichash_state h;
    crypto_generichash_init(&h, from->secret, STATION_SECRET, len);
    crypto_generichash_update(&h, (const uint8_t *)domain, strlen(domain) + 1);
    crypto_generichash_update(&h, from->member.bytes, ID_LEN);
    crypto_generichash_update(&h, from->cookie.data, from->cookie.len);
    crypto_generichash_final(&h, out, len);
    sodium_memzero(&h, sizeof h);
}

struct station_key station_key(const struct stations *s, size_t which, struct id member, struct span cookie) {
    const struct origin from = {s->secrets[which], member, cookie};
    struct station_key out = {.key = {0}};
    uint8_t id[crypto_generichash_BYTES_MIN];
    derive(&from, "sippe station key", out.key, STATION_KEY);
    derive(&from, "sippe station key id", id, sizeof id);
    memcpy(out.id, id, STATION_KEY_ID);
    return out;
}

/* ---- tickets ---- */

enum {
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    TICKET_KEY = crypto_aead_xchacha20poly1305_ietf_KEYBYTES
};
static_assert(STATION_TICKET == NONCE + STATION_COOKIE + TAG, "a nonce, the cookie, a tag");

static void ticket_key(const secret_bytes secret, uint8_t key[TICKET_KEY]) {
    derive(&(struct origin){secret, {{0}}, {NULL, 0}}, "sippe station ticket", key, TICKET_KEY);
}

/* The nonce is the cookie's own: one cookie has one ticket, and no two have one nonce. */
void station_ticket(const struct stations *s, const uint8_t cookie[STATION_COOKIE], uint8_t out[STATION_TICKET]) {
    const struct origin from = {s->secrets[0], {{0}}, span_of(cookie, STATION_COOKIE)};
    uint8_t key[TICKET_KEY];
    ticket_key(s->secrets[0], key);
    derive(&from, "sippe station ticket nonce", out, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + NONCE, NULL, cookie, STATION_COOKIE, NULL, 0, NULL, out, key);
    sodium_memzero(key, sizeof key);
}

bool station_ticket_open(const struct stations *s, struct span ticket, uint8_t cookie[STATION_COOKIE]) {
    uint8_t key[TICKET_KEY];
    int rc = -1;
    for (size_t i = 0; ticket.len == STATION_TICKET && rc && i < s->n; i++) {
        ticket_key(s->secrets[i], key);
        rc = crypto_aead_xchacha20poly1305_ietf_decrypt(cookie, NULL, NULL, ticket.data + NONCE, STATION_TICKET - NONCE,
                                                        NULL, 0, ticket.data, key);
    }
    sodium_memzero(key, sizeof key);
    return rc == 0;
}
