/* The gateway's process: from the command line to the exit code (runtime/process/process.h). */
#pragma once

int gateway_main(int argc, char **argv);
