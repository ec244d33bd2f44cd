/*
 * Where the trace goes.
 *
 * A file is written through a shared mapping of its last part, its window: what is in it belongs to the system and
 * outlives the process however it ends, by SIGKILL, by a crash or by _exit. Such a file ends in zero bytes, which a
 * reader drops as a line without end; a process that ends in an orderly way cuts them off. Blocks of the file are
 * reserved before they are mapped, so that a full disk is an error here and no SIGBUS in the program.
 *
 * Pipes, sockets and file systems without such mappings get what stands in a buffer, when it is full.
 */
#ifndef LIBHEAPGLASS_SINK_H
#define LIBHEAPGLASS_SINK_H

#include "base.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#define SINK_BUFFER ((size_t)1 << 15)
#define SINK_FIRST_WINDOW ((size_t)1 << 16)
#define SINK_LARGEST_WINDOW ((size_t)1 << 20)
#define SINK_LEAST_FD 200 /* the program's own descriptors keep the numbers that they would have without us */

typedef struct sink {
  char *at, *end; /* the next byte to write, and where room ends */
  char *window;   /* what is mapped, or the buffer */
  size_t window_size;
  uint64_t offset; /* of the window in the file */
  bool is_mapped;
  bool is_broken;   /* nothing can be written any more */
  bool writes_each; /* the process is ending: every record is written at once */
  int fd;
  dev_t device;
  ino_t inode;
  char path[PATH_MAX];
  char buffer[SINK_BUFFER];
} sink;

/* What is known of a record's greatest length: no number or letter needs more room than that in all. */
#define RECORD_ROOM 512

static void sink_break(sink *it, const char *why) {
  if (it->is_broken) return;
  it->is_broken = true;
  const char *parts[] = {"heapglass: the trace ends early: ", why, "\n"};
  for (size_t i = 0; i < 3; i++) system_write(STDERR_FILENO, parts[i], strlen(parts[i]));
}

/* Programs close descriptors that they do not know; the file is opened again then. */
static bool sink_has_file(sink *it) {
  struct stat status;
  if (it->fd >= 0 && fstat(it->fd, &status) == 0 && status.st_dev == it->device && status.st_ino == it->inode)
    return true;
  if (it->path[0] == 0) return false;
  int fd = system_open(it->path, O_RDWR | O_CLOEXEC, 0);
  if (fd < 0) return false;
  it->fd = fcntl(fd, F_DUPFD_CLOEXEC, SINK_LEAST_FD);
  if (it->fd < 0) it->fd = fd;
  else system_close(fd);
  return fstat(it->fd, &status) == 0 && status.st_dev == it->device && status.st_ino == it->inode;
}

/* Writes to a pipe that nobody reads end in an error, not in a signal to the program. */
static void sink_write(sink *it) {
  if (it->is_broken) {
    it->at = it->window; /* what follows is written over and over */
    return;
  }
  sigset_t pipe_signal, before, pending;
  sigemptyset(&pipe_signal);
  sigaddset(&pipe_signal, SIGPIPE);
  sigpending(&pending);
  pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
  const char *from = it->window;
  while (from < it->at) {
    ssize_t written = system_write(it->fd, from, (size_t)(it->at - from));
    if (written > 0) from += written;
    else if (written < 0 && errno != EINTR && errno != EAGAIN) break;
  }
  if (from < it->at && errno == EPIPE && !sigismember(&pending, SIGPIPE))
    sigtimedwait(&pipe_signal, NULL, &(struct timespec){0, 0});
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  it->offset += (uint64_t)(from - it->window);
  if (from < it->at) sink_break(it, "its file cannot be written");
  it->at = it->window;
}

static void sink_use_buffer(sink *it, uint64_t offset) {
  it->is_mapped = false;
  it->window = it->at = it->buffer;
  it->window_size = SINK_BUFFER;
  it->end = it->buffer + SINK_BUFFER;
  it->offset = offset;
}

