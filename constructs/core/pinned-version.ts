/** A version that Pitboss pins, for those who look after it: the report lists each with how long it is supported. */
export interface PinnedVersion {
  /** What it is: `Karpenter`, `PostgreSQL on RDS`. */
  readonly name: string;
  readonly version: string;
  /** Where it is used, by layer: `cluster`. */
  readonly layer: string;
  /**
   * The day that its maker's support ends, or begins to cost more, `YYYY-MM-DD`.
   * @default its maker promises no day
   */
  readonly supportedUntil?: string;
  /** Where the figures come from, for whoever reviews them. */
  readonly source: string;
}
