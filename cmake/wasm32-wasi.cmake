# SPDX-License-Identifier: Apache-2.0
# Debian: clang-19 lld-19 llvm-19 libc++-19-dev-wasm32 libclang-rt-19-dev-wasm32 wasi-libc
set(CMAKE_SYSTEM_NAME Generic)          # CMake 3.25 has no WASI platform file
set(CMAKE_SYSTEM_PROCESSOR wasm32)
set(CMAKE_C_COMPILER clang-19)
set(CMAKE_CXX_COMPILER clang++-19)
set(CMAKE_AR llvm-ar-19)
set(CMAKE_RANLIB llvm-ranlib-19)
set(CMAKE_C_COMPILER_TARGET wasm32-wasi)
set(CMAKE_CXX_COMPILER_TARGET wasm32-wasi)

if(NOT EXISTS /usr/lib/llvm-19/include/wasm32-wasi/c++/v1/expected)
  message(FATAL_ERROR "libc++-19-dev-wasm32 is missing (libc++-14-dev-wasm32 conflicts with it)")
endif()

# Hermetic sysroot: without it clang falls back to the host's /usr/include (a missing header is then found, wrongly).
set(wasi_root "${CMAKE_BINARY_DIR}/wasi-sysroot")
foreach(part include lib)
  file(MAKE_DIRECTORY "${wasi_root}/${part}")
  file(CREATE_LINK /usr/${part}/wasm32-wasi "${wasi_root}/${part}/wasm32-wasi" SYMBOLIC)
endforeach()
set(CMAKE_SYSROOT "${wasi_root}")

string(CONCAT wasm_flags "-msimd128 -mbulk-memory -mnontrapping-fptoint -msign-ext -fvisibility=hidden "
  "-ffunction-sections -fdata-sections -fno-exceptions -fno-rtti -D_LIBCPP_HARDENING_MODE=_LIBCPP_HARDENING_MODE_FAST")
set(CMAKE_CXX_FLAGS_INIT "${wasm_flags}")
set(CMAKE_C_FLAGS_INIT "-msimd128 -mbulk-memory -mnontrapping-fptoint -msign-ext -fvisibility=hidden -ffunction-sections -fdata-sections")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-fuse-ld=lld -mexec-model=reactor -Wl,--gc-sections -Wl,--strip-all -Wl,-z,stack-size=1048576 -Wl,--max-memory=1073741824 -Wl,--stack-first")
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
