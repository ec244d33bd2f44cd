/*
 * heapglass.h: records what a program's allocators do, as a trace that Heapglass opens.
 * C99 or C++11 with gcc or clang, one file, no dependency; Linux, and Windows with mingw-w64.
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
 * Recorded are every request with size, alignment, scope, stack and thread, the command in progress with the table
 * that was passed, and objects with their parents. On request a guard page stands behind (or before) every block, and
 * an access to it is recorded with its stack while the program goes on; bytes beside a block are checked when it is
 * freed; budgets and failing requests show what a program does with NULL. A pointer of another allocator is told by its
 * domain, one of none as unknown, and neither is released.
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

/* ---- Recording --------------------------------------------------------------------------------------------------- */

/* VkSystemAllocationScope, and the scope of memory that has none. */
enum { HG_COMMAND, HG_OBJECT, HG_CACHE, HG_DEVICE, HG_INSTANCE, HG_NO_SCOPE };

/*
 * Where a block stands in its pages: its end before a guard page (as near as its alignment lets it), or its beginning
 * behind one. The rest of its pages is checked when it is freed; then it stays unreadable until HG_QUARANTINE bytes of
 * others are. Of one block 16 hits are recorded, and all are counted. Not seen: what a system call does (it fails with
 * EFAULT), and what another thread does to a page while one steps over it. Where the processor is none of x86, the page
 * stays open after its first hit. Where the system has no mapping left to open a page, the program ends at the hit.
 */
typedef enum hg_guard { HG_GUARD_NONE, HG_GUARD_AFTER, HG_GUARD_BEFORE } hg_guard;

typedef struct hg_options {
  const char *path;        /* the file to write, %p in it is the process id; NULL: write to fd */
  int fd;                  /* a pipe, a socket, an open file; 0: heapglass.%p.hgt */
  unsigned stacks;         /* frames of a stack, at most HG_STACK_DEPTH; 0: no stacks */
  hg_guard guard;
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
/* Writes what is left and prints to standard error what was recorded. Called at exit, if not before. */
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
 * Told of the blocks that +, - and ~ records of domains without backing, mmap left out, give and take, with each record
 * and under the recorder's lock: must not call it back. For ~ that gave a block: end(old), then begin(block, size).
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
  /* table: -1 not recorded, 0 NULL, else a domain */
  void (*command_begin)(const char *name, uint32_t object, int64_t table);
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

/* ---- Hooks for any allocator ------------------------------------------------------------------------------------- */

/* Id of a domain. Kinds are those of the trace format: "pool", "slab", "linear", "gc", "libc", "other" ... */
uint32_t hg_domain(const char *kind, const char *name, uint32_t backing);

/* An allocator placed a block, moved one, or is about to release one. `context`: its pool or arena; 0: none. */
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

/* ---- Memory, recorded, guarded and budgeted as hg_start was told ------------------------------------------------- */

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

/* ---- Vulkan (implemented with HEAPGLASS_VULKAN, or where vulkan.h was included before) --------------------------- */

struct VkAllocationCallbacks;

/*
 * Fills a table whose blocks are a domain of that name and come from `parent`, which is copied; NULL: the C library.
 * Guarded blocks come from the system instead. False where HG_SOURCES tables exist: then `table` is left as it is.
 */
bool hg_vk_callbacks(struct VkAllocationCallbacks *table, const struct VkAllocationCallbacks *parent, const char *name);
/* What hg_command_begin wants to know of a pAllocator: 0 for NULL, the domain of a table of ours, -1 for another. */
int64_t hg_vk_table(const struct VkAllocationCallbacks *table);

/* ---- A ralloc context on a Vulkan table -------------------------------------------------------------------------- */

/*
 * Every block is a context: it owns others, which go with it. A root takes the Vulkan table and scope that it and its
 * descendants take their memory with (NULL: hg_malloc's); a table that is not ours is wrapped. Not for two threads on
 * one tree. NULL where the table gives nothing.
 */
void *hg_ralloc_root(const struct VkAllocationCallbacks *table, int scope);
/* A block of the tree, taken from the allocator of its parent. */
void *hg_ralloc(const void *parent, size_t size);
/* The block and what it owns move under another one (NULL: it becomes a root). Their memory stays where it is. */
void hg_ralloc_steal(const void *parent, void *block);
/* Frees what the block owns, newest first, then the block, each through the allocator that gave it. */
void hg_ralloc_free(void *block);

#ifdef __cplusplus
}
#endif

#endif /* HEAPGLASS_H */

/* ---- Poisoned names ---------------------------------------------------------------------------------------------- */

/*
 * With HEAPGLASS_POISON a file that calls malloc, calloc, realloc or free does not compile, whatever the compiler: the
 * message names malloc_do_not_use. Include this header after the others then. A file that has to use them says why:
 *
 *     #define HEAPGLASS_THIRD_PARTY "libpng frees these; owner: textures"     // or
 *     #define HEAPGLASS_CALLBACK_IMPL "the application's allocator; owner: core"
 *
 * Members that bear one of the names and are called do not compile either; a name used as a value is not seen.
 */
#if defined(HEAPGLASS_THIRD_PARTY) || defined(HEAPGLASS_CALLBACK_IMPL)
#ifndef HG_OPT_OUT_REASON
#ifdef HEAPGLASS_THIRD_PARTY
#define HG_OPT_OUT_REASON HEAPGLASS_THIRD_PARTY
#else
#define HG_OPT_OUT_REASON HEAPGLASS_CALLBACK_IMPL
#endif
typedef char hg_opt_out_needs_a_reason[sizeof(HG_OPT_OUT_REASON "") > 1 ? 1 : -1];
#endif
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

/* ==== Implementation ============================================================================================== */

#if defined(HEAPGLASS_IMPLEMENTATION) && !defined(HEAPGLASS_IMPLEMENTED)
#define HEAPGLASS_IMPLEMENTED

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef _WIN32
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>
#include <io.h>
#include <malloc.h>
#include <sys/stat.h>
#else
#include <dlfcn.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>
#endif
#if defined(__linux__)
#include <link.h>
#include <sys/prctl.h>
#include <ucontext.h>
#if defined(__GLIBC__) && !defined(__USE_GNU)
#error "where HEAPGLASS_IMPLEMENTATION is defined, include heapglass.h before every other header"
#endif
#endif
#if defined(__GLIBC__) && !defined(HEAPGLASS_NO_BACKTRACE)
#include <execinfo.h>
#define HG_BACKTRACE 1 /* elsewhere a stack is the caller alone */
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The recorder's own memory, all of it fixed; what is not touched takes none. Powers of two where it says so. */
#ifndef HG_BLOCKS
#define HG_BLOCKS (1 << 17) /* blocks at a time, freed ones behind guard pages included; a power of two */
#endif
#ifndef HG_BUFFER
#define HG_BUFFER (1 << 16) /* bytes of text before a write */
#endif
#define HG_FRAMES (1 << 14) /* different code addresses; a power of two */
#define HG_STACKS (1 << 16) /* different stack nodes; a power of two */
#define HG_STACK_DEPTH 64   /* frames of a stack */
#define HG_CALL_FRAMES 8    /* of the recorder, at most, before those of the program */
#define HG_OWN_FRAMES 16    /* the same in a signal handler */
#define HG_MODULES 256
#define HG_DOMAINS 256
#define HG_COMMANDS 512
#define HG_NAMES (1 << 15) /* bytes of the names of domains and commands */
#define HG_SOURCES 64
#define HG_STEPS 64 /* guard pages that threads are stepping over */
#define HG_PATH 1024
#ifndef HG_QUARANTINE
#define HG_QUARANTINE ((size_t)1 << 28) /* bytes of address space of freed blocks that stay unreadable */
#endif
#define HG_HITS_OF_A_BLOCK 16 /* that are recorded; the others are counted */

#define HG_MALLOC_ALIGNMENT (2 * sizeof(void *))
#define HG_SLACK 0xa1 /* the bytes beside a block; no chunk size that a C library's free would accept */

#define HG_ENTRY __attribute__((noinline)) /* its return address is in the program */
#define HG_CALLER __builtin_return_address(0)

/* ---- The system ---- */

#ifdef _WIN32

static DWORD hg_thread_slot = TLS_OUT_OF_INDEXES;

static uintptr_t hg_self(void) { return GetCurrentThreadId(); }
static uint32_t hg_thread_number(void) { return (uint32_t)(uintptr_t)TlsGetValue(hg_thread_slot); }
static void hg_set_thread_number(uint32_t number) { TlsSetValue(hg_thread_slot, (void *)(uintptr_t)number); }
static void hg_yield(void) { Sleep(0); }
static unsigned long hg_process(void) { return GetCurrentProcessId(); }

static uint64_t hg_now(void) {
  LARGE_INTEGER ticks, frequency;
  QueryPerformanceCounter(&ticks);
  QueryPerformanceFrequency(&frequency);
  return (uint64_t)((double)ticks.QuadPart * 1e9 / (double)frequency.QuadPart);
}

static int hg_open(const char *path) {
  return _open(path, _O_WRONLY | _O_CREAT | _O_TRUNC | _O_BINARY | _O_NOINHERIT, _S_IREAD | _S_IWRITE);
}

static void hg_close(int fd) { _close(fd); }
static long hg_write(int fd, const char *bytes, size_t count) { return _write(fd, bytes, (unsigned)count); }

static char *hg_map(size_t length) {
  return (char *)VirtualAlloc(NULL, length, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
}

static bool hg_protect(char *from, size_t length, bool accessible) {
  DWORD before;
  return VirtualProtect(from, length, accessible ? PAGE_READWRITE : PAGE_NOACCESS, &before) != 0;
}

static void hg_unmap(char *base, size_t length) {
  (void)length;
  VirtualFree(base, 0, MEM_RELEASE);
}

static size_t hg_page_size(void) {
  SYSTEM_INFO info;
  GetSystemInfo(&info);
  return info.dwPageSize;
}

/* `plain`: what free takes; otherwise _aligned_free. */
static void *hg_libc_take(bool plain, size_t size, size_t alignment) {
  return plain ? malloc(size) : _aligned_malloc(size > 0 ? size : 1, alignment);
}

static void hg_libc_give(bool plain, void *block) {
  if (plain) free(block);
  else _aligned_free(block);
}

static unsigned hg_backtrace(void **frames, unsigned most) { return CaptureStackBackTrace(0, most, frames, NULL); }

#else

static __thread uint32_t hg_this_thread;

static uintptr_t hg_self(void) { return (uintptr_t)&hg_this_thread; }
static uint32_t hg_thread_number(void) { return hg_this_thread; }
static void hg_set_thread_number(uint32_t number) { hg_this_thread = number; }
static void hg_yield(void) { sched_yield(); }
static unsigned long hg_process(void) { return (unsigned long)getpid(); }

static uint64_t hg_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static int hg_open(const char *path) { return open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644); }
static void hg_close(int fd) { close(fd); }

