/* Nanoseconds. */
#ifndef LIBHEAPGLASS_CLOCK_H
#define LIBHEAPGLASS_CLOCK_H

#include "state.h"
#include <time.h>

static uint64_t nanoseconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Of the monotonic clock. */
#ifdef __x86_64__

#define ASK_AGAIN 1000000u /* ns */

/* The clock is asked once a millisecond; in between, the processor's own counter tells how much later it is. */
static __attribute__((noinline)) uint64_t ask_clock(uint64_t ticks) {
  uint64_t now = nanoseconds(CLOCK_MONOTONIC);
  uint64_t passed = now - self.asked_at, counted = ticks - self.asked_ticks;
  self.ticks_until_asked = 0;
  /* What passed between two questions is the measure, unless the thread slept or counted too little to tell. */
  if (self.asked_at != 0 && passed >= ASK_AGAIN / 2 && passed < 100 * (uint64_t)ASK_AGAIN && counted > passed / 8 &&
      counted < 16 * passed)
    self.tick = (passed << 32) / counted;
  if (self.tick != 0) self.ticks_until_asked = ((uint64_t)ASK_AGAIN << 32) / self.tick;
  if (self.tick != 0 || self.asked_at == 0 || passed >= ASK_AGAIN / 2) {
    self.asked_at = now;
    self.asked_ticks = ticks;
  }
  return now;
}

INLINE uint64_t time_now(void) {
  uint64_t ticks = __builtin_ia32_rdtsc();
  uint64_t counted = ticks - self.asked_ticks;
  if (UNLIKELY(counted >= self.ticks_until_asked)) return ask_clock(ticks);
  return self.asked_at + (counted * self.tick >> 32);
}

#else

static uint64_t time_now(void) {
  return nanoseconds(CLOCK_MONOTONIC);
}

#endif

#endif
