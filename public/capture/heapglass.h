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
  void (*header)(const char *key, const char *text); /* an `h` record; of one key the last counts */
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

/* ---- Hooks for any allocator -------------------------------------------------------------------------------------- */

/* Id of a domain. Kinds are those of the trace format: "pool", "slab", "linear", "gc", "libc", "other" ... */
uint32_t hg_domain(const char *kind, const char *name, uint32_t backing);

/* An allocator placed a block, moved one, or is about to release one. `context`: the pool or arena of the block; 0: none. */
void hg_note_alloc(uint32_t domain, uint32_t context, const void *block, size_t size);
void hg_note_realloc(uint32_t domain, const void *old, const void *block, size_t size);
void hg_note_free(uint32_t domain, const void *block);

/* A pool, an arena, a tree of blocks: begins under a parent (0: a root), and ends with everything in it. */
uint32_t hg_context_begin(uint32_t parent, uint32_t domain, const char *name);
void hg_context_end(uint32_t context);

/*
 * The calling thread is inside an API call. `object`: what the call is about, 0: not known; `table`: what hg_vk_table
 * says of the pAllocator that was passed.
 */
void hg_command_begin(const char *name, uint32_t object, int64_t table);
void hg_command_end(int32_t result);

/* An object came into being under `parent` (0: none), inside the command that creates it. */
uint32_t hg_object_begin(uint32_t parent, const char *type, uint64_t handle);
void hg_object_end(uint32_t object);

/* A level, a test case, a frame. */
void hg_mark(const char *text);

#ifndef HEAPGLASS_OFF
#define HG_ALLOC(domain, block, size) hg_note_alloc(domain, 0, block, size)
#define HG_ALLOC_IN(context, domain, block, size) hg_note_alloc(domain, context, block, size)
#define HG_REALLOC(domain, old, block, size) hg_note_realloc(domain, old, block, size)
#define HG_FREE(domain, block) hg_note_free(domain, block)
#define HG_CONTEXT_BEGIN(parent, domain, name) hg_context_begin(parent, domain, name)
#define HG_CONTEXT_END(context) hg_context_end(context)
#define HG_FRAME() hg_mark("frame")
#define HG_MARK(text) hg_mark(text)
#else /* the hooks cost nothing, and nothing need be linked */
#define HG_ALLOC(domain, block, size) ((void)(domain), (void)(block), (void)(size))
#define HG_ALLOC_IN(context, domain, block, size) ((void)(context), HG_ALLOC(domain, block, size))
#define HG_REALLOC(domain, old, block, size) ((void)(old), HG_ALLOC(domain, block, size))
#define HG_FREE(domain, block) ((void)(domain), (void)(block))
#define HG_CONTEXT_BEGIN(parent, domain, name) ((void)(parent), (void)(domain), (void)(name), (uint32_t)0)
#define HG_CONTEXT_END(context) ((void)(context))
#define HG_FRAME() ((void)0)
#define HG_MARK(text) ((void)(text))
#endif

/* ---- Memory, recorded, guarded and budgeted as hg_start was told --------------------------------------------------- */

/*
 * NULL where the C library, a budget or HG_BLOCKS says so. A pointer of another domain is recorded as `g cookie`, one
 * that no domain has as `g unknown`; both are left alone. A reallocation always moves the block.
 */
void *hg_malloc(size_t size);
void *hg_calloc(size_t count, size_t size);
void *hg_realloc(void *old, size_t size);
void hg_free(void *block);
/* A domain of its own, as on Windows, where free must not be given what _aligned_malloc gave. */
void *hg_align_malloc(size_t size, size_t alignment);
void hg_align_free(void *block);

/* Where the blocks stand that are taken from now on; hg_start sets it from its options. */
void hg_guard_blocks(hg_guard guard);

