/** GiB a virtual CPU, by the letter that a family starts with. */
const GIB_PER_VCPU: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8 };
/** Virtual CPUs of `large`; every later size says how many times an `xlarge` it is. */
const LARGE_VCPUS = 2;
/** The burstable ones, whose memory follows no ratio. */
const BURSTABLE_GIB: Readonly<Record<string, number>> = { micro: 1, small: 2, medium: 4, large: 8 };

/**
 * The memory of a store's class, in GiB: `db.m7g.large` has 8. It follows from the name as EC2's types do.
 *
 * @throws when the name is not of a family and size that this holds for.
 */
export function memoryGibOf(className: string): number {
  const [, family = "", size = ""] = /^(?:[a-z]+\.)?([a-z]\d[a-z]*)\.(\w+)$/.exec(className) ?? [];
  const gib = family.startsWith("t") ? BURSTABLE_GIB[size] : steadyGib(family, size);
  if (gib === undefined) {
    throw new Error(
      `expected a class of the families c, m, r or t, such as db.m7g.large, got "${className}"`,
    );
  }
  return gib;
}

function steadyGib(family: string, size: string): number | undefined {
  const ratio = GIB_PER_VCPU[family.charAt(0)];
  const vcpus = vcpusOf(size);
  return ratio === undefined || vcpus === undefined ? undefined : ratio * vcpus;
}

function vcpusOf(size: string): number | undefined {
  if (size === "large") return LARGE_VCPUS;
  const times = /^(\d*)xlarge$/.exec(size)?.[1];
  return times === undefined ? undefined : 2 * LARGE_VCPUS * Number(times === "" ? 1 : times);
}
