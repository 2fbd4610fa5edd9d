#include <limits.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/arena.h"
#include "keys/key.h"
#include "sys/clock.h"
#include "sys/file.h"

enum { HAS_NAME = 1, HAS_ROLE = 2, HAS_ORGANIZATION = 4, HAS_CREATED = 8, HAS_PUBLIC = 16, HAS_SECRET = 32 };
/* Without HAS_ORGANIZATION: an operator's or a daemon's key has none. HAS_SECRET tells a .key from a .pub. */
enum { HAS_ALL = HAS_NAME | HAS_ROLE | HAS_CREATED | HAS_PUBLIC };

/* Roles stand in files as in JSON: without their prefix. */
static const char *role_text(sippe__role role) {
    const ProtobufCEnumValue *v = protobuf_c_enum_descriptor_get_value(&sippe__role__descriptor, (int)role);
    return v && role != ROLE_UNSPECIFIED ? v->name + sizeof "ROLE_" - 1 : NULL;
}

/* All roles but none: a daemon's own key has one, too. Whether a file's role counts is its reader's to say. */
static bool role_parse(const char *text, sippe__role *out) {
    char name[64];
    int len = snprintf(name, sizeof name, "ROLE_%s", text);
    if (len < 0 || (size_t)len >= sizeof name) return false;
    const ProtobufCEnumValue *v = protobuf_c_enum_descriptor_get_value_by_name(&sippe__role__descriptor, name);
    if (!v || v->value == ROLE_UNSPECIFIED) return false;
    *out = (sippe__role)v->value;
    return true;
}

/* A CLSC's code or a directory's id (Role in proto/types.proto): neither has a blank or an accent. */
static bool organization_is_valid(const char *text) {
    size_t len = strnlen(text, KEY_ORGANIZATION_MAX + 1);
    if (len > KEY_ORGANIZATION_MAX) return false;
    for (size_t i = 0; i < len; i++)
        if (text[i] <= 0x20 || text[i] > 0x7e) return false;
    return true;
}

/* The first of two lines would hold in one program and the last in another. */
static int once(const struct line *l, unsigned *seen, unsigned which, struct line_fault *fault) {
    if (*seen & which) return line_refuse(l, fault, "ligne répétée", "line given twice");
    *seen |= which;
    return 0;
}

static int name_read(const struct line *l, struct key_file *out, struct line_fault *fault) {
    if (line_text(l, out->name, sizeof out->name) && key_name_is_valid(out->name)) return 0;
    return line_refuse(l, fault, "nom : a-z 0-9 . - , 63 caractères au plus",
                       "name: a-z 0-9 . - , at most 63 characters");
}

static int role_read(const struct line *l, struct key_file *out, struct line_fault *fault) {
    char text[32];
    if (line_text(l, text, sizeof text) && role_parse(text, &out->role)) return 0;
    return line_refuse(l, fault, "rôle inconnu", "unknown role");
}

static int organization_read(const struct line *l, struct key_file *out, struct line_fault *fault) {
    if (line_text(l, out->organization, sizeof out->organization) && organization_is_valid(out->organization)) return 0;
    return line_refuse(l, fault, "organisation : 64 caractères au plus, sans espace",
                       "organisation: at most 64 characters, no blank");
}

static int created_read(const struct line *l, struct key_file *out, struct line_fault *fault) {
    char text[CLOCK_TEXT_LEN + 1];
    if (line_text(l, text, sizeof text) && clock_parse(text, &out->created_ms)) return 0;
    return line_refuse(l, fault, "instant attendu, comme 2026-11-21T14:03:00Z",
                       "instant expected, like 2026-11-21T14:03:00Z");
}

/* For both halves: `text` may be the secret. */
static int z85_read(const struct line *l, uint8_t out[KEY_LEN], struct line_fault *fault) {
    char text[KEY_TEXT_LEN + 1];
    int rc = line_text(l, text, sizeof text) ? key_public_parse(text, out) : ERR_INVALID;
    sodium_memzero(text, sizeof text);
    return rc ? line_refuse(l, fault, "clé : 40 caractères Z85 attendus", "key: 40 characters of Z85 expected") : 0;
}

static int field_read(const struct line *l, struct key_file *out, unsigned *seen, struct line_fault *fault) {
    int rc = 0;
    if (line_is(l, "name")) return (rc = once(l, seen, HAS_NAME, fault)) ? rc : name_read(l, out, fault);
    if (line_is(l, "role")) return (rc = once(l, seen, HAS_ROLE, fault)) ? rc : role_read(l, out, fault);
    if (line_is(l, "organization"))
        return (rc = once(l, seen, HAS_ORGANIZATION, fault)) ? rc : organization_read(l, out, fault);
    if (line_is(l, "created")) return (rc = once(l, seen, HAS_CREATED, fault)) ? rc : created_read(l, out, fault);
    if (line_is(l, "public"))
        return (rc = once(l, seen, HAS_PUBLIC, fault)) ? rc : z85_read(l, out->pair.public_key, fault);
    if (line_is(l, "secret"))
        return (rc = once(l, seen, HAS_SECRET, fault)) ? rc : z85_read(l, out->pair.secret_key, fault);
    return line_refuse(l, fault, "ligne inconnue", "unknown line");
}

static int whole_refuse(struct line_fault *fault, const char *fr, const char *en) {
    *fault = (struct line_fault){0, 0, fr, en};
    return ERR_INVALID;
}

