/* The two clocks of the machine and the text of an instant. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

enum { CLOCK_TEXT_LEN = 24 }; /* "2026-11-21T14:03:00.123Z" */

/* Milliseconds since 1970-01-01T00:00:00Z; may jump when somebody sets the clock. */
int64_t clock_now_ms(void);
/* Microseconds since some moment of the past; never goes back. For intervals. */
int64_t clock_mono_us(void);
static inline int64_t clock_mono_ms(void) { return clock_mono_us() / 1000; }
/* RFC 3339 in UTC with milliseconds. */
void clock_text(int64_t at_ms, char out[CLOCK_TEXT_LEN + 1]);
/* "2026-11-21T14:03:00Z", with or without .123; false when it is not exactly that. */
bool clock_parse(const char *text, int64_t *at_ms);
