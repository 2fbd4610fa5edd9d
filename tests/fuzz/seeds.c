/* fuzz-seeds FOLDER: the first inputs of each corpus, from real messages: what the setting up of a station says, each
 * method with something in every field, every feed and record that came of it, and files of the demonstration. Ids are
 * written as marks (station.h). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "services.h"
#include "../golden/sample.h"
#include "base/message.h"
#include "engine/open/open.h"
#include "families.h"
#include "family_screening.h"
#include "proto/intake.h"
#include "proto/intake_events.h"
#include "json_types.h"
#include "methods.h"
#include "plausible.h"
#include "proto/node_events.h"
#include "proto/intake/screening.h"
#include "cli/csv/screening_file.h"
#include "proto/directory.h"
#include "rules.h"
#include "proto/scheduling.h"
#include "cli/push/spool_lines.h"
#include "station.h"
#include "sys/file.h"
#include "text/canonical/canonical.h"
#include "text/json.h"
#include "typed.h"

static const char *folder;
static struct arena arena;

struct said {
    struct said *next;
    const char *method;
    struct span body;
};
static struct said *all_said;

static void write_input(const char *corpus, const char *name, struct span head, struct span body) {
    char path[1200];
    snprintf(path, sizeof path, "%s/%s", folder, corpus);
    mkdir(path, 0755);
    snprintf(path, sizeof path, "%s/%s/%s", folder, corpus, name);
    FILE *f = fopen(path, "wb");
    if (!f) station_fault("%s cannot be written", path);
    fwrite(head.data, 1, head.len, f);
    fwrite(body.data, 1, body.len, f);
    fclose(f);
}

static void note_said(const char *daemon, const char *method, struct span body) {
    (void)daemon;
    struct said *s = arena_alloc(&arena, sizeof *s);
    *s = (struct said){all_said, method, arena_span(&arena, body)};
    all_said = s;
}

static size_t method_index(const char *name) {
    for (size_t i = 0; i < method_count(); i++)
        if (strcmp(method_at(i)->name, name) == 0) return i;
    station_fault("%s is no method", name);
}

static void write_request(const struct station *s, const char *name, size_t method, struct span body) {
    uint8_t head[2] = {(uint8_t)method, 0}, desk = 0, id[16] = {5};
    uint8_t *marked = arena_copy(&arena, body.data, body.len);
    station_ids_mark(s, marked, body.len);
    write_input("methods", name, span_of(head, 2), span_of(marked, body.len));
    if (strncmp(name, "said-intake", 11) == 0)
        write_input("envelope", name, span_of(&desk, 1),
                    station_frame(&arena, method_at(method)->name, id, span_of(marked, body.len)));
}

static void write_methods(const struct station *s) {
    size_t n = 0;
    for (const struct said *one = all_said; one; one = one->next)
        write_request(s, arena_printf(&arena, "said-%s-%zu", one->method, n++), method_index(one->method), one->body);
}

static const sippe__reply *try_request(struct station *s, const struct target *m, struct span body) {
    static uint64_t n;
    uint64_t id[2] = {++n, 5};
    static const sippe__role roles[] = {ROLE_DESK, ROLE_TEAM, ROLE_COORDINATOR, ROLE_PARTNER, ROLE_OPERATOR};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (m->method->roles & (1u << roles[i]))
            return station_exchange(s, m->daemon, station_key_of(roles[i]), NULL,
                                    station_frame(&arena, m->name, (const uint8_t *)id, body));
    return NULL;
}

/* Of each method one input for each way in which it ends. */
static void write_plausible(size_t index) {
    const struct target *m = method_at(index);
    bool seen[1024] = {false};
    for (unsigned variant = 0; variant < PLAUSIBLE_VARIANTS; variant++) {
        struct station *s = station_take();
        struct plausible p;
        plausible_init(&p, s, &arena);
        struct span body = plausible_request(&p, m, variant);
        const sippe__reply *reply = try_request(s, m, body);
        unsigned reason = reply ? (unsigned)reply->status->reason : 1023;
        if (reason < 1024 && !seen[reason] && body.len < 4096)
            write_request(s, arena_printf(&arena, "%s-%s", m->name, reason ? arena_printf(&arena, "%u", reason) : "ok"),
                          index, body);
        seen[reason % 1024] = true;
        if (reason == 0) station_end(); /* the next one begins with an untouched station */
    }
}

