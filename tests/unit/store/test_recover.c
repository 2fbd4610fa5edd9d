/* What a store opens with when its log is torn, cut, flipped, repeated, of another life, or ahead of its data. */
#include <fcntl.h>
#include <sys/stat.h>
#include "layers.h"

enum { FRAMES = 20 };

struct tail_end {
    size_t at[FRAMES + 2]; /* of each frame, by its number; then the end */
};

static void path_of(const struct layered *l, const char *file, char path[128]) {
    snprintf(path, 128, "%s/%s", l->dir, file);
}

static int file_of(const struct layered *l, const char *file) {
    char path[128];
    path_of(l, file, path);
    int fd = open(path, O_RDWR);
    assert_true(fd >= 0);
    return fd;
}

/* Frames that LMDB does not hold: nothing is handed over without a tick. */
static void killed_with_a_tail(struct layered *l, struct tail_end *ends) {
    layered_open(l, STORE_LOGGED, "/dev/shm");
    for (uint64_t n = 1; n <= FRAMES; n++) {
        commit_text(l->store, n, "row");
        ends->at[n + 1] = l->store->log.at;
    }
    ends->at[1] = l->store->log.tables.len;
    layered_drop(l);
}

static void holds(struct layered *l, uint64_t rows) {
    struct txn t;
    layered_open_again(l);
    assert_int_equal(txn_begin(l->store, false, &t), 0);
    for (uint64_t n = 1; n <= FRAMES; n++) assert_int_equal(has_text(&t, ONE, KEY(KEY_U64(n)), "row"), n <= rows);
    assert_int_equal(txn_count(&t, ONE), rows);
    txn_abort(&t);
}

static int opens(struct layered *l) {
    struct store *s = NULL;
    int err = store_open(&s, &l->o);
    store_close(s);
    return err;
}

static void flip(const struct layered *l, const char *file, size_t at) {
    uint8_t byte;
    int fd = file_of(l, file);
    assert_int_equal(pread(fd, &byte, 1, (off_t)at), 1);
    byte ^= 0x10;
    assert_int_equal(pwrite(fd, &byte, 1, (off_t)at), 1);
    close(fd);
}

static void a_tail_is_read_back_and_goes_on(void **state) {
    (void)state;
    struct layered l;
    struct tail_end ends;
    killed_with_a_tail(&l, &ends);
    holds(&l, FRAMES);
    assert_int_equal(fill_position(l.store), 0);
    assert_int_equal(l.store->log.at, ends.at[FRAMES + 1]);
    commit_text(l.store, 100, "later");
    layered_drop(&l);
    layered_open_again(&l);
    struct txn t;
    txn_begin(l.store, false, &t);
    assert_true(has_text(&t, ONE, KEY(KEY_U64(100)), "later"));
    assert_int_equal(txn_count(&t, ONE), FRAMES + 1);
    txn_abort(&t);
    layered_remove(&l);
}

/* The last frame was being written: each byte of it may be old. What follows goes in its place. */
static void a_torn_end_is_no_frame(void **state) {
    (void)state;
    struct tail_end ends;
    struct layered first;
    killed_with_a_tail(&first, &ends);
    layered_remove(&first);
    for (size_t at = ends.at[FRAMES]; at < ends.at[FRAMES + 1]; at++) {
        struct layered l;
        killed_with_a_tail(&l, &ends);
        flip(&l, "log.0", at);
        holds(&l, FRAMES - 1);
        commit_text(l.store, FRAMES, "row");
        layered_drop(&l);
        holds(&l, FRAMES);
        layered_remove(&l);
    }
}

static void a_whole_frame_behind_a_bad_one_is_damage(void **state) {
    (void)state;
    struct tail_end ends;
    for (uint64_t n = 1; n <= 3; n++)
        for (size_t i = 0; i < 60; i++) {
            struct layered l;
            killed_with_a_tail(&l, &ends);
            flip(&l, "log.0", n == 3 ? i : ends.at[n * 6] + i); /* 3: of the tables' names */
            assert_int_equal(opens(&l), ERR_CORRUPT);
            layered_remove(&l);
        }
}

