import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { CodePlace, ModulePlaces } from './code-place';
import type { ElfFacts } from './elf';
import { ElfFunctions } from './elf-functions';
import { findProgram } from '../find-program';
import { PlaceReader } from './place-reader';

/** A program that names code, with its arguments for one file. Both write the same lines. */
interface Tool {
  readonly name: 'llvm-symbolizer' | 'addr2line';
  readonly path: string;
}

const ARGUMENTS: Readonly<Record<Tool['name'], (file: string) => string[]>> = {
  'llvm-symbolizer': (file) => [
    ...['--output-style=GNU', '--addresses', '--functions=linkage', '--inlines', '--no-demangle'],
    `--obj=${file}`,
  ],
  addr2line: (file) => ['--addresses', '--functions', '--inlines', `--exe=${file}`],
};

/** Names code with the tools that this machine has. */
export class Symbolizer {
  private constructor(private readonly tools: readonly Tool[]) {}

  /** undefined when this machine has none of the tools. */
  static find(names: readonly Tool['name'][] = ['llvm-symbolizer', 'addr2line']): Symbolizer | undefined {
    const tools: Tool[] = [];
    for (const name of names) {
      const path = findProgram(name);
      if (path !== undefined) tools.push({ name, path });
    }
    return tools.length === 0 ? undefined : new Symbolizer(tools);
  }

  /**
   * What is at each of `offsets` in `file`; those about which nothing is known are left out. Tools name the symbol before
   * an address even where that function has ended: without a line a name counts only where a function reaches that far.
   */
  async places(file: string, elf: ElfFacts, offsets: Iterable<number>): Promise<ModulePlaces> {
    const places = await this.ask(file, elf, offsets);
    const unsure = [...places].filter(([, [innermost]]) => innermost.file === '');
    if (unsure.length > 0) {
      const functions = ElfFunctions.of(file);
      for (const [offset] of unsure) if (!functions.has(offset)) places.delete(offset);
    }
    return places;
  }

  private async ask(file: string, elf: ElfFacts, offsets: Iterable<number>): Promise<Map<number, CodePlace[]>> {
    const { name, path } = this.toolFor(elf);
    // No tool may ask a server for debug files: nothing leaves the machine.
    const env = { ...process.env, DEBUGINFOD_URLS: '' };
    const child = spawn(path, ARGUMENTS[name](file), { stdio: ['pipe', 'pipe', 'ignore'], env });
    const ended = once(child, 'close');
    child.stdin.on('error', () => undefined); // it ended early: what it named counts
    Readable.from(Array.from(offsets, (offset) => `0x${offset.toString(16)}\n`)).pipe(child.stdin);
    const reader = new PlaceReader();
    for await (const line of createInterface({ input: child.stdout })) reader.line(line);
    await ended;
    return reader.places;
  }

  private toolFor(elf: ElfFacts): Tool {
    return (
      (elf.hasAlternateDebugFile ? this.tools.find(({ name }) => name === 'addr2line') : undefined) ?? this.tools[0]
    );
  }
}
