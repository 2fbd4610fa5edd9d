#include "base/character.h"
#include "intake/domain/screening/answer.h"
#include "intake/domain/screening/answered.h"
#include "intake/domain/screening/normal.h"
#include "proto/status.h"
#include "intake/domain/screening/screening_parts.h"

/* Five minutes: what two clocks may differ by, the desk's and ours. */
enum { NAME_CHARS = 100, TEXT_CHARS = 200, LIST_MAX = 30, CLOCK_SLACK_MS = 5 * 60 * 1000 };

static size_t limit_of(const ProtobufCMessage *m, const char *field) {
    if (m->descriptor == &sippe__person_name__descriptor) return NAME_CHARS;
    if (strcmp(field, "given_name") == 0 || strcmp(field, "called_by") == 0) return NAME_CHARS;
    return TEXT_CHARS;
}

/* Where we are, the innermost first: a field, or (name NULL) an element of the list above it. Few fields have anything
 * to check, so their paths are written out for a finding only. */
struct step {
    const struct step *up;
    const char *name;
    size_t index;
};

static const char *path_of(struct arena *a, const struct step *s) {
    if (!s) return "";
    const char *up = path_of(a, s->up);
    if (!s->name) return arena_printf(a, "%s[%zu]", up, s->index);
    return arena_printf(a, "%s%s%s", up, *up ? "." : "", s->name);
}

static void found(const struct screening_case *c, int reason, const struct step *at) {
    finding_add(c->wrong, reason, path_of(c->wrong->arena, at));
}

/* The one date of a screening that lies ahead. */
static bool is_due_date(const struct step *at) {
    return at->name && strcmp(at->name, "due_date") == 0 && at->up && at->up->name && !at->up->up &&
           strcmp(at->up->name, "pregnancy") == 0;
}

static void check_date(const struct screening_case *c, const sippe__date *d, const struct step *at) {
    if (d->year == 0 && d->month == 0 && d->day == 0) return; /* not told */
    day told = civil_day(d);
    if (told == DAY_NONE)
        found(c, REASON_DATE_IMPOSSIBLE, at);
    else if (told > c->today && !is_due_date(at))
        found(c, REASON_DATE_IN_FUTURE, at);
}

static void check_language(const struct screening_case *c, const char *code, const struct step *at) {
    if (*code && !intake_language_normal(c->wrong->arena, code)) found(c, REASON_LANGUAGE_INVALID, at);
}

static void check_postal_code(const struct screening_case *c, const char *code, const struct step *at) {
    if (*code && !intake_postal_normal(c->wrong->arena, code)) found(c, REASON_POSTAL_CODE_INVALID, at);
}

static void check_message(const struct screening_case *c, const ProtobufCMessage *m, const struct step *at);

/* A value keeps the path of the field that holds it, as the answers do: "pregnancy.due_date", not
 * "pregnancy.due_date.value". */
static void check_part(const struct screening_case *c, const ProtobufCMessage *part, const struct step *at) {
    const ProtobufCMessageDescriptor *type = part->descriptor;
    if (type == &sippe__date__descriptor) {
        check_date(c, (const sippe__date *)part, at);
    } else if (type == &sippe__date_answer__descriptor) {
        const sippe__date_answer *answer = (const sippe__date_answer *)part;
        if (answer->answer_case == SIPPE__DATE_ANSWER__ANSWER_VALUE && answer->value) check_date(c, answer->value, at);
    } else if (type == &sippe__instant__descriptor) {
        if (((const sippe__instant *)part)->ms > c->now_ms + CLOCK_SLACK_MS) found(c, REASON_DATE_IN_FUTURE, at);
    } else if (type == &sippe__language__descriptor) {
        check_language(c, ((const sippe__language *)part)->code, at);
    } else if (type == &sippe__postal_code__descriptor) {
        check_postal_code(c, ((const sippe__postal_code *)part)->code, at);
    } else {
        check_message(c, part, at);
    }
}

/* Only messages are looked into: numbers of enumerations were checked when the request was decoded. */
static void check_list(const struct screening_case *c, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *field,
                       const struct step *at) {
    size_t n = *(const size_t *)((const char *)m + field->quantifier_offset);
    if (n > LIST_MAX) {
        found(c, REASON_TOO_MANY, at);
        return;
    }
    if (field->type != PROTOBUF_C_TYPE_MESSAGE) return;
    ProtobufCMessage *const *list = *(ProtobufCMessage *const *const *)((const char *)m + field->offset);
    for (size_t i = 0; i < n; i++) check_part(c, list[i], &(struct step){at, NULL, i});
}

/* Ends because no message of the contract holds itself (proto/README.md). */
static void check_message(const struct screening_case *c, const ProtobufCMessage *m, const struct step *at) {
    for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &m->descriptor->fields[i];
        const struct step here = {at, field->name, 0};
        if (field->label == PROTOBUF_C_LABEL_REPEATED) {
            check_list(c, m, field, &here);
            continue;
        }
        const ProtobufCMessage *part = intake_message_part(m, field);
        if (part) check_part(c, part, &here);
        if (field->type != PROTOBUF_C_TYPE_STRING) continue;
        const char *text = *(const char *const *)((const char *)m + field->offset);
        if (text_characters(text) > limit_of(m, field->name)) found(c, REASON_TEXT_TOO_LONG, &here);
    }
}

void intake_screening_check_forms(const struct screening_case *c) { check_message(c, &c->s->base, NULL); }
