/* What happens to the process as a whole: modules come and go, threads take names, it ends or becomes another program. */
#ifndef LIBHEAPGLASS_PROCESS_H
#define LIBHEAPGLASS_PROCESS_H

EXPORT int dlclose(void *library) {
  static int (*call)(void *);
  if (call == NULL) *(void **)&call = dlsym(RTLD_NEXT, "dlclose");
  int result = call(library);
  if (process.recorder != NULL) dl_iterate_phdr(count_modules, &process.recorder->code);
  return result;
}

EXPORT int pthread_setname_np(pthread_t thread, const char *name) {
  static int (*call)(pthread_t, const char *);
  if (call == NULL) *(void **)&call = dlsym(RTLD_NEXT, "pthread_setname_np");
  int result = call(thread, name);
  atomic_fetch_add(&process.renamings, 1);
  return result;
}

EXPORT int prctl(int option, ...) {
  va_list rest;
  va_start(rest, option);
  unsigned long second = va_arg(rest, unsigned long), third = va_arg(rest, unsigned long);
  unsigned long fourth = va_arg(rest, unsigned long), fifth = va_arg(rest, unsigned long);
  va_end(rest);
  int result = (int)syscall(SYS_prctl, option, second, third, fourth, fifth);
  if (option == PR_SET_NAME) atomic_fetch_add(&process.renamings, 1);
  return result;
}

/* From now on every record is written at once, and the file ends where the trace does. */
static void settle(void) {
  recorder *it = process.recorder;
  /* The child of a vfork is still in its parent's memory. A thread that fails inside may hold the lock. */
  if (it == NULL || self.is_inside || atomic_load(&it->phase) != RECORDING || it->process != getpid()) return;
  int before = errno;
  self.is_inside = true;
  lock_take(&it->lock);
  if (!it->sink.writes_each) write_sample_at(it, nanoseconds(CLOCK_MONOTONIC));
  sink_settle(&it->sink);
  lock_give(&it->lock);
  self.is_inside = false;
  errno = before;
}

static __attribute__((destructor)) void at_exit(void) {
  settle();
}

EXPORT __attribute__((noreturn)) void _exit(int status) {
  settle();
  for (;;) syscall(SYS_exit_group, status);
}

EXPORT __attribute__((noreturn)) void _Exit(int status) {
  _exit(status);
}

EXPORT __attribute__((noreturn)) void abort(void) {
  settle();
  void (*call)(void) = (void (*)(void))dlsym(RTLD_NEXT, "abort");
  if (call != NULL) call();
  _exit(127);
}

#define BEFORE_EXEC(name, parameters, ...)                                        \
  EXPORT int name parameters {                                                    \
    static int (*call) parameters;                                                \
    if (call == NULL) *(void **)&call = dlsym(RTLD_NEXT, #name);                   \
    settle();                                                                     \
    return call(__VA_ARGS__);                                                     \
  }

BEFORE_EXEC(execve, (const char *path, char *const arguments[], char *const environment[]), path, arguments, environment)
BEFORE_EXEC(execv, (const char *path, char *const arguments[]), path, arguments)
BEFORE_EXEC(execvp, (const char *path, char *const arguments[]), path, arguments)
BEFORE_EXEC(execvpe, (const char *path, char *const arguments[], char *const environment[]), path, arguments, environment)
BEFORE_EXEC(fexecve, (int file, char *const arguments[], char *const environment[]), file, arguments, environment)

/* The forms that take their arguments one by one, the last of them NULL. */
#define EXEC_ARGUMENTS(first)                                              \
  va_list rest;                                                                  \
  va_start(rest, first);                                                         \
  size_t count = 1;                                                              \
  while (va_arg(rest, const char *) != NULL) count++;                            \
  va_end(rest);                                                                  \
  char *arguments[count + 1];                                                    \
  arguments[0] = (char *)first;                                                  \
  va_start(rest, first);                                                         \
  for (size_t i = 1; i <= count; i++) arguments[i] = va_arg(rest, char *);

EXPORT int execl(const char *path, const char *first, ...) {
  EXEC_ARGUMENTS(first)
  va_end(rest);
  return execv(path, arguments);
}

EXPORT int execlp(const char *path, const char *first, ...) {
  EXEC_ARGUMENTS(first)
  va_end(rest);
  return execvp(path, arguments);
}

EXPORT int execle(const char *path, const char *first, ...) {
  EXEC_ARGUMENTS(first)
  char *const *environment = va_arg(rest, char *const *);
  va_end(rest);
  return execve(path, arguments, environment);
}

#endif
