#include <signal.h>
#include <string.h>
#include <unistd.h>
#include "base/message.h"
#include "cli/cmd/notice.h"
#include "cli/show/output.h"
#include "proto/notifications_events.h"
#include "cli/call/profile.h"
#include "cli/call/session.h"
#include "sys/file.h"
#include "cli/show/words.h"

/* The partner's own reading of its stream: the cursor is saved after a notice was shown and its output is out, never
 * before. A crash in between shows one twice; the other order would lose one.
 *
 *   cursors/NAME@ORGANISATION ─▶ fetch from there (waits 2 s) ─▶ shown ─▶ saved ─▶ again
 *
 * The position is the daemon's, opaque here. After a restore it says where to go on (begin_again); another history than
 * that it refuses, and a person decides: what was shown before may be in it no more. */

enum { WAIT_MS = 2000, CURSOR_MAX = 1024 };

static volatile sig_atomic_t stopped;

static void signal_take(int signal) {
    (void)signal;
    stopped = 1;
}

struct watch {
    struct cli *c;
    const char *stream, *path;  /* of the cursor */
    uint8_t packed[CURSOR_MAX]; /* the position; length 0: from the beginning */
    size_t n_packed;
    bool shown; /* something was there */
};

static bool cursor_set(struct watch *w, struct span packed) {
    if (packed.len > CURSOR_MAX) return false;
    memcpy(w->packed, packed.data, packed.len);
    w->n_packed = packed.len;
    return true;
}

/* A cursor that cannot be read is none: all is shown again, which costs paper and no notice. */
static void cursor_read(struct watch *w) {
    struct span packed;
    if (arg_flag(w->c, "from-start") || file_read_private(&w->c->arena, w->path, CURSOR_MAX, &packed)) return;
    if (UNPACK(&w->c->arena, sippe__position, packed, MESSAGE_OPEN)) cursor_set(w, packed);
}

static int cursor_save(struct watch *w, const sippe__position *next) {
    struct span packed = message_pack(&w->c->arena, &next->base);
    int rc = cursor_set(w, packed) ? file_write(w->path, packed, 0600) : ERR_INVALID;
    return rc ? fail_err(w->c, rc, w->path) : 0;
}

static bool type_is(const sippe__feed_record *r, const ProtobufCMessageDescriptor *type) {
    return strcmp(r->type, type->name) == 0;
}

static notifications__notice_issued *issued_of(struct cli *c, const sippe__feed_record *r) {
    notifications__notice_issued *e = UNPACK(&c->arena, notifications__notice_issued, span_pb(r->open), MESSAGE_OPEN);
    if (e && r->sealed.len)
        e->personal = UNPACK(&c->arena, notifications__notice_issued__personal, span_pb(r->sealed), MESSAGE_OPEN);
    return e;
}

/* What she needs, where, and who she is; nothing of it once it was erased. */
static void personal_print(struct cli *c, const notifications__notice_issued__personal *p) {
    if (!p) return;
    field(c, "Service", "Service", p->service_name);
    field(c, "Besoin", "Need", WORD(c, sippe__need, p->need));
    notice_content_show(c, p->content);
}

static void issued_print(struct cli *c, const sippe__feed_record *r) {
    notifications__notice_issued *e = issued_of(c, r);
    if (!e) return;
    say(c, "\n%s %s   %s", "\n%s %s   %s", paint(c, COLOUR_BOLD, pick(c, "NOUVEL AVIS", "NEW NOTICE")),
        show_hex(c, e->notice_id), show_ms(c, r->at_ms));
    personal_print(c, e->personal);
    if (e->acknowledge_by) field(c, "Répondre avant", "Answer by", show_date(c, e->acknowledge_by));
    field(c, "Questions", "Questions", arena_printf(&c->arena, "%s, %s", e->clsc_name, show_phone(c, e->clsc_phone)));
    field(c, "Pour répondre", "To answer",
          phrase(c, "sippe notices ack %s, puis accept, waitlist ou decline",
                 "sippe notices ack %s, then accept, waitlist or decline", show_short(c, e->notice_id)));
    const char *text = pick(c, e->text_fr, e->text_en);
    if (*text) paragraph(c, text, 2, output_width(c));
}

static void record_print(struct cli *c, const sippe__feed_record *r) {
    if (r->withheld) {
        if (c->json) fprintf(c->out, "{\"n\":%llu,\"withheld\":true}\n", (unsigned long long)r->n);
        say(c, "\n(Avis n° %llu : retiré avant d'être reçu.)", "\n(Notice no. %llu: withdrawn before it was received.)",
            (unsigned long long)r->n);
    } else if (type_is(r, &notifications__notice_issued__descriptor)) {
        notifications__notice_issued *e = c->json ? issued_of(c, r) : NULL;
        if (e) print_json_line(c, &e->base);
        issued_print(c, r);
    } else if (type_is(r, &notifications__notice_recalled__descriptor)) {
        notifications__notice_recalled *e =
            UNPACK(&c->arena, notifications__notice_recalled, span_pb(r->open), MESSAGE_OPEN);
        if (e && c->json) fprintf(c->out, "{\"notice_id\":\"%s\",\"recalled\":true}\n", show_hex(c, e->notice_id));
        if (e)
            say(c, "\n%s %s : n'agissez plus, et détruisez ce que vous avez noté.",
                "\n%s %s: do not act on it, and destroy what you wrote down.",
                paint(c, COLOUR_RED, pick(c, "AVIS RETIRÉ", "NOTICE WITHDRAWN")), show_hex(c, e->notice_id));
    }
}

