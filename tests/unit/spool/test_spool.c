#include "spool_box.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#include "base/err.h"
#include "sys/file.h"

static const int64_t day_ms = 86400000;

static sippe__reply *reply_of(struct box *b, const char *epoch, sippe__code code) {
    sippe__reply *r = NEW(&b->arena, sippe__reply);
    r->status = NEW(&b->arena, sippe__status);
    r->status->code = code;
    r->journal = pb_of(span_text("journal"));
    r->epoch = pb_of(span_text(epoch));
    r->body = pb_of(span_text("what it said"));
    return r;
}

static size_t answer(struct box *b, const char *text, const char *epoch, int64_t at_ms) {
    size_t again;
    assert_int_equal(spool_answer(b->spool, numbered(text), reply_of(b, epoch, CODE_OK), at_ms, &again), 0);
    return again;
}

static void what_was_queued_survives(void **state) {
    struct box *b = *state;
    assert_int_equal(add(b, "one"), 0);
    assert_int_equal(add(b, "two"), 0);
    assert_int_equal(add(b, "one"), 1);
    assert_int_equal(spool_sync(b->spool), 0);
    box_again(b, now);
    assert_int_equal(spool_state(b->spool)->n, 2);
    assert_int_equal(waiting(b), 2);
    struct spool_request r = request_of(b, "two");
    assert_string_equal(r.label, "two");
    assert_string_equal(r.method, "intake.SubmitScreening");
    assert_int_equal(r.queued_ms, now);
    assert_true(span_equal(r.body, span_text("two")));
}

static void what_was_answered_is_not_sent_again(void **state) {
    struct box *b = *state;
    add(b, "one");
    answer(b, "one", "a", now);
    box_again(b, now + day_ms);
    assert_int_equal(waiting(b), 0);
    assert_int_equal(add(b, "one"), 1);
    const struct spool_entry *e = spool_find(spool_state(b->spool), numbered("one"));
    assert_int_equal(e->answered_ms, now);
    const sippe__reply *reply = spool_reply(b->spool, &b->arena, e);
    assert_non_null(reply);
    assert_true(span_equal(span_pb(reply->body), span_text("what it said")));
    assert_false(e->refused);
}

static void a_refusal_is_an_answer(void **state) {
    struct box *b = *state;
    size_t again;
    add(b, "one");
    assert_int_equal(spool_answer(b->spool, numbered("one"), reply_of(b, "a", CODE_FAILED_PRECONDITION), now, &again),
                     0);
    box_again(b, now);
    assert_true(spool_find(spool_state(b->spool), numbered("one"))->refused);
    assert_int_equal(waiting(b), 0);
}

static void a_restored_server_gets_the_last_week_again(void **state) {
    struct box *b = *state;
    add(b, "old");
    add(b, "recent");
    add(b, "new");
    assert_int_equal(answer(b, "old", "a", now), 0);
    assert_int_equal(answer(b, "recent", "a", now + 5 * day_ms), 0);
    assert_int_equal(answer(b, "new", "b", now + 8 * day_ms),
                     1); /* another epoch: only what is not older than a week */
    assert_int_equal(waiting(b), 1);
    const struct spool_entry *e = spool_find(spool_state(b->spool), numbered("recent"));
    assert_true(e->again);
    assert_non_null(spool_reply_before(b->spool, &b->arena, e)); /* her number may be another one now */
    assert_true(span_equal(request_of(b, "recent").body, span_text("recent")));
    box_again(b, now + 8 * day_ms);
    assert_int_equal(waiting(b), 1);
    assert_int_equal(answer(b, "recent", "b", now + 8 * day_ms), 0);
    box_again(b, now + 8 * day_ms);
    assert_int_equal(waiting(b), 0);
}

static void any_reply_tells_of_a_restored_server_once(void **state) {
    struct box *b = *state;
    size_t again;
    add(b, "one");
    answer(b, "one", "a", now);
    assert_int_equal(spool_hear(b->spool, reply_of(b, "a", CODE_OK), now, &again), 0);
    assert_int_equal(again, 0);
    assert_int_equal(spool_hear(b->spool, reply_of(b, "b", CODE_OK), now, &again), 0);
    assert_int_equal(again, 1);
    answer(b, "one", "b", now);
    assert_int_equal(spool_hear(b->spool, reply_of(b, "b", CODE_OK), now, &again), 0);
    assert_int_equal(again, 0);
}