static sippe__feed *feed_of(struct station *s, const char *daemon, const char *follower) {
    char stream[64];
    snprintf(stream, sizeof stream, "daemons:%s", follower);
    sippe__envelope *envelope = NEW(&arena, sippe__envelope);
    envelope->content_case = SIPPE__ENVELOPE__CONTENT_FETCH;
    envelope->fetch = NEW(&arena, sippe__fetch);
    envelope->fetch->stream = stream;
    struct engine *e = world_engine(s->world, daemon);
    struct engine_in in = {.principal = follower, .frame = message_pack(&arena, &envelope->base)};
    size_t n;
    engine_push(e, &in);
    engine_turn(e, s->now_ms, s->now_ms);
    const struct engine_out *out = engine_out(e, &n);
    for (size_t i = 0; i < n; i++) {
        sippe__envelope *answer = UNPACK(&arena, sippe__envelope, out[i].frame, MESSAGE_OPEN);
        if (answer && answer->content_case == SIPPE__ENVELOPE__CONTENT_FEED) return answer->feed;
    }
    return NULL;
}

static void write_feed(const struct station *s, uint8_t who, const char *name, const sippe__feed *feed) {
    struct span packed = message_pack(&arena, &feed->base);
    uint8_t *marked = arena_copy(&arena, packed.data, packed.len);
    station_ids_mark(s, marked, packed.len);
    write_input("feed", name, span_of(&who, 1), span_of(marked, packed.len));
}

/* Each stream whole, and each of its records alone under another id. */
static void write_feeds(struct station *s) {
    for (size_t at = 0; at < 4; at++)
        for (size_t f = 0; f < all_services[at]->n_follows; f++) {
            const char *journal = all_services[at]->follows[f], *follower = daemon_names[at];
            sippe__feed *feed = feed_of(s, journal, follower);
            uint8_t who = (uint8_t)(at | f << 2);
            if (!feed) continue;
            write_feed(s, who, arena_printf(&arena, "whole-%s-%s", follower, journal), feed);
            size_t n = feed->n_records;
            sippe__feed_record **records = feed->records;
            for (size_t i = 0; i < n; i++) {
                feed->records = &records[i];
                feed->n_records = 1;
                records[i]->id.data[0] ^= 1;
                if (protobuf_c_message_get_packed_size(&feed->base) > 4096) continue;
                write_feed(s, who | 0x40, arena_printf(&arena, "one-%s-%s-%zu", follower, journal, i), feed);
            }
        }
}

/* What a cell and a message hold where no amount was told. */
static void write_ranges(const struct family_case *from) {
    static const struct zone montreal = {-300, true};
    struct screening_layout layout = screening_layout_usual();
    char *csv = screening_file_header(&arena, &layout);
    for (int ends = 1; ends <= 3; ends++) {
        intake__submit_screening_request *r = NEW(&arena, intake__submit_screening_request);
        r->screening = family_screening(&arena, from);
        sippe__money_answer *annual = r->screening->income->annual = NEW(&arena, sippe__money_answer);
        annual->answer_case = SIPPE__MONEY_ANSWER__ANSWER_RANGE;
        annual->range = NEW(&arena, sippe__money_range);
        annual->range->above = ends & 1 ? NEW(&arena, sippe__money) : NULL;
        annual->range->at_most = ends & 2 ? NEW(&arena, sippe__money) : NULL;
        if (ends & 1) annual->range->above->cents = 1999999;
        if (ends & 2) annual->range->at_most->cents = 4074200;
        csv = arena_printf(&arena, "%s%s", csv, screening_file_row(&arena, &layout, montreal, r->screening, NULL));
        uint8_t type = 0;
        write_input("json", arena_printf(&arena, "range-%d", ends), span_of(&type, 1),
                    span_text(json_write(&arena, &r->base, false)));
    }
    write_input("csv", "ranges", span_of("", 0), span_text(csv));
}

static void write_texts(void) {
    static const struct zone montreal = {-300, true};
    static struct families f;
    struct family_case c;
    struct screening_layout layout = screening_layout_usual();
    families_init(&f, 11, 20781);
    char *csv = screening_file_header(&arena, &layout);
    for (int i = 0; i < 4; i++) {
        families_next(&f, &c);
        intake__submit_screening_request *r = NEW(&arena, intake__submit_screening_request);
        r->screening = family_screening(&arena, &c);
        screening_layout_fit(&layout, r->screening);
        csv = arena_printf(&arena, "%s%s", screening_file_header(&arena, &layout),
                           screening_file_row(&arena, &layout, montreal, r->screening, c.safety_note));
        write_input("csv", arena_printf(&arena, "family-%d", i), span_of("", 0), span_text(csv));
        uint8_t type = 0;
        write_input("json", arena_printf(&arena, "family-%d", i), span_of(&type, 1),
                    span_text(json_write(&arena, &r->base, i % 2 == 0)));
    }
    write_ranges(&c);
    write_input("csv", "empty-table", span_of("", 0), span_text(screening_file_template(&arena)));
}

