/*
 * libheapglass.c: records every allocation of a program, unmodified, as a trace that Heapglass opens.
 *
 *     cc -shared -fPIC -O2 -o libheapglass.so libheapglass.c -ldl -pthread
 *     LD_PRELOAD=$PWD/libheapglass.so program
 *
 * Recorded are libc's functions, operator new and delete as domains of their own, and anonymous private mappings; with
 * stacks, threads, modules with build ids, the clock and the resident set.
 *
 *     HEAPGLASS_TRACE        the file, pipe or device to write; %p in it is the process id. Default heapglass.%p.hgt.
 *                            With %p a child of fork, and a program that exec starts, write files of their own, the
 *                            second of a process as PID-2; without it only one process writes, the first.
 *     HEAPGLASS_STACKS       frames of a stack, 0 to 128; default 64
 *     HEAPGLASS_FREE_STACKS  frames of a stack of a free; default the same
 *     HEAPGLASS_FAIL_AFTER   requests to libc and operator new that succeed; all later ones get NULL
 *
 * The file is written through to the system with every record: however the process ends, nothing is lost. One that was
 * killed leaves zero bytes behind the last record, which readers drop.
 *
 * What it cannot see: allocators that take their memory from brk or from system calls of their own, operator new that
 * is linked into the program itself (what it takes from malloc is recorded as libc's), and mappings that libc makes for
 * itself (stacks of threads, its own arenas).
 *
 * Licence: MIT, as Heapglass.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>

#include "libheapglass/requests.h"

#define EXPORT __attribute__((visibility("default")))

/* ---- The functions that stand behind ours ---- */

static struct next {
  void *(*malloc)(size_t);
  void *(*calloc)(size_t, size_t);
  void *(*realloc)(void *, size_t);
  void (*free)(void *);
  void *(*memalign)(size_t, size_t);
  void *(*aligned_alloc)(size_t, size_t);
  int (*posix_memalign)(void **, size_t, size_t);
  void *(*valloc)(size_t);
  void *(*pvalloc)(size_t);
} next;

static atomic_bool is_resolving;

/* dlsym may allocate before it has told where malloc is: a little memory that is never released. */
static char early[1 << 16] __attribute__((aligned(16)));
static atomic_size_t early_used;

static bool is_early(const void *block) {
  return (const char *)block >= early && (const char *)block < early + sizeof early;
}

static void *early_malloc(size_t size) {
  size_t needed = (size + 31) & ~(size_t)15; /* its size stands before it */
  size_t at = atomic_fetch_add(&early_used, needed);
  if (at + needed > sizeof early) return NULL;
  memcpy(early + at, &size, sizeof size);
  return early + at + 16;
}

static size_t early_size(const void *block) {
  size_t size;
  memcpy(&size, (const char *)block - 16, sizeof size);
  return size;
}

static __attribute__((noinline)) void resolve(void) {
  if (atomic_exchange(&is_resolving, true)) return;
  void *(*found)(size_t) = (void *(*)(size_t))dlsym(RTLD_NEXT, "malloc");
  *(void **)&next.calloc = dlsym(RTLD_NEXT, "calloc");
  *(void **)&next.realloc = dlsym(RTLD_NEXT, "realloc");
  *(void **)&next.free = dlsym(RTLD_NEXT, "free");
  *(void **)&next.memalign = dlsym(RTLD_NEXT, "memalign");
  *(void **)&next.aligned_alloc = dlsym(RTLD_NEXT, "aligned_alloc");
  *(void **)&next.posix_memalign = dlsym(RTLD_NEXT, "posix_memalign");
  *(void **)&next.valloc = dlsym(RTLD_NEXT, "valloc");
  *(void **)&next.pvalloc = dlsym(RTLD_NEXT, "pvalloc");
  next.malloc = found;
}

/* False while dlsym is at work, or where the function is nowhere. */
#define HAS_NEXT(name) (LIKELY(next.name != NULL) || (resolve(), next.name != NULL))

/* ---- libc ---- */

enum well_known { LIBC, CXX, CXX_ARRAY, MMAP, WELL_KNOWN };
static const struct { const char *kind, *name; } WELL_KNOWN_DOMAINS[WELL_KNOWN] = {
    {"libc", "libc malloc"}, {"cxx", "operator new"}, {"cxx-array", "operator new[]"}, {"mmap", "mmap"}};
static uint32_t well_known_ids[WELL_KNOWN];

INLINE uint32_t well_known(enum well_known which) {
  if (UNLIKELY(well_known_ids[which] == 0))
    well_known_ids[which] = domain_id(WELL_KNOWN_DOMAINS[which].kind, WELL_KNOWN_DOMAINS[which].name, 0);
  return well_known_ids[which];
}

/* Whether HEAPGLASS_FAIL_AFTER lets this request fail. */
INLINE bool is_refused(void) {
  if (LIKELY(process.fail_after == UINT64_MAX)) return false;
  return __atomic_add_fetch(&process.recorder->requests, 1, __ATOMIC_RELAXED) > process.fail_after;
}

/*
 * The request that `call` makes, recorded: before it the stack is walked, after it the record is written.
 * `frame` is the caller's, so this is a macro of the functions that the program calls.
 */
