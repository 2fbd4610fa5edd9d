#include "cli/csv/cell.h"

#include <stdint.h>
#include <string.h>
#include "civil/postal.h"
#include "base/message.h"
#include "text/builder.h"
#include "text/plain.h"
#include "text/tree.h"
#include "text/written.h"
#include "text/written_range.h"
#include "cli/csv/answers.h"

static const struct cell_fault not_a_date = {
    "une date s’écrit AAAA-MM-JJ, par exemple 2026-11-21 (dans Excel : format de cellule AAAA-MM-JJ)",
    "a date is written YYYY-MM-DD, for example 2026-11-21 (in Excel: cell format YYYY-MM-DD)"};
static const struct cell_fault no_such_date = {"cette date n’existe pas (AAAA-MM-JJ)",
                                               "there is no such date (YYYY-MM-DD)"};
static const struct cell_fault no_such_year = {"l’année d’une date est de 1900 à 2199",
                                               "the year of a date is from 1900 to 2199"};
static const struct cell_fault not_an_instant = {
    "un moment s’écrit AAAA-MM-JJ HH:MM (heure locale) ou 2026-11-21T14:03:00Z (dans Excel : format de cellule "
    "AAAA-MM-JJ hh:mm)",
    "a point in time is written YYYY-MM-DD HH:MM (local time) or 2026-11-21T14:03:00Z (in Excel: cell format "
    "YYYY-MM-DD "
    "hh:mm)"};
static const struct cell_fault not_an_amount = {
    "un montant par an s’écrit 32140,50 ou 32 140 $, et rien d’autre dans la cellule",
    "an amount a year is written 32140,50 or 32 140 $, and nothing else in the cell"};
static const struct cell_fault not_an_income = {
    "un montant par an s’écrit 32140,50 ou 32 140 $; s’il n’est pas dit, « au plus 40742 », « moins de 40742 », « plus "
    "de "
    "40742 » ou « 20000 à 40742 »; et rien d’autre dans la cellule",
    "an amount a year is written 32140,50 or 32 140 $; where it is not told, \"at most 40742\", \"less than 40742\", "
    "\"more than 40742\" or \"20000 to 40742\"; and nothing else in the cell"};
static const struct cell_fault range_empty = {
    "aucun montant n’est dans cette fourchette : le plus petit des deux vient d’abord",
    "no amount lies in this range: the smaller of the two comes first"};
static const struct cell_fault not_a_number = {"un nombre entier est attendu", "a whole number is expected"};
static const struct cell_fault letter_lost = {
    "une lettre de ce texte s’est perdue en route (�) : tapez-la de nouveau, ou refaites l’export en UTF-8",
    "a letter of this text was lost on its way (�): type it again, or export again as UTF-8"};
static const struct cell_fault not_utf8 = {"ce texte est illisible : il n’est pas en UTF-8", "this text is not UTF-8"};

static void *member(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f) {
    return (char *)(uintptr_t)m + f->offset;
}

/* What protobuf-c keeps beside a field: how many elements, or which member of a oneof is set. */
static uint32_t *quantifier(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f) {
    return (uint32_t *)(void *)((char *)(uintptr_t)m + f->quantifier_offset);
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/* A blank, or one of the spaces that spreadsheets and web pages put for it; its bytes, 0: none. */
static size_t blank_len(const char *text) {
    static const char *const spaces[] = {"\u00a0", "\u202f", "\u2007"};
    for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++)
        if (strncmp(text, spaces[i], strlen(spaces[i])) == 0) return strlen(spaces[i]);
    return is_blank(*text);
}

static char *trim(struct arena *a, const char *text) {
    for (size_t n = blank_len(text); n; n = blank_len(text)) text += n;
    const char *end = text;
    for (const char *at = text; *at;) {
        size_t n = blank_len(at);
        at += n ? n : 1;
        if (!n) end = at;
    }
    return arena_printf(a, "%.*s", (int)(end - text), text);
}

/* What a spreadsheet breaks into lines (Alt and Enter in an address) or holds a tab in, as one line; with `lines`, the
 * lines as they are, whichever way their ends were written. */
static const char *lines_read(struct arena *a, const char *text, bool lines) {
    if (!strpbrk(text, "\t\r\n")) return text;
    struct builder b = {.arena = a};
    for (const char *at = text; *at; at++) {
        bool ends = *at == '\r' || *at == '\n';
        if (!ends && *at != '\t') {
            builder_char(&b, *at);
            continue;
        }
        while (!lines && b.len && b.data[b.len - 1] == ' ') b.len--;
        builder_char(&b, lines && ends ? '\n' : ' ');
        if (lines) at += *at == '\r' && at[1] == '\n';
        while (!lines && is_blank(at[1])) at++;
    }
    return builder_end(&b);
}

/* =, +, -, @ or a tab or line end before whatever follows, apostrophes before it or not: a text that has an apostrophe
 * of its own gets another, so that what is read back is what was. */
static bool looks_like_formula(const char *text) {
    while (*text == '\'') text++;
    return *text && strchr("=+-@\t\r\n", *text);
}