/* The bytes of another place in the file, where the next frame would go. */
static void repeat(const struct layered *l, size_t from, size_t len, size_t to) {
    static uint8_t bytes[1 << 16];
    int fd = file_of(l, "log.0");
    assert_int_equal(pread(fd, bytes, len, (off_t)from), len);
    assert_int_equal(pwrite(fd, bytes, len, (off_t)to), len);
    close(fd);
}

static void a_frame_that_stands_there_twice_counts_once(void **state) {
    (void)state;
    struct tail_end ends;
    for (uint64_t n = 1; n <= FRAMES; n++) {
        struct layered l;
        killed_with_a_tail(&l, &ends);
        repeat(&l, ends.at[n], ends.at[n + 1] - ends.at[n], ends.at[FRAMES + 1]);
        holds(&l, FRAMES);
        layered_remove(&l);
    }
}

static void cut_short_it_ends_there(void **state) {
    (void)state;
    struct tail_end ends;
    struct layered l;
    static const uint8_t zeroes[1 << 16];
    killed_with_a_tail(&l, &ends);
    int fd = file_of(&l, "log.0");
    assert_true(pwrite(fd, zeroes, sizeof zeroes, (off_t)ends.at[7] + 3) > 0);
    close(fd);
    holds(&l, 6);
    layered_remove(&l);
}

/* Frames of one size, in files that were begun anew: behind the last new one stands a whole old one. */
static void an_old_frame_behind_the_last_one_is_none(void **state) {
    (void)state;
    struct layered l;
    layered_open(&l, STORE_LOGGED, "/dev/shm");
    uint64_t n = 0;
    for (int file = 0; file < 6; file++) {
        for (int i = 0; i < 10 - file; i++) commit_text(l.store, n++, "row");
        assert_int_equal(store_settle(l.store), 0);
    }
    for (int life = 0; life < 3; life++) {
        commit_text(l.store, n++, "row");
        layered_drop(&l);
        layered_open_again(&l);
        struct txn t;
        txn_begin(l.store, false, &t);
        assert_int_equal(txn_count(&t, ONE), n);
        txn_abort(&t);
    }
    layered_remove(&l);
}

/* ---- lives ---- */

static void copy_file(const struct layered *l, const char *from, const char *to) {
    char command[300];
    snprintf(command, sizeof command, "cp '%s/%s' '%s/%s'", l->dir, from, l->dir, to);
    assert_int_equal(system(command), 0);
}

static void a_copy_beside_the_log_of_another_is_what_it_is(void **state) {
    (void)state;
    struct layered l;
    struct txn moment;
    char dir[128];
    layered_open(&l, STORE_LOGGED, "/dev/shm");
    commit_text(l.store, 1, "row");
    assert_int_equal(txn_begin_moment(l.store, &moment), 0);
    for (uint64_t n = 2; n <= FRAMES; n++) commit_text(l.store, n, "row");
    path_of(&l, "copy", dir);
    assert_int_equal(mkdir(dir, 0700), 0);
    assert_int_equal(store_copy(&moment, dir), 0);
    txn_abort(&moment);
    layered_drop(&l);
    copy_file(&l, "copy/data.mdb", "data.mdb");
    holds(&l, 1);
    commit_text(l.store, 2, "row");
    layered_drop(&l);
    holds(&l, 2);
    layered_remove(&l);
}

/* Data that was put back by hand, from before what the log still knows: frames between are nowhere. */
static void data_that_is_older_than_its_log_is_damage(void **state) {
    (void)state;
    struct layered l;
    layered_open(&l, STORE_LOGGED, "/dev/shm");
    copy_file(&l, "data.mdb", "old");
    for (uint64_t n = 1; n <= 6; n++) {
        commit_text(l.store, n, "row");
        assert_int_equal(store_settle(l.store), 0); /* and the other file, each time */
    }
    commit_text(l.store, 7, "row");
    layered_drop(&l);
    copy_file(&l, "old", "data.mdb");
    assert_int_equal(opens(&l), ERR_CORRUPT);
    layered_remove(&l);
}

