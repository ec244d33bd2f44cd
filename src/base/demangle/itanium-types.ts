import { ExpressionReader } from './itanium-expressions';
import { NOTHING, sequence, text, type FunctionNode, type Node } from './itanium-node';
import { BUILTIN_TYPES, NEWER_BUILTIN_TYPES, STANDARD_NAMES } from './itanium-words';
import { isDigit } from './symbol-reader';

/** Reads `<type>` of the Itanium C++ ABI, 5.1.5, and template arguments, 5.1.5.9. */
export abstract class TypeReader extends ExpressionReader {
  /** What `S_`, `S0_` … stand for. */
  protected readonly substitutions: Node[] = [];

  /** In the type of a conversion, template arguments are those of the conversion. */
  private isConverting = false;

  protected abstract className(): Node;

  protected convertedType(): Node {
    const wasConverting = this.isConverting;
    this.isConverting = true;
    const type = this.type();
    this.isConverting = wasConverting;
    return type;
  }

  protected remember(node: Node): Node {
    this.substitutions.push(node);
    return node;
  }

  protected type(): Node {
    return this.deeper(NOTHING, () => {
      const builtin = this.builtinType();
      if (builtin !== undefined) return builtin;
      // A name or a back reference enters the table itself.
      const first = this.peek();
      if (first === 'N' || first === 'Z' || isDigit(first) || this.isUnnamed()) return this.remember(this.className());
      if (first === 'S') return this.substitutedType();
      return this.remember(this.compoundType());
    });
  }

  /** A lambda, or a class without a name. */
  private isUnnamed(): boolean {
    return this.peek() === 'U' && (this.peek(1) === 'l' || this.peek(1) === 't');
  }

  private builtinType(): Node | undefined {
    const simple = BUILTIN_TYPES.get(this.peek());
    if (simple !== undefined) {
      this.at++;
      return text(simple);
    }
    if (this.take('u')) return this.sourceName();
    if (this.peek() !== 'D') return undefined;
    const newer = NEWER_BUILTIN_TYPES.get(this.peek(1));
    if (newer !== undefined) {
      this.at += 2;
      return text(newer);
    }
    return this.take('DF') ? this.floatType() : undefined;
  }

  /** `DF16_`, `DF16b`, `DF32x`. */
  private floatType(): Node {
    const bits = this.digits();
    if (this.take('b')) return text(`std::bfloat${bits}_t`);
    if (this.take('x')) return text(`_Float${bits}x`);
    this.expect('_');
    return text(`_Float${bits}`);
  }

  private compoundType(): Node {
    if (/^[rVK]/.test(this.peek())) return this.qualifiedType();
    if (this.take('P')) return { kind: 'pointer', to: this.type() };
    if (this.take('R')) return { kind: 'reference', mark: '&', to: this.type() };
    if (this.take('O')) return { kind: 'reference', mark: '&&', to: this.type() };
    if (this.take('A')) return this.arrayType();
    if (this.take('M')) {
      const of = this.type();
      return { kind: 'member-pointer', of, to: this.type() };
    }
    if (this.take('C')) return { kind: 'qualified', type: this.type(), qualifier: ' _Complex' };
    if (this.take('G')) return { kind: 'qualified', type: this.type(), qualifier: ' _Imaginary' };
    if (this.take('U')) return this.vendorQualifiedType();
    if (this.peek() === 'T') return this.parameterOrElaborated();
    if (this.take('Dp')) return { kind: 'expansion', pattern: this.type() };
    if (this.take('Dt') || this.take('DT')) return this.decltype();
    if (this.take('Dv')) return this.vectorType();
    return this.functionType();
  }

  private qualifiedType(): Node {
    const qualifier = this.qualifiers();
    if (!/^(?:F|D[oOwx])/.test(this.peek() + this.peek(1))) return { kind: 'qualified', type: this.type(), qualifier };
    // Qualifiers of a method's type stand behind its parameters; without them it is no entry of the table.
    const type = this.functionType();
    return { ...type, suffix: qualifier + type.suffix };
  }

  /** ` const volatile`, as written behind what they qualify. */
  protected qualifiers(): string {
    const restricted = this.take('r') ? ' __restrict' : '';
    const isVolatile = this.take('V') ? ' volatile' : '';
    return (this.take('K') ? ' const' : '') + isVolatile + restricted;
  }

  private vendorQualifiedType(): Node {
    const name = this.sourceName();
    const args = this.peek() === 'I' ? this.templateArguments() : undefined;
    const qualifier: Node = args === undefined ? name : { kind: 'template', name, args };
    const type = this.type();
    return sequence(type, ' ', qualifier);
  }

  private arrayType(): Node {
    const isCounted = isDigit(this.peek());
    const length = isCounted ? text(this.digits()) : this.peek() === '_' ? text('') : this.expression();
    this.expect('_');
    return { kind: 'array', of: this.type(), length };
  }

