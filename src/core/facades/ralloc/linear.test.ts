import { describe, expect, test } from 'vitest';
import { ILP32_DEBUG, ILP32_RELEASE, LP64_DEBUG, LP64_RELEASE } from '../c-layout';
import { NULL, type Pointer } from '../heap-bytes';
import { LibcMalloc } from '../libc-malloc';
import { testHeap, type TestHeapOptions } from '../testing/facade-heap';
import { Linear, LINEAR_CONTEXT_MAGIC, LINEAR_NODE_MAGIC } from './linear';
import { LinearStrings } from './linear-strings';
import { Ralloc } from './ralloc';
import { RallocStrings } from './ralloc-strings';

function world(options: TestHeapOptions = {}) {
  const { heap, top } = testHeap(options);
  const r = new Ralloc(heap, new LibcMalloc(heap));
  return { heap, top, r, l: new Linear(r), root: r.ralloc_context(NULL) };
}

describe('linear contexts (mesa-allocators.md §2)', () => {
  test('R-49 sizes: context 32, 32, 16, 24 bytes, node canary 0, 16, 0, 8', () => {
    const sizes = [LP64_RELEASE, LP64_DEBUG, ILP32_RELEASE, ILP32_DEBUG].map((abi) => {
      const { l } = world({ abi });
      return [l.context.size, l.canary.size];
    });
    expect(sizes).toEqual([
      [32, 0],
      [32, 16],
      [16, 0],
      [24, 8],
    ]);
  });

  test.each([ILP32_DEBUG, ILP32_RELEASE, LP64_DEBUG, LP64_RELEASE])('R-49 Mesa’s own test: 32, 16384, 32', (abi) => {
    const { l, r, root, heap } = world({ abi, bytes: 2 ** 23 });
    const ctx = l.linear_context(root);
    const [first, huge, third] = [32, 16384, 32].map((size) => l.linear_alloc_child(ctx, size));
    expect(third - first).toBe(32);
    expect(huge).not.toBe(NULL);
    for (let i = 0; i < 1024; i++) expect(l.linear_alloc_child(ctx, i * 4)).not.toBe(NULL);
    expect(r.ralloc_parent(ctx)).toBe(root);
    expect(heap.faults.map(({ kind }) => kind)).toEqual(['linear-alias']);
  });

  test('R-49 an option of 8192 holds eight blocks of 1024 without a gap', () => {
    const { l, root, top } = world();
    const ctx = l.linear_context_with_opts(root, 8192);
    const blocks = Array.from({ length: 8 }, () => l.linear_alloc_child(ctx, 1024));
    expect(blocks.map((block, i) => block - blocks[0] - i * 1024)).toEqual(Array(8).fill(0));
    expect(top.allocations).toBe(2);
    expect(l.linear_context_with_opts(root, 2049) - l.linear_context_with_opts(root, 1)).not.toBe(0);
    expect(top.requests.slice(-2).map(({ bytes }) => bytes)).toEqual([32 + 24 + 8 + 4096, 32 + 24 + 8 + 2048]);
  });

  test('R-49 no parent, no context; the context takes all its nodes along, stolen or freed', () => {
    const { l, r, root, top } = world();
    expect(l.linear_context(NULL)).toBe(NULL);
    const ctx = l.linear_context(root);
    for (let i = 0; i < 5; i++) l.linear_alloc_child(ctx, 2000);
    const other = r.ralloc_context(NULL);
    l.ralloc_steal_linear_context(other, ctx);
    r.ralloc_free(root);
    expect(top.frees).toBe(1);
    l.linear_free_context(ctx);
    expect(top.frees).toBe(6);
  });

  test('R-49 trap: zero bytes alias the next allocation', () => {
    const { l, root, heap } = world();
    const ctx = l.linear_context(root);
    expect(l.linear_alloc_child(ctx, 0)).toBe(l.linear_alloc_child(ctx, 8));
    expect(heap.faults.map(({ kind }) => kind)).toEqual(['linear-alias']);
  });

  test('R-49 trap: alignment is 8, never 16; the latest buffer only is tried', () => {
    const { l, root } = world();
    const ctx = l.linear_context(root);
    const a = l.linear_alloc_child(ctx, 1);
    expect(l.linear_alloc_child(ctx, 1) - a).toBe(8);
    l.linear_alloc_child(ctx, 2040);
    expect(l.linear_alloc_child(ctx, 16) - a).not.toBe(16);
  });

  test('R-49 trap: a huge size wraps and seems to fit, when faithful; else NULL', () => {
    for (const faithful of [false, true]) {
      const { l, root } = world({ faithful });
      const ctx = l.linear_context(root);
      l.linear_alloc_child(ctx, 64);
      expect(l.linear_alloc_child(ctx, 2 ** 32 - 8) !== NULL).toBe(faithful);
    }
  });

  test('R-49 the magics are in the bytes; a broken node canary is noticed at the next allocation', () => {
    const { l, root, heap } = world();
    const ctx = l.linear_context(root);
    expect(heap.bytes.u32(ctx)).toBe(LINEAR_CONTEXT_MAGIC);
    expect(heap.bytes.u32(ctx + 24)).toBe(LINEAR_NODE_MAGIC);
    heap.bytes.setU32(ctx + 24, 0);
    l.linear_alloc_child(ctx, 8);
    expect(heap.faults.map(({ kind }) => kind)).toEqual(['linear-canary']);
  });

  test('R-49 strings copy at every append: n appends take n copies', () => {
    const { l, root, heap } = world();
    const strings = new LinearStrings(l);
    const ctx = l.linear_context(root);
    const variable = { pointer: NULL };
    for (const text of ['ab', 'cd', 'é']) expect(strings.linear_asprintf_append(ctx, variable, text)).toBe(true);
    expect(heap.bytes.string(variable.pointer)).toBe('abcdé');
    const first = strings.linear_strdup(ctx, variable.pointer);
    const dest = { pointer: first };
    strings.linear_strcat(ctx, dest, strings.linear_asprintf(ctx, '!'));
    expect([first, dest.pointer].map((pointer) => heap.bytes.string(pointer))).toEqual(['abcdé', 'abcdé!']);
    expect(heap.faults).toEqual([]);
  });
});

