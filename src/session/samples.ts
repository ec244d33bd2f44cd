import * as v from 'valibot';
import { failure, success, type Result } from '../base/result';

const sampleSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[\w-]{1,80}$/)),
  /** Name of the file beside the list. */
  file: v.pipe(v.string(), v.regex(/^[\w.-]{1,100}$/)),
  title: v.string(),
  /** One sentence on what it shows. */
  shows: v.string(),
  bytes: v.pipe(v.number(), v.integer()),
  events: v.pipe(v.number(), v.integer()),
  /** Plays by itself once opened, and stops at the peak. */
  playToPeak: v.boolean(),
});

/** A trace of the gallery. */
export type Sample = Readonly<v.InferOutput<typeof sampleSchema>>;

/** The gallery's list, `samples/samples.json`, parsed. */
export function readSamples(json: unknown): Result<readonly Sample[], 'not-a-list-of-samples'> {
  const result = v.safeParse(v.array(sampleSchema), json);
  return result.success ? success(result.output) : failure('not-a-list-of-samples');
}
