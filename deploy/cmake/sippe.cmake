# What every target of the project shares, and the one-line build files.

# The one list of the daemons.
file(READ ${PROJECT_SOURCE_DIR}/common/base/daemons.h text)
string(REGEX MATCHALL " X\\([A-Z_]+, *[a-z_]+\\)" SIPPE_DAEMONS "${text}")
list(TRANSFORM SIPPE_DAEMONS REPLACE ".*, *([a-z_]+)\\).*" "\\1")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/common/base/daemons.h)

add_library(sippe_flags INTERFACE)
target_compile_options(sippe_flags INTERFACE
  -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wswitch-enum -Wformat=2 -Wundef -Wvla
  -Wnull-dereference -Werror -fno-common)
# Enumerations keep their own type, so that a switch that misses a value does not compile.
# (An option: CMake drops a definition that looks like a function.)
target_compile_options(sippe_flags INTERFACE "-DPROTOBUF_C__FORCE_ENUM_TO_BE_INT_SIZE(e)=")
target_compile_definitions(sippe_flags INTERFACE _GNU_SOURCE)
# For quotes only: our sys/file.h must not stand before the system's.
target_compile_options(sippe_flags INTERFACE "SHELL:-iquote ${PROJECT_SOURCE_DIR}/common" "SHELL:-iquote ${PROJECT_SOURCE_DIR}/services" "SHELL:-iquote ${PROJECT_SOURCE_DIR}" "SHELL:-iquote ${PROJECT_BINARY_DIR}/generated")
if(SIPPE_SANITIZE)
  target_compile_options(sippe_flags INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(sippe_flags INTERFACE -fsanitize=address,undefined)
  target_compile_definitions(sippe_flags INTERFACE SIPPE_CHECKED=1)
endif()
if(SIPPE_FUZZ)
  target_compile_options(sippe_flags INTERFACE -fsanitize=fuzzer-no-link -fno-sanitize=pointer-overflow)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(sippe_flags INTERFACE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection -fcf-protection)
  target_link_options(sippe_flags INTERFACE -pie -Wl,-z,relro,-z,now)
endif()
if(CMAKE_C_COMPILER_ID STREQUAL "GNU")
  # gcc's flow analysis takes sanitizer branches for real ones.
  if(SIPPE_SANITIZE)
    target_compile_options(sippe_flags INTERFACE -Wno-null-dereference -Wno-maybe-uninitialized)
  endif()
endif()

# sippe_library(NAME [POISONED] [ROOMS ...] [DEPENDS ...]): every .c of this folder and of its rooms. POISONED: pure code, which
# may not see the world.
function(sippe_library name)
  cmake_parse_arguments(arg "POISONED" "" "ROOMS;DEPENDS" ${ARGN})
  set(globs ${CMAKE_CURRENT_SOURCE_DIR}/*.c)
  foreach(room ${arg_ROOMS})
    list(APPEND globs ${CMAKE_CURRENT_SOURCE_DIR}/${room}/*.c)
  endforeach()
  file(GLOB sources CONFIGURE_DEPENDS ${globs})
  list(FILTER sources EXCLUDE REGEX "/main\\.c$")
  if(NOT sources) # headers only
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE sippe_flags ${arg_DEPENDS})
    return()
  endif()
  add_library(${name} STATIC ${sources})
  target_link_libraries(${name} PUBLIC sippe_flags ${arg_DEPENDS})
  if(arg_POISONED)
    target_compile_options(${name} PRIVATE -include ${PROJECT_SOURCE_DIR}/common/base/poison.h)
  endif()
endfunction()

# sippe_program(NAME [DEPENDS ...]): main.c of this folder with the libraries that it names. The target programs makes all of them.
add_custom_target(programs)
function(sippe_program name)
  cmake_parse_arguments(arg "" "" "DEPENDS" ${ARGN})
  add_executable(${name} main.c)
  target_link_libraries(${name} PRIVATE sippe_flags ${arg_DEPENDS})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
  install(TARGETS ${name} RUNTIME DESTINATION bin)
  add_dependencies(programs ${name})
endfunction()

# sippe_tests(LABEL [DEPENDS ...]): each test_*.c of this folder is one cmocka program and one ctest.
function(sippe_tests label)
  cmake_parse_arguments(arg "" "TIMEOUT" "DEPENDS" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/test_*.c)
  foreach(source ${sources})
    get_filename_component(test ${source} NAME_WE)
    set(name ${label}_${test})
    add_executable(${name} ${source})
    target_link_libraries(${name} PRIVATE sippe_flags ${arg_DEPENDS} cmocka)
    target_compile_definitions(${name} PRIVATE SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    add_test(NAME ${label}/${test} COMMAND ${name})
    set_tests_properties(${label}/${test} PROPERTIES LABELS ${label} TIMEOUT ${arg_TIMEOUT})
  endforeach()
endfunction()

# sippe_proto(TARGET FILES ... [INTO folder] [DEPENDS ...]): C from .proto files; #include "<folder>/<name>.h" has the short names.
function(sippe_proto target)
  cmake_parse_arguments(arg "" "INTO" "FILES;DEPENDS" ${ARGN})
  set(out ${PROJECT_BINARY_DIR}/generated/${arg_INTO})
  file(MAKE_DIRECTORY ${out})
  set(sources)
  foreach(file ${arg_FILES})
    get_filename_component(name ${file} NAME_WE)
    add_custom_command(
      OUTPUT ${out}/${name}.pb-c.c ${out}/${name}.pb-c.h ${out}/${name}.h
      COMMAND protoc-c -I ${CMAKE_CURRENT_SOURCE_DIR} -I ${PROJECT_SOURCE_DIR}/proto -I /usr/include --c_out=${out} ${file}
      COMMAND awk -v original=${name}.pb-c.h -f ${PROJECT_SOURCE_DIR}/proto/shorten.awk ${out}/${name}.pb-c.h > ${out}/${name}.h
      DEPENDS ${file} ${PROJECT_SOURCE_DIR}/proto/shorten.awk VERBATIM)
    list(APPEND sources ${out}/${name}.pb-c.c ${out}/${name}.h)
  endforeach()
  add_library(${target} STATIC ${sources})
  target_include_directories(${target} PUBLIC ${out} ${PROJECT_BINARY_DIR}/generated/proto)
  target_compile_options(${target} PUBLIC "-DPROTOBUF_C__FORCE_ENUM_TO_BE_INT_SIZE(e)=")
  target_link_libraries(${target} PUBLIC PkgConfig::libprotobuf-c ${arg_DEPENDS})
endfunction()
