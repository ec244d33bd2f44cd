import { expect, it } from 'vitest';
import { PlaceReader } from './place-reader';

function placesOf(...lines: string[]) {
  const reader = new PlaceReader();
  for (const line of lines) reader.line(line);
  return Object.fromEntries(reader.places);
}

it('reads addr2line: an inlined chain, a discriminator, and an address without a name', () => {
  expect(
    placesOf(
      ...['0x0000000000001178', 'deep(int)', '/src/a.c:3 (discriminator 2)', 'outer', '/src/a.c:5'],
      ...['0x0000000000000005', '??', '??:0', '0x0000000000001190', 'main', '/src/b.c:?'],
    ),
  ).toEqual({
    0x1178: [
      { symbol: 'deep(int)', file: '/src/a.c:3' },
      { symbol: 'outer', file: '/src/a.c:5' },
    ],
    0x1190: [{ symbol: 'main', file: '/src/b.c' }],
  });
});

it('reads llvm-symbolizer, whose symbols may carry their version and whose answers an empty line may end', () => {
  expect(
    placesOf('0x27304', '__libc_start_main@GLIBC_2.2.5', './csu/../csu/libc-start.c:360', '', '0x5', 'x', '??:0'),
  ).toEqual({
    0x27304: [{ symbol: '__libc_start_main', file: './csu/../csu/libc-start.c:360' }],
    5: [{ symbol: 'x', file: '' }],
  });
});

it('writes names as the source does', () => {
  const [innermost, outer] = placesOf(
    ...['0x1', '_ZN4core3fmt5write17h0123456789abcdefE', 'mod.rs:1', '_ZNSt6vectorIiSaIiEE9push_backEOi', 'v.h:2'],
  )[1];
  expect(innermost.symbol).toBe('core::fmt::write');
  expect(outer.symbol).toBe('std::vector<int, std::allocator<int> >::push_back(int&&)');
});

it('keeps a colon of a path', () => {
  expect(placesOf('0x1', 'main', 'C:\\src\\a.c:12')[1]).toEqual([{ symbol: 'main', file: 'C:\\src\\a.c:12' }]);
});