static void old_bodies_are_forgotten_but_not_their_ids(void **state) {
    struct box *b = *state;
    struct span after;
    add(b, "a family that was long ago");
    add(b, "a family that waits");
    answer(b, "a family that was long ago", "a", now);
    box_again(b, now + 8 * day_ms);
    box_again(b, now + 8 * day_ms);
    assert_int_equal(file_read(&b->arena, b->path, 1 << 20, &after), 0);
    assert_null(memmem(after.data, after.len, "long ago", 8));
    assert_string_equal(request_of(b, "a family that waits").label, "a family that waits");
    size_t frames = 2 * (SPOOL_HEAD + seal_size(64)); /* of what is known, and of what waits */
    assert_in_range(after.len, SPOOL_MAGIC_LEN + 1, SPOOL_MAGIC_LEN + frames + SEAL_PAD);
    assert_int_equal(add(b, "a family that was long ago"), 1);
    assert_int_equal(waiting(b), 1);
}

/* ---- damage ---- */

/* The content of a closed spool of three, in an arena that outlives its tests. */
static struct span three(struct box *b, struct arena *keep) {
    struct span whole;
    add(b, "one");
    add(b, "two");
    add(b, "six");
    spool_close(b->spool);
    b->spool = NULL;
    arena_init(keep);
    assert_int_equal(file_read(keep, b->path, 1 << 20, &whole), 0);
    return whole;
}

/* Of each: their texts are equally long. */
static size_t frame_len(struct span whole) { return (whole.len - SPOOL_MAGIC_LEN) / 3; }

static void reopen(struct box *b, const uint8_t *data, size_t len, struct spool_mended *m) {
    spool_close(b->spool);
    b->spool = NULL;
    assert_int_equal(file_write(b->path, span_of(data, len), 0600), 0);
    *m = (struct spool_mended){0};
    assert_int_equal(box_open(b, now, m), 0);
}

/* A crash may tear the last write at any byte: what was whole before it stays, the rest is cut, and it can be gone on
 * with. */
static void a_torn_end_is_cut_at_every_byte(void **state) {
    struct box *b = *state;
    struct arena keep;
    struct spool_mended m;
    struct span whole = three(b, &keep);
    for (size_t len = 0; len < whole.len; len++) {
        size_t frames = len < SPOOL_MAGIC_LEN ? 0 : (len - SPOOL_MAGIC_LEN) / frame_len(whole);
        if (frames > 2) frames = 2;
        size_t torn = len < SPOOL_MAGIC_LEN ? len : len - SPOOL_MAGIC_LEN - frames * frame_len(whole);
        reopen(b, whole.data, len, &m);
        assert_null(m.aside);
        assert_int_equal(m.damage.cut, torn);
        assert_int_equal(waiting(b), frames);
        assert_int_equal(add(b, "another"), 0);
        box_again(b, now);
        assert_int_equal(waiting(b), frames + 1);
    }
    arena_close(&keep);
}

static void aside_is_whole(struct box *b, const char *aside, const uint8_t *data, size_t len) {
    struct span kept;
    assert_non_null(aside);
    assert_int_equal(file_read(&b->arena, aside, 1 << 20, &kept), 0);
    assert_true(span_equal(kept, span_of(data, len)));
    assert_int_equal(unlink(aside), 0);
}

/* Whatever byte is lost, the two other frames are there, in order; and the file as it was is kept. */
static void a_changed_byte_costs_its_own_frame(void **state) {
    struct box *b = *state;
    struct arena keep;
    struct spool_mended m;
    static const char *const names[] = {"one", "two", "six"};
    struct span whole = three(b, &keep);
    for (size_t i = 0; i < whole.len; i++) {
        size_t hit = i < SPOOL_MAGIC_LEN ? 3 : (i - SPOOL_MAGIC_LEN) / frame_len(whole);
        uint8_t *copy = arena_copy(&keep, whole.data, whole.len);
        copy[i] ^= 0x20;
        reopen(b, copy, whole.len, &m);
        assert_int_equal(m.damage.cut, 0);
        assert_int_equal(m.damage.lost, hit < 3);
        assert_int_equal(waiting(b), hit < 3 ? 2 : 3);
        for (size_t k = 0; k < 3; k++)
            if (k != hit) assert_true(span_equal(request_of(b, names[k]).body, span_text(names[k])));
        aside_is_whole(b, m.aside, copy, whole.len);
        box_again(b, now);
        assert_int_equal(waiting(b), hit < 3 ? 2 : 3);
    }
    arena_close(&keep);
}

