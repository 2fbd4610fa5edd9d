/* Texts of others on their way to a terminal: names, notes, reasons, whatever came over the wire or out of a file. What
 * is not plain in them is written as ‹U+001B› (text/visible.h); the colours are our own.
 *
 *   text of somebody ─▶ visible ─▶ paint: marks that no UTF-8 can hold ─▶ say, table, field ─▶ print_text: escapes
 *
 * say, phrase, stop and remark make each %s of theirs visible, tables and sheets each value: nobody who prints has to
 * think of it, and no text can bring a mark or an escape of its own. JSON escapes them instead. */
#pragma once
#include <stdarg.h>
#include <stdbool.h>
#include "base/arena.h"

/* A colour mark: this byte, which is in no UTF-8, and a digit. */
enum { MARK = 0xff };
/* The length of the mark that stands here, or 0. */
size_t mark_len(const char *at);
/* The text with what is not plain made visible; marks stay. With `lines` line feeds and tabs stay too, for notes of
 * several lines whose printer indents each. */
const char *visible(struct arena *a, const char *text, bool lines);
/* vsnprintf into the arena; each %s is made visible, on one line. Widths and precisions are numbers of the format. */
char *visible_vformat(struct arena *a, const char *format, va_list arguments);
/* A JSON text: what is not plain in its strings as \uXXXX. */
const char *visible_json(struct arena *a, const char *json);
