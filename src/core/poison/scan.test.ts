import { describe, expect, it } from 'vitest';
import { isWrapper } from './names';
import { scanFiles, type FileScan, type SourceFile } from './scan';
import { POISON_STYLES, type PoisonStyle } from './styles';

function scan(text: string, style: PoisonStyle, extended = false, others: readonly SourceFile[] = []): FileScan {
  return scanFiles([{ path: 'a.c', text }, ...others], { style, extended })[0];
}

/** `3:9` a hit, `3:9 false` one on something else of that name, `2:1 order` another kind of finding, `missed 4:3`. */
function told(text: string, style: PoisonStyle, extended = false, others: readonly SourceFile[] = []): string[] {
  const { findings, missed } = scan(text, style, extended, others);
  return [
    ...findings.map(({ kind, line, column, isFalsePositive }) =>
      [`${line}:${column}`, kind === 'poisoned' ? '' : kind, isFalsePositive ? 'false' : ''].filter(Boolean).join(' '),
    ),
    ...missed.map(({ line, column }) => `missed ${line}:${column}`),
  ];
}

type Snippet = readonly [
  what: string,
  text: string,
  object: readonly string[],
  functionLike: readonly string[],
  pragma: readonly string[],
];

/** One expected result a style: hits, false hits and what it lets through. */
const CORPUS: readonly Snippet[] = [
  ['a call', 'p = malloc(4);', ['1:5'], ['1:5'], ['1:5']],
  ['a call across lines', 'p = calloc\n  (1, 4);', ['1:5'], ['1:5'], ['1:5']],
  ['a member', 'pool.free = 0;', ['1:6 false'], [], ['1:6 false']],
  ['a member declared', 'struct pool {\n  struct list free;\n};', ['2:15 false'], [], ['2:15 false']],
  ['a call of a member: ->free(', 'pool->free(x);', ['1:7 false'], ['1:7 false'], ['1:7 false']],
  ['a member initialised by name', 'ops = { .free = drop };', ['1:10 false'], [], ['1:10 false']],
  ['a pointer to a function as member', 'void (*free)(void *);', ['1:8 false'], [], ['1:8 false']],
  ['a callback value', 'destroy(ht, free);', ['1:13'], ['missed 1:13'], ['1:13']],
  ['a variable of that name', 'int free = 3;\nif (free > 2) f();', ['1:5 false', '2:5 false'], [], ['1:5 false', '2:5 false']],
  ['a value after a member and a variable of another block', 'struct pool { void (*free)(void *); };\nvoid f(void) { int free = 1; }\nvoid (*drop)(void *) = free;', ['1:22 false', '2:20 false', '3:24'], ['missed 3:24'], ['1:22 false', '2:20 false', '3:24']],
  ['a string', 'puts("free(x)"); c = \'f\'; s = R"x(malloc(1)" )x";', [], [], []],
  ['a comment', '/* free(x) */ // malloc(4) \\\n calloc(1, 2)\nf();', [], [], []],
  ['longer names', 'free_list(malloc_size); _mesa_malloc(4); FREE(x);', [], [], []],
  [
    'a macro body before the poison',
    '#define DROP(p) free(p)\n#define free free_do_not_use\nDROP(x);',
    ['3:1'],
    ['3:1'],
    ['missed 3:1'],
  ],
  ['a macro body after the poison', '#pragma GCC poison free\n#define DROP(p) free(p)\nDROP(x);', ['3:1'], ['3:1'], ['2:17']],
  [
    'a macro body that nobody uses',
    '#pragma GCC poison free\n#define DROP(p) free(p)\n',
    [],
    [],
    ['2:17'],
  ],
  ['a macro through another, as a value', '#define DTOR free\n#define DESTROY(t) destroy(t, DTOR)\nDESTROY(x);', ['3:1'], ['missed 3:1'], ['1:14']],
  ['an include after the poison', '#define free free_do_not_use\n#include <stdlib.h>\n', ['2:1 order'], ['2:1 order'], ['2:1 order']],
  ['an include before the poison', '#include <stdlib.h>\n#include "poison.h"\n#include <stdlib.h>\n', [], [], []],
  ['a use before the poison', 'free(a);\n#include "util/poison.h"\nfree(b);', ['3:1', 'missed 1:1'], ['3:1', 'missed 1:1'], ['3:1', 'missed 1:1']],
  ['an opt-out', '// poison-opt-out: third-party, owner: gallium\nfree(strdup(x));', [], [], []],
  ['an unused opt-out', '/* poison-opt-out: callback-impl, owner: vulkan */\nFREE(x);', ['1:1 unused-opt-out'], ['1:1 unused-opt-out'], ['1:1 unused-opt-out']],
  ['an opt-out without a reason', '// poison-opt-out\nfree(x);', ['1:1 bad-opt-out', '2:1'], ['1:1 bad-opt-out', '2:1'], ['1:1 bad-opt-out', '2:1']],
  ['an opt-out that nobody owns', '// poison-opt-out: third-party\nfree(x);', ['1:1 bad-opt-out', '2:1'], ['1:1 bad-opt-out', '2:1'], ['1:1 bad-opt-out', '2:1']],
  ['strdup and free', 'char *s = strdup(x);\nfree(s);', ['2:1'], ['2:1'], ['2:1']],
  ['C++ std::free', 'std::free(p); ::free(q); Pool::free(r);', ['1:6', '1:17', '1:32 false'], ['1:6', '1:17', '1:32 false'], ['1:6', '1:17', '1:32 false']],
  ['what is never compiled', '#if 0\nfree(x);\n#if 1\nfree(y);\n#endif\n#else\nfree(z);\n#endif', ['7:1'], ['7:1'], ['7:1']],
]; // prettier-ignore

