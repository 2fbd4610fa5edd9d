#include "runtime/runtime.h"
#include "directory/tables.h"

int main(int argc, char **argv) { return runtime_main(argc, argv, &directory_service, NULL); }
