const POLYNOMIAL = 0xedb8_8320;
const SLICES = 4;

/** `TABLE[256 s + b]` is the checksum of byte b followed by s zero bytes. */
const TABLE = makeTable();

function makeTable(): Int32Array {
  const table = new Int32Array(SLICES * 256);
  for (let byte = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? POLYNOMIAL : 0);
    table[byte] = value;
  }
  for (let i = 256; i < table.length; i++) table[i] = (table[i - 256] >>> 8) ^ table[table[i - 256] & 0xff];
  return table;
}

/**
 * CRC-32 as in gzip, PNG and zip, four bytes at a time ("slicing by 4"). `before` is the checksum of what came before
 * `bytes`, so that long data can be checked in pieces.
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  const whole = bytes.length - (bytes.length % SLICES);
  let i = 0;
  for (; i < whole; i += SLICES) {
    crc ^= bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24);
    crc =
      TABLE[768 + (crc & 0xff)] ^
      TABLE[512 + ((crc >>> 8) & 0xff)] ^
      TABLE[256 + ((crc >>> 16) & 0xff)] ^
      TABLE[crc >>> 24];
  }
  for (; i < bytes.length; i++) crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[i]) & 0xff];
  return ~crc >>> 0;
}
