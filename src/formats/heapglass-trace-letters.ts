/** What each record of a Heapglass trace consists of, by its letter. */
const FIELDS: Readonly<Record<string, string>> = {
  h: 'key text',
  m: 'text',
  f: 'module offset text',
  k: 'parent frame',
  d: 'kind backing text',
  c: 'text',
  T: 'thread text',
  t: 'delta',
  '@': 'thread',
  '(': 'command [oOBJECT] [dDOMAIN]',
  R: 'bytes',
  ')': '[result]',
  '+': 'address size attributes',
  '-': 'address attributes',
  '~': 'old new size attributes',
  i: '+|- size scope',
  x: 'parent domain text',
  X: 'context',
  Y: 'context parent',
  '^': 'address owner',
  A: 'from to',
  o: 'parent text',
  O: 'object',
  r: 'address size [kSTACK]',
  w: 'address size [kSTACK]',
  g: 'guard|redzone|cookie|unknown address offset text',
  n: 'text',
};

/** What was expected instead of a broken record. */
export function expectation(letter: number): string {
  const name = String.fromCharCode(letter);
  return `expected “${name} ${FIELDS[name]}”`;
}

export function isRecordLetter(letter: number): boolean {
  return String.fromCharCode(letter) in FIELDS;
}

/** Letters of the records, as bytes. */
export const Letter = {
  header: 0x68,
  module: 0x6d,
  frame: 0x66,
  stack: 0x6b,
  domain: 0x64,
  command: 0x63,
  threadName: 0x54,
  tick: 0x74,
  thread: 0x40,
  beginCall: 0x28,
  residentSet: 0x52,
  endCall: 0x29,
  allocate: 0x2b,
  free: 0x2d,
  reallocate: 0x7e,
  internal: 0x69,
  beginContext: 0x78,
  endContext: 0x58,
  moveContext: 0x59,
  steal: 0x5e,
  adopt: 0x41,
  beginObject: 0x6f,
  endObject: 0x4f,
  read: 0x72,
  write: 0x77,
  fault: 0x67,
  mark: 0x6e,
  comment: 0x23,
} as const;
