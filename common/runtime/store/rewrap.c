/* --rewrap NEW: another wrapping key. The file NEW first, so that no vault is wrapped by a key that lies nowhere; it is
 * never written over, and one that is there is gone on with: of a run that broke off, or made by hand. The old key's
 * file is left to a person: every older copy of the store opens by it, and with it what was erased since. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "runtime/store/store.h"
#include "sys/random.h"

/* ---- the new key ---- */

/* NULL: it is not there yet. */
static int fresh_load(struct daemon *d, struct wrapping_key **fresh, struct fault *f) {
    struct seal_fault why = SEAL_FAULT("mémoire insuffisante", "not enough memory");
    const char *path = d->config.rewrap;
    if (strcmp(path, d->config.wrapping) == 0)
        return fault_set(f, EXIT_OPTIONS, "rewrap.same",
                         "%s est la clé maîtresse d'aujourd'hui : donnez le nom d'un fichier qui n'existe pas encore",
                         "%s is the wrapping key of today: give the name of a file that is not there yet", path);
    int err = wrapping_load_from(fresh, path, &why);
    return err && err != ERR_NOTFOUND ? wrapping_fault(&d->config, path, err, &why, f) : 0;
}

static int fresh_make(struct daemon *d, struct wrapping_key **fresh, struct fault *f) {
    struct seal_fault why = SEAL_FAULT("mémoire insuffisante", "not enough memory");
    struct wrapping_key key;
    wrapping_key_new(&key);
    int err = wrapping_key_save(d->config.rewrap, &key);
    wrapping_key_wipe(&key);
    if (err)
        return fault_set(f, err == ERR_DENIED ? EXIT_RIGHTS : EXIT_DISK, "rewrap.key",
                         "la nouvelle clé maîtresse %s ne peut pas être écrite ; rien n'a été changé",
                         "the new wrapping key %s cannot be written; nothing was changed", d->config.rewrap);
    err = wrapping_load_from(fresh, d->config.rewrap, &why);
    return err ? wrapping_fault(&d->config, d->config.rewrap, err, &why, f) : 0;
}

/* ---- the store ---- */

/* By the old key; or by the new one, when a run before this one broke off behind the vault. */
static int open_by_either(struct daemon *d, struct wrapping_key *fresh, struct fault *f) {
    int err = store_open_for(d, f);
    if (err != ERR_INVALID || !fresh) return err;
    struct wrapping_key *old = d->me.wrapping;
    struct fault other;
    d->me.wrapping = fresh;
    int again = store_open_for(d, &other);
    d->me.wrapping = old;
    return again ? err : 0;
}

static void would_tell(const struct daemon *d, const struct engine_keys *n) {
    printf(
        "%s : rien n'est changé. Seraient refermées sous %s : %" PRIu64 " clés ; %" PRIu64 " effacées le restent. Les "
        "recherches seraient refaites de %" PRIu64 " enregistrements, à peu près 10 s par 100 000.\n"
        "%s: nothing is changed. Would be wrapped by %s: %" PRIu64 " keys; %" PRIu64 " erased ones stay so. Look-ups "
        "would be made anew from %" PRIu64 " records, some 10 s for each 100,000.\n",
        d->process.program, d->config.rewrap, n->given, n->erased, n->records, d->process.program, d->config.rewrap,
        n->given, n->erased, n->records);
}

static void done_tell(const struct daemon *d, const struct engine_keys *n) {
    printf("%s : %" PRIu64 " clés sont sous %s ; les recherches sont refaites.\n"
           "  1. Gardez une copie de cette clé, à part. 2. Mettez-la à la place de %s (gardez celle-ci encore), ou "
           "nommez-la "
           "(wrapping-key). 3. Démarrez, puis sippe backup.\n"
           "  4. Détruisez alors l'ancienne clé et toutes ses copies (shred -u, papier) : aucun programme ne le fait. "
           "De ce "
           "moment aucune copie plus ancienne ne s'ouvre, et les attestations d'effacement d'avant aujourd'hui sont "
           "définitives.\n"
           "%s: %" PRIu64 " keys are wrapped by %s; look-ups were made anew.\n"
           "  1. Keep a copy of this key, apart. 2. Put it in the place of %s (keep that one still), or name it "
           "(wrapping-key). 3. Start, then sippe backup.\n"
           "  4. Then destroy the old key and all its copies (shred -u, paper): no program does. From that moment no "
           "older "
           "copy opens, and certificates of erasure from before today are final.\n",
           d->process.program, n->given, d->config.rewrap, d->config.wrapping, d->process.program, n->given,
           d->config.rewrap, d->config.wrapping);
}

static int rewrap_fault(struct daemon *d, int err, struct fault *f) {
    return fault_set(
        f, err == ERR_CORRUPT ? EXIT_DAMAGED : EXIT_DISK, "rewrap.failed",
        "le changement de clé maîtresse n'a pas abouti (%s) ; gardez les deux clés, réglez la cause, et "
        "recommencez avec le même fichier %s",
        "the wrapping key was not changed to the end (%s); keep both keys, mend the cause, and run it again "
        "with the same file %s",
        err_text(err), d->config.rewrap);
}

static int rewrap(struct daemon *d, struct wrapping_key **fresh, struct fault *f) {
    struct engine_keys n;
    engine_keys(d->engine, &n);
    if (d->config.dry_run) {
        would_tell(d, &n);
        return 0;
    }
    if (!*fresh && fresh_make(d, fresh, f)) return -1;
    int err = engine_rewrap(d->engine, *fresh, random_id());
    if (err) return rewrap_fault(d, err, f);
    done_tell(d, &n);
    return 0;
}

int store_rewrap(struct daemon *d, struct fault *f) {
    struct wrapping_key *fresh = NULL;
    if (fresh_load(d, &fresh, f)) return -1;
    int err = open_by_either(d, fresh, f);
    if (!err) err = rewrap(d, &fresh, f);
    engine_close(d->engine);
    wrapping_close(&fresh);
    return err;
}
