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
