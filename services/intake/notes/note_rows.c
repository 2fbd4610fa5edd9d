/* The rows of notes. */
#include <stdlib.h>
#include "civil/civil.h"
#include "intake/notes/notes.h"

static intake_rows__notes *row_of(struct view *v, struct id subject) {
    return row_get(v, &intake_notes, KEY(KEY_ID(subject)));
}

struct id_list intake_notes_subjects(struct view *v, ProtobufCBinaryData family, intake__note_kind kind) {
    struct id_list list = intake_of_family(v, &intake_notes_of_family, family);
    size_t n = 0;
    if (kind == NOTE_KIND_UNSPECIFIED) return list;
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__notes *row = row_of(v, list.ids[i]);
        if (row && row->personal->kind == kind) list.ids[n++] = list.ids[i];
    }
    list.n = n;
    return list;
}

/* By their first records; no two are the same. */
static int newest_first(const void *x, const void *y) {
    const struct note_at *a = x, *b = y;
    return a->one->said[0] < b->one->said[0] ? 1 : -1;
}

struct notes_list intake_notes_of(struct view *v, ProtobufCBinaryData family, intake__note_kind kind) {
    struct notes_list out = {0};
    struct id_list subjects = intake_notes_subjects(v, family, kind);
    for (size_t i = 0; i < subjects.n; i++) {
        const intake_rows__notes *row = row_of(v, subjects.ids[i]);
        for (size_t k = 0; row && k < row->personal->n_notes; k++)
            *(struct note_at *)message_grow(view_arena(v), (void **)&out.list, &out.n, sizeof *out.list) =
                (struct note_at){subjects.ids[i], row->family_id, row->personal->notes[k]};
    }
    if (out.n) qsort(out.list, out.n, sizeof *out.list, newest_first);
    return out;
}

int32_t intake_notes_count(struct view *v, ProtobufCBinaryData family, intake__note_kind kind) {
    struct notes_list all = intake_notes_of(v, family, kind);
    int32_t n = 0;
    for (size_t i = 0; i < all.n; i++) n += !all.list[i].one->withdrawn;
    return n;
}

intake__note_said *intake_note_said(struct view *v, uint64_t seq, ProtobufCBinaryData *screening_id) {
    struct record r;
    intake__note_said *out = NEW(view_arena(v), intake__note_said);
    const intake__note_kept *kept = READ_EVENT(v, intake__note_kept, seq, &r);
    const intake__note_corrected *corrected = kept ? NULL : READ_EVENT(v, intake__note_corrected, seq, &r);
    if (!kept && !corrected) return NULL;
    out->words = kept ? kept->personal->words : corrected->personal->words;
    if (corrected) out->reason = corrected->personal->reason;
    if (kept && screening_id) *screening_id = kept->personal->screening_id;
    out->by = member_name(v, r.actor);
    out->at = civil_instant(view_arena(v), r.at_ms);
    return out;
}

/* ---- apply ---- */

static void said_add(struct apply *a, const struct record *r, intake_rows__notes__one *one) {
    one->version = id_field(arena_of(a), r->id);
    APPEND(arena_of(a), one, said, r->seq);
}

void intake_on_note_kept(struct apply *a, const struct record *r, const intake__note_kept *e) {
    struct id subject = id_of(e->sealed_for);
    intake_rows__notes *row = row_of(VIEW(a), subject);
    if (!row) {
        row = NEW_WITH_PERSONAL(arena_of(a), intake_rows__notes);
        row->family_id = e->family_id;
        row->kept = r->seq;
        row->personal->kind = e->personal->kind;
    }
    intake_rows__notes__one *one = NEW(arena_of(a), intake_rows__notes__one);
    one->note_id = e->note_id;
    said_add(a, r, one);
    APPEND(arena_of(a), row->personal, notes, one);
    ROW_PUT(a, &intake_notes, KEY(KEY_ID(subject)), row);
}

void intake_on_note_corrected(struct apply *a, const struct record *r, const intake__note_corrected *e) {
    intake_rows__notes *row = row_of(VIEW(a), id_of(e->sealed_for));
    for (size_t i = 0; row && i < row->personal->n_notes; i++) {
        intake_rows__notes__one *one = row->personal->notes[i];
        if (!id_is(one->note_id, id_of(e->note_id))) continue;
        one->withdrawn = !e->personal->words;
        said_add(a, r, one);
        ROW_PUT(a, &intake_notes, KEY(KEY_ID(id_of(e->sealed_for))), row);
        return;
    }
}
