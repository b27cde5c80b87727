/** A processor architecture, as Kubernetes calls it (`kubernetes.io/arch`). */
export type Architecture = "amd64" | "arm64";

/** A size of an EC2 instance family. */
export interface InstanceSize {
  /** `2xlarge` */
  readonly name: string;
  /** How many virtual CPUs it has. */
  readonly vcpus: number;
}

/** An EC2 instance family that a node pool may use. */
export interface InstanceFamily {
  /** `m7g` */
  readonly name: string;
  readonly architecture: Architecture;
  /** Smallest first; without `metal`. */
  readonly sizes: readonly InstanceSize[];
}

/** A concrete EC2 instance type. */
export interface InstanceType {
  /** `m7g.2xlarge` */
  readonly name: string;
  /** `m7g` */
  readonly family: string;
  /** `2xlarge` */
  readonly size: string;
  readonly architecture: Architecture;
  readonly vcpus: number;
}

/** Virtual CPUs by size, smallest first; the burstable families differ below `large`. */
const VCPUS = {
  medium: 1,
  large: 2,
  xlarge: 4,
  "2xlarge": 8,
  "4xlarge": 16,
  "8xlarge": 32,
  "12xlarge": 48,
  "16xlarge": 64,
  "24xlarge": 96,
  "32xlarge": 128,
  "48xlarge": 192,
  "96xlarge": 384,
} as const;

type Size = keyof typeof VCPUS;

const LARGE_TO_16XLARGE = [
  "large",
  "xlarge",
  "2xlarge",
  "4xlarge",
  "8xlarge",
  "12xlarge",
  "16xlarge",
] as const;
const LARGE_TO_24XLARGE = [...LARGE_TO_16XLARGE, "24xlarge"] as const;
const LARGE_TO_32XLARGE = [...LARGE_TO_24XLARGE, "32xlarge"] as const;

const BURSTABLE: readonly InstanceSize[] = [
  { name: "nano", vcpus: 2 },
  { name: "micro", vcpus: 2 },
  { name: "small", vcpus: 2 },
  { name: "medium", vcpus: 2 },
  { name: "large", vcpus: 2 },
  { name: "xlarge", vcpus: 4 },
  { name: "2xlarge", vcpus: 8 },
];

/**
 * The families, by name. They exist in EC2; whether a region or a zone sells them, and whether there is capacity, only
 * EC2 knows. The `flex` families, `t3` and `t4g` do not give their full CPU all the time: not for steady load.
 *
 * Source: aws/karpenter-provider-aws at 1d927085d (2026-08-21), website/content/en/docs/reference/instance-types.md,
 * generated from EC2's `DescribeInstanceTypes`; each type also has a price in us-east-1 there. To compare:
 *
 *     aws ec2 describe-instance-types --filters 'Name=instance-type,Values=m7g.*' \
 *       --query 'InstanceTypes[].[InstanceType,VCpuInfo.DefaultVCpus]'
 */
const FAMILIES: readonly InstanceFamily[] = [
  ...families(["c6a", "m6a", "r6a"], "amd64", [...LARGE_TO_32XLARGE, "48xlarge"]),
  ...families(["c6g", "m6g", "r6g"], "arm64", ["medium", ...LARGE_TO_16XLARGE]),
  ...families(["c6i", "m6i", "r6i"], "amd64", LARGE_TO_32XLARGE),
  ...families(["c7a", "m7a", "r7a"], "amd64", ["medium", ...LARGE_TO_32XLARGE, "48xlarge"]),
  ...families(["c7g", "m7g", "r7g"], "arm64", ["medium", ...LARGE_TO_16XLARGE]),
  ...families(["c7i", "m7i", "r7i"], "amd64", [...LARGE_TO_24XLARGE, "48xlarge"]),
  ...families(["c7i-flex", "m7i-flex"], "amd64", LARGE_TO_16XLARGE),
  ...families(["c8a", "m8a", "r8a"], "amd64", ["medium", ...LARGE_TO_24XLARGE, "48xlarge"]),
  ...families(["c8g", "m8g", "r8g"], "arm64", ["medium", ...LARGE_TO_24XLARGE, "48xlarge"]),
  ...families(["c8i", "m8i", "r8i"], "amd64", [...LARGE_TO_32XLARGE, "48xlarge", "96xlarge"]),
  ...families(["c8i-flex", "m8i-flex", "r8i-flex"], "amd64", LARGE_TO_16XLARGE),
  { name: "t3", architecture: "amd64" as const, sizes: BURSTABLE },
  { name: "t4g", architecture: "arm64" as const, sizes: BURSTABLE },
].sort((left, right) => (left.name < right.name ? -1 : 1));

const FAMILY_BY_NAME: ReadonlyMap<string, InstanceFamily> = new Map(
  FAMILIES.map((family) => [family.name, family]),
);

/** The names of the families that node pools may use, in order. */
export const instanceFamilies: readonly string[] = FAMILIES.map(({ name }) => name);

/**
 * The family of a name.
 *
 * @throws when the catalogue has no such family.
 */
export function instanceFamily(name: string): InstanceFamily {
  const family = FAMILY_BY_NAME.get(name);
  if (family === undefined) {
    throw new Error(`expected an EC2 instance family of ${instanceFamilies.join(", ")}, got "${name}"`);
  }
  return family;
}

/**
 * The instance type of a name such as `m7g.2xlarge`.
 *
 * @throws when the catalogue has no such family, or the family no such size.
 */
export function instanceType(name: string): InstanceType {
  const family = instanceFamily(name.replace(/\..*$/, ""));
  const size = family.sizes.find((candidate) => `${family.name}.${candidate.name}` === name);
  if (size === undefined) {
    const sizes = family.sizes.map((candidate) => candidate.name).join(", ");
    throw new Error(`expected an instance type of ${family.name} (${sizes}), got "${name}"`);
  }
  return typeOf(family, size);
}

/**
 * The instance types that exist among families and sizes, by family and then by size: `m7g.2xlarge`. A size that only
 * some of the families have is fine.
 *
 * @throws when the catalogue has no such family, or when a size exists in none of the families.
 */
export function instanceTypes(props: {
  readonly families: readonly string[];
  readonly sizes: readonly string[];
}): string[] {
  const chosen = [...new Set(props.families)].sort().map(instanceFamily);
  for (const size of props.sizes) {
    if (!chosen.some((family) => family.sizes.some(({ name }) => name === size))) {
      const sizes = new Set(chosen.flatMap((family) => family.sizes.map(({ name }) => name)));
      throw new Error(
        `expected a size that one of ${props.families.join(", ")} has (${[...sizes].join(", ")}), got "${size}"`,
      );
    }
  }
  return chosen.flatMap((family) =>
    family.sizes.filter(({ name }) => props.sizes.includes(name)).map((size) => typeOf(family, size).name),
  );
}

function families(
  names: readonly string[],
  architecture: Architecture,
  sizes: readonly Size[],
): readonly InstanceFamily[] {
  return names.map((name) => ({
    name,
    architecture,
    sizes: sizes.map((size) => ({ name: size, vcpus: VCPUS[size] })),
  }));
}

function typeOf(family: InstanceFamily, size: InstanceSize): InstanceType {
  return {
    name: `${family.name}.${size.name}`,
    family: family.name,
    size: size.name,
    architecture: family.architecture,
    vcpus: size.vcpus,
  };
}
