/* A daemon's journal, record by record, for whoever must know what happened: never what a record says of a person. A
 * type that this release does not know is shown by its head. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/message.h"
#include "cli/line/commands.h"
#include "cli/call/events.h"
#include "cli/call/lookup.h"
#include "proto/node.h"
#include "cli/show/output.h"
#include "cli/call/session.h"
#include "text/plain.h"

enum { TAIL_USUAL = 20, PAGE = 200, PAUSE_US = 1000000 };

static const char *type_short(const char *type) {
    const char *dot = strrchr(type, '.');
    return dot ? dot + 1 : type;
}

static const char *actor_text(struct cli *c, const node__record_shown *r) {
    if (!r->actor || !r->actor->member.len) return "–";
    const char *name = *r->actor->name ? r->actor->name : show_short(c, r->actor->member);
    return *r->actor->via_name ? arena_printf(&c->arena, "%s (%s)", name, r->actor->via_name) : name;
}

/* Its event, without what it says of a person; NULL: it is not shown to us, or of a type that we do not know. */
static ProtobufCMessage *event_of(struct cli *c, const node__record_shown *r) {
    bool hidden = r->of_family && !r->open.len;
    return hidden ? NULL : event_read(&c->arena, r->type, span_pb(r->open), (struct span){NULL, 0});
}

/* One record as one JSON value: its head, and its event decoded. */
static void json_record(struct cli *c, const node__record_shown *r) {
    const ProtobufCMessage *event = event_of(c, r);
    fprintf(c->out,
            "{\"seq\":%" PRIu64
            ",\"id\":\"%s\",\"type\":%s,\"at\":\"%s\",\"actor\":%s,\"via\":%s,\"cause\":\"%s\",\"hop\":%u",
            r->seq, show_hex(c, r->id), json_text(&c->arena, r->type), plain_instant_write(&c->arena, r->at_ms),
            json_text(&c->arena, r->actor ? r->actor->name : ""),
            json_text(&c->arena, r->actor ? r->actor->via_name : ""), show_hex(c, r->cause), r->hop);
    fputs(",\"subjects\":[", c->out);
    for (size_t i = 0; i < r->n_subjects; i++) fprintf(c->out, "%s\"%s\"", i ? "," : "", show_hex(c, r->subjects[i]));
    fputs("],\"streams\":{", c->out);
    for (size_t i = 0; i < r->n_streams; i++)
        fprintf(c->out, "%s%s:%" PRIu64, i ? "," : "", json_text(&c->arena, r->streams[i]->name), r->streams[i]->n);
    fprintf(c->out, "},\"size\":%u,\"of_family\":%s,\"event\":%s}\n", r->size, r->of_family ? "true" : "false",
            event ? json_shown(c, event, false) : "null");
}

/* Three subjects fill the line; the whole record is `journal show`. */
static void line_record(struct cli *c, const node__record_shown *r) {
    const char *subjects = "";
    for (size_t i = 0; i < r->n_subjects && i < 3; i++)
        subjects = arena_printf(&c->arena, "%s %s", subjects, show_short(c, r->subjects[i]));
    say(c, "%8" PRIu64 "  %s  %-24s %-16s%s", "%8" PRIu64 "  %s  %-24s %-16s%s", r->seq, show_ms(c, r->at_ms),
        type_short(r->type), actor_text(c, r), paint(c, COLOUR_DIM, subjects));
}

/* from 0: the last ones. A subject is a whole id: a journal has no list to look for a prefix in. */
static node__list_records_reply *records_from(struct cli *c, enum daemon_name at, uint64_t from, uint32_t limit) {
    node__list_records_request *r = NEW(&c->arena, node__list_records_request);
    const char *subject = arg_text(c, "subject");
    r->from = from;
    r->limit = limit;
    if (subject && !whole_id(c, subject, &r->subject)) {
        stop(c, CLI_USAGE, "--subject attend les 32 chiffres d'un identifiant.",
             "--subject expects the 32 digits of an id.");
        return NULL;
    }
    return CALL_AT(c, at, r, node__list_records_reply);
}

/* Gives where to go on: past the highest seq that was printed. */
static uint64_t records_print(struct cli *c, const node__list_records_reply *list, uint64_t from) {
    for (size_t i = 0; i < list->n_records; i++) {
        if (c->json)
            json_record(c, list->records[i]);
        else
            line_record(c, list->records[i]);
        if (list->records[i]->seq >= from) from = list->records[i]->seq + 1;
    }
    return from;
}

