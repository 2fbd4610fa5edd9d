/* The clocks of the machine and the text of an instant. Only the runtime, the bus, the log and the program `sippe`
 * read a clock; the engine and everything in it are told the time.
 *
 *   what is recorded or due            clock_now_ms    may jump
 *   intervals, time-outs, lateness     clock_mono_us   never goes back, means nothing to another process
 *   did the first one jump?            clock_boot_ms   like the second, and goes on while the machine sleeps */
#pragma once
#include <stdbool.h>
#include <stdint.h>

enum { CLOCK_TEXT_LEN = 24 }; /* "2026-11-21T14:03:00.123Z" */

/* Milliseconds since 1970-01-01T00:00:00Z; may jump when somebody sets the clock. */
int64_t clock_now_ms(void);
/* Microseconds since some moment of the past; never goes back. For intervals. */
int64_t clock_mono_us(void);
static inline int64_t clock_mono_ms(void) { return clock_mono_us() / 1000; }
/* Milliseconds since the machine started, its sleep included (clock_gettime(2), CLOCK_BOOTTIME). */
int64_t clock_boot_ms(void);
/* RFC 3339 in UTC with milliseconds, always of the same length, so that lines sort by it. Years 0 to 9999. */
void clock_text(int64_t at_ms, char out[CLOCK_TEXT_LEN + 1]);
/* "2026-11-21T14:03:00Z", with or without .123; false when it is not exactly that. For what our own programs wrote;
 * what people write goes through text/plain.h, which takes other zones and lengths. */
bool clock_parse(const char *text, int64_t *at_ms);
