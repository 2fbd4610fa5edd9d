/* A vault in a folder of its own, for the tests of this room. */
#pragma once
#include "prng.h"
#include "seal/vault.h"

struct vaults {
    char dir[40];
    char path[64], other[64];
    struct wrapping_key key;
    struct vault_options options;
    struct vault *v;
    struct seal_fault fault;
};

/* cmocka's fixtures: made and open; closed, and the folder removed. */
int vaults_setup(void **state);
int vaults_teardown(void **state);
/* Closed and opened again. */
void vaults_reopen(struct vaults *t);
/* It opens neither now nor touched; what it answered. */
int vaults_refused(struct vaults *t);
struct id vaults_id(uint64_t n);
/* A slot for this subject. */
uint64_t vaults_give(struct vaults *t, uint64_t subject);
/* A text that was sealed by this slot, and whether it still opens by it. */
struct vaults_text {
    uint8_t bytes[SEAL_LEAST];
};
struct vaults_text vaults_seal(struct vault *v, uint64_t slot, struct id subject);
int vaults_opens(struct vault *v, uint64_t slot, struct id subject, const struct vaults_text *text);
/* The file's bytes, in memory of malloc; and back. */
uint8_t *vaults_bytes(const char *path, size_t *len);
void vaults_put(const char *path, const uint8_t *bytes, size_t len);
size_t vaults_at(uint64_t slot);
