/* A target: one input, from libFuzzer or from the kept corpus. What it finds wrong, it aborts on. */
#pragma once
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
