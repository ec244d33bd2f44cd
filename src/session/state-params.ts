import * as v from 'valibot';
import { isBudgetTarget, type BudgetChoice } from '../core/tables/budget-choice';
import { ENGINE_NAMES } from '../core/tables/engine-names';
import { layersFrom, layersText } from '../core/tables/layer-choice';
import type { BlockRow, Bytes, DomainId, EventIndex, ModuleId, StackId } from '../core/tables/indices';
import {
  COLOURINGS, GROUPINGS, HEAPS, INTERCEPTION_MODES, METRICS, RULES_SHOWN, TIMELINE_SCALES, TREE_MODES, type EventSpan, type SessionState,
} from './session-state'; // prettier-ignore

const LONGEST_TEXT = 1000;
const MOST_BUDGETS = 30;
/** The greatest row or event number that the tables can hold. */
const GREATEST_INDEX = 0xffff_fffe;

/** The state with nothing left out. */
type State = Required<SessionState>;

/** One piece of the state as one parameter of the link: `read` checks and turns text into a value, `write` back. */
interface ParamCodec<Value> {
  readonly param: string;
  /** What to call it when it could not be read: "the selected block". */
  readonly name: string;
  readonly read: v.GenericSchema<string, Value>;
  readonly write: (value: Value) => string;
}

function number(least: number, greatest: number) {
  return v.pipe(
    v.string(),
    v.regex(/^-?\d{1,16}(\.\d{1,17})?$/),
    v.transform(Number),
    v.minValue(least),
    v.maxValue(greatest),
  );
}

function index<Index extends number>(least = 0) {
  return v.pipe(
    number(least, GREATEST_INDEX),
    v.integer(),
    v.transform((value) => value as Index),
  );
}

function numbers(...parts: v.GenericSchema<string, number>[]) {
  return v.pipe(
    v.string(),
    v.transform((text) => text.split('_')),
    v.strictTuple(parts),
  );
}

const span = v.pipe(
  numbers(index<EventIndex>(), index<EventIndex>()),
  v.check(([from, to]) => from <= to),
  v.transform(([from, to]): EventSpan => ({ from: from as EventIndex, to: to as EventIndex })),
);
const writeSpan = ({ from, to }: EventSpan): string => `${from}_${to}`;

const camera = v.pipe(
  numbers(number(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER), number(1, Number.MAX_SAFE_INTEGER), number(0, 1)),
  v.transform(([start, bytesPerRow, rowOffset]) => ({ start, bytesPerRow, rowOffset })),
);

/** Letters of the events shown, then `d` and a domain, then `s` and a stack: `+-_d3_s120`. */
const eventFilter = v.pipe(
  v.string(),
  v.regex(/^[^_\s]{0,40}(_d\d{1,10})?(_s\d{1,10})?$/),
  v.transform((text) => {
    const [kinds = '', ...rest] = text.split('_');
    const idAfter = (letter: string): number | undefined => {
      const part = rest.find((each) => each.startsWith(letter));
      return part === undefined ? undefined : Number(part.slice(1));
    };
    const [domain, stack] = [idAfter('d'), idAfter('s')];
    return {
      kinds,
      ...(domain !== undefined && { domain: domain as DomainId }),
      ...(stack !== undefined && { stack: stack as StackId }),
    };
  }),
);

/** `heap=67108864;domain:operator new=1048576,soft`. In a name `%` and `;` are escaped. */
const budgets = v.pipe(
  v.string(),
  v.transform((text) => text.split(';')),
  v.maxLength(MOST_BUDGETS),
  v.array(
    v.pipe(
      v.string(),
      v.regex(/^[^]{1,1000}=\d{1,16}(,soft)?$/),
      v.transform((text): BudgetChoice => {
        const equals = text.lastIndexOf('=');
        const [limit = '', mode = 'hard'] = text.slice(equals + 1).split(',');
        const target = text.slice(0, equals).replace(/%3B/g, ';').replace(/%25/g, '%');
        return { target, mode: mode === 'soft' ? 'soft' : 'hard', limitBytes: Number(limit) as Bytes };
      }),
      v.check(({ target, limitBytes }) => isBudgetTarget(target) && limitBytes <= Number.MAX_SAFE_INTEGER),
    ),
  ),
);
function writeBudget({ target, mode, limitBytes }: BudgetChoice): string {
  return `${target.replace(/[%;]/g, encodeURIComponent)}=${limitBytes}${mode === 'soft' ? ',soft' : ''}`;
}

const moduleIds = v.array(v.custom<ModuleId>((id) => typeof id === 'number'));
/** The mode, then `m` and the modules chosen, then `s` and those linked statically: `linker-wrap_m8-7_s5`. */
const interception = v.pipe(
  v.string(),
  v.regex(/^[a-z-]{1,20}(_m\d{1,7}(-\d{1,7}){0,99})?(_s\d{1,7}(-\d{1,7}){0,99})?$/),
  v.transform((text) => {
    const [mode = '', ...rest] = text.split('_');
    const idsAfter = (letter: string): number[] =>
      rest.filter((each) => each.startsWith(letter)).flatMap((each) => each.slice(1).split('-').map(Number));
    return { mode, modules: idsAfter('m'), staticModules: idsAfter('s') };
  }),
  v.object({ mode: v.picklist(INTERCEPTION_MODES), modules: moduleIds, staticModules: moduleIds }),
);

