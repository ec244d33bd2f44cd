/** What a mangled name says, as a tree. It is printed later because a template parameter means what encloses it then. */
export type Node =
  | { readonly kind: 'text'; readonly text: string }
  /** Parts one after the other; strings are written as they are. */
  | { readonly kind: 'sequence'; readonly parts: readonly (string | Node)[]; readonly isAtom: boolean }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'nested'; readonly scope: Node; readonly name: Node }
  | { readonly kind: 'template'; readonly name: Node; readonly args: readonly Node[] }
  /** Several template arguments that stand where one parameter is. */
  | { readonly kind: 'pack'; readonly items: readonly Node[] }
  | { readonly kind: 'parameter'; readonly index: number }
  /** `pattern...`: once for each item of the pack in it. */
  | { readonly kind: 'expansion'; readonly pattern: Node }
  /** How many items the pack has. */
  | { readonly kind: 'pack-length'; readonly pack: Node }
  | { readonly kind: 'structor'; readonly mark: '' | '~'; readonly of: Node }
  | { readonly kind: 'conversion'; readonly type: Node }
  | { readonly kind: 'lambda'; readonly parameters: readonly Node[]; readonly number: number }
  | { readonly kind: 'local'; readonly within: Node; readonly entity: Node }
  | TypeNode
  /** A function: its name, and the type that tells it from its overloads. */
  | { readonly kind: 'encoding'; readonly name: Node; readonly type: FunctionNode };

/** Types that are written around what they are the type of. */
export type TypeNode =
  | { readonly kind: 'qualified'; readonly type: Node; readonly qualifier: string }
  | { readonly kind: 'pointer'; readonly to: Node }
  | ReferenceNode
  | { readonly kind: 'member-pointer'; readonly of: Node; readonly to: Node }
  | { readonly kind: 'array'; readonly of: Node; readonly length: Node }
  | FunctionNode;

export interface ReferenceNode {
  readonly kind: 'reference';
  readonly to: Node;
  readonly mark: '&' | '&&';
}

export interface FunctionNode {
  readonly kind: 'function';
  /** Undefined where the mangled name leaves it out. */
  readonly returns: Node | undefined;
  readonly parameters: readonly Node[];
  /** ` const`, ` &`, ` noexcept`: what stands behind the parameters. */
  readonly suffix: string;
}

export const NOTHING: Node = { kind: 'text', text: '' };

export function text(words: string): Node {
  return { kind: 'text', text: words };
}

export function sequence(...parts: readonly (string | Node)[]): Node {
  return { kind: 'sequence', parts, isAtom: false };
}

/** A sequence that needs no brackets as an operand. */
export function atom(...parts: readonly (string | Node)[]): Node {
  return { kind: 'sequence', parts, isAtom: true };
}

/** An operand as it stands beside an operator. */
export function operand(node: Node): Node {
  const isSimple = node.kind === 'text' || node.kind === 'nested' || (node.kind === 'sequence' && node.isAtom);
  return isSimple ? node : sequence('(', node, ')');
}
