/*
 * The recorder of a process: one lock, one trace, records in the order in which they happened.
 *
 * What a thread does between `enter` and `leave` is recorded; requests that come from inside (a signal handler, the
 * allocator's own mmap) pass. Stacks are walked before the lock is taken. A record of memory that goes is written before
 * it goes, and one of memory that came after it came, so that no other thread can be given a block in between; where one
 * call does both (realloc, munmap), it is made under the lock.
 *
 * All state lies in memory that the kernel wipes in a child of fork, however it was forked: the child finds a recorder
 * that was never started and begins a trace of its own, and the parent's file, which the child does not even map, is
 * left alone.
 */
#ifndef LIBHEAPGLASS_RECORDER_H
#define LIBHEAPGLASS_RECORDER_H

#include "base.h"
#include "../heapglass.h"
#include "sink.h"
#include "stacks.h"
#include "text.h"
#include "unwind.h"
#include <stdlib.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <time.h>

#define NANOSECONDS 1000000000u
#define CLOCK_STEP 1000u                   /* ns: events closer than that share a time */
#define SAMPLE_EVERY (10u * 1000u * 1000u) /* ns between samples of the resident set */
#define DEFAULT_STACKS 16
#define DOMAINS 256

enum { NOT_STARTED, RECORDING, NOT_RECORDING };

typedef struct recorder {
  atomic_int phase;
  lock lock;
  int process;
  sink sink;
  uint64_t time, sampled_at; /* ns */
  uint32_t thread;           /* of the last event */
  uint32_t earlier_contexts, earlier_objects; /* that came into being before the fork: this trace does not know them */
  uint32_t written_domains;
  id_table commands;
  uint64_t events, requests;
  stack_tree stacks;
  code code;
} recorder;

/* Outlives a fork, as the program and its libraries keep the ids that they were given. */
static struct inherited {
  recorder *recorder;
  unsigned stacks, free_stacks;
  uint64_t fail_after;
  int fd; /* the trace's, which a child closes */
  int process;
  uint32_t domain_count;
  lock domain_lock;
  struct domain {
    char kind[12], name[52];
    uint32_t backing;
  } domains[DOMAINS];
  uint32_t contexts, objects;
  const hg_watcher *watcher;
  atomic_uint renamings;
} process;

/* Of each thread. */
static __thread struct self {
  bool is_inside;
  int paused;
  uint32_t thread; /* its id, 0 until its first event */
  int process;     /* in which the id was asked for */
  unsigned renamings;
  uint64_t asked_at, asked_ticks, ticks_until_asked; /* time_now */
  uint64_t tick;                                     /* 2^-32 ns */
  thread_stack stack;
} self __attribute__((tls_model("initial-exec")));

static uint64_t nanoseconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (uint64_t)now.tv_sec * NANOSECONDS + (uint64_t)now.tv_nsec;
}

/* Nanoseconds of the monotonic clock. */
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

/* ---- Records: the lock is held ---- */

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

INLINE uint32_t since_fork(uint32_t id, uint32_t earlier) {
  return id > earlier ? id - earlier : 0;
}

/* ---- Beginning ---- */

/* `%p` is the process id; `again` is the number of this trace among those of the process, from 1. */
static size_t trace_path(const char *pattern, unsigned again, char *path, size_t room, bool *has_process) {
  char *at = path, *end = path + room - 32;
  *has_process = false;
  if (pattern[0] != '/' && syscall(SYS_getcwd, path, room / 2) > 0) {
    at += strlen(path);
    *at++ = '/';
  }
  for (; *pattern != 0 && at < end; pattern++) {
    if (pattern[0] != '%' || pattern[1] != 'p') {
      *at++ = *pattern;
      continue;
    }
    pattern++;
    *has_process = true;
    at = put_decimal(at, (uint64_t)getpid());
    if (again > 1) {
      *at++ = '-';
      at = put_decimal(at, again);
    }
  }
  *at = 0;
  return (size_t)(at - path);
}

static bool open_trace(recorder *it, bool is_child) {
  const char *pattern = getenv("HEAPGLASS_TRACE");
  if (pattern == NULL || pattern[0] == 0) pattern = "heapglass.%p.hgt";
  char path[PATH_MAX];
  for (unsigned again = 1; again <= 1000; again++) {
    bool has_process;
    trace_path(pattern, again, path, sizeof path, &has_process);
    if (is_child && !has_process) return false;
    if (sink_open(&it->sink, path, has_process)) return true;
    if (!has_process || errno != EEXIST) break;
  }
  return false;
}