/** What is shown, then the idioms that are not accepted: `error.warning_debug-names.layouts`. */
const rules = v.pipe(
  v.string(),
  v.regex(/^[a-z-]*(\.[a-z-]+){0,5}(_[a-z-]{1,40}(\.[a-z-]{1,40}){0,30})?$/),
  v.transform((text) => {
    const [shown = [], strict = []] = text.split('_').map((part) => (part === '' ? [] : part.split('.')));
    return { shown, strict };
  }),
  v.object({ shown: v.array(v.picklist(RULES_SHOWN)), strict: v.array(v.string()) }),
);

/** `guard-after.debug-lp64.cookies`: unknown words are an error, so that nobody sees another heap than was shared. */
const layers = v.pipe(
  v.string(),
  v.maxLength(100),
  v.check((given) => layersText(layersFrom(given)) === given),
);

const text = v.pipe(v.string(), v.maxLength(LONGEST_TEXT));
const tab = v.pipe(v.string(), v.regex(/^[a-z-]{1,40}$/));

/** Every piece of the state, in the order in which a link shows them. */
const STATE_PARAMS: { readonly [Key in keyof State]: ParamCodec<State[Key]> } = {
  cursor: { param: 'at', name: 'the instant', read: index<EventIndex>(-1), write: String },
  selected: { param: 'sel', name: 'the selected block', read: index<BlockRow>(1), write: String },
  range: { param: 'range', name: 'the selected range', read: span, write: writeSpan },
  timeline: { param: 'time', name: 'the part of the timeline', read: span, write: writeSpan },
  groupBy: { param: 'by', name: 'what the timeline stacks', read: v.picklist(GROUPINGS), write: String },
  scale: { param: 'scale', name: 'the scale of the timeline', read: v.picklist(TIMELINE_SCALES), write: String },
  heap: { param: 'heap', name: 'which heap', read: v.picklist(HEAPS), write: String },
  engine: { param: 'engine', name: 'the engine', read: v.picklist(ENGINE_NAMES), write: String },
  layers: { param: 'layers', name: 'the layers', read: layers, write: String },
  colourBy: { param: 'colour', name: 'what colours the map', read: v.picklist(COLOURINGS), write: String },
  camera: {
    param: 'map',
    name: 'the part of the map',
    read: camera,
    write: ({ start, bytesPerRow, rowOffset }) =>
      [start, bytesPerRow, rowOffset].map((each) => String(Number(each.toFixed(6)))).join('_'),
  },
  metric: { param: 'metric', name: 'the metric of the trees', read: v.picklist(METRICS), write: String },
  treeMode: { param: 'tree', name: 'table or flame graph', read: v.picklist(TREE_MODES), write: String },
  flameRoot: { param: 'root', name: 'the root of the flame graph', read: index<number>(), write: String },
  budgets: {
    param: 'budget',
    name: 'the budgets',
    read: budgets,
    write: (all) => all.map(writeBudget).join(';'),
  },
  rules: {
    param: 'rules',
    name: 'which rules are shown',
    read: rules,
    write: ({ shown, strict }) => `${shown.join('.')}${strict.length === 0 ? '' : `_${strict.join('.')}`}`,
  },
  search: { param: 'find', name: 'the search', read: text, write: String },
  tab: { param: 'tab', name: 'the open tab', read: tab, write: String },
  interception: {
    param: 'wrap',
    name: 'what is intercepted',
    read: interception,
    write: ({ mode, modules, staticModules }) =>
      [
        mode,
        modules.length === 0 ? '' : `_m${modules.join('-')}`,
        staticModules.length === 0 ? '' : `_s${staticModules.join('-')}`,
      ].join(''),
  },
  eventFilter: {
    param: 'events',
    name: 'the filter of the events',
    read: eventFilter,
    write: ({ kinds, domain, stack }) =>
      [kinds, domain === undefined ? '' : `_d${domain}`, stack === undefined ? '' : `_s${stack}`].join(''),
  },
};

/** Puts the state into `params`, a readable parameter for each piece. */
export function writeState(state: SessionState, params: URLSearchParams): void {
  for (const key of stateKeys) writePiece(key, state[key], params);
}

function writePiece<Key extends keyof State>(key: Key, value: State[Key] | undefined, params: URLSearchParams): void {
  const codec: ParamCodec<State[Key]> = STATE_PARAMS[key];
  if (value !== undefined) params.set(codec.param, codec.write(value));
}

/** Reads the state from `params`. A piece that cannot be read is left out, and its name is in `lost`. */
export function readState(params: URLSearchParams): { readonly state: SessionState; readonly lost: readonly string[] } {
  const state: Record<string, unknown> = {};
  const lost: string[] = [];
  for (const key of stateKeys) {
    const { param, name, read } = STATE_PARAMS[key];
    const given = params.get(param);
    if (given === null) continue;
    const result = v.safeParse(read, given);
    if (result.success) state[key] = result.output;
    else lost.push(name);
  }
  return { state, lost };
}

const stateKeys = Object.keys(STATE_PARAMS) as (keyof State)[];
