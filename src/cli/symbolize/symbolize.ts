import { open, rename, rm } from 'node:fs/promises';
import { failure, success, type Result } from '../../base/result';
import { fileErrorReason } from '../open-trace';
import { FrameSurvey } from './frame-survey';
import type { ModulePlaces } from './code-place';
import type { ModuleFolders } from './module-files';
import { nameModules, wantedModules, type ModuleOutcome } from './name-modules';
import { availablePacking, packingOf, writePacked, type Packing } from './packing';
import { Symbolizer } from './symbolizer';
import { readLines, type LinesEnd } from './trace-lines';
import { TraceRewriter } from './trace-rewriter';

export interface SymbolizeOutcome {
  readonly output: string;
  readonly packing: { readonly wanted: Packing; readonly used: Packing };
  readonly frames: number;
  /** Frames that were given a name or a line. */
  readonly named: number;
  readonly modules: readonly ModuleOutcome[];
  /** Why the end of the trace is missing; undefined when it is not. */
  readonly damage: string | undefined;
}

/**
 * Names the frames of a trace file and writes it anew, to `output` or over itself, once it is whole. The failure is one
 * sentence.
 */
export async function symbolize(
  file: string,
  output: string | undefined,
  folders: ModuleFolders,
): Promise<Result<SymbolizeOutcome, string>> {
  const symbolizer = Symbolizer.find();
  if (symbolizer === undefined) {
    return failure('Neither llvm-symbolizer nor addr2line is installed; packages llvm and binutils have them.');
  }
  try {
    const survey = new FrameSurvey();
    const { damage } = await drain(readLines(file, survey));
    if (!survey.isTrace) return failure(`${file} is no text trace of Heapglass (its first line is not “heapglass 1”).`);
    if (damage !== undefined && output === undefined) {
      return failure(`${file} is not written over: ${damage.text} --output names another file.`);
    }
    const { places, modules } = await nameModules(wantedModules(survey), symbolizer, folders);
    const wanted = packingOf(await firstBytes(file));
    const packing = { wanted, used: availablePacking(wanted) };
    const target = output ?? file;
    const named = await rewrite(file, target, packing.used, places);
    return success({ output: target, packing, frames: survey.frames, named, modules, damage: damage?.text });
  } catch (error) {
    const reason = fileErrorReason(error);
    if (reason === undefined) throw error;
    return failure(`${file} cannot be symbolized: ${reason}.`);
  }
}

/** Returns how many frames were given a name or a line. */
async function rewrite(
  file: string,
  target: string,
  packing: Packing,
  places: ReadonlyMap<number, ModulePlaces>,
): Promise<number> {
  const part = `${target}.part`;
  const ready: Uint8Array[] = [];
  const rewriter = new TraceRewriter(places, (bytes) => ready.push(bytes.slice()));
  try {
    await writePacked(part, packing, async function* () {
      const lines = readLines(file, rewriter);
      for (;;) {
        const { done, value } = await lines.next();
        yield* ready.splice(0);
        if (done === true) {
          yield value.unfinished;
          return;
        }
      }
    });
    await rename(part, target);
  } finally {
    await rm(part, { force: true });
  }
  return rewriter.named;
}

async function drain(lines: AsyncGenerator<undefined, LinesEnd>): Promise<LinesEnd> {
  for (;;) {
    const { done, value } = await lines.next();
    if (done === true) return value;
  }
}

async function firstBytes(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
