/*
 * Call stacks. On x86-64 by rows of call frame information that are worked out once for each place in the code and kept
 * in a cache, so that a frame costs a few nanoseconds, takes no lock and is as safe inside free as anywhere. (libgcc's
 * unwinder takes a lock that a JIT holds while it frees what it unregisters, and costs a microsecond a frame.) On other
 * machines by libgcc's, and inside free only the caller.
 */
#ifndef LIBHEAPGLASS_UNWIND_H
#define LIBHEAPGLASS_UNWIND_H

#include "base.h"
#include "cfi.h"
#include "modules.h"
#include <errno.h>
#include <signal.h>
#include <ucontext.h>

#define DEEPEST_STACK 128
#define ROWS ((size_t)1 << 16)

/* One stack: addresses within calling instructions, innermost first, and a hash that tells it from all others. */
typedef struct call_stack {
  uint64_t hash;
  unsigned count;
  uintptr_t frames[DEEPEST_STACK];
} call_stack;

/* `key` is address ^ row, so that a reader without a lock sees when it read halves of two writes. */
typedef struct cached_row {
  _Atomic uint64_t key, row;
} cached_row;

typedef struct code {
  atomic_uint loaded, unloaded; /* modules that the loader ever loaded and unloaded */
  atomic_uint unmappings;       /* of memory, which may have been a stack */
  modules modules;
  cached_row rows[ROWS];
} code;

/* Memory of the calling thread's stack that is known to be readable. */
typedef struct readable {
  uintptr_t begin, end;
  unsigned unmappings;
} readable;

INLINE void stack_begin(call_stack *stack, const code *it) {
  stack->count = 0;
  stack->hash = 0x9e3779b97f4a7c15u + atomic_load_explicit(&it->unloaded, memory_order_relaxed);
}

INLINE void stack_push(call_stack *stack, uintptr_t address) {
  stack->frames[stack->count++] = address;
  stack->hash = (stack->hash ^ address) * 0xff51afd7ed558ccdu;
  stack->hash ^= stack->hash >> 32;
}

typedef struct lookup {
  code *code;
  uintptr_t address;
  uint64_t row;
} lookup;

static int look_in_module(struct dl_phdr_info *info, size_t size, void *data) {
  lookup *wanted = data;
  if (size >= offsetof(struct dl_phdr_info, dlpi_subs) + sizeof info->dlpi_subs) {
    atomic_store(&wanted->code->loaded, (unsigned)info->dlpi_adds);
    atomic_store(&wanted->code->unloaded, (unsigned)info->dlpi_subs);
  }
  uintptr_t begin = UINTPTR_MAX, end = 0;
  const uint8_t *header = NULL;
  bool is_here = false;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
    uintptr_t from = info->dlpi_addr + segment->p_vaddr;
    if (segment->p_type == PT_GNU_EH_FRAME) header = (const uint8_t *)from;
    if (segment->p_type != PT_LOAD) continue;
    if (from < begin) begin = from;
    if (from + segment->p_memsz > end) end = from + segment->p_memsz;
    if (wanted->address - from < segment->p_memsz) is_here = true;
  }
  if (!is_here) return 0;
  modules_learn(&wanted->code->modules, info, begin, end);
  wanted->row = ROW_END;
#ifdef __x86_64__
  const uint8_t *entry = header == NULL ? NULL : find_cfi(header, wanted->address);
  if (entry != NULL) wanted->row = row_from_entry(entry, wanted->address);
#else
  (void)header;
#endif
  return 1;
}

/* Code that no module holds, such as a JIT's: perhaps it keeps frame pointers. */
INLINE unsigned row_generation_now(const code *it, uint64_t row) {
  unsigned unloaded = atomic_load_explicit(&it->unloaded, memory_order_relaxed);
  unsigned loaded = atomic_load_explicit(&it->loaded, memory_order_relaxed);
  return (row_frame(row) == ROW_GUESS ? loaded + unloaded : unloaded) & ROW_GENERATIONS;
}

static __attribute__((noinline)) uint64_t row_from_loader(code *it, uintptr_t address) {
  lookup wanted = {it, address, ROW_GUESS};
  dl_iterate_phdr(look_in_module, &wanted);
  uint64_t row = wanted.row | (uint64_t)row_generation_now(it, wanted.row) << 49;
  cached_row *place = &it->rows[mixed(address) & (ROWS - 1)];
  atomic_store_explicit(&place->key, address ^ row, memory_order_relaxed);
  atomic_store_explicit(&place->row, row, memory_order_relaxed);
  return row;
}

INLINE uint64_t row_at(code *it, uintptr_t address) {
  cached_row *place = &it->rows[mixed(address) & (ROWS - 1)];
  uint64_t row = atomic_load_explicit(&place->row, memory_order_relaxed);
  uint64_t key = atomic_load_explicit(&place->key, memory_order_relaxed);
  if (LIKELY((key ^ row) == address && row_generation(row) == row_generation_now(it, row))) return row;
  return row_from_loader(it, address);
}

/* A module went: what is known of code at its addresses is forgotten. */
static int count_modules(struct dl_phdr_info *info, size_t size, void *data) {
  code *it = data;
  if (size >= offsetof(struct dl_phdr_info, dlpi_subs) + sizeof info->dlpi_subs) {
    atomic_store(&it->loaded, (unsigned)info->dlpi_adds);
    atomic_store(&it->unloaded, (unsigned)info->dlpi_subs);
  }
  return 1;
}

/* ---- Reading a stack whose frames may mislead ---- */

#define PAGE ((uintptr_t)4096)