#define TAKE(domain_of_block, bytes, alignment_of_block, is_zeroed, call)                                     \
  do {                                                                                                        \
    occasion now;                                                                                             \
    gather(&now, HERE, process.stacks);                                                                       \
    void *taken = NULL;                                                                                       \
    if (UNLIKELY(is_refused())) errno = ENOMEM;                                                               \
    else taken = (call);                                                                                      \
    hg_attributes attributes = {.domain = well_known(domain_of_block), .alignment = (alignment_of_block),     \
                                .scope = HG_NO_SCOPE, .zeroed = (is_zeroed)};                                 \
    record_alloc(&now, &attributes, taken, (bytes));                                                          \
    leave();                                                                                                  \
    return taken;                                                                                             \
  } while (0)

EXPORT void *malloc(size_t size) {
  if (UNLIKELY(!HAS_NEXT(malloc))) return early_malloc(size);
  if (UNLIKELY(!enter())) return next.malloc(size);
  TAKE(LIBC, size, 0, false, next.malloc(size));
}

EXPORT void *calloc(size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) bytes = SIZE_MAX;
  if (UNLIKELY(!HAS_NEXT(calloc))) return bytes == SIZE_MAX ? NULL : early_malloc(bytes);
  if (UNLIKELY(!enter())) return next.calloc(count, size);
  TAKE(LIBC, bytes, 0, true, next.calloc(count, size));
}

EXPORT void free(void *block) {
  if (block == NULL || UNLIKELY(is_early(block)) || UNLIKELY(!HAS_NEXT(free))) return;
  if (LIKELY(enter())) {
    occasion now;
    gather(&now, HERE, process.free_stacks);
    hg_attributes attributes = {.domain = well_known(LIBC), .scope = HG_NO_SCOPE};
    record_free(&now, &attributes, block);
    next.free(block);
    leave();
  } else {
    next.free(block);
  }
}

/* A block from before malloc was found moves to where blocks are. */
static void *leave_early(void *old, size_t size) {
  void *block = malloc(size);
  size_t old_size = early_size(old);
  if (block != NULL) memcpy(block, old, size < old_size ? size : old_size);
  return block;
}

/* It gives and takes in one call, which nobody may come between. */
INLINE void *recorded_realloc(void *old, size_t size, const void *frame) {
  occasion now;
  gather(&now, frame, process.stacks);
  recorder *it = process.recorder;
  hg_attributes attributes = {.domain = well_known(LIBC), .scope = HG_NO_SCOPE};
  void *block = NULL;
  bool is_free = old != NULL && size == 0;
  bool fails = !is_free && is_refused();
  lock_take(&it->lock);
  if (fails) errno = ENOMEM;
  else block = next.realloc(old, size);
  int before = errno;
  write_realloc(it, &now, &attributes, old, block, size);
  lock_give(&it->lock);
  errno = before;
  leave();
  return block;
}

EXPORT void *realloc(void *old, size_t size) {
  if (UNLIKELY(!HAS_NEXT(realloc))) return old == NULL ? early_malloc(size) : leave_early(old, size);
  if (UNLIKELY(is_early(old))) return leave_early(old, size);
  if (UNLIKELY(!enter())) return next.realloc(old, size);
  return recorded_realloc(old, size, HERE);
}

EXPORT void *reallocarray(void *old, size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    errno = ENOMEM;
    return NULL;
  }
  if (UNLIKELY(!HAS_NEXT(realloc)) || UNLIKELY(is_early(old))) return realloc(old, bytes);
  if (UNLIKELY(!enter())) return next.realloc(old, bytes);
  return recorded_realloc(old, bytes, HERE);
}

EXPORT void *memalign(size_t alignment, size_t size) {
  if (UNLIKELY(!HAS_NEXT(memalign))) return NULL;
  if (UNLIKELY(!enter())) return next.memalign(alignment, size);
  TAKE(LIBC, size, alignment, false, next.memalign(alignment, size));
}

EXPORT void *aligned_alloc(size_t alignment, size_t size) {
  if (UNLIKELY(!HAS_NEXT(aligned_alloc))) return NULL;
  if (UNLIKELY(!enter())) return next.aligned_alloc(alignment, size);
  TAKE(LIBC, size, alignment, false, next.aligned_alloc(alignment, size));
}

EXPORT void *valloc(size_t size) {
  if (UNLIKELY(!HAS_NEXT(valloc))) return NULL;
  if (UNLIKELY(!enter())) return next.valloc(size);
  TAKE(LIBC, size, (size_t)sysconf(_SC_PAGESIZE), false, next.valloc(size));
}

EXPORT void *pvalloc(size_t size) {
  if (UNLIKELY(!HAS_NEXT(pvalloc))) return NULL;
  if (UNLIKELY(!enter())) return next.pvalloc(size);
  TAKE(LIBC, size, (size_t)sysconf(_SC_PAGESIZE), false, next.pvalloc(size));
}

EXPORT int posix_memalign(void **block, size_t alignment, size_t size) {
  if (UNLIKELY(!HAS_NEXT(posix_memalign))) return ENOMEM;
  if (UNLIKELY(!enter())) return next.posix_memalign(block, alignment, size);
  occasion now;
  gather(&now, HERE, process.stacks);
  int result = is_refused() ? ENOMEM : next.posix_memalign(block, alignment, size);
  hg_attributes attributes = {.domain = well_known(LIBC), .alignment = alignment, .scope = HG_NO_SCOPE};
  record_alloc(&now, &attributes, result == 0 ? *block : NULL, size);
  leave();
  return result;
}

#include "libheapglass/operators.h"
#include "libheapglass/mappings.h"
#include "libheapglass/process.h"
#include "libheapglass/stream.h"