/* Two bytes of length, then the line: see targets/fuzz_spool.c. */
static struct span line_of(const spool__line *line) {
    struct span packed = message_pack(&arena, &line->base);
    uint8_t *out = arena_alloc(&arena, packed.len + 2);
    out[0] = (uint8_t)packed.len;
    out[1] = (uint8_t)(packed.len >> 8);
    memcpy(out + 2, packed.data, packed.len);
    return span_of(out, packed.len + 2);
}

static struct span joined(struct span a, struct span b) {
    uint8_t *out = arena_alloc(&arena, a.len + b.len);
    if (a.len) memcpy(out, a.data, a.len);
    memcpy(out + a.len, b.data, b.len);
    return span_of(out, a.len + b.len);
}

static spool__line *line_sample(unsigned which, unsigned i, spool__line *line) {
    static const ProtobufCMessageDescriptor *const types[] = {&spool__queued__descriptor, &spool__answered__descriptor,
                                                              &spool__again__descriptor, &spool__known__descriptor};
    ProtobufCMessage *part = sample_message(&arena, types[which]);
    spool__line__init(line);
    line->content_case = which + 1;
    line->queued = (void *)part; /* the four are a union */
    if (which == 1) {
        sippe__reply *reply = (void *)sample_message(&arena, &sippe__reply__descriptor);
        reply->epoch.data[0] = (uint8_t)i;
        line->answered->reply = pb_of(message_pack(&arena, &reply->base));
    }
    return line;
}

static void write_spools(void) {
    static const uint8_t sound[] = {1, 255}, second_damaged[] = {1, 1}, raw[] = {0, 0};
    struct span file = {NULL, 0};
    spool__line line;
    static const unsigned order[] = {0, 1, 2, 0, 1, 3};
    for (unsigned i = 0; i < sizeof order / sizeof *order; i++) {
        file = joined(file, line_of(line_sample(order[i], i, &line)));
        write_input("spool", arena_printf(&arena, "lines-%u", i), span_of(sound, 2), file);
    }
    write_input("spool", "damaged", span_of(second_damaged, 2), file);
    write_input("spool", "raw-magic", span_of(raw, 2),
                span_text("sippe-spool-3 6f2e:91bc:0000:1111:2222:3333:4444:5555\n"));
    write_input("spool", "raw-long-line", span_of(raw, 2),
                span_of("sippe-spool-3 6f2e:91bc:0000:1111:2222:3333:4444:5555\n"
                        "\xf5SQ\xfa\xff\xff\xff\xff\0\0\0\0\0\0\0\0\0\0\0\0",
                        74));
}

/* What the demonstration hands to the program; "" where it has none. */
static struct span demo_file(const char *name) {
    struct span text = {NULL, 0};
    if (file_read(&arena, arena_printf(&arena, SOURCE_DIR "/deploy/demo/%s", name), 1 << 20, &text))
        return span_of("", 0);
    return text.len > 500 ? span_of(text.data, 500) : text; /* an input is at most 8 KiB */
}

/* In the order of hsds_names, as targets/fuzz_hsds.c reads them. */
static void write_tables(void) {
    static const char *const names[] = {
        "organizations", "services", "locations",     "addresses",  "service_at_location", "phones",    "languages",
        "schedules",     "contacts", "service_areas", "taxonomies", "taxonomy_terms",      "attributes"};
    struct span package = {NULL, 0};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        package = joined(package, demo_file(arena_printf(&arena, "directory/%s.csv", names[i])));
        package = joined(package, span_of("", 1));
    }
    write_input("hsds", "demo", span_of("", 0), package);
    write_input("workers", "demo", span_of("", 0), demo_file("team.csv"));
    write_input("lines", "peers", span_of("", 0),
                span_text("intake.internal = tcp://127.0.0.1:20101\nintake.public = tcp://sippe.example:20201\n"
                          "intake.key = rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7\n"));
    write_input("lines", "key", span_of("", 0),
                span_text("name = desk\npublic = rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7\n"));
    write_input("lines", "secret", span_of("", 0),
                span_text("name = desk\nrole = DESK\norganization = 99001\n" /* the pair of CURVE's example (RFC 26) */
                          "public = Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID\n"
                          "secret = D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs\n"));
    write_input("lines", "settings", span_of("", 0),
                span_text("territory = essai\ndir = /var/lib/sippe/intake\nkey = /etc/sippe/intake.key\n"
                          "peers = /etc/sippe/peers\nmap-size = 64M\nlog-level = info\n"
                          "trust = op OPERATOR rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7\n"));
}

/* The territory of the demonstration, whole and in its first halves. */
static void write_yaml(void) {
    struct span text;
    if (file_read(&arena, SOURCE_DIR "/deploy/territories/ahuntsic-demo.yaml", 1 << 20, &text))
        station_fault("the territory of the demonstration is not there");
    write_input("yaml", "demo", span_of("", 0), text);
    for (size_t part = 2; part <= 16; part *= 2)
        write_input("yaml", arena_printf(&arena, "part-%zu", part), span_of("", 0),
                    span_of(text.data, text.len / part));
    write_input("yaml", "rules", span_of("", 0),
                span_text(json_write(&arena, &rules_for_tests(&arena, "test")->base, true))); /* JSON is YAML */
}