/* Bytes that are missing or too many move all that follows: the next frame is found where it begins. */
static void missing_and_added_bytes_cost_one_frame(void **state) {
    struct box *b = *state;
    struct arena keep;
    struct spool_mended m;
    struct span whole = three(b, &keep);
    size_t second = SPOOL_MAGIC_LEN + frame_len(whole) + 5;
    for (size_t n = 1; n < frame_len(whole) - 5; n++) {
        uint8_t *copy = arena_alloc(&keep, whole.len + n);
        memcpy(copy, whole.data, second);
        memcpy(copy + second, whole.data + second + n, whole.len - second - n);
        reopen(b, copy, whole.len - n, &m);
        assert_int_equal(waiting(b), 2);
        aside_is_whole(b, m.aside, copy, whole.len - n);
        memset(copy + second, 0xf5, n);
        memcpy(copy + second + n, whole.data + second, whole.len - second);
        reopen(b, copy, whole.len + n, &m);
        assert_int_equal(waiting(b), 2);
        aside_is_whole(b, m.aside, copy, whole.len + n);
    }
    arena_close(&keep);
}

/* On a disk that has room for nothing the damaged file is left as it is, and mended once there is room. */
static void a_full_disk_leaves_the_damaged_file(void **state) {
    struct box *b = *state;
    struct arena keep;
    struct spool_mended m;
    struct span whole = three(b, &keep), after;
    uint8_t *copy = arena_copy(&keep, whole.data, whole.len);
    struct rlimit old, none = {0};
    copy[SPOOL_MAGIC_LEN + SPOOL_HEAD + 2] ^= 1;
    assert_int_equal(file_write(b->path, span_of(copy, whole.len), 0600), 0);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    none.rlim_max = old.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    int rc = box_open(b, now, &m);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_true(rc < 0);
    assert_int_equal(file_read(&keep, b->path, 1 << 20, &after), 0);
    assert_true(span_equal(after, span_of(copy, whole.len)));
    assert_int_equal(box_open(b, now, &m), 0);
    assert_int_equal(waiting(b), 2);
    aside_is_whole(b, m.aside, copy, whole.len);
    arena_close(&keep);
}

static size_t bytes_of(struct box *b) {
    struct span file;
    assert_int_equal(spool_flush(b->spool), 0);
    assert_int_equal(file_read(&b->arena, b->path, 1 << 20, &file), 0);
    return file.len;
}

static void what_is_dropped_leaves_nothing(void **state) {
    struct box *b = *state;
    struct span file;
    add(b, "a family that stays");
    size_t stays = bytes_of(b) - SPOOL_MAGIC_LEN;
    add(b, "a family that goes");
    size_t both = bytes_of(b);
    answer(b, "a family that stays", "a", now);
    stays += bytes_of(b) - both; /* its answer */
    for (size_t i = 0; i < 2; i++) spool_state(b->spool)->list[i].drop = true;
    assert_int_equal(spool_drop(b->spool), 0);
    assert_int_equal(spool_state(b->spool)->n, 1); /* what was answered is no longer anybody's to drop */
    assert_int_equal(file_read(&b->arena, b->path, 1 << 20, &file), 0);
    assert_int_equal(file.len, SPOOL_MAGIC_LEN + stays);
    assert_int_equal(add(b, "a family that goes"), 0);
    box_again(b, now);
    assert_int_equal(waiting(b), 1);
}

static void another_run_is_kept_out(void **state) {
    struct box *b = *state;
    struct spool *other = NULL;
    struct arena a;
    arena_init(&a);
    assert_int_equal(spool_open(&other, &a, &(struct spool_place){b->path, box_key(), now}, NULL), ERR_BUSY);
    arena_close(&a);
}

static void what_is_no_spool_is_left_alone(void **state) {
    struct box *b = *state;
    struct span text;
    spool_close(b->spool);
    b->spool = NULL;
    assert_int_equal(file_write(b->path, span_text("my shopping list\n"), 0600), 0);
    assert_int_equal(box_open(b, now, NULL), ERR_INVALID);
    assert_int_equal(file_read(&b->arena, b->path, 100, &text), 0);
    assert_int_equal(text.len, strlen("my shopping list\n"));
}

/* What was found is left as it was. */
static void left_alone(struct box *b, struct span file, const struct key_pair *key, int rc, struct spool_mended *m) {
    struct spool *none = NULL;
    struct span after;
    assert_int_equal(file_write(b->path, file, 0600), 0);
    assert_int_equal(spool_open(&none, &b->arena, &(struct spool_place){b->path, key, now}, m), rc);
    assert_int_equal(file_read(&b->arena, b->path, 1 << 20, &after), 0);
    assert_true(span_equal(after, file));
}