describe('the poison scanner', () => {
  it.each(CORPUS)('R-22 §G %s', (_, text, ...expected) => {
    POISON_STYLES.forEach((style, index) => {
      expect([style, ...told(text, style)]).toEqual([style, ...expected[index]]);
    });
  });

  it('R-26 names what the call became, at file, line and column', () => {
    const [finding] = scan('int f(void)\n{\n  return malloc(4);\n}\n', 'object-macro').findings;
    expect(finding).toMatchObject({ path: 'a.c', line: 3, column: 10, severity: 'error' });
    expect(finding.message).toContain('malloc is malloc_do_not_use here');
    expect(scan('free(x);', 'gcc-poison').findings[0].message).toContain('attempt to use poisoned "free"');
  });

  it('R-23 an opt-out excuses and is counted; unused it warns; without one a raw call is an error', () => {
    const optedOut = scan('// poison-opt-out: third-party, owner: gallium\nfree(x); free(y);', 'object-macro');
    expect(optedOut).toMatchObject({ excused: 2, optOut: { reason: 'third-party', owner: 'gallium', line: 1 } });
    const [unused] = scan('// poison-opt-out: third-party, owner: gallium\nFREE(x);', 'object-macro').findings;
    expect(unused).toMatchObject({ kind: 'unused-opt-out', severity: 'warning' });
    expect(scan('free(x);', 'object-macro').findings[0].severity).toBe('error');
  });

  it('R-24 both spellings of the wrappers are wrappers', () => {
    expect(scan('p = MALLOC(4); q = _mesa_malloc(4); FREE(p); _mesa_free(q);', 'object-macro')).toMatchObject({
      findings: [],
      wrapperCalls: 4,
    });
    expect([isWrapper('CALLOC_STRUCT'), isWrapper('malloc')]).toEqual([true, false]);
  });

  it('R-25 says the same in every style of what all compilers see: a plain call', () => {
    const places = POISON_STYLES.map((style) => told('x = malloc(1); free(x);', style));
    expect(places).toEqual([places[0], places[0], places[0]]);
  });

  it('the extended list has the functions that hand out memory of malloc', () => {
    expect(told('s = strdup(x); posix_memalign(&p, 8, 8);', 'object-macro', true)).toEqual(['1:5', '1:16']);
  });

  it('follows the project’s own headers to a system header behind the poison', () => {
    const others = [
      { path: 'src/util/list.h', text: '#include "u_memory.h"\n' },
      { path: 'src/util/u_memory.h', text: '#include <stdlib.h>\n#include "list.h"\n' },
    ];
    const text = '#define free free_do_not_use\n#include "util/list.h"\n';
    const [finding] = scan(text, 'object-macro', false, others).findings;
    expect(finding).toMatchObject({ kind: 'order', line: 2 });
    expect(finding.message).toContain('util/list.h → u_memory.h includes the system header <stdlib.h>');
  });

  it('shows what every style gets wrong, in both directions', () => {
    const { byStyle } = scan('#define DROP(p) free(p)\n#define free free_do_not_use\npool->free(x); pool.free = 0; destroy(ht, free); DROP(x);', 'object-macro'); // prettier-ignore
    expect(byStyle).toEqual([
      { style: 'object-macro', hits: 4, falsePositives: 2, misses: 0 },
      { style: 'function-macro', hits: 2, falsePositives: 1, misses: 1 },
      { style: 'gcc-poison', hits: 3, falsePositives: 2, misses: 1 },
    ]);
  });

  it('goes through anything without failing', () => {
    for (const text of ['', '"never closed', '/* never closed', 'R"x(never closed', '#', '#define', '#include', "'", '\\', '#if 0\n', '\u0000'])
      expect(scan(text, 'object-macro').findings).toEqual([]);
  }); // prettier-ignore
});
