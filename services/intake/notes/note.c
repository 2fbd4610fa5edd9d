/* A note is kept, or another one in its place. The same for all kinds; who may, tables.def says of each. */
#include <string.h>
#include "base/character.h"
#include "civil/civil.h"
#include "intake/notes/notes.h"

/* TEXT: 2000 characters of the longest. OF_A_KIND, WORDINGS: what one row and one reply have room for; of what has that
 * many, the last thing that can be done is to withdraw it. What is kept apart fills one row; of her file's notes there
 * are as many rows as they take. */
enum { TOLD_BY_BYTES = 160, OF_A_KIND = 200, WORDINGS = 10 };

static void check_words(struct decide *d, const intake__note_words *w) {
    if (!w || text_is_blank(w->text)) {
        violation(d, "words.text", REASON_FIELD_REQUIRED);
        return;
    }
    check_text(d, "words.text", w->text, NOTE_BYTES);
    check_text(d, "words.told_by", w->told_by, TOLD_BY_BYTES);
    check_moment(d, "words.told_at", w->told_at);
}

static intake__note_words *words_of(struct decide *d, const intake__note_words *from) {
    intake__note_words *w = NEW(arena_of(d), intake__note_words);
    w->text = from->text;
    w->told_by = from->told_by;
    w->told_at = from->told_at ? from->told_at : civil_instant(arena_of(d), decide_now_ms(d));
    return w;
}

/* ---- kept ---- */

struct keeping {
    intake__note_kind kind;
    ProtobufCBinaryData family_id, screening_id;
    const intake__note_words *words;
    intake__loss_kind loss; /* of a loss */
    ProtobufCBinaryData pregnancy_id;
    ProtobufCBinaryData note_id, version; /* given */
    bool known;
};

/* A note about a call of an alias is hers, as that call is: what must be open is the file. */
static int check_family(struct decide *d, const struct keeping *k) {
    ProtobufCBinaryData now = k->family_id;
    const intake_rows__family *family =
        k->screening_id.len ? intake_family_now(VIEW(d), &now) : intake_family_row(VIEW(d), now);
    if (!family) return REASON_NOT_FOUND;
    return intake_family_closed(family);
}

/* Of the call these words were there: a desk's program may send them again, from another machine or under another
 * id. */
static bool is_known(struct decide *d, const struct notes_list *all, struct keeping *k) {
    for (size_t i = 0; i < all->n && k->screening_id.len && k->kind == NOTE_KIND_SAFETY; i++) {
        const intake_rows__notes__one *one = all->list[i].one;
        ProtobufCBinaryData call = {0};
        const intake__note_said *said = intake_note_said(VIEW(d), one->said[0], &call);
        if (!said || !said->words || !id_is(call, id_of(k->screening_id))) continue;
        if (strcmp(said->words->text, k->words->text) != 0) continue;
        k->note_id = one->note_id;
        k->version = one->version;
        k->known = true;
        return true;
    }
    return false;
}

static void keep(struct decide *d, struct id subject, struct keeping *k) {
    struct arena *a = arena_of(d);
    struct id id = decide_new_id(d, "note");
    intake__note_kept *e = NEW_WITH_PERSONAL(a, intake__note_kept);
    e->note_id = id_field(a, id);
    e->family_id = k->family_id;
    e->sealed_for = id_field(a, subject);
    e->personal->kind = k->kind;
    e->personal->words = words_of(d, k->words);
    e->personal->screening_id = k->screening_id;
    e->personal->loss = k->loss;
    e->personal->pregnancy_id = k->pregnancy_id;
    k->note_id = e->note_id;
    k->version = id_field(a, emit_for(d, subject, (const struct id[]){id, id_of(k->family_id)}, 2, &e->base));
}

/* Her own newest; what another member of her file has kept beside it counts for nothing. */
static const struct note_at *newest_of(const struct notes_list *all, ProtobufCBinaryData family_id) {
    for (size_t i = 0; i < all->n; i++)
        if (id_is(all->list[i].family_id, id_of(family_id))) return &all->list[i];
    return NULL;
}

static size_t beside(const struct notes_list *all, struct id subject) {
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++) n += id_equal(all->list[i].sealed_for, subject);
    return n;
}

/* The subject of the newest note of the kind, or a new one. */
static void keep_beside(struct decide *d, const struct notes_list *all, struct keeping *k) {
    const struct note_at *newest = newest_of(all, k->family_id);
    bool has_room = newest && (k->kind != NOTE_KIND_FILE || beside(all, newest->sealed_for) < OF_A_KIND);
    keep(d, has_room ? newest->sealed_for : decide_new_id(d, "apart"), k);
}

