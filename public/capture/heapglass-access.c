/*
 * heapglass-access.c: records the reads and writes of a program that miss its blocks.
 *
 *     gcc -g -fsanitize=kernel-address --param asan-instrumentation-with-call-threshold=0 -c program.c
 *     clang -g -fsanitize-coverage=func,trace-loads,trace-stores -c program.c                   # or this
 *     gcc -g -c heapglass-access.c
 *     gcc program.o heapglass-access.o -ldl -pthread -Wl,--wrap=memcpy,--wrap=memmove,--wrap=memset
 *     LD_PRELOAD=./libheapglass.so ./a.out                                                      # or heapglass.h in it
 *
 * The compiler calls a function before each read and write. It looks the bytes up in a shadow of the heap, which the
 * recorder keeps up to date, and what lies beside a block or in a freed one becomes an `r` or `w` record with its
 * stack. The program goes on. Pages of guards are not needed: each byte counts, before a block as well as behind it.
 *
 * Not seen: code that is compiled without the flags, libraries among it (--wrap adds the three calls of libc that copy
 * and fill); misses by more than HG_BESIDE bytes that meet another block; freed blocks that were given away again, or of
 * HG_UNMAPPED bytes and more, which libc unmaps. An allocator that lies in the program itself is compiled without the
 * flags, as heapglass.h and this file are: their own bytes are nobody's.
 *
 * Cost: one to two nanoseconds an access, whatever is live. Memory: a quarter of the heap's, taken where it is touched.
 *
 * Licence: MIT, as Heapglass.
 */
#if !defined(_GNU_SOURCE)
#define _GNU_SOURCE /* RTLD_DEFAULT, MAP_ANONYMOUS */
#endif

#include "heapglass.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

/* Of heapglass.h, where the program has it. */
#pragma weak hg_stream_in_use

#if defined(__SANITIZE_ADDRESS__)
#error "heapglass-access.c must be compiled without -fsanitize: it would watch itself"
#endif
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(coverage_sanitizer)
#error "heapglass-access.c must be compiled without -fsanitize: it would watch itself"
#endif
#endif

/* Bytes before and behind a block that are not the program's, unless they lie in another live block. */
#define HG_BESIDE 16
/* Freed blocks of so many bytes may be unmapped, and the addresses become something else. */
#define HG_UNMAPPED (128u << 10)
#define HG_DEPTH 16
/* Beyond so many, accesses are counted only: a broken loop makes millions. */
#define HG_MOST 10000

/*
 * The shadow: two bits a byte. The upper bit alone, HG_MISSED, says that the byte is not the program's. The first byte
 * of a block has its own state, so that blocks without a gap are told apart when one ends.
 */
enum { HG_UNKNOWN, HG_LIVE, HG_MISSED, HG_FIRST };

/* Address space in regions of a gibibyte. The shadow of one is reserved when a block first lies in it. */
#define HG_REGION_BITS 30
#define HG_REGIONS (1u << 18) /* 48 bits of addresses */
#define HG_REGION_MAPPED (((size_t)1 << (HG_REGION_BITS - 2)) + 4096) /* a reader may look a little behind its cell */

static unsigned char *hg_shadow[HG_REGIONS];
static const hg_stream *hg_recorder;
static unsigned long hg_missed;
static __thread bool hg_is_inside;

/* ---- Shadow ---- */

/* Where the shadow of an address lies; NULL where no block ever was. */
static unsigned char *hg_cell(uintptr_t address) {
  uintptr_t region = address >> HG_REGION_BITS;
  unsigned char *shadow = region < HG_REGIONS ? __atomic_load_n(&hg_shadow[region], __ATOMIC_ACQUIRE) : NULL;
  return shadow == NULL ? NULL : shadow + ((address & (((uintptr_t)1 << HG_REGION_BITS) - 1)) >> 2);
}

static unsigned hg_state(uintptr_t address) {
  const unsigned char *cell = hg_cell(address);
  return cell == NULL ? (unsigned)HG_UNKNOWN : (*cell >> (address & 3) * 2) & 3u;
}

static void hg_set(uintptr_t address, unsigned state) {
  unsigned char *cell = hg_cell(address);
  unsigned shift = (unsigned)(address & 3) * 2;
  if (cell != NULL) *cell = (unsigned char)((*cell & ~(3u << shift)) | state << shift);
}

