import { text, type Node, type ReferenceNode } from './itanium-node';

/** What `T_` means: the arguments of the innermost template, and where those were written. */
export interface Scope {
  /** Undefined in the parameters of a lambda, where a template parameter is an `auto`. */
  readonly args: readonly Node[] | undefined;
  /** Which item of a pack is being written; undefined outside an expansion. */
  readonly item: number | undefined;
  readonly outer: Scope | undefined;
}

/** A node, and the scope in which its parameters mean something. */
export interface Placed {
  readonly node: Node;
  readonly scope: Scope | undefined;
}

/** The scope of what stands behind a template's arguments. */
export function templateScope(name: Node, scope: Scope | undefined): Scope | undefined {
  if (name.kind === 'local') return templateScope(name.entity, scope);
  return name.kind === 'template' ? { args: name.args, item: undefined, outer: scope } : scope;
}

/** What a parameter stands for; itself when `node` is none; undefined when there is no such argument. */
export function resolve(node: Node, scope: Scope | undefined): Placed | undefined {
  if (node.kind !== 'parameter') return { node, scope };
  if (scope === undefined) return undefined;
  if (scope.args === undefined) return { node: text(`auto:${node.index + 1}`), scope: undefined };
  const argument = scope.args.at(node.index);
  if (argument === undefined) return undefined;
  const item = argument.kind === 'pack' && scope.item !== undefined ? argument.items.at(scope.item) : argument;
  return item && { node: item, scope: scope.outer };
}

/** Reference to reference is one reference: `T&&` with T = `int&` is `int&`. */
export function collapse(node: ReferenceNode, scope: Scope | undefined): { mark: string; to: Placed } {
  let mark: '&' | '&&' = node.mark;
  let to: Placed = { node: node.to, scope };
  for (;;) {
    const meant = resolve(to.node, to.scope);
    if (meant === undefined) return { mark, to };
    if (meant.node.kind === 'reference') {
      if (meant.node.mark === '&') mark = '&';
      to = { node: meant.node.to, scope: meant.scope };
    } else if (to.node.kind === 'parameter') to = meant;
    else return { mark, to };
  }
}

export function isArray(node: Node, scope: Scope | undefined): boolean {
  return hasShape(node, scope, (kind) => kind === 'array');
}

/** Whether it is written on both sides of its name, so that a pointer to it needs brackets. */
export function isCompound(node: Node, scope: Scope | undefined): boolean {
  return hasShape(node, scope, (kind) => kind === 'array' || kind === 'function');
}

function hasShape(node: Node, scope: Scope | undefined, is: (kind: Node['kind']) => boolean): boolean {
  const meant = resolve(node, scope);
  if (meant === undefined) return false;
  if (meant.node.kind === 'qualified') return hasShape(meant.node.type, meant.scope, is);
  if (meant.node.kind === 'parameter') return hasShape(meant.node, meant.scope, is);
  return is(meant.node.kind);
}

/** Whether what a parameter stands for is qualified already: `const T` with T = `const int` is one `const`. */
export function hasQualifier(type: Node, qualifier: string, scope: Scope | undefined): boolean {
  const meant = resolve(type, scope);
  if (meant === undefined) return false;
  if (meant.node.kind === 'parameter') return hasQualifier(meant.node, qualifier, meant.scope);
  return meant.node.kind === 'qualified' && meant.node.qualifier === qualifier;
}

/** Whether its left half ends within brackets, as that of a pointer to a function does: no space follows. */
export function isOpen(type: Node, scope: Scope | undefined): boolean {
  const meant = resolve(type, scope);
  if (meant === undefined) return false;
  const { node, scope: inner } = meant;
  if (node.kind === 'parameter') return isOpen(node, inner);
  if (node.kind === 'qualified') return isOpen(node.type, inner);
  if (node.kind !== 'pointer' && node.kind !== 'reference' && node.kind !== 'member-pointer') return false;
  return isCompound(node.to, inner) || isOpen(node.to, inner);
}

/** The items of the first pack that `node` names. `seen`: names refer back, so that a part may stand in many places. */
export function packIn(node: Node, scope: Scope | undefined, seen: Set<Node> = new Set()): readonly Node[] | undefined {
  if (seen.has(node)) return undefined;
  seen.add(node);
  if (node.kind === 'parameter') {
    const argument = scope?.args?.at(node.index);
    return argument?.kind === 'pack' ? argument.items : undefined;
  }
  for (const part of partsOf(node)) {
    const pack = packIn(part, scope, seen);
    if (pack !== undefined) return pack;
  }
  return undefined;
}

function partsOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'sequence':
      return node.parts.filter((part) => typeof part === 'object');
    case 'list':
      return node.items;
    case 'nested':
      return [node.scope, node.name];
    case 'template':
      return [node.name, ...node.args];
    case 'pack-length':
      return [node.pack];
    case 'conversion':
    case 'qualified':
      return [node.type];
    case 'pointer':
    case 'reference':
      return [node.to];
    case 'member-pointer':
      return [node.of, node.to];
    case 'array':
      return [node.of, node.length];
    case 'function':
      return node.returns === undefined ? node.parameters : [node.returns, ...node.parameters];
    case 'encoding':
      return [node.name, node.type];
    default:
      return [];
  }
}