static size_t read_whole(const char *path, char *text, size_t room) {
  int fd = system_open(path, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0) return 0;
  size_t length = 0;
  for (ssize_t got; length < room && (got = system_read(fd, text + length, room - length)) > 0;) length += (size_t)got;
  system_close(fd);
  return length;
}

static void write_headers(recorder *it, bool is_child) {
  char text[PATH_MAX];
  sink_commit(&it->sink, put_word(sink_room(&it->sink, RECORD_ROOM), "heapglass 1\n"));
  size_t length = read_whole("/proc/self/cmdline", text, sizeof text);
  while (length > 0 && text[length - 1] == 0) length--;
  size_t name_end = strnlen(text, length);
  const char *slash = memrchr(text, '/', name_end);
  const char *name = slash == NULL ? text : slash + 1;
  write_header(it, "program", name, name_end - (size_t)(name - text));
  for (size_t i = 0; i < length; i++)
    if (text[i] == 0) text[i] = ' ';
  write_header(it, "cmdline", text, length);
  const char *recorder_name = "libheapglass (LD_PRELOAD shim)";
  write_header(it, "recorder", recorder_name, strlen(recorder_name));
  write_header(it, "clock", "ns", 2);
  char *end = put_decimal(text, sizeof(void *));
  write_header(it, "pointer", text, (size_t)(end - text));
  end = put_decimal(text, (uint64_t)sysconf(_SC_PAGESIZE));
  write_header(it, "page", text, (size_t)(end - text));
  end = put_decimal(text, nanoseconds(CLOCK_REALTIME));
  write_header(it, "start", text, (size_t)(end - text));
  if (!is_child) return;
  end = put_decimal(put_word(text, "forked from process "), (uint64_t)process.process);
  write_header(it, "attached", text, (size_t)(end - text));
}

static unsigned setting(const char *name, unsigned otherwise, unsigned greatest) {
  const char *text = getenv(name);
  if (text == NULL || text[0] < '0' || text[0] > '9') return otherwise;
  unsigned long value = strtoul(text, NULL, 10);
  return value < greatest ? (unsigned)value : greatest;
}

static void start_recorder(recorder *it) {
  bool is_child = process.process != 0;
  if (is_child) system_close(process.fd);
  it->process = getpid();
  it->earlier_contexts = process.contexts;
  it->earlier_objects = process.objects;
  it->time = it->sampled_at = nanoseconds(CLOCK_MONOTONIC);
  /* A program with rights that its caller has not must not write files for it. */
  bool is_open = getauxval(AT_SECURE) == 0 && open_trace(it, is_child);
  if (is_open) write_headers(it, is_child);
  process.process = it->process;
  process.fd = is_open ? it->sink.fd : -1;
  atomic_store(&it->phase, is_open ? RECORDING : NOT_RECORDING);
}

static recorder *make_recorder(void) {
  size_t size = (sizeof(recorder) + 4095) & ~(size_t)4095;
  recorder *made = system_map(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (made == MAP_FAILED) return NULL;
  /* Before Linux 4.14 a child cannot be told from its parent: it is not recorded, nor can it do harm. */
  if (madvise(made, size, MADV_WIPEONFORK) != 0) madvise(made, size, MADV_DONTFORK);
  prepare_stacks();
  process.stacks = setting("HEAPGLASS_STACKS", DEFAULT_STACKS, DEEPEST_STACK);
  process.free_stacks = setting("HEAPGLASS_FREE_STACKS", IS_WALK_SAFE_IN_FREE ? process.stacks : 1, DEEPEST_STACK);
  if (process.free_stacks > process.stacks) process.free_stacks = process.stacks;
  const char *fail_after = getenv("HEAPGLASS_FAIL_AFTER");
  process.fail_after = fail_after == NULL || fail_after[0] == 0 ? UINT64_MAX : strtoull(fail_after, NULL, 10);
  return made;
}

/* The loader allocates before there is an environment; what it takes by then is not recorded. */
extern char **environ;

static __attribute__((noinline)) bool start_recording(void) {
  if (environ == NULL) return false;
  int before = errno;
  self.is_inside = true;
  if (process.recorder == NULL) process.recorder = make_recorder();
  recorder *it = process.recorder;
  if (it != NULL) {
    lock_take(&it->lock);
    if (atomic_load(&it->phase) == NOT_STARTED) start_recorder(it);
    lock_give(&it->lock);
  }
  self.is_inside = false;
  errno = before;
  return it != NULL && atomic_load(&it->phase) == RECORDING;
}

/* ---- What a thread does to record ---- */

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
