import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram, hasCompiler, mustCompile, PROGRAMS, temporaryFolder } from './compile';

const folder = temporaryFolder();
const elsewhere = join(folder.path, 'elsewhere');
const installed = join(elsewhere, 'node_modules/heapglass');
const TRACE = 'heapglass 1\nd libc 0 malloc\n+ 0x1000 4096 d1\n- 0x1000 d1\n';
/** Where no registry answers. */
const OFFLINE = ['--offline', '--registry=http://127.0.0.1:9', '--no-audit', '--no-fund', `--cache=${folder.path}/npm`];

function run(program: string, words: readonly string[], cwd = elsewhere): SpawnSyncReturns<string> {
  const env = { ...process.env, XDG_CACHE_HOME: join(folder.path, 'cache'), NODE_ENV: 'production' };
  const done = spawnSync(program, words, { cwd, encoding: 'utf8', env, timeout: 300_000 });
  if (done.error !== undefined) throw done.error;
  return done;
}

function heapglass(...words: string[]): SpawnSyncReturns<string> {
  return run(join(elsewhere, 'node_modules/.bin/heapglass'), words);
}

const hasNpm = findProgram('npm') !== undefined;

describe.skipIf(!hasNpm)(`what npm pack gives${hasNpm ? '' : ' (skipped: no npm)'}`, { timeout: 300_000 }, () => {
  let pack = '';

  beforeAll(() => {
    mkdirSync(elsewhere);
    const packed = run('npm', ['pack', '--pack-destination', folder.path, '--loglevel=error'], '.');
    if (packed.status !== 0) throw new Error(packed.stderr);
    pack = join(folder.path, readdirSync(folder.path).find((name) => name.endsWith('.tgz')) ?? '');
    writeFileSync(join(elsewhere, 'app.hgt'), TRACE);
    const done = run('npm', ['install', ...OFFLINE, pack]);
    if (done.status !== 0) throw new Error(done.stderr);
  }, 300_000);
  afterAll(() => {
    folder.remove();
  });

  it('needs nothing else, and holds program, page, kit and docs', () => {
    const modules = readdirSync(join(elsewhere, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(modules).toEqual(['heapglass']);
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
    for (const file of [
      'README.md',
      'LICENSE',
      'docs/checking.md',
      'dist/app/licenses.md',
      'dist/app/index.html',
      'dist/cli/heapglass.js',
    ]) {
      expect(files).toContain(file);
    }
    expect(files).toContain('public/capture/heapglass.h');
    expect(files.filter((file) => file.startsWith('src') || file.includes('.test.'))).toEqual([]);
  });

  it('runs with npx straight from its file, in any folder', () => {
    // By a path from here: npx takes an absolute one for a program.
    const done = run('npx', ['--yes', ...OFFLINE, relative(elsewhere, pack), 'report', 'app.hgt']);
    expect(done.stdout).toMatch(/^Trace: Heapglass trace, 2 events/);
    expect(done.status).toBe(0);
  });

  it('checks with an exit code', () => {
    expect(heapglass('check', 'app.hgt', '--max-peak', '4KiB', '--no-leaks', '--no-faults').status).toBe(0);
    const done = heapglass('check', 'app.hgt', '--max-peak', '4000');
    expect(done.stdout).toMatch(/^FAIL app\.hgt: the peak is 4\.00 KiB of at most 3\.91 KiB/);
    expect(done.status).toBe(3);
  });

  it('brings no package that would run a script when it is installed', () => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, object> };
    const withScripts = Object.entries(lock.packages).filter(([, entry]) => 'hasInstallScript' in entry);
    // An optional package of macOS alone, which watches files for vite.
    expect(withScripts.map(([name]) => name).filter((name) => !name.endsWith('/fsevents'))).toEqual([]);
  });

  const canRecord = process.platform === 'linux' && hasCompiler('gcc');
  const withoutRecorder = canRecord ? '' : ' (skipped: it takes Linux and gcc)';

  it.skipIf(!canRecord)(`records${withoutRecorder}`, () => {
    const done = heapglass('record', '--no-open', '-o', 'ls.hgt', '--', 'ls', '.');
    expect(done.stdout).toContain('app.hgt');
    expect(done.stderr).toMatch(/ls\.hgt: peak .* allocations/);
    expect(heapglass('report', 'ls.hgt').stdout).toMatch(/^ls: Heapglass trace/);
  });

  it.skipIf(!canRecord)(`runs what the jobs in docs/checking.md run${withoutRecorder}`, () => {
    const jobs = readFileSync('docs/checking.md', 'utf8');
    const commands = [...jobs.matchAll(/(?:- run:|-) (npx --yes \.\/heapglass-\S+\.tgz .*)/g)].map(
      ([, command]) => command,
    );
    expect(commands).toHaveLength(4);
    const workspace = join(folder.path, 'workspace');
    mkdirSync(workspace);
    copyFileSync(pack, join(workspace, 'heapglass-0.1.0.tgz'));
    const sources = [join(PROGRAMS, 'inlined.c')];
    mustCompile({ compiler: 'gcc', sources, output: join(workspace, 'app') });
    copyFileSync(join(elsewhere, 'app.hgt'), join(workspace, 'main.hgt'));
    for (const command of commands) {
      const done = run('sh', ['-c', command.replace('--yes', ['--yes', ...OFFLINE].join(' '))], workspace);
      expect(done.status, `${command}: ${done.stdout}${done.stderr}`).toBe(0);
    }
    for (const [, report] of jobs.matchAll(/--(?:markdown|junit) (\S+\.\w+)$/gm)) {
      expect(readFileSync(join(workspace, report), 'utf8')).toContain('no-leaks');
    }
  });

  it.skipIf(!canRecord)(`shows what it recorded until Ctrl-C${withoutRecorder}`, async () => {
    const words = [
      join(installed, 'bin/heapglass.mjs'),
      'record',
      '--open',
      '-o',
      'shown.hgt',
      '--',
      'sh',
      '-c',
      'exit 4',
    ];
    const child = spawn(process.execPath, words, {
      cwd: elsewhere,
      env: { ...process.env, XDG_CACHE_HOME: join(folder.path, 'cache'), DISPLAY: '', WAYLAND_DISPLAY: '' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const address = await new Promise<string>((resolve, reject) => {
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const found = /http:\/\/localhost:\S+(?= \(Ctrl-C ends\))/.exec(said);
        if (found !== null) resolve(found[0]);
      });
      void ended.then(() => {
        reject(new Error(said));
      });
    });
    const page = await fetch(address);
    expect(await page.text()).toContain('<title>');
    const trace = await fetch(new URL(new URL(address).searchParams.get('trace') ?? '', address));
    expect(Buffer.from(await trace.arrayBuffer())).toEqual(readFileSync(join(elsewhere, 'shown.hgt')));
    child.kill('SIGINT');
    expect(await ended).toBe(4);
  });
});
