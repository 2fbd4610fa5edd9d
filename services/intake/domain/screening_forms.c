#include "answer.h"
#include "answered.h"
#include "normal.h"
#include "proto/status.h"
#include "screening_parts.h"

enum { NAME_CHARS = 100, TEXT_CHARS = 200, NOTE_CHARS = 2000, LIST_MAX = 30, CLOCK_SLACK_MS = 5 * 60 * 1000 };

static size_t characters(const char *text) {
    size_t n = 0;
    for (; *text; text++) n += ((unsigned char)*text & 0xC0) != 0x80; /* not in the middle of a UTF-8 character */
    return n;
}

static size_t limit_of(const ProtobufCMessage *m, const char *field) {
    if (strcmp(field, "safety_note") == 0) return NOTE_CHARS;
    if (m->descriptor == &sippe__person_name__descriptor) return NAME_CHARS;
    if (strcmp(field, "given_name") == 0 || strcmp(field, "screener") == 0) return NAME_CHARS;
    return TEXT_CHARS;
}

static void check_date(const struct screening_case *c, const sippe__date *d, const char *path) {
    if (d->year == 0 && d->month == 0 && d->day == 0) return; /* not told */
    day told = civil_day(d);
    if (told == DAY_NONE) {
        intake_finding_add(c->wrong, REASON_DATE_IMPOSSIBLE, path);
        return;
    }
    if (told > c->today && strcmp(path, "pregnancy.due_date") != 0)
        intake_finding_add(c->wrong, REASON_DATE_IN_FUTURE, path);
}

static void check_language(const struct screening_case *c, const char *code, const char *path) {
    if (*code && !intake_language_normal(c->wrong->arena, code))
        intake_finding_add(c->wrong, REASON_LANGUAGE_INVALID, path);
}

static void check_postal_code(const struct screening_case *c, const char *code, const char *path) {
    if (*code && !intake_postal_normal(c->wrong->arena, code))
        intake_finding_add(c->wrong, REASON_POSTAL_CODE_INVALID, path);
}

static void check_message(const struct screening_case *c, const ProtobufCMessage *m, const char *path);

/* A value keeps the path of the field that holds it, as the answers do: "pregnancy.due_date", not
 * "pregnancy.due_date.value". */
static void check_part(const struct screening_case *c, const ProtobufCMessage *part, const char *path) {
    const ProtobufCMessageDescriptor *type = part->descriptor;
    if (type == &sippe__date__descriptor) {
        check_date(c, (const sippe__date *)part, path);
    } else if (type == &sippe__date_answer__descriptor) {
        const sippe__date_answer *answer = (const sippe__date_answer *)part;
        if (answer->answer_case == SIPPE__DATE_ANSWER__ANSWER_VALUE && answer->value)
            check_date(c, answer->value, path);
    } else if (type == &sippe__instant__descriptor) {
        if (((const sippe__instant *)part)->ms > c->now_ms + CLOCK_SLACK_MS)
            intake_finding_add(c->wrong, REASON_DATE_IN_FUTURE, path);
    } else if (type == &sippe__language__descriptor) {
        check_language(c, ((const sippe__language *)part)->code, path);
    } else if (type == &sippe__postal_code__descriptor) {
        check_postal_code(c, ((const sippe__postal_code *)part)->code, path);
    } else {
        check_message(c, part, path);
    }
}

/* Most fields have nothing to check; their paths are not written out. */
static char *path_of(const struct screening_case *c, const char *path, const ProtobufCFieldDescriptor *field) {
    return arena_printf(c->wrong->arena, "%s%s%s", path, *path ? "." : "", field->name);
}

static void check_list(const struct screening_case *c, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *field,
                       const char *path) {
    size_t n = *(const size_t *)((const char *)m + field->quantifier_offset);
    if (n > LIST_MAX) {
        intake_finding_add(c->wrong, REASON_TOO_MANY, path_of(c, path, field));
        return;
    }
    if (n == 0 || field->type != PROTOBUF_C_TYPE_MESSAGE) return;
    const char *here = path_of(c, path, field);
    ProtobufCMessage *const *list = *(ProtobufCMessage *const *const *)((const char *)m + field->offset);
    for (size_t i = 0; i < n; i++) check_part(c, list[i], arena_printf(c->wrong->arena, "%s[%zu]", here, i));
}

static void check_message(const struct screening_case *c, const ProtobufCMessage *m, const char *path) {
    for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &m->descriptor->fields[i];
        if (field->label == PROTOBUF_C_LABEL_REPEATED) {
            check_list(c, m, field, path);
            continue;
        }
        const ProtobufCMessage *part = intake_message_part(m, field);
        if (part) check_part(c, part, path_of(c, path, field));
        if (field->type != PROTOBUF_C_TYPE_STRING) continue;
        const char *text = *(const char *const *)((const char *)m + field->offset);
        if (characters(text) > limit_of(m, field->name))
            intake_finding_add(c->wrong, REASON_TEXT_TOO_LONG, path_of(c, path, field));
    }
}

void intake_screening_check_forms(const struct screening_case *c) { check_message(c, &c->s->base, ""); }
