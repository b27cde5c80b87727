import { carefulDisruption, generalLife, steadyDisruption, steadyLife } from "./disruption-sets";
import { edge, licensedCountries, playLimits, staffLimits } from "./edge-sets";
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
      parts: { spot: 4, onDemand: 1 },
      minimumFamilies: 2,
      disruption: carefulDisruption,
      life: generalLife,
      headroom: { replicas: 2, milliCpu: 4000, memoryMi: 8192 },
    },
    "general-amd64": {
      architecture: "amd64",
      capacity: "mixed",
      families: generalFamilies.amd64,
      sizes: generalSizes,
      limits: { nodes: 30, cpu: 400, memoryGi: 1600 },
      weight: 30,
      minimumFamilies: 2,
      disruption: carefulDisruption,
      life: generalLife,
    },
    "steady-arm64": {
      architecture: "arm64",
      capacity: "on-demand",
      families: steadyFamilies.arm64,
      sizes: steadySizes,
      limits: { nodes: 20, cpu: 200, memoryGi: 800 },
      weight: 10,
      disruption: steadyDisruption,
      life: steadyLife,
    },
  },
  gitops: {
    host: "argocd.pitboss-staging.example",
    revision: "main",
    signIn: {
      issuer: "https://login.pitboss.example/realms/staff",
      clientId: "argocd-staging",
      administrators: "platform",
    },
  },
  chains: {
    chain: { chainId: 7410002, blockPeriodSeconds: 2, gasLimit: 30_000_000 },
    validators: {
      "validator-0": {
        slot: 0,
        location: "fsn1",
        genesis: true,
        publicKey:
          "575e56552089d9fdd0aa194523edf9bef064cdd94ba18c4386fe5a929643839d8c24a300b4d2ff0f3ca45d1a0dd2b178e7eb1a717b9f861b08e5b114f92f41fc",
      },
      "validator-1": {
        slot: 1,
        location: "nbg1",
        genesis: true,
        publicKey:
          "476ebe5bdb194572c3d6f07674a366716e2721b4dfae85c675eeed1b3c214ecf6f42c13418679eb6437ca474954054ec6352b34b03afeed0fcaa0517e8d0b6c4",
      },
      "validator-2": {
        slot: 2,
        location: "hel1",
        genesis: true,
        publicKey:
          "10579cbda25212453794f06b0e37d327e26739073c1bdd4d13e7aabc5b5f341c9917aeaa92db7f584b59565cca7c5f61bd2e602f1fdbfd2bbef9ed6b4b3587ba",
      },
      "validator-3": {
        slot: 3,
        location: "fsn1",
        genesis: true,
        publicKey:
          "e52768107641bda110acf3da28579d8dd7e1ff3c5a7912a4acdc89c05c97d8809fdd1533ba59a6efb5fde2b62b95f74b6cf99705d35396de38d5bb965fce05fe",
      },
      "validator-4": {
        slot: 4,
        location: "nbg1",
        genesis: true,
        publicKey:
          "89b633763f31b93664e4548fa89199dd45e9b9b69fa9e66a01a9dccde4007de7cb714e773f5cfd251bf7df86f697d374d3ffaea4868b716ca26c03abbf88e12e",
      },
      "validator-5": {
        slot: 5,
        location: "hel1",
        genesis: true,
        publicKey:
          "a16bb4198988891a1801a1083e60d9237b56c846ff09d73de6560893d91d4033761970a15a1f2b6e88531568a95031265588e99795bbfd0c5a7e30c05d6b55bc",
      },
    },
    sentries: {
      "sentry-0": {
        slot: 0,
        location: "fsn1",
        publicKey:
          "adf57dfcb9d9e9ed2b1d26a2f07567eecc3e5cd814dfb1025f50307366108a97cb89631e37b9b1d2fb18cec76573c77a3160934a7be99ccb5b5b6547c3a65656",
      },
      "sentry-1": {
        slot: 1,
        location: "nbg1",
        publicKey:
          "799894126fe4f478f4eb49b0230a093b8b94b751c0cff445e839f979284277a7fd06bac53ca53fcf21a93e1a8b41300264ea395762bd4ab90bbe1f4044f8e20a",
      },
      "sentry-2": {
        slot: 2,
        location: "hel1",
        publicKey:
          "df6e1735a2a739551f6f512eaceffeb43cc297d9f6fda158633b488085e31e8cc7495ce6291c915c6c26c76b054d3293d123b0e1afc1eafe1f10fd27b36cbd46",
      },
    },
    volumes: { validatorGb: 100, sentryGb: 200 },
    serverTypes: {
      gateway: { preferred: "cpx22", fallbacks: ["cpx32", "ccx13"] },
      validator: { preferred: "ccx13", fallbacks: ["ccx23"] },
      sentry: { preferred: "ccx13", fallbacks: ["ccx23"] },
      controlPlane: { preferred: "cpx32", fallbacks: ["cpx42", "ccx23"] },
      worker: { preferred: "cpx42", fallbacks: ["cpx52", "ccx33"] },
    },
    wireGuard: {
      publicKeys: {
        aws: "t6vPXeU3RO1hPAtWk877s8Zo682v6S2/9wI65nGpGV4=",
        hetzner: "TAqX7kvHE1lqu5gicSf/UeiqZL9stro9OpgGTt0NDWw=",
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
        "worker-2": { slot: 2, location: "hel1" },
      },
      loadBalancer: { type: "lb11", location: "nbg1" },
    },
    sshKeys: ["platform-team"],
  },
  data: {
    postgres: {
      version: "18",
      instanceClass: "db.m7g.large",
      multiAz: true,
      storageGib: 100,
      maxStorageGib: 500,
      pointInTimeDays: 14,
      insights: "standard",
    },
    valkey: { version: "9.0", nodeType: "cache.m7g.large", shards: 2, replicasPerShard: 1, snapshotDays: 3 },
    kafka: {
      version: "4.1",
      brokerType: "kafka.m7g.large",
      brokersPerZone: 1,
      storageGib: 100,
      maxStorageGib: 500,
    },
    documents: { version: "8.0", instanceClass: "db.r8g.large", instances: 2, pointInTimeDays: 14 },
    buckets: {
      "game-history": { archiveAfterDays: 90, expireAfterDays: 365 },
      exports: { expireAfterDays: 90 },
      uploads: { expireAfterDays: 365 },
    },
    backups: { dailyDays: 14, monthlyDays: 90, lock: true, restoreTests: true },
  },
  budget: { monthlyUsd: 9000, alertsAtPercent: [50, 80, 100], anomalyUsd: 100 },
  observability: {
    metrics: { rawDays: 14, fiveMinuteDays: 30, hourDays: 90 },
    logsDays: 14,
    tracesDays: 7,
    backups: { days: 14 },
  },
  edge: {
    ...edge,
    zone: { id: "b4e2d1cf6c8f4e3a9ba1c2d3e4f5a602", name: "pitboss-staging.example" },
    plan: "business",
    firewall: "block",
    minimumTls: "1.2",
    strictTransportDays: 30,
    playerCountries: licensedCountries,
    rateLimits: { ...playLimits, ...staffLimits },
  },
  logRetentionDays: 365,
  protect: true,
};