/* The kernel reads the set before it finds that there is no such operation. */
static bool is_page_readable(uintptr_t page) {
  int before = errno;
  bool is_readable = syscall(SYS_rt_sigprocmask, ~0, page, NULL, 8) == -1 && errno != EFAULT;
  errno = before;
  return is_readable;
}

static __attribute__((noinline)) bool extend_readable(readable *it, uintptr_t address) {
  const uintptr_t farthest = 1 << 20;
  uintptr_t page = address & ~(PAGE - 1);
  if (it->begin == it->end || page + farthest < it->begin || page > it->end + farthest) {
    if (!is_page_readable(page)) return false;
    it->begin = page;
    it->end = page + PAGE;
  }
  while (it->begin > page && is_page_readable(it->begin - PAGE)) it->begin -= PAGE;
  while (it->end <= page && is_page_readable(it->end)) it->end += PAGE;
  return page >= it->begin && page < it->end;
}

INLINE bool can_read(readable *it, uintptr_t address) {
  if (UNLIKELY((address & 7) != 0)) return false;
  return LIKELY(address - it->begin < it->end - it->begin) || extend_readable(it, address);
}

#define WORD_AT(address) (*(const uintptr_t *)(address))

/*
 * Walks outwards from the caller of the function whose frame pointer is `frame`, at most `depth` frames. `frame` is
 * what __builtin_frame_address(0) gives: the caller's rbp stands there, and the return address behind it.
 */
#ifdef __x86_64__
static void walk_stack(code *it, readable *known, const void *frame, unsigned depth, call_stack *stack) {
  uintptr_t rbp = ((const uintptr_t *)frame)[0];
  uintptr_t return_address = ((const uintptr_t *)frame)[1];
  uintptr_t rsp = (uintptr_t)frame + 16;
  uintptr_t address = return_address - 1;
  unsigned unmappings = atomic_load_explicit(&it->unmappings, memory_order_relaxed);
  if (UNLIKELY(unmappings != known->unmappings)) *known = (readable){0, 0, unmappings};
  stack_begin(stack, it);
  bool is_guessed = false;
  while (stack->count < depth) {
    uint64_t row = row_at(it, address);
    unsigned kind = row_frame(row);
    if (UNLIKELY(kind == ROW_GUESS && is_guessed && stack->count > 0 && rbp < rsp)) break;
    stack_push(stack, address);
    uintptr_t next;
    if (LIKELY(kind == ROW_RSP)) next = rsp + (uintptr_t)row_frame_offset(row);
    else if (kind == ROW_RBP) next = rbp + (uintptr_t)row_frame_offset(row);
    else if (kind == ROW_AT_RBP) {
      uintptr_t place = rbp + (uintptr_t)row_frame_offset(row);
      if (!can_read(known, place)) break;
      next = WORD_AT(place);
    } else if (kind == ROW_SIGNAL) {
      const ucontext_t *context = (const ucontext_t *)rsp;
      if (!can_read(known, (uintptr_t)&context->uc_mcontext.gregs[REG_RIP])) break;
      address = (uintptr_t)context->uc_mcontext.gregs[REG_RIP];
      rbp = (uintptr_t)context->uc_mcontext.gregs[REG_RBP];
      rsp = (uintptr_t)context->uc_mcontext.gregs[REG_RSP];
      *known = (readable){0, 0, unmappings}; /* perhaps another stack */
      continue;
    } else if (kind == ROW_GUESS) {
      is_guessed = true;
      next = rbp + 16;
    } else break;
    if (UNLIKELY(next <= rsp) || !can_read(known, next - 8)) break;
    if (kind == ROW_GUESS) {
      if (!can_read(known, rbp)) break;
      rbp = WORD_AT(rbp);
    } else if (row_rbp(row) != RBP_SAME) {
      uintptr_t place = (row_rbp(row) == RBP_AT_FRAME ? next : rbp) + (uintptr_t)row_rbp_offset(row);
      rbp = row_rbp(row) != RBP_LOST && can_read(known, place) ? WORD_AT(place) : 0;
    }
    return_address = WORD_AT(next - 8);
    if (return_address < PAGE) break;
    address = return_address - 1;
    rsp = next;
  }
}
#define IS_WALK_SAFE_IN_FREE true
#else
#include <unwind.h>
typedef struct walk {
  code *code;
  call_stack *stack;
  unsigned depth;
  uintptr_t first;
  bool is_outside;
} walk;

static _Unwind_Reason_Code walk_frame(struct _Unwind_Context *context, void *data) {
  walk *it = data;
  uintptr_t address = (uintptr_t)_Unwind_GetIP(context) - 1;
  if (address == it->first) it->is_outside = true;
  if (!it->is_outside) return _URC_NO_REASON;
  row_at(it->code, address);
  stack_push(it->stack, address);
  return it->stack->count == it->depth ? _URC_END_OF_STACK : _URC_NO_REASON;
}

static void walk_stack(code *it, readable *known, const void *frame, unsigned depth, call_stack *stack) {
  (void)known;
  walk state = {it, stack, depth, (uintptr_t)frame - 1, false};
  stack_begin(stack, it);
  if (depth > 1) _Unwind_Backtrace(walk_frame, &state);
  if (stack->count > 0 || depth == 0) return;
  row_at(it, state.first);
  stack_push(stack, state.first);
}
#define IS_WALK_SAFE_IN_FREE false
#endif

/* What walk_stack starts from, in the function whose caller is the innermost frame. */
#ifdef __x86_64__
#define HERE __builtin_frame_address(0)
#else
#define HERE __builtin_return_address(0)
#endif

#endif
