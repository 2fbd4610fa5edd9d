#include <errno.h>
#include <unistd.h>
#include "seal/internal.h"

int disk_err(int error) {
    switch (error) {
    case ENOENT:
    case ENOTDIR: return ERR_NOTFOUND;
    case EACCES:
    case EPERM:
    case EROFS: return ERR_DENIED;
    case ENOSPC:
    case EDQUOT: return ERR_FULL;
    case EWOULDBLOCK: return ERR_BUSY;
    case ENOMEM: return ERR_NOMEM;
    default: return ERR_IO;
    }
}

int disk_read(int fd, uint64_t at, void *out, size_t len, size_t *got) {
    for (*got = 0; *got < len;) {
        ssize_t n = pread(fd, (uint8_t *)out + *got, len - *got, (off_t)(at + *got));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return disk_err(errno);
        if (n == 0) break;
        *got += (size_t)n;
    }
    return 0;
}

int disk_write(int fd, uint64_t at, const void *data, size_t len) {
    for (size_t done = 0; done < len;) {
        ssize_t n = pwrite(fd, (const uint8_t *)data + done, len - done, (off_t)(at + done));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return disk_err(errno);
        done += (size_t)n;
    }
    return 0;
}

int disk_flush(const struct vault *v) { return v->throwaway || fdatasync(v->fd) == 0 ? 0 : disk_err(errno); }

int slot_load(const struct vault *v, uint64_t slot, uint8_t raw[VAULT_SLOT_LEN]) {
    size_t got;
    int rc = disk_read(v->fd, slot_at(slot), raw, VAULT_SLOT_LEN, &got);
    if (rc) return rc;
    return got == VAULT_SLOT_LEN ? 0 : ERR_CORRUPT;
}
