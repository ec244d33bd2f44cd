/*
 * Call stacks. On x86-64 by rows of call frame information that are worked out once for each place in the code and kept
 * in a cache, so that a frame costs a few nanoseconds, takes no lock and is as safe inside free as anywhere. (libgcc's
 * unwinder takes a lock that a JIT holds while it frees what it unregisters, and costs a microsecond a frame.) On other
 * machines by libgcc's, and inside free only the caller.
 */
#ifndef LIBHEAPGLASS_UNWIND_H
#define LIBHEAPGLASS_UNWIND_H

#include "base.h"
#include "code.h"
#include <errno.h>
#include <signal.h>
#include <sys/uio.h>
#include <ucontext.h>

#define DEEPEST_STACK 128

/* One stack: addresses within calling instructions, innermost first, and a hash that tells it from all others. */
typedef struct call_stack {
  uint64_t hash;
  unsigned count;
  uintptr_t frames[DEEPEST_STACK];
} call_stack;

/* Odd numbers without a pattern, one for each depth: sums of products by them are told apart, and need no order. */
static uint64_t depth_factors[DEEPEST_STACK];

static void prepare_stacks(void) {
  uint64_t state = 0;
  for (unsigned i = 0; i < DEEPEST_STACK; i++) { /* SplitMix64 */
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    depth_factors[i] = (z ^ (z >> 31)) | 1;
  }
}

INLINE void stack_begin(call_stack *stack, const code *it) {
  stack->count = 0;
  stack->hash = atomic_load_explicit(&it->unloaded, memory_order_relaxed);
}

INLINE void stack_push(call_stack *stack, uintptr_t address) {
  stack->frames[stack->count] = address;
  stack->hash += address * depth_factors[stack->count++];
}

INLINE void stack_end(call_stack *stack) {
  stack->hash = mixed(stack->hash);
}

/* ---- Reading a stack whose frames may mislead ---- */

#define PAGE ((uintptr_t)4096)

/* Memory of a stack that is known to be readable. */
typedef struct readable {
  uintptr_t begin, end;
} readable;

