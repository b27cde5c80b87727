import { Ipv4Block } from "../constructs/network/ipv4-block";

/** A request as Cloudflare's rules see it. */
export interface WebRequest {
  readonly host: string;
  readonly path: string;
  /** `203.0.113.9` */
  readonly address: string;
  /** `MT`; Tor's exits are `T1`. */
  readonly country: string;
}

/** A rule of a ruleset, as Terraform is given it. */
export interface WebRule {
  readonly ref: string;
  readonly expression: string;
  readonly action: string;
}

const TOKEN = /\s*(?:(and|or|not|in|true)\b|([a-z_][a-z0-9_.]*)|("(?:[^"\\]|\\.)*")|([0-9./]+)|([(){},]))/y;

/** The refs of the rules that a request meets, in order. */
export function rulesMet(rules: readonly WebRule[], request: WebRequest): string[] {
  return rules.filter(({ expression }) => new Reader(expression, request).holds()).map(({ ref }) => ref);
}

/**
 * Reads the part of Cloudflare's rules language that Pitboss writes, and says whether it holds of a request. Written from the
 * language's reference, so that the expressions are tested by what they mean: `or` binds weaker than `and`, `not` strongest.
 */
class Reader {
  private readonly tokens: string[];

  constructor(
    private readonly expression: string,
    private readonly request: WebRequest,
  ) {
    this.tokens = tokensOf(expression);
  }

  holds(): boolean {
    const verdict = this.alternatives();
    if (this.tokens.length > 0) this.fail("an end");
    return verdict;
  }

  private alternatives(): boolean {
    let verdict = this.conjunction();
    while (this.takes("or")) verdict = this.conjunction() || verdict;
    return verdict;
  }

  private conjunction(): boolean {
    let verdict = this.condition();
    while (this.takes("and")) verdict = this.condition() && verdict;
    return verdict;
  }

  private condition(): boolean {
    if (this.takes("not")) return !this.condition();
    if (this.takes("true")) return true;
    if (this.takes("(")) {
      const verdict = this.alternatives();
      this.expect(")");
      return verdict;
    }
    if (this.takes("starts_with")) return this.startsWith();
    return this.membership();
  }

  private startsWith(): boolean {
    for (const token of ["(", "lower", "(", "http.request.uri.path", ")", ","]) this.expect(token);
    const prefix = JSON.parse(this.next()) as string;
    this.expect(")");
    return this.request.path.toLowerCase().startsWith(prefix);
  }

  private membership(): boolean {
    const field = this.takes("lower") ? this.lowered() : this.next();
    this.expect("in");
    this.expect("{");
    const values: string[] = [];
    while (!this.takes("}")) values.push(this.next());
    const { host, country, address } = this.request;
    if (field === "http.host") return values.includes(JSON.stringify(host));
    if (field === "lower(http.host)") return values.includes(JSON.stringify(host.toLowerCase()));
    if (field === "ip.src.country") return values.includes(JSON.stringify(country));
    if (field !== "ip.src") this.fail("a field that is known here");
    return values.some((network) => Ipv4Block.parse(network).contains(Ipv4Block.parse(`${address}/32`)));
  }

  private lowered(): string {
    this.expect("(");
    const field = this.next();
    this.expect(")");
    return `lower(${field})`;
  }

  private takes(token: string): boolean {
    if (this.tokens[0] !== token) return false;
    this.tokens.shift();
    return true;
  }

  private expect(token: string): void {
    if (!this.takes(token)) this.fail(token);
  }

  private next(): string {
    return this.tokens.shift() ?? this.fail("something");
  }

  private fail(expected: string): never {
    const rest = this.tokens.join(" ");
    throw new Error(`${this.expression}: expected ${expected}, got ${rest === "" ? "its end" : rest}`);
  }
}

function tokensOf(expression: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < expression.length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(expression);
    if (match === null) throw new Error(`${expression}: no token at ${from}`);
    tokens.push(match[0].trim());
  }
  return tokens;
}
