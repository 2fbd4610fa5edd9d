#include "spool_box.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct key_pair *box_key(void) {
    static const struct key_pair pair = {.public_key = "the public half", .secret_key = "the secret half"};
    return &pair;
}

int box_open(struct box *b, int64_t at_ms, struct spool_mended *mended) {
    arena_reset(&b->arena);
    return spool_open(&b->spool, &b->arena, &(struct spool_place){b->path, box_key(), at_ms}, mended);
}

void box_again(struct box *b, int64_t at_ms) {
    spool_close(b->spool);
    b->spool = NULL;
    assert_int_equal(box_open(b, at_ms, NULL), 0);
}

int box_setup(void **state) {
    struct box *b = calloc(1, sizeof *b);
    memcpy(b->folder, "/tmp/sippe-spool-XXXXXX", sizeof "/tmp/sippe-spool-XXXXXX");
    assert_non_null(mkdtemp(b->folder));
    snprintf(b->path, sizeof b->path, "%s/desk", b->folder);
    arena_init(&b->arena);
    assert_int_equal(box_open(b, now, NULL), 0);
    *state = b;
    return 0;
}

int box_teardown(void **state) {
    struct box *b = *state;
    char lock[100];
    spool_close(b->spool);
    snprintf(lock, sizeof lock, "%s.lock", b->path);
    unlink(lock);
    unlink(b->path);
    rmdir(b->folder);
    arena_close(&b->arena);
    free(b);
    return 0;
}

struct id numbered(const char *text) {
    struct spool_key key;
    spool_key_make(box_key(), &key);
    return spool_request_id(&key, span_text(text), "", 0);
}

int add(struct box *b, const char *text) {
    return spool_add(b->spool, &(struct spool_request){.id = numbered(text),
                                                       .method = "intake.SubmitScreening",
                                                       .body = span_text(text),
                                                       .label = text,
                                                       .queued_ms = now});
}

struct spool_request request_of(struct box *b, const char *text) {
    struct spool_request r = {.label = ""};
    const struct spool_entry *e = spool_find(spool_state(b->spool), numbered(text));
    assert_non_null(e);
    assert_true(spool_request(b->spool, &b->arena, e, &r));
    return r;
}

size_t waiting(struct box *b) {
    size_t n = 0;
    const struct spool_state *s = spool_state(b->spool);
    for (size_t i = 0; i < s->n; i++) n += !s->list[i].answered_ms;
    return n;
}
