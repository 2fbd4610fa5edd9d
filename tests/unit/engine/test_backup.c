/* Backups: held, copied, finished; and what a restore leaves. */
#include "rig.h"

#include "engine/copy.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define RIG(r)                                                                                                         \
    struct rig r;                                                                                                      \
    rig_open(&r, &tally_counts)

static void copy_file(struct rig *r, const char *from, const char *to) {
    if (system(arena_printf(&r->arena, "cp '%s' '%s'", from, to))) abort();
}

/* ---- restore ---- */

static const struct id restore_epoch = {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}};

static bool note_is_there(struct rig *r) { return access(arena_printf(&r->arena, "%s/restored", r->dir), F_OK) == 0; }

static void bytes_write(struct rig *r, struct span bytes) {
    FILE *f = fopen(arena_printf(&r->arena, "%s/restored", r->dir), "w");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes.data, 1, bytes.len, f), bytes.len);
    fclose(f);
}

static node__restored *note_make(struct rig *r, const node__standing *at) {
    node__restored *n = NEW(&r->arena, node__restored);
    n->cut = "nightly";
    n->epoch = id_field(&r->arena, restore_epoch);
    n->seq = at->seq;
    n->chain = at->chain;
    n->stood_seq = at->seq + 7;
    APPEND(&r->arena, n, journals, "intake");
    APPEND(&r->arena, n, journals, "scheduling");
    return n;
}

static node__standing *standing_of(struct rig *r) {
    node__standing *s = NEW(&r->arena, node__standing);
    s->seq = r->engine->seq;
    s->chain = id_field(&r->arena, id_of((ProtobufCBinaryData){ID_LEN, r->engine->chain}));
    return s;
}

static size_t records_of(struct rig *r, const char *type) {
    node__list_records_request *in = NEW(&r->arena, node__list_records_request);
    in->limit = 200;
    sippe__reply *reply = rig_call(r, "operator", rig_request_id(r), "node.ListRecords", &in->base);
    node__list_records_reply *list = UNPACK(&r->arena, node__list_records_reply, span_pb(reply->body), MESSAGE_STRICT);
    size_t n = 0;
    for (size_t i = 0; i < list->n_records; i++) n += strcmp(list->records[i]->type, type) == 0;
    return n;
}

/* A new epoch at once, a record in the first turn, before what was waiting; then the note is gone. Found again, by a
 * crash before it was removed, it says nothing new. */
static void a_restore_is_a_record_once(void **state) {
    (void)state;
    RIG(r);
    char fault[200];
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    struct span note = message_pack(&r.arena, &note_make(&r, standing_of(&r))->base);
    bytes_write(&r, note);
    assert_int_equal(rig_reopen(&r), 0);
    assert_true(id_equal(r.engine->epoch, restore_epoch));
    assert_true(note_is_there(&r));
    assert_int_equal(rig_reopen(&r), 0); /* died before its first turn */
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    assert_false(note_is_there(&r));
    assert_int_equal(records_of(&r, "sippe.node.Restored"), 1);
    struct view v = {r.engine, &r.arena, &r.engine->snapshot};
    assert_string_equal(journal_read(&v, 2)->type, "sippe.node.Restored");
    bytes_write(&r, note);
    assert_int_equal(rig_reopen(&r), 0);
    assert_false(note_is_there(&r));
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    assert_int_equal(records_of(&r, "sippe.node.Restored"), 1);
    assert_true(id_equal(r.engine->epoch, restore_epoch));
    node__get_status_reply *status = rig_status(&r);
    assert_string_equal(status->restored_cut, "nightly");
    assert_true(status->unreviewed);
    assert_int_equal(engine_verify(r.engine, rig_folder(&r, "verify"), fault), 0);
    rig_close(&r);
}