static int note_keep(struct decide *d, struct keeping *k) {
    int reason = check_family(d, k);
    if (reason) return reason;
    check_words(d, k->words);
    if (violations(d)) return REASON_FIELDS_INVALID;
    struct notes_list all = intake_notes_of(VIEW(d), k->family_id, k->kind);
    if (is_known(d, &all, k)) return 0;
    if (k->kind != NOTE_KIND_FILE && all.n >= OF_A_KIND) return violation(d, "family_id", REASON_TOO_MANY);
    keep_beside(d, &all, k);
    return 0;
}

void intake_note_of_call(struct decide *d, ProtobufCBinaryData family, ProtobufCBinaryData screening,
                         const char *text) {
    if (text_is_blank(text)) return;
    intake__note_words *words = NEW(arena_of(d), intake__note_words);
    words->text = text;
    struct keeping k = {.kind = NOTE_KIND_FILE, .family_id = family, .screening_id = screening, .words = words};
    struct notes_list all = intake_notes_of(VIEW(d), family, NOTE_KIND_FILE);
    keep_beside(d, &all, &k);
}

void intake_note_of_loss(struct decide *d, const intake__record_loss_request *in, ProtobufCBinaryData pregnancy_id) {
    intake__note_words *words = NEW(arena_of(d), intake__note_words);
    words->text = in->note;
    words->told_by = in->told_by;
    struct keeping k = {.kind = NOTE_KIND_LOSS,
                        .family_id = in->family_id,
                        .words = words,
                        .loss = in->kind,
                        .pregnancy_id = pregnancy_id};
    struct notes_list all = intake_notes_of(VIEW(d), in->family_id, NOTE_KIND_LOSS);
    keep_beside(d, &all, &k);
}

/* The member whose call it is, whoever she has become since. */
static ProtobufCBinaryData family_of(struct view *v, const intake__record_safety_note_request *in) {
    const intake_rows__screening *row = intake_screening_row(v, in->screening_id);
    if (!in->screening_id.len) return in->family_id;
    return row ? row->family_id : (ProtobufCBinaryData){0};
}

struct owned intake_owner_of_record_safety_note(struct view *v, const intake__record_safety_note_request *in) {
    return intake_owner_of_family(v, family_of(v, in));
}

/* The call about which it is must be hers. */
int intake_record_note(struct decide *d, const intake__record_note_request *in, intake__record_note_reply *out) {
    struct keeping k = {
        .kind = NOTE_KIND_FILE, .family_id = in->family_id, .screening_id = in->screening_id, .words = in->words};
    const intake_rows__screening *row = intake_screening_row(VIEW(d), in->screening_id);
    const intake_rows__family *family = intake_family_row(VIEW(d), in->family_id);
    if (family && intake_family_closed(family)) return intake_family_closed(family);
    if (in->screening_id.len && (!row || !intake_same_file(VIEW(d), row->family_id, in->family_id)))
        return REASON_NOT_FOUND;
    if (row) k.family_id = row->family_id;
    int reason = note_keep(d, &k);
    out->note_id = k.note_id;
    out->version = k.version;
    return reason;
}

int intake_record_safety_note(struct decide *d, const intake__record_safety_note_request *in,
                              intake__record_safety_note_reply *out) {
    struct keeping k = {.kind = NOTE_KIND_SAFETY,
                        .family_id = family_of(VIEW(d), in),
                        .screening_id = in->screening_id,
                        .words = in->words};
    if (in->screening_id.len && in->family_id.len) return violation(d, "family_id", REASON_CONTRADICTION);
    int reason = note_keep(d, &k);
    out->note_id = k.note_id;
    out->version = k.version;
    out->known = k.known;
    return reason;
}

int intake_record_protection_report(struct decide *d, const intake__record_protection_report_request *in,
                                    intake__record_protection_report_reply *out) {
    struct keeping k = {.kind = NOTE_KIND_PROTECTION, .family_id = in->family_id, .words = in->words};
    int reason = note_keep(d, &k);
    out->note_id = k.note_id;
    out->version = k.version;
    return reason;
}

/* ---- corrected ---- */

struct correcting {
    intake__note_kind kind;
    ProtobufCBinaryData family_id, note_id, version;
    const intake__note_words *words;
    const char *reason;
    bool withdraw;
};

