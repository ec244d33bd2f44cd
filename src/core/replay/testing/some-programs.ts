import fc from 'fast-check';

const operation = fc.record({
  what: fc.nat(9),
  which: fc.nat(50),
  bytes: fc.nat(2000),
  domain: fc.integer({ min: 1, max: 3 }),
  align: fc.constantFrom(8, 16, 64, 256),
});

/**
 * The text of a trace: a program takes, moves and gives back blocks of three domains, some in contexts, now and then wrongly.
 */
export const somePrograms = fc.array(operation, { minLength: 1, maxLength: 150 }).map((operations) => {
  const live: { address: number; domain: number }[] = [];
  let next = 0x1000;
  const lines = [
    'heapglass 1',
    'd libc 0 malloc',
    'd vk 0 table',
    'd ralloc 0 tree',
    'm driver',
    'f 1 0x10 f',
    'k 0 1',
    'x 0 3 shader',
    'x 1 3 pass',
  ];
  for (const { what, which, bytes, domain, align } of operations) {
    const at = which % Math.max(1, live.length);
    const address = (next += 4096);
    const isEmpty = live.length === 0;
    if (what < 5 || isEmpty) {
      lines.push(`+ ${address} ${bytes} d${domain} a${align} k1${extra(domain, which)}`);
      live.push({ address, domain });
    } else if (what < 7) {
      lines.push(`~ ${live[at].address} ${address} ${bytes}${which % 4 === 0 ? ` a${align}` : ''}`);
      live[at].address = address;
    } else {
      const [gone] = live.splice(at, 1);
      lines.push(`- ${gone.address} d${what === 9 ? domain : gone.domain}`);
      if (what === 9 && which % 3 === 0) lines.push(`- ${gone.address} d${domain}`);
    }
  }
  return [...lines, ''].join('\n');
});

function extra(domain: number, which: number): string {
  if (domain === 2) return ` v${which % 5}`;
  return domain === 3 && which % 3 > 0 ? ` x${which % 3}` : '';
}
