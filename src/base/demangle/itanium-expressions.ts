import { atom, NOTHING, operand, sequence, text, type Node } from './itanium-node';
import { NUMBER_SUFFIXES, OPERATORS, type Operator } from './itanium-words';
import { isDigit, SymbolReader } from './symbol-reader';

const CASTS: readonly string[] = ['cc', 'dc', 'rc', 'sc'];
const FOLDS: readonly string[] = ['fl', 'fr', 'fL', 'fR'];

/** Reads what may stand in a template argument or a `decltype`: `<expression>` of the Itanium C++ ABI, 5.1.6. */
export abstract class ExpressionReader extends SymbolReader {
  protected abstract type(): Node;
  protected abstract templateArguments(): readonly Node[];
  protected abstract templateParameter(): Node;
  protected abstract withTemplateArguments(name: Node): Node;
  protected abstract unqualifiedName(scope: Node | undefined): Node;
  protected abstract encoding(): Node;

  protected fail(): Node {
    this.giveUp();
    return NOTHING;
  }

  /** Nodes up to the closing `E`. */
  protected untilEnd(read: () => Node): Node[] {
    const nodes: Node[] = [];
    while (!this.take('E')) {
      if (this.isAtEnd()) {
        this.giveUp();
        break;
      }
      nodes.push(read());
    }
    return nodes;
  }

  /** `_` is 0, `0_` is 1, and so on, in base `radix`. */
  protected ordinal(radix: 10 | 36): number {
    if (this.take('_')) return 0;
    const end = this.symbol.indexOf('_', this.at);
    const digits = this.symbol.slice(this.at, Math.max(end, this.at));
    if (!(radix === 10 ? /^\d{1,9}$/ : /^[0-9A-Z]{1,6}$/).test(digits)) {
      this.giveUp();
      return 0;
    }
    this.at = end + 1;
    return parseInt(digits, radix) + 1;
  }

  protected expression(): Node {
    return this.deeper(NOTHING, () => this.anyExpression());
  }

  private anyExpression(): Node {
    if (this.peek() === 'L') return this.literal();
    if (this.peek() === 'T') return this.templateParameter();
    if (this.take('sr')) return this.scopeResolution();
    if (this.take('sp')) return { kind: 'expansion', pattern: this.expression() };
    if (this.take('sZ')) return { kind: 'pack-length', pack: this.expression() };
    if (this.take('sP')) return this.argumentCount();
    if (this.take('fp')) return this.functionParameter();
    if (this.peek() === 'f' && this.peek(1) === 'L' && isDigit(this.peek(2))) return this.outerParameter();
    if (this.take('il')) return atom('{', this.list(), '}');
    if (this.take('tl')) return atom(this.type(), '{', this.list(), '}');
    if (this.take('cv')) return this.conversion();
    if (this.take('tr')) return text('throw');
    if (this.isUnresolvedName()) return this.unresolvedName(undefined);
    if (this.take('dn')) return sequence('~', this.unresolvedName(undefined));
    const fold = FOLDS.find((code) => this.take(code));
    if (fold !== undefined) return this.fold(fold);
    return this.operation();
  }

  private list(): Node {
    return { kind: 'list', items: this.untilEnd(() => this.expression()) };
  }

  private operation(): Node {
    const code = this.peek() + this.peek(1);
    const operator = OPERATORS.get(code);
    if (operator === undefined) return this.fail();
    this.at += 2;
    if (operator.operands === 1) return this.unary(code, operator);
    if (operator.operands === 2) return this.binary(code, operator);
    if (code === 'qu') return this.conditional();
    return this.creation(operator);
  }

  private unary(code: string, { symbol }: Operator): Node {
    if (code === 'st' || code === 'at' || code === 'ti') return sequence(symbol, '(', this.type(), ')');
    if (code === 'nx') return sequence(symbol, '(', this.expression(), ')');
    if (code === 'gs') return sequence(symbol, this.expression());
    if (code === 'ad') return sequence('&', operand(addressed(this.expression())));
    const isPostfix = (code === 'pp' || code === 'mm') && !this.take('_');
    const value = operand(this.expression());
    return isPostfix ? sequence(value, symbol) : sequence(symbol, value);
  }

  private binary(code: string, { symbol }: Operator): Node {
    if (CASTS.includes(code)) {
      const type = this.type();
      return sequence(symbol, '<', type, '>(', this.expression(), ')');
    }
    if (code === 'cl') {
      const callee = calledName(this.expression());
      return sequence(callee.kind === 'template' ? callee : operand(callee), '(', this.list(), ')');
    }
    const left = operand(this.expression());
    const right = code === 'dt' || code === 'pt' ? this.member() : this.expression();
    if (code === 'ix') return sequence(left, '[', right, ']');
    // In a template argument a bare `>` would end the list.
    if (code === 'gt') return sequence('(', left, symbol, operand(right), ')');
    return sequence(left, symbol, operand(right));
  }

