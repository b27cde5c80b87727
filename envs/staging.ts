import type { EnvironmentData } from "./environment";
import { generalFamilies, generalSizes, steadyFamilies, steadySizes } from "./instance-sets";

/** Production's rehearsal: its shape and its rules, at a fraction of its size. */
export const staging: EnvironmentData = {
  name: "staging",
  account: "444455556666",
  region: "eu-central-1",
  production: false,
  owner: {
    team: "platform",
    email: "platform-staging@pitboss.example",
    costCenter: "PLAT-102",
    dataClass: "confidential",
  },
  network: {
    vpc: "10.32.0.0/16",
    pods: "100.68.0.0/16",
    services: "172.20.0.0/16",
    zones: { "euc1-az1": 0, "euc1-az2": 1, "euc1-az3": 2 },
    nat: "per-zone",
    endpoints: "all",
    hetzner: {
      network: "10.33.0.0/16",
      vSwitch: "10.33.128.0/20",
      pods: "10.34.0.0/16",
      services: "172.21.0.0/16",
    },
    wireGuard: "10.35.0.0/24",
  },
  cluster: {
    kubernetesVersion: "1.35",
    controlPlaneTier: "standard",
    admins: ["arn:aws:iam::444455556666:role/platform-admin"],
    deletionProtection: true,
    zonalShift: true,
    systemNodes: { instanceTypes: ["m7g.large", "m6g.large"], minimum: 3, maximum: 6 },
    maxNodes: 120,
    podsPerNode: 50,
  },
  pools: {
    "general-arm64": {
      architecture: "arm64",
      capacity: "mixed",
      families: generalFamilies.arm64,
      sizes: generalSizes,
      limits: { nodes: 60, cpu: 800, memoryGi: 3200 },
      weight: 50,
    },
    "general-amd64": {
      architecture: "amd64",
      capacity: "mixed",
      families: generalFamilies.amd64,
      sizes: generalSizes,
      limits: { nodes: 30, cpu: 400, memoryGi: 1600 },
      weight: 30,
    },
    "steady-arm64": {
      architecture: "arm64",
      capacity: "on-demand",
      families: steadyFamilies.arm64,
      sizes: steadySizes,
      limits: { nodes: 20, cpu: 200, memoryGi: 800 },
      weight: 10,
    },
  },
  budget: { monthlyUsd: 9000, alertsAtPercent: [50, 80, 100], anomalyUsd: 100 },
  logRetentionDays: 365,
  protect: true,
};
