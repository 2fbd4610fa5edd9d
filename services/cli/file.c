#include "file.h"

#include <strings.h>
#include <unistd.h>
#include "output.h"
#include "profile.h"
#include "csv/screening_file.h"
#include "sys/file.h"
#include "text/json.h"
#include "text/yaml.h"

bool name_ends(const char *path, const char *end) {
    size_t n = strlen(path), m = strlen(end);
    return n >= m && strcasecmp(path + n - m, end) == 0;
}

static int stdin_read(struct cli *c, struct span *out) {
    size_t room = 1 << 16, len = 0;
    uint8_t *data = arena_alloc(&c->arena, room);
    for (ssize_t n; (n = read(STDIN_FILENO, data + len, room - len - 1)) != 0;) {
        if (n < 0) return fail_err(c, ERR_IO, "-");
        len += (size_t)n;
        if (len + 1 < room) continue;
        if (room >= INPUT_MAX) return fail_err(c, ERR_INVALID, "-");
        uint8_t *more = arena_alloc(&c->arena, room *= 2);
        memcpy(more, data, len);
        data = more;
    }
    *out = span_of(data, len);
    return 0;
}

int input_read(struct cli *c, const char *path, struct span *out) {
    if (strcmp(path, "-") == 0) return stdin_read(c, out);
    int rc = file_read(&c->arena, path, INPUT_MAX, out);
    return rc ? fail_err(c, rc, path) : 0;
}

/* The only row of a table. */
static intake__screening *screening_of_table(struct cli *c, struct span text, struct text_errors *errors) {
    struct screening_file f;
    struct screening_row row = {0};
    if (!screening_file_open(&f, &c->arena, text, profile_zone(c), NULL, errors)) return NULL;
    return screening_file_next(&f, &c->arena, &row, errors) > 0 ? row.screening : NULL;
}

intake__screening *input_screening(struct cli *c, const char *path) {
    struct text_errors errors = {0};
    struct span text;
    if (input_read(c, path, &text)) return NULL;
    intake__screening *s = name_ends(path, ".csv") ? screening_of_table(c, text, &errors)
                                                   : json_read(&c->arena, &intake__screening__descriptor,
                                                               (const char *)text.data, text.len, &errors);
    if (!s) fail_text(c, &errors, path);
    return s;
}

sippe__territory *input_territory(struct cli *c, const char *path) {
    struct text_errors errors = {0};
    struct span text;
    if (input_read(c, path, &text)) return NULL;
    sippe__territory *t =
        name_ends(path, ".json")
            ? json_read(&c->arena, &sippe__territory__descriptor, (const char *)text.data, text.len, &errors)
            : yaml_read(&c->arena, &sippe__territory__descriptor, (const char *)text.data, text.len, &errors);
    if (!t) fail_text(c, &errors, path);
    return t;
}
