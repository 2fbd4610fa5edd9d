#include "runtime/runtime.h"
#include "intake/tables.h"

int main(int argc, char **argv) { return runtime_main(argc, argv, &intake_service); }