/* What cannot be written must not be passed over: the first turn fails, and the next life begins with it again. */
static void a_restore_that_cannot_be_written_stops_the_daemon(void **state) {
    (void)state;
    RIG(r);
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    bytes_write(&r, message_pack(&r.arena, &note_make(&r, standing_of(&r))->base));
    assert_int_equal(rig_reopen(&r), 0);
    r.commit_fails = 1;
    assert_int_not_equal(engine_turn(r.engine, r.now_ms, rig_boot_ms(&r)), 0);
    assert_true(note_is_there(&r));
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(records_of(&r, "sippe.node.Restored"), 1);
    rig_close(&r);
}

static void a_note_that_cannot_be_is_refused(void **state) {
    (void)state;
    for (int what = 0; what < 6; what++) {
        RIG(r);
        assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
        node__restored *n = note_make(&r, standing_of(&r));
        if (what == 0) n->cut = "";
        if (what == 1) n->epoch.len = 3;
        if (what == 2) n->seq++; /* the copy never came into its place: what stands here is another store */
        if (what == 3) n->chain = n->epoch;
        struct span bytes = message_pack(&r.arena, &n->base);
        if (what == 4) bytes.len = 0;
        if (what == 5) bytes.len -= 3;
        bytes_write(&r, bytes);
        assert_int_equal(rig_reopen(&r), ERR_CORRUPT);
        assert_true(note_is_there(&r)); /* it stays until a good one is there */
        rig_close(&r);
    }
}

static int settle(struct rig *r, const char *who, struct id record, bool dropped, const char *reason) {
    node__settle_lost_request *in = NEW(&r->arena, node__settle_lost_request);
    in->record_id = id_field(&r->arena, record);
    in->dropped = dropped;
    in->reason = reason;
    return rig_reason(rig_call(r, who, rig_request_id(r), "node.SettleLost", &in->base));
}

static int review(struct rig *r) {
    node__review_restore_request *in = NEW(&r->arena, node__review_restore_request);
    return rig_reason(rig_call(r, "operator", rig_request_id(r), "node.ReviewRestore", &in->base));
}

static void what_was_lost_is_settled_by_people(void **state) {
    (void)state;
    RIG(r);
    char fault[200];
    struct id lost = {{9}};
    assert_int_equal(settle(&r, "operator", lost, false, ""), REASON_NOT_FOUND);
    assert_int_equal(review(&r), REASON_NOT_FOUND);
    bytes_write(&r, message_pack(&r.arena, &note_make(&r, standing_of(&r))->base));
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(settle(&r, "desk", lost, false, ""), REASON_NOT_ALLOWED);
    assert_int_equal(settle(&r, "operator", lost, true, ""), REASON_FIELDS_INVALID); /* why? */
    assert_int_equal(settle(&r, "operator", lost, true, "déjà refait"), 0);
    node__get_restore_request *ask = NEW(&r.arena, node__get_restore_request);
    sippe__reply *reply = rig_call(&r, "operator", rig_request_id(&r), "node.GetRestore", &ask->base);
    node__get_restore_reply *got = UNPACK(&r.arena, node__get_restore_reply, span_pb(reply->body), MESSAGE_STRICT);
    assert_string_equal(got->cut, "nightly");
    assert_false(got->reviewed);
    assert_int_equal(got->n_settled, 1);
    assert_true(got->settled[0]->dropped);
    assert_int_equal(review(&r), 0);
    assert_false(rig_status(&r)->unreviewed);
    assert_int_equal(review(&r), REASON_MOVE_ILLEGAL);
    assert_int_equal(engine_verify(r.engine, rig_folder(&r, "verify"), fault), 0);
    rig_close(&r);
}

/* ---- backup ---- */

static int hold(struct rig *r, const char *cut) {
    node__hold_following_request *in = NEW(&r->arena, node__hold_following_request);
    in->cut = cut;
    return rig_reason(rig_call(r, "operator", rig_request_id(r), "node.HoldFollowing", &in->base));
}

static int finish(struct rig *r, const char *cut) {
    node__finish_backup_request *in = NEW(&r->arena, node__finish_backup_request);
    in->cut = cut;
    in->manifest = "{}";
    return rig_reason(rig_call(r, "operator", rig_request_id(r), "node.FinishBackup", &in->base));
}