describe('strings of ralloc', () => {
  function strings(options: TestHeapOptions = {}) {
    const w = world(options);
    return { ...w, s: new RallocStrings(w.r), text: (pointer: Pointer) => w.heap.bytes.string(pointer) };
  }

  test('R-48 copies: strdup, strndup (strnlen), memdup, asprintf', () => {
    const { s, text, root, r, heap } = strings();
    const source = s.ralloc_asprintf(root, 'naïve');
    expect(text(s.ralloc_strdup(root, source))).toBe('naïve');
    expect(text(s.ralloc_strndup(root, source, 2))).toBe('na');
    expect(text(s.ralloc_strndup(root, source, 99))).toBe('naïve');
    expect(heap.bytes.u8(s.ralloc_memdup(root, source, 1))).toBe(0x6e);
    expect(s.ralloc_strdup(root, NULL)).toBe(NULL);
    expect(r.children(root).length).toBe(5);
  });

  test('R-48 appends stay under their parent', () => {
    const { s, text, root, r } = strings();
    const dest = { pointer: s.ralloc_asprintf(root, 'a') };
    const more = s.ralloc_asprintf(root, 'bcd');
    expect(s.ralloc_strcat(dest, more)).toBe(true);
    expect(s.ralloc_strncat(dest, more, 2)).toBe(true);
    expect(s.ralloc_str_append(dest, more, 6, 3)).toBe(true);
    expect(s.ralloc_asprintf_append(dest, '…')).toBe(true);
    expect(text(dest.pointer)).toBe('abcdbcbcd…');
    expect(r.ralloc_parent(dest.pointer)).toBe(root);
  });

  test('R-48 rewrite_tail overwrites from start and moves start behind what it wrote', () => {
    const { s, text, root } = strings();
    const variable = { pointer: s.ralloc_asprintf(root, 'hello world') };
    const start = { offset: 6 };
    s.ralloc_asprintf_rewrite_tail(variable, start, 'you');
    expect([text(variable.pointer), start.offset]).toEqual(['hello you', 9]);
  });

  test('R-49 trap: appending to NULL makes an orphan outside every context: reported as an escape', () => {
    const { s, r, heap } = strings();
    const variable = { pointer: NULL };
    s.ralloc_asprintf_append(variable, 'lost');
    expect(r.ralloc_parent(variable.pointer)).toBe(NULL);
    expect(heap.faults).toMatchObject([{ kind: 'orphan-string', pointer: variable.pointer }]);
  });

  test('R-48 no room: false and the string intact; strdup is the crash that Mesa has, when faithful', () => {
    const { s, text, root, top, heap } = strings({ faithful: true });
    const dest = { pointer: s.ralloc_asprintf(root, 'a') };
    top.grants = 0;
    expect(s.ralloc_strcat(dest, dest.pointer)).toBe(false);
    expect(text(dest.pointer)).toBe('a');
    expect(heap.faults).toEqual([]);
    expect(s.ralloc_strdup(root, dest.pointer)).toBe(NULL);
    expect(heap.faults.map(({ kind }) => kind)).toEqual(['null-write']);
  });
});
