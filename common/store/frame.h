/* A frame: what one transaction changed, as it stands in a log file. Rows, not requests: reading it back runs no apply
 * and no rule, so recovery depends neither on the release, nor on the clock, nor on a fault of either.
 *
 * Little endian, nothing aligned:
 *      0  u64  check     SipHash-2-4 of all that follows, up to the end of the payload, under the lineage
 *      8  u64  number    1, 2, ... without a gap for the life of the store
 *     16  u64  lineage   drawn when a store begins: frames of another life do not count
 *     24  u32  length    of the payload
 *     28  u32  kind
 *     32  i64  at_ms     the wall clock, and
 *     40  u64  seq       the journal's last number, as the transaction's owner says: for a standby, and for a point in
 *                        time, which find their place by them
 *     48  payload
 *
 * FRAME_ROWS: u8 put or delete · u8 table · u16 key length · u32 value length · key · value, again and again.
 * FRAME_TABLES: the names of the tables in the order of their numbers, each with its NUL. It begins each log file and
 *   bears the number of the frame behind it: another release may number its tables otherwise, and must read these.
 * FRAME_CLOSED: a clean stop. All up to its number stands in LMDB, and data.mdb alone is the store. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/span.h"

enum { FRAME_HEADER = 48, FRAME_ROW_HEADER = 8 };
enum frame_kind { FRAME_ROWS = 1, FRAME_TABLES = 2, FRAME_CLOSED = 3 };

struct frame {
    uint64_t number, lineage;
    enum frame_kind kind;
    int64_t at_ms;
    uint64_t seq;
    struct span payload;
};

struct frame_row {
    bool is_deleted;
    uint8_t table;
    struct span key, value;
};

/* Bytes that grow, for one frame at a time. */
struct frame_buffer {
    uint8_t *bytes;
    size_t len, capacity;
};

/* Begins a frame in an emptied buffer; rows or bytes are added; frame_seal writes the header. ERR_NOMEM. */
int frame_begin(struct frame_buffer *b);
int frame_add(struct frame_buffer *b, struct span bytes);
int frame_add_row(struct frame_buffer *b, const struct frame_row *row);
/* Its payload is what was added. */
void frame_seal(struct frame_buffer *b, const struct frame *f);
void frame_buffer_free(struct frame_buffer *b);

/* The frame at the beginning of these bytes: how many it takes. 0: none of this lineage is there, whole and as it was
 * written. */
size_t frame_read(struct span bytes, uint64_t lineage, struct frame *out);
/* Where it would end if its length were right; 0: past the end of these bytes. */
size_t frame_end(struct span bytes);
/* The next row of a FRAME_ROWS; false: none is left, or what is left is none (*is_sound false). */
bool frame_next_row(struct span *payload, struct frame_row *out, bool *is_sound);
