/* Lines of the trace that are no requests: state, samples, definitions. The recorder's lock is held. */
#ifndef LIBHEAPGLASS_RECORDS_H
#define LIBHEAPGLASS_RECORDS_H

#include "clock.h"
#include "state.h"
#include "text.h"
#include <stdlib.h>
#include <sys/prctl.h>

static void write_header(recorder *it, const char *key, const char *text, size_t length) {
  sink_room(&it->sink, PATH_MAX * 2 + RECORD_ROOM);
  char *at = put_word(it->sink.at, "h ");
  at = put_text(at, key, strlen(key), 64);
  *at++ = ' ';
  at = put_text(at, text, length, PATH_MAX * 2);
  *at++ = '\n';
  sink_commit(&it->sink, at);
}

static void write_thread_name(recorder *it) {
  char name[32] = "";
  prctl(PR_GET_NAME, name);
  char *at = put_word(sink_room(&it->sink, RECORD_ROOM), "T ");
  at = put_decimal(at, self.thread);
  *at++ = ' ';
  at = put_text(at, name, strlen(name), 64);
  *at++ = '\n';
  sink_commit(&it->sink, at);
}

static void write_sample(recorder *it) {
  char text[128];
  int fd = system_open("/proc/self/statm", O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0) return;
  ssize_t length = system_read(fd, text, sizeof text - 1);
  system_close(fd);
  if (length <= 0) return;
  text[length] = 0;
  const char *resident = strchr(text, ' ');
  if (resident == NULL) return;
  char *at = put_word(sink_room(&it->sink, RECORD_ROOM), "R ");
  at = put_decimal(at, strtoull(resident, NULL, 10) * (uint64_t)sysconf(_SC_PAGESIZE));
  *at++ = '\n';
  sink_commit(&it->sink, at);
}

/* `t`, unless the last was just now. `now` is from before the lock, so another thread may have written a later one. */
INLINE char *put_time(recorder *it, char *at, uint64_t now) {
  uint64_t elapsed = now > it->time ? now - it->time : 0;
  if (elapsed < CLOCK_STEP) return at;
  it->time = now;
  *at++ = 't';
  *at++ = ' ';
  at = put_decimal(at, elapsed);
  *at++ = '\n';
  return at;
}

static __attribute__((noinline)) void write_sample_at(recorder *it, uint64_t now) {
  it->sampled_at = now;
  sink_commit(&it->sink, put_time(it, sink_room(&it->sink, RECORD_ROOM), now));
  write_sample(it);
}

/* The state that a record needs before it: clock, thread. Gives room for the record. */
static char *record_begin(recorder *it, uint64_t now) {
  if (UNLIKELY(now > it->sampled_at + SAMPLE_EVERY)) write_sample_at(it, now);
  if (UNLIKELY(self.renamings != atomic_load_explicit(&process.renamings, memory_order_relaxed))) {
    self.renamings = atomic_load(&process.renamings);
    write_thread_name(it);
  }
  char *at = sink_room(&it->sink, RECORD_ROOM);
  if (it->thread != self.thread) {
    it->thread = self.thread;
    *at++ = '@';
    *at++ = ' ';
    at = put_decimal(at, self.thread);
    *at++ = '\n';
  }
  return put_time(it, at, now);
}

static void record_end(recorder *it, char *at) {
  *at++ = '\n';
  sink_commit(&it->sink, at);
}

static void write_domain(recorder *it, const struct domain *domain) {
  char *at = put_word(sink_room(&it->sink, RECORD_ROOM), "d ");
  at = put_word(at, domain->kind);
  *at++ = ' ';
  at = put_decimal(at, domain->backing);
  *at++ = ' ';
  at = put_text(at, domain->name, strlen(domain->name), 128);
  *at++ = '\n';
  sink_commit(&it->sink, at);
}

/* Domains that were asked for since, perhaps before a fork. */
INLINE void write_new_domains(recorder *it, uint32_t wanted) {
  while (UNLIKELY(it->written_domains < wanted)) write_domain(it, &process.domains[it->written_domains++]);
}

/* An id of a context or an object in this trace; 0 where it came into being before the fork. */
INLINE uint32_t since_fork(uint32_t id, uint32_t earlier) {
  return id > earlier ? id - earlier : 0;
}

#endif