/* Maps the part of the file that begins at the page of `length`, its length in bytes up to now. */
static bool sink_map(sink *it, uint64_t length) {
  uint64_t offset = length & ~(uint64_t)0xffff;
  size_t size = it->window_size * 2;
  if (size < SINK_FIRST_WINDOW) size = SINK_FIRST_WINDOW;
  if (size > SINK_LARGEST_WINDOW) size = SINK_LARGEST_WINDOW;
  if (size < 2 * (size_t)(length - offset)) size = SINK_LARGEST_WINDOW;
  if (syscall(SYS_fallocate, it->fd, 0, offset, (uint64_t)size) != 0) return false;
  char *window =
      system_map(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, it->fd, (int64_t)offset);
  if (window == MAP_FAILED) return false;
  madvise(window, size, MADV_DONTFORK);
  it->window = window;
  it->window_size = size;
  it->offset = offset;
  it->at = window + (length - offset);
  it->end = window + size;
  it->is_mapped = true;
  return true;
}

static uint64_t sink_length(const sink *it) {
  return it->offset + (uint64_t)(it->at - it->window);
}

/* Goes over from the window to the buffer, for the last records of a process: the file ends where the trace does. */
static void sink_settle(sink *it) {
  if (it->is_broken) return;
  it->writes_each = true;
  if (!it->is_mapped) {
    sink_write(it);
    return;
  }
  uint64_t length = sink_length(it);
  char *window = it->window;
  size_t size = it->window_size;
  bool has_file = sink_has_file(it);
  if (has_file && (ftruncate(it->fd, (off_t)length) != 0 || lseek(it->fd, (off_t)length, SEEK_SET) < 0))
    has_file = false;
  sink_use_buffer(it, length);
  system_unmap(window, size);
  if (!has_file) sink_break(it, "its file is gone");
}

static __attribute__((noinline)) void sink_make_room(sink *it) {
  if (!it->is_mapped) {
    sink_write(it);
    return;
  }
  uint64_t length = sink_length(it);
  char *old = it->window;
  size_t old_size = it->window_size;
  if (sink_has_file(it) && sink_map(it, length)) {
    system_unmap(old, old_size);
    return;
  }
  sink_settle(it);
  sink_break(it, "the disk is full or its file is gone");
}

/* Room for `bytes`, at most half of the smallest window. */
INLINE char *sink_room(sink *it, size_t bytes) {
  if (UNLIKELY((size_t)(it->end - it->at) < bytes)) sink_make_room(it);
  return it->at;
}

/* A record that began at sink_room ends here. */
INLINE void sink_commit(sink *it, char *end) {
  it->at = end;
  if (UNLIKELY(it->writes_each)) sink_write(it);
}

/*
 * Opens `path` for a new trace. A file of that name that another process is still writing is left alone, and where
 * `is_unique` one that is there already, as it is the trace of the program that ran in this process before an exec.
 */
static bool sink_open(sink *it, const char *path, bool is_unique) {
  int fd = system_open(path, O_RDWR | O_CREAT | O_CLOEXEC | (is_unique ? O_EXCL : 0), 0644);
  /* Neither pipes nor terminals can be opened to read and write, or should be. */
  if (fd < 0 && errno != EEXIST) fd = system_open(path, O_WRONLY | O_CLOEXEC, 0);
  if (fd < 0) return false;
  it->fd = fcntl(fd, F_DUPFD_CLOEXEC, SINK_LEAST_FD);
  if (it->fd < 0) it->fd = fd;
  else system_close(fd);
  struct stat status;
  struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  bool is_ours = fstat(it->fd, &status) == 0;
  bool is_file = is_ours && S_ISREG(status.st_mode);
  if (is_file) is_ours = fcntl(it->fd, F_OFD_SETLK, &whole) == 0 && ftruncate(it->fd, 0) == 0;
  if (!is_ours) {
    system_close(it->fd);
    return false;
  }
  it->device = status.st_dev;
  it->inode = status.st_ino;
  size_t length = strlen(path);
  if (is_file && path[0] == '/' && length < sizeof it->path) memcpy(it->path, path, length + 1);
  if (!is_file || !sink_map(it, 0)) sink_use_buffer(it, 0);
  return true;
}

#endif