#ifdef HEAPGLASS_WRAPPERS /* Mesa's names */
#define MALLOC(size) hg_malloc(size)
#define CALLOC(count, size) hg_calloc(count, size)
#define REALLOC(old, old_size, size) ((void)(old_size), hg_realloc(old, size))
#define FREE(block) hg_free(block)
#define MALLOC_STRUCT(type) ((struct type *)hg_malloc(sizeof(struct type)))
#define CALLOC_STRUCT(type) ((struct type *)hg_calloc(1, sizeof(struct type)))
#define MALLOC_VARIANT_LENGTH_STRUCT(type, more) ((struct type *)hg_malloc(sizeof(struct type) + (more)))
#define CALLOC_VARIANT_LENGTH_STRUCT(type, more) ((struct type *)hg_calloc(1, sizeof(struct type) + (more)))
#define align_malloc(size, alignment) hg_align_malloc(size, alignment)
#define align_free(block) hg_align_free(block)
#endif

/* ---- Vulkan (implemented with HEAPGLASS_VULKAN, or where vulkan.h was included before) ------------------------------ */

struct VkAllocationCallbacks;

/*
 * Fills a table whose blocks are a domain of that name and come from `parent`, which is copied; NULL: the C library.
 * Guarded blocks come from the system instead. False where HG_SOURCES tables exist: then `table` is left as it is.
 */
bool hg_vk_callbacks(struct VkAllocationCallbacks *table, const struct VkAllocationCallbacks *parent, const char *name);
/* What hg_command_begin wants to know of a pAllocator: 0 for NULL, the domain of a table of ours, -1 for another. */
int64_t hg_vk_table(const struct VkAllocationCallbacks *table);

/* ---- A ralloc context on a Vulkan table ----------------------------------------------------------------------------- */

/*
 * Every block is a context: it owns others, which go with it. A root takes the Vulkan table and scope that it and its
 * descendants take their memory with (NULL: hg_malloc's); a table that is not ours is wrapped. Not for two threads on
 * one tree. NULL where the table gives nothing.
 */
void *hg_ralloc_root(const struct VkAllocationCallbacks *table, int scope);
/* A block of the tree, taken from the allocator of its parent. */
void *hg_ralloc(const void *parent, size_t size);
/* The block and what it owns move under another one (NULL: it becomes a root). Their memory stays where it came from. */
void hg_ralloc_steal(const void *parent, void *block);
/* Frees what the block owns, newest first, then the block, each through the allocator that gave it. */
void hg_ralloc_free(void *block);

#ifdef __cplusplus
}
#endif

#endif /* HEAPGLASS_H */

/* ---- Poisoned names -------------------------------------------------------------------------------------------------- */

/*
 * With HEAPGLASS_POISON a file that calls malloc, calloc, realloc or free does not compile, whatever the compiler: the
 * message names malloc_do_not_use. Include this header after the others then. A file that has to use them says why:
 *
 *     #define HEAPGLASS_THIRD_PARTY "libpng frees these; owner: textures"     // or
 *     #define HEAPGLASS_CALLBACK_IMPL "the application's allocator; owner: core"
 *
 * Members that bear one of the names and are called do not compile either; a name used as a value is not seen.
 */
#if defined(HEAPGLASS_THIRD_PARTY)
typedef char hg_opt_out_needs_a_reason[sizeof(HEAPGLASS_THIRD_PARTY "") > 1 ? 1 : -1];
#elif defined(HEAPGLASS_CALLBACK_IMPL)
typedef char hg_opt_out_needs_a_reason[sizeof(HEAPGLASS_CALLBACK_IMPL "") > 1 ? 1 : -1];
#elif defined(HEAPGLASS_POISON) && !defined(HEAPGLASS_IMPLEMENTATION)
#ifdef __cplusplus
#include <cstdlib> /* would take the poison away again */
#include <cstring>
#else
#include <stdlib.h>
#include <string.h>
#endif
#undef malloc
#undef calloc
#undef realloc
#undef free
#define malloc(size) malloc_do_not_use
#define calloc(count, size) calloc_do_not_use
#define realloc(block, size) realloc_do_not_use
#define free(block) free_do_not_use
#endif
