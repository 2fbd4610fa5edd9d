/* What the far end says is kept in the post's arena, at once as much as may ever be kept of it, so that an answer that
 * comes in small pieces costs no more than one in a piece. */
#include "post/internal.h"

/* The interim answers (1xx) have heads of their own: the last one counts, but all of them were heard, or a server could
 * send them for ever. */
static void head_begins(struct answer *w) { w->head_len = w->n_lines = 0; }

/* Without what ends it; as in the contract, all that a log or a terminal could stumble over is "?". */
static void line_keep(struct answer *w, const char *line, size_t len) {
    while (len && (line[len - 1] == '\r' || line[len - 1] == '\n')) len--;
    if (len == 0) return;
    for (size_t i = 0; i < len; i++) w->head[w->head_len++] = line[i] >= ' ' && line[i] <= '~' ? line[i] : '?';
    w->head[w->head_len++] = 0;
    w->n_lines++;
}

/* By the line. A line of more than is left is not kept in part: half of a value is another value. */
size_t answer_head(char *line, size_t one, size_t n, void *data) {
    struct post *post = data;
    struct answer *w = &post->answer;
    size_t len = one * n;
    w->is_cut = w->is_cut || len >= POST_ANSWER_HEAD_MAX - w->heard;
    if (w->is_cut) return 0;
    w->heard += len + 1;
    if (!w->head) w->head = arena_alloc(&post->arena, POST_ANSWER_HEAD_MAX);
    if (!post->target.is_mail && len >= 5 && memcmp(line, "HTTP/", 5) == 0) head_begins(w);
    line_keep(w, line, len);
    return len;
}

size_t answer_body(char *bytes, size_t one, size_t n, void *data) {
    struct post *post = data;
    struct answer *w = &post->answer;
    size_t len = one * n, room = POST_ANSWER_BODY_MAX - w->body_len, kept = len < room ? len : room;
    if (!w->body) w->body = arena_alloc(&post->arena, POST_ANSWER_BODY_MAX);
    if (kept) memcpy(w->body + w->body_len, bytes, kept);
    w->body_len += kept;
    w->is_cut = w->is_cut || kept < len;
    return kept;
}

const char **answer_lines(struct arena *a, const struct answer *w) {
    const char **lines = arena_alloc(a, w->n_lines * sizeof *lines);
    const char *line = w->head;
    for (size_t i = 0; i < w->n_lines; i++, line += strlen(line) + 1) lines[i] = line;
    return lines;
}
