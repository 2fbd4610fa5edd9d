#include "runtime/secrets.h"

#include <sodium.h>
#include "base/arena.h"
#include "sys/file.h"

/* Why a file could not be read; the last row is for every other outcome. */
static int file_fault(const struct secret_file *file, int err, struct fault *f) {
    if (err == ERR_NOTFOUND)
        return fault_set(f, EXIT_CONFIGURATION, "secret.missing",
                         "secret « %s » : le fichier %s n'existe pas ; l'écrire, propriétaire root, droits 0400",
                         "secret \"%s\": the file %s does not exist; write it, owner root, mode 0400", file->name,
                         file->path);
    if (err == ERR_DENIED)
        return fault_set(f, EXIT_RIGHTS, "secret.rights",
                         "secret « %s » : le fichier %s doit être lisible du seul démon : chmod 400, et lui comme "
                         "propriétaire ; ou root comme propriétaire, le groupe du démon, chmod 440",
                         "secret \"%s\": the file %s must be readable by the daemon alone: chmod 400, and itself the "
                         "owner; or root the owner, the daemon's group, chmod 440",
                         file->name, file->path);
    if (err == ERR_INVALID)
        return fault_set(f, EXIT_CONFIGURATION, "secret.file",
                         "secret « %s » : %s n'est pas un fichier d'une ligne de 1 024 octets au plus",
                         "secret \"%s\": %s is not a file of one line of at most 1,024 bytes", file->name, file->path);
    return fault_set(f, EXIT_DISK, "secret.unreadable", "secret « %s » : le fichier %s ne peut pas être lu",
                     "secret \"%s\": the file %s cannot be read", file->name, file->path);
}

/* The first of what is wrong with the line, and never a part of it. */
static int line_judge(const struct secret_file *file, struct span line, struct fault *f) {
    if (line.len == 0)
        return fault_set(f, EXIT_CONFIGURATION, "secret.empty",
                         "secret « %s » : le fichier %s est vide ; y écrire le secret",
                         "secret \"%s\": the file %s is empty; write the secret to it", file->name, file->path);
    if (line.len > SECRET_MAX) return file_fault(file, ERR_INVALID, f);
    for (size_t i = 0; i < line.len; i++)
        if (line.data[i] < ' ' || line.data[i] == 0x7f)
            return fault_set(
                f, EXIT_CONFIGURATION, "secret.lines",
                "secret « %s » : le fichier %s a plusieurs lignes, ou un caractère de contrôle ; n'y laisser que "
                "le secret",
                "secret \"%s\": the file %s has several lines, or a control character; leave nothing but the "
                "secret in it",
                file->name, file->path);
    return 0;
}

static struct span without_line_end(struct span text) {
    if (text.len && text.data[text.len - 1] == '\n') text.len--;
    if (text.len && text.data[text.len - 1] == '\r') text.len--;
    return text;
}

static int value_keep(struct secrets *s, const struct secret_file *file, struct span line, struct fault *f) {
    char *value = sodium_malloc(line.len + 1);
    if (!value)
        return fault_set(f, EXIT_SYSTEM, "secret.memory", "mémoire protégée insuffisante pour les secrets",
                         "not enough protected memory for the secrets");
    memcpy(value, line.data, line.len);
    value[line.len] = 0;
    s->list[s->n++] = (struct secret){file->name, value};
    return 0;
}

/* With room for the line end. The arena gives memory back as it is, so the text is overwritten in it. */
static int secret_load(struct secrets *s, const struct secret_file *file, struct fault *f) {
    struct arena a;
    struct span text = {NULL, 0};
    arena_init(&a);
    int err = file_read_private(&a, file->path, SECRET_MAX + 2, &text);
    struct span line = without_line_end(text);
    if (err)
        err = file_fault(file, err, f);
    else if ((err = line_judge(file, line, f)) == 0)
        err = value_keep(s, file, line, f);
    if (text.len) sodium_memzero((void *)(uintptr_t)text.data, text.len);
    arena_close(&a);
    return err;
}

int secrets_load(struct secrets *s, const struct daemon_config *c, struct fault *fault) {
    int err = 0;
    *s = (struct secrets){.n = 0};
    for (size_t i = 0; !err && i < c->n_secrets; i++) err = secret_load(s, &c->secrets[i], fault);
    if (err) secrets_close(s);
    return err;
}

const char *secret_find(void *secrets, const char *name) {
    const struct secrets *s = secrets;
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->list[i].name, name) == 0) return s->list[i].value;
    return NULL;
}

void secrets_close(struct secrets *s) {
    for (size_t i = 0; i < s->n; i++) sodium_free(s->list[i].value);
    s->n = 0;
}
