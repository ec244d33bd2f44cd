/*
 * heapglass.h: records what a program's allocators do, as a trace that Heapglass opens.
 * C99 or C++11 with gcc or clang, one file, no dependency; Linux and other POSIX systems, Windows with mingw-w64.
 *
 *     #define HEAPGLASS_IMPLEMENTATION      // in one source file, before every other include
 *     #include "heapglass.h"
 *
 *     hg_options options = {0};
 *     options.path = "app.hgt";
 *     options.stacks = 16;
 *     hg_start(&options);
 *     void *block = hg_malloc(64);          // or MALLOC, CALLOC, REALLOC, FREE after #define HEAPGLASS_WRAPPERS
 *     hg_free(block);
 *     hg_stop();
 *
 * With HEAPGLASS_VULKAN defined as well, hg_vk_callbacks makes a VkAllocationCallbacks to pass to every call.
 *
 * Recorded are every request with size, alignment, scope, stack and thread, the command in progress with the table that
 * was passed, and objects with their parents. On request a guard page stands behind (or before) every block, and an
 * access to it is recorded with its stack while the program goes on; bytes beside a block are checked when it is freed;
 * budgets and failing requests show what a program does with NULL. A pointer of another allocator is told by its domain,
 * one of none as unknown, and neither is released.
 *
 * Where the process is recorded by libheapglass.so, this header records into the same trace.
 *
 * Licence: MIT, as Heapglass.
 */
#ifndef HEAPGLASS_H
#define HEAPGLASS_H

#if defined(HEAPGLASS_IMPLEMENTATION) && defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE /* what the implementation asks of the system */
#endif

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef HEAPGLASS_VULKAN
#include <vulkan/vulkan_core.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Recording -------------------------------------------------------------------------------------------------- */

/* VkSystemAllocationScope, and the scope of memory that has none. */
enum { HG_COMMAND, HG_OBJECT, HG_CACHE, HG_DEVICE, HG_INSTANCE, HG_NO_SCOPE };

/* Where a block stands in its pages: its end before a guard page, or its beginning behind one. */
typedef enum hg_guard { HG_GUARD_NONE, HG_GUARD_AFTER, HG_GUARD_BEFORE } hg_guard;

typedef struct hg_options {
  const char *path;        /* the file to write, %p in it is the process id; NULL: write to fd */
  int fd;                  /* a pipe, a socket, an open file */
  unsigned stacks;         /* frames of a stack, at most HG_STACK_DEPTH; 0: no stacks */
  hg_guard guard;          /* freed blocks stay unreadable for a while too */
  bool stop_at_guard;      /* abort at the first hit, once it is recorded */
  unsigned redzone;        /* bytes on both sides of every block that are checked when it is freed */
  size_t budget;           /* bytes that may be live; requests beyond it get NULL. 0: no limit */
  size_t scope_budget[5];  /* the same for the blocks of each scope */
  uint64_t fail_after;     /* requests that succeed; all later ones get NULL. 0: no limit */
} hg_options;

/*
 * Begins to record. The environment has the last word: HEAPGLASS_TRACE (path), HEAPGLASS_STACKS, HEAPGLASS_FAIL_AFTER.
 * False, with errno set, where the file cannot be written; the memory functions work all the same.
 */
bool hg_start(const hg_options *options);
/* Writes what is left and prints to standard error what was recorded and what it took. Called at exit, if not before. */
void hg_stop(void);
/* Writes what is buffered. */
void hg_flush(void);

/* ---- The stream: what records are written through ---------------------------------------------------------------- */

/* What is known of a request beside address and size; zero = not known. */
typedef struct hg_attributes {
  uint32_t domain, stack, context, object;
  size_t alignment;  /* 0: the domain's default */
  int scope;         /* VkSystemAllocationScope, or HG_NO_SCOPE */
  bool zeroed;
  const void *owner; /* ralloc: the block that owns this one */
} hg_attributes;

/*
 * Told of the blocks that +, - and ~ records of domains without backing give and take, with each record and under the
 * recorder's lock: must not call it back. For ~ that moved a block: end(old), then begin(block, size).
 */
typedef struct hg_watcher {
  void (*begin)(const void *block, size_t size);
  void (*end)(const void *block);
} hg_watcher;

/*
 * One trace of a process. libheapglass.so exports one as `const hg_stream heapglass_stream_1`; without it the header
 * writes its own. All functions may be called from any thread and copy the text that they are given.
 */
typedef struct hg_stream {
  uint32_t version; /* 1 */
  /* The same words give the same id. `backing`: the domain in whose blocks these lie; 0: the system. */
  uint32_t (*domain)(const char *kind, const char *name, uint32_t backing);
  /* Innermost first. Addresses within the calling instruction: a return address less one. */
  uint32_t (*stack)(void *const *frames, unsigned count);
  void (*alloc)(const hg_attributes *attributes, const void *block, size_t size); /* block NULL: the request failed */
  void (*realloc)(const hg_attributes *attributes, const void *old, const void *block, size_t size);
  void (*free)(const hg_attributes *attributes, const void *block); /* before the memory goes */
  void (*steal)(const void *block, const void *owner);              /* ralloc; owner NULL: it becomes a root */
  void (*internal)(char sign, size_t size, int scope);              /* +, -: a Vulkan internal notification */
  uint32_t (*context_begin)(uint32_t parent, uint32_t domain, const char *name);
  void (*context_end)(uint32_t context);
  void (*context_move)(uint32_t context, uint32_t parent);
  void (*command_begin)(const char *name, uint32_t object, int64_t table); /* table: -1 not recorded, 0 NULL, a domain */
  void (*command_end)(bool has_result, int32_t result);
  uint32_t (*object_begin)(uint32_t parent, const char *type, uint64_t handle);
  void (*object_end)(uint32_t object);
  void (*access)(char letter, const void *address, size_t size, uint32_t stack); /* r, w */
  void (*fault)(const char *kind, const void *block, int64_t offset, uint32_t stack, const char *text);
  void (*mark)(const char *text);
  /*
   * +1, -1: the calling thread's requests to libc are not recorded, as they are the recorder's own, or are recorded as
   * blocks of another domain already.
   */
  void (*pause)(int by);
  void (*flush)(void); /* what is buffered is written; may be called in a signal handler */
  void (*watch)(const hg_watcher *watcher); /* from now on, also before hg_start; heapglass-access.c. NULL: no longer */
} hg_stream;

/* The stream of this process: that of libheapglass.so where it is loaded, else the header's own. */
const hg_stream *hg_stream_in_use(void);

#ifdef __cplusplus
}
#endif

#endif /* HEAPGLASS_H */
