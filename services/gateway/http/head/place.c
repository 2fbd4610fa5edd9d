#include "gateway/http/head/place.h"

#include "civil/ascii.h"

enum { VERSION_DIGITS = 4 };

/* The first that is found counts: each browser also says the name of those that it came from. */
static const struct {
    const char *mark; /* behind it the version */
    const char *name;
} browsers[] = {
    {"Edg/", "Edge"},        {"EdgA/", "Edge"},       {"EdgiOS/", "Edge"},
    {"OPR/", "Opera"},       {"Vivaldi/", "Vivaldi"}, {"SamsungBrowser/", "Samsung Internet"},
    {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"},   {"CriOS/", "Chrome"},
    {"Chrome/", "Chrome"},   {"Version/", "Safari"},
};
static const struct {
    const char *mark, *name;
} systems[] = {
    {"Windows NT", "Windows"}, {"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"},
    {"CrOS", "ChromeOS"},      {"Mac OS X", "macOS"},  {"Linux", "Linux"},
};

static const uint8_t *find(struct span in, const char *mark) {
    return in.len ? memmem(in.data, in.len, mark, strlen(mark)) : NULL;
}

static void say(char out[PLACE_MAX + 1], const char *text, size_t len) {
    size_t n = strlen(out);
    if (n + len > PLACE_MAX) return;
    memcpy(out + n, text, len);
    out[n + len] = 0;
}

static void version_say(char out[PLACE_MAX + 1], const uint8_t *at, const uint8_t *end) {
    size_t n = 0;
    while (at + n < end && n <= VERSION_DIGITS && ascii_is_digit((char)at[n])) n++;
    if (n == 0 || n > VERSION_DIGITS) return;
    say(out, " ", 1);
    say(out, (const char *)at, n);
}

void place_of(struct span user_agent, char out[PLACE_MAX + 1]) {
    const uint8_t *end = user_agent.data + user_agent.len, *at = NULL;
    out[0] = 0;
    for (size_t i = 0; i < sizeof browsers / sizeof *browsers && !at; i++) {
        at = find(user_agent, browsers[i].mark);
        if (!at) continue;
        say(out, browsers[i].name, strlen(browsers[i].name));
        version_say(out, at + strlen(browsers[i].mark), end);
    }
    if (!at) say(out, "navigateur", strlen("navigateur"));
    for (size_t i = 0; i < sizeof systems / sizeof *systems; i++) {
        if (!find(user_agent, systems[i].mark)) continue;
        say(out, ", ", 2);
        say(out, systems[i].name, strlen(systems[i].name));
        break;
    }
}
