#include "runtime/runtime.h"
#include "scheduling/tables.h"

int main(int argc, char **argv) { return runtime_main(argc, argv, &scheduling_service, NULL); }
