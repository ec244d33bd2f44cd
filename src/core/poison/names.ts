/** The names that the thread poisons. */
export const POISONED_NAMES = ['malloc', 'calloc', 'free'] as const;

/** Further functions of the C library that hand out or take memory of malloc: the usual hole in the wall. */
export const FURTHER_NAMES = [
  'realloc', 'reallocarray', 'strdup', 'strndup', 'asprintf', 'vasprintf', 'getline', 'getdelim', 'posix_memalign',
  'aligned_alloc', 'memalign',
] as const; // prettier-ignore

/** What a name becomes, so that the compiler's message says what is wrong. */
export function rewritten(name: string): string {
  return `${name}_do_not_use`;
}

/** The wrappers in both of their spellings: those of today, and those with a prefix (until 2010, and as proposed again). */
const WRAPPERS =
  /^(?:(?:MALLOC|CALLOC|REALLOC|FREE|MALLOC_STRUCT|CALLOC_STRUCT|MALLOC_VARIANT_LENGTH_STRUCT|CALLOC_VARIANT_LENGTH_STRUCT)|_mesa_(?:malloc|calloc|realloc|free|align_malloc|align_calloc|align_realloc|align_free)|align_(?:malloc|calloc|realloc|free)|mem_dup)$/;

export function isWrapper(name: string): boolean {
  return WRAPPERS.test(name);
}
