import { NONE, type ThreadId } from './indices';
import type { Trace } from './trace';

/** `vkapp 4711`, or `thread 4711` without a name: threads of a program often share one. Empty for NONE. */
export function threadName(trace: Trace, thread: ThreadId): string {
  if (thread === NONE) return '';
  const name = trace.strings.get(trace.threads.name.get(thread));
  return `${name === '' ? 'thread' : name} ${String(trace.threads.number.get(thread))}`;
}
