import { failure, success, type Result } from '../base/result';
import { writeLog } from '../formats/log-writer';
import type { LogCommand } from './log-arguments';
import { openTrace } from './open-trace';

/** The log of a trace, in pieces. The failure is one sentence. */
export async function traceLog({ file, as }: LogCommand): Promise<Result<Iterable<string>, string>> {
  const opened = await openTrace(file);
  if (!opened.ok) return opened;
  const { trace, meta } = opened.value;
  if (!meta.fidelity.addresses) {
    return failure(`${file} has no addresses, by which a log names its blocks; it cannot be written as one.`);
  }
  return success(writeLog(trace, meta, as));
}
