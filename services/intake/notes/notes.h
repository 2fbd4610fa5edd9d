/* Notes about a family (intake/notes.proto): of her file, and what is kept apart from it, safety notes and reports to
 * youth protection. All are kept alike, so that nothing open tells of whom something is kept apart.
 *
 *   family ─▶ notes_of_family ─▶ a row of one kind ─▶ its notes ─▶ the records of each wording
 *                                 key: the subject for which all of that is sealed
 *
 * The subject is drawn when the first note of a kind is kept for a family, and is hers no more than by that row: what a
 * journal, a backup or a list of keys shows of it tells neither whose it is by rule, nor of which kind. Of a
 * file with aliases each member has rows of her own; notes of her file fill more than one when they are many. */
#pragma once
#include "intake/rows.h"

enum { NOTE_BYTES = 8000 };

/* What she said in a call that is being submitted: a note of her file. Nothing, where it is blank; it is no longer than
 * NOTE_BYTES. */
void intake_note_of_call(struct decide *d, ProtobufCBinaryData family, ProtobufCBinaryData screening, const char *text);

/* How a pregnancy ended: kept apart, where few read it (GetLosses). The note may be blank. */
void intake_note_of_loss(struct decide *d, const intake__record_loss_request *in, ProtobufCBinaryData pregnancy_id);

/* For whoever erases a family or withholds something of her: the subjects, beside her own, for which
 * something of her is sealed, of one kind, or of all (NOTE_KIND_UNSPECIFIED); one whose key is gone may be among all,
 * and is of no kind any more. */
struct id_list intake_notes_subjects(struct view *v, ProtobufCBinaryData family, intake__note_kind kind);
/* Those that were not withdrawn. Of safety notes her file says no more than that there is one. */
int32_t intake_notes_count(struct view *v, ProtobufCBinaryData family, intake__note_kind kind);

/* One note and where it stands. */
struct note_at {
    struct id sealed_for;
    ProtobufCBinaryData family_id;      /* the member for whom it was kept */
    const intake_rows__notes__one *one; /* NULL: there is none */
};
struct notes_list {
    struct note_at *list;
    size_t n;
};
/* It was kept of another family: keeps the same words of this one, and withdraws it where it stood. MOVE_ILLEGAL (it is
 * withdrawn), VERSION_STALE, NOT_FOUND (its words are gone). */
int intake_note_hand_over(struct decide *d, const intake__reassign_thing_request *in, const struct note_at *at,
                          ProtobufCBinaryData *as, ProtobufCBinaryData *version);
/* All of a kind, newest first. */
struct notes_list intake_notes_of(struct view *v, ProtobufCBinaryData family, intake__note_kind kind);
/* One wording, with who wrote it and when; of a withdrawal the words are absent. NULL: it is no record of a note, or
 * what it said is gone. `screening_id` may be NULL. */
intake__note_said *intake_note_said(struct view *v, uint64_t seq, ProtobufCBinaryData *screening_id);
