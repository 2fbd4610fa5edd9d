#include "directory/domain/place.h"

#include <math.h>
#include <string.h>

static bool is_letter(char c, bool first) {
    return c && strchr(first ? "ABCEGHJKLMNPRSTVXY" : "ABCEGHJKLMNPRSTVWXYZ", c) != NULL;
}

bool directory_postal_read(const char *text, char out[POSTAL_LEN + 1]) {
    size_t n = 0;
    for (; *text; text++) {
        char c = *text >= 'a' && *text <= 'z' ? (char)(*text - 'a' + 'A') : *text;
        if (c == ' ' || c == '-') continue;
        bool fits = n % 2 == 0 ? is_letter(c, n == 0) : c >= '0' && c <= '9';
        if (!fits || n == POSTAL_LEN) return false;
        out[n++] = c;
    }
    out[n] = '\0';
    return n > 0;
}

bool directory_language_is_code(const char *code) {
    size_t n = strspn(code, "abcdefghijklmnopqrstuvwxyz");
    return (n == 2 || n == 3) && !code[n];
}

struct point directory_area_point(const sippe__territory *rules, const char *postal) {
    const sippe__postal_area *best = NULL;
    size_t best_len = 0;
    for (size_t i = 0; rules && i < rules->n_areas; i++) {
        size_t len = strlen(rules->areas[i]->prefix);
        if (len <= best_len || strncmp(rules->areas[i]->prefix, postal, len) != 0) continue;
        best = rules->areas[i];
        best_len = len;
    }
    if (!best) return (struct point){0, 0};
    return (struct point){best->latitude_e4 * 10, best->longitude_e4 * 10};
}

static bool is_known(struct point p) { return p.latitude_e5 || p.longitude_e5; }

int32_t directory_point_distance_m(struct point a, struct point b) {
    static const double EARTH_M = 6371008.8, RADIANS = 3.14159265358979323846 / 180 / 100000;
    if (!is_known(a) || !is_known(b)) return DISTANCE_UNKNOWN;
    double lat_a = a.latitude_e5 * RADIANS, lat_b = b.latitude_e5 * RADIANS;
    double half_lat = sin((lat_b - lat_a) / 2), half_lon = sin((b.longitude_e5 - (double)a.longitude_e5) * RADIANS / 2);
    double h = half_lat * half_lat + cos(lat_a) * cos(lat_b) * half_lon * half_lon;
    return (int32_t)lround(2 * EARTH_M * asin(sqrt(h < 1 ? h : 1)));
}
