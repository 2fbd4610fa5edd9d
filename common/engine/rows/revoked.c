/* Keys that were revoked and memberships that were ended, in a file beside the store that no restore puts back: whoever
 * was shut out stays so, also when the record of it is lost. One line each, a membership's id and the public half of
 * the key, or "ended"; in any order, and twice is once, so that the files of several days are joined by writing one
 * behind the other.
 *
 * The file is written before the commit whose answer says that the key is revoked. A crash between the two leaves it in
 * the file alone: it was to be shut out, and is. */
#include "engine/rows/rows.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { FILE_MAX = 1 << 20, KEY_HEX = 64, ID_HEX = 2 * ID_LEN, LINE_BYTES = ID_HEX + 1 + KEY_HEX + 1 };
static const char ended_word[] = "ended";

static void path_of(const struct engine *e, const char *name, char path[700]) {
    snprintf(path, 700, "%s/%s", e->options.dir, name);
}

/* No key: that the membership was ended. */
static bool is_same(const struct revoked *r, struct id member, struct span key) {
    return id_equal(r->member, member) && r->ended == !key.len &&
           (r->ended || span_equal(span_of(r->public_key, sizeof r->public_key), key));
}

bool revoked_is(const struct engine *e, struct id member, struct span public_key) {
    for (size_t i = 0; i < e->n_revoked; i++)
        if (is_same(&e->revoked[i], member, public_key)) return true;
    return false;
}

bool revoked_is_ended(const struct engine *e, struct id member) {
    return revoked_is(e, member, (struct span){NULL, 0});
}

bool revoked_is_key(const struct engine *e, struct span public_key) {
    for (size_t i = 0; i < e->n_revoked; i++) {
        const struct revoked *r = &e->revoked[i];
        if (!r->ended && span_equal(span_of(r->public_key, sizeof r->public_key), public_key)) return true;
    }
    return false;
}

void revoked_note(struct engine *e, struct id member, struct span public_key) {
    if ((public_key.len && public_key.len != sizeof e->revoked->public_key) || revoked_is(e, member, public_key))
        return;
    struct revoked *more = realloc(e->revoked, (e->n_revoked + 1) * sizeof *more);
    if (!more) abort();
    e->revoked = more;
    struct revoked *r = &more[e->n_revoked++];
    *r = (struct revoked){.member = member, .ended = !public_key.len};
    if (public_key.len) memcpy(r->public_key, public_key.data, public_key.len);
    e->revoked_unsaved = true;
}

/* ---- the file ---- */

static bool line_take(struct engine *e, const char *line, size_t len) {
    char hex[ID_HEX + 1] = {0};
    uint8_t key[sizeof e->revoked->public_key];
    struct id member;
    size_t got = 0;
    if (len == 0 || line[0] == '#') return true;
    if (len < ID_HEX + 2 || line[ID_HEX] != ' ') return false;
    memcpy(hex, line, ID_HEX);
    if (!id_parse(hex, &member)) return false;
    const char *rest = line + ID_HEX + 1;
    size_t rest_len = len - ID_HEX - 1;
    bool ended = rest_len == sizeof ended_word - 1 && memcmp(rest, ended_word, rest_len) == 0;
    if (!ended &&
        (rest_len != KEY_HEX || sodium_hex2bin(key, sizeof key, rest, KEY_HEX, NULL, &got, NULL) || got != sizeof key))
        return false;
    revoked_note(e, member, span_of(key, ended ? 0 : sizeof key));
    return true;
}

static int lines_take(struct engine *e, const char *text, size_t len, size_t *line) {
    *line = 0;
    while (len) {
        const char *end = memchr(text, '\n', len);
        size_t n = end ? (size_t)(end - text) : len, past = end ? n + 1 : n;
        ++*line;
        if (!line_take(e, text, n && text[n - 1] == '\r' ? n - 1 : n)) return ERR_CORRUPT;
        text += past;
        len -= past;
    }
    return 0;
}

int revoked_load(struct engine *e, size_t *line) {
    char path[700];
    path_of(e, "revoked", path);
    *line = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return access(path, F_OK) ? 0 : ERR_DENIED;
    char *text = malloc(FILE_MAX);
    if (!text) abort();
    size_t len = 0;
    ssize_t n = 0;
    while (len < FILE_MAX && (n = read(fd, text + len, FILE_MAX - len)) > 0) len += (size_t)n;
    close(fd);
    int err = n < 0 || len == FILE_MAX ? ERR_IO : lines_take(e, text, len, line);
    free(text);
    e->revoked_unsaved = false;
    return err;
}

static int all_write(const struct engine *e, int fd) {
    char line[LINE_BYTES + 1], member[ID_HEX + 1], key[KEY_HEX + 1];
    for (size_t i = 0; i < e->n_revoked; i++) {
        const struct revoked *r = &e->revoked[i];
        id_hex(r->member, member);
        sodium_bin2hex(key, sizeof key, r->public_key, sizeof r->public_key);
        int len = snprintf(line, sizeof line, "%s %s\n", member, r->ended ? ended_word : key);
        if (write(fd, line, (size_t)len) != len) return ERR_FULL;
    }
    return fsync(fd) ? ERR_IO : 0;
}

/* Beside it and then under its name, as half a list would let somebody in. What was joined to it by hand meanwhile is
 * read first. */
int revoked_save(struct engine *e) {
    char path[700], beside[700];
    size_t line;
    if (!e->revoked_unsaved) return 0;
    revoked_load(e, &line); /* a line that cannot be read is told at the next start; the others count */
    e->revoked_unsaved = true;
    path_of(e, "revoked", path);
    path_of(e, "revoked.new", beside);
    int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) return ERR_IO;
    int err = all_write(e, fd);
    if (close(fd) && !err) err = ERR_IO;
    if (!err && rename(beside, path)) err = ERR_IO;
    int dir = err ? -1 : open(e->options.dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (!err && (dir < 0 || fsync(dir))) err = ERR_IO;
    if (dir >= 0) close(dir);
    e->revoked_unsaved = err != 0;
    return err;
}