static const struct cell_fault *read_enum(struct arena *a, const ProtobufCEnumDescriptor *type, const char *text,
                                          int *out) {
    if (answers_read(a, type, text, out)) return NULL;
    struct cell_fault *fault = arena_alloc(a, sizeof *fault);
    const char *choices = answers_choices(a, type);
    fault->fr = arena_printf(a, "réponse non reconnue; réponses admises : %s", choices);
    fault->en = arena_printf(a, "answer not recognised; accepted: %s, or %s", choices, plain_enum_choices(a, type));
    return fault;
}

static const struct cell_fault *read_int(const char *text, int32_t *out) {
    int64_t value;
    if (!plain_int_read(text, &value) || value < INT32_MIN || value > INT32_MAX) return &not_a_number;
    *out = (int32_t)value;
    return NULL;
}

static bool date_set(sippe__date *out, day d) {
    char text[11];
    if (d == DAY_NONE) return false;
    day_text(d, text);
    return plain_date_read(text, out); /* its years are bounded */
}

/* By the clock on the wall, in the zone. */
static bool read_local(struct arena *a, struct zone zone, const char *text, int64_t *ms) {
    struct wall w;
    if (!written_wall(a, text, &w)) return false;
    *ms = wall_instant(zone, w);
    return true;
}

static const struct cell_fault *date_fault(const char *text) {
    switch (day_slip(text)) {
    case DAY_SLIP_NO_SUCH_DAY: return &no_such_date;
    case DAY_SLIP_YEAR: return &no_such_year;
    case DAY_SLIP_FORM: break;
    }
    return &not_a_date;
}

static const struct cell_fault *read_range(struct arena *a, sippe__money_range *range, const char *text) {
    if (!written_range(a, text, range)) return &not_an_income;
    return range->above && range->at_most && range->above->cents >= range->at_most->cents ? &range_empty : NULL;
}

static bool is_amount(struct arena *a, const char *text) {
    int64_t cents;
    return plain_money_read(written_amount(a, text), &cents);
}

/* Which member of an answer this says. What is neither an amount nor a range is told as what either would be. */
static const char *answer_member(struct arena *a, const ProtobufCMessageDescriptor *type, const char *text) {
    int not_known;
    if (!is_digit(*text) && answers_read(a, &sippe__not_known__descriptor, text, &not_known)) return "not_known";
    return type == &sippe__money_answer__descriptor && !is_amount(a, text) ? "range" : "value";
}

static const struct cell_fault *read_answer(struct arena *a, struct zone zone, ProtobufCMessage *m, const char *text) {
    const ProtobufCFieldDescriptor *f =
        protobuf_c_message_descriptor_get_field_by_name(m->descriptor, answer_member(a, m->descriptor, text));
    const struct cell_fault *fault = cell_read(a, zone, m, f, text);
    if (!fault) *quantifier(m, f) = f->id; /* of a oneof: its case */
    return fault;
}

static const struct cell_fault *read_message(struct arena *a, struct zone zone, ProtobufCMessage *m, const char *text) {
    if (m->descriptor == &sippe__money_range__descriptor) return read_range(a, (sippe__money_range *)m, text);
    switch (plain_kind(m->descriptor)) {
    case PLAIN_DATE: return date_set((sippe__date *)m, written_day(a, text)) ? NULL : date_fault(text);
    case PLAIN_INSTANT: {
        int64_t *ms = &((sippe__instant *)m)->ms;
        return plain_instant_read(text, ms) || read_local(a, zone, text, ms) ? NULL : &not_an_instant;
    }
    case PLAIN_MONEY:
        return plain_money_read(written_amount(a, text), &((sippe__money *)m)->cents) ? NULL : &not_an_amount;
    case PLAIN_POSTAL_CODE: ((sippe__postal_code *)m)->code = postal_tidy(a, text); return NULL;
    case PLAIN_LANGUAGE: ((sippe__language *)m)->code = written_language(a, text); return NULL;
    case PLAIN_ANSWER: return read_answer(a, zone, m, text);
    case PLAIN_NONE: break;
    }
    return &not_a_number;
}

const struct cell_fault *cell_read(struct arena *a, struct zone zone, ProtobufCMessage *owner,
                                   const ProtobufCFieldDescriptor *field, const char *cell) {
    const char *text = trim(a, cell);
    if (!*text) return NULL;
    if (!tree_text_is_clean(text, strlen(text))) return &not_utf8;
    if (strstr(text, "\ufffd")) return &letter_lost;
    int value;
    if (field->type == PROTOBUF_C_TYPE_STRING) {
        bool as_written = *text == '\'' && looks_like_formula(text);
        *(const char **)member(owner, field) =
            as_written ? text + 1 : lines_read(a, text, message_field_has_lines(owner->descriptor, field));
        return NULL;
    }
    if (field->type == PROTOBUF_C_TYPE_INT32) return read_int(text, member(owner, field));
    if (field->type == PROTOBUF_C_TYPE_ENUM) {
        const struct cell_fault *fault = read_enum(a, field->descriptor, text, &value);
        if (fault) return fault;
        if (field->label != PROTOBUF_C_LABEL_REPEATED) {
            *(int *)member(owner, field) = value;
            return NULL;
        }
        size_t *n = (size_t *)(void *)quantifier(owner, field);
        *(int *)message_grow(a, member(owner, field), n, sizeof(int)) = value;
        return NULL;
    }
    ProtobufCMessage *part = message_new(a, field->descriptor);
    *(ProtobufCMessage **)member(owner, field) = part;
    return read_message(a, zone, part, text);
}

