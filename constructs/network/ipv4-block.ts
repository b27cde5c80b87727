const CIDR = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\/(0|[1-9]\d?)$/;

/**
 * A block of IPv4 addresses (RFC 4632): a power of two of them, starting at a multiple of their number.
 *
 * Addresses are counted as plain numbers of 0 to 2^32 - 1. JavaScript's bit operators are signed, so from 128.0.0.0 on
 * they would count backwards; sums and products of doubles are exact up to 2^53.
 */
export class Ipv4Block {
  private constructor(
    private readonly start: number,
    /** The leading bits that all addresses of the block share, 0 to 32. */
    readonly prefix: number,
  ) {}

  /**
   * Reads `10.0.0.0/16`.
   *
   * @throws if the text is no IPv4 CIDR, writes a number with leading zeros, or names an address inside the block
   *   instead of its first one.
   */
  static parse(cidr: string): Ipv4Block {
    const numbers = CIDR.exec(cidr)?.slice(1).map(Number) ?? [];
    const prefix = numbers.pop();
    if (prefix === undefined || prefix > 32 || numbers.some((octet) => octet > 255)) {
      throw new Error(
        `not an IPv4 range: got "${cidr}", expected four numbers of 0 to 255 and a prefix of 0 to 32, such as "10.0.0.0/16"`,
      );
    }
    const address = numbers.reduce((sum, octet) => sum * 256 + octet, 0);
    const block = new Ipv4Block(address - (address % sizeOf(prefix)), prefix);
    if (block.start !== address) {
      throw new Error(`not the start of a range: got "${cidr}", expected "${block.toString()}"`);
    }
    return block;
  }

  /** How many addresses the block has. */
  get size(): number {
    return sizeOf(this.prefix);
  }

  /** The lowest address: `10.0.0.0`. */
  get first(): string {
    return dotted(this.start);
  }

  /** The highest address: `10.0.255.255`. */
  get last(): string {
    return dotted(this.start + this.size - 1);
  }

  /** Whether every address of the other block is in this one. */
  contains(other: Ipv4Block): boolean {
    return this.start <= other.start && other.start + other.size <= this.start + this.size;
  }

  /** Whether the blocks share an address; of two blocks that do, one contains the other. */
  overlaps(other: Ipv4Block): boolean {
    return this.contains(other) || other.contains(this);
  }

  /**
   * One of the equal blocks that this one consists of, counted from 0: `10.0.0.0/16` subdivided into /18, number 3, is
   * `10.0.192.0/18`.
   *
   * @throws if the prefix is shorter than the block's own or longer than 32, or there is no block of that number.
   */
  subdivide(prefix: number, index: number): Ipv4Block {
    if (!Number.isInteger(prefix) || prefix < this.prefix || prefix > 32) {
      throw new Error(`${this.toString()} subdivides into /${this.prefix} to /32, got /${prefix}`);
    }
    const count = this.size / sizeOf(prefix);
    if (!Number.isInteger(index) || index < 0 || index >= count) {
      throw new Error(`${this.toString()} has the /${prefix} blocks 0 to ${count - 1}, got ${index}`);
    }
    return new Ipv4Block(this.start + index * sizeOf(prefix), prefix);
  }

  /** The block as CIDR, which {@link Ipv4Block.parse} reads back. */
  toString(): string {
    return `${this.first}/${this.prefix}`;
  }
}

function sizeOf(prefix: number): number {
  return 2 ** (32 - prefix);
}

function dotted(address: number): string {
  return [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(address / unit) % 256).join(".");
}