static void after_a_clean_stop_the_data_is_the_store(void **state) {
    (void)state;
    struct layered l;
    struct tail_end ends;
    char path[128];
    killed_with_a_tail(&l, &ends);
    layered_open_again(&l);
    store_close(l.store);
    for (int i = 0; i < LOG_FILES; i++) {
        snprintf(path, sizeof path, "%s/log.%d", l.dir, i);
        assert_int_equal(unlink(path), 0);
    }
    holds(&l, FRAMES);
    layered_remove(&l);
}

static void a_clean_stop_says_so_in_the_log(void **state) {
    (void)state;
    struct layered l;
    struct tail_end ends;
    struct frame f;
    uint8_t *bytes;
    bool says = false;
    killed_with_a_tail(&l, &ends);
    layered_open_again(&l);
    store_close(l.store);
    layered_open_again(&l);
    for (unsigned int i = 0; i < LOG_FILES; i++) {
        assert_int_equal(log_read(&l.store->log, i, &bytes), 0);
        for (size_t at = 0, len; (len = frame_read(span_of(bytes + at, LOG_BYTES - at), l.store->log.lineage, &f));
             at += len)
            says |= f.kind == FRAME_CLOSED && f.number == FRAMES;
        free(bytes);
    }
    assert_true(says);
    layered_remove(&l);
}

/* What a daemon that was killed left, read where it lies: the tail too, and nothing is written. */
static void what_was_killed_is_read_without_writing(void **state) {
    (void)state;
    struct layered l;
    struct tail_end ends;
    struct store_options o;
    struct txn t;
    char command[200];
    killed_with_a_tail(&l, &ends);
    snprintf(command, sizeof command, "cd %s && rm lock.mdb && sha256sum * > /dev/shm/sippe-sums-%d", l.dir, getpid());
    assert_int_equal(system(command), 0);
    o = l.o;
    o.copy = true;
    assert_int_equal(store_open(&l.store, &o), 0);
    assert_int_equal(txn_begin(l.store, false, &t), 0);
    assert_int_equal(txn_count(&t, ONE), FRAMES);
    assert_true(has_text(&t, ONE, KEY(KEY_U64(FRAMES)), "row"));
    txn_abort(&t);
    assert_int_equal(txn_begin(l.store, true, &t), ERR_DENIED);
    store_close(l.store);
    snprintf(command, sizeof command, "cd %s && sha256sum --quiet -c /dev/shm/sippe-sums-%d && ! ls lock.mdb 2>&-",
             l.dir, getpid());
    assert_int_equal(system(command), 0);
    snprintf(command, sizeof command, "/dev/shm/sippe-sums-%d", getpid());
    unlink(command);
    l.store = NULL;
    layered_remove(&l);
}

/* ---- bulk ---- */

/* What goes straight into LMDB stands between two frames, and is neither lost nor read over. */
static void a_log_goes_on_behind_a_bulk_commit(void **state) {
    (void)state;
    struct layered l;
    struct txn t;
    layered_open(&l, STORE_LOGGED, "/dev/shm");
    for (uint64_t life = 0; life < 3; life++) {
        uint64_t n = 4 * life;
        commit_text(l.store, n + 1, "frame");
        assert_int_equal(txn_begin_bulk(l.store, &t), 0);
        put_text(&t, ONE, KEY(KEY_U64(n + 1)), "bulk");
        put_text(&t, ONE, KEY(KEY_U64(n + 2)), "bulk");
        assert_int_equal(txn_commit(&t), 0);
        commit_text(l.store, n + 2, "frame");
        commit_text(l.store, n + 3, "frame");
        layered_drop(&l);
        layered_open_again(&l);
        assert_int_equal(txn_begin(l.store, false, &t), 0);
        assert_true(has_text(&t, ONE, KEY(KEY_U64(n + 1)), "bulk"));
        assert_true(has_text(&t, ONE, KEY(KEY_U64(n + 2)), "frame"));
        assert_true(has_text(&t, ONE, KEY(KEY_U64(n + 3)), "frame"));
        assert_int_equal(txn_count(&t, ONE), 3 * (life + 1));
        txn_abort(&t);
    }
    layered_remove(&l);
}

/* ---- tables ---- */