const char *cell_text(struct arena *a, const char *text) {
    if (!text) return "";
    return looks_like_formula(text) ? arena_printf(a, "'%s", text) : text;
}

/* Local wall time with its offset: exact, and readable. */
static const char *write_instant(struct arena *a, struct zone zone, int64_t ms) {
    int offset = zone_offset_min(zone, ms), away = offset < 0 ? -offset : offset;
    struct wall w = wall_at(zone, ms);
    char date[11];
    day_text(w.day, date);
    int64_t below_minute = ((ms % 60000) + 60000) % 60000;
    const char *fraction = below_minute % 1000 ? arena_printf(a, ".%03d", (int)(below_minute % 1000)) : "";
    return arena_printf(a, "%sT%02d:%02d:%02d%s%c%02d:%02d", date, w.minute / 60, w.minute % 60,
                        (int)(below_minute / 1000), fraction, offset < 0 ? '-' : '+', away / 60, away % 60);
}

static const char *write_message(struct arena *a, struct zone zone, const ProtobufCMessage *m) {
    const char *text = NULL;
    if (m->descriptor == &sippe__money_range__descriptor) return written_range_text(a, (const sippe__money_range *)m);
    switch (plain_kind(m->descriptor)) {
    case PLAIN_DATE: text = plain_date_write(a, (const sippe__date *)m); break;
    case PLAIN_INSTANT: text = write_instant(a, zone, ((const sippe__instant *)m)->ms); break;
    case PLAIN_MONEY: text = plain_money_write(a, ((const sippe__money *)m)->cents); break;
    case PLAIN_POSTAL_CODE: text = ((const sippe__postal_code *)m)->code; break;
    case PLAIN_LANGUAGE: text = ((const sippe__language *)m)->code; break;
    case PLAIN_ANSWER:
        for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
            const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
            if (*quantifier(m, f) == f->id) return cell_write(a, zone, m, f, 0);
        }
        break;
    case PLAIN_NONE: break;
    }
    return text ? text : "";
}

const char *cell_write(struct arena *a, struct zone zone, const ProtobufCMessage *owner,
                       const ProtobufCFieldDescriptor *field, size_t at) {
    const char *text = NULL;
    if (field->type == PROTOBUF_C_TYPE_STRING) return cell_text(a, *(const char *const *)member(owner, field));
    if (field->type == PROTOBUF_C_TYPE_INT32) {
        int32_t value = *(const int32_t *)member(owner, field);
        bool in_oneof = field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF;
        return value != 0 || in_oneof ? arena_printf(a, "%d", (int)value) : "";
    }
    if (field->type == PROTOBUF_C_TYPE_ENUM) {
        const void *where = member(owner, field);
        bool list = field->label == PROTOBUF_C_LABEL_REPEATED;
        if (list && at >= *(const size_t *)(void *)quantifier(owner, field)) return "";
        text = answers_write(field->descriptor, list ? (*(const int *const *)where)[at] : *(const int *)where);
        return text ? text : "";
    }
    const ProtobufCMessage *part = *(const ProtobufCMessage *const *)member(owner, field);
    return part ? write_message(a, zone, part) : "";
}

/* An answer holds its value beside `not_known`: what is wanted is the value, or where an amount lies. */
const char *cell_wants(struct arena *a, const ProtobufCFieldDescriptor *f) {
    if (f->type == PROTOBUF_C_TYPE_ENUM) return answers_choices(a, f->descriptor);
    if (f->type == PROTOBUF_C_TYPE_INT32) return "un nombre";
    if (f->type != PROTOBUF_C_TYPE_MESSAGE) return "texte";
    switch (plain_kind(f->descriptor)) {
    case PLAIN_DATE: return "AAAA-MM-JJ";
    case PLAIN_INSTANT: return "AAAA-MM-JJ HH:MM";
    case PLAIN_MONEY: return "un montant";
    case PLAIN_POSTAL_CODE: return "code postal";
    case PLAIN_LANGUAGE: return "fr, en, es, ht … ou le nom de la langue";
    case PLAIN_ANSWER:
        return arena_printf(
            a, "%s%s, inconnu, refus",
            cell_wants(a, protobuf_c_message_descriptor_get_field_by_name(f->descriptor, "value")),
            f->descriptor == &sippe__money_answer__descriptor ? ", au plus 40742, plus de 40742, 20000 à 40742" : "");
    case PLAIN_NONE: break;
    }
    return "";
}
