import type { EnvironmentData } from "./environment";
import { generalFamilies, generalSizes, steadyFamilies, steadySizes } from "./instance-sets";

/** Where players and their money are: protected, spread over three zones, and never on an unpinned image. */
export const prod: EnvironmentData = {
  name: "prod",
  account: "777788889999",
  region: "eu-central-1",
  production: true,
  owner: {
    team: "platform",
    email: "platform-prod@pitboss.example",
    costCenter: "PLAT-100",
    dataClass: "player-data",
  },
  network: {
    vpc: "10.48.0.0/16",
    pods: "100.72.0.0/14",
    services: "172.20.0.0/16",
    zones: { "euc1-az1": 0, "euc1-az2": 1, "euc1-az3": 2 },
    nat: "per-zone",
    endpoints: "all",
    hetzner: {
      network: "10.49.0.0/16",
      vSwitch: "10.49.128.0/20",
      pods: "10.50.0.0/16",
      services: "172.21.0.0/16",
    },
    wireGuard: "10.51.0.0/24",
  },
  cluster: {
    kubernetesVersion: "1.35",
    controlPlaneTier: "tier-xl",
    admins: ["arn:aws:iam::777788889999:role/platform-admin"],
    deletionProtection: true,
    zonalShift: true,
    systemNodes: { instanceTypes: ["m7g.xlarge", "m6g.xlarge"], minimum: 3, maximum: 9 },
    maxNodes: 1000,
    podsPerNode: 100,
  },
  pools: {
    "general-arm64": {
      architecture: "arm64",
      capacity: "mixed",
      families: generalFamilies.arm64,
      sizes: generalSizes,
      limits: { nodes: 600, cpu: 16000, memoryGi: 64000 },
      weight: 50,
    },
    "general-amd64": {
      architecture: "amd64",
      capacity: "mixed",
      families: generalFamilies.amd64,
      sizes: generalSizes,
      limits: { nodes: 300, cpu: 8000, memoryGi: 32000 },
      weight: 30,
    },
    "steady-arm64": {
      architecture: "arm64",
      capacity: "on-demand",
      families: steadyFamilies.arm64,
      sizes: steadySizes,
      limits: { nodes: 90, cpu: 4000, memoryGi: 16000 },
      weight: 10,
    },
  },
  budget: { monthlyUsd: 120000, alertsAtPercent: [50, 80, 100], anomalyUsd: 500 },
  logRetentionDays: 3653,
  protect: true,
};
