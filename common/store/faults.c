/* What LMDB and the system say, in our words. */
#include "store/lmdb.h"

#include <errno.h>

int store_err(int rc) {
    switch (rc) {
    case 0: return 0;
    case MDB_NOTFOUND: return ERR_NOTFOUND;
    case MDB_MAP_FULL:
    case ENOSPC:
    case EDQUOT:
    case MDB_TXN_FULL: return ERR_FULL; /* too many dirty pages for one transaction: smaller ones will do */
    case MDB_VERSION_MISMATCH: return ERR_VERSION;
    case MDB_INVALID:
    case MDB_CORRUPTED:
    case MDB_PAGE_NOTFOUND: return ERR_CORRUPT;
    case MDB_BAD_VALSIZE: return ERR_INVALID; /* an empty key, or one past 511 bytes */
    case ENOMEM: return ERR_NOMEM;
    case ENOENT: return ERR_NOTFOUND;
    case EACCES:
    case EROFS:
    case EPERM: return ERR_DENIED;
    default: return ERR_IO; /* EIO, MDB_PANIC, and what nobody foresaw: the process ends, and opens it anew */
    }
}
