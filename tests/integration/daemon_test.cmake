# sippe_daemon_test(SUITE/NAME SCRIPT): a Python test that runs the built daemons.
find_program(SIPPE_PYTHON NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH REQUIRED)
function(sippe_daemon_test name script)
  get_filename_component(suite ${name} DIRECTORY)
  add_test(NAME ${name} COMMAND ${SIPPE_PYTHON} ${script})
  set_tests_properties(${name} PROPERTIES LABELS ${suite} TIMEOUT 600 SKIP_RETURN_CODE 77 ENVIRONMENT
    "SIPPE_BIN=${PROJECT_BINARY_DIR}/bin;SIPPE_SOURCE=${PROJECT_SOURCE_DIR};SIPPE_SANITIZED=${SIPPE_SANITIZE};PYTHONDONTWRITEBYTECODE=1;PYTHONPATH=${PROJECT_SOURCE_DIR}/tests/integration")
endfunction()