static void write_json(void) {
    for (uint8_t i = 0; i < JSON_TYPES; i++) {
        const ProtobufCMessage *sample = sample_message(&arena, json_types[i]);
        write_input("json", json_types[i]->name, span_of(&i, 1), span_text(json_write(&arena, sample, false)));
        write_input("canonical", json_types[i]->name, span_of(&i, 1),
                    span_text(canonical_write(&arena, sample, CANONICAL_READ_MAX)));
    }
}

/* Of each kind of field, in the forms that a writer would not choose. */
static void write_kinds(void) {
    static const char *const texts[] = {
        "{\"anInt32\":1.2e1,\"an_int64\":\"-9223372036854775808\",\"aUint64\":18446744073709551615,\"aFloat\":\"NaN\","
        "\"a_double\":\"-Infinity\",\"reals\":[1e300,-0.0,\"2.5\"]}",
        "{\"someBytes\":\"-_8\",\"blobs\":[\"AAEC\",\"AA==\"],\"colour\":99,\"colours\":[\"COLOUR_RED\",-2.0],"
        "\"aBool\":true}",
        "{\"part\":{\"parts\":[{},{\"chosenText\":\"\\ud83d\\udc76\"}]},\"chosenReal\":0,\"texts\":null,\"line2nd\":"
        "\"a\"}",
        "{\"part\":{\"chosen_text\":1,\"chosenPart\":{}},\"Marie Tremblay\":[[[]]],\"an_int32\":1,\"anInt32\":2}",
    };
    uint8_t kind = JSON_TYPES;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        write_input("canonical", arena_printf(&arena, "kinds-%zu", i), span_of(&kind, 1), span_text(texts[i]));
}

/* Each command, its daemons lying by chance: for people, as JSON, painted on a narrow terminal (targets/fuzz_replies.c). */
static void write_replies(void) {
    static const uint8_t hows[] = {32, 33, 32 + 16 + 4 + 2};
    for (uint8_t command = 0; command < typed_commands(); command++)
        for (uint8_t i = 0; i < sizeof hows; i++) {
            const uint8_t input[] = {command, hows[i], 7, i};
            write_input("replies", arena_printf(&arena, "command-%u-%u", command, i), span_of("", 0),
                        span_of(input, sizeof input));
        }
}

/* Of each daemon some rows, each spoiled in each way (targets/fuzz_rows.c). */
static void write_rows(void) {
    for (uint8_t d = 0; d < DAEMONS; d++)
        for (uint8_t i = 0; i < 24; i++) {
            const uint8_t input[] = {
                d, 0, (uint8_t)(i * 2), 0, (uint8_t)(i * 5), 0, (uint8_t)(i * 7), i % 6, i, 1, i, 0, 40, 1};
            write_input("rows", arena_printf(&arena, "%s-%u", daemon_names[d], i), span_of("", 0),
                        span_of(input, sizeof input));
        }
}

/* One of each file that lies beside a store (targets/fuzz_restored.c). */
static void write_beside(void) {
    static const char revoked[] =
        "# accueil\ndesk 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\r\n\n"
        "nurse 1123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    static const char manifest[] =
        "{\"cut\": \"coupe\", \"parts\": [{\"daemon\": \"intake\", \"bytes\": 4096, \"digest\": \"00\", \"standing\": "
        "{\"seq\": 3, \"followed\": [{\"journal\": \"directory\", \"position\": {\"n\": 1}}]}}]}";
    node__restored *note = (void *)sample_message(&arena, &node__restored__descriptor);
    struct span packed = message_pack(&arena, &note->base);
    for (uint8_t d = 0; d < DAEMONS; d++)
        for (uint8_t file = 0; file < 4; file++) {
            uint8_t head = (uint8_t)(d + DAEMONS * file);
            write_input("restored", arena_printf(&arena, "%s-%u", daemon_names[d], file), span_of(&head, 1),
                        file < 2    ? packed
                        : file == 2 ? span_text(revoked)
                        : d         ? span_text(manifest)
                                    : span_of("", 0));
        }
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    folder = argv[1];
    arena_init(&arena);
    mkdir(folder, 0755);
    station_said = note_said;
    struct station *s = station_take();
    station_said = NULL;
    write_methods(s);
    for (size_t i = 0; i < method_index("node.GetHealth") + 9; i++) write_plausible(i);
    s = station_take();
    write_feeds(s);
    write_texts();
    write_json();
    write_kinds();
    write_yaml();
    write_spools();
    write_tables();
    write_replies();
    write_rows();
    write_beside();
    return 0;
}
