/*
 * operator new and delete, as the C++ ABI names them.
 *
 * Those of libstdc++ and libc++ are malloc in a loop with the new handler; ours are the same, and record the request as
 * C++'s alone. Where a library brings operators of another kind, ours only lead to them.
 */
#ifndef LIBHEAPGLASS_OPERATORS_H
#define LIBHEAPGLASS_OPERATORS_H

#if defined(__LP64__)
#define SIZE_LETTER m
#else
#define SIZE_LETTER j
#endif
#define JOIN_NAMES(a, b, c) a##b##c
#define WITH_SIZE(before, letter, after) JOIN_NAMES(before, letter, after)
#define NAME_TEXT(name) #name
#define TEXT_OF(name) NAME_TEXT(name)

enum { OPERATORS_UNKNOWN, OPERATORS_OURS, OPERATORS_FOREIGN };
static atomic_int operators;

/* dlsym keeps a text in memory of libc where it finds nothing; dlerror releases it, when it is asked again. */
static void *quiet_dlsym(void *library, const char *name) {
  self.paused++;
  void *found = dlsym(library, name);
  if (found == NULL) dlerror();
  if (found == NULL) dlerror();
  self.paused--;
  return found;
}

static __attribute__((noinline)) bool look_for_operators(void) {
  void *found = quiet_dlsym(RTLD_NEXT, TEXT_OF(WITH_SIZE(_Znw, SIZE_LETTER, )));
  Dl_info info;
  bool is_standard = found == NULL || dladdr(found, &info) == 0 || strstr(info.dli_fname, "libstdc++") != NULL ||
                     strstr(info.dli_fname, "libc++") != NULL;
  atomic_store(&operators, is_standard ? OPERATORS_OURS : OPERATORS_FOREIGN);
  return is_standard;
}

INLINE bool are_operators_ours(void) {
  int known = atomic_load_explicit(&operators, memory_order_relaxed);
  return LIKELY(known == OPERATORS_OURS) || (known == OPERATORS_UNKNOWN && look_for_operators());
}

/* A function of the C++ library: a program may have loaded it for itself, where dlsym does not look. */
static void *cxx_function(const char *name) {
  void *found = quiet_dlsym(RTLD_NEXT, name);
  const char *libraries[] = {"libstdc++.so.6", "libc++abi.so.1", "libc++.so.1"};
  self.paused++;
  for (size_t i = 0; found == NULL && i < 3; i++) {
    void *library = dlopen(libraries[i], RTLD_NOLOAD | RTLD_LAZY);
    if (library == NULL) continue;
    found = quiet_dlsym(library, name);
    dlclose(library);
  }
  self.paused--;
  return found;
}

/* libstdc++ has a function that throws; elsewhere operator new itself throws when asked for more than there is. */
static __attribute__((noinline, noreturn)) void throw_bad_alloc(void) {
  void (*thrower)(void) = (void (*)(void))cxx_function("_ZSt17__throw_bad_allocv");
  if (thrower != NULL) thrower();
  void *(*new)(size_t) = (void *(*)(size_t))cxx_function(TEXT_OF(WITH_SIZE(_Znw, SIZE_LETTER, )));
  if (new != NULL) new(PTRDIFF_MAX);
  abort();
}

/* Runs the program's handler of failed requests; false where there is none. */
static bool run_new_handler(void) {
  void (*(*get)(void))(void) = (void (*(*)(void))(void))cxx_function("_ZSt15get_new_handlerv");
  void (*handler)(void) = get == NULL ? NULL : get();
  if (handler == NULL) return false;
  handler();
  return true;
}

static void *memory_for_new(size_t size, size_t alignment) {
  if (size == 0) size = 1;
  if (alignment == 0) return HAS_NEXT(malloc) ? next.malloc(size) : NULL;
  if (alignment < sizeof(void *)) alignment = sizeof(void *);
  void *block = NULL;
  return HAS_NEXT(posix_memalign) && next.posix_memalign(&block, alignment, size) == 0 ? block : NULL;
}

