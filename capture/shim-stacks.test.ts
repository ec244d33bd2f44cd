import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram, hasCompiler, mustCompile, PROGRAMS, temporaryFolder } from './compile';
import { buildShim, recordProgram, reportOf } from './record-program';

const folder = temporaryFolder();
const shim = join(folder.path, 'shim.so');
const SQL =
  'create table t(a,b); with recursive n(i) as (select 1 union all select i+1 from n where i<300) insert into t select i, hex(i) from n; select a, count(*) from t group by b order by 2;';

/** The stacks of all requests of a trace in order, as `module+offset` from the innermost frame outwards. */
function stacksOf(path: string): string[] {
  const modules: string[] = [''];
  const frames: string[] = [''];
  const stacks: string[] = [''];
  const requests: string[] = [];
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [letter, first = '', second = ''] = line.split(' ');
    if (letter === 'm') modules.push(line.slice(2).split('\t')[0]);
    else if (letter === 'f') frames.push(`${modules[Number(first)]}+${second}`);
    else if (letter === 'k') stacks.push(`${frames[Number(second)]} ${stacks[Number(first)]}`);
    else if (letter === '+' || letter === '~') requests.push(stacks[Number(/ k(\d+)/.exec(line)?.[1])]);
  }
  return requests;
}

describe.skipIf(!hasCompiler('gcc'))('the shim’s own unwinder', () => {
  beforeAll(() => {
    buildShim('gcc', shim);
  }, 60_000);
  afterAll(() => {
    folder.remove();
  });

  it.skipIf(findProgram('sqlite3') === undefined || process.arch !== 'x64')(
    'finds the same frames as libgcc’s for each request of sqlite3 (x86-64)',
    () => {
      const libgcc = buildShim('gcc', join(folder.path, 'libgcc.so'), ['-DHEAPGLASS_LIBGCC_UNWINDER']);
      const [ours, theirs] = [shim, libgcc].map((library) => {
        const trace = join(folder.path, 'sqlite.hgt');
        const environment = { HEAPGLASS_STACKS: '100' };
        expect(recordProgram({ shim: library, trace, environment }, 'sqlite3', [':memory:', SQL])).toMatchObject({
          status: 0,
        });
        return stacksOf(trace);
      });
      expect(ours.length).toBeGreaterThan(1000);
      expect(new Set(ours).size).toBeGreaterThan(200);
      expect(ours).toEqual(theirs);
    },
    60_000,
  );

  describe('with what looks for faults in it', () => {
    const programs = ['requests', 'threads', 'mappings', 'endings'];
    beforeAll(() => {
      for (const name of programs) {
        const sources = [join(PROGRAMS, `shim-${name}.c`)];
        mustCompile({ compiler: 'gcc', sources, output: join(folder.path, name), flags: ['-pthread'] });
      }
    }, 60_000);

    it.each(programs)('does nothing undefined while it records %s', (name) => {
      const sanitized = join(folder.path, 'ubsan.so');
      const isBuilt = readdirSync(folder.path).includes('ubsan.so');
      if (!isBuilt) buildShim('gcc', sanitized, ['-fsanitize=undefined', '-fno-sanitize-recover=all']);
      const trace = join(folder.path, 'ubsan.hgt');
      const run = recordProgram({ shim: sanitized, trace }, join(folder.path, name), []);
      expect(run).toMatchObject({ status: 0, stderr: '' });
      expect(reportOf(trace)).toMatchObject({ faults: [], skipped: {} });
    });

    it.skipIf(findProgram('valgrind') === undefined).each(programs)(
      'reads nothing that it must not while it records %s (valgrind)',
      (name) => {
        const trace = join(folder.path, 'valgrind.%p.hgt');
        const environment = { ...process.env, LD_PRELOAD: shim, HEAPGLASS_TRACE: trace };
        const command = ['-q', '--error-exitcode=9', join(folder.path, name)];
        expect(spawnSync('valgrind', command, { encoding: 'utf8', env: environment })).toMatchObject({
          status: 0,
          stderr: '',
        });
      },
      60_000,
    );
  });
});
