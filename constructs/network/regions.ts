/**
 * The regions that Pitboss deploys to, each with its AZ ids in order. An AZ id names the same place in every account,
 * which the letter of a zone's name does not.
 *
 * Availability Zones only: no Local or Wavelength Zones. London's fourth zone opened on 2026-08-19, and not every
 * service is in it yet. A seventh zone of us-east-1, in Maryland, is announced for 2026.
 *
 * Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html (a copy of
 * September 2026). An account may see fewer, since AWS closes full zones to new accounts; to compare:
 *
 *     aws ec2 describe-availability-zones --region eu-west-2 --filters Name=zone-type,Values=availability-zone \
 *       --query 'AvailabilityZones[].ZoneId'
 */
const ZONES = {
  "eu-central-1": ["euc1-az1", "euc1-az2", "euc1-az3"],
  "eu-north-1": ["eun1-az1", "eun1-az2", "eun1-az3"],
  "eu-south-1": ["eus1-az1", "eus1-az2", "eus1-az3"],
  "eu-west-1": ["euw1-az1", "euw1-az2", "euw1-az3"],
  "eu-west-2": ["euw2-az1", "euw2-az2", "euw2-az3", "euw2-az4"],
  "us-east-1": ["use1-az1", "use1-az2", "use1-az3", "use1-az4", "use1-az5", "use1-az6"],
  "us-east-2": ["use2-az1", "use2-az2", "use2-az3"],
  "us-west-2": ["usw2-az1", "usw2-az2", "usw2-az3", "usw2-az4"],
} as const;

/**
 * The zones where EKS refuses a cluster's subnets.
 *
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html (a copy of December 2024), and eksctl's
 * `pkg/az/az.go` of August 2026, which names the same. Neither names London's fourth zone, then days old.
 */
const WITHOUT_CONTROL_PLANE: ReadonlySet<string> = new Set(["use1-az3"]);

/** A region that Pitboss deploys to: `eu-central-1`. */
export type Region = keyof typeof ZONES;

/** The regions that Pitboss deploys to, in order. */
export const regions: readonly Region[] = Object.keys(ZONES).filter(isRegion);

/** Whether Pitboss deploys to a region. */
export function isRegion(name: string): name is Region {
  return Object.hasOwn(ZONES, name);
}

/** The AZ ids of a region, in order: `euc1-az1`. */
export function zonesOf(region: Region): readonly string[] {
  return ZONES[region];
}

/** The AZ ids of a region where an EKS control plane can have its subnets, in order. */
export function controlPlaneZonesOf(region: Region): readonly string[] {
  return zonesOf(region).filter((zone) => !WITHOUT_CONTROL_PLANE.has(zone));
}
