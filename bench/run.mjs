// `npm run bench [-- reading | engine | interaction | record]`: prints ratios beside peers, and times in a real Chromium.
import { buildIfStale } from '../scripts/build.mjs';
import { benchEngine } from './engine.mjs';
import { benchInteraction } from './interaction.mjs';
import { benchReading } from './reading.mjs';
import { benchRecord } from './record.mjs';

const PARTS = { reading: benchReading, engine: benchEngine, interaction: benchInteraction, record: benchRecord };

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in PARTS));
if (unknown !== undefined) {
  console.error(`There is no bench "${unknown}"; there are ${Object.keys(PARTS).join(', ')}.`);
  process.exitCode = 2;
} else if (await buildIfStale()) {
  for (const [name, bench] of Object.entries(PARTS)) if (wanted.length === 0 || wanted.includes(name)) await bench();
} else process.exitCode = 1;