static struct id ask_backup(struct rig *r, struct id id, const char *cut) {
    node__backup_request *in = NEW(&r->arena, node__backup_request);
    in->cut = cut;
    assert_int_equal(rig_push(r, 1, "operator", rig_request(r, id, "node.Backup", &in->base)), 0);
    rig_turn(r, 0);
    return id;
}

static sippe__reply *run_jobs(struct rig *r, struct id id) {
    struct engine_job *job = engine_take_jobs(r->engine);
    assert_non_null(job);
    assert_null(job->next);
    job->run(job);
    engine_job_done(r->engine, job, r->now_ms);
    return rig_reply(r, id);
}

static node__backup_reply *backup_reply(struct rig *r, const sippe__reply *reply) {
    assert_non_null(reply);
    assert_int_equal(rig_reason(reply), 0);
    return UNPACK(&r->arena, node__backup_reply, span_pb(reply->body), MESSAGE_STRICT);
}

static void a_backup_is_whole_and_restores(void **state) {
    (void)state;
    RIG(r);
    char fault[200];
    for (int i = 0; i < 20; i++) assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    assert_int_equal(hold(&r, "nightly"), 0);
    for (int i = 0; i < 2; i++) assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0); /* a hold holds no command */
    struct id id = ask_backup(&r, rig_request_id(&r), "nightly");
    assert_null(rig_reply(&r, id));
    for (int i = 0; i < 5; i++) assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0); /* it goes on meanwhile */
    node__backup_reply *done = backup_reply(&r, run_jobs(&r, id));
    assert_int_equal(done->standing->seq, 22); /* the moment is that of the turn, not of the thread */
    assert_true(done->bytes > 4096);
    for (int i = 0; i < 7; i++) assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    engine_close(r.engine);
    r.engine = NULL;
    copy_file(&r, arena_printf(&r.arena, "%s/data.mdb", done->path), arena_printf(&r.arena, "%s/data.mdb", r.dir));
    bytes_write(&r, message_pack(&r.arena, &note_make(&r, done->standing)->base));
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(rig_get(&r, "x")->total, 22);
    assert_int_equal(engine_verify(r.engine, rig_folder(&r, "verify"), fault), 0);
    rig_close(&r);
}

/* The keys go with the store, and after it: what is given between the moment and the copy is in it as well. */
static void the_keys_are_beside_the_copy(void **state) {
    (void)state;
    RIG(r);
    struct vault_seen seen;
    uint8_t digest[COPY_DIGEST_LEN];
    uint64_t slot;
    struct id late = {{7}};
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    assert_int_equal(hold(&r, "one"), 0);
    struct id id = ask_backup(&r, rig_request_id(&r), "one");
    uint64_t before = vault_counts(r.engine->vault).slots;
    while (vault_counts(r.engine->vault).slots == before) {
        late.bytes[1] = (uint8_t)(late.bytes[1] + 1);
        late.bytes[2] = (uint8_t)(late.bytes[2] + !late.bytes[1]);
        assert_int_equal(vault_give(r.engine->vault, late, &slot), 0);
    }
    node__backup_reply *done = backup_reply(&r, run_jobs(&r, id));
    assert_int_equal(vault_look(arena_printf(&r.arena, "%s/vault", done->path), &seen), 0);
    assert_true(id_equal(seen.journal, r.engine->journal));
    assert_true(seen.slots >= slot);
    assert_int_equal(copy_digest(done->path, "vault", digest), 0);
    assert_true(span_equal(span_pb(done->vault_digest), span_of(digest, sizeof digest)));
    rig_close(&r);
}

