/* Notes as they are read: by a method of its own for each kind. */
#include <string.h>
#include "base/character.h"
#include "intake/kin/kin.h"
#include "intake/notes/notes.h"

/* Of texts in a page, beside which one note with all its wordings has room in a frame. */
enum { PAGE_BYTES = 100000 };

struct page {
    intake__note **notes;
    size_t n_notes, bytes;
    ProtobufCBinaryData next;
};

static size_t bytes_of(const intake__note_said *said) {
    return strlen(said->reason) + (said->words ? strlen(said->words->text) : 0);
}

static intake__note *shown(struct query *q, const intake_rows__notes__one *one, struct page *page) {
    intake__note *note = NEW(arena_of(q), intake__note);
    note->note_id = one->note_id;
    note->version = one->version;
    note->withdrawn = one->withdrawn;
    for (size_t i = one->n_said; i > 0; i--) {
        intake__note_said *said = intake_note_said(VIEW(q), one->said[i - 1], &note->screening_id);
        if (!said) continue;
        page->bytes += bytes_of(said);
        if (i == one->n_said)
            note->said = said;
        else
            APPEND(arena_of(q), note, before, said);
    }
    return note;
}

/* Behind the note `after`; one that is not there begins the list anew. */
static size_t begin_of(const struct notes_list *all, ProtobufCBinaryData after) {
    for (size_t i = 0; i < all->n; i++)
        if (after.len == ID_LEN && id_is(all->list[i].one->note_id, id_of(after))) return i + 1;
    return 0;
}

static int page_read(struct query *q, intake__note_kind kind, ProtobufCBinaryData family_id, ProtobufCBinaryData after,
                     struct page *page) {
    const intake_rows__family *family = intake_family_row(VIEW(q), family_id);
    if (!family) return REASON_NOT_FOUND;
    if (family->personal->alias_of.len) return REASON_FAMILY_MERGED;
    query_shows(q, id_of(family_id));
    struct notes_list all = intake_notes_of(VIEW(q), family_id, kind);
    size_t i = begin_of(&all, after);
    for (; i < all.n && page->bytes < PAGE_BYTES; i++)
        APPEND(arena_of(q), page, notes, shown(q, all.list[i].one, page));
    if (i < all.n) page->next = all.list[i - 1].one->note_id;
    return 0;
}

int intake_list_notes(struct query *q, const intake__list_notes_request *in, intake__list_notes_reply *out) {
    struct page page = {0};
    int reason = page_read(q, NOTE_KIND_FILE, in->family_id, in->after, &page);
    out->notes = page.notes;
    out->n_notes = page.n_notes;
    out->next = page.next;
    return reason;
}

int intake_get_safety_notes(struct query *q, const intake__get_safety_notes_request *in,
                            intake__get_safety_notes_reply *out) {
    struct page page = {0};
    int reason = page_read(q, NOTE_KIND_SAFETY, in->family_id, in->after, &page);
    out->notes = page.notes;
    out->n_notes = page.n_notes;
    out->next = page.next;
    return reason;
}

int intake_get_losses(struct query *q, const intake__get_losses_request *in, intake__get_losses_reply *out) {
    const intake_rows__family *family = intake_family_row(VIEW(q), in->family_id);
    if (!family) return REASON_NOT_FOUND;
    if (family->personal->alias_of.len) return REASON_FAMILY_MERGED;
    query_shows(q, id_of(in->family_id));
    struct notes_list all = intake_notes_of(VIEW(q), in->family_id, NOTE_KIND_LOSS);
    const intake__kin *kin = intake_family_kin(VIEW(q), in->family_id);
    for (size_t i = 0; i < all.n; i++) {
        const intake__note_said *said = intake_note_said(VIEW(q), all.list[i].one->said[0], NULL);
        const intake__note_kept *e = READ_EVENT(q, intake__note_kept, all.list[i].one->said[0], NULL);
        if (!said || !e) continue;
        intake__loss *loss = NEW(arena_of(q), intake__loss);
        loss->pregnancy_id = e->personal->pregnancy_id;
        loss->kind = e->personal->loss;
        loss->told_by = said->words ? said->words->told_by : "";
        loss->note = said->words ? said->words->text : "";
        const intake__family_pregnancy *of = intake_kin_pregnancy(kin, loss->pregnancy_id);
        loss->in_error = of && of->state != PREGNANCY_STATE_ENDED;
        loss->by = said->by;
        loss->written_at = said->at;
        APPEND(arena_of(q), out, losses, loss);
    }
    return 0;
}

int intake_get_protection_reports(struct query *q, const intake__get_protection_reports_request *in,
                                  intake__get_protection_reports_reply *out) {
    struct page page = {0};
    if (text_is_blank(query_purpose(q))) return REASON_PURPOSE_MISSING;
    int reason = page_read(q, NOTE_KIND_PROTECTION, in->family_id, in->after, &page);
    out->notes = page.notes;
    out->n_notes = page.n_notes;
    out->next = page.next;
    return reason;
}
