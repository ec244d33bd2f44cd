/* How a recorder begins: settings, the file, its first lines. */
#ifndef LIBHEAPGLASS_START_H
#define LIBHEAPGLASS_START_H

#include "records.h"
#include <sys/auxv.h>

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

/* The name that the program was started by. One that rewrote its command line, as a title, goes by its file's. */
static void write_program(recorder *it, const char *cmdline, size_t length) {
  size_t name_end = strnlen(cmdline, length);
  const char *slash = memrchr(cmdline, '/', name_end);
  const char *name = slash == NULL ? cmdline : slash + 1;
  char file[PATH_MAX];
  if (name_end == length && memchr(cmdline, ' ', length) != NULL) {
    name_end = module_path(NULL, file, sizeof file);
    cmdline = file;
    slash = strrchr(file, '/');
    name = slash == NULL ? file : slash + 1;
  }
  write_header(it, "program", name, name_end - (size_t)(name - cmdline));
}

static void write_headers(recorder *it, bool is_child) {
  char text[PATH_MAX];
  sink_commit(&it->sink, put_word(sink_room(&it->sink, RECORD_ROOM), "heapglass 1\n"));
  size_t length = read_whole("/proc/self/cmdline", text, sizeof text);
  while (length > 0 && text[length - 1] == 0) length--;
  write_program(it, text, length);
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
  if (is_child) {
    system_close(process.fd);
    atomic_store(&process.domain_lock.state, 0); /* a thread that the child does not have may have held it */
  }
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

#endif