/* The kernel reads for us, and says where it cannot. Where it must not, it reads a signal set for no operation. */
static bool is_page_readable(uintptr_t page) {
  int before = errno;
  char byte;
  struct iovec here = {&byte, 1}, there = {(void *)page, 1};
  bool is_readable = syscall(SYS_process_vm_readv, getpid(), &here, 1ul, &there, 1ul, 0ul) == 1;
  if (!is_readable && errno != EFAULT)
    is_readable = syscall(SYS_rt_sigprocmask, ~0, page, NULL, 8) == -1 && errno != EFAULT;
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

/* ---- Walking ---- */

/* Where a walk stands: an address within a calling instruction, and the registers after that call returns. */
typedef struct walker {
  uintptr_t address, rsp, rbp;
} walker;

typedef struct walked_frame {
  walker at;
  uintptr_t saved_rbp; /* where the caller's rbp was read; 0: it is the same; UNCHECKED: not to be relied on */
} walked_frame;

#define UNCHECKED 1
#define WALKED 64

/*
 * What a thread keeps of its last walk. From a frame that was there then, the way outwards is the same as long as the
 * same words stand where it was read, and to compare them is several times quicker than to follow them.
 */
typedef struct thread_stack {
  readable readable;
  unsigned unmappings, unloaded; /* of `code`, when all of this was true */
  unsigned count;
  bool is_whole;                  /* no frame lies outside of the outermost */
  walked_frame frames[WALKED];    /* outermost first */
  walked_frame newer[WALKED];     /* of the walk in progress: innermost first */
} thread_stack;

/*
 * Walks outwards from the caller of the function whose frame pointer is `frame`, at most `depth` frames. `frame` is
 * what __builtin_frame_address(0) gives: the caller's rbp stands there, and the return address behind it.
 */
#ifdef UNWINDS_BY_ROWS

/* One frame outwards, for rows that are not common. False where the stack ends, or cannot be followed. */
static __attribute__((noinline)) bool step_rarely(walker *at, readable *known, uint64_t row) {
  unsigned kind = row_frame(row);
  if (kind == ROW_END) return false;
  if (kind == ROW_SIGNAL) {
    const ucontext_t *context = (const ucontext_t *)at->rsp;
    if (!can_read(known, (uintptr_t)&context->uc_mcontext.gregs[REG_RIP])) return false;
    at->address = (uintptr_t)context->uc_mcontext.gregs[REG_RIP];
    at->rbp = (uintptr_t)context->uc_mcontext.gregs[REG_RBP];
    at->rsp = (uintptr_t)context->uc_mcontext.gregs[REG_RSP];
    return true;
  }
  uintptr_t frame = (kind == ROW_RSP ? at->rsp : at->rbp) + (uintptr_t)row_frame_offset(row);
  uintptr_t saved_rbp = (row_rbp(row) == RBP_AT_FRAME ? frame : at->rbp) + (uintptr_t)row_rbp_offset(row);
  if (kind == ROW_AT_RBP) {
    if (!can_read(known, frame)) return false;
    frame = WORD_AT(frame);
    if (row_rbp(row) == RBP_AT_FRAME) saved_rbp = frame + (uintptr_t)row_rbp_offset(row);
  } else if (kind == ROW_GUESS) {
    frame = at->rbp + 16;
    saved_rbp = at->rbp;
  }
  if (frame <= at->rsp || !can_read(known, frame - 8)) return false;
  if (kind == ROW_GUESS || row_rbp(row) != RBP_SAME)
    at->rbp = row_rbp(row) != RBP_LOST && can_read(known, saved_rbp) ? WORD_AT(saved_rbp) : 0;
  at->address = WORD_AT(frame - 8) - 1;
  at->rsp = frame;
  return true;
}

/* One frame outwards. Says where the caller's rbp was read. */
INLINE bool step(code *it, walker *at, readable *known, uintptr_t *saved_rbp) {
  uint64_t row = row_at(it, at->address);
  *saved_rbp = UNCHECKED;
  if (UNLIKELY(!row_is_common(row))) return step_rarely(at, known, row) && at->address >= PAGE;
  /* No branches that would depend on the function: they could not be foreseen. */
  uintptr_t next = ((row & 1) != 0 ? at->rbp : at->rsp) + (uintptr_t)row_frame_offset(row);
  uintptr_t saved = next + (uintptr_t)row_rbp_offset(row);
  if (UNLIKELY(next <= at->rsp) || UNLIKELY(!can_read(known, next - 8)) || UNLIKELY(!can_read(known, saved))) return false;
  bool is_same = row_rbp(row) == RBP_SAME;
  const uintptr_t *rbp = is_same ? &at->rbp : (const uintptr_t *)saved;
  *at = (walker){WORD_AT(next - 8) - 1, next, *rbp};
  *saved_rbp = is_same ? 0 : saved;
  return at->address >= PAGE;
}

INLINE bool leads_to(const walked_frame *inner, const walked_frame *outer) {
  if (UNLIKELY(inner->saved_rbp == UNCHECKED)) return false;
  const uintptr_t *rbp = inner->saved_rbp == 0 ? &outer->at.rbp : (const uintptr_t *)inner->saved_rbp;
  return WORD_AT(outer->at.rsp - 8) - 1 == outer->at.address && *rbp == outer->at.rbp;
}

/* The frames of this walk stand in for those that were inside of the `kept` outermost of the last. */
static void keep_walk(thread_stack *known, unsigned kept, unsigned newer) {
  if (UNLIKELY(kept + newer > WALKED)) {
    unsigned dropped = kept + newer - WALKED / 2 < kept ? kept + newer - WALKED / 2 : kept;
    memmove(known->frames, known->frames + dropped, (kept - dropped) * sizeof(walked_frame));
    kept -= dropped;
    known->is_whole = false;
  }
  for (unsigned i = 0; i < newer; i++) known->frames[kept + i] = known->newer[newer - 1 - i];
  known->count = kept + newer;
}

static void walk_stack(code *it, thread_stack *known, const void *frame, unsigned depth, call_stack *stack) {
  walker at = {((const uintptr_t *)frame)[1] - 1, (uintptr_t)frame + 16, ((const uintptr_t *)frame)[0]};
  unsigned unmappings = atomic_load_explicit(&it->unmappings, memory_order_relaxed);
  unsigned unloaded = atomic_load_explicit(&it->unloaded, memory_order_relaxed);
  if (UNLIKELY(unmappings != known->unmappings || unloaded != known->unloaded)) {
    known->readable = (readable){0, 0};
    known->count = 0;
    known->unmappings = unmappings;
    known->unloaded = unloaded;
  }
  stack_begin(stack, it);
  unsigned newer = 0, last = known->count; /* frames of the last walk that may still be met */
  bool goes_on = true;
  while (goes_on && stack->count < depth) {
    while (last > 0 && known->frames[last - 1].at.rsp < at.rsp) last--;
    const walked_frame *met = last == 0 ? NULL : &known->frames[last - 1];
    if (met != NULL && met->at.rsp == at.rsp && met->at.address == at.address && met->at.rbp == at.rbp) {
      const walked_frame *outermost = known->frames;
      stack_push(stack, met->at.address);
      while (stack->count < depth && met > outermost && leads_to(met, met - 1)) stack_push(stack, (--met)->at.address);
      if (stack->count == depth || (met == outermost && known->is_whole)) {
        keep_walk(known, last, newer);
        stack_end(stack);
        return;
      }
      /* The words differ from here: what was met counts as found anew. */
      for (const walked_frame *from = &known->frames[last - 1]; from >= met && newer < WALKED; from--)
        known->newer[newer++] = *from;
      last = (unsigned)(met - outermost);
      at = met->at;
      uintptr_t saved_rbp;
      goes_on = step(it, &at, &known->readable, &saved_rbp);
      known->newer[newer - 1].saved_rbp = saved_rbp;
      continue;
    }
    stack_push(stack, at.address);
    uintptr_t saved_rbp;
    walker from = at;
    goes_on = step(it, &at, &known->readable, &saved_rbp);
    if (LIKELY(newer < WALKED)) known->newer[newer++] = (walked_frame){from, saved_rbp};
  }
  known->is_whole = !goes_on && newer < WALKED;
  keep_walk(known, 0, newer);
  stack_end(stack);
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
  if (address + 1 < PAGE) return _URC_END_OF_STACK;
  row_at(it->code, address);
  stack_push(it->stack, address);
  return it->stack->count == it->depth ? _URC_END_OF_STACK : _URC_NO_REASON;
}

static void walk_stack(code *it, thread_stack *known, const void *frame, unsigned depth, call_stack *stack) {
  (void)known;
  walk state = {it, stack, depth, (uintptr_t)frame - 1, false};
  stack_begin(stack, it);
  if (depth > 1) _Unwind_Backtrace(walk_frame, &state);
  if (stack->count == 0) {
    row_at(it, state.first);
    stack_push(stack, state.first);
  }
  stack_end(stack);
}
#define IS_WALK_SAFE_IN_FREE false
#endif

/* What walk_stack starts from, in the function whose caller is the innermost frame. */
#ifdef UNWINDS_BY_ROWS
#define HERE __builtin_frame_address(0)
#else
#define HERE __builtin_return_address(0)
#endif

#endif