/* Without its hold a copy proves nothing about the others: none, another cut's, one that ran out, one that was used. */
static void no_copy_without_its_hold(void **state) {
    (void)state;
    RIG(r);
    struct id id = ask_backup(&r, rig_request_id(&r), "one");
    assert_int_equal(rig_reason(rig_reply(&r, id)), REASON_HOLD_ENDED);
    assert_int_equal(hold(&r, "two"), 0);
    id = ask_backup(&r, rig_request_id(&r), "one");
    assert_int_equal(rig_reason(rig_reply(&r, id)), REASON_HOLD_ENDED);
    assert_int_equal(hold(&r, "one"), 0);
    rig_turn(&r, 5000);
    id = ask_backup(&r, rig_request_id(&r), "one");
    assert_int_equal(rig_reason(rig_reply(&r, id)), REASON_HOLD_ENDED);
    assert_int_equal(hold(&r, "one"), 0);
    id = ask_backup(&r, rig_request_id(&r), "one");
    assert_non_null(backup_reply(&r, run_jobs(&r, id)));
    id = ask_backup(&r, rig_request_id(&r), "one");
    assert_int_equal(rig_reason(rig_reply(&r, id)), REASON_HOLD_ENDED);
    rig_close(&r);
}

/* What comes in a hold is not taken, alone or together, and is asked for again as soon as the copy's moment is there. */
static void a_hold_takes_no_feed(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    rig_tell(&r, &p, "x", 1);
    assert_int_equal(hold(&r, "one"), 0);
    struct rig_producer before = p;
    rig_tell(&r, &p, "x", 1);
    assert_int_equal(rig_get(&r, "x")->echoes, 1);
    assert_int_equal(rig_status(&r)->followed[0]->n, 1);
    p = before;
    struct id id = ask_backup(&r, rig_request_id(&r), "one");
    node__backup_reply *done = backup_reply(&r, run_jobs(&r, id));
    assert_int_equal(done->standing->n_followed, 1);
    assert_string_equal(done->standing->followed[0]->journal, "intake");
    assert_int_equal(done->standing->followed[0]->position->n, 1);
    assert_true(engine_wake_ms(r.engine) <= r.now_ms || rig_outs(&r));
    rig_tell(&r, &p, "x", 1);
    assert_int_equal(rig_get(&r, "x")->echoes, 2);
    assert_int_equal(hold(&r, "two"), 0);
    rig_wait(&r, 6000); /* run out: all as before */
    rig_tell(&r, &p, "x", 1);
    assert_int_equal(rig_get(&r, "x")->echoes, 3);
    rig_close(&r);
}

static int add_told(struct rig *r, const char *name) {
    tally__add_request *in = rig_adding(r, name, 1);
    in->tell = id_field(&r->arena, rig_organization);
    return rig_add(r, in);
}

/* A partner's program stands past the cut: it is told where the history is still the one that it read. */
static void a_partner_is_told_where_to_begin(void **state) {
    (void)state;
    RIG(r);
    const char *stream = arena_printf(&r.arena, "partner:%s", id_text(&r.arena, rig_organization));
    assert_int_equal(add_told(&r, "a"), 0);
    sippe__feed *kept = rig_fetch(&r, 3, "partner", stream, NULL, 0);
    assert_int_equal(kept->n_records, 1);
    assert_int_equal(hold(&r, "one"), 0);
    struct id id = ask_backup(&r, rig_request_id(&r), "one");
    node__backup_reply *done = backup_reply(&r, run_jobs(&r, id));
    for (int i = 0; i < 2; i++) assert_int_equal(add_told(&r, "b"), 0);
    sippe__feed *lost = rig_fetch(&r, 3, "partner", stream, kept->next, 0);
    assert_int_equal(lost->n_records, 2);
    engine_close(r.engine);
    r.engine = NULL;
    copy_file(&r, arena_printf(&r.arena, "%s/data.mdb", done->path), arena_printf(&r.arena, "%s/data.mdb", r.dir));
    bytes_write(&r, message_pack(&r.arena, &note_make(&r, done->standing)->base));
    assert_int_equal(rig_reopen(&r), 0);
    for (int i = 0; i < 3; i++) assert_int_equal(add_told(&r, "c"), 0);
    sippe__feed *told = rig_fetch(&r, 3, "partner", stream, lost->next, 0);
    assert_true(told->forked);
    assert_non_null(told->begin);
    assert_int_equal(told->begin->n, 1);
    sippe__feed *on = rig_fetch(&r, 3, "partner", stream, told->begin, 0);
    assert_false(on->forked);
    assert_int_equal(on->n_records, 3);
    rig_close(&r);
}

