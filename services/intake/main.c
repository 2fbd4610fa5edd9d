#include "runtime/runtime.h"
#include "intake/rows.h"

int main(int argc, char **argv) { return runtime_main(argc, argv, &intake_service); }
