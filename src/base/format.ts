const IEC = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** Bytes in IEC units with three significant figures: `0 B`, `999 B`, `1.00 KiB`, `144 MiB`. */
export function formatBytes(bytes: number): string {
  const size = Math.abs(bytes);
  let unit = 0;
  let scaled = size;
  while (scaled >= 999.5 && unit < IEC.length - 1) {
    scaled /= 1024;
    unit++;
  }
  if (unit === 0) return `${String(bytes)} B`;
  const digits = scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0;
  return `${bytes < 0 ? '−' : ''}${scaled.toFixed(digits)} ${IEC[unit]}`;
}

/** A whole number with thin spaces between groups of three: `1 204 332`. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** An address as the field writes it: `0x7f5f91616000`. */
export function formatAddress(address: number): string {
  return `0x${address.toString(16)}`;
}

/** A share of a whole: `83 %`, `0.4 %`, `< 0.1 %`. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return '< 0.1 %';
  return `${percent !== 0 && percent < 9.95 ? percent.toFixed(1) : percent.toFixed(0)} %`;
}

/** A span of time: `1.284 s`, `12.3 ms`, `840 ns`. */
export function formatSeconds(seconds: number): string {
  const size = Math.abs(seconds);
  if (size >= 1 || size === 0) return `${seconds.toFixed(3)} s`;
  if (size >= 1e-3) return `${(seconds * 1e3).toPrecision(3)} ms`;
  if (size >= 1e-6) return `${(seconds * 1e6).toPrecision(3)} µs`;
  return `${(seconds * 1e9).toFixed(0)} ns`;
}