/* Inlined, as is all that is handed HERE: a call as the last deed of a function takes that function's frame. */
INLINE void *new_block(enum well_known domain, size_t size, size_t alignment, bool throws, const void *frame) {
  for (;;) {
    void *block = NULL;
    if (UNLIKELY(!enter())) block = memory_for_new(size, alignment);
    else {
      occasion now;
      gather(&now, frame, process.stacks);
      if (LIKELY(!is_refused())) block = memory_for_new(size, alignment);
      hg_attributes attributes = {.domain = well_known(domain), .alignment = alignment, .scope = HG_NO_SCOPE};
      record_alloc(&now, &attributes, block, size);
      leave();
    }
    if (LIKELY(block != NULL)) return block;
    if (run_new_handler()) continue;
    if (!throws) return NULL;
    throw_bad_alloc();
  }
}

INLINE void delete_block(enum well_known domain, void *block, const void *frame) {
  if (block == NULL || is_early(block) || !HAS_NEXT(free)) return;
  if (UNLIKELY(!enter())) {
    next.free(block);
    return;
  }
  occasion now;
  gather(&now, frame, process.free_stacks);
  hg_attributes attributes = {.domain = well_known(domain), .scope = HG_NO_SCOPE};
  record_free(&now, &attributes, block);
  next.free(block);
  leave();
}

/* The operator of a library that has its own. */
static void *foreign_operator(const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  if (found == NULL) abort();
  return found;
}

/* std::align_val_t and std::nothrow_t, as the ABI passes them. */
typedef size_t align_val;
typedef const void *nothrow_tag;

#define OPERATOR_NEW(name, domain, alignment, throws, parameters, ...)                              \
  EXPORT void *name parameters {                                                                    \
    if (LIKELY(are_operators_ours())) return new_block(domain, size, alignment, throws, HERE);      \
    void *(*foreign) parameters = (void *(*) parameters)foreign_operator(TEXT_OF(name));            \
    return foreign(__VA_ARGS__);                                                                    \
  }
#define OPERATOR_DELETE(name, domain, parameters, ...)                                              \
  EXPORT void name parameters {                                                                     \
    if (LIKELY(are_operators_ours())) {                                                             \
      delete_block(domain, block, HERE);                                                            \
      return;                                                                                       \
    }                                                                                               \
    void (*foreign) parameters = (void (*) parameters)foreign_operator(TEXT_OF(name));              \
    foreign(__VA_ARGS__);                                                                           \
  }

#define NEW_OPERATORS(plain, domain)                                                                            \
  OPERATOR_NEW(WITH_SIZE(plain, SIZE_LETTER, ), domain, 0, true, (size_t size), size)                          \
  OPERATOR_NEW(WITH_SIZE(plain, SIZE_LETTER, RKSt9nothrow_t), domain, 0, false, (size_t size, nothrow_tag tag), \
               size, tag)                                                                                       \
  OPERATOR_NEW(WITH_SIZE(plain, SIZE_LETTER, St11align_val_t), domain, alignment, true,                        \
               (size_t size, align_val alignment), size, alignment)                                             \
  OPERATOR_NEW(WITH_SIZE(plain, SIZE_LETTER, St11align_val_tRKSt9nothrow_t), domain, alignment, false,          \
               (size_t size, align_val alignment, nothrow_tag tag), size, alignment, tag)
#define DELETE_OPERATORS(plain, domain)                                                                         \
  OPERATOR_DELETE(plain, domain, (void *block), block)                                                          \
  OPERATOR_DELETE(plain##RKSt9nothrow_t, domain, (void *block, nothrow_tag tag), block, tag)                    \
  OPERATOR_DELETE(WITH_SIZE(plain, SIZE_LETTER, ), domain, (void *block, size_t size), block, size)            \
  OPERATOR_DELETE(plain##St11align_val_t, domain, (void *block, align_val alignment), block, alignment)         \
  OPERATOR_DELETE(plain##St11align_val_tRKSt9nothrow_t, domain,                                                 \
                  (void *block, align_val alignment, nothrow_tag tag), block, alignment, tag)                   \
  OPERATOR_DELETE(WITH_SIZE(plain, SIZE_LETTER, St11align_val_t), domain,                                      \
                  (void *block, size_t size, align_val alignment), block, size, alignment)

NEW_OPERATORS(_Znw, CXX)
NEW_OPERATORS(_Zna, CXX_ARRAY)
DELETE_OPERATORS(_ZdlPv, CXX)
DELETE_OPERATORS(_ZdaPv, CXX_ARRAY)

#endif
