/* Work outside the turn, as rows: what apply sets and clears. An attempt that runs is no part of them: a rebuild runs
 * nothing. */
#include "engine/journal/journal.h"

struct key job_key(const char *type, struct id thing) {
    return KEY(KEY_TEXT(type), KEY_ID(thing));
}

static struct key due_key(const char *type, int64_t due_ms, struct id thing) {
    return KEY(KEY_TEXT(type), KEY_I64(due_ms), KEY_ID(thing));
}

engine_rows__job *job_read(struct view *v, const char *type, struct id thing) {
    struct key key = job_key(type, thing);
    struct span value;
    if (!txn_get(v->txn, TABLE_JOB, &key, &value)) return NULL;
    engine_rows__job *row = UNPACK_OWN(v->arena, engine_rows__job, value);
    if (!row && !v->txn->err) v->txn->err = ERR_CORRUPT;
    return row;
}

/* Both tables, always. */
void job_put(struct apply *a, const char *type, struct id thing, const engine_rows__job *was,
             const engine_rows__job *is) {
    struct txn *t = a->view.txn;
    struct key key = job_key(type, thing);
    if (was && was->due_ms) {
        struct key due = due_key(type, was->due_ms, thing);
        txn_delete(t, TABLE_JOB_DUE, &due);
    }
    if (is && is->due_ms) {
        struct key due = due_key(type, is->due_ms, thing);
        txn_put(t, TABLE_JOB_DUE, &due, (struct span){NULL, 0});
    }
    if (is)
        txn_put(t, TABLE_JOB, &key, message_pack(a->view.arena, &is->base));
    else
        txn_delete(t, TABLE_JOB, &key);
    a->view.e->jobs_moved = true;
    a->view.e->jobs_look_ms = INT64_MIN;
}

void job_set(struct apply *a, const struct job *job, struct id thing, struct id sealed_for, int64_t due_ms) {
    engine_rows__job *was = job_read(&a->view, job->type, thing), *is = NEW(a->view.arena, engine_rows__job);
    struct id id = id_derive("sippe job", id_span(&a->record->id), span_text(job->type), id_span(&thing));
    is->id = id_field(a->view.arena, id);
    is->sealed_for = id_field(a->view.arena, sealed_for);
    is->due_ms = due_ms ? due_ms : 1; /* 0: it has none */
    job_put(a, job->type, thing, was, is);
}

void job_clear(struct apply *a, const struct job *job, struct id thing) {
    engine_rows__job *was = job_read(&a->view, job->type, thing);
    if (was) job_put(a, job->type, thing, was, NULL);
}

bool job_is(const engine_rows__job *row, ProtobufCBinaryData job) {
    return row && span_equal(span_pb(row->id), span_pb(job));
}
