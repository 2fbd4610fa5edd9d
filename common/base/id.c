#include "base/id.h"

#include <sodium.h>
#include <string.h>

/* 16 bytes is what BLAKE2b is asked for (its length is part of what it hashes), not a longer hash cut short; another
 * implementation must ask for 16 as well. */
static_assert(sizeof(crypto_generichash_state) <= sizeof(((struct id_hash *)0)->state), "hash state");

static_assert(crypto_shorthash_siphashx24_BYTES == ID_LEN, "SipHash of 128 bits");
static_assert(crypto_shorthash_siphashx24_KEYBYTES == ID_LOOKUP_KEY_LEN, "its key");

static crypto_generichash_state *state_of(struct id_hash *h) { return (crypto_generichash_state *)(void *)h->state; }

void id_hash_init(struct id_hash *h, const char *domain) {
    crypto_generichash_init(state_of(h), NULL, 0, ID_LEN);
    id_hash_add(h, span_text(domain));
}

/* Big-endian by hand: the same id on every machine. */
void id_hash_u64(struct id_hash *h, uint64_t part) {
    uint8_t be[8];
    for (int i = 0; i < 8; i++) be[i] = (uint8_t)(part >> (56 - 8 * i));
    crypto_generichash_update(state_of(h), be, sizeof be);
}

void id_hash_add(struct id_hash *h, struct span part) {
    id_hash_u64(h, part.len);
    crypto_generichash_update(state_of(h), part.data, part.len);
}

struct id id_hash_end(struct id_hash *h) {
    struct id out;
    crypto_generichash_final(state_of(h), out.bytes, ID_LEN);
    return out;
}

struct id id_derive(const char *domain, struct span a, struct span b, struct span c) {
    struct id_hash h;
    id_hash_init(&h, domain);
    id_hash_add(&h, a);
    id_hash_add(&h, b);
    id_hash_add(&h, c);
    return id_hash_end(&h);
}

struct id id_keyed(struct span key, const char *domain, struct span value) {
    struct id_hash h;
    crypto_generichash_init(state_of(&h), key.data, key.len, ID_LEN);
    id_hash_add(&h, span_text(domain));
    id_hash_add(&h, value);
    return id_hash_end(&h);
}

/* The text that is hashed: how long the domain is, the domain, the value. */
struct id id_looked_up(const uint8_t key[ID_LOOKUP_KEY_LEN], const char *domain, struct span value) {
    uint8_t text[256];
    struct id out;
    struct span name = span_text(domain);
    if (1 + name.len + value.len > sizeof text || name.len > UINT8_MAX) {
        out = id_keyed(span_of(key, ID_LOOKUP_KEY_LEN), domain, value);
        value = id_span(&out);
    }
    text[0] = (uint8_t)name.len;
    memcpy(text + 1, name.data, name.len);
    if (value.len) memcpy(text + 1 + name.len, value.data, value.len);
    crypto_shorthash_siphashx24(out.bytes, text, 1 + name.len + value.len, key);
    return out;
}

bool id_equal(struct id a, struct id b) { return memcmp(a.bytes, b.bytes, ID_LEN) == 0; }
bool id_is_zero(struct id a) { return id_equal(a, (struct id){{0}}); }

bool id_from(ProtobufCBinaryData field, struct id *out) {
    if (field.len != ID_LEN) return false;
    memcpy(out->bytes, field.data, ID_LEN);
    return true;
}

struct id id_of(ProtobufCBinaryData field) {
    struct id id;
    return id_from(field, &id) ? id : (struct id){{0}};
}

bool id_is(ProtobufCBinaryData field, struct id id) {
    struct id other;
    return id_from(field, &other) && id_equal(other, id);
}

ProtobufCBinaryData id_field(struct arena *a, struct id id) {
    return (ProtobufCBinaryData){ID_LEN, arena_copy(a, id.bytes, ID_LEN)};
}

void id_hex(struct id id, char out[33]) { sodium_bin2hex(out, 33, id.bytes, ID_LEN); }

char *id_text(struct arena *a, struct id id) {
    char *hex = arena_alloc(a, 33);
    id_hex(id, hex);
    return hex;
}

/* The length first: 32 characters are read, whatever stands there. */
bool id_parse(const char *hex, struct id *out) {
    size_t len = 0;
    return strlen(hex) == 2 * (size_t)ID_LEN &&
           sodium_hex2bin(out->bytes, ID_LEN, hex, 2 * (size_t)ID_LEN, NULL, &len, NULL) == 0 && len == ID_LEN;
}