static void hg_paint(uintptr_t from, uintptr_t end, unsigned state) {
  for (; from < end && (from & 3) != 0; from++) hg_set(from, state);
  while (end - from >= 4) {
    uintptr_t region_end = (from | (((uintptr_t)1 << HG_REGION_BITS) - 1)) + 1;
    uintptr_t cells = ((end < region_end ? end : region_end) - from) / 4;
    unsigned char *cell = hg_cell(from);
    if (cell != NULL) memset(cell, (int)(state * 0x55u), cells);
    from += cells * 4;
  }
  for (; from < end; from++) hg_set(from, state);
}

/* Bytes of no live block become `state`. */
static void hg_paint_beside(uintptr_t from, uintptr_t end, unsigned state) {
  for (; from < end; from++) {
    if ((hg_state(from) & HG_LIVE) == 0) hg_set(from, state);
  }
}

/* The byte behind the live block that begins here; the address itself where none does. */
static uintptr_t hg_end_of(uintptr_t block) {
  uintptr_t end = block;
  if (hg_state(block) != HG_FIRST) return end;
  do {
    const unsigned char *cell = (end & 3) == 3 ? hg_cell(end + 1) : NULL;
    end += cell != NULL && *cell == HG_LIVE * 0x55u ? 4 : 1; /* four live bytes at once */
  } while (hg_state(end) == HG_LIVE);
  return end;
}

