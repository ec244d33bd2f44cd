import type { FunctionNode, Node, TypeNode } from './itanium-node';
import {
  collapse,
  hasQualifier,
  isArray,
  isCompound,
  isOpen,
  packIn,
  resolve,
  templateScope,
  type Placed,
  type Scope,
} from './itanium-scope';

/** Back references make a name longer than its text by powers; nobody reads one of this length. */
const LONGEST = 1 << 15;
const DEEPEST = 384;

/**
 * Writes the tree of a name as GNU's tools do. A type is written in two halves, before and behind what it is the type
 * of: `void (*` and `)(int)`.
 */
export class ItaniumPrinter {
  private written = '';
  private hasFailed = false;
  private depth = 0;
  /** The last character that was written, even where it was taken back: GNU's tools write `>>` then, else `> >`. */
  private last = '';

  /** The text of `node`; undefined when it is too long, or means nothing. */
  static print(node: Node): string | undefined {
    const printer = new ItaniumPrinter();
    printer.whole(node, undefined);
    return printer.hasFailed ? undefined : printer.written;
  }

  private write(words: string): void {
    if (words === '') return;
    if (this.written.length + words.length > LONGEST) this.hasFailed = true;
    if (this.hasFailed) return;
    this.written += words;
    this.last = words.charAt(words.length - 1);
  }

  private whole(node: Node, scope: Scope | undefined): void {
    this.left(node, scope);
    this.right(node, scope);
  }

  /** Writes what stands before the name of a thing of this type; names and values as a whole. */
  private left(node: Node, scope: Scope | undefined): void {
    if (++this.depth > DEEPEST) this.hasFailed = true;
    if (!this.hasFailed) this.leftHalf(node, scope);
    this.depth--;
  }

  private leftHalf(node: Node, scope: Scope | undefined): void {
    switch (node.kind) {
      case 'text':
        this.write(node.text);
        return;
      case 'sequence':
        for (const part of node.parts) {
          if (typeof part === 'string') this.write(part);
          else this.whole(part, scope);
        }
        return;
      case 'list':
      case 'pack':
        this.list(node.items, scope);
        return;
      case 'nested':
        this.whole(node.scope, scope);
        this.write('::');
        this.whole(node.name, scope);
        return;
      case 'template':
        this.template(node.name, node.args, scope);
        return;
      case 'parameter':
        this.parameter(node, scope);
        return;
      case 'expansion':
        this.expansion(node.pattern, scope);
        return;
      case 'pack-length':
        this.packLength(node.pack, scope);
        return;
      case 'structor':
        this.write(node.mark);
        this.whole(node.of, scope);
        return;
      case 'conversion':
        this.write('operator ');
        this.whole(node.type, scope);
        return;
      case 'lambda':
        this.lambda(node.parameters, node.number, scope);
        return;
      case 'local':
        this.whole(node.within, scope);
        this.write('::');
        this.whole(node.entity, scope);
        return;
      case 'encoding':
        this.encoding(node.name, node.type, scope);
        return;
      default:
        this.typeBefore(node, scope);
    }
  }

  private typeBefore(node: TypeNode, scope: Scope | undefined): void {
    switch (node.kind) {
      case 'qualified':
        this.left(node.type, scope);
        if (!hasQualifier(node.type, node.qualifier, scope)) this.write(node.qualifier);
        return;
      case 'pointer':
        this.before({ node: node.to, scope });
        this.write('*');
        return;
      case 'reference': {
        const { mark, to } = collapse(node, scope);
        this.before(to);
        this.write(mark);
        return;
      }
      case 'member-pointer':
        this.left(node.to, scope);
        this.write(isCompound(node.to, scope) ? '(' : ' ');
        this.whole(node.of, scope);
        this.write('::*');
        return;
      case 'array':
        this.left(node.of, scope);
        return;
      case 'function':
        this.returned(node.returns, scope);
    }
  }

  /** What a function returns, as far as it stands before its name. */
  private returned(type: Node | undefined, scope: Scope | undefined): void {
    if (type === undefined) return;
    this.left(type, scope);
    if (!isOpen(type, scope)) this.write(' ');
  }

