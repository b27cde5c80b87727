import { eagerDisruption, generalLife, steadyLife } from "./disruption-sets";
import { edge, licensedCountries, playLimits } from "./edge-sets";
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
      minimumFamilies: 2,
      disruption: eagerDisruption,
      life: generalLife,
    },
    "general-amd64": {
      architecture: "amd64",
      capacity: "mixed",
      families: generalFamilies.amd64,
      sizes: generalSizes,
      limits: { nodes: 15, cpu: 200, memoryGi: 800 },
      weight: 30,
      minimumFamilies: 2,
      disruption: eagerDisruption,
      life: generalLife,
    },
    "steady-arm64": {
      architecture: "arm64",
      capacity: "on-demand",
      families: steadyFamilies.arm64,
      sizes: steadySizes,
      limits: { nodes: 10, cpu: 100, memoryGi: 400 },
      weight: 10,
      disruption: eagerDisruption,
      life: steadyLife,
    },
  },
  gitops: {
    host: "argocd.pitboss-dev.example",
    revision: "main",
  },
  chains: {
    chain: { chainId: 7410001, blockPeriodSeconds: 2, gasLimit: 30_000_000 },
    validators: {
      "validator-0": {
        slot: 0,
        location: "fsn1",
        genesis: true,
        publicKey:
          "d52f968ebde4a3140faaa1b28244ba24541172f4a7ffe72717b77ac63eae1e1abf51f5ca72b8d876ff768e0099382d210a4e1be735f275476949909102f728c6",
      },
      "validator-1": {
        slot: 1,
        location: "nbg1",
        genesis: true,
        publicKey:
          "df42c38e8e00f43151da56d798f0d54550b3acc6d476712578d7b0d9aa6f69de9025cf483091abe71d40f6392f470c5665a93657735d747a5ca9ae6f864b02ee",
      },
      "validator-2": {
        slot: 2,
        location: "hel1",
        genesis: true,
        publicKey:
          "8b0cfc8b154e49a3038a6aefff7e2456f67dce3f32b98501f4e81f7d6bc53e29299d8f1e31b1adb4bdc9044d3ce472fa6fa8379fcd376e51e45f64d07bbb26e4",
      },
      "validator-3": {
        slot: 3,
        location: "fsn1",
        genesis: true,
        publicKey:
          "1d2e17e2caab0ddd366f0254005ebd8e2923c5bb397b1ce9a42d0cedf68ba5ae487c9fd0b26877a895bff29ae2afa23017447001a72cbb8725e078aff2c51a5c",
      },
      "validator-4": {
        slot: 4,
        location: "nbg1",
        genesis: true,
        publicKey:
          "c4830042f4c6f9292e3e2195021a58bd866edd89c5a5c66ca989c36f70d15298050e99ef498d87c2824be73b66cbd619a44cbf6601b88359510ef0286276e418",
      },
      "validator-5": {
        slot: 5,
        location: "hel1",
        genesis: true,
        publicKey:
          "43d491c225d78dcd9c9c6e7a6d9afc8ddd1f878d4fead5125d8eb80ce6d24ca0e7f305d9c82f90efbb35b4350746438a5d4acc2769880b318948d392b2ea3556",
      },
    },
    sentries: {
      "sentry-0": {
        slot: 0,
        location: "fsn1",
        publicKey:
          "f9b4be75453a34a56050e770ee8e67260347de75ddf50d7a96bcd41cc9dcad2a124ba5e612b21659346c83a7139d422852de68acebbc10c00335d4ad59bc6bd0",
      },
    },
    volumes: { validatorGb: 50, sentryGb: 50 },
    serverTypes: {
      gateway: { preferred: "cpx22", fallbacks: ["cpx32", "ccx13"] },
      validator: { preferred: "cpx22", fallbacks: ["cpx32", "ccx13"] },
      sentry: { preferred: "cpx22", fallbacks: ["cpx32", "ccx13"] },
      controlPlane: { preferred: "cpx32", fallbacks: ["cpx42", "ccx23"] },
      worker: { preferred: "cpx32", fallbacks: ["cpx42", "ccx23"] },
    },
    wireGuard: {
      publicKeys: {
        aws: "8wJh9Rx+eFXDFq6MB9E387Tfrp7nBuLIw8HQTVqcnCk=",
        hetzner: "YNVb4C3ZVN/oM6JGFdkchvzz9rtbRN85PioIvvlvGRc=",
      },
      instanceType: "t4g.small",
      location: "nbg1",
    },
    kubernetes: {
      controlPlanes: {
        "control-plane-0": { slot: 0, location: "fsn1" },
        "control-plane-1": { slot: 1, location: "nbg1" },
        "control-plane-2": { slot: 2, location: "hel1" },
      },
      workers: {
        "worker-0": { slot: 0, location: "fsn1" },
        "worker-1": { slot: 1, location: "nbg1" },
      },
      loadBalancer: { type: "lb11", location: "nbg1" },
    },
    sshKeys: ["platform-team"],
  },
  data: {
    postgres: {
      version: "18",
      instanceClass: "db.t4g.medium",
      multiAz: false,
      storageGib: 20,
      maxStorageGib: 100,
      pointInTimeDays: 7,
      insights: "standard",
    },
    valkey: { version: "9.0", nodeType: "cache.t4g.small", shards: 1, replicasPerShard: 0, snapshotDays: 1 },
    kafka: {
      version: "4.1",
      brokerType: "kafka.m7g.large",
      brokersPerZone: 1,
      storageGib: 20,
      maxStorageGib: 100,
    },
    documents: { version: "8.0", instanceClass: "db.t4g.medium", instances: 1, pointInTimeDays: 7 },
    buckets: {
      "game-history": { expireAfterDays: 90 },
      exports: { expireAfterDays: 30 },
      uploads: { expireAfterDays: 90 },
    },
    backups: { dailyDays: 7, monthlyDays: 35, lock: false, restoreTests: false },
  },
  budget: { monthlyUsd: 4000, alertsAtPercent: [50, 80, 100], anomalyUsd: 50 },
  observability: {
    metrics: { rawDays: 7, fiveMinuteDays: 14, hourDays: 30 },
    logsDays: 7,
    tracesDays: 3,
    backups: { days: 7 },
  },
  edge: {
    ...edge,
    zone: { id: "a3f1c0de5b7e4d2f8a90b1c2d3e4f501", name: "pitboss-dev.example" },
    plan: "pro",
    firewall: "block",
    minimumTls: "1.2",
    strictTransportDays: 1,
    playerCountries: licensedCountries,
    rateLimits: playLimits,
  },
  logRetentionDays: 365,
  protect: false,
};
