/* One commit, what is taken back when it fails, and a piece of work in a commit of its own. */
#include "engine/access/access.h"
#include "engine/erase/erase.h"
#include "engine/turn/turn.h"

/* Where the journal ends, in the same commit: opening reads this row and no record, and a journal that was cut off at
 * its end shows. Its chain is that of the last record. */
static void head_write(struct engine *e) {
    struct key key = KEY(KEY_TEXT("head"));
    struct key head =
        KEY(KEY_U64(e->seq), KEY_ID(id_of((ProtobufCBinaryData){ID_LEN, e->chain})), KEY_I64(e->last_at_ms));
    txn_put(&e->write, TABLE_META, &key, key_span(&head));
}

struct saved turn_save(const struct engine *e) {
    struct saved s = {.seq = e->seq,
                      .last_at_ms = e->last_at_ms,
                      .next_due_ms = e->next_due_ms,
                      .believed = e->believed,
                      .access = e->access,
                      .n_out = e->n_out};
    memcpy(s.chain, e->chain, ID_LEN);
    return s;
}

/* After it all is as if the messages had never come: the records' numbers are given anew, replies that were made of
 * them do not leave. */
static void take_back(struct engine *e, const struct saved *s) {
    txn_abort(&e->write);
    e->write.err = 0; /* else the next turn would take its messages for failed too */
    e->seq = s->seq;
    e->last_at_ms = s->last_at_ms;
    e->next_due_ms = s->next_due_ms;
    e->believed = s->believed;
    e->stored.wall_ms = INT64_MIN;
    e->access = s->access;
    access_counts_take_back(e);
#ifndef SIPPE_FAULT_EFFECT_BEFORE_COMMIT
    e->n_out = s->n_out;
#endif
    memcpy(e->chain, s->chain, ID_LEN);
    types_doubt(e);
    e->replies_kept_of = 0;
    slots_doubt(e);
    if (e->n_closed) closed_load(e);
    moves_take_back(e);
    memos_take_back(e);
}

int64_t turn_mono_us(const struct engine *e) { return e->options.mono_us ? e->options.mono_us(e->options.owner) : 0; }

static int commit_measured(struct engine *e) {
    int64_t began_us = turn_mono_us(e);
    e->write.at_ms = e->now_ms;
    e->write.seq = e->seq;
    int err = txn_commit(&e->write);
    e->commit_us = turn_mono_us(e) - began_us;
    e->counters.commit_us += (uint64_t)e->commit_us;
    e->counters.commits += !err;
    return err;
}

/* An error that was latched on the way is told like one of the commit: somewhere in these messages something could not
 * be written or read, and which one it was is found by running them alone. What changed nothing, because nothing was
 * due after all, is let go without a flush. */
int turn_commit(struct engine *e, const struct saved *s) {
    if (!e->writing) return 0;
    int err = e->write.err;
    if (!err && !e->write.changed) {
        txn_abort(&e->write);
        e->writing = false;
        return 0;
    }
    if (!err && e->seq != s->seq) {
        head_write(e);
        clock_recorded(e);
    }
    if (!err) clock_store(e, &e->write);
    if (!err) acknowledged_write(e, &e->write);
    if (!err) err = e->write.err;
    if (!err) err = revoked_save(e); /* before: what is answered as revoked is so after any restore */
    if (!err && e->options.fails_commit && e->options.fails_commit(e->options.owner)) err = ERR_CLOSED;
    if (!err) err = commit_measured(e);
    e->writing = false;
    if (err) {
        take_back(e, s);
        e->counters.commit_failures++;
    } else {
        acknowledged_written(e);
        moves_publish(e);
        memos_committed(e);
    }
    return err;
}

/* ERR_CLOSED is what a test's failing commit gives. After EIO of a flush the kernel may hold the lost pages for clean
 * (Rebello et al., USENIX ATC 2020, which covers LMDB), so that only a new process that reads the disk may go on. */
bool err_is_fatal(int err) { return err == ERR_IO || err == ERR_CLOSED; }

/* No room ends the turn's writing for now; anything else is for the caller. The next look at the store's room, within a
 * second, says whether it goes on. */
int turn_settle(struct engine *e, int err) {
    if (err == ERR_FULL) e->accepting = e->following = false;
    return err;
}

/* Twice, and then it is left: what cannot even be put aside must not be tried for ever. No room is no fault of this
 * piece, and puts nothing aside. */
int turn_apart(struct engine *e, apart_fn *run, void *what) {
    int err = 0;
    for (int failing = 0; failing < 2; failing++) {
        struct saved s = turn_save(e);
        run(e, what, failing);
        err = turn_settle(e, turn_commit(e, &s));
        if (!err || err_is_fatal(err) || err == ERR_FULL) return err;
    }
    return err;
}
