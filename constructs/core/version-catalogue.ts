import { daysBetween } from "./day";

/** An EKS add-on that every cluster runs, by the name that EKS gives it. */
export type EksAddon =
  "aws-ebs-csi-driver" | "coredns" | "eks-pod-identity-agent" | "kube-proxy" | "metrics-server" | "vpc-cni";

/** What runs on a cluster of one Kubernetes minor. */
export interface ClusterPins {
  /** The add-ons, as EKS writes their versions: `v1.23.2-eksbuild.1`. */
  readonly addons: Readonly<Record<EksAddon, string>>;
  /** The AL2023 image of managed node groups, of both architectures: `1.35.8-20260930`. */
  readonly nodeRelease: string;
  /** The same image for Karpenter, as an alias: `al2023@v20260930`. */
  readonly nodeImage: string;
}

/** A Kubernetes minor that EKS offers. */
export interface KubernetesMinor {
  readonly minor: string;
  /** The day that standard support ends, `YYYY-MM-DD`, at 00:00 UTC: the day itself is no longer covered. */
  readonly standardSupportUntil: string;
  /** The first Karpenter that supports the minor: `1.9`. */
  readonly minimumKarpenter: string;
  /** @default - none: nothing deploys the minor */
  readonly pins?: ClusterPins;
}

/** A Kubernetes minor that Pitboss deploys. */
export interface KubernetesVersion extends ClusterPins {
  readonly minor: string;
  readonly standardSupportUntil: string;
}

/** The versions that Pitboss pins, and the day that a person last checked them. */
export interface VersionCatalogue {
  /** The day of the last review, `YYYY-MM-DD`. Synth has no clock, so support is judged at this day. */
  readonly reviewedOn: string;
  /** How many days of standard support a minor must still have at the review to be deployed. */
  readonly supportMarginDays: number;
  /** The Karpenter controller and CRD charts, which carry the same version. */
  readonly karpenter: string;
  /** Oldest first. */
  readonly kubernetes: readonly KubernetesMinor[];
}

/**
 * The pinned versions. Public material ends in October 2026, so each pin is the newest that it proves, not the newest
 * there is. Before a rollout, refresh:
 *
 *     aws eks describe-cluster-versions --query 'clusterVersions[].[clusterVersion,endOfStandardSupportDate]'
 *     aws eks describe-addon-versions --kubernetes-version 1.35 --addon-name coredns \
 *       --query 'addons[0].addonVersions[].[addonVersion,compatibilities[0].defaultVersion]'
 *     aws ssm get-parameter --query Parameter.Value --name \
 *       /aws/service/eks/optimized-ami/1.35/amazon-linux-2023/arm64/standard/recommended/release_version
 *     helm show chart oci://public.ecr.aws/karpenter/karpenter
 *
 * - `standardSupportUntil`: certain. AWS's EKS release calendar to 1.35; `describe-cluster-versions` of 2026-10-02 for
 *   1.35 and 1.36, quoted in Adonitologist/aws-eks-gitops-platform, docs/adr/0001.
 * - `minimumKarpenter`: certain. Compatibility matrix of aws/karpenter-provider-aws at 1d927085d (2026-08-21).
 * - 1.35 add-ons: real and offered for 1.35. vpc-cni, coredns and eks-pod-identity-agent are the newest that
 *   `describe-addon-versions` listed on 2026-10-02 (the same ADR); coredns, kube-proxy, aws-ebs-csi-driver and
 *   metrics-server stand in several public clusters of 1.35 from 2026-09-23 on. The thinnest is
 *   eks-pod-identity-agent: on 1.35 the ADR alone has it, the others run `v1.4.0-eksbuild.2`. EKS's own defaults were
 *   then older: vpc-cni `v1.22.4-eksbuild.3`, coredns `v1.13.2-eksbuild.31`, eks-pod-identity-agent
 *   `v1.3.10-eksbuild.3`.
 * - 1.35 nodes: certain. The SSM parameter of `v20260930` was read on 2026-10-02 (the same ADR), and node groups ran
 *   `1.35.8-20260930` from 2026-10-06 on. awslabs/amazon-eks-ami releases both architectures together.
 * - 1.36: likely, kept for the next upgrade. Add-ons from two or more public clusters of early October 2026; the node
 *   release from one.
 * - Karpenter: 1.12.2 is the last version known to hold at 3,700 NodeClaims. From 1.13 provisioning stalls there
 *   (kubernetes-sigs/karpenter#3204, still open in the newest copy, of August 2026). 1.14.1 has the fix of the CPU half
 *   (aws/karpenter-provider-aws#9411); the stalled sync is unexplained, and kubernetes-sigs/karpenter#3190, which heals
 *   one like it, is not in 1.14.1. The price: 1.12 gets no more patches (1.14 is the LTS, to July 2027), has no
 *   `Balanced` consolidation and no CapacityBuffers, and cannot run 1.36. Go to 1.14 when #3204 closes or a rehearsal
 *   of 4,000 NodeClaims passes, and in any case before 1.35 leaves support.
 */
