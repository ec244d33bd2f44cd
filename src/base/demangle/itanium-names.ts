import { NOTHING, sequence, text, type FunctionNode, type Node } from './itanium-node';
import { TypeReader, withoutVoid } from './itanium-types';
import { OPERATORS, SPECIAL_NAMES, STANDARD_NAMES } from './itanium-words';
import { isDigit } from './symbol-reader';

/** Reads whole symbols: `<encoding>` and `<name>` of the Itanium C++ ABI, 5.1.2 to 5.1.4. */
export class NameReader extends TypeReader {
  /** What stands behind the parameters of the method read last: ` const &`. */
  private methodSuffix = '';

  /** The tree of the whole symbol, which begins behind `_Z`; undefined when it is not one. */
  static read(symbol: string): Node | undefined {
    const reader = new NameReader(symbol);
    let node = reader.encoding();
    for (let clone = reader.cloneSuffix(); clone !== ''; clone = reader.cloneSuffix()) {
      node = sequence(node, ` [clone ${clone}]`);
    }
    return reader.hasFailed() || !reader.isAtEnd() ? undefined : node;
  }

  protected encoding(): Node {
    return this.deeper(NOTHING, () => {
      if (this.peek() === 'T' || this.peek() === 'G') return this.specialName();
      this.methodSuffix = '';
      const name = this.name();
      const suffix = this.methodSuffix;
      if (this.isAtEnd() || this.peek() === 'E' || this.peek() === '.') return name;
      const returns = hasReturnType(name) ? this.type() : undefined;
      const parameters: Node[] = [];
      while (!this.isAtEnd() && this.peek() !== 'E' && this.peek() !== '.') parameters.push(this.type());
      return {
        kind: 'encoding',
        name,
        type: { kind: 'function', returns, parameters: withoutVoid(parameters), suffix },
      };
    });
  }

  /** `.constprop.0`: what a compiler adds for a copy of a function. */
  private cloneSuffix(): string {
    const found = /^(?:\.[a-z\d_]+)(?:\.\d+)*/.exec(this.symbol.slice(this.at));
    if (found === null) return '';
    this.at += found[0].length;
    return found[0];
  }

  private specialName(): Node {
    const simple = SPECIAL_NAMES.get(this.peek() + this.peek(1));
    if (simple !== undefined) {
      this.at += 2;
      return sequence(simple, this.type());
    }
    if (this.take('Th')) return this.thunk('non-virtual thunk to ', 1);
    if (this.take('Tv')) return this.thunk('virtual thunk to ', 2);
    if (this.take('Tc')) return this.covariantThunk();
    if (this.take('TC')) return this.constructionTable();
    if (this.take('TH')) return sequence('TLS init function for ', this.name());
    if (this.take('TW')) return sequence('TLS wrapper function for ', this.name());
    if (this.take('TA')) return sequence('template parameter object for ', this.literal());
    if (this.take('GV')) return sequence('guard variable for ', this.name());
    if (this.take('GR')) return this.referenceTemporary();
    if (this.take('GTn')) return sequence('non-transaction clone for ', this.encoding());
    if (this.take('GTt')) return sequence('transaction clone for ', this.encoding());
    if (this.take('GA')) return sequence('hidden alias for ', this.encoding());
    return this.fail();
  }

  private thunk(words: string, offsets: number): Node {
    for (let i = 0; i < offsets; i++) this.offset();
    return sequence(words, this.encoding());
  }

  private offset(): void {
    this.take('n');
    this.digits();
    this.expect('_');
  }

  private covariantThunk(): Node {
    for (let i = 0; i < 2; i++) {
      if (this.take('h')) this.offset();
      else if (this.take('v')) {
        this.offset();
        this.offset();
      } else this.giveUp();
    }
    return sequence('covariant return thunk to ', this.encoding());
  }

  private constructionTable(): Node {
    const derived = this.type();
    this.digits();
    this.expect('_');
    return sequence('construction vtable for ', this.type(), '-in-', derived);
  }

  private referenceTemporary(): Node {
    const name = this.name();
    const number = this.isAtEnd() ? 0 : this.ordinal(36);
    return sequence(`reference temporary #${number} for `, name);
  }

  protected className(): Node {
    const suffix = this.methodSuffix;
    const name = this.name();
    this.methodSuffix = suffix;
    return name;
  }

  private name(): Node {
    return this.deeper(NOTHING, () => {
      if (this.take('N')) return this.nestedName();
      if (this.take('Z')) return this.localName();
      const name = this.unscopedName();
      this.methodSuffix = '';
      return name;
    });
  }

  /** A name in no namespace or in `std`, or a back reference to a template, with its arguments. */
  private unscopedName(): Node {
    if (this.peek() === 'S' && this.peek(1) !== 't') return this.withTemplateArguments(this.substitution());
    const isStandard = this.take('St');
    const simple = this.unqualifiedName(undefined);
    const name: Node = isStandard ? { kind: 'nested', scope: text('std'), name: simple } : simple;
    return this.peek() === 'I' ? this.withTemplateArguments(this.remember(name)) : name;
  }

  private nestedName(): Node {
    this.take('H');
    const qualifiers = this.qualifiers();
    const reference = this.take('R') ? ' &' : this.take('O') ? ' &&' : '';
    let name: Node | undefined;
    while (!this.take('E')) {
      if (this.isAtEnd()) return this.fail();
      name = this.nextPart(name);
      // The whole name is no entry of the table here: whoever reads it as a type adds it.
      if (this.peek() !== 'E') this.rememberPart(name);
    }
    this.methodSuffix = qualifiers + reference;
    return name ?? this.fail();
  }

