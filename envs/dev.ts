import type { EnvironmentData } from "./environment";
import { generalFamilies, generalSizes, steadyFamilies, steadySizes } from "./instance-sets";

/** Where changes land first: one NAT gateway, small limits, nothing protected from its own destruction. */
export const dev: EnvironmentData = {
  name: "dev",
  account: "111122223333",
  region: "eu-central-1",
  production: false,
  owner: {
    team: "platform",
    email: "platform-dev@pitboss.example",
    costCenter: "PLAT-101",
    dataClass: "internal",
  },
  network: {
    vpc: "10.16.0.0/16",
    pods: "100.64.0.0/16",
    services: "172.20.0.0/16",
    zones: { "euc1-az1": 0, "euc1-az2": 1, "euc1-az3": 2 },
    nat: "single",
    endpoints: "essential",
    hetzner: {
      network: "10.17.0.0/16",
      vSwitch: "10.17.128.0/20",
      pods: "10.18.0.0/16",
      services: "172.21.0.0/16",
    },
    wireGuard: "10.19.0.0/24",
  },
  cluster: {
    kubernetesVersion: "1.35",
    controlPlaneTier: "standard",
    admins: ["arn:aws:iam::111122223333:role/platform-admin"],
    deletionProtection: false,
    zonalShift: false,
    systemNodes: { instanceTypes: ["m7g.large", "m6g.large"], minimum: 2, maximum: 4 },
    maxNodes: 60,
    podsPerNode: 50,
  },
  pools: {
    "general-arm64": {
      architecture: "arm64",
      capacity: "mixed",
      families: generalFamilies.arm64,
      sizes: generalSizes,
      limits: { nodes: 30, cpu: 400, memoryGi: 1600 },
      weight: 50,
    },
    "general-amd64": {
      architecture: "amd64",
      capacity: "mixed",
      families: generalFamilies.amd64,
      sizes: generalSizes,
      limits: { nodes: 15, cpu: 200, memoryGi: 800 },
      weight: 30,
    },
    "steady-arm64": {
      architecture: "arm64",
      capacity: "on-demand",
      families: steadyFamilies.arm64,
      sizes: steadySizes,
      limits: { nodes: 10, cpu: 100, memoryGi: 400 },
      weight: 10,
    },
  },
  budget: { monthlyUsd: 4000, alertsAtPercent: [50, 80, 100], anomalyUsd: 50 },
  logRetentionDays: 365,
  protect: false,
};
