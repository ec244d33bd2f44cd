// What recording costs a program: libheapglass.so beside heaptrack's own preloaded library and beside the whole of heaptrack.
//
// Compared is processor time, of the program and of what runs beside it to the end, of runs in turn, so that whatever else the
// computer does is shared. The programs allocate all the time: Python with its own allocator switched off, and a C++
// compiler. What is printed are ratios to the plain run, and nanoseconds for each event of the trace.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, which } from '../scripts/run.mjs';
import { median } from './statistics.mjs';

const ROUNDS = 5;
const HEAPTRACK_LIBRARIES = ['/usr/lib/heaptrack', '/usr/lib64/heaptrack', '/usr/local/lib/heaptrack'];

const PYTHON = `import json
rows = [{'name': 'n%d' % i, 'values': list(range(i % 23)), 'text': 'x' * (i % 700)} for i in range(20000)]
back = json.loads(json.dumps(rows))
print(len(sorted({w for row in back for w in (row['name'], row['text'][:9])})))
`;
const CXX = `#include <map>
#include <string>
#include <vector>
int main() {
  std::map<std::string, std::vector<int>> rows;
  for (int i = 0; i < 1000; i++) rows[std::to_string(i % 37)].push_back(i);
  return rows.size() == 37 ? 0 : 1;
}
`;

/**
 * Seconds of processor time, user and system, of a command and all that it waited for.
 * @param {readonly string[]} command
 * @param {Readonly<Record<string, string>>} environment
 */
function seconds(command, environment) {
  // A shell of its own measures what it starts and nothing else.
  const script = 'TIMEFORMAT="%3U %3S"; time env "$@" >/dev/null 2>&1';
  const settings = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const { status, stderr } = spawnSync('bash', ['-c', script, 'bash', ...settings, ...command], { encoding: 'utf8' });
  const times = /([\d.]+) ([\d.]+)\s*$/.exec(stderr);
  if (status !== 0 || times === null)
    throw new Error(`${command[0]} failed under ${JSON.stringify(environment)}: ${stderr}`);
  return Number(times[1]) + Number(times[2]);
}

/**
 * The commands to run, in a folder for what they need.
 * @param {string} folder
 * @returns {Record<string, readonly string[]>}
 */
function programs(folder) {
  const script = join(folder, 'rows.py');
  const source = join(folder, 'rows.cpp');
  const preprocessed = join(folder, 'rows.ii');
  writeFileSync(script, PYTHON);
  writeFileSync(source, CXX);
  /** @type {Record<string, readonly string[]>} */
  const found = {};
  if (existsSync('/usr/bin/python3')) found.python3 = ['PYTHONMALLOC=malloc', '/usr/bin/python3', script];
  const compiler = spawnSync('gcc', ['-print-prog-name=cc1plus'], { encoding: 'utf8' }).stdout.trim();
  if (existsSync(compiler) && spawnSync('g++', ['-E', '-P', source, '-o', preprocessed]).status === 0) {
    found.cc1plus = [compiler, '-quiet', '-O1', preprocessed, '-o', '/dev/null'];
  }
  return found;
}

/**
 * The ways to record, by name: a prefix of the command and an environment.
 * @param {string} folder
 * @param {string} trace
 */
function ways(folder, trace) {
  const shim = join(folder, 'libheapglass.so');
  const source = join(root, 'public/capture/libheapglass.c');
  const built = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', shim, source, '-ldl', '-pthread'], {
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`libheapglass.c does not build: ${built.stderr}`);
  /** @type {Record<string, { prefix: readonly string[], environment: Record<string, string> }>} */
  const found = {
    plain: { prefix: [], environment: {} },
    heapglass: { prefix: [], environment: { LD_PRELOAD: shim, HEAPGLASS_TRACE: trace } },
    'heapglass, 64 frames': {
      prefix: [],
      environment: { LD_PRELOAD: shim, HEAPGLASS_TRACE: trace, HEAPGLASS_STACKS: '64' },
    },
  };
  const library = HEAPTRACK_LIBRARIES.map((path) => join(path, 'libheaptrack_preload.so')).find((path) =>
    existsSync(path),
  );
  if (library !== undefined) {
    const environment = { LD_PRELOAD: library, DUMP_HEAPTRACK_OUTPUT: join(folder, 'heaptrack.raw') };
    found['heaptrack’s library'] = { prefix: [], environment };
  }
  if (which('heaptrack') !== undefined)
    found.heaptrack = { prefix: ['heaptrack', '-o', join(folder, 'heaptrack')], environment: {} };
  return found;
}

/**
 * Events of a trace as `heapglass report` counts them.
 * @param {string} trace
 */
function eventsOf(trace) {
  const report = spawnSync(process.execPath, [join(root, 'bin/heapglass.mjs'), 'report', '--json', trace], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return Number(JSON.parse(report.stdout).events);
}

/**
 * @param {string} program its name
 * @param {readonly string[]} command settings, program and arguments
 * @param {ReturnType<typeof ways>} recorders
 * @param {string} trace
 */
function compareOn(program, command, recorders, trace) {
  /** @type {Record<string, number[]>} */
  const measured = {};
  // heaptrack is a script that starts the program: what is set for the program stands before both.
  const settings = command.filter((word) => /^[A-Z]+=/.test(word));
  const rest = command.slice(settings.length);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [way, { prefix, environment }] of Object.entries(recorders)) {
      (measured[way] ??= []).push(seconds([...settings, ...prefix, ...rest], environment));
    }
  }
  seconds(command, recorders.heapglass.environment);
  const events = eventsOf(trace);
  console.log(`recording ${program}: ${events} events, ${(statSync(trace).size / events).toFixed(1)} bytes each`);
  const plain = median(measured.plain);
  for (const [way, times] of Object.entries(measured)) {
    const time = median(times);
    const cost = way === 'plain' ? '' : `, ${(((time - plain) / events) * 1e9).toFixed(0)} ns an event`;
    console.log(`  ${way.padEnd(22)} ${time.toFixed(2)} s, ${(time / plain).toFixed(2)} times plain${cost}`);
  }
}

/** Prints what recording costs, for each program and way. */
export function benchRecord() {
  const folder = mkdtempSync(join(tmpdir(), 'heapglass-bench-'));
  const trace = join(folder, 'program.hgt');
  try {
    const recorders = ways(folder, trace);
    for (const [program, command] of Object.entries(programs(folder))) compareOn(program, command, recorders, trace);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