/* A repeat waits for the same copy, and gets its answer; a whole cut's name is used once, and one without its manifest
 * is made anew; one copy at a time. */
static void backups_are_made_once(void **state) {
    (void)state;
    RIG(r);
    assert_int_equal(finish(&r, "one"), REASON_NOT_FOUND);
    assert_int_equal(hold(&r, "one"), 0);
    struct id first = ask_backup(&r, rig_request_id(&r), "one"), again = ask_backup(&r, first, "one");
    assert_null(rig_reply(&r, again));
    struct id second = ask_backup(&r, rig_request_id(&r), "two");
    assert_int_equal(rig_reason(rig_reply(&r, second)), REASON_WINDOW_FULL);
    node__backup_reply *done = backup_reply(&r, run_jobs(&r, first));
    assert_int_equal(rig_outs(&r), 1);
    ask_backup(&r, first, "one");
    assert_string_equal(backup_reply(&r, rig_reply(&r, first))->path, done->path);
    assert_null(engine_take_jobs(r.engine));
    assert_int_equal(hold(&r, "one"), 0);
    struct id anew = ask_backup(&r, rig_request_id(&r), "one");
    assert_non_null(backup_reply(&r, run_jobs(&r, anew)));
    assert_int_equal(finish(&r, "one"), 0);
    assert_int_equal(finish(&r, "one"), REASON_DUPLICATE);
    assert_int_equal(hold(&r, "one"), REASON_DUPLICATE);
    struct id taken = ask_backup(&r, rig_request_id(&r), "one");
    assert_int_equal(rig_reason(rig_reply(&r, taken)), REASON_DUPLICATE);
    static const char *const bad[] = {
        "", "../x", "A", "a b", "a/b", ".", "0123456789012345678901234567890123456789012345678901234567890123"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct id id = ask_backup(&r, rig_request_id(&r), bad[i]);
        assert_int_equal(rig_reason(rig_reply(&r, id)), REASON_NAME_INVALID);
    }
    assert_non_null(rig_status(&r)); /* no later query is taken for the one that waits */
    rig_close(&r);
}

/* What cannot be written leaves nothing under the name, and the next attempt is free. */
static void a_failed_backup_leaves_nothing(void **state) {
    (void)state;
    RIG(r);
    char *file = arena_printf(&r.arena, "%s/backup", r.dir);
    FILE *f = fopen(file, "w"); /* where the folder should be */
    assert_non_null(f);
    fclose(f);
    assert_int_equal(hold(&r, "one"), 0);
    struct id id = ask_backup(&r, rig_request_id(&r), "one");
    assert_int_equal(rig_reason(run_jobs(&r, id)), REASON_BACKUP_FAILED);
    unlink(file);
    mkdir(file, 0700);
    mkdir(arena_printf(&r.arena, "%s/.one.part", file), 0700); /* died in the middle once */
    copy_file(&r, "/etc/hostname", arena_printf(&r.arena, "%s/.one.part/data.mdb", file));
    assert_int_equal(hold(&r, "one"), 0);
    id = ask_backup(&r, rig_request_id(&r), "one");
    assert_non_null(backup_reply(&r, run_jobs(&r, id)));
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_restore_is_a_record_once),
        cmocka_unit_test(a_restore_that_cannot_be_written_stops_the_daemon),
        cmocka_unit_test(what_was_lost_is_settled_by_people),
        cmocka_unit_test(a_note_that_cannot_be_is_refused),
        cmocka_unit_test(a_backup_is_whole_and_restores),
        cmocka_unit_test(the_keys_are_beside_the_copy),
        cmocka_unit_test(no_copy_without_its_hold),
        cmocka_unit_test(a_hold_takes_no_feed),
        cmocka_unit_test(a_partner_is_told_where_to_begin),
        cmocka_unit_test(backups_are_made_once),
        cmocka_unit_test(a_failed_backup_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
