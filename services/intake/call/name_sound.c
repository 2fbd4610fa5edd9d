#include "intake/call/name_sound.h"

#include <string.h>

/* What is read as one sound, the longer spellings first; X is that of "ch". Of French, where most names here are from,
 * and of English where it differs from it in the spelling alone. */
static const struct {
    const char *letters, *sound;
} sounds[] = {
    {"eau", "o"}, {"sch", "X"}, {"chr", "kr"}, {"chl", "kl"}, {"gue", "ge"}, {"gui", "gi"}, {"au", "o"},  {"ou", "u"},
    {"oo", "u"},  {"ai", "e"},  {"ay", "e"},   {"ei", "e"},   {"ey", "e"},   {"ie", "i"},   {"ph", "f"},  {"th", "t"},
    {"ch", "X"},  {"sh", "X"},  {"ck", "k"},   {"qu", "k"},   {"ge", "je"},  {"gi", "ji"},  {"ce", "se"}, {"ci", "si"},
    {"cy", "si"}, {"c", "k"},   {"q", "k"},    {"y", "i"},    {"w", "v"},    {"z", "s"},    {"h", ""},
};

enum { SHORTEST = 3 }; /* of what is left when a silent end is taken away */

static size_t sound_at(const char *key, const char **sound) {
    for (size_t i = 0; i < sizeof sounds / sizeof *sounds; i++) {
        size_t n = strlen(sounds[i].letters);
        if (strncmp(key, sounds[i].letters, n) != 0) continue;
        *sound = sounds[i].sound;
        return n;
    }
    return 0;
}

/* Without what French does not say at the end of a word. */
static size_t spoken_len(const char *sound, size_t len) {
    while (len > SHORTEST && strchr("estxd", sound[len - 1])) len--;
    return len;
}

char *intake_name_sound(struct arena *a, const char *key) {
    char *out = arena_alloc(a, strlen(key) + 1);
    size_t n = 0;
    while (*key) {
        const char own[2] = {*key, '\0'}, *sound = own;
        size_t passed = sound_at(key, &sound);
        key += passed ? passed : 1;
        for (; *sound; sound++)
            if (n == 0 || out[n - 1] != *sound) out[n++] = *sound;
    }
    out[spoken_len(out, n)] = '\0';
    return out;
}
