import { formatBytes, formatCount, formatShare } from './format';

/** `1 block`, `2 237 blocks`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** `114 MiB (83 %)`. */
export function bytesOf(bytes: number, whole: number): string {
  return whole === 0 ? formatBytes(bytes) : `${formatBytes(bytes)} (${formatShare(bytes / whole)})`;
}

/** `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}

/** A name of more letters takes too much of a sentence. */
const LONGEST_NAME = 60;
const KEPT_HEAD = 40;
const KEPT_TAIL = 16;

/** A name for a sentence: one that is very long loses its middle. */
export function shortened(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, KEPT_HEAD)}…${name.slice(-KEPT_TAIL)}`;
}

/** A sentence in which no line ends between a number and its unit. */
export function unbroken(sentence: string): string {
  return sentence.replace(/(\d) (?=(?:B|[KMGTP]iB|%|[mµn]?s)(?!\w))/g, '$1\u00a0');
}