/* Asks again each second, with memory of its own: it may last for weeks. */
static int journal_follow(struct cli *c, enum daemon_name at, uint64_t from) {
    for (;;) {
        struct cli turn = *c;
        arena_init(&turn.arena);
        node__list_records_reply *list = records_from(&turn, at, from, PAGE);
        size_t n = list ? list->n_records : 0;
        if (list) from = records_print(&turn, list, from);
        int rc = list ? output_flush(&turn) : turn.exit; /* out at once, for who pipes it */
        c->output_lost = turn.output_lost;
        arena_close(&turn.arena);
        if (rc) return rc;
        if (n < PAGE) usleep(PAUSE_US);
    }
}

/* From nothing means the last ones. After an empty answer following begins behind the last record that there is. */
static int tail_run(struct cli *c) {
    enum daemon_name at = (enum daemon_name)daemon_find(operand(c, 0));
    int64_t from = arg_number(c, "from", 0);
    node__list_records_reply *list = records_from(c, at, (uint64_t)from, (uint32_t)arg_number(c, "lines", TAIL_USUAL));
    if (!list) return c->exit;
    uint64_t next = records_print(c, list, list->n_records ? 0 : list->last + 1);
    int rc = output_flush(c);
    if (rc) return rc;
    return arg_flag(c, "follow") ? journal_follow(c, at, next) : CLI_DONE;
}

static int show_run(struct cli *c) {
    enum daemon_name at = (enum daemon_name)daemon_find(operand(c, 0));
    uint64_t seq;
    if (!plain_uint_read(operand(c, 1), &seq) || seq == 0)
        return stop(c, CLI_USAGE, "« %s » n'est pas un numéro d'enregistrement.", "\"%s\" is not a record's number.",
                    operand(c, 1));
    node__list_records_reply *list = records_from(c, at, seq, 1);
    if (!list) return c->exit;
    if (list->n_records == 0 || list->records[0]->seq != seq)
        return stop(c, CLI_REFUSED, "Il n'y a pas d'enregistrement %" PRIu64 " (le dernier est %" PRIu64 ").",
                    "There is no record %" PRIu64 " (the last is %" PRIu64 ").", seq, list->last);
    const node__record_shown *r = list->records[0];
    if (c->json) return json_record(c, r), CLI_DONE;
    say(c, "%s, n° %" PRIu64, "%s, no. %" PRIu64, r->type, r->seq);
    field(c, "Identifiant", "Id", show_hex(c, r->id));
    field(c, "Quand", "When", show_ms(c, r->at_ms));
    field(c, "Qui", "Who", actor_text(c, r));
    field(c, "Cause", "Cause", show_hex(c, r->cause));
    for (size_t i = 0; i < r->n_subjects; i++) field(c, "Concerne", "About", show_hex(c, r->subjects[i]));
    for (size_t i = 0; i < r->n_streams; i++)
        field(c, "Flux", "Stream",
              phrase(c, "%s, n° %" PRIu64, "%s, no. %" PRIu64, r->streams[i]->name, r->streams[i]->n));
    const ProtobufCMessage *event = event_of(c, r);
    if (event)
        print_json(c, event);
    else if (event_type(r->type))
        say(c, "  (d'une famille : la coordination en voit davantage)", "  (of a family: a coordinator is shown more)");
    else
        say(c, "  (type inconnu de cette version, %zu octets)", "  (type unknown to this release, %zu bytes)",
            r->open.len);
    return CLI_DONE;
}

static const struct option tail_options[] = {
    {"follow", OPTION_FLAG, 0, NULL, NULL, NULL, "continuer à mesure (ou -f)", "go on as they come (or -f)"},
    {"lines", OPTION_NUMBER, 0, NULL, NULL, NULL, "combien (sinon 20; 200 au plus)", "how many (else 20; up to 200)"},
    {"from", OPTION_NUMBER, 0, NULL, NULL, NULL, "à partir de ce numéro", "from this number on"},
    {"subject", OPTION_HEX, 0, NULL, NULL, NULL, "seulement sur ceci (32 chiffres)", "only about this (32 digits)"},
};

const struct command journal_commands[] = {
    {.noun = "journal",
     .verb = "tail",
     .fr = "les derniers enregistrements d'un démon",
     .en = "a daemon's last records",
     .operands = {{.kind = OPERAND_DAEMON, .fr = "DÉMON", .en = "DAEMON", .words = DAEMON_WORDS}},
     OPTIONS(tail_options),
     .run = tail_run},
    {.noun = "journal",
     .verb = "show",
     .fr = "un enregistrement, décodé",
     .en = "one record, decoded",
     .operands = {{.kind = OPERAND_DAEMON, .fr = "DÉMON", .en = "DAEMON", .words = DAEMON_WORDS},
                  {.kind = OPERAND_TEXT, .fr = "NUMÉRO", .en = "NUMBER"}},
     .run = show_run},
};
COMMANDS_END(journal);
