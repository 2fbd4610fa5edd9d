/* A vault's file without its key. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "seal/internal.h"

/* Either head will do: the daemon mends the other one. */
static int heads_look(int fd, struct id *journal) {
    uint8_t raw[HEAD_LEN];
    size_t got;
    int rc = disk_read(fd, 0, raw, sizeof raw, &got);
    if (rc == 0) rc = got == sizeof raw ? head_look(raw, journal) : ERR_CORRUPT;
    if (rc != ERR_CORRUPT) return rc;
    rc = disk_read(fd, HEAD_COPY_AT, raw, sizeof raw, &got);
    return rc ? rc : got == sizeof raw ? head_look(raw, journal) : ERR_CORRUPT;
}

int vault_look(const char *path, struct vault_seen *out) {
    struct stat st;
    *out = (struct vault_seen){.slots = 0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return disk_err(errno);
    int rc = fstat(fd, &st) ? ERR_IO : !S_ISREG(st.st_mode) ? ERR_CORRUPT : heads_look(fd, &out->journal);
    if (rc == 0 && st.st_size > SLOTS_AT) out->slots = (uint64_t)(st.st_size - SLOTS_AT) / VAULT_SLOT_LEN;
    close(fd);
    return rc;
}