  private member(): Node {
    return this.isUnresolvedName() ? this.unresolvedName(undefined) : this.expression();
  }

  private conditional(): Node {
    const condition = operand(this.expression());
    const yes = operand(this.expression());
    return sequence(condition, '?', yes, ' : ', operand(this.expression()));
  }

  private creation({ symbol }: Operator): Node {
    const placement: Node[] = [];
    while (!this.take('_') && !this.isAtEnd()) placement.push(this.expression());
    const type = this.type();
    const at: Node = placement.length === 0 ? NOTHING : sequence(' (', { kind: 'list', items: placement }, ')');
    if (this.take('E')) return sequence(symbol, at, ' ', type);
    this.expect('pi');
    return sequence(symbol, at, ' ', type, '(', this.list(), ')');
  }

  private conversion(): Node {
    const type = this.type();
    const value = this.take('_') ? sequence('(', this.list(), ')') : operand(this.expression());
    return sequence('(', type, ')', value);
  }

  /** `(pack op ...)` and its three siblings. */
  private fold(code: string): Node {
    const operator = OPERATORS.get(this.peek() + this.peek(1));
    if (operator === undefined) return this.fail();
    this.at += 2;
    const first = operand(this.expression());
    if (code === 'fl') return sequence('(...', operator.symbol, first, ')');
    if (code === 'fr') return sequence('(', first, operator.symbol, '...)');
    const second = operand(this.expression());
    return sequence('(', first, operator.symbol, '...', operator.symbol, second, ')');
  }

  /** `sP` counts the arguments that its packs expand to; only a count of the reader's own could be told here. */
  private argumentCount(): Node {
    const items = this.untilEnd(() => this.expression());
    return sequence('sizeof...(', { kind: 'list', items }, ')');
  }

  /** A parameter of the function whose type this stands in. */
  private functionParameter(): Node {
    if (this.take('T')) return text('this');
    while (this.take('r') || this.take('V') || this.take('K'));
    return text(`{parm#${this.ordinal(10) + 1}}`);
  }

  /** `fL1p_`: a parameter of a function further out. */
  private outerParameter(): Node {
    this.at += 2;
    this.digits();
    this.expect('p');
    return this.functionParameter();
  }

  /** `srN <type> <level>+ E <name>`, `sr <level>+ E <name>`, or `sr <type> <name>`. */
  private scopeResolution(): Node {
    const isNested = this.take('N');
    const isNamed = !isNested && isDigit(this.peek());
    let scope = isNamed ? this.unresolvedName(undefined) : this.type();
    while ((isNested || isNamed) && !this.take('E')) {
      if (this.isAtEnd()) return this.fail();
      scope = this.unresolvedName(scope);
    }
    return this.unresolvedName(scope);
  }

  /** A plain name, or `on` and an operator. */
  private isUnresolvedName(): boolean {
    return isDigit(this.peek()) || (this.peek() === 'o' && this.peek(1) === 'n');
  }

  private unresolvedName(scope: Node | undefined): Node {
    this.take('on');
    const name = this.unqualifiedName(undefined);
    return this.withTemplateArguments(scope === undefined ? name : { kind: 'nested', scope, name });
  }

  /** `L <type> <value> E`, or another symbol. */
  protected literal(): Node {
    this.expect('L');
    if (this.take('_Z')) {
      const symbol = this.encoding();
      this.expect('E');
      return symbol;
    }
    const isFloat = /^[fdeg]/.test(this.peek());
    const type = this.type();
    const end = this.symbol.indexOf('E', this.at);
    if (end < 0) return this.fail();
    const digits = this.symbol.slice(this.at, end);
    this.at = end + 1;
    return isFloat ? sequence('(', type, ')[', digits, ']') : integer(type, digits);
  }
}

function integer(type: Node, digits: string): Node {
  const value = digits.startsWith('n') ? `-${digits.slice(1)}` : digits;
  const name = type.kind === 'text' ? type.text : '';
  if (name === 'bool' && (value === '0' || value === '1')) return text(value === '1' ? 'true' : 'false');
  if (digits === '' && name === 'decltype(nullptr)') return text('nullptr');
  const suffix = NUMBER_SUFFIXES.get(name);
  return suffix === undefined ? sequence('(', type, ')', value) : sequence(value, suffix);
}

/** `&Class::method`: the address of a method is written without its parameters, unless it is const. */
function addressed(node: Node): Node {
  return node.kind === 'encoding' && node.name.kind === 'nested' && node.type.suffix === '' ? node.name : node;
}

/** A function that is called is written without the types of its parameters. */
function calledName(node: Node): Node {
  return node.kind === 'encoding' ? node.name : node;
}