/* Another release: other numbers, and one table less, whose rows nobody wants. */
static void tables_are_known_by_their_names(void **state) {
    (void)state;
    static const char *const turned[] = {"new", "two", "one"}, *const fewer[] = {"two"};
    struct layered l;
    struct txn t;
    layered_open(&l, STORE_LOGGED, "/dev/shm");
    txn_begin(l.store, true, &t);
    put_text(&t, ONE, KEY(KEY_U64(1)), "one");
    put_text(&t, TWO, KEY(KEY_U64(2)), "two");
    assert_int_equal(txn_commit(&t), 0);
    layered_drop(&l);
    l.o.tables = turned;
    l.o.n_tables = 3;
    assert_int_equal(store_open(&l.store, &l.o), 0);
    txn_begin(l.store, false, &t);
    assert_true(has_text(&t, 2, KEY(KEY_U64(1)), "one"));
    assert_true(has_text(&t, 1, KEY(KEY_U64(2)), "two"));
    assert_int_equal(txn_count(&t, 0), 0);
    txn_abort(&t);
    layered_drop(&l);
    l.o.tables = fewer;
    l.o.n_tables = 1;
    assert_int_equal(store_open(&l.store, &l.o), 0);
    txn_begin(l.store, false, &t);
    assert_true(has_text(&t, 0, KEY(KEY_U64(2)), "two"));
    assert_int_equal(txn_count(&t, 0), 1);
    txn_abort(&t);
    layered_remove(&l);
}

/* ---- long tails ---- */

/* More than a file holds, unhanded: each megabyte is a generation of its own. */
static void a_long_tail_comes_in_parts(void **state) {
    (void)state;
    static uint8_t value[100000];
    struct layered l;
    struct txn t;
    layered_open(&l, STORE_LOGGED, "/dev/shm");
    pthread_mutex_lock(&l.store->fill.lock); /* the filler gets nowhere */
    l.store->fill.err = ERR_IO;
    pthread_mutex_unlock(&l.store->fill.lock);
    uint64_t n = 0;
    for (; n < 60; n++) {
        struct key key = KEY(KEY_U64(n));
        t = (struct txn){.store = l.store, .writable = true};
        t.kind = TXN_FRONT;
        t.handle = l.store->base;
        l.store->writes = true;
        memset(value, (int)n, sizeof value);
        txn_put(&t, ONE, &key, span_of(value, sizeof value));
        assert_int_equal(txn_commit(&t), 0);
    }
    assert_true(l.store->log.files[0].last > 0 && l.store->log.files[1].last > 0);
    l.store->fill.n = 0;
    layered_drop(&l);
    l.o.throwaway = true;
    layered_open_again(&l);
    assert_true(l.store->n_generations > 4);
    for (size_t i = 1; i < l.store->n_generations; i++)
        assert_true(l.store->generations[i]->frame_bytes < GENERATION_BYTES + sizeof value * 2);
    assert_int_equal(store_settle(l.store), 0);
    assert_int_equal(l.store->n_generations, 1);
    txn_begin(l.store, false, &t);
    assert_int_equal(txn_count(&t, ONE), n);
    txn_abort(&t);
    layered_remove(&l);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tail_is_read_back_and_goes_on),
        cmocka_unit_test(a_torn_end_is_no_frame),
        cmocka_unit_test(a_whole_frame_behind_a_bad_one_is_damage),
        cmocka_unit_test(a_frame_that_stands_there_twice_counts_once),
        cmocka_unit_test(cut_short_it_ends_there),
        cmocka_unit_test(an_old_frame_behind_the_last_one_is_none),
        cmocka_unit_test(a_copy_beside_the_log_of_another_is_what_it_is),
        cmocka_unit_test(data_that_is_older_than_its_log_is_damage),
        cmocka_unit_test(after_a_clean_stop_the_data_is_the_store),
        cmocka_unit_test(a_clean_stop_says_so_in_the_log),
        cmocka_unit_test(what_was_killed_is_read_without_writing),
        cmocka_unit_test(a_log_goes_on_behind_a_bulk_commit),
        cmocka_unit_test(tables_are_known_by_their_names),
        cmocka_unit_test(a_long_tail_comes_in_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
