import { openSync, closeSync, readSync, statSync } from 'node:fs';
import { ElfFile } from '../symbolize/elf-file';
import { findProgram } from '../find-program';

const SETUID = 0o4000;
const SETGID = 0o2000;

/** Why a preloaded library does not get into `program`, in words that end its sentence; undefined when it does. */
export function obstacle(program: string): string | undefined {
  const { mode, uid, gid } = statSync(program);
  const changesUser = (mode & SETUID) !== 0 && uid !== process.getuid?.();
  const changesGroup = (mode & SETGID) !== 0 && gid !== process.getgid?.();
  if (changesUser || changesGroup) {
    return 'it runs with another account’s rights (setuid), and the system preloads nothing into such programs: run it as that account';
  }
  const interpreter = scriptInterpreter(program);
  if (interpreter !== undefined) {
    const found = findProgram(interpreter);
    return found === undefined ? undefined : obstacle(found);
  }
  return ElfFile.read(program, elfObstacle);
}

function elfObstacle({ sections, is64 }: ElfFile): string | undefined {
  const is64Here = process.arch !== 'ia32' && process.arch !== 'arm';
  if (is64 !== is64Here)
    return `it is a ${is64 ? 64 : 32}-bit program, and the recorder is built for ${is64Here ? 64 : 32} bits`;
  const isDynamic = sections.length === 0 || sections.some(({ name }) => name === '.interp');
  if (isDynamic) return undefined;
  return 'it is linked statically, and nothing can be preloaded into such programs: link it dynamically, or build heapglass.h into it';
}

/** What a script begins with behind `#!`; for `env` the program that it looks for. */
function scriptInterpreter(program: string): string | undefined {
  const line = firstLine(program);
  if (!line.startsWith('#!')) return undefined;
  const [interpreter, argument = '-'] = line.slice(2).trim().split(/\s+/);
  return interpreter.endsWith('/env') && !argument.startsWith('-') ? argument : interpreter;
}

/** Empty for a program that may be run and not read. */
function firstLine(program: string): string {
  try {
    const file = openSync(program, 'r');
    try {
      const buffer = Buffer.alloc(256);
      return buffer.toString('utf8', 0, readSync(file, buffer, 0, 256, 0)).split('\n')[0];
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}