  private vectorType(): Node {
    const length = isDigit(this.peek()) ? text(this.digits()) : this.take('_') ? this.expression() : this.fail();
    this.expect('_');
    const type = this.take('p') ? text('pixel') : this.type();
    return sequence(type, ' __vector(', length, ')');
  }

  private decltype(): Node {
    const value = this.expression();
    this.expect('E');
    return sequence('decltype (', value, ')');
  }

  /** `Ts`, `Tu` and `Te` only say which kind of class it is. */
  private parameterOrElaborated(): Node {
    if (this.take('Ts') || this.take('Tu') || this.take('Te')) return this.className();
    const parameter = this.templateParameter();
    if (this.peek() !== 'I' || this.isConverting) return parameter;
    return { kind: 'template', name: this.remember(parameter), args: this.templateArguments() };
  }

  protected templateParameter(): Node {
    this.expect('T');
    return { kind: 'parameter', index: this.ordinal(36) };
  }

  private functionType(): FunctionNode {
    const throws = this.exceptionSpecification();
    this.take('Dx');
    this.expect('F');
    this.take('Y');
    const returns = this.type();
    const { parameters, suffix } = this.parametersToEnd();
    return { kind: 'function', returns, parameters, suffix: suffix + throws };
  }

  /** What a function type says of exceptions; conditions and lists are left out. */
  private exceptionSpecification(): string {
    if (this.take('DO')) {
      this.expression();
      this.expect('E');
      return ' noexcept(...)';
    }
    if (this.take('Dw')) {
      this.untilEnd(() => this.type());
      return ' throw(...)';
    }
    return this.take('Do') ? ' noexcept' : '';
  }

  private parametersToEnd(): { parameters: Node[]; suffix: string } {
    const parameters: Node[] = [];
    let suffix = '';
    while (!this.take('E')) {
      if (this.take('RE')) suffix = ' &';
      else if (this.take('OE')) suffix = ' &&';
      else if (this.isAtEnd()) this.giveUp();
      else {
        parameters.push(this.type());
        continue;
      }
      break;
    }
    return { parameters: withoutVoid(parameters), suffix };
  }

  protected templateArguments(): readonly Node[] {
    this.expect('I');
    return this.untilEnd(() => this.templateArgument());
  }

  private templateArgument(): Node {
    this.parameterDeclarations();
    if (this.take('J')) return { kind: 'pack', items: this.untilEnd(() => this.templateArgument()) };
    if (this.peek() === 'L') return this.literal();
    if (!this.take('X')) return this.type();
    const value = this.expression();
    this.expect('E');
    return value;
  }

  /** What kind of parameters a template has, where its arguments do not tell. It is not shown. */
  protected parameterDeclarations(): void {
    this.deeper(undefined, () => {
      for (;;) {
        if (this.take('Tn')) this.type();
        else if (this.take('Tk')) this.className();
        else if (this.take('Tt')) {
          this.parameterDeclarations();
          this.expect('E');
        } else if (!this.take('Ty') && !this.take('Tp')) return;
      }
    });
  }

  protected withTemplateArguments(name: Node): Node {
    return this.peek() === 'I' ? { kind: 'template', name, args: this.templateArguments() } : name;
  }

  /** A back reference that may be followed by template arguments, or by a name in `std`. */
  private substitutedType(): Node {
    if (this.peek(1) === 't') return this.remember(this.className());
    const known = this.substitution();
    if (this.peek() !== 'I') return known;
    return this.remember(this.withTemplateArguments(known));
  }

  /** `S_`, `S0_` …, or a part of the standard library. */
  protected substitution(): Node {
    this.expect('S');
    const standard = STANDARD_NAMES.get(this.peek());
    if (standard === undefined) return this.substitutions[this.ordinal(36)] ?? this.fail();
    this.at++;
    return this.tagged(text(standard.name), true);
  }

  /** `name[abi:tag]`; a tagged standard name is a new entry of the table. */
  protected tagged(name: Node, isSubstitution: boolean): Node {
    let node = name;
    while (this.take('B')) {
      node = sequence(node, '[abi:', this.sourceName(), ']');
      if (isSubstitution) this.remember(node);
    }
    return node;
  }

  /** `3foo`. */
  protected sourceName(): Node {
    const length = Number(this.digits());
    const end = this.at + length;
    if (length === 0 || !(end <= this.symbol.length)) return this.fail();
    const name = this.symbol.slice(this.at, end);
    this.at = end;
    return text(name.startsWith('_GLOBAL_') && name.charAt(9) === 'N' ? '(anonymous namespace)' : name);
  }
}

export function withoutVoid(parameters: Node[]): Node[] {
  const [only] = parameters;
  return parameters.length === 1 && only.kind === 'text' && only.text === 'void' ? [] : parameters;
}