  /** The left half of what a pointer points to, with the bracket that keeps `*` away from an array or a function. */
  private before({ node, scope }: Placed): void {
    this.left(node, scope);
    if (isArray(node, scope)) this.write(' ');
    if (isCompound(node, scope)) this.write('(');
  }

  /** Writes what stands behind. */
  private right(node: Node, scope: Scope | undefined): void {
    if (++this.depth > DEEPEST) this.hasFailed = true;
    if (!this.hasFailed) this.rightHalf(node, scope);
    this.depth--;
  }

  private rightHalf(node: Node, scope: Scope | undefined): void {
    switch (node.kind) {
      case 'qualified':
        this.right(node.type, scope);
        return;
      case 'pointer':
        this.behind({ node: node.to, scope });
        return;
      case 'reference':
        this.behind(collapse(node, scope).to);
        return;
      case 'member-pointer':
        this.behind({ node: node.to, scope });
        return;
      case 'array':
        this.write(this.last === ']' ? '[' : ' [');
        this.whole(node.length, scope);
        this.write(']');
        this.right(node.of, scope);
        return;
      case 'function':
        this.parameters(node, scope);
        return;
      case 'parameter': {
        const meant = resolve(node, scope);
        if (meant !== undefined) this.right(meant.node, meant.scope);
        return;
      }
      default:
      // Names and values are written as a whole, on the left.
    }
  }

  private behind({ node, scope }: Placed): void {
    if (isCompound(node, scope)) this.write(')');
    this.right(node, scope);
  }

  private parameters(type: FunctionNode, scope: Scope | undefined): void {
    this.write('(');
    this.list(type.parameters, scope);
    this.write(')');
    if (type.returns !== undefined) this.right(type.returns, scope);
    this.write(type.suffix);
  }

  private encoding(name: Node, type: FunctionNode, scope: Scope | undefined): void {
    const inner = templateScope(name, scope);
    this.returned(type.returns, inner);
    this.whole(name, inner);
    this.parameters(type, inner);
  }

  private template(name: Node, args: readonly Node[], scope: Scope | undefined): void {
    // A conversion names its type by its own arguments.
    this.whole(name, isConversion(name) ? { args, item: undefined, outer: scope } : scope);
    this.write(this.last === '<' ? ' <' : '<');
    this.list(args, scope);
    this.write(this.last === '>' ? ' >' : '>');
  }

  /** With commas between; items that are empty packs leave nothing. */
  private list(items: readonly Node[], scope: Scope | undefined): void {
    const start = this.written.length;
    for (const item of items) {
      const before = this.written.length;
      if (before > start) this.write(', ');
      const behindComma = this.written.length;
      this.whole(item, scope);
      if (this.written.length === behindComma && before > start) this.written = this.written.slice(0, before);
    }
  }

  private parameter(node: Node, scope: Scope | undefined): void {
    const meant = resolve(node, scope);
    if (meant === undefined) this.hasFailed = true;
    else this.left(meant.node, meant.scope);
  }

  private expansion(pattern: Node, scope: Scope | undefined): void {
    const pack = packIn(pattern, scope);
    if (pack === undefined || scope === undefined) {
      this.whole(pattern, scope);
      this.write('...');
      return;
    }
    const start = this.written.length;
    for (let item = 0; item < pack.length && !this.hasFailed; item++) {
      if (this.written.length > start) this.write(', ');
      this.whole(pattern, { ...scope, item });
    }
  }

  private packLength(node: Node, scope: Scope | undefined): void {
    const pack = packIn(node, scope);
    if (pack !== undefined) {
      this.write(String(pack.length));
      return;
    }
    this.write('sizeof...(');
    this.whole(node, scope);
    this.write(')');
  }

  private lambda(parameters: readonly Node[], number: number, scope: Scope | undefined): void {
    this.write('{lambda(');
    this.list(parameters, { args: undefined, item: undefined, outer: scope });
    this.write(`)#${number}}`);
  }
}

function isConversion(name: Node): boolean {
  return name.kind === 'conversion' || (name.kind === 'nested' && name.name.kind === 'conversion');
}
