/* What a daemon tells its operator: one JSON line per event. What must be counted is a metric (metrics/names.h); what a
 * person must read before a daemon runs is a sentence on standard error (runtime/fault.h).
 *
 *   {"ts":"2026-11-21T14:03:00.123Z","level":"warn","daemon":"intake","event":"bus.refused","reason":"parts","count":3}
 *
 * Nothing of a message's content can get in: an event's name is a literal of the program, a value is a number, an id,
 * an error code, or a word of a fixed vocabulary. A word that has other characters than A-Z a-z 0-9 . _ : / * @ [ ] -
 * or more than 128 of them is written as "?". There is no kind of value for a text, and adding one would undo all of
 * this: families' names are texts. Each call site writes at most LOG_PER_SECOND lines a second; the next line after has
 * the number left out, "suppressed". */
#pragma once
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include "base/id.h"

/* WARN: somebody should look when there is time. ERROR: something was not done. */
enum log_level { LEVEL_DEBUG, LEVEL_INFO, LEVEL_WARN, LEVEL_ERROR };
enum { LOG_PER_SECOND = 20 }; /* of one site: what a peer can cause again and again must not fill the disk */

/* Owned by the daemon, filled by hand; may be used from several threads once filled. */
struct log {
    const char *daemon;
    enum log_level level;    /* lower ones are not written */
    int fd;                  /* 2 in a daemon */
    int64_t (*now_ms)(void); /* NULL: clock_now_ms */
};

/* The kinds and their underscores are the macros' below: fields are made by those alone, whose `"" name` compiles with
 * a literal only. */
enum log_kind { LOG_END_, LOG_INT_, LOG_BOOL_, LOG_ID_, LOG_WORD_, LOG_ERR_ };

struct log_field {
    enum log_kind kind;
    const char *key;
    union {
        int64_t number;
        struct id id;
        const char *word;
    };
};

#define LOG_INT(name, value)                                                                                           \
    { .kind = LOG_INT_, .key = "" name, .number = (int64_t)(value) }
#define LOG_BOOL(name, value)                                                                                          \
    { .kind = LOG_BOOL_, .key = "" name, .number = (value) }
#define LOG_ID(name, value)                                                                                            \
    { .kind = LOG_ID_, .key = "" name, .id = (value) }
/* Of the program's vocabulary: a peer's name, a reason, an endpoint. Never of a message: a name of one word would pass.
 * NULL is "?". */
#define LOG_WORD(name, value)                                                                                          \
    { .kind = LOG_WORD_, .key = "" name, .word = (value) }
/* An enum err, as its sentence. */
#define LOG_ERR(name, value)                                                                                           \
    { .kind = LOG_ERR_, .key = "" name, .number = (value) }

/* One place in the program that logs; static, made by LOG. */
struct log_site {
    _Atomic int64_t second;
    _Atomic int64_t written;
    _Atomic int64_t suppressed;
};

/* LOG(log, LEVEL_WARN, "bus.refused", LOG_WORD("reason", "parts"), LOG_INT("count", 3));
 * An event is a literal, a word or some with dots; operators search for it, so it does not change. */
#define LOG(log_, level_, event_, ...)                                                                                 \
    do {                                                                                                               \
        static struct log_site log_site_;                                                                              \
        log_write((log_), &log_site_, (level_), "" event_,                                                             \
                  (const struct log_field[]){__VA_ARGS__ __VA_OPT__(, ){.kind = LOG_END_}});                           \
    } while (0)

/* By LOG. Never fails: a line that cannot be written is lost, and fields that a kilobyte does not hold are left out. */
void log_write(const struct log *l, struct log_site *site, enum log_level level, const char *event,
               const struct log_field *fields);