/* Nobody reads it who has the file and not the key: neither what was queued, nor what was answered. */
static void nothing_in_it_is_in_the_clear(void **state) {
    struct box *b = *state;
    struct span file;
    add(b, "Anne Gagnon 514 555-0142");
    answer(b, "Anne Gagnon 514 555-0142", "a", now);
    box_again(b, now);
    assert_int_equal(file_read(&b->arena, b->path, 1 << 20, &file), 0);
    struct id id = numbered("Anne Gagnon 514 555-0142");
    assert_null(memmem(file.data, file.len, "Gagnon", 6));
    assert_null(memmem(file.data, file.len, "SubmitScreening", 15));
    assert_null(memmem(file.data, file.len, id.bytes, ID_LEN));
    assert_non_null(spool_reply(b->spool, &b->arena, spool_find(spool_state(b->spool), id)));
}

static void what_was_queued_under_a_key_opens_for_no_other(void **state) {
    struct box *b = *state;
    struct arena keep;
    struct spool_mended m;
    struct key_pair other = *box_key();
    char mine[KEY_FINGERPRINT_LEN + 1];
    struct span whole = three(b, &keep);
    other.public_key[0] ^= 1;
    other.secret_key[0] ^= 1;
    key_fingerprint(box_key()->public_key, mine);
    left_alone(b, whole, &other, ERR_DENIED, &m);
    assert_string_equal(m.others_key, mine);
    reopen(b, whole.data, whole.len, &m);
    assert_int_equal(waiting(b), 3);
    arena_close(&keep);
}

/* The name of the key is damaged, and the frames are ours: it is mended like any damage. */
static void a_damaged_name_of_the_key_is_not_another_key(void **state) {
    struct box *b = *state;
    struct arena keep;
    struct spool_mended m;
    struct span whole = three(b, &keep);
    uint8_t *copy = arena_copy(&keep, whole.data, whole.len);
    copy[sizeof SPOOL_MAGIC] ^= 1;
    reopen(b, copy, whole.len, &m);
    assert_int_equal(waiting(b), 3);
    assert_null(m.others_key);
    aside_is_whole(b, m.aside, copy, whole.len);
    arena_close(&keep);
}

static void an_unsealed_spool_is_left_to_the_release_that_wrote_it(void **state) {
    struct box *b = *state;
    struct spool_mended m;
    spool_close(b->spool);
    b->spool = NULL;
    left_alone(b, span_text("sippe-spool-2\n"), box_key(), ERR_VERSION, &m);
    left_alone(b, span_text("sippe-spool-2\n\xf5SP\xfa and a frame"), box_key(), ERR_VERSION, &m);
}

static void ids_follow_from_key_content_and_attempt(void **state) {
    (void)state;
    struct spool_key key, other;
    struct key_pair pair = *box_key();
    spool_key_make(&pair, &key);
    pair.secret_key[31] ^= 1; /* whoever knows all but the secret */
    spool_key_make(&pair, &other);
    struct id one = spool_request_id(&key, span_text("x"), "E-1", 0);
    assert_true(id_equal(one, spool_request_id(&key, span_text("x"), "E-1", 0)));
    assert_false(id_equal(one, spool_request_id(&other, span_text("x"), "E-1", 0)));
    assert_false(id_equal(one, spool_request_id(&key, span_text("y"), "E-1", 0)));
    assert_false(id_equal(one, spool_request_id(&key, span_text("x"), "E-2", 0)));
    assert_false(id_equal(one, spool_request_id(&key, span_text("x"), "E-1", 1)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_was_queued_survives),
        TEST(what_was_answered_is_not_sent_again),
        TEST(a_refusal_is_an_answer),
        TEST(a_restored_server_gets_the_last_week_again),
        TEST(any_reply_tells_of_a_restored_server_once),
        TEST(old_bodies_are_forgotten_but_not_their_ids),
        TEST(a_torn_end_is_cut_at_every_byte),
        TEST(a_changed_byte_costs_its_own_frame),
        TEST(missing_and_added_bytes_cost_one_frame),
        TEST(a_full_disk_leaves_the_damaged_file),
        TEST(what_is_dropped_leaves_nothing),
        TEST(another_run_is_kept_out),
        TEST(what_is_no_spool_is_left_alone),
        TEST(nothing_in_it_is_in_the_clear),
        TEST(what_was_queued_under_a_key_opens_for_no_other),
        TEST(a_damaged_name_of_the_key_is_not_another_key),
        TEST(an_unsealed_spool_is_left_to_the_release_that_wrote_it),
        TEST(ids_follow_from_key_content_and_attempt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