static struct note_at note_find(struct decide *d, const struct correcting *c) {
    struct notes_list all = intake_notes_of(VIEW(d), c->family_id, c->kind);
    for (size_t i = 0; i < all.n; i++)
        if (c->note_id.len == ID_LEN && id_is(all.list[i].one->note_id, id_of(c->note_id))) return all.list[i];
    return (struct note_at){0};
}

static int check_correction(struct decide *d, const struct correcting *c, const struct note_at *at) {
    if (!c->withdraw)
        check_words(d, c->words);
    else if (c->words)
        violation(d, "words", REASON_CONTRADICTION);
    if (text_is_blank(c->reason)) violation(d, "reason", REASON_FIELD_REQUIRED);
    check_text(d, "reason", c->reason, CHECK_NOTE);
    if (!c->withdraw && at->one->n_said >= WORDINGS) violation(d, "note_id", REASON_TOO_MANY);
    return violations(d);
}

static int note_correct(struct decide *d, const struct correcting *c, ProtobufCBinaryData *version) {
    struct arena *a = arena_of(d);
    struct note_at at = note_find(d, c);
    if (!at.one) return REASON_NOT_FOUND;
    int reason = change_begin(d, &at.one->version, c->version);
    if (!reason && at.one->withdrawn) reason = REASON_STRUCK_OUT;
    if (!reason) reason = check_correction(d, c, &at);
    if (reason) return reason;
    intake__note_corrected *e = NEW_WITH_PERSONAL(a, intake__note_corrected);
    e->note_id = c->note_id;
    e->family_id = at.family_id;
    e->sealed_for = id_field(a, at.sealed_for);
    if (!c->withdraw) e->personal->words = words_of(d, c->words);
    e->personal->reason = c->reason;
    struct id subjects[] = {id_of(c->note_id), id_of(at.family_id)};
    *version = id_field(a, emit_for(d, at.sealed_for, subjects, 2, &e->base));
    return 0;
}

int intake_correct_safety_note(struct decide *d, const intake__correct_safety_note_request *in,
                               intake__correct_safety_note_reply *out) {
    struct correcting c = {NOTE_KIND_SAFETY, in->family_id, in->note_id, in->version,
                           in->words,        in->reason,    in->withdraw};
    return note_correct(d, &c, &out->version);
}

int intake_correct_protection_report(struct decide *d, const intake__correct_protection_report_request *in,
                                     intake__correct_protection_report_reply *out) {
    struct correcting c = {NOTE_KIND_PROTECTION, in->family_id, in->note_id, in->version, in->words,
                           in->reason,           in->withdraw};
    return note_correct(d, &c, &out->version);
}

int intake_correct_note(struct decide *d, const intake__correct_note_request *in, intake__correct_note_reply *out) {
    struct correcting c = {NOTE_KIND_FILE, in->family_id, in->note_id, in->version, in->words, in->reason, false};
    return note_correct(d, &c, &out->version);
}

int intake_withdraw_note(struct decide *d, const intake__withdraw_note_request *in, intake__withdraw_note_reply *out) {
    struct correcting c = {NOTE_KIND_FILE, in->family_id, in->note_id, in->version, NULL, in->reason, true};
    return note_correct(d, &c, &out->version);
}

/* ---- it was another family's ---- */

static void withdraw_at(struct decide *d, const struct note_at *at, const char *reason) {
    intake__note_corrected *e = NEW_WITH_PERSONAL(arena_of(d), intake__note_corrected);
    e->note_id = at->one->note_id;
    e->family_id = at->family_id;
    e->sealed_for = id_field(arena_of(d), at->sealed_for);
    e->personal->reason = reason;
    struct id subjects[] = {id_of(e->note_id), id_of(e->family_id)};
    emit_for(d, at->sealed_for, subjects, 2, &e->base);
}

int intake_note_hand_over(struct decide *d, const intake__reassign_thing_request *in, const struct note_at *at,
                          ProtobufCBinaryData *as, ProtobufCBinaryData *version) {
    int reason = change_begin(d, &at->one->version, in->version);
    if (reason) return reason;
    if (at->one->withdrawn) return REASON_STRUCK_OUT;
    const intake__note_said *said = intake_note_said(VIEW(d), at->one->said[at->one->n_said - 1], NULL);
    if (!said || !said->words) return REASON_NOT_FOUND;
    struct keeping k = {.kind = NOTE_KIND_FILE, .family_id = in->family_id, .words = said->words};
    struct notes_list all = intake_notes_of(VIEW(d), in->family_id, NOTE_KIND_FILE);
    keep_beside(d, &all, &k);
    withdraw_at(d, at, in->reason);
    *as = k.note_id;
    *version = k.version;
    return 0;
}
