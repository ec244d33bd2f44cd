import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { failure, success } from '../base/result';
import { hasErrors, poison, poisonText } from './poison';
import { parsePoison } from './poison-arguments';

const folder = mkdtempSync(join(tmpdir(), 'heapglass-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function scan(...files: string[]) {
  const scans = poison({ kind: 'poison', files, style: 'object-macro', extended: false, json: false });
  if (!scans.ok) throw new Error(scans.failure);
  return scans.value;
}

describe('heapglass poison', () => {
  it('R-26 writes findings as a compiler does, with file, line and column', () => {
    const path = file('a.c', 'int main(void)\n{\n\tfree(malloc(4));\n}\n');
    const scans = scan(path);
    const text = poisonText(scans);
    expect(text).toContain(`${path}:3:2: error: free is free_do_not_use here: use the wrapper`);
    expect(text).toContain(`${path}:3:7: error: malloc is malloc_do_not_use here`);
    expect(hasErrors(scans)).toBe(true);
  });

  it('R-23 lists opt-outs with reason and owner, and compares the styles', () => {
    const path = file('b.c', '// poison-opt-out: callback-impl, owner: vulkan\ndestroy(ht, free);\n');
    const scans = scan(path, file('c.c', 'pool->free = 0;\n'));
    const text = poisonText(scans);
    expect(text).toContain(`${path}:1: opt-out: callback-impl, owner vulkan: 1 excused`);
    expect(text).toMatch(/object-macro +2 +1 +0\nfunction-macro +0 +0 +1\ngcc-poison +2 +1 +0/);
  });

  it('says which file cannot be read', () => {
    const missing = join(folder, 'missing.c');
    expect(poison({ kind: 'poison', files: [missing], style: 'gcc-poison', extended: false, json: false })).toEqual(
      failure(`${missing} cannot be read: ENOENT.`),
    );
  });

  it('takes a style, and knows wrong usage', () => {
    const plain = { kind: 'poison', files: ['a.c', 'b.c'], style: 'object-macro', extended: false, json: false };
    expect(parsePoison(['a.c', 'b.c'])).toEqual(success(plain));
    expect(parsePoison(['a.c', 'b.c', '--style', 'gcc-poison', '--extended'])).toEqual(
      success({ ...plain, style: 'gcc-poison', extended: true }),
    );
    expect(parsePoison([])).toEqual(failure('The file is missing.'));
    expect(parsePoison(['a.c', '--style', 'x'])).toMatchObject({ ok: false });
  });
});
