import { frameFile, frameLabel, moduleName } from '../tables/code-names';
import type { Trace } from '../tables/trace';
import type { CallTree } from './call-tree';
import type { Functions } from './functions';

/** Functions whose name, file or module contains `text`, whatever the case: 1 by function. */
export function matchFunctions(trace: Trace, functions: Functions, text: string): Uint8Array {
  const wanted = text.toLowerCase();
  const matches = new Uint8Array(functions.frame.length);
  for (let index = 1; index < matches.length; index++) {
    const frame = functions.frame[index];
    const names = [
      frameLabel(trace, frame),
      frameFile(trace, frame),
      moduleName(trace, trace.frames.module.get(frame)),
    ];
    matches[index] = names.some((name) => name.toLowerCase().includes(wanted)) ? 1 : 0;
  }
  return matches;
}

/** Nodes that have a match somewhere below them: 1 by node. `matches` by function. */
export function leadingNodes(tree: CallTree, matches: Uint8Array): Uint8Array {
  const leads = new Uint8Array(tree.nodeCount);
  for (let node = tree.nodeCount - 1; node > 0; node--) {
    if (leads[node] === 1 || matches[tree.functionOf[node]] === 1) leads[tree.parent[node]] = 1;
  }
  return leads;
}
