import fc from 'fast-check';

type Letter = '+' | '-' | '~' | 'r' | 'w';

interface Step {
  readonly kind: Letter;
  readonly slot: number;
  readonly to: number;
  readonly bytes: number;
}

/** Any row of requests and accesses, sensible or not, at a few addresses of the domains 1 and 2. */
export const someEvents: fc.Arbitrary<string[]> = fc
  .array(
    fc.record<Step>({
      kind: fc.constantFrom<Letter[]>('+', '+', '+', '-', '~', 'r', 'w', 'w', 'w'),
      slot: fc.nat(20),
      to: fc.nat(20),
      bytes: fc.oneof(fc.nat(60), fc.nat(60), fc.nat(12_000)),
    }),
    { maxLength: 80 },
  )
  .map((steps) => steps.map(record));

function record({ kind, slot, to, bytes }: Step): string {
  const [from, target] = [slot, to].map((n) => 0x10000 + n * 0x4000);
  switch (kind) {
    case '+':
      return `+ ${from} ${bytes} d${1 + (slot % 2)}${slot % 7 === 0 ? ' a256' : ''}`;
    case '-':
      return `- ${from}${to % 5 === 0 ? ' d2' : ''}`;
    case '~':
      return `~ ${from} ${target} ${bytes} d1`;
    default:
      return `${kind} ${from + (bytes % 80) - 8} ${1 + (to % 9)}`;
  }
}
