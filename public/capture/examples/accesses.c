/*
 * Four everyday mistakes, each a read or write of bytes that are not the program's, and it works all the same.
 *
 *     gcc -g -fsanitize=kernel-address --param asan-instrumentation-with-call-threshold=0 -c accesses.c
 *     gcc -g accesses.o ../heapglass-access.c -ldl -pthread -o accesses
 *     LD_PRELOAD=../libheapglass.so ./accesses
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* So that each has a frame of its own. */
#define NOT_INLINED __attribute__((noinline))

enum { PEOPLE = 6, MARKS = 24 };

struct person {
  char name[24];
  struct person *next;
};

/* Forgets that the end of a string takes a byte: writes the one behind the block. */
NOT_INLINED static char *copy_name(const char *name) {
  char *copy = (char *)malloc(strlen(name));
  size_t i;
  for (i = 0; name[i] != '\0'; i++) copy[i] = name[i];
  copy[i] = '\0';
  return copy;
}

/* Ends one too late: reads four bytes behind the block. */
NOT_INLINED static int sum_marks(const int *marks) {
  int sum = 0, i;
  for (i = 0; i <= MARKS; i++) sum += marks[i];
  return sum;
}

/* Of a text of spaces alone, looks at the byte before the block too. */
NOT_INLINED static size_t trimmed_length(const char *text, size_t length) {
  while (text[(ptrdiff_t)length - 1] == ' ') length--;
  return length;
}

NOT_INLINED static void drop(struct person *person) { free(person); }

/* Asks each person who is gone for the next one. */
NOT_INLINED static void drop_people(struct person *people) {
  struct person *person;
  for (person = people; person != NULL; person = person->next) drop(person);
}

NOT_INLINED static struct person *take_people(void) {
  struct person *people = NULL;
  int i;
  for (i = 0; i < PEOPLE; i++) {
    struct person *person = (struct person *)calloc(1, sizeof *person);
    if (person == NULL) abort();
    person->name[0] = (char)('A' + i);
    person->next = people;
    people = person;
  }
  return people;
}

int main(void) {
  struct person *people = take_people();
  char *name = copy_name("sixteen letters.");
  int *marks = (int *)calloc(MARKS, sizeof *marks);
  char *spaces = (char *)malloc(48);
  if (name == NULL || marks == NULL || spaces == NULL) abort();
  memset(spaces, ' ', 48);
  if (sum_marks(marks) < 0 || trimmed_length(spaces, 48) > 48) return 1;
  free(spaces);
  free(marks);
  drop_people(people);
  free(name);
  return 0;
}
