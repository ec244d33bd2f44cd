import { describe, expect, it } from 'vitest';
import { mixColours, packColour, paletteOf, type Theme } from './palette';

type Rgb = readonly [red: number, green: number, blue: number];

/** Machado, Oliveira, Fernandes 2009, severity 1, on linear RGB. */
const VISIONS: Record<string, readonly number[]> = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

function linear(css: string): Rgb {
  const channel = (at: number) => {
    const value = Number.parseInt(css.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function seenBy(vision: readonly number[], [red, green, blue]: Rgb): Rgb {
  const row = (at: number) =>
    Math.min(1, Math.max(0, vision[at] * red + vision[at + 1] * green + vision[at + 2] * blue));
  return [row(0), row(3), row(6)];
}

/** Ottosson's OKLab. */
function oklab([red, green, blue]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** Contrast ratio of WCAG 2. */
function contrast(a: string, b: string): number {
  const luminance = ([red, green, blue]: Rgb) => 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  const [one, other] = [luminance(linear(a)), luminance(linear(b))];
  return Math.max(one / other, other / one);
}

/** The least distance of any two colours, over all kinds of vision. */
function leastDistance(colours: readonly string[]): number {
  let least = Infinity;
  for (const vision of Object.values(VISIONS)) {
    const places = colours.map((css) => oklab(seenBy(vision, linear(css))));
    places.forEach((a, i) => {
      for (const b of places.slice(0, i)) least = Math.min(least, Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]));
    });
  }
  return least;
}

describe.each<Theme>(['dark', 'light'])('the %s palette', (theme) => {
  const palette = paletteOf(theme);

  it('stands out from the ground everywhere', () => {
    for (const css of [...palette.groups, palette.other, palette.mark, palette.fault, palette.boundary]) {
      for (const ground of [palette.background, palette.paper]) {
        expect(contrast(css, ground), `${css} on ${ground}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('can be told apart whatever colours one sees', () => {
    expect(leastDistance(palette.groups.slice(0, 5))).toBeGreaterThan(0.07);
    expect(leastDistance([...palette.groups, palette.other])).toBeGreaterThan(0.04);
  });

  it('goes one way in lightness along its scales', () => {
    for (const scale of [palette.ages, palette.sizes]) {
      const lightness = scale.map((css) => oklab(linear(css))[0]);
      const rises = lightness[0] < lightness[lightness.length - 1];
      expect(lightness).toEqual([...lightness].sort((a, b) => (rises ? a - b : b - a)));
    }
  });
});

describe('packed colours', () => {
  it('lie in memory as a canvas wants them: red, green, blue, alpha', () => {
    const bytes = new Uint8Array(Uint32Array.of(packColour('#12ab9f')).buffer);
    expect([...bytes]).toEqual([0x12, 0xab, 0x9f, 0xff]);
  });

  it('mix channel by channel', () => {
    const [black, white] = [packColour('#000000'), packColour('#ffffff')];
    expect(mixColours(black, white, 0)).toBe(black);
    expect(mixColours(black, white, 1)).toBe(white);
    expect(mixColours(packColour('#204060'), packColour('#60a0e0'), 0.5)).toBe(packColour('#4070a0'));
  });
});
