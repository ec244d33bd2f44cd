/*
 * What a thread does to record.
 *
 * What it does between `enter` and `leave` is recorded; requests that come from inside (a signal handler, the
 * allocator's own mmap) pass. Stacks are walked before the lock is taken. A record of memory that goes is written before
 * it goes, and one of memory that came after it came, so that no other thread can be given a block in between; where one
 * call does both (realloc, munmap), it is made under the lock.
 */
#ifndef LIBHEAPGLASS_RECORDER_H
#define LIBHEAPGLASS_RECORDER_H

#include "start.h"

static __attribute__((noinline)) void meet_thread(recorder *it) {
  self.thread = (uint32_t)syscall(SYS_gettid);
  self.process = it->process;
  self.renamings = atomic_load(&process.renamings) - 1; /* its name is still to be written */
}

/* Whether the calling thread's request is to be recorded; then the thread is inside until `leave`. */
INLINE bool enter(void) {
  if (UNLIKELY(self.is_inside || self.paused != 0)) return false;
  recorder *it = process.recorder;
  if (UNLIKELY(it == NULL || atomic_load_explicit(&it->phase, memory_order_acquire) != RECORDING)) {
    if (it != NULL && atomic_load(&it->phase) == NOT_RECORDING) return false;
    if (!start_recording()) return false;
    it = process.recorder;
  }
  self.is_inside = true;
  if (UNLIKELY(self.process != it->process)) meet_thread(it);
  return true;
}

INLINE void leave(void) {
  self.is_inside = false;
}

/* What a record is made of, gathered before the lock is taken. */
typedef struct occasion {
  uint64_t time;
  uint32_t known_stack;
  call_stack stack;
} occasion;

INLINE void gather(occasion *now, const void *frame, unsigned depth) {
  recorder *it = process.recorder;
  now->stack.count = 0;
  if (depth > 0) walk_stack(&it->code, &self.stack, frame, depth, &now->stack);
  now->known_stack = stack_if_known(&it->stacks, &now->stack);
  if (UNLIKELY(now->known_stack == 0)) /* its modules have to be known when it is written, where none can be looked for */
    for (unsigned i = 0; i < now->stack.count; i++) row_at(&it->code, now->stack.frames[i]);
  now->time = time_now();
}

/* The stack's id, written where it is new. */
INLINE uint32_t occasion_stack(recorder *it, const occasion *now) {
  if (LIKELY(now->known_stack != 0 || now->stack.count == 0)) return now->known_stack;
  return stack_id(&it->stacks, &it->code, &it->sink, &now->stack);
}

static uint32_t domain_id(const char *kind, const char *name, uint32_t backing) {
  lock_take(&process.domain_lock);
  uint32_t id = 0;
  for (uint32_t i = 0; i < process.domain_count && id == 0; i++) {
    const struct domain *other = &process.domains[i];
    if (other->backing == backing && strncmp(other->kind, kind, sizeof other->kind - 1) == 0 &&
        strncmp(other->name, name, sizeof other->name - 1) == 0)
      id = i + 1;
  }
  if (id == 0 && process.domain_count < DOMAINS) {
    struct domain *made = &process.domains[process.domain_count];
    strncpy(made->kind, kind, sizeof made->kind - 1);
    strncpy(made->name, name, sizeof made->name - 1);
    made->backing = backing;
    id = ++process.domain_count;
  }
  lock_give(&process.domain_lock);
  return id;
}

#endif