  private isKnownPart = false;

  private rememberPart(part: Node): void {
    if (!this.isKnownPart) this.remember(part);
    this.isKnownPart = false;
  }

  private nextPart(scope: Node | undefined): Node {
    this.isKnownPart = false;
    const first = this.peek();
    if (first === 'I' && scope !== undefined) return this.withTemplateArguments(scope);
    // `M` closes what a lambda in the initializer of a member stands in.
    if (this.take('M') && scope !== undefined) {
      this.isKnownPart = true;
      return scope;
    }
    if (first === 'S') {
      const part = this.scopeSubstitution();
      this.isKnownPart = true;
      return part;
    }
    const name = this.partName(first, scope);
    return scope === undefined ? name : { kind: 'nested', scope, name };
  }

  private partName(first: string, scope: Node | undefined): Node {
    if (first === 'T') return this.templateParameter();
    if (first === 'D' && (this.take('Dt') || this.take('DT'))) {
      const value = this.expression();
      this.expect('E');
      return sequence('decltype (', value, ')');
    }
    return this.unqualifiedName(scope);
  }

  /** `St`, `Ss`, `S1_` at the beginning of a nested name. */
  private scopeSubstitution(): Node {
    const standard = STANDARD_NAMES.get(this.peek(1));
    const next = this.peek(2);
    if (standard === undefined || (next !== 'C' && next !== 'D')) return this.substitution();
    this.at += 2;
    return text(standard.inFull);
  }

  protected unqualifiedName(scope: Node | undefined): Node {
    return this.tagged(this.untaggedName(scope), false);
  }

  private untaggedName(scope: Node | undefined): Node {
    const first = this.peek();
    if (isDigit(first)) return this.sourceName();
    if (this.take('L')) return this.internalName();
    if (this.take('Ut')) return text(`{unnamed type#${this.ordinal(10) + 1}}`);
    if (this.take('Ul')) return this.lambda();
    if (this.take('DC')) return sequence('[', { kind: 'list', items: this.untilEnd(() => this.sourceName()) }, ']');
    if ((first === 'C' || first === 'D') && scope !== undefined) return this.structor(scope);
    return this.operatorName();
  }

  /** A name that only its own file can see; GCC numbers equal ones. */
  private internalName(): Node {
    const name = this.sourceName();
    this.discriminator();
    return name;
  }

  /** A constructor or destructor; which of its variants is not shown. */
  private structor(scope: Node): Node {
    const mark = this.take('D') ? '~' : '';
    if (mark === '') this.expect('C');
    const isInherited = this.take('I');
    if (!isDigit(this.peek())) return this.fail();
    this.at++;
    if (isInherited) this.type();
    return { kind: 'structor', mark, of: classOf(scope) };
  }

  private lambda(): Node {
    this.parameterDeclarations();
    const parameters = this.untilEnd(() => this.type());
    return { kind: 'lambda', parameters: withoutVoid(parameters), number: this.ordinal(10) + 1 };
  }

  private operatorName(): Node {
    if (this.take('cv')) return { kind: 'conversion', type: this.convertedType() };
    if (this.take('li')) return sequence('operator"" ', this.sourceName());
    const operator = OPERATORS.get(this.peek() + this.peek(1));
    if (operator === undefined) return this.fail();
    this.at += 2;
    const symbol = operator.symbol.trimEnd();
    return text(`operator${/^[a-z]/.test(symbol) ? ' ' : ''}${symbol}`);
  }

  private localName(): Node {
    const whole = this.encoding();
    this.expect('E');
    const within = whole.kind === 'encoding' ? { ...whole, type: withoutReturn(whole.type) } : whole;
    if (this.take('s')) {
      this.discriminator();
      return { kind: 'local', within, entity: text('string literal') };
    }
    if (!this.take('d')) {
      const entity = this.name();
      this.discriminator();
      return { kind: 'local', within, entity };
    }
    const argument = text(`{default arg#${this.ordinal(10) + 1}}`);
    return { kind: 'local', within, entity: { kind: 'nested', scope: argument, name: this.name() } };
  }

  /** `_0` or `__10_`: which of several local entities of one name. It is not shown. */
  private discriminator(): void {
    const found = /^(?:__\d+_|_\d)/.exec(this.symbol.slice(this.at, this.at + 16));
    if (found !== null) this.at += found[0].length;
  }
}

function withoutReturn(type: FunctionNode): FunctionNode {
  return { ...type, returns: undefined };
}

/** Function templates say what they return; constructors, destructors and conversions have nothing to say. */
function hasReturnType(name: Node): boolean {
  switch (name.kind) {
    case 'template':
      return !isWithoutReturn(name.name);
    case 'local':
      return hasReturnType(name.entity);
    default:
      return false;
  }
}

function isWithoutReturn(name: Node): boolean {
  if (name.kind === 'nested') return isWithoutReturn(name.name);
  return name.kind === 'structor' || name.kind === 'conversion';
}

/** What a constructor of `node` is called. */
function classOf(node: Node): Node {
  switch (node.kind) {
    case 'text':
      return text(node.text.replace(/<.*/, '').replace(/.*::/, ''));
    case 'nested':
    case 'template':
      return classOf(node.name);
    case 'local':
      return classOf(node.entity);
    case 'sequence': {
      const [first] = node.parts;
      return typeof first === 'object' ? classOf(first) : node;
    }
    default:
      return node;
  }
}