/* A .key put together from two: it would connect, and be a stranger under the right name. */
static int halves_check(const struct key_pair *pair, struct line_fault *fault) {
    uint8_t derived[KEY_LEN];
    crypto_scalarmult_base(derived, pair->secret_key);
    if (sodium_memcmp(derived, pair->public_key, KEY_LEN) == 0) return 0;
    return whole_refuse(fault, "les deux moitiés de la clé ne vont pas ensemble",
                        "the two halves of the key do not belong together");
}

/* The lines may stand in any order. What is missing is told last, for the file as a whole. */
static int key_read(struct span text, bool secret, struct key_file *out, struct line_fault *fault) {
    *out = (struct key_file){.created_ms = 0};
    struct line_reader r = line_reader(text);
    struct line l;
    unsigned seen = 0;
    int rc;
    while ((rc = line_next(&r, &l, fault)) > 0)
        if ((rc = field_read(&l, out, &seen, fault)) < 0) break;
    if (rc < 0) return rc;
    if ((seen & HAS_ALL) != HAS_ALL)
        return whole_refuse(fault, "il manque name, role, created ou public",
                            "name, role, created or public is missing");
    if (secret && !(seen & HAS_SECRET))
        return whole_refuse(fault, "ce fichier ne contient pas de secret", "this file holds no secret");
    if (!secret && (seen & HAS_SECRET))
        return whole_refuse(fault, "ce fichier contient un secret : ne le donnez à personne",
                            "this file holds a secret: give it to nobody");
    return secret ? halves_check(&out->pair, fault) : 0;
}

int key_public_read(struct span text, struct key_file *out, struct line_fault *fault) {
    *fault = (struct line_fault){0, 0, "", ""};
    int rc = key_read(text, false, out, fault);
    if (rc) key_wipe(&out->pair);
    return rc;
}

/* The sentence for outcomes that have no line of their own comes first; key_read writes over it. */
static int key_load(const char *path, bool secret, struct key_file *out, struct line_fault *fault) {
    *fault = (struct line_fault){0, 0, "fichier illisible, ou trop grand", "the file cannot be read, or is too large"};
    struct arena a;
    arena_init(&a);
    struct span text = {NULL, 0};
    int rc = secret ? file_read_private(&a, path, KEY_FILE_MAX, &text) : file_read(&a, path, KEY_FILE_MAX, &text);
    if (rc == 0) rc = key_read(text, secret, out, fault);
    if (text.len) sodium_memzero((void *)(uintptr_t)text.data, text.len); /* the arena gives the memory back as it is */
    if (rc) key_wipe(&out->pair);
    arena_close(&a);
    return rc;
}

int key_secret_load(const char *path, struct key_file *out, struct line_fault *fault) {
    return key_load(path, true, out, fault);
}

int key_public_load(const char *path, struct key_file *out, struct line_fault *fault) {
    return key_load(path, false, out, fault);
}

/* By file_create: no key is overwritten, not even by two programs at once. Every buffer that held the secret as text is
 * overwritten; only the file keeps it. */
static int half_save(const char *folder, const struct key_file *k, bool secret) {
    char path[PATH_MAX], created[CLOCK_TEXT_LEN + 1], public_text[KEY_TEXT_LEN + 1], secret_text[KEY_TEXT_LEN + 1],
        body[1024];
    int len = snprintf(path, sizeof path, "%s/%s.%s", folder, k->name, secret ? "key" : "pub");
    if (len < 0 || (size_t)len >= sizeof path) return ERR_INVALID;
    clock_text(k->created_ms, created);
    key_text(k->pair.public_key, public_text);
    key_text(k->pair.secret_key, secret_text);
    len = snprintf(body, sizeof body, "%sname = %s\nrole = %s\norganization = %s\ncreated = %s\npublic = %s\n%s%s%s",
                   secret ? "# Clé secrète : ne quitte pas cette machine. Secret key: does not leave this machine.\n"
                          : "# Clé publique, à remettre à l'opérateur. Public key, for the operator.\n",
                   k->name, role_text(k->role), k->organization, created, public_text, secret ? "secret = " : "",
                   secret ? secret_text : "", secret ? "\n" : "");
    int rc = len < 0 || (size_t)len >= sizeof body
                 ? ERR_INVALID
                 : file_create(path, span_of(body, (size_t)len), secret ? 0600 : 0644);
    sodium_memzero(body, sizeof body);
    sodium_memzero(secret_text, sizeof secret_text);
    return rc;
}

/* The secret first. If the second half fails, a .key without its .pub is left, and a new attempt says ERR_BUSY; the
 * other way round the operator could be given a .pub whose secret nobody has. */
int key_file_save(const char *folder, const struct key_file *k) {
    char pub[PATH_MAX];
    if (!key_name_is_valid(k->name) || !role_text(k->role) || !organization_is_valid(k->organization))
        return ERR_INVALID;
    int len = snprintf(pub, sizeof pub, "%s/%s.pub", folder, k->name);
    if (len < 0 || (size_t)len >= sizeof pub) return ERR_INVALID;
    if (access(pub, F_OK) == 0) return ERR_BUSY; /* so that no secret is left beside another's public half */
    int rc = half_save(folder, k, true);
    return rc ? rc : half_save(folder, k, false);
}