/* The server was restored, and says where its history is still the one that was read. What was read past that may be no
 * more, and what it tells anew may be shown a second time: a person compares. */
static int begin_again(struct watch *w, const sippe__position *begin) {
    struct cli *c = w->c;
    if (c->json) fprintf(c->out, "{\"restored\":true,\"begin\":%llu}\n", (unsigned long long)begin->n);
    say(c,
        "\n%s : le serveur a été restauré d'une sauvegarde. La lecture reprend après l'avis n° %llu. Ce que vous avez "
        "reçu ou répondu depuis peut être perdu : comparez avec sippe notices list, et répondez de nouveau au besoin.",
        "\n%s: the server was restored from a backup. Reading goes on after notice no. %llu. What you received or "
        "answered since may be lost: compare with sippe notices list, and answer again where needed.",
        paint(c, COLOUR_RED, pick(c, "ATTENTION", "ATTENTION")), (unsigned long long)begin->n);
    return cursor_save(w, begin) ? -1 : 1;
}

/* 1: ask again, from behind what came: more may be there, and the question says that this was read; 0: nothing new;
 * negative: over, c->exit says why. */
static int watch_once(struct watch *w) {
    struct cli *c = w->c;
    struct bus_client *client = session_client(c, DAEMON_NOTIFICATIONS);
    sippe__feed *feed = NULL;
    sippe__fetch *f = NEW(&c->arena, sippe__fetch);
    if (!client) return -1;
    f->stream = w->stream;
    if (w->n_packed) f->position = UNPACK(&c->arena, sippe__position, span_of(w->packed, w->n_packed), MESSAGE_OPEN);
    f->wait_ms = arg_flag(c, "once") ? 0 : WAIT_MS;
    int rc = bus_client_fetch(client, f, &c->arena, &feed);
    if (rc == ERR_TIMEOUT || rc == ERR_NAME) return 0;
    if (rc) {
        stop(c, rc == ERR_DENIED ? CLI_KEY : CLI_UNREACHABLE, "notifications : %s.", "notifications: %s.",
             session_why(c, rc));
        return -1;
    }
    if (feed->status && feed->status->code != CODE_OK) return fail_status(c, feed->status), -1;
    if (feed->forked && feed->begin) return begin_again(w, feed->begin);
    if (feed->forked) {
        stop(c, CLI_REFUSED,
             "L'historique du serveur a changé (il a été restauré d'une sauvegarde). Relisez tout : sippe notices "
             "watch --from-start",
             "The server's history has changed (it was restored from a backup). Read all again: sippe notices watch "
             "--from-start");
        return -1;
    }
    for (size_t i = 0; i < feed->n_records; i++) record_print(c, feed->records[i]);
    w->shown = w->shown || feed->n_records;
    if (output_flush(c)) return -1; /* not shown: the cursor stays before it */
    if (feed->next && (feed->n_records || !w->n_packed) && cursor_save(w, feed->next)) return -1;
    return feed->n_records > 0;
}

/* One fetch with memory of its own: a watch may last for weeks. */
static int watch_turn(struct watch *w) {
    struct cli *c = w->c, turn = *c;
    arena_init(&turn.arena);
    w->c = &turn;
    int rc = watch_once(w);
    w->c = c;
    c->exit = turn.exit;
    c->output_lost = turn.output_lost;
    c->zone = turn.zone;
    c->zone_known = turn.zone_known;
    arena_close(&turn.arena);
    return rc;
}

/* A signal ends it between two fetches: whoever stops it has seen all that the cursor says. */
int notice_watch_run(struct cli *c) {
    const struct key_file *key = session_key(c);
    if (!key) return c->exit;
    if (!*key->organization)
        return stop(c, CLI_USAGE, "La clé %s n'est pas celle d'un organisme.",
                    "The key %s is not that of an organisation.", key->name);
    int rc = profile_folder(c, "cursors");
    if (rc) return rc;
    struct watch w = {.c = c, .stream = arena_printf(&c->arena, "partner:%s", key->organization)};
    w.path = profile_path(c, "cursors", arena_printf(&c->arena, "%s@%s", key->name, key->organization));
    cursor_read(&w);
    struct sigaction action = {.sa_handler = signal_take};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    if ((rc = session_connect(c, DAEMON_NOTIFICATIONS)) != 0) return rc;
    if (!arg_flag(c, "once") && isatty(fileno(c->err)))
        remark(c, "(En attente d'avis; Ctrl-C pour arrêter. Rien ne se perd entre deux lectures.)",
               "(Waiting for notices; Ctrl-C to stop. Nothing is lost between two readings.)");
    do rc = watch_turn(&w);
    while (rc >= 0 && !stopped && (rc > 0 || !arg_flag(c, "once")));
    if (rc >= 0 && arg_flag(c, "once") && !w.shown) say(c, "Rien de nouveau.", "Nothing new.");
    return rc < 0 ? c->exit : CLI_DONE;
}