/* As write, but a reader that is gone is EPIPE and no signal. */
static long hg_write(int fd, const char *bytes, size_t count) {
  sigset_t pipe_signal, before, pending;
  long wrote;
  int error, taken;
  sigemptyset(&pipe_signal);
  sigaddset(&pipe_signal, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
  do {
    wrote = (long)write(fd, bytes, count);
  } while (wrote < 0 && errno == EINTR);
  error = wrote < 0 ? errno : 0;
  sigpending(&pending);
  if (error == EPIPE && !sigismember(&before, SIGPIPE) && sigismember(&pending, SIGPIPE)) sigwait(&pipe_signal, &taken);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  errno = error;
  return wrote;
}

static char *hg_map(size_t length) {
  void *pages = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return pages == MAP_FAILED ? NULL : (char *)pages;
}

static bool hg_protect(char *from, size_t length, bool accessible) {
  return mprotect(from, length, accessible ? PROT_READ | PROT_WRITE : PROT_NONE) == 0;
}

static void hg_unmap(char *base, size_t length) { munmap(base, length); }
static size_t hg_page_size(void) { return (size_t)sysconf(_SC_PAGESIZE); }

static void *hg_libc_take(bool plain, size_t size, size_t alignment) {
  void *block = NULL;
  if (plain || alignment <= HG_MALLOC_ALIGNMENT) return malloc(size);
  return posix_memalign(&block, alignment, size) == 0 ? block : NULL;
}

static void hg_libc_give(bool plain, void *block) {
  (void)plain;
  free(block);
}

static unsigned hg_backtrace(void **frames, unsigned most) {
#ifdef HG_BACKTRACE
  return (unsigned)backtrace(frames, (int)most);
#else
  (void)frames;
  (void)most;
  return 0;
#endif
}

#endif

/* A lock that says who holds it: a signal handler must not wait for its own thread. */
typedef volatile uintptr_t hg_lock;

static void hg_enter(hg_lock *lock) {
  while (!__sync_bool_compare_and_swap(lock, 0, hg_self())) hg_yield();
}

static void hg_leave(hg_lock *lock) { __sync_lock_release(lock); }
static bool hg_holds(hg_lock *lock) { return __sync_val_compare_and_swap(lock, 0, 0) == hg_self(); }

static size_t hg_round_up(size_t value, size_t to) { return (value + to - 1) / to * to; }

/* ---- The log: a trace of the header's own ---- */

typedef struct hg_frame {
  uintptr_t address;
  uint32_t id; /* 0: the slot is free */
} hg_frame;

typedef struct hg_node {
  uint32_t parent, frame;
  uint32_t id; /* 0: the slot is free */
} hg_node;

typedef struct hg_known_domain {
  const char *kind, *name;
  uint32_t backing;
} hg_known_domain;

static struct hg_log {
  hg_lock lock;
  bool is_open, owns_fd, one_a_process;
  int fd, error; /* error: why writing failed */
  uint64_t clock, events, written, lost, cut_stacks;
  uint32_t thread, threads, contexts, objects, before_contexts, before_objects;
  uint32_t frame_count, node_count, module_count, domain_count, command_count;
  size_t used, names_used;
  char pattern[HG_PATH]; /* the path, with its %p */
  char path[HG_PATH];
  char buffer[HG_BUFFER];
  char names[HG_NAMES];
  uintptr_t modules[HG_MODULES];
  const char *commands[HG_COMMANDS];
  hg_known_domain domains[HG_DOMAINS];
  hg_frame frames[HG_FRAMES];
  hg_node nodes[HG_STACKS];
} hg_log;

static const hg_watcher *hg_watcher_of_blocks;

static void hg_write_out(void) {
  size_t done = 0;
  while (done < hg_log.used && hg_log.error == 0) {
    long wrote = hg_write(hg_log.fd, hg_log.buffer + done, hg_log.used - done);
    if (wrote <= 0) hg_log.error = errno;
    else done += (size_t)wrote;
  }
  hg_log.written += done;
  hg_log.lost += hg_log.used - done;
  hg_log.used = 0;
}

static void hg_char(char c) {
  if (hg_log.used == HG_BUFFER) hg_write_out();
  hg_log.buffer[hg_log.used++] = c;
}

static void hg_words(const char *text) {
  for (; *text != '\0'; text++) hg_char(*text);
}

/* A text field; newline, tab and backslash are two characters each. */
static void hg_text(const char *text) {
  for (; *text != '\0'; text++) {
    switch (*text) {
    case '\n': hg_words("\\n"); break;
    case '\t': hg_words("\\t"); break;
    case '\\': hg_words("\\\\"); break;
    default: hg_char(*text);
    }
  }
}

static void hg_number(uint64_t value) {
  char digits[20];
  unsigned count = 0;
  do digits[count++] = (char)('0' + value % 10);
  while ((value /= 10) != 0);
  while (count > 0) hg_char(digits[--count]);
}

static void hg_signed(int64_t value) {
  if (value < 0) hg_char('-');
  hg_number(value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

static void hg_hex(uint64_t value) {
  int shift = 60;
  while (shift > 0 && (value >> shift) == 0) shift -= 4;
  for (hg_words("0x"); shift >= 0; shift -= 4) hg_char("0123456789abcdef"[(value >> shift) & 15]);
}

static void hg_address(const void *pointer) { hg_hex((uintptr_t)pointer); }

static void hg_field(uint64_t value) {
  hg_char(' ');
  hg_number(value);
}

/* No number of a trace is greater than 2^53 - 1; a request for more failed in any case. */
static void hg_size(size_t size) {
  const uint64_t greatest = ((uint64_t)1 << 53) - 1;
  hg_field(size < greatest ? size : greatest);
}

/* ` k12`, where there is one. */
static void hg_attribute(char letter, uint64_t value) {
  if (value == 0) return;
  hg_char(' ');
  hg_char(letter);
  hg_number(value);
}

/* A copy of a name; NULL where there is no room for more. */
static const char *hg_keep(const char *name) {
  size_t length = strlen(name) + 1;
  char *kept = hg_log.names + hg_log.names_used;
  if (length > HG_NAMES - hg_log.names_used) return NULL;
  hg_log.names_used += length;
  return (const char *)memcpy(kept, name, length);
}

static void hg_log_thread(void) {
  if (hg_thread_number() == 0) {
    hg_set_thread_number(++hg_log.threads);
#if defined(__linux__)
    {
      char name[17] = "";
      prctl(PR_GET_NAME, name, 0, 0, 0);
      hg_words("T");
      hg_field(hg_log.threads);
      hg_char(' ');
      hg_text(name);
      hg_char('\n');
    }
#endif
  }
  hg_log.thread = hg_thread_number();
  hg_char('@');
  hg_field(hg_log.thread);
  hg_char('\n');
}

/* Whether there is a trace to write into. Then the log is locked, and clock and thread of the record are written. */
static bool hg_begin(void) {
  uint64_t now;
  hg_enter(&hg_log.lock);
  if (!hg_log.is_open) {
    hg_leave(&hg_log.lock);
    return false;
  }
  now = hg_now();
  if (now > hg_log.clock) {
    hg_char('t');
    hg_field(now - hg_log.clock);
    hg_char('\n');
    hg_log.clock = now;
  }
  if (hg_thread_number() != hg_log.thread || hg_log.thread == 0) hg_log_thread();
  return true;
}

static void hg_end_state(void) {
  hg_char('\n');
  hg_leave(&hg_log.lock);
}

static void hg_end_event(void) {
  hg_log.events++;
  hg_end_state();
}

/* ---- The log: modules, frames, stacks ---- */

/* The module of a code address. */
typedef struct hg_module {
  uintptr_t address;
  uintptr_t first; /* the lowest address of the module; 0: none is known */
  uintptr_t bias;  /* what to subtract from an address for what addr2line takes */
  char name[HG_PATH];
  unsigned char build_id[32];
  unsigned build_id_size;
} hg_module;

#if defined(__linux__)
static void hg_read_build_id(hg_module *module, const char *note, size_t size) {
  while (size >= sizeof(ElfW(Nhdr))) {
    const ElfW(Nhdr) *head = (const ElfW(Nhdr) *)(const void *)note;
    size_t name = hg_round_up(head->n_namesz, 4), length = sizeof *head + name + hg_round_up(head->n_descsz, 4);
    if (length > size) return;
    if (head->n_type == NT_GNU_BUILD_ID && head->n_namesz == 4 && memcmp(note + sizeof *head, "GNU", 4) == 0) {
      module->build_id_size = head->n_descsz < sizeof module->build_id ? head->n_descsz : sizeof module->build_id;
      memcpy(module->build_id, note + sizeof *head + name, module->build_id_size);
    }
    note += length;
    size -= length;
  }
}

static int hg_visit_module(struct dl_phdr_info *info, size_t size, void *data) {
  hg_module *module = (hg_module *)data;
  uintptr_t first = UINTPTR_MAX;
  bool is_here = false;
  unsigned i;
  (void)size;
  for (i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *part = &info->dlpi_phdr[i];
    uintptr_t from = info->dlpi_addr + part->p_vaddr;
    if (part->p_type != PT_LOAD) continue;
    if (from < first) first = from;
    if (module->address >= from && module->address - from < part->p_memsz) is_here = true;
  }
  if (!is_here) return 0;
  module->first = first;
  module->bias = info->dlpi_addr;
  if (info->dlpi_name != NULL) strncpy(module->name, info->dlpi_name, sizeof module->name - 1);
  for (i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *part = &info->dlpi_phdr[i];
    const char *start = (const char *)(info->dlpi_addr + part->p_vaddr);
    if (part->p_type == PT_NOTE) hg_read_build_id(module, start, part->p_memsz);
  }
  return 1;
}

static void hg_find_module(hg_module *module) {
  dl_iterate_phdr(hg_visit_module, module);
  if (module->first != 0 && module->name[0] == '\0') {
    ssize_t length = readlink("/proc/self/exe", module->name, sizeof module->name - 1);
    module->name[length < 0 ? 0 : length] = '\0';
  }
}
#elif defined(_WIN32)
/* Offsets are relative to the image: llvm-symbolizer --relative-address. */
static void hg_find_module(hg_module *module) {
  HMODULE image = NULL;
  DWORD how = GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT;
  if (!GetModuleHandleExA(how, (const char *)module->address, &image)) return;
  module->first = module->bias = (uintptr_t)image;
  GetModuleFileNameA(image, module->name, sizeof module->name - 1);
}
#else
static void hg_find_module(hg_module *module) { (void)module; }
#endif

/* Id of a module; 0 where it is not known, or none more fits. */
static uint32_t hg_module_id(const hg_module *module) {
  uint32_t i;
  if (module->first == 0) return 0;
  for (i = 0; i < hg_log.module_count; i++) {
    if (hg_log.modules[i] == module->first) return i + 1;
  }
  if (hg_log.module_count == HG_MODULES) return 0;
  hg_log.modules[hg_log.module_count++] = module->first;
  hg_words("m ");
  hg_text(module->name);
  if (module->build_id_size > 0) hg_char('\t');
  for (i = 0; i < module->build_id_size; i++) {
    hg_char("0123456789abcdef"[module->build_id[i] >> 4]);
    hg_char("0123456789abcdef"[module->build_id[i] & 15]);
  }
  hg_char('\n');
  return hg_log.module_count;
}

/* Id of the frame at a code address; 0 where the table is full. */
static uint32_t hg_frame_id(uintptr_t address) {
  uint32_t slot = (uint32_t)((address * 0x9e3779b97f4a7c15u) >> 40) & (HG_FRAMES - 1);
  uint32_t module_id;
  hg_module module;
  for (; hg_log.frames[slot].id != 0; slot = (slot + 1) & (HG_FRAMES - 1)) {
    if (hg_log.frames[slot].address == address) return hg_log.frames[slot].id;
  }
  if (hg_log.frame_count >= HG_FRAMES / 4 * 3) return 0;
  memset(&module, 0, sizeof module);
  module.address = address;
  hg_find_module(&module);
  module_id = hg_module_id(&module);
  hg_char('f');
  hg_field(module_id);
  hg_char(' ');
  hg_hex(module_id == 0 ? address : address - module.bias);
  hg_words(" \n");
  hg_log.frames[slot].address = address;
  hg_log.frames[slot].id = ++hg_log.frame_count;
  return hg_log.frame_count;
}

/* Id of a stack node; 0 where the table is full. */
static uint32_t hg_node_id(uint32_t parent, uint32_t frame) {
  uint32_t slot = ((parent * 0x9e3779b1u) ^ (frame * 0x85ebca6bu)) >> 8 & (HG_STACKS - 1);
  for (; hg_log.nodes[slot].id != 0; slot = (slot + 1) & (HG_STACKS - 1)) {
    if (hg_log.nodes[slot].parent == parent && hg_log.nodes[slot].frame == frame) return hg_log.nodes[slot].id;
  }
  if (hg_log.node_count >= HG_STACKS / 4 * 3) return 0;
  hg_char('k');
  hg_field(parent);
  hg_field(frame);
  hg_char('\n');
  hg_log.nodes[slot].parent = parent;
  hg_log.nodes[slot].frame = frame;
  hg_log.nodes[slot].id = ++hg_log.node_count;
  return hg_log.node_count;
}

/* ---- The log: the functions of the stream ---- */

static void hg_write_domain(const hg_known_domain *domain) {
  hg_words("d ");
  hg_words(domain->kind);
  hg_field(domain->backing);
  hg_char(' ');
  hg_text(domain->name);
  hg_char('\n');
}

static uint32_t hg_log_domain(const char *kind, const char *name, uint32_t backing) {
  uint32_t i;
  hg_enter(&hg_log.lock);
  for (i = 0; i < hg_log.domain_count; i++) {
    const hg_known_domain *known = &hg_log.domains[i];
    if (known->backing == backing && strcmp(known->kind, kind) == 0 && strcmp(known->name, name) == 0) break;
  }
  if (i == hg_log.domain_count && hg_log.is_open && i < HG_DOMAINS) {
    hg_known_domain *domain = &hg_log.domains[i];
    domain->kind = hg_keep(kind);
    domain->name = hg_keep(name);
    domain->backing = backing;
    if (domain->kind != NULL && domain->name != NULL) hg_write_domain(&hg_log.domains[hg_log.domain_count++]);
  }
  i = i < hg_log.domain_count ? i + 1 : 0;
  hg_leave(&hg_log.lock);
  return i;
}

static uint32_t hg_log_stack(void *const *frames, unsigned count) {
  uint32_t node = 0;
  hg_enter(&hg_log.lock);
  while (hg_log.is_open && count > 0) {
    uint32_t frame = hg_frame_id((uintptr_t)frames[--count]);
    uint32_t next = frame == 0 ? 0 : hg_node_id(node, frame);
    if (next == 0) {
      hg_log.cut_stacks++;
      break;
    }
    node = next;
  }
  hg_leave(&hg_log.lock);
  return node;
}

/* A child process knows contexts and objects of before the fork; its own trace does not. */
static uint32_t hg_since_fork(uint32_t id, uint32_t before) { return id > before ? id - before : 0; }

static void hg_write_attributes(const hg_attributes *attributes) {
  hg_attribute('k', attributes->stack);
  hg_attribute('d', attributes->domain);
  hg_attribute('a', attributes->alignment);
  if (attributes->scope >= 0 && attributes->scope < HG_NO_SCOPE) {
    hg_words(" v");
    hg_number((uint64_t)attributes->scope);
  }
  hg_attribute('x', hg_since_fork(attributes->context, hg_log.before_contexts));
  hg_attribute('o', hg_since_fork(attributes->object, hg_log.before_objects));
  hg_attribute('p', (uintptr_t)attributes->owner);
  if (attributes->zeroed) hg_words(" z");
}

/* Tells the watcher of a block that goes and one that comes (NULL: none), where their domain has no backing. */
static void hg_tell_watcher(uint32_t domain, const void *gone, const void *come, size_t size) {
  if (hg_watcher_of_blocks == NULL || (domain > 0 && hg_log.domains[domain - 1].backing != 0)) return;
  if (gone != NULL) hg_watcher_of_blocks->end(gone);
  if (come != NULL) hg_watcher_of_blocks->begin(come, size);
}

static void hg_log_alloc(const hg_attributes *attributes, const void *block, size_t size) {
  if (!hg_begin()) return;
  hg_tell_watcher(attributes->domain, NULL, block, size);
  hg_words("+ ");
  hg_address(block);
  hg_size(size);
  hg_write_attributes(attributes);
  hg_end_event();
}

static void hg_log_realloc(const hg_attributes *attributes, const void *old, const void *block, size_t size) {
  if (!hg_begin()) return;
  if (block != NULL || size == 0) hg_tell_watcher(attributes->domain, old, block, size);
  hg_words("~ ");
  hg_address(old);
  hg_char(' ');
  hg_address(block);
  hg_size(size);
  hg_write_attributes(attributes);
  hg_end_event();
}

static void hg_log_free(const hg_attributes *attributes, const void *block) {
  if (!hg_begin()) return;
  hg_tell_watcher(attributes->domain, block, NULL, 0);
  hg_words("- ");
  hg_address(block);
  hg_write_attributes(attributes);
  hg_end_event();
}

static void hg_log_steal(const void *block, const void *owner) {
  if (!hg_begin()) return;
  hg_words("^ ");
  hg_address(block);
  hg_char(' ');
  hg_address(owner);
  hg_end_event();
}

static void hg_log_internal(char sign, size_t size, int scope) {
  if (!hg_begin()) return;
  hg_words("i ");
  hg_char(sign);
  hg_size(size);
  hg_field((uint64_t)scope);
  hg_end_event();
}

static uint32_t hg_log_context_begin(uint32_t parent, uint32_t domain, const char *name) {
  uint32_t context;
  if (!hg_begin()) return 0;
  hg_char('x');
  hg_field(hg_since_fork(parent, hg_log.before_contexts));
  hg_field(domain);
  hg_char(' ');
  hg_text(name);
  context = ++hg_log.contexts;
  hg_end_event();
  return context;
}

static void hg_log_context_end(uint32_t context) {
  if (!hg_begin()) return;
  hg_char('X');
  hg_field(hg_since_fork(context, hg_log.before_contexts));
  hg_end_event();
}

static void hg_log_context_move(uint32_t context, uint32_t parent) {
  if (!hg_begin()) return;
  hg_char('Y');
  hg_field(hg_since_fork(context, hg_log.before_contexts));
  hg_field(hg_since_fork(parent, hg_log.before_contexts));
  hg_end_event();
}

/* Id of a command; 0 where none more fits. */
static uint32_t hg_command_id(const char *name) {
  uint32_t i;
  for (i = 0; i < hg_log.command_count; i++) {
    if (strcmp(hg_log.commands[i], name) == 0) return i + 1;
  }
  if (i == HG_COMMANDS || (hg_log.commands[i] = hg_keep(name)) == NULL) return 0;
  hg_words("c ");
  hg_text(name);
  hg_char('\n');
  return ++hg_log.command_count;
}

static void hg_log_command_begin(const char *name, uint32_t object, int64_t table) {
  uint32_t command;
  if (!hg_begin()) return;
  command = hg_command_id(name);
  hg_char('(');
  hg_field(command);
  hg_attribute('o', hg_since_fork(object, hg_log.before_objects));
  if (table >= 0) hg_words(" d");
  if (table >= 0) hg_number((uint64_t)table);
  hg_end_state();
}

static void hg_log_command_end(bool has_result, int32_t result) {
  if (!hg_begin()) return;
  hg_char(')');
  if (has_result) hg_char(' ');
  if (has_result) hg_signed(result);
  hg_end_state();
}

static uint32_t hg_log_object_begin(uint32_t parent, const char *type, uint64_t handle) {
  uint32_t object;
  if (!hg_begin()) return 0;
  hg_char('o');
  hg_field(hg_since_fork(parent, hg_log.before_objects));
  hg_char(' ');
  hg_text(type);
  hg_char(' ');
  hg_hex(handle);
  object = ++hg_log.objects;
  hg_end_event();
  return object;
}

static void hg_log_object_end(uint32_t object) {
  if (!hg_begin()) return;
  hg_char('O');
  hg_field(hg_since_fork(object, hg_log.before_objects));
  hg_end_event();
}

static void hg_log_access(char letter, const void *address, size_t size, uint32_t stack) {
  if (!hg_begin()) return;
  hg_char(letter);
  hg_char(' ');
  hg_address(address);
  hg_size(size);
  hg_attribute('k', stack);
  hg_end_event();
}

static void hg_log_fault(const char *kind, const void *block, int64_t offset, uint32_t stack, const char *text) {
  if (!hg_begin()) return;
  hg_words("g ");
  hg_words(kind);
  hg_char(' ');
  hg_address(block);
  hg_char(' ');
  hg_signed(offset);
  hg_attribute('k', stack);
  hg_char(' ');
  hg_text(text);
  hg_end_event();
}

static void hg_log_mark(const char *text) {
  if (!hg_begin()) return;
  hg_words("n ");
  hg_text(text);
  hg_end_event();
}

static void hg_log_header(const char *key, const char *text) {
  if (!hg_begin()) return;
  hg_words("h ");
  hg_words(key);
  hg_char(' ');
  hg_text(text);
  hg_end_state();
}

static void hg_log_pause(int by) { (void)by; }

static void hg_log_flush(void) {
  bool is_mine = hg_holds(&hg_log.lock); /* a signal within a record: what there is of it is written */
  if (!is_mine) hg_enter(&hg_log.lock);
  if (hg_log.is_open) hg_write_out();
  if (!is_mine) hg_leave(&hg_log.lock);
}

static void hg_log_watch(const hg_watcher *watcher) {
  hg_enter(&hg_log.lock);
  hg_watcher_of_blocks = watcher;
  hg_leave(&hg_log.lock);
}

static const hg_stream hg_own_stream = {1,
                                        hg_log_domain,
                                        hg_log_stack,
                                        hg_log_alloc,
                                        hg_log_realloc,
                                        hg_log_free,
                                        hg_log_steal,
                                        hg_log_internal,
                                        hg_log_context_begin,
                                        hg_log_context_end,
                                        hg_log_context_move,
                                        hg_log_command_begin,
                                        hg_log_command_end,
                                        hg_log_object_begin,
                                        hg_log_object_end,
                                        hg_log_access,
                                        hg_log_fault,
                                        hg_log_mark,
                                        hg_log_header,
                                        hg_log_pause,
                                        hg_log_flush,
                                        hg_log_watch};

/* ---- The log: beginning, end, fork ---- */

static void hg_expand_path(void) {
  const char *from = hg_log.pattern;
  size_t used = 0;
  hg_log.one_a_process = false;
  while (*from != '\0' && used < HG_PATH - 24) {
    if (from[0] == '%' && from[1] == 'p') {
      used += (size_t)snprintf(hg_log.path + used, HG_PATH - used, "%lu", hg_process());
      hg_log.one_a_process = true;
      from += 2;
    } else {
      hg_log.path[used++] = *from++;
    }
  }
  hg_log.path[used] = '\0';
}

/* `h program` and `h cmdline`, where the system tells. */
static void hg_log_program(void) {
#if defined(_WIN32)
  const char *line = GetCommandLineA(), *name = strrchr(line, '\\');
  hg_words("h program ");
  hg_text(name == NULL ? line : name + 1);
  hg_words("\nh cmdline ");
  hg_text(line);
  hg_char('\n');
#elif defined(__linux__)
  char line[1024];
  int fd = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
  ssize_t i, length = fd < 0 ? 0 : read(fd, line, sizeof line - 1);
  const char *name;
  if (fd >= 0) close(fd);
  if (length <= 0) return;
  line[length] = '\0';
  name = strrchr(line, '/');
  hg_words("h program ");
  hg_text(name == NULL ? line : name + 1);
  for (i = 0; i + 1 < length; i++) {
    if (line[i] == '\0') line[i] = ' ';
  }
  hg_words("\nh cmdline ");
  hg_text(line);
  hg_char('\n');
#endif
}

static void hg_log_head(const char *attached) {
  hg_words("heapglass 1\n");
  hg_log_program();
  hg_words("h recorder heapglass.h\nh clock ns\nh pointer ");
  hg_number(sizeof(void *));
  hg_words("\nh page ");
  hg_number(hg_page_size());
  hg_words("\nh start ");
  hg_number((uint64_t)time(NULL));
  hg_words("000000000\n");
  if (attached != NULL) hg_words("h attached ");
  if (attached != NULL) hg_words(attached);
  if (attached != NULL) hg_char('\n');
  hg_log.clock = hg_now();
  hg_log.thread = 0;
}

/* Opens a trace at a path, or on `fd` where that is NULL. `attached`: why blocks are older than the trace, or NULL. */
static bool hg_log_open(const char *path, int fd, const char *attached) {
  memset(&hg_log, 0, sizeof hg_log);
  hg_log.owns_fd = path != NULL;
  hg_log.fd = fd;
  if (path != NULL) {
    strncpy(hg_log.pattern, path, HG_PATH - 1);
    hg_expand_path();
    hg_log.fd = hg_open(hg_log.path);
  }
  if (hg_log.fd < 0) return false;
  hg_log_head(attached);
  hg_log.is_open = true;
  return true;
}

static void hg_log_close(void) {
  hg_enter(&hg_log.lock);
  if (hg_log.is_open) {
    hg_write_out();
    if (hg_log.owns_fd) hg_close(hg_log.fd);
  }
  hg_log.is_open = false;
  hg_leave(&hg_log.lock);
}

#ifndef _WIN32
/* The child's trace: of its own where the path has a %p, else none. */
static void hg_log_in_child(void) {
  uint32_t i;
  if (!hg_log.is_open) return;
  if (hg_log.owns_fd) close(hg_log.fd);
  hg_expand_path();
  hg_log.fd = hg_log.one_a_process ? hg_open(hg_log.path) : -1;
  hg_log.is_open = hg_log.fd >= 0;
  if (!hg_log.is_open) return;
  memset(hg_log.frames, 0, sizeof hg_log.frames);
  memset(hg_log.nodes, 0, sizeof hg_log.nodes);
  hg_log.frame_count = hg_log.node_count = hg_log.module_count = hg_log.command_count = 0;
  hg_log.before_contexts = hg_log.contexts;
  hg_log.before_objects = hg_log.objects;
  hg_log.events = hg_log.written = 0;
  hg_log_head("a fork");
  for (i = 0; i < hg_log.domain_count; i++) hg_write_domain(&hg_log.domains[i]);
}
#endif

/* ---- Recording: which stream, and the stack of whoever called ---- */

static struct hg_recording {
  const hg_stream *stream; /* NULL: nothing is recorded */
  unsigned depth;
} hg_recording;

/* The stream of libheapglass.so, where it records this process. */
static const hg_stream *hg_stream_of_process(void) {
#ifndef _WIN32
  const hg_stream *stream = (const hg_stream *)dlsym(RTLD_DEFAULT, "heapglass_stream_1");
  if (stream != NULL && stream->version == 1) return stream;
#endif
  return NULL;
}

const hg_stream *hg_stream_in_use(void) {
  const hg_stream *stream = hg_stream_of_process();
  return stream == NULL ? &hg_own_stream : stream;
}

static const hg_stream *hg_stream_now(void) { return __atomic_load_n(&hg_recording.stream, __ATOMIC_ACQUIRE); }

typedef struct hg_trace {
  unsigned first, count;
  void *frames[HG_STACK_DEPTH + HG_OWN_FRAMES];
} hg_trace;

/*
 * The stack from the frame at `pc` outwards, without the recorder's own frames. `is_call`: pc is a return address, not
 * an instruction that faulted.
 */
static void hg_unwind(hg_trace *trace, void *pc, bool is_call) {
  unsigned depth = hg_recording.depth, i, found;
  trace->first = trace->count = 0;
  if (depth == 0 || pc == NULL) return;
  found = depth == 1 ? 0 : hg_backtrace(trace->frames, depth + (is_call ? HG_CALL_FRAMES : HG_OWN_FRAMES));
  for (i = 0; i < found && trace->frames[i] != pc; i++) continue;
  if (i == found) { /* one frame is wanted, or the unwinder did not come that far */
    trace->frames[0] = pc;
    i = 0;
    found = 1;
  }
  trace->first = i;
  while (found > i && trace->frames[found - 1] == NULL) found--;
  trace->count = found - i < depth ? found - i : depth;
  for (i = trace->first + (is_call ? 0 : 1); i < trace->first + trace->count; i++) {
    trace->frames[i] = (char *)trace->frames[i] - 1;
  }
}

/* Id of the stack from `pc` outwards; 0 where none is wanted. */
static uint32_t hg_stack_at(const hg_stream *stream, void *pc, bool is_call) {
  hg_trace trace;
  hg_unwind(&trace, pc, is_call);
  return trace.count == 0 ? 0 : stream->stack(trace.frames + trace.first, trace.count);
}

/* What is known of a request of `domain` that the program made at the return address `pc`. */
static hg_attributes hg_request_at(const hg_stream *stream, uint32_t domain, void *pc) {
  hg_attributes attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.domain = domain;
  attributes.scope = HG_NO_SCOPE;
  attributes.stack = hg_stack_at(stream, pc, true);
  return attributes;
}

uint32_t hg_domain(const char *kind, const char *name, uint32_t backing) {
  const hg_stream *stream = hg_stream_now();
  return stream == NULL ? 0 : stream->domain(kind, name, backing);
}

HG_ENTRY void hg_note_alloc(uint32_t domain, uint32_t context, const void *block, size_t size) {
  const hg_stream *stream = hg_stream_now();
  hg_attributes attributes;
  if (stream == NULL) return;
  attributes = hg_request_at(stream, domain, HG_CALLER);
  attributes.context = context;
  stream->alloc(&attributes, block, size);
}

HG_ENTRY void hg_note_realloc(uint32_t domain, const void *old, const void *block, size_t size) {
  const hg_stream *stream = hg_stream_now();
  hg_attributes attributes;
  if (stream == NULL) return;
  attributes = hg_request_at(stream, domain, HG_CALLER);
  stream->realloc(&attributes, old, block, size);
}

HG_ENTRY void hg_note_free(uint32_t domain, const void *block) {
  const hg_stream *stream = hg_stream_now();
  hg_attributes attributes;
  if (stream == NULL) return;
  attributes = hg_request_at(stream, domain, HG_CALLER);
  stream->free(&attributes, block);
}

uint32_t hg_context_begin(uint32_t parent, uint32_t domain, const char *name) {
  const hg_stream *stream = hg_stream_now();
  return stream == NULL ? 0 : stream->context_begin(parent, domain, name);
}

void hg_context_end(uint32_t context) {
  const hg_stream *stream = hg_stream_now();
  if (stream != NULL && context != 0) stream->context_end(context);
}

void hg_command_begin(const char *name, uint32_t object, int64_t table) {
  const hg_stream *stream = hg_stream_now();
  if (stream != NULL) stream->command_begin(name, object, table);
}

void hg_command_end(int32_t result) {
  const hg_stream *stream = hg_stream_now();
  if (stream != NULL) stream->command_end(true, result);
}

uint32_t hg_object_begin(uint32_t parent, const char *type, uint64_t handle) {
  const hg_stream *stream = hg_stream_now();
  return stream == NULL ? 0 : stream->object_begin(parent, type, handle);
}

void hg_object_end(uint32_t object) {
  const hg_stream *stream = hg_stream_now();
  if (stream != NULL && object != 0) stream->object_end(object);
}

void hg_mark(const char *text) {
  const hg_stream *stream = hg_stream_now();
  if (stream != NULL) stream->mark(text);
}

void hg_flush(void) {
  const hg_stream *stream = hg_stream_now();
  if (stream != NULL) stream->flush();
}

/* ---- Blocks: the table of what was given ---- */

/* Where the blocks of a domain come from: a copy of a Vulkan table, or the C library. */
typedef struct hg_source {
  const char *kind;
  char name[64];
  uint32_t domain;        /* 0: the stream was not asked yet */
  uint32_t ralloc_domain; /* of the ralloc blocks that lie in this domain's; 0: not asked yet */
  bool is_backed;         /* the blocks lie in those of another source, which counts them */
#ifdef VULKAN_CORE_H_
  bool has_parent;
  VkAllocationCallbacks parent;
#endif
} hg_source;

enum { HG_SOURCE_MALLOC, HG_SOURCE_ALIGNED, HG_OWN_SOURCES };

typedef enum hg_row_state { HG_ROW_FREE, HG_ROW_LIVE, HG_ROW_QUARANTINED } hg_row_state;

typedef struct hg_row {
  char *block;
  char *base;      /* what the source gave, or the system: then the page that stands before the block's */
  size_t size;     /* of the block, as it was asked for */
  size_t length;   /* from `base`, both guard pages included */
  uint32_t beside; /* the next row of the same slot of the index */
  uint32_t next;   /* of the free rows, or of the quarantine */
  uint16_t source;
  uint8_t scope;
  uint8_t state;
  bool is_guarded;
  uint8_t hits;
} hg_row;

/* A page that a thread opened in order to step over an access. */
typedef struct hg_step {
  uintptr_t thread; /* 0: free */
  char *page;
} hg_step;

static struct hg_heap {
  hg_lock lock;
  hg_guard guard;
  bool stop_at_guard;
  unsigned redzone;
  size_t page;
  size_t budget, scope_budget[6], live, live_in[6];
  uint64_t requests, refuse_from; /* the number, from 1, of the first request that is refused; 0: none is */
  uint64_t refused, refused_for_rows, unguarded, hits, faults;
  uint32_t rows_used, free_rows;
  uint32_t quarantine_first, quarantine_last;
  size_t quarantined;
  unsigned source_count;
  hg_source sources[HG_SOURCES];
  hg_step steps[HG_STEPS];
  uint32_t index[HG_BLOCKS];
  hg_row rows[HG_BLOCKS]; /* row 0 is none */
} hg_heap;

static uint32_t *hg_slot(const void *block) {
  return &hg_heap.index[((uintptr_t)block * 0x9e3779b97f4a7c15u) >> 40 & (HG_BLOCKS - 1)];
}

static hg_row *hg_find_row(const void *block) {
  uint32_t row = *hg_slot(block);
  while (row != 0 && hg_heap.rows[row].block != block) row = hg_heap.rows[row].beside;
  return row == 0 ? NULL : &hg_heap.rows[row];
}

static void hg_link_row(hg_row *row) {
  uint32_t *slot = hg_slot(row->block);
  row->beside = *slot;
  *slot = (uint32_t)(row - hg_heap.rows);
}

static void hg_unlink_row(const hg_row *row) {
  uint32_t *link = hg_slot(row->block);
  while (&hg_heap.rows[*link] != row) link = &hg_heap.rows[*link].beside;
  *link = row->beside;
}

static void hg_give_row(hg_row *row) {
  row->state = HG_ROW_FREE;
  row->next = hg_heap.free_rows;
  hg_heap.free_rows = (uint32_t)(row - hg_heap.rows);
}

/* Lets go of the block that was freed longest ago. */
static void hg_evict(void) {
  hg_row *row = &hg_heap.rows[hg_heap.quarantine_first];
  hg_heap.quarantine_first = row->next;
  if (row->next == 0) hg_heap.quarantine_last = 0;
  hg_heap.quarantined -= row->length;
  hg_unlink_row(row);
  hg_unmap(row->base, row->length);
  hg_give_row(row);
}

/* A row of nobody's; NULL where all are of live blocks. */
static hg_row *hg_take_row(void) {
  uint32_t row;
  if (hg_heap.free_rows == 0 && hg_heap.rows_used < HG_BLOCKS - 1) return &hg_heap.rows[++hg_heap.rows_used];
  if (hg_heap.free_rows == 0 && hg_heap.quarantine_first != 0) hg_evict();
  row = hg_heap.free_rows;
  if (row == 0) return NULL;
  hg_heap.free_rows = hg_heap.rows[row].next;
  return &hg_heap.rows[row];
}

/* ---- Blocks: bytes beside them ---- */

/* The bytes before and behind a block that are not the program's. */
typedef struct hg_margins {
  char *from, *to;
} hg_margins;

static hg_margins hg_margins_of(const hg_row *row) {
  size_t guard = row->is_guarded ? hg_heap.page : 0;
  hg_margins margins;
  margins.from = row->base + guard;
  margins.to = row->base + row->length - guard;
  return margins;
}

static void hg_fill_margins(const hg_row *row) {
  hg_margins margins = hg_margins_of(row);
  memset(margins.from, HG_SLACK, (size_t)(row->block - margins.from));
  memset(row->block + row->size, HG_SLACK, (size_t)(margins.to - row->block) - row->size);
}

/* How many bytes beside a block were changed; `*first`: the offset of one of them, the nearest behind or before it. */
static size_t hg_damage(const hg_row *row, int64_t *first) {
  hg_margins margins = hg_margins_of(row);
  size_t changed = 0;
  const char *byte;
  for (byte = margins.from; byte < row->block; byte++) {
    if (*byte == (char)HG_SLACK) continue;
    changed++;
    *first = byte - row->block;
  }
  for (byte = margins.to; byte-- > row->block + row->size;) {
    if (*byte == (char)HG_SLACK) continue;
    changed++;
    *first = byte - row->block;
  }
  return changed;
}

/* ---- Blocks: where they come from ---- */

typedef struct hg_request {
  hg_source *source;
  uint32_t stack;
  size_t size, alignment; /* alignment 0: malloc's */
  int scope;
  bool zeroed;
} hg_request;

static hg_source *hg_add_source(const char *kind, const char *name) {
  hg_source *source = &hg_heap.sources[hg_heap.source_count++];
  source->kind = kind;
  strncpy(source->name, name, sizeof source->name - 1);
  return source;
}

static hg_source *hg_own_source(unsigned which) {
  hg_enter(&hg_heap.lock);
  if (hg_heap.source_count == 0) {
    hg_add_source("other", "MALLOC");
    hg_add_source("aligned", "align_malloc");
  }
  hg_leave(&hg_heap.lock);
  return &hg_heap.sources[which];
}

#ifdef VULKAN_CORE_H_
static hg_source *hg_source_of_table(const VkAllocationCallbacks *table);
#endif

/* The domain of a source whose blocks lie in no other's, or in those of the table under it, where that is ours too. */
static uint32_t hg_domain_of(const hg_stream *stream, hg_source *source) {
  uint32_t domain = __atomic_load_n(&source->domain, __ATOMIC_RELAXED), backing = 0;
  if (domain != 0) return domain;
#ifdef VULKAN_CORE_H_
  if (source->is_backed) backing = hg_domain_of(stream, hg_source_of_table(&source->parent));
#endif
  domain = stream->domain(source->kind, source->name, backing);
  __atomic_store_n(&source->domain, domain, __ATOMIC_RELAXED);
  return domain;
}

/* Memory of a source; what it asks of the C library is no block of the trace. */
static char *hg_source_take(const hg_request *request, size_t size, size_t alignment) {
  const hg_stream *stream = hg_stream_now();
  void *block;
  if (stream != NULL) stream->pause(1);
#ifdef VULKAN_CORE_H_
  if (request->source->has_parent) {
    const VkAllocationCallbacks *parent = &request->source->parent;
    block = parent->pfnAllocation(parent->pUserData, size, alignment, (VkSystemAllocationScope)request->scope);
  } else
#endif
    block = hg_libc_take(request->source == hg_heap.sources, size, alignment);
  if (stream != NULL) stream->pause(-1);
  return (char *)block;
}

static void hg_source_give(const hg_source *source, void *block) {
  const hg_stream *stream = hg_stream_now();
  if (stream != NULL) stream->pause(1);
#ifdef VULKAN_CORE_H_
  if (source->has_parent) source->parent.pfnFree(source->parent.pUserData, block);
  else
#endif
    hg_libc_give(source == hg_heap.sources, block);
  if (stream != NULL) stream->pause(-1);
}

/* Pages with a guard page on both sides; NULL where the system gives none, or knows no smaller alignment. */
static char *hg_map_guarded(size_t size, size_t alignment, size_t *length) {
  const hg_stream *stream = hg_stream_now();
  size_t page = hg_heap.page;
  char *base = NULL;
  *length = hg_round_up(size, page) + 2 * page;
  if (stream != NULL) stream->pause(1);
  if (alignment <= page) base = hg_map(*length);
  if (base != NULL && (!hg_protect(base, page, false) || !hg_protect(base + *length - page, page, false))) {
    hg_unmap(base, *length);
    base = NULL;
  }
  if (stream != NULL) stream->pause(-1);
  return base;
}

/* ---- Blocks: given and released ---- */

/* A block comes, or goes: sign 1 or -1. The heap is locked. */
static void hg_count(const hg_row *row, int sign) {
  if (hg_heap.sources[row->source].is_backed) return;
  hg_heap.live += (size_t)sign * row->size;
  hg_heap.live_in[row->scope] += (size_t)sign * row->size;
}

/* Whether a request may be granted; `credit`: bytes that go when it is. The heap is locked. */
static bool hg_fits(const hg_request *request, size_t credit, size_t scope_credit) {
  size_t live = hg_heap.live - credit, in_scope = hg_heap.live_in[request->scope] - scope_credit;
  size_t budget = hg_heap.budget, scope_budget = hg_heap.scope_budget[request->scope];
  if (request->size > SIZE_MAX / 4) return false;
  if (request->source->is_backed) return true;
  if (hg_heap.refuse_from != 0 && hg_heap.requests + 1 >= hg_heap.refuse_from) return false;
  if (budget != 0 && (live > budget || request->size > budget - live)) return false;
  return scope_budget == 0 || (in_scope <= scope_budget && request->size <= scope_budget - in_scope);
}

/* The row that a request gets, counted as live but in no index yet; NULL where it is refused. */
static hg_row *hg_admit(const hg_request *request, const hg_row *old, hg_guard *guard) {
  size_t credit = old == NULL ? 0 : old->size;
  hg_row *row = NULL;
  hg_enter(&hg_heap.lock);
  *guard = hg_heap.guard;
  if (hg_fits(request, credit, old != NULL && old->scope == request->scope ? credit : 0)) {
    row = hg_take_row();
    if (row == NULL) hg_heap.refused_for_rows++;
  }
  if (row == NULL) {
    hg_heap.refused++;
  } else {
    if (!request->source->is_backed) hg_heap.requests++;
    row->size = request->size;
    row->scope = (uint8_t)request->scope;
    row->source = (uint16_t)(request->source - hg_heap.sources);
    hg_count(row, 1);
  }
  hg_leave(&hg_heap.lock);
  return row;
}

/* A block for a request, not recorded yet; NULL where it is refused. `old`: the block that goes when this is there. */
static hg_row *hg_place(const hg_request *request, const hg_row *old) {
  size_t alignment = request->alignment == 0 ? HG_MALLOC_ALIGNMENT : request->alignment;
  hg_guard guard;
  hg_row *row = hg_admit(request, old, &guard);
  size_t front = 0, length = 0;
  char *base = NULL;
  bool is_guarded;
  if (row == NULL) return NULL;
  if (guard != HG_GUARD_NONE) base = hg_map_guarded(request->size, alignment, &length);
  is_guarded = base != NULL;
  if (is_guarded) {
    front = guard == HG_GUARD_BEFORE ? hg_heap.page : length - hg_heap.page - hg_round_up(request->size, alignment);
  } else {
    front = hg_heap.redzone == 0 ? 0 : hg_round_up(hg_heap.redzone, alignment);
    length = front + request->size + hg_heap.redzone;
    base = hg_source_take(request, length, alignment);
  }
  hg_enter(&hg_heap.lock);
  if (base == NULL) {
    hg_count(row, -1);
    hg_give_row(row);
    hg_heap.refused++;
  } else {
    if (guard != HG_GUARD_NONE && !is_guarded) hg_heap.unguarded++;
    row->base = base;
    row->length = length;
    row->block = base + front;
    row->is_guarded = is_guarded;
    row->state = HG_ROW_LIVE;
    row->hits = 0;
    hg_fill_margins(row);
    hg_link_row(row);
  }
  hg_leave(&hg_heap.lock);
  return base == NULL ? NULL : row;
}

/* Releases the memory of a block that nobody finds any more, or keeps it unreadable for a while. */
static void hg_drop(hg_row *row) {
  const hg_stream *stream = hg_stream_now();
  bool is_guarded = row->is_guarded;
  if (!is_guarded) hg_source_give(&hg_heap.sources[row->source], row->base);
  hg_enter(&hg_heap.lock);
  hg_count(row, -1);
  if (!is_guarded) {
    hg_give_row(row);
  } else {
    if (stream != NULL) stream->pause(1);
    while (hg_heap.quarantine_first != 0 && hg_heap.quarantined + row->length > HG_QUARANTINE) hg_evict();
    hg_protect(row->base, row->length, false);
    if (stream != NULL) stream->pause(-1);
    row->state = HG_ROW_QUARANTINED;
    row->next = 0;
    if (hg_heap.quarantine_last == 0) hg_heap.quarantine_first = (uint32_t)(row - hg_heap.rows);
    else hg_heap.rows[hg_heap.quarantine_last].next = (uint32_t)(row - hg_heap.rows);
    hg_heap.quarantine_last = (uint32_t)(row - hg_heap.rows);
    hg_heap.quarantined += row->length;
    hg_link_row(row);
  }
  hg_leave(&hg_heap.lock);
}

static hg_attributes hg_attributes_of(const hg_stream *stream, const hg_request *request) {
  hg_attributes attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.domain = hg_domain_of(stream, request->source);
  attributes.stack = request->stack;
  attributes.alignment = request->alignment;
  attributes.scope = request->scope;
  attributes.zeroed = request->zeroed;
  return attributes;
}

static void hg_fault(const char *kind, const void *block, int64_t offset, uint32_t stack, const char *text) {
  const hg_stream *stream = hg_stream_now();
  __atomic_add_fetch(&hg_heap.faults, 1, __ATOMIC_RELAXED);
  if (stream != NULL) stream->fault(kind, block, offset, stack, text);
}

/*
 * Takes a block of the request's domain out of the index, so that nobody else releases it; NULL, and a fault is
 * recorded, where it is none.
 */
static hg_row *hg_claim(const hg_request *request, const void *block) {
  char text[192] = "not a live block: never taken here, or freed before";
  const char *fault = "unknown";
  bool is_freed = false;
  hg_row *row;
  hg_enter(&hg_heap.lock);
  row = hg_find_row(block);
  if (row != NULL && row->state == HG_ROW_QUARANTINED) {
    is_freed = true;
  } else if (row != NULL && &hg_heap.sources[row->source] == request->source) {
    hg_unlink_row(row);
    hg_leave(&hg_heap.lock);
    return row;
  } else if (row != NULL) {
    fault = "cookie";
    snprintf(text, sizeof text, "taken from %s, released as %s", hg_heap.sources[row->source].name,
             request->source->name);
  }
  hg_leave(&hg_heap.lock);
  if (is_freed) {
    const hg_stream *stream = hg_stream_now();
    hg_attributes attributes;
    if (stream == NULL) return NULL;
    attributes = hg_attributes_of(stream, request);
    stream->free(&attributes, block); /* a reader knows the address: double-free, with both stacks */
  } else {
    hg_fault(fault, block, 0, request->stack, text);
  }
  return NULL;
}

static void hg_check_margins(const hg_row *row, uint32_t stack) {
  int64_t first = 0;
  size_t changed = hg_damage(row, &first);
  char text[64];
  if (changed == 0) return;
  snprintf(text, sizeof text, "bytes changed: %lu", (unsigned long)changed);
  hg_fault("redzone", row->block, first, stack, text);
}

static void *hg_take(const hg_request *request) {
  const hg_stream *stream = hg_stream_now();
  hg_row *row = hg_place(request, NULL);
  char *block = row == NULL ? NULL : row->block;
  if (block != NULL && request->zeroed) memset(block, 0, request->size);
  if (stream != NULL) {
    hg_attributes attributes = hg_attributes_of(stream, request);
    stream->alloc(&attributes, block, request->size);
  }
  return block;
}

static void hg_release(const hg_request *request, void *block) {
  const hg_stream *stream = hg_stream_now();
  hg_row *row;
  if (block == NULL) return;
  row = hg_claim(request, block);
  if (row == NULL) return;
  hg_check_margins(row, request->stack);
  if (stream != NULL) {
    hg_attributes attributes = hg_attributes_of(stream, request);
    attributes.alignment = 0;
    attributes.scope = HG_NO_SCOPE;
    stream->free(&attributes, block);
  }
  hg_drop(row);
}

static void *hg_retake(const hg_request *request, void *old) {
  const hg_stream *stream = hg_stream_now();
  hg_row *from, *row;
  char *block = NULL;
  if (old == NULL) return hg_take(request);
  if (request->size == 0) {
    hg_release(request, old);
    return NULL;
  }
  from = hg_claim(request, old);
  if (from == NULL) return NULL;
  row = hg_place(request, from);
  if (row != NULL) {
    block = row->block;
    memcpy(block, old, from->size < row->size ? from->size : row->size);
    hg_check_margins(from, request->stack);
  }
  if (stream != NULL) {
    hg_attributes attributes = hg_attributes_of(stream, request);
    stream->realloc(&attributes, old, block, request->size);
  }
  if (row != NULL) {
    hg_drop(from);
  } else {
    hg_enter(&hg_heap.lock);
    hg_link_row(from);
    hg_leave(&hg_heap.lock);
  }
  return block;
}

/* A request of the program's, made at the return address `pc`. */
static hg_request hg_request_for(hg_source *source, void *pc, size_t size, size_t alignment, int scope) {
  const hg_stream *stream = hg_stream_now();
  hg_request request;
  request.source = source;
  request.stack = stream == NULL ? 0 : hg_stack_at(stream, pc, true);
  request.size = size;
  request.alignment = alignment;
  request.scope = scope < 0 || scope > HG_NO_SCOPE ? HG_NO_SCOPE : scope;
  request.zeroed = false;
  return request;
}

static hg_request hg_malloc_request(void *pc, size_t size) {
  return hg_request_for(hg_own_source(HG_SOURCE_MALLOC), pc, size, 0, HG_NO_SCOPE);
}

HG_ENTRY void *hg_malloc(size_t size) {
  hg_request request = hg_malloc_request(HG_CALLER, size);
  return hg_take(&request);
}

HG_ENTRY void *hg_calloc(size_t count, size_t size) {
  hg_request request = hg_malloc_request(HG_CALLER, size != 0 && count > SIZE_MAX / size ? SIZE_MAX : count * size);
  request.zeroed = true;
  return hg_take(&request);
}

HG_ENTRY void *hg_realloc(void *old, size_t size) {
  hg_request request = hg_malloc_request(HG_CALLER, size);
  return hg_retake(&request, old);
}

HG_ENTRY void hg_free(void *block) {
  hg_request request = hg_malloc_request(HG_CALLER, 0);
  hg_release(&request, block);
}

HG_ENTRY void *hg_align_malloc(size_t size, size_t alignment) {
  hg_request request = hg_request_for(hg_own_source(HG_SOURCE_ALIGNED), HG_CALLER, size, alignment, HG_NO_SCOPE);
  return hg_take(&request);
}

HG_ENTRY void hg_align_free(void *block) {
  hg_request request = hg_request_for(hg_own_source(HG_SOURCE_ALIGNED), HG_CALLER, 0, 0, HG_NO_SCOPE);
  hg_release(&request, block);
}

/* ---- Vulkan ---- */

#ifdef VULKAN_CORE_H_

static void *VKAPI_PTR HG_ENTRY hg_vk_allocate(void *user, size_t size, size_t alignment,
                                               VkSystemAllocationScope scope) {
  hg_request request = hg_request_for((hg_source *)user, HG_CALLER, size, alignment, (int)scope);
  return hg_take(&request);
}

static void *VKAPI_PTR HG_ENTRY hg_vk_reallocate(void *user, void *old, size_t size, size_t alignment,
                                                 VkSystemAllocationScope scope) {
  hg_request request = hg_request_for((hg_source *)user, HG_CALLER, size, alignment, (int)scope);
  return hg_retake(&request, old);
}

static void VKAPI_PTR HG_ENTRY hg_vk_free(void *user, void *block) {
  hg_request request = hg_request_for((hg_source *)user, HG_CALLER, 0, 0, HG_NO_SCOPE);
  hg_release(&request, block);
}

static void VKAPI_PTR hg_vk_internal_allocation(void *user, size_t size, VkInternalAllocationType type,
                                                VkSystemAllocationScope scope) {
  const hg_stream *stream = hg_stream_now();
  const hg_source *source = (const hg_source *)user;
  const VkAllocationCallbacks *parent = &source->parent;
  if (stream != NULL && !source->is_backed) stream->internal('+', size, (int)scope);
  if (parent->pfnInternalAllocation != NULL) parent->pfnInternalAllocation(parent->pUserData, size, type, scope);
}

static void VKAPI_PTR hg_vk_internal_free(void *user, size_t size, VkInternalAllocationType type,
                                          VkSystemAllocationScope scope) {
  const hg_stream *stream = hg_stream_now();
  const hg_source *source = (const hg_source *)user;
  const VkAllocationCallbacks *parent = &source->parent;
  if (stream != NULL && !source->is_backed) stream->internal('-', size, (int)scope);
  if (parent->pfnInternalFree != NULL) parent->pfnInternalFree(parent->pUserData, size, type, scope);
}

static hg_source *hg_source_of_table(const VkAllocationCallbacks *table) {
  return table->pfnAllocation == hg_vk_allocate ? (hg_source *)table->pUserData : NULL;
}

static bool hg_is_parent(const hg_source *source, const VkAllocationCallbacks *parent) {
  if (parent == NULL || !source->has_parent) return parent == NULL && !source->has_parent;
  return source->parent.pUserData == parent->pUserData && source->parent.pfnAllocation == parent->pfnAllocation &&
         source->parent.pfnReallocation == parent->pfnReallocation && source->parent.pfnFree == parent->pfnFree;
}

/* The source of that name over that parent; NULL where none more fits. */
static hg_source *hg_vk_source(const VkAllocationCallbacks *parent, const char *name) {
  hg_source *source = NULL;
  unsigned i;
  (void)hg_own_source(HG_SOURCE_MALLOC);
  hg_enter(&hg_heap.lock);
  for (i = HG_OWN_SOURCES; i < hg_heap.source_count && source == NULL; i++) {
    hg_source *known = &hg_heap.sources[i];
    if (strncmp(known->name, name, sizeof known->name - 1) == 0 && hg_is_parent(known, parent)) source = known;
  }
  if (source == NULL && i < HG_SOURCES) {
    source = hg_add_source("vk", name);
    source->has_parent = parent != NULL;
    if (parent != NULL) source->parent = *parent;
    source->is_backed = parent != NULL && hg_source_of_table(parent) != NULL;
  }
  hg_leave(&hg_heap.lock);
  return source;
}

bool hg_vk_callbacks(VkAllocationCallbacks *table, const VkAllocationCallbacks *parent, const char *name) {
  hg_source *source = hg_vk_source(parent, name);
  if (source == NULL) return false;
  table->pUserData = source;
  table->pfnAllocation = hg_vk_allocate;
  table->pfnReallocation = hg_vk_reallocate;
  table->pfnFree = hg_vk_free;
  table->pfnInternalAllocation = hg_vk_internal_allocation;
  table->pfnInternalFree = hg_vk_internal_free;
  return true;
}

int64_t hg_vk_table(const VkAllocationCallbacks *table) {
  const hg_stream *stream = hg_stream_now();
  hg_source *source = table == NULL ? NULL : hg_source_of_table(table);
  if (table == NULL) return 0;
  return source == NULL || stream == NULL ? -1 : (int64_t)hg_domain_of(stream, source);
}

#endif

/* ---- ralloc ---- */

/* Stands before every block, as in Mesa. */
typedef struct hg_ralloc_block {
  struct hg_ralloc_block *parent, *child, *prev, *next; /* child: the newest; prev, next: its siblings */
  hg_source *source;
  int scope;
  uint32_t canary;
} hg_ralloc_block;

#define HG_RALLOC_CANARY 0x5a1106u
#define HG_RALLOC_ALIGNMENT 16
#define HG_RALLOC_HEADER ((sizeof(hg_ralloc_block) + 15) / 16 * 16)

/* The header of a block; NULL, and a fault is recorded, where it is none of a ralloc tree. */
static hg_ralloc_block *hg_ralloc_header(const void *block, void *pc) {
  hg_ralloc_block *header = (hg_ralloc_block *)(void *)((char *)(uintptr_t)block - HG_RALLOC_HEADER);
  const hg_stream *stream = hg_stream_now();
  const hg_row *row;
  uint32_t stack = 0;
  bool is_known;
  hg_enter(&hg_heap.lock);
  row = hg_find_row(header);
  is_known = row != NULL && row->state == HG_ROW_LIVE && row->size >= HG_RALLOC_HEADER;
  is_known = is_known && header->canary == HG_RALLOC_CANARY;
  hg_leave(&hg_heap.lock);
  if (is_known) return header;
  if (stream != NULL) stack = hg_stack_at(stream, pc, true);
  hg_fault("unknown", block, 0, stack, "not a live block of a ralloc tree");
  return NULL;
}

static void *hg_ralloc_payload(hg_ralloc_block *header) { return (char *)header + HG_RALLOC_HEADER; }

static void hg_ralloc_link(hg_ralloc_block *parent, hg_ralloc_block *block) {
  block->parent = parent;
  block->prev = NULL;
  block->next = parent == NULL ? NULL : parent->child;
  if (block->next != NULL) block->next->prev = block;
  if (parent != NULL) parent->child = block;
}

static void hg_ralloc_unlink(hg_ralloc_block *block) {
  if (block->prev != NULL) block->prev->next = block->next;
  else if (block->parent != NULL) block->parent->child = block->next;
  if (block->next != NULL) block->next->prev = block->prev;
  block->parent = block->prev = block->next = NULL;
}

static hg_attributes hg_ralloc_attributes(const hg_stream *stream, hg_source *source, uint32_t stack) {
  hg_attributes attributes;
  memset(&attributes, 0, sizeof attributes);
  if (source->ralloc_domain == 0) {
    char name[96];
    snprintf(name, sizeof name, "ralloc on %s", source->name);
    source->ralloc_domain = stream->domain("ralloc", name, hg_domain_of(stream, source));
  }
  attributes.domain = source->ralloc_domain;
  attributes.stack = stack;
  attributes.scope = HG_NO_SCOPE;
  return attributes;
}

static void *hg_ralloc_take(hg_ralloc_block *parent, hg_source *source, int scope, size_t size, void *pc) {
  const hg_stream *stream = hg_stream_now();
  hg_request request = hg_request_for(source, pc, size, HG_RALLOC_ALIGNMENT, scope);
  hg_ralloc_block *block = NULL;
  request.size = size > SIZE_MAX - HG_RALLOC_HEADER ? SIZE_MAX : size + HG_RALLOC_HEADER;
  block = (hg_ralloc_block *)hg_take(&request);
  if (block == NULL) return NULL;
  block->child = NULL;
  block->source = source;
  block->scope = request.scope;
  block->canary = HG_RALLOC_CANARY;
  hg_ralloc_link(parent, block);
  if (stream != NULL) {
    hg_attributes attributes = hg_ralloc_attributes(stream, source, request.stack);
    attributes.owner = parent == NULL ? NULL : hg_ralloc_payload(parent);
    stream->alloc(&attributes, hg_ralloc_payload(block), size);
  }
  return hg_ralloc_payload(block);
}

HG_ENTRY void *hg_ralloc_root(const struct VkAllocationCallbacks *table, int scope) {
  hg_source *source = NULL;
  if (table == NULL) source = hg_own_source(HG_SOURCE_MALLOC);
#ifdef VULKAN_CORE_H_
  else if ((source = hg_source_of_table(table)) == NULL) source = hg_vk_source(table, "the table of a ralloc tree");
#endif
  return source == NULL ? NULL : hg_ralloc_take(NULL, source, scope, 0, HG_CALLER);
}

HG_ENTRY void *hg_ralloc(const void *parent, size_t size) {
  hg_ralloc_block *owner = hg_ralloc_header(parent, HG_CALLER);
  return owner == NULL ? NULL : hg_ralloc_take(owner, owner->source, owner->scope, size, HG_CALLER);
}

HG_ENTRY void hg_ralloc_steal(const void *parent, void *block) {
  const hg_stream *stream = hg_stream_now();
  hg_ralloc_block *owner = parent == NULL ? NULL : hg_ralloc_header(parent, HG_CALLER);
  hg_ralloc_block *header = hg_ralloc_header(block, HG_CALLER);
  if (header == NULL || (parent != NULL && owner == NULL)) return;
  hg_ralloc_unlink(header);
  hg_ralloc_link(owner, header);
  if (stream != NULL) stream->steal(block, parent);
}

static void hg_ralloc_release(hg_ralloc_block *block, void *pc) {
  const hg_stream *stream = hg_stream_now();
  hg_request request = hg_request_for(block->source, pc, 0, 0, HG_NO_SCOPE);
  if (stream != NULL) {
    hg_attributes attributes = hg_ralloc_attributes(stream, block->source, request.stack);
    stream->free(&attributes, hg_ralloc_payload(block));
  }
  block->canary = 0;
  hg_release(&request, block);
}

HG_ENTRY void hg_ralloc_free(void *block) {
  hg_ralloc_block *root = block == NULL ? NULL : hg_ralloc_header(block, HG_CALLER), *at = root;
  if (root == NULL) return;
  hg_ralloc_unlink(root);
  for (;;) {
    hg_ralloc_block *parent;
    while (at->child != NULL) at = at->child;
    parent = at->parent;
    hg_ralloc_unlink(at);
    hg_ralloc_release(at, HG_CALLER);
    if (parent == NULL) return;
    at = parent;
  }
}

/* ---- Guard pages: an access is recorded, stepped over, and the page closed again ---- */

#if defined(_WIN32)
#define HG_TRAP_FLAG 0x100
#elif defined(__linux__) && defined(__x86_64__)
#define HG_TRAP_FLAG 0x100
#define HG_PC REG_RIP
#elif defined(__linux__) && defined(__i386__)
#define HG_TRAP_FLAG 0x100
#define HG_PC REG_EIP
#endif /* elsewhere the page stays open after the first access */

/* The row whose guard pages, or freed pages, an address lies in. The heap is locked. */
static hg_row *hg_row_guarding(const char *address) {
  uint32_t i;
  for (i = 1; i <= hg_heap.rows_used; i++) {
    hg_row *row = &hg_heap.rows[i];
    const char *end = row->base + row->length;
    if (row->state == HG_ROW_FREE || !row->is_guarded || address < row->base || address >= end) continue;
    if (row->state == HG_ROW_QUARANTINED) return row;
    return address < row->base + hg_heap.page || address >= end - hg_heap.page ? row : NULL;
  }
  return NULL;
}

/* Opens a page for the calling thread; false where too many threads are stepping. The heap is locked. */
static bool hg_open_page(char *page) {
  unsigned i = 0;
#ifndef HG_TRAP_FLAG
  return hg_protect(page, hg_heap.page, true);
#endif
  while (i < HG_STEPS && hg_heap.steps[i].thread != 0) i++;
  if (i == HG_STEPS || !hg_protect(page, hg_heap.page, true)) return false;
  hg_heap.steps[i].thread = hg_self();
  hg_heap.steps[i].page = page;
  return true;
}

/* Closes the pages that the calling thread opened, where no other one steps over them; false where it opened none. */
static bool hg_rearm(void) {
  bool was_stepping = false;
  unsigned i, k;
  if (hg_holds(&hg_heap.lock)) return false;
  hg_enter(&hg_heap.lock);
  for (i = 0; i < HG_STEPS; i++) {
    char *page = hg_heap.steps[i].page;
    if (hg_heap.steps[i].thread != hg_self()) continue;
    was_stepping = true;
    hg_heap.steps[i].thread = 0;
    hg_heap.steps[i].page = NULL;
    for (k = 0; k < HG_STEPS && hg_heap.steps[k].page != page; k++) continue;
    if (k == HG_STEPS && hg_row_guarding(page) != NULL) hg_protect(page, hg_heap.page, false);
  }
  hg_leave(&hg_heap.lock);
  return was_stepping;
}

/* Records an access that the system refused, and opens the page to it; false where the page is no guard. */
static bool hg_on_access(char *address, const char *verb, void *pc) {
  const hg_stream *stream = hg_stream_now();
  char *page, *block = NULL, text[32];
  bool is_recorded = false, is_open = false;
  hg_row *row;
  if (hg_holds(&hg_heap.lock) || hg_holds(&hg_log.lock)) return false;
  hg_enter(&hg_heap.lock);
  page = (char *)((uintptr_t)address & ~(uintptr_t)(hg_heap.page - 1));
  row = hg_row_guarding(address);
  if (row != NULL) {
    hg_heap.hits++;
    block = row->block;
    is_recorded = row->hits < HG_HITS_OF_A_BLOCK;
    if (is_recorded) row->hits++;
    strcpy(text, verb);
    if (row->state == HG_ROW_QUARANTINED) strcat(text, " after free");
    is_open = hg_open_page(page);
  }
  hg_leave(&hg_heap.lock);
  if (is_recorded && stream != NULL) {
    uint32_t stack = hg_stack_at(stream, pc, false);
    stream->fault("guard", block, address - block, stack, text);
  }
  if (is_open && hg_heap.stop_at_guard) abort();
  return is_open;
}

#ifdef _WIN32

static LONG CALLBACK hg_on_exception(EXCEPTION_POINTERS *exception) {
  const EXCEPTION_RECORD *record = exception->ExceptionRecord;
  if (record->ExceptionCode == EXCEPTION_ACCESS_VIOLATION) {
    char *address = (char *)record->ExceptionInformation[1];
    const char *verb = record->ExceptionInformation[0] == 1 ? "write" : "read";
    if (hg_on_access(address, verb, record->ExceptionAddress)) {
      exception->ContextRecord->EFlags |= HG_TRAP_FLAG;
      return EXCEPTION_CONTINUE_EXECUTION;
    }
    hg_flush();
  }
  if (record->ExceptionCode == EXCEPTION_SINGLE_STEP && hg_rearm()) return EXCEPTION_CONTINUE_EXECUTION;
  return EXCEPTION_CONTINUE_SEARCH;
}

static void hg_watch_signals(bool own_log) {
  static bool is_watching;
  if (is_watching || (!own_log && hg_heap.guard == HG_GUARD_NONE)) return;
  is_watching = AddVectoredExceptionHandler(1, hg_on_exception) != NULL;
}

#else

/* Synchronous ones first; then those that end a program which does not handle them. */
static const int hg_signals[] = {SIGSEGV, SIGBUS, SIGTRAP, SIGILL, SIGFPE, SIGABRT, SIGINT, SIGTERM, SIGHUP};
enum { HG_SIGNALS = 9, HG_GUARD_SIGNALS = 3, HG_SYNCHRONOUS = 6 };
static struct sigaction hg_handlers_before[HG_SIGNALS];

/* Nothing is lost when the program dies; whoever handled the signal before gets it now. */
static void hg_on_death(int number, const siginfo_t *info) {
  unsigned i = 0;
  hg_flush();
  while (i + 1 < HG_SIGNALS && hg_signals[i] != number) i++;
  sigaction(number, &hg_handlers_before[i], NULL);
  if (info->si_code <= 0 || number == SIGTRAP) raise(number); /* it would not come again */
}

static void hg_on_signal(int number, siginfo_t *info, void *data) {
  int error = errno;
#ifdef HG_TRAP_FLAG
  greg_t *registers = ((ucontext_t *)data)->uc_mcontext.gregs;
  if (number == SIGSEGV) {
    const char *verb = (registers[REG_ERR] & 2) != 0 ? "write" : "read"; /* the page fault's error code */
    if (hg_on_access((char *)info->si_addr, verb, (void *)registers[HG_PC])) {
      registers[REG_EFL] |= HG_TRAP_FLAG; /* SIGTRAP comes behind the instruction */
      errno = error;
      return;
    }
  }
  if (number == SIGTRAP && hg_rearm()) {
    registers[REG_EFL] &= ~HG_TRAP_FLAG;
    errno = error;
    return;
  }
#else
  /* The page stays open: later accesses to it are not seen. */
  (void)data;
  if ((number == SIGSEGV || number == SIGBUS) && hg_on_access((char *)info->si_addr, "access", NULL)) {
    errno = error;
    return;
  }
#endif
  hg_on_death(number, info);
}
#endif

/* ---- Beginning and end ---- */

/* What an environment variable says; NULL where it is not set, or empty. */
static const char *hg_environment(const char *name) {
  const char *value = getenv(name);
  return value == NULL || *value == '\0' ? NULL : value;
}

#ifndef _WIN32
static void hg_watch_signals(bool own_log) {
  unsigned i, count = own_log ? HG_SIGNALS : hg_heap.guard != HG_GUARD_NONE ? HG_GUARD_SIGNALS : 0;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  action.sa_sigaction = hg_on_signal;
  for (i = 0; i < count; i++) {
    struct sigaction now;
    if (sigaction(hg_signals[i], NULL, &now) != 0) continue;
    if ((now.sa_flags & SA_SIGINFO) != 0 && now.sa_sigaction == hg_on_signal) continue;
    if (i >= HG_SYNCHRONOUS && now.sa_handler != SIG_DFL) continue;
    hg_handlers_before[i] = now;
    sigaction(hg_signals[i], &action, NULL);
  }
}

static void hg_before_fork(void) {
  hg_enter(&hg_heap.lock);
  hg_enter(&hg_log.lock);
  if (hg_log.is_open) hg_write_out();
}

static void hg_after_fork(void) {
  hg_leave(&hg_log.lock);
  hg_leave(&hg_heap.lock);
}

static void hg_after_fork_in_child(void) {
  hg_log_in_child();
  hg_after_fork();
}
#endif

/* What has to be done once in a process. */
static void hg_set_up(void) {
  static bool is_done;
  void *frames[1];
  if (is_done) return;
  is_done = true;
  atexit(hg_stop);
#ifdef _WIN32
  hg_thread_slot = TlsAlloc();
#else
  pthread_atfork(hg_before_fork, hg_after_fork, hg_after_fork_in_child);
#endif
  (void)hg_backtrace(frames, 1); /* loads the unwinder, which allocates */
}

static void hg_take_options(const hg_options *options) {
  const char *fail_after = hg_environment("HEAPGLASS_FAIL_AFTER"), *stacks = hg_environment("HEAPGLASS_STACKS");
  unsigned long depth = stacks == NULL ? options->stacks : strtoul(stacks, NULL, 10);
  unsigned i;
  hg_recording.depth = depth < HG_STACK_DEPTH ? (unsigned)depth : HG_STACK_DEPTH;
  hg_heap.stop_at_guard = options->stop_at_guard;
  hg_heap.redzone = options->redzone;
  hg_heap.budget = options->budget;
  for (i = 0; i < 5; i++) hg_heap.scope_budget[i] = options->scope_budget[i];
  hg_heap.refuse_from = options->fail_after == 0 ? 0 : options->fail_after + 1;
  if (fail_after != NULL) hg_heap.refuse_from = strtoull(fail_after, NULL, 10) + 1;
  hg_heap.requests = hg_heap.refused = hg_heap.refused_for_rows = hg_heap.unguarded = hg_heap.hits = hg_heap.faults = 0;
  for (i = 0; i < HG_SOURCES; i++) hg_heap.sources[i].domain = hg_heap.sources[i].ralloc_domain = 0;
}

void hg_guard_blocks(hg_guard guard) {
  hg_enter(&hg_heap.lock);
  hg_heap.page = hg_page_size();
  hg_heap.guard = guard;
  hg_leave(&hg_heap.lock);
  hg_watch_signals(hg_stream_now() == &hg_own_stream);
}

bool hg_start(const hg_options *options) {
  const char *path = hg_environment("HEAPGLASS_TRACE");
  const hg_stream *stream = hg_stream_of_process();
  bool was_open = hg_stream_now() != NULL;
  if (was_open) errno = EBUSY;
  if (was_open) return false;
  hg_set_up();
  hg_take_options(options);
  if (stream == NULL) {
    if (path == NULL) path = options->path;
    if (path == NULL && options->fd <= 0) path = "heapglass.%p.hgt";
    if (hg_log_open(path, options->fd, hg_heap.live == 0 ? NULL : "blocks were taken before")) stream = &hg_own_stream;
  }
  __atomic_store_n(&hg_recording.stream, stream, __ATOMIC_RELEASE);
  hg_guard_blocks(options->guard);
  return stream != NULL;
}

/* One line to standard error, without an allocation. */
static void hg_say(const char *format, ...) {
  char line[HG_PATH + 256];
  int length;
  va_list arguments;
  va_start(arguments, format);
  length = vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  if (length > 0) (void)hg_write(2, line, (size_t)length < sizeof line ? (size_t)length : sizeof line - 1);
}

static void hg_say_what_was_recorded(const hg_stream *stream) {
  hg_say("heapglass.h: %" PRIu64 " requests granted, %" PRIu64 " refused\n", hg_heap.requests, hg_heap.refused);
  hg_say("heapglass.h: %" PRIu64 " guard hits, %" PRIu64 " other faults\n", hg_heap.hits, hg_heap.faults);
  if (stream == &hg_own_stream) {
    hg_say("heapglass.h: %" PRIu64 " events, %" PRIu64 " bytes written%s%s\n", hg_log.events, hg_log.written,
           hg_log.owns_fd ? " to " : "", hg_log.path);
  }
  hg_say("heapglass.h: own memory %u KiB, fixed\n", (unsigned)((sizeof hg_log + sizeof hg_heap) / 1024));
  if (hg_log.error != 0) hg_say("heapglass.h: %" PRIu64 " bytes are lost: %s\n", hg_log.lost, strerror(hg_log.error));
  if (hg_log.cut_stacks != 0) {
    hg_say("heapglass.h: %" PRIu64 " stacks are cut: HG_STACKS or HG_FRAMES are too few\n", hg_log.cut_stacks);
  }
  if (hg_heap.unguarded != 0) {
    hg_say("heapglass.h: %" PRIu64 " blocks have no guard page: no more mappings, or aligned to more than a page\n",
           hg_heap.unguarded);
  }
  if (hg_heap.refused_for_rows != 0) {
    hg_say("heapglass.h: %" PRIu64 " requests were refused as HG_BLOCKS blocks were live\n", hg_heap.refused_for_rows);
  }
}

void hg_stop(void) {
  const hg_stream *stream = hg_stream_now();
  if (stream == NULL) return;
  __atomic_store_n(&hg_recording.stream, (const hg_stream *)NULL, __ATOMIC_RELEASE);
  if (stream == &hg_own_stream) hg_log_close();
  else stream->flush();
  hg_say_what_was_recorded(stream);
}

#ifdef __cplusplus
}
#endif

#endif /* HEAPGLASS_IMPLEMENTATION */