/* Reserves the shadow of these addresses. */
static void hg_reserve(uintptr_t from, uintptr_t end) {
  uintptr_t region;
  for (region = from >> HG_REGION_BITS; region <= end >> HG_REGION_BITS && region < HG_REGIONS; region++) {
    void *shadow;
    if (hg_shadow[region] != NULL) continue;
    shadow = mmap(NULL, HG_REGION_MAPPED, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (shadow != MAP_FAILED) __atomic_store_n(&hg_shadow[region], (unsigned char *)shadow, __ATOMIC_RELEASE);
  }
}

/* ---- What the recorder tells, under its lock ---- */

static void hg_begin(const void *block, size_t size) {
  uintptr_t from = (uintptr_t)block, end = from + size;
  hg_reserve(from - HG_BESIDE, end + HG_BESIDE);
  hg_paint(from, end, HG_LIVE);
  if (size > 0) hg_set(from, HG_FIRST);
  hg_paint_beside(from - HG_BESIDE, from, HG_MISSED);
  hg_paint_beside(end, end + HG_BESIDE, HG_MISSED);
}

static void hg_end(const void *block) {
  uintptr_t from = (uintptr_t)block, end = hg_end_of(from);
  bool is_unmapped = end - from >= HG_UNMAPPED;
  hg_paint(from, end, is_unmapped ? HG_UNKNOWN : HG_MISSED);
  if (is_unmapped) {
    hg_paint_beside(from - HG_BESIDE, from, HG_UNKNOWN);
    hg_paint_beside(end, end + HG_BESIDE, HG_UNKNOWN);
  }
}

/* In a child of fork the recorder begins anew, or is silent: what it does not tell must not be held against a block. */
static void hg_forget_blocks(void) {
  size_t region;
  for (region = 0; region < HG_REGIONS; region++) {
    if (hg_shadow[region] == NULL) continue;
    munmap(hg_shadow[region], HG_REGION_MAPPED);
    hg_shadow[region] = NULL;
  }
  hg_missed = 0;
}

__attribute__((constructor)) static void hg_watch_blocks(void) {
  static const hg_watcher watcher = {hg_begin, hg_end};
  void *first[1];
  hg_recorder = (const hg_stream *)dlsym(RTLD_DEFAULT, "heapglass_stream_1");
  if (hg_recorder != NULL && hg_recorder->version != 1) hg_recorder = NULL;
  if (hg_recorder == NULL && hg_stream_in_use != NULL) hg_recorder = hg_stream_in_use();
  if (hg_recorder == NULL) {
    fputs("heapglass-access: nothing records here; load libheapglass.so or link heapglass.h\n", stderr);
    return;
  }
  hg_recorder->pause(1);
  (void)backtrace(first, 1); /* loads the unwinder, which allocates */
  hg_recorder->pause(-1);
  hg_recorder->watch(&watcher);
  pthread_atfork(NULL, NULL, hg_forget_blocks);
}

__attribute__((destructor)) static void hg_say_what_missed(void) {
  if (hg_missed == 0) return;
  fprintf(stderr, "heapglass-access: %lu accesses missed their block%s\n", hg_missed,
          hg_missed > HG_MOST ? "; the first 10000 are in the trace" : "");
}

/* ---- Accesses ---- */

typedef uint64_t __attribute__((may_alias, aligned(1))) hg_word;

/* Whether one of at most 28 bytes is not the program's. */
static bool hg_misses(uintptr_t address, size_t size) {
  const unsigned char *cell = hg_cell(address);
  uint64_t states;
  if (cell == NULL) return false;
  states = *(const hg_word *)cell >> (address & 3) * 2;
  return ((states >> 1) & ~states & 0x5555555555555555u & (((uint64_t)1 << size * 2) - 1)) != 0;
}

static void hg_record(char letter, uintptr_t address, size_t size, void *caller) {
  void *frames[HG_DEPTH + 8];
  int found, first = 0, i;
  if (hg_is_inside || __atomic_fetch_add(&hg_missed, 1, __ATOMIC_RELAXED) >= HG_MOST) return;
  hg_is_inside = true;
  found = backtrace(frames, HG_DEPTH + 8);
  while (first < found && frames[first] != caller) first++;
  if (first == found) { /* the unwinder did not come that far */
    frames[0] = caller;
    first = 0;
    found = 1;
  }
  if (found - first > HG_DEPTH) found = first + HG_DEPTH;
  for (i = first; i < found; i++) frames[i] = (char *)frames[i] - 1; /* within the call */
  hg_recorder->access(letter, (const void *)address, size,
                      hg_recorder->stack(frames + first, (unsigned)(found - first)));
  hg_is_inside = false;
}

static inline void hg_check(char letter, const void *start, size_t size, void *caller) {
  uintptr_t address = (uintptr_t)start;
  size_t done;
  for (done = 0; done < size; done += 28) {
    if (hg_misses(address + done, size - done < 28 ? size - done : 28)) {
      hg_record(letter, address, size, caller);
      return;
    }
  }
}

/* Named and typed as compilers know them. */
#define HG_ACCESS(name, letter, size)                                                                                  \
  void name(void *address);                                                                                            \
  void name(void *address) { hg_check(letter, address, size, __builtin_return_address(0)); }
#define HG_ACCESSES(size)                                                                                              \
  HG_ACCESS(__asan_load##size##_noabort, 'r', size)                                                                    \
  HG_ACCESS(__asan_store##size##_noabort, 'w', size)                                                                   \
  HG_ACCESS(__sanitizer_cov_load##size, 'r', size)                                                                     \
  HG_ACCESS(__sanitizer_cov_store##size, 'w', size)
#define HG_RANGE(name, letter)                                                                                         \
  void name(void *address, intptr_t size);                                                                             \
  void name(void *address, intptr_t size) { hg_check(letter, address, (size_t)size, __builtin_return_address(0)); }

HG_ACCESSES(1)
HG_ACCESSES(2)
HG_ACCESSES(4)
HG_ACCESSES(8)
HG_ACCESSES(16)
HG_RANGE(__asan_loadN_noabort, 'r')
HG_RANGE(__asan_storeN_noabort, 'w')

/* With -Wl,--wrap=memcpy and so on, libc's copies are looked at too. */
void *__real_memcpy(void *to, const void *from, size_t size) __attribute__((weak));
void *__real_memmove(void *to, const void *from, size_t size) __attribute__((weak));
void *__real_memset(void *to, int value, size_t size) __attribute__((weak));

void *__wrap_memcpy(void *to, const void *from, size_t size);
void *__wrap_memcpy(void *to, const void *from, size_t size) {
  hg_check('r', from, size, __builtin_return_address(0));
  hg_check('w', to, size, __builtin_return_address(0));
  return __real_memcpy(to, from, size);
}

void *__wrap_memmove(void *to, const void *from, size_t size);
void *__wrap_memmove(void *to, const void *from, size_t size) {
  hg_check('r', from, size, __builtin_return_address(0));
  hg_check('w', to, size, __builtin_return_address(0));
  return __real_memmove(to, from, size);
}

void *__wrap_memset(void *to, int value, size_t size);
void *__wrap_memset(void *to, int value, size_t size) {
  hg_check('w', to, size, __builtin_return_address(0));
  return __real_memset(to, value, size);
}

/* Named where a call does not return, and around C++ initializers. Stacks and globals have no shadow here. */
void __asan_handle_no_return(void);
void __asan_handle_no_return(void) {}
void __asan_before_dynamic_init(const void *module);
void __asan_before_dynamic_init(const void *module) { (void)module; }
void __asan_after_dynamic_init(void);
void __asan_after_dynamic_init(void) {}