export const versionCatalogue: VersionCatalogue = {
  reviewedOn: "2026-11-21",
  supportMarginDays: 30,
  karpenter: "1.12.2",
  kubernetes: [
    { minor: "1.33", standardSupportUntil: "2026-07-29", minimumKarpenter: "1.5" },
    { minor: "1.34", standardSupportUntil: "2026-12-02", minimumKarpenter: "1.6" },
    {
      minor: "1.35",
      standardSupportUntil: "2027-03-27",
      minimumKarpenter: "1.9",
      pins: {
        addons: {
          "aws-ebs-csi-driver": "v1.66.0-eksbuild.1",
          coredns: "v1.14.6-eksbuild.4",
          "eks-pod-identity-agent": "v1.4.0-eksbuild.3",
          "kube-proxy": "v1.35.3-eksbuild.29",
          "metrics-server": "v0.9.0-eksbuild.11",
          "vpc-cni": "v1.23.2-eksbuild.1",
        },
        nodeRelease: "1.35.8-20260930",
        nodeImage: "al2023@v20260930",
      },
    },
    {
      minor: "1.36",
      standardSupportUntil: "2027-08-02",
      minimumKarpenter: "1.13",
      pins: {
        addons: {
          "aws-ebs-csi-driver": "v1.66.0-eksbuild.1",
          coredns: "v1.14.7-eksbuild.11",
          "eks-pod-identity-agent": "v1.4.0-eksbuild.3",
          "kube-proxy": "v1.36.0-eksbuild.45",
          "metrics-server": "v0.9.0-eksbuild.11",
          "vpc-cni": "v1.23.2-eksbuild.1",
        },
        nodeRelease: "1.36.4-20260930",
        nodeImage: "al2023@v20260930",
      },
    },
  ],
};

const versionOrder = new Intl.Collator("en", { numeric: true });

/**
 * The version of a Kubernetes minor that Pitboss deploys, with everything that is pinned for it.
 *
 * @throws what `kubernetesVersionProblem` says, when there is a problem.
 */
export function kubernetesVersion(minor: string): KubernetesVersion {
  const verdict = verdictOn(minor, versionCatalogue.reviewedOn);
  if (typeof verdict === "string") throw new Error(withAllowed(verdict, versionCatalogue.reviewedOn));
  return verdict;
}

/**
 * Why Pitboss does not deploy a Kubernetes minor: it is unknown, EKS's standard support for it has ended or ends within
 * 30 days, or the pinned Karpenter does not support it. Nothing when it is deployed.
 *
 * @param onDate the day of judgement, `YYYY-MM-DD`; `pitboss check` gives today's. @default - the day of the review
 */
export function kubernetesVersionProblem(
  minor: string,
  onDate: string = versionCatalogue.reviewedOn,
): string | undefined {
  const verdict = verdictOn(minor, onDate);
  return typeof verdict === "string" ? withAllowed(verdict, onDate) : undefined;
}

/**
 * Whether a Karpenter supports a Kubernetes minor; no Karpenter supports one that is not in the catalogue.
 *
 * @param karpenter a version such as `1.14.1`. @default - the pinned one
 */
export function karpenterSupports(minor: string, karpenter: string = versionCatalogue.karpenter): boolean {
  const entry = entryOf(minor);
  return entry !== undefined && versionOrder.compare(karpenter, entry.minimumKarpenter) >= 0;
}

/**
 * Whether EKS covers a Kubernetes minor with standard support on a day; it covers none that is not in the catalogue.
 *
 * @param onDate `YYYY-MM-DD`. @default - the day of the review
 */
export function isInStandardSupport(minor: string, onDate: string = versionCatalogue.reviewedOn): boolean {
  const entry = entryOf(minor);
  return entry !== undefined && daysBetween(onDate, entry.standardSupportUntil) > 0;
}

function entryOf(minor: string): KubernetesMinor | undefined {
  return versionCatalogue.kubernetes.find((entry) => entry.minor === minor);
}

/** The version, or why there is none. */
function verdictOn(minor: string, onDate: string): KubernetesVersion | string {
  const entry = entryOf(minor);
  if (entry === undefined) return `Kubernetes ${minor} is not in the version catalogue`;

  const { standardSupportUntil, minimumKarpenter, pins } = entry;
  const daysLeft = daysBetween(onDate, standardSupportUntil);
  if (daysLeft <= 0) {
    return `Kubernetes ${minor} left EKS standard support on ${standardSupportUntil}, judged on ${onDate}`;
  }
  if (daysLeft <= versionCatalogue.supportMarginDays) {
    return (
      `Kubernetes ${minor} leaves EKS standard support on ${standardSupportUntil}, ${daysLeft} days from ${onDate}; ` +
      `expected more than ${versionCatalogue.supportMarginDays}`
    );
  }
  if (!karpenterSupports(minor)) {
    return `Kubernetes ${minor} needs Karpenter ${minimumKarpenter} or later, pinned is ${versionCatalogue.karpenter}`;
  }
  if (pins === undefined)
    return `Kubernetes ${minor} has no pinned add-ons and node image in the version catalogue`;
  return { minor, standardSupportUntil, ...pins };
}

function withAllowed(problem: string, onDate: string): string {
  const allowed = versionCatalogue.kubernetes
    .map(({ minor }) => minor)
    .filter((minor) => typeof verdictOn(minor, onDate) !== "string");
  return `${problem}; allowed: ${allowed.join(", ") || "none, review the version catalogue"}`;
}
