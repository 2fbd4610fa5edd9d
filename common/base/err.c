#include "base/err.h"

/* The log writes these as they are (LOG_ERR in sys/log.h): no quote, backslash or line end, and nothing of a message. A
 * value without a case is found by no compiler here: `err` is an int, because Reasons come the same way. */
const char *err_text(int err) {
    switch (err) {
    case 0: return "done";
    case ERR_NOMEM: return "out of memory";
    case ERR_IO: return "input or output failed";
    case ERR_FULL: return "no space left";
    case ERR_CORRUPT: return "stored data does not decode";
    case ERR_VERSION: return "made by a newer release";
    case ERR_BUSY: return "in use by another process";
    case ERR_INVALID: return "not valid";
    case ERR_NOTFOUND: return "not found";
    case ERR_DENIED: return "permission denied";
    case ERR_TIMEOUT: return "took too long";
    case ERR_CLOSED: return "closed";
    case ERR_NAME: return "no address for that name";
    case ERR_ERASED: return "erased for ever";
    default: return err > 0 ? "refused" : "unknown error";
    }
}
