/* The document on the standard output, for openapi.test.mjs. */
#include "gateway/connect/openapi.h"

int main(void) { return openapi_write(stdout) ? 1 : 0; }
